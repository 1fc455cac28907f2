package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/ingest"
	"wenjian/pipeline"
	"wenjian/report"
)

// examplesShown is how many examples diff prints for each kind of change.
const examplesShown = 3

func newTaxonomyDiff(a *app) *cobra.Command {
	var files []string
	var out string
	c := &cobra.Command{
		Use:   "diff [规则文件夹]",
		Short: "看规则改动会改变什么，不写入",
		Long: `把工作区里的材料按规则文件夹现在的内容重新识别一遍，与工作区里现有的结果比较，
列出哪些种类的事实会增加、减少、改变，各有多少，并举例。不写入任何内容。
--files 改为比较指定的文件：内置规则与加上本单位规则之后有什么不同。`,
		Example: "  wenjian taxonomy diff\n  wenjian taxonomy diff 新规则/\n  wenjian taxonomy diff 新规则/ --files 总结.docx -o 变化.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("多出了“%s”。一次只比较一个文件夹。", args[1])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			folder := a.rulesFolder()
			if len(args) == 1 {
				folder = args[0]
			}
			site, err := openRules(folder, len(args) == 1 || a.rules != "")
			if err != nil {
				return err
			}
			next, err := a.toolsOf(site, folder)
			if err != nil {
				return err
			}
			var d diffing
			if len(files) > 0 {
				d, err = a.diffFiles(c.Context(), next, files)
			} else {
				err = within(c.Context(), a.existing, func(w *workspace) error { d, err = a.diffStored(c.Context(), w, next); return err })
			}
			if err != nil {
				return err
			}
			return a.showDiff(d, out)
		},
	}
	c.Flags().StringSliceVar(&files, "files", nil, "比较这些文件，而不是工作区里的材料")
	a.outputFlag(c, &out)
	return c
}

// A diffing gathers what differs between two readings of many documents.
type diffing struct {
	documents int // compared
	touched   int // that differ
	failed    int // files that could not be read
	older     int // sources that were read by another version of the program or its rules
	rows      []diffRow
}

type diffRow struct {
	pipeline.Difference
	document string // ID, or path
}

// diffStored reads all stored sources with the tools next and compares with
// what is stored.
func (a *app) diffStored(ctx context.Context, w *workspace, next tools) (d diffing, err error) {
	stages := append(pipeline.Understand(next.segmenter, next.classifier), w.pipe.CorrectStage(next.classifier))
	d.older, _, err = w.store.CountStale(ctx, w.pipe.Stamp)
	if err != nil {
		return d, err
	}
	bar := a.progress("比较")
	defer bar.finish()
	stages = append(stages, pipeline.Stage{Name: "diff", Sink: true, Do: func(ctx context.Context, f *pipeline.File) error {
		rows, err := w.store.List(ctx, store.Filter{Source: f.Input.Path})
		if err != nil {
			return err
		}
		for _, doc := range f.Documents {
			old := &corpus.Document{Text: doc.Text}
			if i := slices.IndexFunc(rows, func(r store.Row) bool { return r.Ordinal == doc.Ordinal }); i >= 0 {
				if old, err = w.store.Document(ctx, rows[i].ID); err != nil {
					return err
				}
			}
			d.add(old.ID, old, doc, next)
		}
		return nil
	}})
	im := pipeline.Importer{Stages: stages, Report: func(_ context.Context, o pipeline.Outcome) error {
		bar.step()
		if o.Fate == store.Failed {
			d.failed++
		}
		return nil
	}}
	return d, im.Import(ctx, pipeline.Stored(w.store.Sources))
}

// diffFiles reads files with the built-in rules and with the tools next.
func (a *app) diffFiles(ctx context.Context, next tools, files []string) (d diffing, err error) {
	plain, err := a.builtin()
	if err != nil {
		return d, err
	}
	was := pipeline.Understand(plain.segmenter, plain.classifier)
	is := pipeline.Understand(next.segmenter, next.classifier)
	var stop error
	err = ingest.WalkSkipping(ctx, files, store.IsWorkspace, func(in ingest.Input) bool {
		if in.Skipped != nil {
			return true
		}
		old, err := pipeline.Run(ctx, was, in)
		var now *pipeline.File
		if err == nil {
			now, err = pipeline.Run(ctx, is, in)
		}
		var bad *ingest.Failure
		switch {
		case errors.As(err, &bad):
			a.complain(in.Path, *bad)
			d.failed++
			return true
		case err != nil:
			stop = err
			return false
		}
		for i, doc := range now.Documents {
			d.add(in.Path, old.Documents[i], doc, next) // rules do not decide where a file is split
		}
		return true
	})
	return d, errors.Join(stop, err)
}

func (d *diffing) add(name string, was, is *corpus.Document, t tools) {
	d.documents++
	found := pipeline.Differences(was, is, t.classifier.Taxonomy())
	if len(found) > 0 {
		d.touched++
	}
	for _, f := range found {
		d.rows = append(d.rows, diffRow{f, name})
	}
}

// A diffGroup counts differences of one kind.
type diffGroup struct {
	Fact     corpus.Fact     `json:"fact"`
	Kind     string          `json:"kind"`
	Change   pipeline.Change `json:"change"`
	Count    int             `json:"count"`
	Examples []diffExample   `json:"examples"` // the first few
}

type diffExample struct {
	Document string `json:"document"`
	Before   string `json:"before"`
	After    string `json:"after"`
	Quote    string `json:"quote"`
}

// groups counts the differences by fact, kind and change, the most frequent
// of each fact first.
func (d diffing) groups() []diffGroup {
	var out []diffGroup
	for _, r := range d.rows {
		i := slices.IndexFunc(out, func(g diffGroup) bool { return g.Fact == r.Fact && g.Kind == r.Kind && g.Change == r.Change })
		if i < 0 {
			out = append(out, diffGroup{Fact: r.Fact, Kind: r.Kind, Change: r.Change})
			i = len(out) - 1
		}
		g := &out[i]
		if g.Count++; len(g.Examples) < examplesShown {
			g.Examples = append(g.Examples, diffExample{r.document, r.Before, r.After, oneLine(r.Quote)})
		}
	}
	order := corpus.Facts()
	slices.SortStableFunc(out, func(x, y diffGroup) int {
		if x.Fact != y.Fact {
			return slices.Index(order, x.Fact) - slices.Index(order, y.Fact)
		}
		return y.Count - x.Count
	})
	return out
}

func (a *app) showDiff(d diffing, out string) error {
	groups := d.groups()
	if out != "" {
		if err := a.writeTable(out, d.table(), nil); err != nil {
			return err
		}
	}
	if a.json {
		return a.printJSON(map[string]any{"documents": d.documents, "touched": d.touched, "failed": d.failed, "older": d.older, "changes": append([]diffGroup{}, groups...)})
	}
	for _, g := range groups {
		a.printf("%s　%s　%s %d 处\n", g.Fact.Label(), orUnknown(g.Kind), g.Change.Label(), g.Count)
		for _, e := range g.Examples {
			a.printf("    ［%s］%s\n", e.Document, e.words())
		}
	}
	a.printf("比较了 %d 份材料，%d 份有变化，共 %d 处。没有写入。\n", d.documents, d.touched, len(d.rows))
	if d.older > 0 {
		a.printf("其中 %d 个文件现有的结果是按旧规则或旧版程序识别的；运行 wenjian reread 更新。\n", d.older)
	}
	if d.failed > 0 {
		a.printf("%d 个文件读不了，没有比较。\n", d.failed)
	}
	if out != "" {
		a.printf("逐处变化已存为 %s。\n", out)
	}
	return nil
}

// words says what was and what would be.
func (e diffExample) words() string {
	s := e.Before + " → " + e.After
	switch {
	case e.Before == "":
		s = e.After
	case e.After == "":
		s = e.Before
	}
	if e.Quote != "" {
		s += "　“" + shorten(e.Quote, 60) + "”"
	}
	return s
}

func (d diffing) table() report.Table {
	t := report.Table{Title: "规则改动的影响"}
	for _, name := range []string{"事实", "种类", "变化", "材料", "原来", "改后", "原文"} {
		t.Columns = append(t.Columns, report.Column{Name: name, Kind: report.Text})
	}
	for _, r := range d.rows {
		cells := make([]report.Cell, 0, len(t.Columns))
		for _, s := range []string{r.Fact.Label(), r.Kind, r.Change.Label(), r.document, r.Before, r.After, oneLine(r.Quote)} {
			cells = append(cells, report.Cell{Value: s})
		}
		t.Rows = append(t.Rows, cells)
	}
	t.Notes = []string{fmt.Sprintf("比较了 %d 份材料，%d 份有变化。", d.documents, d.touched)}
	return t
}
