package classify

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// personRules are the compiled rules for names of persons, terms of units.yaml.
type personRules struct {
	single      pattern.RuneSet // one-character surnames
	double      map[string]bool // 欧阳, 司徒
	doubleFirst pattern.RuneSet // what these begin with
	never       pattern.RuneSet // characters that no given name holds
	clear       pattern.RuneSet // of the surnames, those that hardly begin other words
	notLast     pattern.RuneSet // characters that end no name before a verb: 再, 才
	common      map[string]bool // words that look like names
	before      wordSet         // stand directly before a name: 书记, 同志
	people      wordSet         // call a person anybody may be: 村民, 女工
	by          wordSet         // 由, 以: what they say of a name must be a duty
	heads       wordSet         // begin a list of names: 组长, 成员
	after       wordSet         // stand directly behind a name: 作, 率
	titles      wordSet         // only persons are called so: 同志, 总书记
	strong      wordSet         // of titles, those that need no stop before the name
	duty        wordSet         // what 由 and 以 say of a name: 任, 负责
	organ       pattern.Edged   // ends an organisation's name
	intro       pattern.Edged   // behind a name that is introduced: ,男, · (女)
	spoken      pattern.Edged   // behind one who speaks: 激动地说
	chosen      pattern.Edged   // before the names of chosen persons: 授予
	several     pattern.Edged   // behind the first of several: 、乙等3人
	roster      *pattern.Regexp // the line above a list of names
	byline      pattern.Guarded // before the names of those who report
	posts       *pattern.Regexp // a post beside a name
	postTail    pattern.Edged
	stat        *nameStat
	roleEnd     pattern.RuneSet // ends what somebody does: 员, 长
	noRole      map[string]bool // words that end so and are none: 成长
	partsBegin  pattern.RuneSet // what those names can begin with
	parts       wordSet         // given names that names of minorities are made of
	address     map[string]bool // what follows a surname without a given name: 大姐
	places      wordSet         // end or follow the names of places: 村, 中学
	counters    pattern.RuneSet // surnames that are counting words as well: 项, 张
}

const (
	givenMax      = 2 // characters of a given name
	longestName   = 6 // characters of a name
	personContext = 24
	postAhead     = 30 // characters behind a name in which its post may follow other names
)

// postBehind matches what follows a name in 甲、乙为副组长.
var postBehind = pattern.MustCompile(`^(?:[、和]\p{Han}{2,4})+?(?:等|同志|等同志)?(?:为|任|担任|分别任|分别担任)(?:副?组长|成员|委员|副书记|副主任)`)

// compilePersons compiles the terms of units.yaml about persons.
func compilePersons(k *knowledge, organ pattern.Edged) (*personRules, error) {
	l := &k.units
	p := &personRules{
		organ: organ, common: setOf(l.Terms["not_names"]), double: setOf(l.Terms["double_surnames"]), address: setOf(l.Terms["name_address"]),
		noRole: setOf(l.Terms["name_no_role"]),
	}
	for name := range p.double {
		p.doubleFirst.Add(firstRune(name))
	}
	for name, to := range map[string]*wordSet{
		"name_before": &p.before, "name_people": &p.people, "name_by": &p.by, "name_duty": &p.duty, "name_list_heads": &p.heads,
		"name_after": &p.after, "name_places": &p.places, "name_parts": &p.parts, "name_titles": &p.titles, "name_titles_strong": &p.strong,
	} {
		*to = newWordSet(l.Terms[name])
	}
	for name, to := range map[string]*pattern.RuneSet{"surnames": &p.single, "surnames_clear": &p.clear, "never_in_names": &p.never, "never_last": &p.notLast, "surnames_count": &p.counters, "name_role": &p.roleEnd} {
		for _, s := range l.Terms[name] {
			for _, r := range s {
				to.Add(r)
			}
		}
	}
	for name := range p.parts.words {
		p.partsBegin.Add(firstRune(name))
	}
	var byline, intro, spoken, chosen, several *pattern.Regexp
	if err := compileTerms(l, map[string]**pattern.Regexp{
		"posts": &p.posts, "name_intro": &intro, "name_spoken": &spoken, "name_chosen": &chosen, "name_several": &several, "name_roster": &p.roster, "name_byline": &byline,
	}); err != nil {
		return nil, fmt.Errorf("units.yaml: %w", err)
	}
	p.byline = pattern.Guard(byline)
	p.intro, p.spoken, p.chosen, p.several = pattern.NewEdged(intro), pattern.NewEdged(spoken), pattern.NewEdged(chosen), pattern.NewEdged(several)
	tail, err := pattern.Compile("(?:" + p.posts.String() + "、?)+$")
	if err != nil {
		return nil, fmt.Errorf("%w: units.yaml: posts: %w", ErrTaxonomy, err)
	}
	p.postTail = pattern.NewEdged(tail)
	if p.stat, err = parseNames(nameTable); err != nil {
		return nil, fmt.Errorf("%w: names.txt: %w", ErrTaxonomy, err)
	}
	return p, nil
}

// A namePlace is a name in the folded text.
type namePlace struct {
	start, end int
	confidence float64
}

// A nameSearch looks for names in one folded text.
type nameSearch struct {
	*personRules
	text  string
	words wordPlaces
	last  int // where the latest name found ends
}

// persons finds names by what stands around them: a post or title before, a
// title, verb or stop behind, a list, a byline. A name found once is found
// wherever it stands.
func (c *Classifier) persons(r *reading) {
	text := r.view.Text
	s := &nameSearch{personRules: c.pers, text: text, words: wordPlaces{r.view, r.doc.Tokens}}
	places := append(append(s.find(), s.rosters()...), s.bylines()...)
	places = s.leftward(places)
	for _, p := range s.everywhere(places) {
		span := corpus.Span{Start: r.view.At(p.start), End: r.view.At(p.end)}
		r.Persons = append(r.Persons, corpus.Person{
			Span: span, Name: spaceless(simplified(span.Of(r.doc.Text))), Post: c.pers.post(text, p),
			By: corpus.By{Rule: "name-context", Confidence: p.confidence},
		})
	}
}

// everywhere returns the places of all the names found, in order and without
// overlaps, the longer first.
func (s *nameSearch) everywhere(places []namePlace) []namePlace {
	known := map[string]float64{}
	for _, p := range places {
		name := s.text[p.start:p.end]
		known[name] = max(known[name], p.confidence)
	}
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	sort.Strings(names)
	all := append([]namePlace(nil), places...)
	for _, n := range names {
		for at := 0; ; {
			i := strings.Index(s.text[at:], n)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+len(n)
			if !s.words.crosses(start) && (runes(n) > givenMax || !s.words.crosses(end) && !s.doubtful(start, end)) {
				all = append(all, namePlace{start, end, known[n]})
			}
			at = end
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		return all[i].start < all[j].start || all[i].start == all[j].start && all[i].end > all[j].end
	})
	kept, last := all[:0], 0
	for _, p := range all {
		if p.start < last || s.inTheory(s.text, p) {
			continue
		}
		last = p.end
		kept = append(kept, p)
	}
	return kept
}

// find returns the places where the running text shows a name.
func (s *nameSearch) find() []namePlace {
	var out []namePlace
	for at := 0; at < len(s.text); {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		if n, ok := s.anyAt(at); ok {
			out = append(out, n)
			at, s.last = n.end, n.end
			continue
		}
		at += size
	}
	return out
}

// anyAt returns the name that begins at byte at, with a surname or without.
func (s *nameSearch) anyAt(at int) (namePlace, bool) {
	if s.partsBegin.Has(firstRune(s.text[at:])) && s.words.known() {
		c := s.context(at)
		if n, ok := s.given(&c, at); ok {
			return n, true
		}
	}
	if s.startsLikeName(s.text[at:]) {
		return s.nameAt(at)
	}
	return namePlace{}, false
}

// A nameContext is what stands before a place where a name may begin.
type nameContext struct {
	left   string
	post   bool // a post, 书记, or the head of a list
	person bool // what anybody may be called, 村民
	by     bool // 由, 以
	listed bool // an earlier name of a list
	open   bool
	chosen int8 // what isChosen found out: 1 yes, -1 no
}

// isChosen reports whether the words before the place choose whom follows.
func (s *nameSearch) isChosen(c *nameContext) bool {
	if c.chosen == 0 {
		c.chosen = -1
		if s.chosen.MatchString(c.left) {
			c.chosen = 1
		}
	}
	return c.chosen > 0
}

// joined reports whether another name of a list can follow.
func joined(rest string) bool {
	return strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "和")
}

func (s *nameSearch) context(at int) nameContext {
	left := lastRunes(s.text[:at], personContext)
	tight := strings.TrimRight(left, " ")
	if n := len(tight) - len(`"`); strings.HasSuffix(tight, `"`) && s.words.known() { // "管家"王大山
		if word := tight[:n]; s.people.ends(word) || s.before.ends(word) {
			tight, left = word, word
		}
	}
	c := nameContext{
		left: left, open: s.open(left), by: s.by.ends(left),
		post:   s.before.ends(tight) || s.signs(left),
		person: s.people.ends(left) || s.role(left),
	}
	c.listed = !c.post && !c.person && (s.last > 0 && s.last < at && goesOn(s.text[s.last:at]) || s.listed(left, s.text[:at]))
	return c
}

// nameAt returns the name that begins at byte at, when the context shows one:
// of the lengths it may have the longest that fits.
func (s *nameSearch) nameAt(at int) (namePlace, bool) {
	c := s.context(at)
	best := namePlace{}
	for _, n := range s.lengths(s.text[at:]) {
		name := s.text[at : at+n]
		if s.common[name] || s.common[firstRunes(name, 2)] || s.address[name[len(firstRunes(name, 1)):]] {
			continue
		}
		confidence := s.judge(&c, at, at+n)
		if confidence > 0 && s.refused(&c, at, at+n) {
			confidence = 0
		}
		if confidence == 0 && s.likely(&c, at, at+n) {
			confidence = 0.7
		}
		if confidence > 0 && (best.end == 0 || !s.rather(s.text[at:best.end], name, s.text[at+n:])) {
			best = namePlace{at, at + n, confidence}
		}
	}
	if n := s.long(at); c.post && n > 0 {
		best = namePlace{at, at + n, 0.7}
	}
	if best.end == 0 && (c.post || c.person) {
		best = s.forced(at)
	}
	return best, best.end > best.start
}

// long returns the length in bytes of a name of a minority, of more characters
// than others have, that a duty follows: 巴音贺希格为组长.
func (s *nameSearch) long(at int) int {
	n := 0
	for k := 1; k <= longestName && at+n < len(s.text); k++ {
		r, size := utf8.DecodeRuneInString(s.text[at+n:])
		if !zh.IsHan(r) || s.never.Has(r) || s.strong.begins(s.text[at+n:]) {
			return 0
		}
		n += size
		if rest := s.text[at+n:]; k > 2*givenMax && (strings.HasPrefix(rest, "任") || strings.HasPrefix(rest, "为")) && s.duty.begins(rest) && !s.words.crosses(at+n) {
			return n
		}
	}
	return 0
}

// enoughForced is the rating of a name whose surname the segmenter joined to
// what follows as well: 白守|玉带|病.
const enoughForced = likelyName + 2

// forced returns the full name behind a post whose last character the
// segmenter joined to what follows: 井大勇|夺得 as 井|大|勇夺|得.
func (s *nameSearch) forced(at int) namePlace {
	first, size := utf8.DecodeRuneInString(s.text[at:])
	for _, n := range s.lengths(s.text[at:]) {
		name, rest := s.text[at:at+n], s.text[at+n:]
		if !s.words.one(at, at+size) && s.stat.rate(name) < enoughForced || !s.clear.Has(first) && s.stat.rate(name) < likelyName {
			continue
		}
		if runes(name) > givenMax && s.words.crosses(at+n) && (!s.words.crosses(at+n-len(string(lastRune(name)))) || s.stat.rate(name) > enoughForced) && s.after.begins(rest) && !s.notLast.Has(lastRune(name)) && !s.common[firstRunes(name, 2)] {
			return namePlace{at, at + n, 0.6}
		}
	}
	return namePlace{}
}

// leftward adds to places the names of lists whose later names were found:
// 随后甲、乙、丙三位同志 shows 甲 by 乙 alone.
func (s *nameSearch) leftward(places []namePlace) []namePlace {
	for i := 0; i < len(places); i++ {
		left, ok := strings.CutSuffix(s.text[:places[i].start], "、")
		if !ok {
			continue
		}
		for _, n := range []int{givenMax + 1, givenMax} {
			start := len(left) - len(lastRunes(left, n))
			name := left[start:]
			if runes(name) == n && s.startsLikeName(name) && s.clear.Has(firstRune(name)) && contains(s.lengths(left[start:]), len(name)) && !s.common[name] && !s.common[firstRunes(name, 2)] && s.words.cut(start, len(left)) && !s.words.one(start, len(left)) {
				if !overlaps(places, start, len(left)) {
					places = append(places, namePlace{start, len(left), 0.7})
				}
				break
			}
		}
	}
	return places
}

// overlaps reports whether one of places overlaps [start, end).
func overlaps(places []namePlace, start, end int) bool {
	for _, p := range places {
		if p.start < end && start < p.end {
			return true
		}
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
