package compare

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// Points of evidence; tuned by hand on pairs whose source is known, coarse on
// purpose.
const (
	leakPoints     = 3.0 // the other unit's name left in the shared text
	besidePoints   = 2.0 // left in elsewhere
	placePoints    = 1.5 // a place of its name
	ownWordPoints  = 2.0 // a name that the rest of one text uses, too
	olderPoints    = 2.5 // the unit's own older text has the passage
	slotPoints     = 1.0 // for each word that was exchanged here and left there
	slotMost       = 2.0
	fieldPoints    = 1.5 // words of the one unit's field
	datePoints     = 1.5 // printed dates more than a month apart,
	nearDatePoints = 1.0 // or less
	filePoints     = 1.5 // properties of the files
	themePoints    = 0.5 // the shared text goes on with what the rest of one text speaks of,
	themeMore      = 1.5 // that much more than the other,
	themeLeast     = 2   // in so many runs at least
	themePower     = 0.7 // of the length of the rest: a longer one repeats more, by less and less
	themeRun       = 3   // of so many characters
	extentPoints   = 0.5 // the passage is most of one text and a part of the other
	shorterPoints  = 0.5 // rewritten passages are shorter than what they condense
	sharedHeld     = 0.8 // of the shared text that a third document has to have
)

// directionSigns returns the kinds of evidence, each of which looks at a pair
// alone.
func directionSigns() []func(*directionPair) []Reason {
	return []func(*directionPair) []Reason{
		(*directionPair).leaks, (*directionPair).older, (*directionPair).exchanged, (*directionPair).field, (*directionPair).theme,
		(*directionPair).dates, (*directionPair).files, (*directionPair).extent, (*directionPair).condensed,
	}
}

// A directionPair is a pair with what several kinds of evidence ask for.
type directionPair struct {
	side [2]*directionView
	ms   []DirectionMatch
}

// A directionView is one document of a pair.
type directionView struct {
	*DirectionSide
	spans  []corpus.Span // shared, in the text
	inside string        // the folded text of spans, a line for each
	rest   string        // the folded rest of the text
}

func newDirectionPair(a, b *DirectionSide, ms []DirectionMatch) *directionPair {
	p := &directionPair{ms: ms}
	for i, s := range []*DirectionSide{a, b} {
		v := &directionView{DirectionSide: s}
		for _, m := range ms {
			v.spans = append(v.spans, [2]corpus.Span{m.A, m.B}[i])
		}
		v.spans = union(v.spans)
		join := func(spans []corpus.Span) string {
			var b strings.Builder
			for _, x := range spans {
				b.WriteString(zh.Fold(x.Of(s.Text.Text)) + "\n")
			}
			return b.String()
		}
		v.inside, v.rest = join(v.spans), join(minus([]corpus.Span{{Start: 0, End: len(s.Text.Text)}}, v.spans))
		p.side[i] = v
	}
	return p
}

// each calls do for either document with the other one and the sign of
// points that speak for it as the source.
func (p *directionPair) each(do func(own, other *directionView, sign float64)) {
	do(p.side[0], p.side[1], 1)
	do(p.side[1], p.side[0], -1)
}

// leaks tells names of own's unit and its places that stand in the other
// document, in the shared text or, where nothing says that they are only
// mentioned, beside it.
func (p *directionPair) leaks() (out []Reason) {
	p.each(func(own, other *directionView, sign float64) {
		if sameOwner(&own.Text, &other.Text) {
			return
		}
		if r, ok := unitLeft(own, other); ok {
			r.Points *= sign
			out = append(out, r)
			return
		}
		theirs := zh.Fold(other.Unit)
		for _, name := range own.properNames() {
			if strings.Contains(theirs, name) || !strings.Contains(other.inside, name) || strings.Contains(other.rest, name) || onlyVisited(other.inside, name) {
				continue
			}
			out = append(out, Reason{"leak", sign * ownWordPoints, fmt.Sprintf("这段文字里的“%s”在%s别处也出现，在%s别处没有", name, own.Name, other.Name)})
			return
		}
	})
	return out
}

// unitLeft finds a name of own's unit in the other document.
func unitLeft(own, other *directionView) (Reason, bool) {
	if own.Unit == "" || other.Unit == "" {
		return Reason{}, false
	}
	theirs := zh.Fold(other.Unit)
	places, _ := divisionsOf(organisation(own.Unit))
	for _, name := range spokenNames(own.Unit) {
		points := leakPoints
		if slices.Contains(places, name) {
			points = placePoints
		}
		switch {
		case strings.Contains(theirs, name):
		case strings.Contains(other.inside, name) && !onlyVisited(other.inside, name):
			return Reason{"leak", points, fmt.Sprintf("%s的这段文字里留有%s单位的名称“%s”", other.Name, own.Name, name)}, true
		case points == leakPoints && strings.Contains(other.rest, name) && !onlyVisited(other.rest, name):
			return Reason{"leak", besidePoints, fmt.Sprintf("%s别处留有%s单位的名称“%s”", other.Name, own.Name, name)}, true
		}
	}
	for _, l := range other.Leaks {
		if name := zh.Fold(l.Name); utf8.RuneCountInString(name) >= 2 && strings.Contains(zh.Fold(own.Unit), name) && !strings.Contains(theirs, name) {
			return Reason{"leak", besidePoints, fmt.Sprintf("%s留有%s单位才有的“%s”", other.Name, own.Name, l.Name)}, true
		}
	}
	return Reason{}, false
}

// properNames returns the names of places, persons and organisations in the
// shared text of v that the rest of it has, too, in the order found.
func (v *directionView) properNames() (out []string) {
	words := fixedWords.find(v.inside)
	add := func(name string) {
		if utf8.RuneCountInString(name) >= 3 && strings.Contains(v.rest, name) && !slices.Contains(out, name) && !slices.Contains(publicNames, name) {
			out = append(out, name)
		}
	}
	for _, post := range posts {
		for _, at := range words[post] {
			at += len(post)
			add(v.inside[at : at+personLength(v.inside[at:])])
		}
	}
	for _, suffix := range placeSuffixes {
		for _, at := range words[suffix] {
			from, n := hanBefore(v.inside, at, 2)
			stem := v.inside[from:at]
			if n == 2 && !slices.ContainsFunc(notPlaces, func(w string) bool { return strings.HasPrefix(stem, w) || strings.HasSuffix(stem, w) }) &&
				!slices.ContainsFunc(notPlaceWords, func(w string) bool { return strings.HasPrefix(v.inside[at:], w) }) {
				add(v.inside[from : at+len(suffix)])
			}
		}
	}
	return out
}

// onlyVisited reports whether text speaks of name as of somebody else
// wherever it has it.
func onlyVisited(text, name string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return true
		}
		if before := text[:at+i]; !slices.ContainsFunc(visits, func(w string) bool { return strings.HasSuffix(before, w) }) {
			return false
		}
		at += i + len(name)
	}
}

// older tells that own's unit had the passage in an earlier text, which is
// older than the other document where both dates are known.
func (p *directionPair) older() (out []Reason) {
	p.each(func(own, other *directionView, sign float64) {
		byID := map[string][]corpus.Span{}
		date := map[string]string{}
		for _, x := range own.Prior {
			if x.Self && (x.Date == "" || other.Date == "" || x.Date < other.Date) {
				byID[x.ID], date[x.ID] = append(byID[x.ID], x.Span), x.Date
			}
		}
		best, most := "", 0
		for id, spans := range byID {
			if n := held(own.spans, spans); n > most || n == most && n > 0 && id < best {
				best, most = id, n
			}
		}
		if 2*most < size(own.spans) || most == 0 {
			return
		}
		words := fmt.Sprintf("%s单位更早的材料［%s］里已有这段文字", own.Name, best)
		if date[best] != "" {
			words = fmt.Sprintf("%s单位 %s 的材料［%s］里已有这段文字", own.Name, date[best], best)
		}
		out = append(out, Reason{"older", sign * olderPoints, words})
	})
	return out
}

// size returns the bytes of a union of spans.
func size(spans []corpus.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// held returns how many bytes of a union of spans others hold.
func held(spans, others []corpus.Span) int {
	n := 0
	for _, s := range spans {
		n += within(s, others)
	}
	return n
}

// exchanged tells words of own that the other document exchanged in one
// place and left in another, where nothing else of it uses them.
func (p *directionPair) exchanged() (out []Reason) {
	p.each(func(own, other *directionView, sign float64) {
		points := 0.0
		var said []string
		for i, m := range p.ms {
			for _, s := range m.Slots {
				mine, theirs := zh.Fold(strings.TrimSpace(s.TextA)), zh.Fold(strings.TrimSpace(s.TextB))
				if own == p.side[1] {
					mine, theirs = theirs, mine
				}
				if !isWord(mine) || !isWord(theirs) || strings.Contains(theirs, mine) || slices.Contains(said, mine) {
					continue
				}
				left := strings.Count(other.inside, mine)
				if left > 0 && !strings.Contains(other.rest, mine) && strings.Contains(other.rest, theirs) && points < slotMost {
					points += slotPoints
					said = append(said, mine)
					out = append(out, Reason{"slots", sign * slotPoints, fmt.Sprintf("第 %d 处%s作“%s”的，%s改成了“%s”，别处却留着“%s”", i+1, own.Name, mine, other.Name, theirs, mine)})
				}
			}
		}
	})
	return out
}

// isWord reports whether s is a word of Chinese characters only, long enough
// to mean something.
func isWord(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 8 && zh.HanCount(s) == n
}

// field tells that the shared text speaks of own's field of work, which is
// not the other's.
func (p *directionPair) field() (out []Reason) {
	p.each(func(own, other *directionView, sign float64) {
		of := func(unit string) int {
			return slices.IndexFunc(fields, func(f fieldWords) bool {
				return slices.ContainsFunc(f.units, func(w string) bool { return strings.Contains(unit, w) })
			})
		}
		f := of(own.Unit)
		if f < 0 || other.Unit == "" || f == of(other.Unit) {
			return
		}
		var left []string
		for _, w := range fields[f].words {
			if strings.Contains(other.inside, w) && strings.Contains(own.inside, w) && !strings.Contains(other.rest, w) {
				left = append(left, "“"+w+"”")
			}
		}
		if len(left) > 0 {
			out = append(out, Reason{"words", sign * fieldPoints, fmt.Sprintf("%s的这段文字里有%s行业的用语%s", other.Name, own.Name, strings.Join(left[:min(3, len(left))], "、"))})
		}
	})
	return out
}

// theme tells that the shared text fits one document better: words of it
// come back in the rest of that one more often than in the rest of the other.
func (p *directionPair) theme() (out []Reason) {
	var back [2]float64
	var runs [2]int
	inside := [2]map[string]bool{runsOf(p.side[0].inside), runsOf(p.side[1].inside)}
	for i, v := range p.side {
		rest := runsOf(v.rest)
		for run := range inside[0] {
			if inside[1][run] && rest[run] {
				runs[i]++
			}
		}
		back[i] = float64(runs[i]) / math.Pow(float64(max(1, len(v.rest))), themePower)
	}
	p.each(func(own, other *directionView, sign float64) {
		i := boolInt(own == p.side[1])
		if runs[i] >= themeLeast+runs[1-i]/2 && back[i] > themeMore*back[1-i] {
			out = append(out, Reason{"words", sign * themePoints, fmt.Sprintf("这段文字的用语在%s其余部分更常见", own.Name)})
		}
	})
	return out
}

// runsOf returns the runs of themeRun Chinese characters of s.
func runsOf(s string) map[string]bool {
	out := map[string]bool{}
	var last []rune
	for _, r := range s {
		if !zh.IsHan(r) {
			last = last[:0]
			continue
		}
		if last = append(last, r); len(last) >= themeRun {
			out[string(last[len(last)-themeRun:])] = true
		}
	}
	return out
}

// dates weighs the dates that the documents print. Only dates of like
// precision are compared: 2011 is no earlier than 2011-03.
func (p *directionPair) dates() []Reason {
	a, b := p.side[0], p.side[1]
	n := min(len(a.Date), len(b.Date), len(time.DateOnly))
	c := cmp.Compare(a.Date[:n], b.Date[:n])
	if n == 0 || c == 0 {
		return nil
	}
	points := nearDatePoints
	x, errX := time.Parse(time.DateOnly[:n], a.Date[:n])
	y, errY := time.Parse(time.DateOnly[:n], b.Date[:n])
	if errX != nil || errY != nil {
		return nil
	}
	if y.Sub(x).Abs() > 31*24*time.Hour {
		points = datePoints
	}
	return []Reason{{"date", -points * float64(c), fmt.Sprintf("落款日期%s %s，%s %s", a.Name, a.Date, b.Name, b.Date)}}
}

// files weighs what the files say of themselves: a file that was passed on
// keeps its creator and the time of its creation.
func (p *directionPair) files() (out []Reason) {
	a, b := p.side[0], p.side[1]
	createdA, createdB := a.Properties["created"], b.Properties["created"]
	tA, errA := time.Parse(time.RFC3339, createdA)
	tB, errB := time.Parse(time.RFC3339, createdB)
	if errA == nil && errB == nil {
		points := nearDatePoints
		words := fmt.Sprintf("文件创建时间%s %s，%s %s", a.Name, tA.Format("2006-01-02 15:04"), b.Name, tB.Format("2006-01-02 15:04"))
		if tA.Equal(tB) { // one file passed on: what was changed last is the copy
			tA, errA = time.Parse(time.RFC3339, a.Properties["modified"])
			tB, errB = time.Parse(time.RFC3339, b.Properties["modified"])
			points, words = filePoints, "两个文件的创建时间相同，是同一个文件改成的"
		}
		if errA == nil && errB == nil && !tA.Equal(tB) {
			if tA.After(tB) {
				points = -points
			}
			out = append(out, Reason{"properties", points, words})
		}
	}
	p.each(func(own, other *directionView, sign float64) {
		for _, key := range []string{"company", "author", "manager"} {
			v := strings.TrimSpace(other.Properties[key])
			if own.Unit != "" && utf8.RuneCountInString(v) >= 4 && !sameUnit(v, other.Unit) && (sameUnit(v, own.Unit) || slices.Contains(spokenNames(own.Unit), zh.Fold(v))) {
				out = append(out, Reason{"properties", sign * leakPoints, fmt.Sprintf("%s的文件属性里写着%s的单位“%s”", other.Name, own.Name, v)})
				return
			}
		}
		by := own.Properties["author"]
		if by != "" && by == own.Properties["last-saved-by"] && by == other.Properties["author"] && other.Properties["last-saved-by"] != "" && other.Properties["last-saved-by"] != by {
			out = append(out, Reason{"properties", sign * filePoints, fmt.Sprintf("%s的文件由%s的作者“%s”建立，后由别人保存", other.Name, own.Name, by)})
		}
	})
	return out
}

// extent tells that the shared text is most of one document and a small part
// of the other: parts are taken from a whole more often than the reverse.
func (p *directionPair) extent() (out []Reason) {
	p.each(func(own, other *directionView, sign float64) {
		x, y := float64(size(own.spans))/float64(max(1, len(own.Text.Text))), float64(size(other.spans))/float64(max(1, len(other.Text.Text)))
		if y >= wholeShare && x <= y/2 {
			out = append(out, Reason{"extent", sign * extentPoints, fmt.Sprintf("相同的文字占%s的 %.0f%%，只占%s的 %.0f%%", other.Name, 100*y, own.Name, 100*x)})
		}
	})
	return out
}

// condensed tells that the other document says the same in fewer words.
func (p *directionPair) condensed() (out []Reason) {
	var a, b int
	for _, m := range p.ms {
		if m.Class == Paraphrase {
			a, b = a+m.A.Len(), b+m.B.Len()
		}
	}
	p.each(func(own, other *directionView, sign float64) {
		x, y := a, b
		if own == p.side[1] {
			x, y = b, a
		}
		if x > 0 && 3*y < 2*x {
			out = append(out, Reason{"extent", sign * shorterPoints, fmt.Sprintf("%s是%s的缩写", other.Name, own.Name)})
		}
	})
	return out
}

// commonSource tells that a third document, of neither unit's past, has what
// the two share; or that it is a model that goes round.
func (p *directionPair) commonSource() (Reason, bool) {
	a, b := p.side[0], p.side[1]
	third := func(v *directionView) map[string][]corpus.Span {
		by := map[string][]corpus.Span{}
		for _, x := range v.Prior {
			if !x.Self {
				by[x.ID] = append(by[x.ID], x.Span)
			}
		}
		return by
	}
	ofA, ofB := third(a), third(b)
	best := ""
	for id, spans := range ofA {
		if float64(held(a.spans, spans)) >= sharedHeld*float64(size(a.spans)) && float64(held(b.spans, ofB[id])) >= sharedHeld*float64(size(b.spans)) && (best == "" || id < best) {
			best = id
		}
	}
	if best != "" {
		return Reason{"source", 0, "更早的材料［" + best + "］里也有这些文字"}, true
	}
	if !slices.ContainsFunc(p.ms, func(m DirectionMatch) bool { return m.Class != Circulating }) {
		return Reason{"source", 0, "这些文字是许多单位都在用的流传范本"}, true
	}
	return Reason{}, false
}
