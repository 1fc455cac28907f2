package compare

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// partyBodies are the Party organs that close a unit's name; without them
// the name is that of the organisation.
var partyBodies = []string{
	"支部委员会", "总支部委员会", "总支委员会", "委员会机关党委", "机关党总支", "机关党支部", "机关党委", "老干支部", "党支部", "党总支", "总支部", "党委", "党组", "总支", "支部",
	"创先争优活动领导小组办公室", "创先争优活动办公室", "创先争优办公室", "领导小组办公室", "活动办公室", "领导小组",
}

// divisions end the name of an administrative division.
var divisions = []string{"自治区", "自治州", "自治县", "地区", "新区", "街道办事处", "街道", "省", "市", "州", "盟", "县", "旗", "区", "镇", "乡", "村", "社区"}

// organisation strips the Party frame from a unit's name:
// 中共桃溪镇中心小学支部委员会 and 桃溪镇中心小学党支部 are both 桃溪镇中心小学.
func organisation(name string) string {
	name = strings.TrimPrefix(strings.TrimSpace(name), "中国共产党")
	name = strings.TrimPrefix(name, "中共")
	for again := true; again; {
		again = false
		for _, b := range partyBodies {
			if rest, ok := strings.CutSuffix(name, b); ok && utf8.RuneCountInString(rest) >= 3 {
				name, again = rest, true
				break
			}
		}
	}
	return name
}

// divisionsOf returns the places a unit's name begins with, from the
// outermost: 青泥县凤凰镇小学 gives 青泥县, 凤凰镇. What follows them is tail.
func divisionsOf(org string) (places []string, tail string) {
	for {
		best := 0
		rs := []rune(org)
		for i := 2; i < len(rs) && i <= 6 && best == 0; i++ {
			for _, d := range divisions {
				n := utf8.RuneCountInString(d)
				if i+n <= len(rs) && string(rs[i:i+n]) == d {
					best = max(best, i+n)
				}
			}
		}
		if best == 0 || best >= len(rs) {
			return places, org
		}
		places = append(places, string(rs[:best]))
		org = string(rs[best:])
	}
}

// aliases returns the names under which a text may speak of the unit, the
// full one first.
func aliases(unit string) []string {
	org := organisation(unit)
	all := []string{unit, org}
	places, tail := divisionsOf(org)
	for i := range places {
		all = append(all, strings.TrimPrefix(org, strings.Join(places[:i+1], "")))
	}
	all = append(all, tail)
	out := all[:0:0]
	for _, a := range all {
		if utf8.RuneCountInString(a) >= 4 && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// A nameTable finds the names of units in symbols: a bit filter on the first
// four symbols, then the longest name that fits.
type nameTable struct {
	filter   []uint64
	byPrefix map[uint64][]int32
	entries  []nameEntry
}

type nameEntry struct {
	name   string
	syms   []symbol
	owners []int32 // units that may be meant, ascending
}

// newNameTable makes a table of the names and aliases of units, given in
// ascending order.
func newNameTable(units []string) *nameTable {
	t := &nameTable{byPrefix: map[uint64][]int32{}}
	seen := map[string]int32{}
	for u, unit := range units {
		for _, a := range aliases(unit) {
			syms := symbolsOf(a)
			if len(syms) < 4 {
				continue
			}
			id, ok := seen[string(utf16Key(syms))]
			if !ok {
				id = int32(len(t.entries))
				seen[string(utf16Key(syms))] = id
				t.entries = append(t.entries, nameEntry{name: a, syms: syms})
				t.byPrefix[prefixKey(syms)] = append(t.byPrefix[prefixKey(syms)], id)
			}
			if o := t.entries[id].owners; len(o) == 0 || o[len(o)-1] != int32(u) {
				t.entries[id].owners = append(o, int32(u))
			}
		}
	}
	size := 1 << 12
	for size < len(t.entries)*32 {
		size <<= 1
	}
	t.filter = make([]uint64, size/64)
	for key := range t.byPrefix {
		h := t.bit(key)
		t.filter[h>>6] |= 1 << (h & 63)
	}
	return t
}

func (t *nameTable) bit(key uint64) uint64 {
	return key * 0x9E3779B97F4A7C15 >> 20 & uint64(len(t.filter)*64-1)
}

// longest returns the length of the longest name s begins with, 0 for none.
func (t *nameTable) longest(s []symbol) (n int, name int32) {
	if len(s) < 4 {
		return 0, 0
	}
	key := prefixKey(s)
	if h := t.bit(key); t.filter[h>>6]>>(h&63)&1 == 0 {
		return 0, 0
	}
	for _, id := range t.byPrefix[key] {
		if e := t.entries[id].syms; len(e) > n && len(e) <= len(s) && slices.Equal(e, s[:len(e)]) {
			n, name = len(e), id
		}
	}
	return n, name
}

func prefixKey(s []symbol) uint64 {
	return uint64(s[0]) | uint64(s[1])<<16 | uint64(s[2])<<32 | uint64(s[3])<<48
}

func utf16Key(s []symbol) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, x := range s {
		b = append(b, byte(x), byte(x>>8))
	}
	return b
}
