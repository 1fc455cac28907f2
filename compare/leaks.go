package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Confidence of leaks by how they were told.
const (
	sureInside  = 0.9 // the name stands inside a matched span, in both documents
	likelyApart = 0.6 // the name of a partner stands elsewhere in the text
)

// unknownRarity is how many bits a pair of characters takes that is no word
// of the common language.
const unknownRarity = 18

// A leakFinder looks for names of document earlier's world that were left in
// document later, where the two belong to different units and share
// passages. Text is folded rune for rune, so offsets go through a View.
type leakFinder struct {
	lang           *sketch
	later, earlier *Text
	*leakText
	other string // earlier's text, folded
	own   string // later's unit, folded
	spans []corpus.Span
	held  map[string]bool // by the earlier text
}

// A leakText is a later document as all the searches for leaks in it see it.
type leakText struct {
	view   zh.View
	words  map[string][]int // where the fixed words stand in the folded text
	counts map[string]int   // of names in it
	marks  []int            // see numberMarks
	marked bool
}

// numberMarks is numberMarks of the text, found once.
func (t *leakText) numberMarks() []int {
	if !t.marked {
		t.marks, t.marked = numberMarks(t.view.Text), true
	}
	return t.marks
}

func newLeakText(t *Text) *leakText {
	v := zh.NewView(t.Text)
	return &leakText{view: v, words: fixedWords.find(v.Text), counts: map[string]int{}}
}

// leaks returns the leaks of document d from the other units' documents that
// ms match it with, by document and then in text order.
func (e *engine) leaks(d int, ms []Match) []NameLeak {
	spans := map[int][]corpus.Span{} // by earlier document
	var partners []int
	for _, m := range ms {
		if m.Class == Superior {
			continue
		}
		if len(spans[m.earlier]) == 0 && !sameOwner(e.text(d), e.text(m.earlier)) {
			partners = append(partners, m.earlier)
		}
		spans[m.earlier] = append(spans[m.earlier], m.SpanB)
	}
	if len(partners) == 0 {
		return nil
	}
	slices.Sort(partners)
	later := newLeakText(e.text(d))
	var out []NameLeak
	for _, b := range partners {
		for _, l := range e.leaksFrom(later, d, b, spans[b]) {
			out = append(out, NameLeak{e.order[d], l})
		}
	}
	return out
}

// leaksFrom returns the leaks of document d from document b, in text order.
func (e *engine) leaksFrom(text *leakText, d, b int, spans []corpus.Span) []corpus.Leak {
	later, earlier := e.text(d), e.text(b)
	f := &leakFinder{e.lang, later, earlier, text, zh.Fold(earlier.Text), zh.Fold(later.Unit), spans, map[string]bool{}}
	var out []corpus.Leak
	out = append(out, f.unitNames()...)
	out = append(out, f.places()...)
	out = append(out, f.persons()...)
	out = append(out, f.organisations()...)
	out = append(out, f.trades()...)
	out = append(out, f.documentNumbers()...)
	out = append(out, f.offices()...)
	return distinct(out)
}

// distinct sorts leaks and keeps the longest of those that overlap.
func distinct(ls []corpus.Leak) []corpus.Leak {
	slices.SortFunc(ls, func(x, y corpus.Leak) int {
		return cmp.Or(cmp.Compare(y.Len(), x.Len()), cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(x.Start, y.Start))
	})
	var out []corpus.Leak
	for _, l := range ls {
		if !slices.ContainsFunc(out, func(o corpus.Leak) bool { return o.Overlap(l.Span) > 0 }) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(x, y corpus.Leak) int { return cmp.Compare(x.Start, y.Start) })
	return out
}

// leak makes a Leak of the folded bytes [from, to), unless the context says
// that the name is only mentioned.
func (f *leakFinder) leak(from, to int, rule string) (corpus.Leak, bool) {
	name := f.view.Text[from:to]
	span := corpus.Span{Start: f.view.At(from), End: f.view.At(to)}
	if slices.Contains(publicNames, strings.TrimRight(name, "省市县区镇乡村")) || slices.Contains(publicNames, name) || f.count(name) > 3 {
		return corpus.Leak{}, false
	}
	confidence := likelyApart
	for _, s := range f.spans {
		if s.Contains(span) && f.sameContext(from, to) {
			confidence = sureInside
		}
	}
	if confidence == likelyApart && f.visited(from) {
		return corpus.Leak{}, false
	}
	return corpus.Leak{Span: span, Name: name, From: f.earlier.Source, By: corpus.By{Rule: rule, Confidence: confidence}}, true
}

// count returns how often name stands in the text; a text may name one
// place a thousand times.
func (f *leakFinder) count(name string) int {
	n, ok := f.counts[name]
	if !ok {
		n = strings.Count(f.view.Text, name)
		f.counts[name] = n
	}
	return n
}

// holds reports whether name stands in the earlier text.
func (f *leakFinder) holds(name string) bool {
	has, ok := f.held[name]
	if !ok {
		has = strings.Contains(f.other, name)
		f.held[name] = has
	}
	return has
}

// sameContext reports whether the earlier document has the name beside the
// same character, so that it was taken with its surroundings.
func (f *leakFinder) sameContext(from, to int) bool {
	_, before := utf8.DecodeLastRuneInString(f.view.Text[:from])
	_, after := utf8.DecodeRuneInString(f.view.Text[to:])
	return strings.Contains(f.other, f.view.Text[from-before:to]) || strings.Contains(f.other, f.view.Text[from:to+after])
}

// visited reports whether the words before byte i of the text speak of
// somebody else: 到…参观, 与…结对.
func (f *leakFinder) visited(i int) bool {
	before := f.view.Text[:i]
	for _, v := range visits {
		if strings.HasSuffix(before, v) {
			return true
		}
	}
	return false
}

// allFixed calls do with every place of one of the fixed words in the text,
// from left to right and never two that overlap.
func (f *leakFinder) allFixed(word string, do func(from, to int)) {
	end := 0
	for _, at := range f.words[word] {
		if at >= end {
			end = at + len(word)
			do(at, end)
		}
	}
}

// all calls do with every place of name in the text.
func (f *leakFinder) all(name string, do func(from, to int)) {
	for at := 0; ; {
		i := strings.Index(f.view.Text[at:], name)
		if i < 0 {
			return
		}
		do(at+i, at+i+len(name))
		at += i + len(name)
	}
}

// unitNames finds the name of the earlier document's unit, and of the places
// that name holds.
func (f *leakFinder) unitNames() []corpus.Leak {
	org := zh.Fold(organisation(f.earlier.Unit))
	if org == "" {
		return nil
	}
	names := append([]string{org}, shortNames(org)...)
	places, tail := divisionsOf(org)
	if utf8.RuneCountInString(tail) >= 5 {
		names = append(names, tail)
	}
	for _, p := range places {
		names = append(names, p)
		for _, d := range divisions {
			if stem, ok := strings.CutSuffix(p, d); ok && utf8.RuneCountInString(stem) >= 2 {
				names = append(names, stem)
				break
			}
		}
	}
	var out []corpus.Leak
	for _, name := range names {
		if f.own != "" && strings.Contains(f.own, name) && !(slices.Contains(places, name) && f.misplaced(name)) {
			continue
		}
		f.all(name, func(from, to int) {
			if l, ok := f.leak(from, to, "partner-unit"); ok {
				out = append(out, l)
			}
		})
	}
	return out
}

// places finds names of places that both documents hold and the reference
// does not know.
func (f *leakFinder) places() []corpus.Leak {
	var out []corpus.Leak
	for _, suffix := range placeSuffixes {
		f.allFixed(suffix, func(at, to int) {
			from, n := hanBefore(f.view.Text, at, 2)
			if n < 2 {
				return
			}
			if slices.ContainsFunc(notPlaceWords, func(w string) bool { return strings.HasPrefix(f.view.Text[at:], w) }) {
				return
			}
			name := f.view.Text[from:to]
			stem := f.view.Text[from:at]
			if !f.holds(name) || f.own != "" && strings.Contains(f.own, stem) {
				return
			}
			if f.lang.count(gramKey(symbolsOf(stem))) > 0 || slices.ContainsFunc(notPlaces, func(w string) bool { return strings.HasPrefix(stem, w) || strings.HasSuffix(stem, w) }) {
				return
			}
			if l, ok := f.leak(from, to, "place"); ok && (l.Confidence == sureInside || !f.elsewhere(name)) {
				out = append(out, l)
			}
		})
	}
	return out
}

// elsewhere reports whether name stands in the text more than once.
func (f *leakFinder) elsewhere(name string) bool { return f.count(name) > 1 }

// persons finds persons with a post whom both documents name.
func (f *leakFinder) persons() []corpus.Leak {
	var out []corpus.Leak
	for _, post := range posts {
		f.allFixed(post, func(_, at int) {
			n := personLength(f.view.Text[at:])
			if n == 0 {
				return
			}
			name := f.view.Text[at : at+n]
			if !f.holds(name) || f.lang.count(gramKey(symbolsOf(name))) > 0 {
				return
			}
			if l, ok := f.leak(at, at+n, "person"); ok {
				out = append(out, l)
			}
		})
	}
	// A name once told is a leak wherever it stands.
	for _, l := range slices.Clone(out) {
		f.all(l.Name, func(from, to int) {
			if m, ok := f.leak(from, to, "person"); ok {
				out = append(out, m)
			}
		})
	}
	return out
}

// personLength returns the bytes of the person's name s begins with, 0 when
// it begins with none.
func personLength(s string) int {
	var ends []int // byte offsets after each of the first four characters
	for i, r := range s {
		if len(ends) == 4 || !zh.IsHan(r) {
			break
		}
		ends = append(ends, i+utf8.RuneLen(r))
	}
	if len(ends) < 2 {
		return 0
	}
	first := 1
	if slices.Contains(doubleSurnames, s[:ends[1]]) {
		first = 2
	} else if !strings.Contains(surnames, s[:ends[0]]) {
		return 0
	}
	for _, given := range []int{2, 1} {
		if n := first + given; n <= len(ends) {
			for _, w := range nameFollows {
				if strings.HasPrefix(s[ends[n-1]:], w) {
					return ends[n-1]
				}
			}
		}
	}
	return 0
}

// trades finds 我县水务事业 in the text of a forestry bureau that took it
// from a water bureau, inside matched spans.
func (f *leakFinder) trades() []corpus.Leak {
	if !slices.ContainsFunc(trades, func(t string) bool { return strings.Contains(f.own, t) }) {
		return nil
	}
	var out []corpus.Leak
	for _, t := range trades {
		if strings.Contains(f.own, t) {
			continue
		}
		f.allFixed(t, func(from, to int) {
			owned := slices.ContainsFunc(ownPlaces, func(w string) bool { return strings.HasSuffix(f.view.Text[:from], w) })
			for _, w := range tradeFollows {
				if owned && strings.HasPrefix(f.view.Text[to:], w) && strings.Contains(f.other, t+w) {
					if l, ok := f.leak(from, to, "trade"); ok && l.Confidence == sureInside {
						out = append(out, l)
					}
				}
			}
		})
	}
	return out
}

// organisations finds organisations inside matched spans that both documents
// hold: one that speaks as the writer (县总工会机关党员), or one whose name
// begins with a place the reference does not know (柳湾公路管理段).
func (f *leakFinder) organisations() []corpus.Leak {
	var out []corpus.Leak
	add := func(from, to int, rule string) {
		name := f.view.Text[from:to]
		if f.own == "" || !f.holds(name) {
			return
		}
		if l, ok := f.leak(from, to, rule); ok && l.Confidence == sureInside {
			out = append(out, l)
		}
	}
	for _, suffix := range speakers {
		f.allFixed(suffix, func(at, to int) {
			if !slices.ContainsFunc(ownRoles, func(w string) bool { return strings.HasPrefix(f.view.Text[to:], w) }) {
				return
			}
			if from := levelBefore(f.view.Text, at); from < at && !strings.Contains(f.own, f.view.Text[from+3:to]) {
				add(from, to, "speaks-as-owner")
			}
		})
	}
	for _, suffix := range organisationSuffixes {
		f.allFixed(suffix, func(at, to int) {
			if strings.HasPrefix(f.view.Text[to:], "习") { // 集中学习
				return
			}
			if from := f.placeBefore(at); from < at {
				add(from, to, "organisation")
			}
		})
	}
	return out
}

// placeBefore returns where the name of an organisation ending at byte at
// begins, when it begins with two characters the reference does not know as
// a pair, foreign to the own unit, after a mark of punctuation; else at.
func (f *leakFinder) placeBefore(at int) int {
	from, _ := hanBefore(f.view.Text, at, 8)
	stem := f.view.Text[from:at]
	if utf8.RuneCountInString(stem) < 2 || utf8.RuneCountInString(stem) == 8 {
		return at
	}
	_, n := utf8.DecodeRuneInString(stem)
	_, m := utf8.DecodeRuneInString(stem[n:])
	place := stem[:n+m]
	if strings.Contains(f.own, place) || f.lang.rarity(symbolsOf(place)) < unknownRarity {
		return at
	}
	return from
}

// hanBefore returns where the run of Chinese characters that ends at byte at
// of s begins, most characters back at the farthest, and how many it has.
func hanBefore(s string, at, most int) (from, n int) {
	for from = at; n < most; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:from])
		if !zh.IsHan(r) {
			break
		}
		from -= size
	}
	return from, n
}

// levelBefore returns where the level word (省市县区) that begins a name
// ending at byte at stands, or at when there is none near; 全县 and 我县
// begin no name.
func levelBefore(s string, at int) int {
	from := at
	for range 5 {
		r, n := utf8.DecodeLastRuneInString(s[:from])
		if !zh.IsHan(r) {
			return at
		}
		from -= n
		if strings.ContainsRune("省市县区", r) {
			if before, _ := utf8.DecodeLastRuneInString(s[:from]); strings.ContainsRune("全我本各该", before) {
				return at
			}
			return from
		}
	}
	return at
}
