package compare

import (
	"cmp"
	"math"
	"slices"

	"wenjian/corpus"
)

// A Verdict says which of two documents that share text had it first. It is
// an opinion with reasons for a person to judge, and never decides what is
// shown or counted.
type Verdict string

// The verdicts.
const (
	FromFirst  Verdict = "first"       // the first document had it, the second took it over
	FromSecond Verdict = "second"      // the other way round
	SameSource Verdict = "same-source" // both have it from elsewhere (同源)
	Undecided  Verdict = "undecided"   // the evidence is too little, or contradicts itself
)

// A DirectionSide is one of the two documents.
type DirectionSide struct {
	Text
	Name       string            // as reasons call it, such as 甲
	Properties map[string]string // of the file: author, last-saved-by, company, created, modified; may be nil
	Leaks      []corpus.Leak     // names in it that comparison found to be the other's
	Prior      []Prior           // what it shares with earlier documents, the other of the pair left out
}

// A Prior is a passage that an earlier document has, too.
type Prior struct {
	corpus.Span        // in the document
	ID, Date    string // of the earlier document
	Self        bool   // it is of the same unit
}

// A DirectionMatch is a shared passage of the pair.
type DirectionMatch struct {
	A, B  corpus.Span // in the texts of the first and the second document
	Class Class
	Slots []Slot
}

// A Reason is one piece of evidence.
type Reason struct {
	Kind   string  // leak, older, slots, words, properties, date, extent, source
	Points float64 // above zero when it speaks for the first document as the source, below for the second, zero for neither
	Words  string  // Chinese, one clause without a full stop
}

// A Direction is a verdict with all that speaks for and against it.
type Direction struct {
	Verdict Verdict
	Score   float64  // sum of the points
	Reasons []Reason // the weightiest first
}

// decisive is the score from which on a direction is told. No evidence that
// may be chance reaches it alone, and dates never do.
const decisive = 2

// DirectionOf weighs who had the shared text of two documents of different
// units first: names left in, older versions of the own text, consistency of
// what was exchanged, words of the own field, properties of the files, dates,
// extent. It is a sum of small numbers of points (see directionSigns), so that
// a reader can check it. Matches that claim no copying are passed over;
// without any other the verdict is Undecided.
func DirectionOf(a, b DirectionSide, ms []DirectionMatch) Direction {
	ms = slices.DeleteFunc(slices.Clone(ms), func(m DirectionMatch) bool { return !m.Class.Claims() })
	if len(ms) == 0 {
		return Direction{Verdict: Undecided}
	}
	p := newDirectionPair(&a, &b, ms)
	var d Direction
	for _, sign := range directionSigns() {
		for _, r := range sign(p) {
			d.Reasons = append(d.Reasons, r)
			d.Score += r.Points
		}
	}
	slices.SortStableFunc(d.Reasons, func(x, y Reason) int { return cmp.Compare(math.Abs(y.Points), math.Abs(x.Points)) })
	d.Verdict = d.verdict(p)
	return d
}

// verdict decides, or abstains: a common source outweighs all but names left
// in and older versions, which tell of the pair itself.
func (d *Direction) verdict(p *directionPair) Verdict {
	if r, ok := p.commonSource(); ok {
		own := 0.0
		for _, x := range d.Reasons {
			if x.Kind == "leak" || x.Kind == "older" {
				own += x.Points
			}
		}
		d.Reasons = append([]Reason{r}, d.Reasons...)
		if math.Abs(own) < decisive {
			return SameSource
		}
	}
	undated := d.Score
	for _, x := range d.Reasons {
		if x.Kind == "date" {
			undated -= x.Points
		}
	}
	switch {
	case d.Score >= decisive && undated > 0:
		return FromFirst
	case d.Score <= -decisive && undated < 0:
		return FromSecond
	}
	return Undecided
}

// Label says the verdict in Chinese with the names of the two documents,
// one clause without a full stop. Nothing is said to be copied: who had it
// first is all that evidence can tell.
func (v Verdict) Label(first, second string) string {
	switch v {
	case FromFirst:
		return "相同的文字像是" + first + "在先，" + second + "用了它"
	case FromSecond:
		return "相同的文字像是" + second + "在先，" + first + "用了它"
	case SameSource:
		return "同源：" + first + "和" + second + "像是都取自另一份材料"
	}
	return "谁先谁后，不能判断"
}
