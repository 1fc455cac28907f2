package compare

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A MotherMember is a document of a group as Rebuild sees it.
type MotherMember struct {
	ID, Unit, Date, Text string
	// Known is what the document has from anywhere earlier, beside the text of
	// the group: that is no addition of its own.
	Known []corpus.Span
}

// A Mother is the text that the documents of a group have in common, rebuilt
// (母本): what most of them say, with slots where each put its own.
type Mother struct {
	Members   []MotherCopy
	Stretches []MotherStretch
	Slots     []MotherSlot
	Kept      []string // numbers of two digits and more, no years, that no unit changed
	Units     int      // known ones, and each document of an unknown one
	First     string   // dates of the earliest and the latest document, empty when none has one
	Last      string
}

// A MotherCopy says how one document used the mother text.
type MotherCopy struct {
	ID, Unit, Date string
	Places         []corpus.Span // of the mother text in the document, in text order
	Taken, All     int           // characters (letters, ideographs, digits) in places and in the document
	Additions      []corpus.Span // whole sentences of its own, in text order
}

// Share is the part of the document that is mother text, from 0 to 1.
func (c MotherCopy) Share() float64 { return float64(c.Taken) / float64(max(1, c.All)) }

// A MotherStretch is a passage of the mother text.
type MotherStretch struct {
	Pieces []MotherPiece
	Copies int // documents that have it
}

// A MotherPiece is common text, or a slot.
type MotherPiece struct {
	Text string // as most have it; of a slot its sign, such as 【单位】
	Slot int    // index into Mother.Slots, -1 for common text
}

// A SlotKind says what documents put into a slot. The values are Chinese, for
// the reader.
type SlotKind string

// The kinds of slots.
const (
	UnitSlot   SlotKind = "单位"
	NumberSlot SlotKind = "数字"
	DateSlot   SlotKind = "日期"
	TextSlot   SlotKind = "文字"
)

// A MotherSlot is a place where the copies differ.
type MotherSlot struct {
	Kind   SlotKind
	Values []SlotValue // by index of Mother.Members
}

// A SlotValue is what one document has in a slot.
type SlotValue struct {
	In   bool   // the document has the text around the slot
	Text string // may be empty: it left the slot out
	corpus.Span
}

// String returns the mother text with the signs of its slots, a line to a
// stretch.
func (m Mother) String() string {
	var b strings.Builder
	for _, s := range m.Stretches {
		for _, p := range s.Pieces {
			b.WriteString(p.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Rebuild makes the mother text of a group. member returns the documents of
// the group; spans of places have to lie in their texts. What most of the
// documents that have a stretch say is common text; numbers and names of units
// are slots as soon as one differs. The result depends on nothing but the
// group and the texts.
func Rebuild(g Group, member func(id string) MotherMember) Mother {
	members := make([]MotherMember, len(g.Members))
	at := make(map[string]int, len(g.Members))
	m := Mother{Members: make([]MotherCopy, len(g.Members))}
	units := map[string]bool{}
	for i, id := range g.Members {
		members[i] = member(id)
		at[id] = i
		d := &members[i]
		m.Members[i] = MotherCopy{ID: id, Unit: d.Unit, Date: d.Date}
		units[cmp.Or(organisation(d.Unit), "\x00"+id)] = true
		if d.Date != "" {
			m.Last = max(m.Last, d.Date)
			if m.First == "" || d.Date < m.First {
				m.First = d.Date
			}
		}
	}
	m.Units = len(units)
	for _, places := range g.Stretches {
		s := newStretching(places, members, at)
		m.addStretch(s)
		for _, p := range places {
			c := &m.Members[at[p.ID]]
			c.Places = append(c.Places, p.Span)
		}
	}
	for i := range m.Members {
		c, d := &m.Members[i], &members[i]
		c.Places = union(c.Places)
		c.Taken, c.All = count(d.Text, c.Places), count(d.Text, []corpus.Span{{Start: 0, End: len(d.Text)}})
		c.Additions = ownSentences(d.Text, slices.Concat(c.Places, d.Known))
	}
	return m
}

const (
	ownLeast = 8   // characters of a sentence below which it says nothing of its own
	ownShare = 0.3 // of a sentence that may be known from elsewhere

	longHeading = 40 // characters from which on a line without a mark at its end is no heading
)

// OwnSentences returns the sentences of text that are its own: at least 70 %
// of their characters are in none of the known spans. Headings and names and
// dates at the foot, which end without a mark, are none. Sentences next to
// each other in one line are one span.
func OwnSentences(text string, known []corpus.Span) []corpus.Span { return ownSentences(text, known) }

// isSentence tells sentences from headings, names and dates at the foot:
// those end without a mark, and are short.
func isSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsPunct(last) || utf8.RuneCountInString(s) >= longHeading
}

func ownSentences(text string, known []corpus.Span) []corpus.Span {
	known = union(known)
	var out []corpus.Span
	for _, s := range sentencesOf(text) {
		all := count(text, []corpus.Span{s})
		own := count(text, minus([]corpus.Span{s}, known))
		if all < ownLeast || !isSentence(s.Of(text)) || float64(all-own) > ownShare*float64(all) {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == s.Start {
			out[n-1].End = s.End
		} else {
			out = append(out, s)
		}
	}
	return out
}

// sentencesOf cuts text after the ends of sentences and at the ends of
// lines; spans hold no white space at either end.
func sentencesOf(text string) []corpus.Span {
	var out []corpus.Span
	start := 0
	add := func(end int) {
		s := corpus.Span{Start: start, End: end}
		s.Start += len(s.Of(text)) - len(strings.TrimLeftFunc(s.Of(text), unicode.IsSpace))
		s.End -= len(s.Of(text)) - len(strings.TrimRightFunc(s.Of(text), unicode.IsSpace))
		if !s.Empty() {
			out = append(out, s)
		}
		start = end
	}
	for i, r := range text {
		switch {
		case r == '\n':
			add(i)
		case zh.IsSentenceEnd(r):
			add(i + len(string(r)))
		}
	}
	add(len(text))
	return out
}
