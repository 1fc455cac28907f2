package classify

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// The kinds of exceptions.yaml that this file finds: what shows that a text
// was written for another trade, another scale or another time.
const (
	misfitSector = "行业不符"
	misfitScale  = "规模不符"
	misfitEra    = "时代不符"
)

const (
	eraNear      = 14 // characters beside a thing that may say that it lies ahead or behind
	eraAhead     = 24 // so many months before a thing a text may look forward to it
	eraSoon      = 8  // so many months before it a whole sentence may say that it lies ahead
	eraLate      = 6  // so many months after its successor a text still studies it
	jubileeSlack = 1  // a text may speak of last year's jubilee, or of next year's
	sectorOften  = 3  // what is claimed so often is the unit's own trade after all
)

// misfitRules are the compiled rules of eras.yaml and sectors.yaml.
type misfitRules struct {
	eras                 []era
	named                pattern.Sieve // the patterns of all eras
	eraOf                []int         // of which era each is
	ahead, past          *pattern.Regexp
	awaited              *pattern.Regexp // what stands directly before an awaited congress
	awaitedBehind        *pattern.Regexp
	leading, leadable    *pattern.Regexp // what stands before and behind a campaign that is led
	finished             *pattern.Regexp // what says near a campaign that it is over
	studied              pattern.Edged
	founded              []jubilee
	sectors              []sector
	claims               pattern.Sieve // the patterns of all sectors
	sectorOf             []int         // of which sector each is
	self                 []selfWord
	selfNot              *pattern.Regexp
	branches, places     pattern.Guarded
	branchesKnown, above *pattern.Regexp
	branchesOne          *pattern.Regexp
	small                map[string]bool
}

// An era is something that a text can speak of only since a month.
type era struct {
	label    string
	from, to int // months, as monthOf counts; to is 0 where nothing follows
}

// A jubilee is a count of years from a founding.
type jubilee struct {
	pattern.Guarded
	year int
	of   string
}

// A sector is a trade whose words others cannot claim.
type sector struct {
	label string
	units map[string]bool
	not   *pattern.Regexp
}

// A selfWord is a word for ourselves with the kinds of units that use it.
type selfWord struct {
	word  string
	units map[string]bool
}

// foundings are the years from which jubilees are counted, in the order of
// the term founded of eras.yaml.
func foundings() []jubilee {
	return []jubilee{{year: 1921, of: "建党"}, {year: 1949, of: "新中国成立"}}
}

// compileMisfits compiles eras.yaml and sectors.yaml.
func compileMisfits(k *knowledge) (*misfitRules, error) {
	m := &misfitRules{small: map[string]bool{}, founded: foundings()}
	if err := m.compileEras(&k.eras); err != nil {
		return nil, fmt.Errorf("eras.yaml: %w", err)
	}
	if err := m.compileSectors(&k.sectors, k.units.byID); err != nil {
		return nil, fmt.Errorf("sectors.yaml: %w", err)
	}
	return m, nil
}

func (m *misfitRules) compileEras(l *list) error {
	var studied *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"ahead": &m.ahead, "past": &m.past, "studied": &studied, "awaited": &m.awaited, "awaited_behind": &m.awaitedBehind,
		"leading": &m.leading, "leadable": &m.leadable, "finished": &m.finished,
	}); err != nil {
		return err
	}
	m.studied = pattern.NewEdged(studied)
	founded, err := compileGuarded(l.Terms["founded"])
	if err != nil || len(founded) != len(m.founded) {
		return fmt.Errorf("%w: terms founded must hold %d patterns: %w", ErrTaxonomy, len(m.founded), err)
	}
	for i, g := range founded {
		m.founded[i].Guarded = g
	}
	var named []*pattern.Regexp
	for i, row := range l.Kinds {
		e := era{label: row.Label, from: monthOf(row.From), to: monthOf(row.To)}
		if e.from == 0 {
			return fmt.Errorf("%w: kind %s has no month in from", ErrTaxonomy, row.ID)
		}
		m.eras = append(m.eras, e)
		for _, re := range row.patterns {
			named, m.eraOf = append(named, re), append(m.eraOf, i)
		}
	}
	m.named, err = pattern.NewSieve(named)
	return err
}

func (m *misfitRules) compileSectors(l *list, kinds map[string]int) error {
	var branches, places *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"branches": &branches, "branches_known": &m.branchesKnown, "branches_one": &m.branchesOne, "branches_above": &m.above, "places": &places, "self_not": &m.selfNot,
	}); err != nil {
		return err
	}
	m.branches, m.places = pattern.Guard(branches), pattern.Guard(places)
	set := func(ids []string) (map[string]bool, error) {
		out := map[string]bool{}
		for _, id := range ids {
			if _, ok := kinds[id]; !ok {
				return nil, fmt.Errorf("%w: no unit kind %s", ErrTaxonomy, id)
			}
			out[id] = true
		}
		return out, nil
	}
	var err error
	if m.small, err = set(l.Terms["small"]); err != nil {
		return err
	}
	for _, t := range l.Terms["self"] {
		word, ids, _ := strings.Cut(t, "=")
		units, err := set(strings.Fields(ids))
		if err != nil {
			return err
		}
		m.self = append(m.self, selfWord{word, units})
	}
	var claims []*pattern.Regexp
	for i, row := range l.Kinds {
		units, err := set(row.Units)
		if err != nil {
			return err
		}
		not, err := anyOf(row.Not)
		if err != nil {
			return err
		}
		m.sectors = append(m.sectors, sector{row.Label, units, orNothing(not)})
		for _, re := range row.patterns {
			claims, m.sectorOf = append(claims, re), append(m.sectorOf, i)
		}
	}
	m.claims, err = pattern.NewSieve(claims)
	return err
}

// monthOf returns the month that a date of the form YYYY-MM… names, counted
// from the year 0; 0 when it names none. A year alone is its middle.
func monthOf(date string) int {
	if len(date) < 4 {
		return 0
	}
	year, err := strconv.Atoi(date[:4])
	if err != nil {
		return 0
	}
	month := 6
	if len(date) >= 7 {
		if month, err = strconv.Atoi(date[5:7]); err != nil {
			return 0
		}
	}
	return year*12 + month
}

// misfits finds what shows that the text, or a part of it, was written for
// another trade, scale or time.
func (c *Classifier) misfits(r *reading) {
	c.eraMisfits(r)
	if r.Unit.Kind == "" || r.Unit.Kind == c.docs.units.none {
		return
	}
	if own := strings.Join(c.ownNames(r), " "); own != "" {
		c.selfMisfits(r, own)
		c.sectorMisfits(r, own)
	}
	c.scaleMisfits(r)
}

// misfit records an exception at [start, end) of the folded text.
func (r *reading) misfit(kind string, start, end int, sure float64, says string) {
	at := r.span(start, end)
	for _, e := range r.Exceptions {
		if e.Kind == kind && e.Overlap(at) > 0 {
			return
		}
	}
	r.Exceptions = append(r.Exceptions, corpus.Exception{Span: at, Kind: kind, Says: says, By: corpus.By{Rule: "misfit/" + kind, Confidence: sure}})
}

// sectorMisfits finds words of another trade claimed as ours, whose names own
// holds.
func (c *Classifier) sectorMisfits(r *reading, own string) {
	hits := make([][]corpus.Span, len(c.fit.sectors))
	inAny(c.fit.claims, r.view.Text, r.stretches(), func(i int, m []int) {
		of := c.fit.sectorOf[i]
		hits[of] = append(hits[of], corpus.Span{Start: m[0], End: m[1]})
	})
	for of, at := range hits {
		if s := &c.fit.sectors[of]; len(at) == 0 || len(at) > sectorOften || s.units[r.Unit.Kind] || s.not.MatchString(own) {
			continue
		}
		for _, m := range at {
			start, end := trimStops(r.view.Text, m.Start, m.End)
			r.misfit(misfitSector, start, end, 0.6, fmt.Sprintf("本单位是%s，这里却把%s的工作写成自己的，可能是照搬时没有改。", r.Unit.Kind, c.fit.sectors[of].label))
			c.strayed(r, own, start, end)
		}
	}
}

// selfMisfits finds a word for ourselves that units of our kind do not use:
// 我局 in a school's text. Speech of others, in quotation marks, is let be.
func (c *Classifier) selfMisfits(r *reading, own string) {
	text := r.view.Text
	if c.fit.selfNot.MatchString(own) {
		return
	}
	for _, w := range c.fit.self {
		if w.units[r.Unit.Kind] || strings.Count(text, w.word) > sectorOften {
			continue
		}
		for at := 0; ; {
			i := strings.Index(text[at:], w.word)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(w.word)
			if !quoted(text, start) {
				r.misfit(misfitSector, start, at, 0.6, fmt.Sprintf("本单位是%s，这里却自称“%s”，可能是照搬时没有改。", r.Unit.Kind, w.word))
				c.strayed(r, own, start, at)
			}
		}
	}
}

// strayed records [start, end) of the folded text as left in by copying too:
// another trade's words claimed as ours tell whose text it was, as a name does.
// Governments, and who else has to do with all trades, may claim them.
func (c *Classifier) strayed(r *reading, own string, start, end int) {
	if c.leak.echo.all[r.Unit.Kind] || strings.Contains(own, "政府") {
		return
	}
	at := r.span(start, end)
	for _, l := range r.Leaks {
		if l.Overlap(at) > 0 {
			return
		}
	}
	r.leak(start, end, "foreign-stand", 0.55)
}

// quoted reports whether a quotation that began in its paragraph is open at.
func quoted(text string, at int) bool {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return strings.Count(line, `"`)%2 == 1
}

// scaleMisfits finds what a unit of that size cannot say of its own: 个别党支部
// in the text of one branch, 各乡镇要 in a village's.
func (c *Classifier) scaleMisfits(r *reading) {
	text, m := r.view.Text, c.fit
	if !m.small[r.Unit.Kind] {
		return
	}
	if m.branches.Possible(text) && (strings.HasSuffix(foldName(r.Unit.Name), "支部") || m.branchesOne.MatchString(text)) && !m.branchesKnown.MatchString(text) {
		in(&m.branches, text, r.stretches(), func(at []int) {
			if s := sentenceAt(text, at[0]); !m.above.MatchString(s.Of(text)) {
				start, end := trimStops(text, at[0], at[1])
				r.misfit(misfitScale, start, end, 0.6, "本单位只是一个党支部，这里却说到自己的多个党组织，可能照搬了上级或大单位的稿子。")
			}
		})
	}
	in(&m.places, text, r.stretches(), func(at []int) {
		if s := sentenceAt(text, at[2]); !m.above.MatchString(s.Of(text)) {
			r.misfit(misfitScale, at[2], at[3], 0.6, fmt.Sprintf("本单位是%s，没有下属乡镇，这里却向乡镇提要求，可能照搬了上级的稿子。", r.Unit.Kind))
		}
	})
}

// sentenceAt returns the stretch up to a 。 or a line's end that holds at.
func sentenceAt(text string, at int) corpus.Span {
	s := corpus.Span{End: len(text)}
	if i := strings.LastIndexAny(text[:at], "。\n"); i >= 0 {
		s.Start = i
	}
	if i := strings.IndexAny(text[at:], "。\n"); i > 0 {
		s.End = at + i
	}
	return s
}

// trimStops narrows [start, end) to what no stop or blank begins or ends.
func trimStops(text string, start, end int) (int, int) {
	const stops = " \t\n,。;:!?"
	s := text[start:end]
	end -= len(s) - len(strings.TrimRight(s, stops))
	return start + len(s) - len(strings.TrimLeft(s, stops)), end
}
