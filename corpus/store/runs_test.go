package store_test

import (
	"errors"
	"reflect"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

func record(t testing.TB, s *store.Store, run int64, f store.FileResult, data string) {
	t.Helper()
	if err := s.RecordFile(t.Context(), run, f, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func begin(t testing.TB, s *store.Store, inputs ...string) int64 {
	t.Helper()
	run, err := s.BeginRun(t.Context(), "v1", inputs...)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestRuns(t *testing.T) {
	s := open(t)
	first := begin(t, s, "报送", "补报.zip")
	bad := store.FileResult{Path: "坏.doc", Fate: store.Failed, Code: "not-found", Reason: "打不开", Advice: "另存为 docx"}
	good := store.FileResult{Path: "好.txt", Fate: store.Identical, Documents: 2, SHA256: hash([]byte("好")), Size: 3,
		Warnings: []store.Warning{{Code: "guess", Reason: "编码靠猜", Advice: "请核对"}}, SameAs: []string{"甲.txt", "乙.txt"}}
	hidden := store.FileResult{Path: "隐.txt", Fate: store.Skipped, Code: "hidden", Reason: "隐藏文件"}
	for _, f := range []store.FileResult{bad, good, hidden} {
		record(t, s, first, f, "")
	}
	again := good
	again.Fate = store.Unchanged
	record(t, s, first, again, "") // given twice on one command line
	if got, err := s.RunFiles(t.Context(), first); err != nil || !reflect.DeepEqual(got, []store.FileResult{bad, good, hidden}) {
		t.Errorf("files %+v, %v", got, err)
	}
	if got, err := s.RunFiles(t.Context(), first, store.Skipped, store.Failed); err != nil || !reflect.DeepEqual(got, []store.FileResult{bad, hidden}) {
		t.Errorf("files of two fates %+v, %v", got, err)
	}
	if got, err := s.Failures(t.Context()); err != nil || !reflect.DeepEqual(got, []store.FileResult{bad}) {
		t.Errorf("failures %+v, %v", got, err)
	}
	second := begin(t, s)
	bad.Fate = store.Added
	record(t, s, second, bad, "")
	if err := s.EndRun(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Failures(t.Context()); err != nil || len(got) > 0 {
		t.Errorf("failures after the file was repaired: %+v, %v", got, err)
	}
	runs, err := s.Runs(t.Context(), 0)
	if err != nil || len(runs) != 2 || runs[0].ID != second || runs[0].Finished.IsZero() || !runs[1].Finished.IsZero() {
		t.Fatalf("runs %+v, %v", runs, err)
	}
	want := map[store.Fate]int{store.Failed: 1, store.Identical: 1, store.Skipped: 1}
	if r := runs[1]; !reflect.DeepEqual(r.Fates, want) || r.Files != 3 || r.Warned != 1 || r.Imported() != 1 || r.Documents != 2 || !reflect.DeepEqual(r.Inputs, []string{"报送", "补报.zip"}) {
		t.Errorf("first run %+v", r)
	}
	if one, err := s.Run(t.Context(), first); err != nil || !reflect.DeepEqual(one, runs[1]) {
		t.Errorf("run %d: %+v, %v", first, one, err)
	}
	if _, err := s.Run(t.Context(), 99); !errors.Is(err, store.ErrNoRun) {
		t.Errorf("run 99: %v", err)
	}
}

// Every fate has words of its own.
func TestFates(t *testing.T) {
	seen := map[string]store.Fate{}
	for _, f := range store.Fates() {
		for _, words := range []string{f.Label(), f.Short()} {
			if other, ok := seen[words]; words == string(f) || ok && other != f {
				t.Errorf("%s is called %q, as %q is", f, words, other)
			}
			seen[words] = f
		}
	}
	if len(store.Fates()) != 9 {
		t.Errorf("%d fates", len(store.Fates()))
	}
}

// What a file that failed held can be tried again until it no longer fails;
// its bytes are kept once, and only as long as something needs them.
func TestFailedFilesAreKept(t *testing.T) {
	s := open(t)
	kept := func() map[string]string {
		m := map[string]string{}
		for f, err := range s.KeptFailures(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			m[f.Path] = string(f.Data)
		}
		return m
	}
	run := begin(t, s)
	fail := func(path, data string) {
		record(t, s, run, store.FileResult{Path: path, Fate: store.Failed, Code: "unsupported-format", Reason: "读不了", Advice: "另存"}, data)
	}
	fail("a.ofd", "甲")
	fail("b.ofd", "甲")
	fail("c.ofd", "")
	fail("d.ofd", "丁")
	if got, want := kept(), (map[string]string{"a.ofd": "甲", "b.ofd": "甲", "d.ofd": "丁"}); !reflect.DeepEqual(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	files, err := s.RunFiles(t.Context(), run)
	if err != nil || !files[0].Kept || files[0].Size != 3 || files[0].SHA256 != hash([]byte("甲")) || files[2].Kept {
		t.Errorf("files %+v, %v", files, err)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
	put(t, s, "d.ofd", "丁", "v2", &corpus.Document{Ordinal: 1, Text: "丁"})
	record(t, s, run, store.FileResult{Path: "d.ofd", Fate: store.Added}, "")
	fail("a.ofd", "新")
	if got, want := kept(), (map[string]string{"a.ofd": "新", "b.ofd": "甲"}); !reflect.DeepEqual(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
	record(t, s, run, store.FileResult{Path: "b.ofd", Fate: store.Skipped}, "")
	if c, err := s.Counts(t.Context()); err != nil || c.Bytes != 6 || c.Failed != 2 {
		t.Errorf("%+v, %v: want the bytes of a.ofd and d.ofd only", c, err)
	}
	if err := s.Delete(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if got, want := kept(), (map[string]string{"a.ofd": "新"}); !reflect.DeepEqual(got, want) {
		t.Errorf("kept after a document was deleted: %v, want %v", got, want)
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}
