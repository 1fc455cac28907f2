package compare

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// partyBodies are the Party organs that close a unit's name, a longer one
// before those it ends with; without them the name is that of the
// organisation.
var partyBodies = []string{
	"创先争优活动领导小组办公室", "创先争优活动办公室", "创先争优办公室", "领导小组办公室", "活动办公室", "领导小组",
	"机关总支部委员会", "总支部委员会", "总支委员会", "机关支部委员会", "支部委员会", "机关党总支", "机关党支部", "机关党委", "老干支部", "党总支", "党支部", "总支部", "党委", "党组", "总支", "支部",
}

// divisions end the name of an administrative division.
var divisions = []string{"自治区", "自治州", "自治县", "地区", "新区", "街道办事处", "街道", "省", "市", "州", "盟", "县", "旗", "区", "镇", "乡", "村", "社区"}

// organisation strips the Party frame from a unit's name:
// 中共桃溪镇中心小学支部委员会 and 桃溪镇中心小学党支部 are both 桃溪镇中心小学.
func organisation(name string) string {
	name = strings.TrimSpace(name)
	for _, party := range []string{"中国共产党", "中共"} {
		if rest, ok := strings.CutPrefix(name, party); ok {
			if name = rest; !strings.HasSuffix(name, "支部委员会") {
				name = strings.TrimSuffix(name, "委员会") // 中共桃溪镇委员会
			}
			break
		}
	}
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
	all = append(append(all, tail), shortNames(org)...)
	out := all[:0:0]
	for _, a := range all {
		if utf8.RuneCountInString(a) >= 4 && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// numbered tells the schools and hospitals that are called by their number.
var numbered = []struct{ kind, short string }{{"中学", "中"}, {"小学", "小"}, {"人民医院", "院"}, {"医院", "院"}}

// shortNames returns the names people shorten an organisation's to: without
// the character of its division (桃溪镇中心小学, 桃溪中心小学), and by its number
// (临岚县第二中学, 临岚二中).
func shortNames(org string) []string {
	places, tail := divisionsOf(org)
	if len(places) == 0 {
		return nil
	}
	last := places[len(places)-1]
	stem := last
	for _, d := range divisions {
		if cut, ok := strings.CutSuffix(last, d); ok && utf8.RuneCountInString(cut) >= 2 {
			stem = cut
			break
		}
	}
	if stem == last {
		return nil
	}
	out := []string{stem + tail}
	rest, ok := strings.CutPrefix(tail, "第")
	if !ok {
		return out
	}
	for _, n := range numbered {
		if number, ok := strings.CutSuffix(rest, n.kind); ok && utf8.RuneCountInString(number) <= 2 {
			return append(out, stem+number+n.short)
		}
	}
	return out
}

// A nameTable finds the names of units in symbols: a bit filter on the first
// four symbols, then the longest name that fits.
type nameTable struct {
	first    symbolSet // first symbols
	filter   prefixFilter
	byPrefix map[uint64][][]symbol
}

// A prefixFilter tells what is surely no first four symbols of an entry of a
// table: one bit for each of many places.
type prefixFilter []uint64

const filterSpace = 32 // bits for each entry, at least

// newPrefixFilter makes the filter of a table.
func newPrefixFilter(byPrefix map[uint64][][]symbol) prefixFilter {
	size := 1 << 12
	for size < len(byPrefix)*filterSpace {
		size <<= 1
	}
	f := make(prefixFilter, size/64)
	for key := range byPrefix {
		h := f.place(key)
		f[h>>6] |= 1 << (h & 63)
	}
	return f
}

func (f prefixFilter) place(key uint64) uint64 {
	return key * 0x9E3779B97F4A7C15 >> 20 & uint64(len(f)*64-1)
}

// may reports whether an entry may begin with the symbols of key.
func (f prefixFilter) may(key uint64) bool {
	h := f.place(key)
	return f[h>>6]>>(h&63)&1 != 0
}

// newNameTable makes a table of the names and aliases of units.
func newNameTable(units []string) *nameTable {
	t := &nameTable{byPrefix: map[uint64][][]symbol{}}
	for _, unit := range units {
		for _, syms := range namesOf(unit) {
			key := prefixKey(syms)
			t.first.add(syms[0])
			if !slices.ContainsFunc(t.byPrefix[key], func(s []symbol) bool { return slices.Equal(s, syms) }) {
				t.byPrefix[key] = append(t.byPrefix[key], syms)
			}
		}
	}
	t.filter = newPrefixFilter(t.byPrefix)
	return t
}

// shortestName is how many symbols a name has at least that is looked for.
const shortestName = 4

// namesOf returns the names of a unit in symbols, each once.
func namesOf(unit string) (names [][]symbol) {
	for _, a := range aliases(unit) {
		syms := symbolsOf(a)
		if len(syms) >= shortestName && !slices.ContainsFunc(names, func(s []symbol) bool { return slices.Equal(s, syms) }) {
			names = append(names, syms)
		}
	}
	return names
}

// add takes a name in that the table does not hold.
func (t *nameTable) add(name []symbol) {
	key := prefixKey(name)
	t.first.add(name[0])
	t.byPrefix[key] = append(t.byPrefix[key], name)
	if len(t.filter)*64 < len(t.byPrefix)*filterSpace/2 {
		t.filter = newPrefixFilter(t.byPrefix)
		return
	}
	h := t.filter.place(key)
	t.filter[h>>6] |= 1 << (h & 63)
}

// drop takes a name out; the filter may still let its beginning pass.
func (t *nameTable) drop(name []symbol) {
	key := prefixKey(name)
	rest := slices.DeleteFunc(slices.Clone(t.byPrefix[key]), func(s []symbol) bool { return slices.Equal(s, name) })
	if t.byPrefix[key] = rest; len(rest) == 0 {
		delete(t.byPrefix, key)
	}
}

// mask replaces each longest name in s by one symbol, in place, as reading
// does.
func (t *nameTable) mask(s []symbol) []symbol {
	w := 0
	for i := 0; i < len(s); w++ {
		if n := t.longest(s[i:]); n > 0 {
			s[w], i = unitSymbol, i+n
		} else {
			s[w], i = s[i], i+1
		}
	}
	return s[:w]
}

// longest returns the length of the longest name s begins with, 0 for none.
func (t *nameTable) longest(s []symbol) int {
	if len(s) < shortestName || !t.first.has(s[0]) {
		return 0
	}
	key := prefixKey(s)
	if !t.filter.may(key) {
		return 0
	}
	n := 0
	for _, name := range t.byPrefix[key] {
		if len(name) > n && len(name) <= len(s) && slices.Equal(name, s[:len(name)]) {
			n = len(name)
		}
	}
	return n
}

func prefixKey(s []symbol) uint64 {
	return uint64(s[0]) | uint64(s[1])<<16 | uint64(s[2])<<32 | uint64(s[3])<<48
}
