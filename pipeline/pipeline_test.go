package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/memindex"
	"wenjian/ingest"
	"wenjian/segment"
)

func tools(t *testing.T) (*segment.Segmenter, *classify.Classifier) {
	t.Helper()
	cls, err := classify.Load()
	if err != nil {
		t.Fatal(err)
	}
	return segment.New(cls.Words()), cls
}

func TestStagesAreInOrder(t *testing.T) {
	seg, cls := tools(t)
	var names []string
	for _, s := range Stages(seg, cls, &Workspace{}) {
		names = append(names, s.Name)
	}
	if got, want := strings.Join(names, " → "), "read → split → clean → segment → classify → correct → store → register → index → compare"; got != want {
		t.Errorf("stages %s, want %s", got, want)
	}
}

// A stage that breaks a law, or panics, on one input fails that input only.
func TestRunFailsOneInput(t *testing.T) {
	for name, do := range map[string]func(context.Context, *File) error{
		"breaks a law": func(_ context.Context, f *File) error {
			f.Documents = []*corpus.Document{{Text: "党", Leaks: []corpus.Leak{{Span: corpus.Span{Start: 0, End: 99}}}}}
			return nil
		},
		"panics": func(context.Context, *File) error { panic("boom") },
	} {
		_, err := Run(t.Context(), []Stage{{Name: "x", Do: do}}, ingest.Input{Path: "a.txt"})
		var bad *ingest.Failure
		if !errors.As(err, &bad) || bad.Code != "internal-error" || bad.Path != "a.txt" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// workspace returns an empty workspace in a temporary folder.
func workspace(t *testing.T, x index.Index) *Workspace {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &Workspace{Store: s, Index: x, Mark: MarkFile(dir), Stamp: "test"}
}

func inputs(files ...ingest.Input) Inputs {
	return func(_ context.Context, yield func(ingest.Input) bool) error {
		for _, f := range files {
			if !yield(f) {
				return nil
			}
		}
		return nil
	}
}

func submissions(n int) []ingest.Input {
	var out []ingest.Input
	for i := range n {
		out = append(out, ingest.Input{Path: fmt.Sprintf("%03d.txt", i), Data: fmt.Appendf(nil, "第%d小学党支部总结\n一、主要做法\n7月1日，组织党员重温入党誓词，%d名党员参加。\n第%d小学党支部\n2010年8月1日\n", i, i+10, i)})
	}
	return out
}

// The same inputs give the same outcomes in the same order, whatever runs in
// parallel; a bad one among them stops nothing.
func TestImport(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	files := submissions(40)
	files[7].Data = nil
	files[9] = ingest.Input{Path: "009.txt", Err: &ingest.Failure{Path: "009.txt", Code: "not-found", Reason: "没有", Advice: "看看"}}
	var paths []string
	fates := map[store.Fate]int{}
	im := Importer{Stages: Stages(seg, cls, w), Fresh: w.Fresh, Report: func(_ context.Context, o Outcome) error {
		paths = append(paths, o.Path)
		fates[o.Fate]++
		return nil
	}}
	if err := im.Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(paths) || len(paths) != 40 || fates[store.Added] != 38 || fates[store.Failed] != 2 {
		t.Errorf("fates %v, paths %v", fates, paths)
	}
	if n, err := w.Index.Count(t.Context()); err != nil || n != 38 {
		t.Errorf("%d documents indexed (%v), want 38", n, err)
	}
	clear(fates)
	if err := im.Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	if fates[store.Unchanged] != 38 || fates[store.Failed] != 2 {
		t.Errorf("second run: fates %v", fates)
	}
}

// A run that ends in the middle is completed by the next one: the workspace
// is then what an unbroken run makes.
func TestImportResumes(t *testing.T) {
	seg, cls := tools(t)
	files := submissions(30)
	unbroken, broken := workspace(t, memindex.New()), workspace(t, memindex.New())
	if err := (&Importer{Stages: Stages(seg, cls, unbroken)}).Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	im := Importer{Stages: Stages(seg, cls, broken), Fresh: broken.Fresh, Report: func(context.Context, Outcome) error {
		if n++; n == 12 {
			cancel()
		}
		return nil
	}}
	if err := im.Import(ctx, inputs(files...)); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want canceled", err)
	}
	if err := im.Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	a, b := everything(t, unbroken), everything(t, broken)
	if len(a) != len(b) {
		t.Fatalf("unbroken workspace has %d items, resumed one %d", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("unbroken:\n%s\nresumed:\n%s", a[i], b[i])
		}
	}
}

// everything lists what a workspace holds, projections included.
func everything(t *testing.T, w *Workspace) []string {
	t.Helper()
	var out []string
	add := func(v any) {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	for d, err := range w.Store.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		add(d.External())
	}
	for m, err := range w.Store.AllMatches(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		add(m)
	}
	res, err := w.Index.Search(t.Context(), index.Request{})
	if err != nil {
		t.Fatal(err)
	}
	add(res.External())
	return out
}

// What a document and its removals say together is the file as decoded.
func TestNothingIsLost(t *testing.T) {
	seg, cls := tools(t)
	text := "首页 > 党建 > 正文\n某镇党委总结\n一、做法\n7月1日，镇党委组织党员\n重温入党誓词。\n某镇党委\n2010年8月1日\n上一篇：没有了\n"
	f, err := Run(t.Context(), Understand(seg, cls), ingest.Input{Path: "a.txt", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	var whole strings.Builder
	for _, d := range f.Documents {
		whole.WriteString(corpus.Original(d.Text, d.Removals))
	}
	if whole.String() != text {
		t.Errorf("rebuilt %q, want %q", whole.String(), text)
	}
}
