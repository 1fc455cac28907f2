package pipeline

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
	"wenjian/ingest"
	"wenjian/segment"
)

// CodeCorrectionLost is the code of the warning that a correction's place is
// not in the text any more.
const CodeCorrectionLost = "correction-lost"

// CorrectStage returns the stage behind classify: it puts what people said
// into the place of what was found.
func (w *Workspace) CorrectStage(cls *classify.Classifier) Stage {
	return Stage{Name: "correct", Version: 1, Do: func(ctx context.Context, f *File) error { return w.correct(ctx, cls, f) }}
}

// correct applies what people said of the file's facts. It only reads from
// the store, so that it can run beside others.
func (w *Workspace) correct(ctx context.Context, cls *classify.Classifier, f *File) error {
	corrections, err := w.Store.Corrections(ctx, f.Source.SHA256)
	if err != nil || len(corrections) == 0 {
		return err
	}
	f.Corrected = true
	for _, d := range f.Documents {
		again(cls, d, corrections)
	}
	f.Lost = correct.Apply(f.Source.Path, f.Documents, corrections)
	if len(f.Lost) > 0 {
		numbers := make([]string, len(f.Lost))
		for i, id := range f.Lost {
			numbers[i] = strconv.FormatInt(id, 10)
		}
		f.Page.Warnings = append(slices.Clone(f.Page.Warnings), ingest.Failure{
			Path: f.Input.Path, Code: CodeCorrectionLost, Reason: "第 " + strings.Join(numbers, "、") + " 条更正在现在的正文里找不到原来的文字，没有生效（仍保存）",
			Advice: "运行 wenjian correct --list 查看，重新更正或用 --undo 撤销。",
		})
	}
	return nil
}

// again reads d anew where people said what the whole document or a section
// is: whether an activity was held depends on it.
func again(cls *classify.Classifier, d *corpus.Document, corrections []corpus.Correction) {
	var known []corpus.Correction
	for _, c := range corrections {
		if c.Ordinal == d.Ordinal && (!c.Fact.InText() || c.Fact == corpus.FactSection) {
			known = append(known, c)
		}
	}
	if len(known) == 0 {
		return
	}
	fresh, title := *d, d.Title
	fresh.Sections = segment.Sections(d.Text)
	setFacts(d, cls.ClassifyHolding(&fresh, func(f *classify.Facts) {
		x := &corpus.Document{Ordinal: d.Ordinal, Text: d.Text, Kind: f.Kind, Unit: f.Unit, Date: f.Date, Campaign: f.Campaign, Sections: f.Sections}
		correct.Apply(d.Source.Path, []*corpus.Document{x}, known)
		f.Title = title // found from what the file says of itself, which is gone by now
		f.Kind, f.Unit, f.Date, f.Campaign, f.Sections = x.Kind, x.Unit, x.Date, x.Campaign, x.Sections
	}))
}

// dismissed leaves out the leaks that people said are none.
func (w *Workspace) dismissed(ctx context.Context, leaks []store.NameLeak) ([]store.NameLeak, error) {
	all, err := w.Store.AllCorrections(ctx)
	if err != nil || !slices.ContainsFunc(all, func(c corpus.Correction) bool { return c.Fact == corpus.FactLeak && c.Remove }) {
		return leaks, err
	}
	var out []store.NameLeak
	for _, l := range leaks {
		corrections, err := w.Store.CorrectionsOf(ctx, l.Document)
		if err != nil {
			return nil, err
		}
		if len(corrections) > 0 {
			d, err := w.Store.Document(ctx, l.Document)
			if err != nil {
				return nil, err
			}
			if correct.Dismissed(d.Source.Path, d, l.Span, corrections) {
				continue
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// restamp reports whether the file was read again and everything is as
// stored; its facts then only get the new stamp, and no projection has
// anything to do.
func (w *Workspace) restamp(ctx context.Context, f *File, stored []store.Row) (bool, error) {
	if len(stored) == 0 || len(stored) != len(f.Documents) || stored[0].Source != f.Input.Path {
		return false, nil
	}
	for i, row := range stored {
		d, err := w.Store.Document(ctx, row.ID)
		if err != nil {
			return false, err
		}
		if same, err := sameReading(d, f.Documents[i]); err != nil || !same {
			return false, err
		}
	}
	if err := w.Store.Restamp(ctx, f.Input.Path, f.Source.SHA256, w.Stamp); err != nil {
		return false, err
	}
	f.Fate = store.Reread
	return true, nil
}

// sameReading reports whether two readings found the same, evidence and all.
// One whose leaks come from comparison counts as different: comparison then
// looks at it again.
func sameReading(a, b *corpus.Document) (bool, error) {
	x, err := canonical(a)
	if err != nil {
		return false, err
	}
	y, err := canonical(b)
	return x == y, err
}

// canonical prints a document without what the store gives it.
func canonical(d *corpus.Document) (string, error) {
	c := *d
	c.ID = ""
	raw, err := json.Marshal(&c)
	if err != nil {
		return "", fmt.Errorf("compare readings of %s: %w", d.Source.Path, err)
	}
	return strings.NewReplacer(":null", ":[]", ":{}", ":[]").Replace(string(raw)), nil
}

// Stored returns inputs that read stored sources again from the bytes in the
// store.
func Stored(sources func(context.Context) iter.Seq2[store.StoredSource, error]) Inputs {
	return func(ctx context.Context, yield func(ingest.Input) bool) error {
		for s, err := range sources(ctx) {
			if err != nil {
				return err
			}
			in := ingest.Input{Path: s.Path, Data: s.Data}
			if s.Damage != nil {
				in.Data, in.Err = nil, &ingest.Failure{Path: s.Path, Code: "damaged-source", Reason: "工作区里保存的源文件已损坏：" + s.Damage.Error(), Advice: "请重新导入这个文件，或从备份恢复工作区。"}
			}
			if !yield(in) {
				return nil
			}
		}
		return nil
	}
}
