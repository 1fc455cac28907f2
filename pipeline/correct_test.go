package pipeline

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
	"wenjian/index/memindex"
	"wenjian/ingest"
)

const correctedText = "白河镇党委创先争优活动总结\n一、主要做法\n7月1日，镇党委书记为党员讲党课一次，走访慰问困难群众四十户。\n白河镇党委\n2010年8月1日\n"

// held returns the kinds of activities held that the workspace knows.
func held(t *testing.T, w *Workspace) (kinds []string) {
	t.Helper()
	for d, err := range w.Store.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range d.Activities {
			if a.Status == corpus.Held {
				kinds = append(kinds, a.Kind)
			}
		}
	}
	return kinds
}

// TestCorrectionsSurvive: a correction overrides at once, stays through every
// later reading, and what it replaced comes back when it is undone.
func TestCorrectionsSurvive(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	ctx := t.Context()
	run := func(in Inputs) (fates []store.Fate, warnings []string) {
		t.Helper()
		im := Importer{Stages: Stages(seg, cls, w), Fresh: w.Fresh, Report: func(_ context.Context, o Outcome) error {
			fates = append(fates, o.Fate)
			for _, f := range o.Warnings {
				warnings = append(warnings, f.Code)
			}
			return nil
		}}
		if err := im.Import(ctx, in); err != nil {
			t.Fatal(err)
		}
		return fates, warnings
	}
	due := Stored(w.Store.DueSources)
	file := inputs(ingest.Input{Path: "a.txt", Data: []byte(correctedText)})
	run(file)
	if !slices.Contains(held(t, w), "讲党课") {
		t.Fatal("the text does not show what the test is about")
	}
	d, err := w.Store.Document(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(d.Text, "讲党课")
	c := corpus.Correction{SHA256: d.Source.SHA256, Ordinal: 1, Fact: corpus.FactActivity, Value: "讲党课", Set: map[string]string{corpus.SetStatus: "planned"},
		Anchor: correct.AnchorAt(d.Text, corpus.Span{Start: i, End: i + len("讲党课")})}
	ids, err := w.Store.AddCorrections(ctx, c)
	if err != nil {
		t.Fatal(err)
	}
	run(due)
	if slices.Contains(held(t, w), "讲党课") {
		t.Error("the correction did not override")
	}
	if fates, _ := run(file); fates[0] != store.Unchanged {
		t.Errorf("imported again: %v", fates)
	}
	w.Stamp = "newer" // another version of the program, or of its rules
	if fates, _ := run(file); fates[0] != store.Reread || slices.Contains(held(t, w), "讲党课") {
		t.Errorf("read again: %v, held %v", fates, held(t, w))
	}
	lost := c
	lost.Anchor.Quote, lost.Anchor.Start = "没有这句话", 3
	more, err := w.Store.AddCorrections(ctx, lost)
	if err != nil {
		t.Fatal(err)
	}
	if _, warnings := run(due); !slices.Contains(warnings, CodeCorrectionLost) {
		t.Errorf("a correction without its place: warnings %v", warnings)
	}
	if all, err := w.Store.AllCorrections(ctx); err != nil || all[0].Lost || !all[1].Lost {
		t.Errorf("lost: %+v, %v", all, err)
	}
	for _, id := range append(ids, more...) {
		if err := w.Store.UndoCorrection(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	run(due)
	if !slices.Contains(held(t, w), "讲党课") {
		t.Error("undone, yet the program's own finding does not come back")
	}
}

// TestCorrectedDocumentIsReadAsSuch: what a person says the document is
// decides what its sentences mean.
func TestCorrectedDocumentIsReadAsSuch(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	ctx := t.Context()
	stages := Stages(seg, cls, w)
	const text = "白河镇党委创先争优活动材料\n一、主要活动\n组织党员重温入党誓词，走访慰问困难群众。\n白河镇党委\n2010年8月1日\n"
	if err := (&Importer{Stages: stages}).Import(ctx, inputs(ingest.Input{Path: "a.txt", Data: []byte(text)})); err != nil {
		t.Fatal(err)
	}
	d, err := w.Store.Document(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	statuses := func(kind, section string) map[corpus.Status]bool {
		t.Helper()
		i := strings.Index(d.Text, "一、主要活动")
		_, err := w.Store.AddCorrections(ctx, corpus.Correction{SHA256: d.Source.SHA256, Ordinal: 1, Fact: corpus.FactKind, Value: kind},
			corpus.Correction{SHA256: d.Source.SHA256, Ordinal: 1, Fact: corpus.FactSection, Value: section, Anchor: correct.AnchorAt(d.Text, corpus.Span{Start: i, End: i + len("一、主要活动")})})
		if err != nil {
			t.Fatal(err)
		}
		if err := (&Importer{Stages: stages}).Import(ctx, Stored(w.Store.DueSources)); err != nil {
			t.Fatal(err)
		}
		got, err := w.Store.Document(ctx, "1")
		if err != nil {
			t.Fatal(err)
		}
		found := map[corpus.Status]bool{}
		for _, a := range got.Activities {
			found[a.Status] = true
		}
		return found
	}
	if got := statuses("实施方案", "carriers"); !got[corpus.Planned] || got[corpus.Held] {
		t.Errorf("in a plan: %v", got)
	}
	if got := statuses("工作总结", "practice"); got[corpus.Planned] || !got[corpus.Held] {
		t.Errorf("in a report: %v", got)
	}
}

// TestRereadTouchesOnlyWhatChanges: facts that come out the same only get the
// new stamp, and projections have nothing to do.
func TestRereadTouchesOnlyWhatChanges(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	ctx := t.Context()
	files := submissions(6)
	if err := (&Importer{Stages: Stages(seg, cls, w)}).Import(ctx, inputs(files...)); err != nil {
		t.Fatal(err)
	}
	before, err := w.Store.Changes(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	w.Stamp = "newer"
	stale := func(ctx context.Context) iter.Seq2[store.StoredSource, error] {
		return w.Store.StaleSources(ctx, w.Stamp)
	}
	ctx2, cancel := context.WithCancel(ctx)
	n := 0
	im := Importer{Stages: Stages(seg, cls, w), Report: func(context.Context, Outcome) error {
		if n++; n == 3 {
			cancel() // killed in the middle
		}
		return nil
	}}
	if err := im.Import(ctx2, Stored(stale)); err == nil {
		t.Fatal("was not cut short")
	}
	if left, _, err := w.Store.CountStale(ctx, w.Stamp); err != nil || left == 0 || left == 6 {
		t.Errorf("%d stale after the cut, %v", left, err)
	}
	if err := (&Importer{Stages: Stages(seg, cls, w)}).Import(ctx, Stored(stale)); err != nil {
		t.Fatal(err)
	}
	left, _, err := w.Store.CountStale(ctx, w.Stamp)
	after, err2 := w.Store.Changes(ctx, before.Seq)
	if left != 0 || err != nil || err2 != nil || after.Seq != before.Seq || len(after.Put) > 0 {
		t.Errorf("%d stale, changes %+v, %v %v", left, after, err, err2)
	}
}

// TestDismissedLeaks: a leak that a person said is none stays away, though
// comparison finds it.
func TestDismissedLeaks(t *testing.T) {
	w := workspace(t, memindex.New())
	ctx := t.Context()
	const text = "甲村总结，乙村党支部开展活动。"
	src := corpus.Source{Path: "a.txt"}
	if _, err := w.Store.Put(ctx, src, []byte(text), []*corpus.Document{{Ordinal: 1, Text: text}}, "v"); err != nil {
		t.Fatal(err)
	}
	d, err := w.Store.Document(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(text, "乙村")
	at := corpus.Span{Start: i, End: i + len("乙村")}
	leaks := []store.NameLeak{{Document: "1", Leak: corpus.Leak{Span: at, Name: "乙村"}}}
	if got, err := w.dismissed(ctx, leaks); err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if _, err := w.Store.AddCorrections(ctx, corpus.Correction{SHA256: d.Source.SHA256, Ordinal: 1, Fact: corpus.FactLeak, Remove: true, Anchor: correct.AnchorAt(text, at)}); err != nil {
		t.Fatal(err)
	}
	if got, err := w.dismissed(ctx, leaks); err != nil || len(got) != 0 {
		t.Error(got, err)
	}
}
