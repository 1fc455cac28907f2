package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

const (
	insertLeast = 1   // documents more than half of which insert something at a place make a slot there
	baseShare   = 0.8 // of the longest place of a stretch that its base has at least
)

// A stretching aligns the places of one stretch with one of them, the base.
type stretching struct {
	members []MotherMember
	text    string // of the base
	start   int    // of the base in its document, in bytes
	runes   []rune // of the base
	folded  []rune
	copies  []stretchCopy
}

// A stretchCopy is one place aligned with the base.
type stretchCopy struct {
	member      int
	text        string
	start       int   // in its document
	offset      []int // of its runes in text, and the length of text
	to          []int // by rune of the base: rune of the copy, or -1
	first, last int   // runes of the base between which it has the stretch; last is -1 for none
	unit        string
	names       []string // of its unit
}

func newStretching(places []Place, members []MotherMember, at map[string]int) *stretching {
	longest := 0
	for _, p := range places {
		longest = max(longest, p.Len())
	}
	base := places[slices.IndexFunc(places, func(p Place) bool { return float64(p.Len()) >= baseShare*float64(longest) })]
	text := base.Of(members[at[base.ID]].Text)
	s := &stretching{members: members, text: text, start: base.Start, runes: []rune(text), folded: []rune(zh.Fold(text))}
	for _, p := range places {
		c := stretchCopy{member: at[p.ID], text: p.Of(members[at[p.ID]].Text), start: p.Start, first: len(s.runes), last: -1}
		c.unit, c.names = zh.Fold(members[c.member].Unit), spokenNames(members[c.member].Unit)
		for i := range c.text {
			c.offset = append(c.offset, i)
		}
		c.offset = append(c.offset, len(c.text))
		if p == base {
			c.to = make([]int, len(s.runes))
			for i := range c.to {
				c.to[i] = i
			}
		} else {
			c.to = alignRunes(s.folded, []rune(zh.Fold(c.text)))
		}
		for i, j := range c.to {
			if j >= 0 {
				c.first, c.last = min(c.first, i), i
			}
		}
		s.copies = append(s.copies, c)
	}
	return s
}

// between returns what a copy has in the place of runes from to to of the
// base; ok is false when it has not the text on both sides.
func (c *stretchCopy) between(from, to int) (s corpus.Span, ok bool) {
	i, j := from-1, to
	for i >= 0 && c.to[i] < 0 {
		i--
	}
	for j < len(c.to) && c.to[j] < 0 {
		j++
	}
	if i < 0 && j >= len(c.to) {
		return s, false
	}
	a, b := 0, len(c.offset)-1
	if i >= 0 {
		a = c.to[i] + 1
	}
	if j < len(c.to) {
		b = c.to[j]
	}
	return corpus.Span{Start: c.offset[a], End: c.offset[b]}, a <= b && (from == 0 || i >= 0) && (to == len(c.to) || j < len(c.to))
}

// open tells which runes of the base are no common text, and before which of
// them most copies have something that the base has not.
func (s *stretching) open() (open, before []bool) {
	n := len(s.runes)
	open, before = make([]bool, n), make([]bool, n)
	equal, cover, inserts := make([]int, n), make([]int, n), make([]int, n)
	for _, c := range s.copies {
		for i := c.first; i <= c.last; i++ {
			cover[i]++
			if c.to[i] >= 0 {
				equal[i]++
			}
			if i > c.first && c.to[i] >= 0 && c.to[i-1] >= 0 && c.to[i] > c.to[i-1]+1 {
				inserts[i]++
			}
		}
	}
	for i := range n {
		open[i] = 2*equal[i] <= cover[i]
		before[i] = inserts[i] > insertLeast && 2*inserts[i] > cover[i]
	}
	s.forced(func(from, to int) {
		for i := from; i < to; i++ {
			if equal[i] < cover[i] {
				for k := from; k < to; k++ {
					open[k] = true
				}
				return
			}
		}
	})
	for i := 1; i+1 < n; i++ { // one equal character between two differences is chance
		if open[i-1] && open[i+1] && !unicode.IsPunct(s.runes[i]) && !unicode.IsSpace(s.runes[i]) {
			open[i] = true
		}
	}
	return open, before
}

// forced calls do with the runes of each number and each name of a unit of
// the base: these are slots as soon as one copy differs.
func (s *stretching) forced(do func(from, to int)) {
	for i := 0; i < len(s.folded); {
		j := numberEnd(s.folded, i)
		if j > i {
			do(i, j)
		}
		i = max(j, i+1)
	}
	folded := string(s.folded)
	for _, c := range s.copies {
		for _, name := range c.names {
			for at := 0; ; {
				i := strings.Index(folded[at:], name)
				if i < 0 {
					break
				}
				from := utf8.RuneCountInString(folded[:at+i])
				do(from, from+utf8.RuneCountInString(name))
				at += i + len(name)
			}
		}
	}
}

// numberEnd returns where the number or the date of figures that begins at
// rune i ends, i when there is none.
func numberEnd(rs []rune, i int) int {
	j := i
	for j < len(rs) && (isDigit(rs[j]) || j > i && rs[j] == '.' && j+1 < len(rs) && isDigit(rs[j+1])) {
		j++
	}
	if j == i || j == len(rs) || !strings.ContainsRune("年月", rs[j]) {
		return j
	}
	k := numberEnd(rs, j+1)
	switch {
	case k == j+1: // a year alone
		return j
	case k < len(rs) && strings.ContainsRune("月日", rs[k]):
		return k + 1
	}
	return k
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// spokenNames returns the folded names under which a text speaks of its unit, of
// at least three characters.
func spokenNames(unit string) []string {
	if unit == "" {
		return nil
	}
	var out []string
	org := organisation(unit)
	places, tail := divisionsOf(org)
	for _, n := range slices.Concat([]string{unit, org, tail}, places, aliases(unit)) {
		if n = zh.Fold(n); utf8.RuneCountInString(n) >= 3 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(x, y string) int { return len(y) - len(x) })
	return out
}

// addStretch adds the common text and the slots of s.
func (m *Mother) addStretch(s *stretching) {
	open, before := s.open()
	stretch := MotherStretch{Copies: len(s.copies)}
	text := func(t string) {
		if n := len(stretch.Pieces); n > 0 && stretch.Pieces[n-1].Slot < 0 {
			stretch.Pieces[n-1].Text += t
		} else if t != "" {
			stretch.Pieces = append(stretch.Pieces, MotherPiece{t, -1})
		}
	}
	for i := 0; i < len(s.runes); {
		j := i
		for j < len(s.runes) && open[j] {
			j++
		}
		if j > i || before[i] {
			if slot, common, ok := s.slot(i, j, len(m.Members)); ok {
				m.Slots = append(m.Slots, slot)
				stretch.Pieces = append(stretch.Pieces, MotherPiece{"【" + string(slot.Kind) + "】", len(m.Slots) - 1})
			} else {
				text(common)
			}
		}
		i = j
		for i < len(s.runes) && !open[i] && (i == j || !before[i]) {
			text(string(s.runes[i]))
			i++
		}
	}
	m.Kept = append(m.Kept, keptNumbers(s, open)...)
	if len(stretch.Pieces) > 0 {
		m.Stretches = append(m.Stretches, stretch)
	}
}

// keptNumbers returns the numbers of common text.
func keptNumbers(s *stretching, open []bool) []string {
	var out []string
	s.forced(func(from, to int) {
		if n := string(s.folded[from:to]); to-from >= 2 && isDigit(s.folded[from]) && !isYear(n) && !open[from] {
			out = append(out, n)
		}
	})
	return out
}

// slot makes a slot of runes from to to of the base; ok is false when most
// copies agree after all, on common, which may be nothing.
func (s *stretching) slot(from, to, members int) (slot MotherSlot, common string, ok bool) {
	slot.Values = make([]SlotValue, members)
	votes := map[string]int{}
	in := 0
	var values []string
	for i := range s.copies {
		c := &s.copies[i]
		at, has := c.between(from, to)
		if !has {
			continue
		}
		v := SlotValue{In: true, Text: strings.Join(strings.Fields(at.Of(c.text)), ""), Span: corpus.Span{Start: c.start + at.Start, End: c.start + at.End}}
		slot.Values[c.member] = v
		key := zh.Fold(v.Text)
		votes[key]++
		in++
		if v.Text != "" && !slices.Contains(values, v.Text) {
			values = append(values, v.Text)
		}
	}
	if in < 2 || len(votes) < 2 {
		if in < 2 { // the base alone goes on here
			return slot, "", false
		}
		return slot, string(s.runes[from:to]), false
	}
	slot.Kind = s.kindOf(values)
	if slot.Kind == TextSlot {
		if v, ok := s.agreed(slot.Values, votes, in); ok {
			return slot, v, false
		}
	}
	return slot, "", true
}

// agreed returns the wording that most copies have where some differ: the
// most frequent one, when more than half of them have it or, several of them
// having it, something much like it.
func (s *stretching) agreed(values []SlotValue, votes map[string]int, in int) (string, bool) {
	best, most := SlotValue{}, 0
	text := ""
	for _, c := range s.copies {
		if v := values[c.member]; v.In && votes[zh.Fold(v.Text)] > most {
			best, most = v, votes[zh.Fold(v.Text)]
			text = best.Of(s.members[c.member].Text)
		}
	}
	like := 0
	for _, v := range values {
		if v.In && alike(zh.Fold(v.Text), zh.Fold(best.Text)) {
			like++
		}
	}
	return text, 2*most > in || most > 1 && 2*like > in
}

// alike reports whether two short wordings have most characters in common,
// in order.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x)*len(y) > gapCells {
		return false
	}
	n := 0
	longestCommon(x, y, func(int, int) { n++ })
	return 2*n >= max(len(x), len(y))
}

// kindOf tells what the values of a slot are, none of them empty.
func (s *stretching) kindOf(values []string) SlotKind {
	all := func(is func(v string) bool) bool {
		return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return !is(v) })
	}
	switch {
	case all(func(v string) bool { return strings.Trim(v, "0123456789０１２３４５６７８９.．%％") == "" }):
		return NumberSlot
	case all(func(v string) bool {
		return strings.ContainsAny(v, "年月日") && strings.Trim(zh.Fold(v), "0123456789年月日至-.〇零一二三四五六七八九十上旬中下底初") == ""
	}):
		return DateSlot
	case all(func(v string) bool {
		return strings.Trim(zh.Fold(v), "0123456789.%一二三四五六七八九十百千万亿两余多名人个次") == ""
	}):
		return NumberSlot
	}
	named := 0
	for _, v := range values {
		if v = zh.Fold(v); slices.ContainsFunc(s.copies, func(c stretchCopy) bool { return c.speaksOfUnit(v) }) {
			named++
		}
	}
	if 2*named > len(values) {
		return UnitSlot
	}
	return TextSlot
}

// speaksOfUnit reports whether v, folded, is a name of the unit of c or a
// part of one, with little else.
func (c *stretchCopy) speaksOfUnit(v string) bool {
	if utf8.RuneCountInString(v) < 2 {
		return false
	}
	return strings.Contains(c.unit, v) || slices.ContainsFunc(c.names, func(n string) bool { return len(v) <= 2*len(n) && strings.Contains(v, n) })
}
