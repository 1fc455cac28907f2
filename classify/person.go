package classify

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// personRules are the compiled rules for names of persons, terms of units.yaml.
type personRules struct {
	single   map[rune]bool   // one-character surnames
	double   map[string]bool // 欧阳, 司徒
	never    map[rune]bool   // characters that no given name holds
	common   map[string]bool // words that look like names
	before   *regexp.Regexp  // ends where a name may begin: 书记, 同志, 组长:
	after    *regexp.Regexp  // begins where a name has ended: 同志, 任组长, 、
	titles   *regexp.Regexp  // begins with a title or post that only persons have
	listed   *regexp.Regexp  // 组长: 成员: and the like before a list of names
	posts    *regexp.Regexp  // a post beside a name
	postTail *regexp.Regexp
}

const (
	givenMax      = 2 // characters of a given name
	personContext = 24
)

// compilePersons compiles the terms of units.yaml about persons.
func compilePersons(k *knowledge) (*personRules, error) {
	l := &k.units
	p := &personRules{single: map[rune]bool{}, double: map[string]bool{}, never: map[rune]bool{}, common: setOf(l.Terms["not_names"])}
	if err := compileTerms(l, map[string]**regexp.Regexp{
		"name_after": &p.after, "name_titles": &p.titles, "name_lists": &p.listed, "posts": &p.posts, "name_before": &p.before,
	}); err != nil {
		return nil, fmt.Errorf("units.yaml: persons: %w", err)
	}
	var err error
	for _, t := range []struct {
		re     **regexp.Regexp
		before string
		after  string
	}{{&p.before, "", "$"}, {&p.after, "^", ""}, {&p.titles, "^", ""}, {&p.listed, "", "$"}} {
		if *t.re, err = regexp.Compile(t.before + (*t.re).String() + t.after); err != nil {
			return nil, fmt.Errorf("%w: units.yaml: persons: %w", ErrTaxonomy, err)
		}
	}
	if p.postTail, err = regexp.Compile("(?:" + p.posts.String() + "、?)+$"); err != nil {
		return nil, fmt.Errorf("%w: units.yaml: posts: %w", ErrTaxonomy, err)
	}
	for _, s := range l.Terms["surnames"] {
		for _, r := range s {
			p.single[r] = true
		}
	}
	p.double = setOf(l.Terms["double_surnames"])
	for _, s := range l.Terms["never_in_names"] {
		for _, r := range s {
			p.never[r] = true
		}
	}
	return p, nil
}

// A namePlace is a name in the folded text.
type namePlace struct {
	start, end int
	confidence float64
}

// persons finds names by what stands around them: a post or title before, a
// title, verb or stop behind. A name found once is found wherever it stands.
func (c *Classifier) persons(r *reading) {
	text := r.view.Text
	places := c.pers.find(text)
	known := map[string]float64{}
	for _, p := range places {
		name := text[p.start:p.end]
		known[name] = max(known[name], p.confidence)
	}
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	sort.Strings(names)
	var all []namePlace
	for _, n := range names {
		for at := 0; ; {
			i := strings.Index(text[at:], n)
			if i < 0 {
				break
			}
			all = append(all, namePlace{at + i, at + i + len(n), known[n]})
			at += i + len(n)
		}
	}
	sort.Slice(all, func(i, j int) bool {
		return all[i].start < all[j].start || all[i].start == all[j].start && all[i].end > all[j].end
	})
	last := 0
	for _, p := range all {
		if p.start < last || c.pers.inTheory(text, p) {
			continue
		}
		last = p.end
		span := corpus.Span{Start: r.view.At(p.start), End: r.view.At(p.end)}
		r.Persons = append(r.Persons, corpus.Person{
			Span: span, Name: simplified(span.Of(r.doc.Text)), Post: c.pers.post(text, p),
			By: corpus.By{Rule: "name-context", Confidence: p.confidence},
		})
	}
}

// find returns the places where the context shows a name.
func (p *personRules) find(text string) []namePlace {
	var out []namePlace
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !p.single[r] && !p.double[firstRunes(text[at:], 2)] {
			at += size
			continue
		}
		if n, ok := p.nameAt(text, at); ok {
			out = append(out, n)
			at = n.end
			continue
		}
		at += size
	}
	return out
}

// nameAt returns the name that begins at byte at, when the context shows one.
func (p *personRules) nameAt(text string, at int) (namePlace, bool) {
	left := lastRunes(text[:at], personContext)
	shown := p.before.MatchString(left)
	inList := !shown && p.inList(text, at)
	best := namePlace{}
	for _, n := range p.lengths(text[at:]) {
		name, rest := text[at:at+n], text[at+n:]
		if p.common[name] || p.common[firstRunes(name, 2)] {
			continue
		}
		masked := strings.ContainsAny(name, "*×x") || strings.Contains(name, "某")
		title := p.titles.MatchString(rest)
		ended := rest == "" || p.after.MatchString(rest)
		switch {
		case title && (shown || inList || p.boundary(left)):
			best = namePlace{at, at + n, 0.9}
		case shown && ended:
			best = namePlace{at, at + n, 0.85}
		case inList && ended:
			best = namePlace{at, at + n, 0.85}
		case masked && (shown || ended && p.boundary(left)):
			best = namePlace{at, at + n, 0.8}
		}
	}
	return best, best.end > best.start
}

// lengths returns the lengths in bytes that a name at the start of s may
// have, the shortest first.
func (p *personRules) lengths(s string) []int {
	at := 0
	if first := firstRunes(s, 2); p.double[first] {
		at = len(first)
	} else {
		_, at = utf8.DecodeRuneInString(s)
	}
	var out []int
	for range givenMax {
		r, size := utf8.DecodeRuneInString(s[at:])
		if mask := r == '×' || r == '*' || r == 'x'; !mask && (!zh.IsHan(r) || p.never[r]) {
			break
		}
		at += size
		out = append(out, at)
	}
	return out
}

// boundary reports whether a name can begin behind left without a post.
func (p *personRules) boundary(left string) bool {
	r, _ := utf8.DecodeLastRuneInString(left)
	return left == "" || !zh.IsHan(r) || p.before.MatchString(left) || strings.ContainsRune("和与由为对向请让给以如像记任有", r)
}

// inList reports whether byte at stands in a list of names that a post
// begins: 成员:甲、乙、丙, 组长甲、乙.
func (p *personRules) inList(text string, at int) bool {
	left := lastRunes(text[:at], personContext*2)
	cut := strings.LastIndexAny(left, "。;\n")
	if cut >= 0 {
		left = left[cut+1:]
	}
	for {
		left = strings.TrimRight(left, " 、,和")
		if p.listed.MatchString(left) || p.before.MatchString(left) {
			return true
		}
		// One name further left.
		i := strings.LastIndexAny(left, "、, :和")
		if i < 0 {
			return false
		}
		_, size := utf8.DecodeRuneInString(left[i:])
		name := left[i+size:]
		if n := runes(name); n < 2 || n > 4 || !p.startsLikeName(name) {
			// The post and the first name stand together: 组长甲.
			for _, k := range []int{2, 3, 4} {
				if tail := lastRunes(left, k); runes(tail) == k && p.startsLikeName(tail) && p.before.MatchString(strings.TrimSuffix(left, tail)) {
					return true
				}
			}
			return false
		}
		left = left[:i+size]
	}
}

func (p *personRules) startsLikeName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return p.single[r] || p.double[firstRunes(s, 2)]
}

// inTheory reports whether the place is part of a theory or a title of a
// work: 邓小平理论, 《毛泽东选集》.
func (p *personRules) inTheory(text string, n namePlace) bool {
	rest := text[n.end:]
	for _, w := range []string{"理论", "思想", "论", "精神", "式", "文选", "选集", "新时代", "有关", "纪念"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	open := strings.LastIndex(text[:n.start], "《")
	return open >= 0 && !strings.Contains(text[open:n.start], "》") && !strings.Contains(text[open:n.start], "\n")
}

// post returns the posts printed beside a name.
func (p *personRules) post(text string, n namePlace) string {
	left := lastRunes(text[:n.start], personContext)
	if m := p.postTail.FindStringIndex(left); m != nil {
		return left[m[0]:m[1]]
	}
	right := firstRunes(text[n.end:], 10)
	right = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(right, "同志"), "担"), "任")
	if m := p.posts.FindStringIndex(right); m != nil && m[0] == 0 {
		return right[:m[1]]
	}
	return ""
}

// lastRunes returns the last n characters of s, or all of it.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}
