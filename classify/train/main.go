// Command train teaches the models of package classify from annotated
// documents, after it has tried on documents held back what they are worth.
//
//	go run ./classify/train [-folds 5] [-score 'Q*'] [-dry] [-o classify/models] testdata/gold...
//
// With -names it derives classify/names.txt, what characters names are made of:
//
//	go run ./classify/train -names $(go list -m -f '{{.Dir}}' github.com/go-ego/gse)/data/dict/zh/s_1.txt
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strings"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/ingest"
	"wenjian/internal/eval"
	"wenjian/pipeline"
	"wenjian/segment"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	out := flag.String("o", filepath.Join("classify", "models"), "folder the models are written to")
	score := flag.String("score", "*", "try the models on the files of these names only")
	folds := flag.Int("folds", 5, "parts in which documents are held back; 0: do not try, only learn")
	sets := flag.String("sets", "", "hold back these sets one by one instead of parts; a set is named by the first letter of its files")
	dry := flag.Bool("dry", false, "write nothing")
	names := flag.String("names", "", "derive the table of names from this dictionary, s_1.txt of gse, and do nothing else")
	flag.Parse()
	if *names != "" {
		return learnNames(*names, filepath.Join("classify", "names.txt"))
	}
	s, err := newSchool(ctx, flag.Args())
	if err != nil {
		return err
	}
	if *folds > 1 || *sets != "" {
		if err := s.tryOut(ctx, heldBack(*folds, *sets), *score); err != nil {
			return err
		}
	}
	if *dry {
		return nil
	}
	all := s.lessons(func(string) bool { return true })
	return write(*out, all.Teach())
}

// A pupil is an annotated file as the stages before classify hand it on, with
// its lessons.
type pupil struct {
	eval.Case
	docs []*corpus.Document
	own  classify.Lessons
}

// A school holds everything that models learn from.
type school struct {
	rules  *classify.Classifier // without models
	pupils []pupil
}

func newSchool(ctx context.Context, dirs []string) (*school, error) {
	c, err := classify.Load()
	if err != nil {
		return nil, err
	}
	s := &school{rules: c.With(classify.Models{})}
	stages := pipeline.Understand(segment.New(c.Words()), s.rules)
	for _, dir := range dirs {
		cases, err := eval.Load(os.DirFS(dir))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		for _, c := range cases {
			f, err := pipeline.Run(ctx, stages, ingest.Input{Path: c.Name + ".txt", Data: c.Input})
			if err != nil {
				return nil, err
			}
			s.pupils = append(s.pupils, s.pupil(c, f.Documents))
		}
	}
	return s, nil
}

// pupil takes the lessons of one file; a document that splitting did not find
// gives none.
func (s *school) pupil(c eval.Case, docs []*corpus.Document) pupil {
	p := pupil{Case: c, docs: docs}
	for i, d := range docs {
		if i >= len(c.Docs) {
			break
		}
		p.own.Add(s.rules.Lessons(d, classify.Truth(c.Docs[i].On(d.Text))))
	}
	return p
}

// lessons returns those of the pupils whose names are wanted.
func (s *school) lessons(wanted func(name string) bool) classify.Lessons {
	all := classify.Lessons{Mentions: s.rules.ExampleLessons()}
	for _, p := range s.pupils {
		if wanted(p.Name) {
			all.Add(p.own)
		}
	}
	return all
}

// A trial is one way to decide, tried on documents that its models never saw.
type trial struct {
	name  string
	with  func(classify.Models) classify.Models
	found map[string][]corpus.External
}

// heldBack returns the parts that are held back in turn: every folds-th file,
// or the files of each set.
func heldBack(folds int, sets string) []func(i int, name string) bool {
	var parts []func(i int, name string) bool
	for _, set := range strings.Fields(sets) {
		parts = append(parts, func(_ int, name string) bool { return strings.HasPrefix(name, set) })
	}
	if len(parts) > 0 {
		return parts
	}
	for k := range folds {
		parts = append(parts, func(i int, _ string) bool { return i%folds == k })
	}
	return parts
}

// tryOut holds back the files part by part, learns from the others and prints
// how well each way to decide does on those held back whose names match.
func (s *school) tryOut(ctx context.Context, parts []func(i int, name string) bool, names string) error {
	trials := []*trial{
		{name: "rules", with: func(classify.Models) classify.Models { return classify.Models{} }},
		{name: "+ mentions", with: func(m classify.Models) classify.Models { return classify.Models{Mentions: m.Mentions} }},
		{name: "+ sections", with: func(m classify.Models) classify.Models { return classify.Models{Sections: m.Sections} }},
		{name: "+ status", with: func(m classify.Models) classify.Models { return classify.Models{Status: m.Status} }},
		{name: "+ measures", with: func(m classify.Models) classify.Models { return classify.Models{Measures: m.Measures} }},
		{name: "+ norms", with: func(m classify.Models) classify.Models { return classify.Models{Norms: m.Norms} }},
		{name: "+ all", with: func(m classify.Models) classify.Models { return m }},
	}
	var cases []eval.Case
	for _, t := range trials {
		t.found = map[string][]corpus.External{}
	}
	for _, part := range parts {
		held := map[string]bool{}
		for i, p := range s.pupils {
			held[p.Name] = part(i, p.Name)
		}
		lessons := s.lessons(func(name string) bool { return !held[name] })
		m := lessons.Teach()
		for _, p := range s.pupils {
			if ok, _ := path.Match(names, p.Name); !held[p.Name] || !ok {
				continue
			}
			cases = append(cases, p.Case)
			for _, t := range trials {
				if err := ctx.Err(); err != nil {
					return err
				}
				c := s.rules.With(t.with(m))
				for _, d := range p.docs {
					again := *d
					pipeline.Classify(c, &again)
					t.found[p.Name] = append(t.found[p.Name], again.External())
				}
			}
		}
	}
	fmt.Printf("%d files held back in %d parts; F1\n%-14s", len(cases), len(parts), "")
	shown := []string{"section_kind", "activities", "activity_status", "activity_key3", "activity_doc", "figure_measure"}
	for _, m := range shown {
		fmt.Printf("%16s", m)
	}
	fmt.Println()
	for _, t := range trials {
		report := eval.Score(cases, t.found)
		fmt.Printf("%-14s", t.name)
		for _, m := range shown {
			c := report.Counts[m]
			fmt.Printf("  %.3f/%.3f %.3f", c.Precision(), c.Recall(), c.F1())
		}
		fmt.Println()
	}
	return nil
}

// write writes the models into dir.
func write(dir string, m classify.Models) error {
	for file, model := range m.Files() {
		name := filepath.Join(dir, file+".bin")
		w, err := os.Create(name)
		if err != nil {
			return fmt.Errorf("write model: %w", err)
		}
		n, err := (*model).WriteTo(w)
		if cerr := w.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes, learned from %.12s\n", name, n, (*model).Fingerprint())
	}
	return nil
}
