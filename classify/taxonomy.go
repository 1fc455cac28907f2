package classify

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// The knowledge files. Each holds one list of kinds:
//
//	macros:                  # named pieces of regexps, used as <name> in patterns of this file
//	  num: '[0-9]+'
//	terms:                   # named lists of words or regexps that an engine asks for by name
//	  held: [了, 过, 已]
//	kinds:                   # the rows, in the order reports show them; see type row
//	  - id: 讲党课
//	    label: 讲党课
//	    parent: 党性教育
//	    aliases: [上党课, 微党课]
//	    patterns: ['[讲上]<x>党课']
//	    match: [书记为全体党员上了一堂党课]
//	    no_match: [落实党课制度的意义]
//
// Patterns are Go regexps (RE2) on FOLDED text (package zh: half-width,
// simplified, lower case; “” is ", — is -, 〔〕【】 are [], 〈〉 are 《》). Words
// and aliases may be written in any form: Load folds them. Unknown field
// names are errors, so a typing mistake does not silently lose knowledge.
//
//go:embed taxonomy/*.yaml
var taxonomyFiles embed.FS

// A row is one kind with the knowledge that recognises it. Lists use the
// fields they need; what a field means to a list is said beside it.
type row struct {
	ID      string   `yaml:"id"`      // stable, as machine output prints it
	Label   string   `yaml:"label"`   // Chinese name; the ID when left out
	Parent  string   `yaml:"parent"`  // ID of the including kind of the same list
	Aliases []string `yaml:"aliases"` // other names; with ID and Label they are terms for segmentation
	Words   []string `yaml:"words"`   // further terms for segmentation that are no names; units: what such a unit calls itself

	Patterns []string `yaml:"patterns"` // regexps on folded text; the order numbers the rules. Documents and sections use none
	Not      []string `yaml:"not"`      // regexps; a pattern's hit that overlaps one of theirs does not count

	Title    []string `yaml:"title"`    // documents: words or regexps of titles, strongest first
	Body     []string `yaml:"body"`     // documents: cues in the running text
	Suffixes []string `yaml:"suffixes"` // units: endings of names (医院, 党支部 …)
	Units    []string `yaml:"units"`    // measures: counting words (次, 户, 元 …); sectors: unit kinds whose words these are
	Before   []string `yaml:"before"`   // measures: plain cue words left of a figure
	After    []string `yaml:"after"`    // measures: plain cue words right of a figure
	Told     []string `yaml:"told"`     // measures: activities whose number this is
	Above    []string `yaml:"above"`    // units: regexps of bodies that stand above such units by nature
	Context  []string `yaml:"context"`  // units: regexps of the running text that tell the kind when no name does
	Weight   float64  `yaml:"weight"`   // tie-breaker; 0 means 1
	From     string   `yaml:"from"`     // campaigns, eras: first month, YYYY-MM
	To       string   `yaml:"to"`       // campaigns: last month, YYYY-MM; eras: the month of a successor

	Wide   []string `yaml:"wide"`   // activities: patterns that look at a whole sentence, not a clause
	Yields []string `yaml:"yields"` // activities: a hit that overlaps one of these kinds does not count
	Join   string   `yaml:"join"`   // activities: a regexp; a hit in the next clause goes on telling the same when what stands left of it there matches

	Match   []string `yaml:"match"`    // sentences in which the kind must be found: each is a test
	NoMatch []string `yaml:"no_match"` // sentences in which it must not be found: each is a test

	patterns []*pattern.Regexp // compiled Patterns
	not      []*pattern.Regexp // compiled Not
	join     *pattern.Regexp   // compiled Join
}

// A list is one knowledge file, loaded: macros expanded, words folded.
type list struct {
	Macros map[string]string   `yaml:"macros"`
	Terms  map[string][]string `yaml:"terms"`
	Kinds  []row               `yaml:"kinds"`
	Status []statusRule        `yaml:"status"` // status: see type statusRule
	Rules  []sectionRule       `yaml:"rules"`  // sections: see type sectionRule

	name string
	byID map[string]int  // index into Kinds
	own  map[string]bool // IDs that a site's file adds or adds to
}

// knowledge is all lists together.
type knowledge struct {
	documents, units, sections, activities, status, measures, campaigns, events, citations, levels, exceptions, eras, sectors list
}

// files returns the lists by the name of their file.
func (k *knowledge) files() map[string]*list {
	return map[string]*list{
		"documents": &k.documents, "units": &k.units, "sections": &k.sections,
		"activities": &k.activities, "status": &k.status, "measures": &k.measures, "campaigns": &k.campaigns,
		"events": &k.events, "citations": &k.citations, "levels": &k.levels, "eras": &k.eras, "sectors": &k.sectors,
		"exceptions": &k.exceptions,
	}
}

// ErrTaxonomy is wrapped by every error about the content of a knowledge file.
var ErrTaxonomy = errors.New("classify: taxonomy")

// readKnowledge reads the built-in lists and then, where given, a site's own
// files of the same names: a new ID adds a row, a known one adds to its row.
// The error is Faults when the site's files are to blame.
func readKnowledge(builtin, site fs.FS) (*knowledge, string, error) {
	k, sum := &knowledge{}, sha256.New()
	lists := k.files()
	names := slices.Sorted(maps.Keys(lists))
	for _, name := range names {
		data, err := fs.ReadFile(builtin, name+".yaml")
		if err != nil {
			return nil, "", fmt.Errorf("%w: read %s.yaml: %w", ErrTaxonomy, name, err)
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(data), data)
		if err := lists[name].add(data); err != nil {
			return nil, "", fmt.Errorf("%w: %s.yaml: %w", ErrTaxonomy, name, err)
		}
	}
	if site != nil {
		if err := k.extend(site, sum); err != nil {
			return nil, "", err
		}
	}
	for name, m := range k.activities.Macros {
		if _, own := k.status.Macros[name]; !own {
			k.status.Macros[name] = m
		}
	}
	for _, name := range names {
		lists[name].name = name
		if err := lists[name].finish(); err != nil {
			return nil, "", fmt.Errorf("%w: %s.yaml: %w", ErrTaxonomy, name, err)
		}
	}
	k.maskCampaigns()
	return k, hex.EncodeToString(sum.Sum(nil)), nil
}

// add decodes one file into l.
func (l *list) add(data []byte) error {
	var f list
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return l.join(f)
}

// join adds the content of one file to l.
func (l *list) join(f list) error {
	if l.byID == nil {
		l.Macros, l.Terms, l.byID = map[string]string{}, map[string][]string{}, map[string]int{}
	}
	for name, m := range f.Macros {
		l.Macros[name] = m
	}
	for name, ts := range f.Terms {
		l.Terms[name] = append(l.Terms[name], ts...)
	}
	// A site's rules come first: they outrank the built-in ones.
	l.Status = append(f.Status, l.Status...)
	l.Rules = append(f.Rules, l.Rules...)
	seen := map[string]bool{}
	for i, r := range f.Kinds {
		if r.ID == "" {
			return fmt.Errorf("kind %d has no id", i+1)
		}
		if seen[r.ID] {
			return fmt.Errorf("kind %s is listed twice", r.ID)
		}
		seen[r.ID] = true
		if at, ok := l.byID[r.ID]; ok {
			l.Kinds[at].extend(r)
			continue
		}
		if r.Label == "" {
			r.Label = r.ID
		}
		l.byID[r.ID] = len(l.Kinds)
		l.Kinds = append(l.Kinds, r)
	}
	return nil
}

// extend adds the knowledge of a site's row to r. Label and parent stay.
func (r *row) extend(s row) {
	if s.Join != "" {
		r.Join = s.Join
	}
	for _, p := range []struct{ to, from *[]string }{
		{&r.Aliases, &s.Aliases}, {&r.Words, &s.Words}, {&r.Patterns, &s.Patterns}, {&r.Not, &s.Not},
		{&r.Title, &s.Title}, {&r.Body, &s.Body}, {&r.Suffixes, &s.Suffixes},
		{&r.Units, &s.Units}, {&r.Before, &s.Before}, {&r.After, &s.After}, {&r.Told, &s.Told}, {&r.Above, &s.Above}, {&r.Context, &s.Context},
		{&r.Wide, &s.Wide}, {&r.Yields, &s.Yields}, {&r.Match, &s.Match}, {&r.NoMatch, &s.NoMatch},
	} {
		*p.to = append(*p.to, *p.from...)
	}
}

// finish checks parents, expands macros, folds words and compiles patterns.
func (l *list) finish() error {
	for i := range l.Kinds {
		r := &l.Kinds[i]
		if r.Parent != "" {
			if _, ok := l.byID[r.Parent]; !ok {
				return fmt.Errorf("kind %s: unknown parent %s", r.ID, r.Parent)
			}
		}
		for _, y := range r.Yields {
			if _, ok := l.byID[y]; !ok {
				return fmt.Errorf("kind %s: yields to unknown kind %s", r.ID, y)
			}
		}
		for _, ws := range [][]string{r.Aliases, r.Words, r.Suffixes, r.Units} {
			for j, w := range ws {
				ws[j] = zh.Fold(w)
			}
		}
		for _, ps := range [][]string{r.Patterns, r.Not, r.Title, r.Body, r.Before, r.After, r.Above, r.Context, r.Wide} {
			for j, p := range ps {
				full, err := l.expand(p)
				if err != nil {
					return fmt.Errorf("kind %s: %w", r.ID, err)
				}
				ps[j] = full
			}
		}
		var err error
		if r.patterns, err = compileAll(r.Patterns); err != nil {
			return fmt.Errorf("kind %s: %w", r.ID, err)
		}
		if r.not, err = compileAll(r.Not); err != nil {
			return fmt.Errorf("kind %s: %w", r.ID, err)
		}
		if r.Join != "" {
			if r.Join, err = l.expand(r.Join); err == nil {
				r.join, err = pattern.Compile(r.Join)
			}
			if err != nil {
				return fmt.Errorf("kind %s: join: %w", r.ID, err)
			}
		}
	}
	for name, ts := range l.Terms {
		for j, t := range ts {
			full, err := l.expand(t)
			if err != nil {
				return fmt.Errorf("terms %s: %w", name, err)
			}
			ts[j] = full
		}
	}
	return nil
}

// maxMacroDepth bounds macros inside macros, so that a loop is an error.
const maxMacroDepth = 8

// macroUse finds <name>; a group's (?P<name> is none because of the P.
var macroUse = pattern.MustCompile(`P?<[\p{Han}\w]+>`)

// expand replaces each <name> in a pattern by its macro, in a group.
func (l *list) expand(p string) (string, error) {
	var unknown string
	for range maxMacroDepth {
		if !strings.Contains(p, "<") {
			return p, nil
		}
		done := true
		p = macroUse.ReplaceAllStringFunc(p, func(m string) string {
			if m[0] == 'P' {
				return m
			}
			body, ok := l.Macros[m[1:len(m)-1]]
			if !ok {
				unknown = m
				return m
			}
			done = false
			return "(?:" + body + ")"
		})
		if unknown != "" {
			return "", fmt.Errorf("pattern %q uses unknown macro %s", p, unknown)
		}
		if done {
			return p, nil
		}
	}
	return "", fmt.Errorf("pattern %.60q: macros nest deeper than %d", p, maxMacroDepth)
}

// compileAll compiles patterns; the error names the one that is wrong.
func compileAll(ps []string) ([]*pattern.Regexp, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	out := make([]*pattern.Regexp, len(ps))
	for i, p := range ps {
		re, err := pattern.Compile(p)
		if err != nil {
			return nil, fmt.Errorf("pattern %d: %w", i+1, err)
		}
		out[i] = re
	}
	return out, nil
}

// compileGuarded compiles the patterns of a list of terms, one to one.
func compileGuarded(ps []string) ([]pattern.Guarded, error) {
	res, err := compileAll(ps)
	out := make([]pattern.Guarded, len(res))
	for i, re := range res {
		out[i] = pattern.Guard(re)
	}
	return out, err
}

// compileTests compiles the patterns of a list of terms of which one may match.
func compileTests(ps []string) (pattern.Choice, error) {
	res, err := compileAll(ps)
	return pattern.NewChoice(res), err
}

// anyOf compiles one regexp that matches where any of ps does; nil when ps is
// empty. It is the way from a list of terms to a test.
func anyOf(ps []string) (*pattern.Regexp, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	re, err := pattern.Compile("(?:" + strings.Join(ps, "|") + ")")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTaxonomy, err)
	}
	return re, nil
}

// row returns the row with that ID.
func (l *list) row(id string) (*row, bool) {
	i, ok := l.byID[id]
	if !ok {
		return nil, false
	}
	return &l.Kinds[i], true
}

// kinds returns the rows as the rest of the program sees them.
func (l *list) kinds() []corpus.Kind {
	out := make([]corpus.Kind, len(l.Kinds))
	for i, r := range l.Kinds {
		out[i] = corpus.Kind{ID: r.ID, Label: r.Label, Parent: r.Parent}
	}
	return out
}

// taxonomy returns the kinds of all lists under a hash of the knowledge files.
func (k *knowledge) taxonomy(hash string) corpus.Taxonomy {
	return corpus.Taxonomy{
		Documents: k.documents.kinds(), Units: k.units.kinds(), Levels: k.levels.kinds(), Sections: k.sections.kinds(),
		Activities: k.activities.kinds(), Measures: k.measures.kinds(), Campaigns: k.campaigns.kinds(), Exceptions: k.exceptions.kinds(), Hash: hash,
	}
}

// words returns the names, aliases and words of all rows of the lists whose
// terms occur in running text, each once, in order.
func (k *knowledge) words() []string {
	seen := map[string]bool{}
	var out []string
	add := func(w string) {
		if w = zh.Fold(w); zh.HanCount(w) >= 2 && zh.HanCount(w) == len([]rune(w)) && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	for _, l := range []*list{&k.activities, &k.sections, &k.measures, &k.campaigns} {
		for _, r := range l.Kinds {
			add(r.Label)
			for _, w := range r.Aliases {
				add(w)
			}
			for _, w := range r.Words {
				add(w)
			}
		}
	}
	return out
}
