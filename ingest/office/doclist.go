package office

import (
	"strings"
)

// Numbering that Word computes ([MS-DOC] 2.4.6.3). A paragraph names a use of
// a list (LFO) and a level; the use names the list (LSTF) and may override
// its levels; the level (LVL) says how the number looks:
//
//	PlfLst = count16 { lsid32 tplc32 styles[9]16 flags8 grfhic8 }; behind it the levels, 1 or 9 to a list
//	LVL    = start32 nfc8 flags8 places[9] follow8 … chpx8 papx8 … , properties, length16 text16[]
//	PlfLfo = count32 { lsid32 … overrides8 … } then for each use { cp32 { start32 flags32 [LVL] } }
//
// In the text of a level the characters 0 to 8 stand for the number of that level.
type docLists struct {
	levels map[int][]docLevel // by list
	uses   []listUse
	counts map[int]*[9]int // by list: the number last given, -1 none
	begun  map[int]bool    // by use
}

type docLevel struct {
	start  int
	format int
	legal  bool // numbers of other levels in Arabic digits
	text   []rune
	keep   bool // does not begin again after a higher level
}

type listUse struct {
	list      int
	overrides map[int]levelOverride
}

type levelOverride struct {
	start    int
	hasStart bool
	level    *docLevel
}

const (
	maxLists     = 10000
	maxLevelText = 64
)

// readLists reads the tables that lie at the given places of the table stream.
func readLists(table block, f fib) *docLists {
	l := &docLists{levels: map[int][]docLevel{}, counts: map[int]*[9]int{}, begun: map[int]bool{}}
	at, size := f.pairs.u32(8*fcLists), f.pairs.u32(8*fcLists+4)
	heads := table.part(at, size)
	rest := table.part(at+size, len(table))
	for i := range min(heads.u16(0), maxLists, len(heads)/28) {
		h := heads.part(2+28*i, 28)
		n := 9
		if h.u8(26)&1 == 1 {
			n = 1
		}
		var levels []docLevel
		for range n {
			var v docLevel
			v, rest = readLevel(rest)
			levels = append(levels, v)
		}
		l.levels[h.u32(0)] = levels
	}
	l.readUses(f.table(table, fcListUses))
	return l
}

// readLevel reads one LVL and returns what follows it.
func readLevel(b block) (docLevel, block) {
	v := docLevel{start: b.i32(0), format: b.u8(4), legal: b.u8(5)&4 != 0, keep: b.u8(5)&8 != 0}
	at := 28 + b.u8(24) + b.u8(25)
	n := b.u16(at)
	v.text = []rune(b.utf16(at+2, min(n, maxLevelText)))
	return v, b.part(at+2+2*n, len(b))
}

func (l *docLists) readUses(b block) {
	n := min(b.u32(0), maxLists, len(b)/16)
	rest := b.part(4+16*n, len(b))
	for i := range n {
		h := b.part(4+16*i, 16)
		use := listUse{list: h.u32(0), overrides: map[int]levelOverride{}}
		rest = rest.part(4, len(rest))
		for range min(h.u8(12), 9) {
			flags := rest.u32(4)
			o := levelOverride{start: rest.i32(0), hasStart: flags&0x10 != 0}
			rest = rest.part(8, len(rest))
			if flags&0x20 != 0 {
				var v docLevel
				v, rest = readLevel(rest)
				o.level = &v
				if o.hasStart {
					o.start = v.start
				}
			}
			use.overrides[flags&0xF] = o
		}
		l.uses = append(l.uses, use)
	}
}

// next counts a paragraph that uses list use at level and returns the text of
// its number, "" for none and for bullets.
func (l *docLists) next(use, level int) string {
	if use < 1 || use > len(l.uses) || level < 0 || level > 8 {
		return ""
	}
	u := l.uses[use-1]
	levels := l.levels[u.list]
	if level >= len(levels) {
		return ""
	}
	counts := l.counts[u.list]
	if counts == nil {
		counts = &[9]int{-1, -1, -1, -1, -1, -1, -1, -1, -1}
		l.counts[u.list] = counts
	}
	if !l.begun[use] {
		l.begun[use] = true
		for i, o := range u.overrides {
			if o.hasStart && i < len(counts) {
				counts[i] = -1
			}
		}
	}
	at := func(i int) docLevel {
		if i >= len(levels) {
			return docLevel{format: 0xFF}
		}
		v, o := levels[i], u.overrides[i]
		if o.level != nil {
			v = *o.level
		}
		if o.hasStart {
			v.start = o.start
		}
		return v
	}
	v := at(level)
	if counts[level] < 0 {
		counts[level] = v.start
	} else {
		counts[level]++
	}
	for i := level + 1; i < len(counts); i++ {
		if !at(i).keep {
			counts[i] = -1
		}
	}
	return docLabel(v, at, counts)
}

// docLabel writes the number of a paragraph at level v.
func docLabel(v docLevel, at func(int) docLevel, counts *[9]int) string {
	if nfcNames[v.format] == "bullet" {
		return ""
	}
	var b strings.Builder
	for _, r := range v.text {
		if r > 8 {
			b.WriteRune(r)
			continue
		}
		i := int(r)
		n, format := counts[i], nfcNames[at(i).format]
		if n < 0 {
			n = at(i).start
		}
		if v.legal && format != "none" {
			format = "decimal"
		}
		b.WriteString(listNumber(format, n))
	}
	return strings.TrimSpace(b.String())
}
