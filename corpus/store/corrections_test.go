package store

import (
	"errors"
	"maps"
	"testing"

	"wenjian/corpus"
)

// TestCorrections: what people say stays with the bytes, makes the source due,
// and can be taken back.
func TestCorrections(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	put := func(path, text string) string {
		t.Helper()
		ids, err := s.Put(ctx, corpus.Source{Path: path}, []byte(text), []*corpus.Document{{Ordinal: 1, Text: text}}, "v1")
		if err != nil {
			t.Fatal(err)
		}
		return ids[0]
	}
	id := put("a.txt", "讲党课一次。")
	put("b.txt", "另一份。")
	d, err := s.Document(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Changes(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := corpus.Correction{SHA256: d.Source.SHA256, Ordinal: 1, Fact: corpus.FactActivity, Was: "学习培训", Value: "讲党课", Set: map[string]string{"status": "held"},
		Anchor: corpus.Anchor{Start: 0, Quote: "讲党课", After: "一次。"}, Who: "王芳", Why: "试"}
	ids, err := s.AddCorrections(ctx, want, corpus.Correction{SHA256: d.Source.SHA256, Path: "c.txt", Ordinal: 1, Fact: corpus.FactDate, Value: "2010"})
	if err != nil || len(ids) != 2 {
		t.Fatal(ids, err)
	}
	got, err := s.CorrectionsOf(ctx, id)
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if g := got[0]; g.ID != ids[0] || g.Document != id || g.Anchor != want.Anchor || !maps.Equal(g.Set, want.Set) || g.Who != "王芳" || g.Why != "试" || g.Was != "学习培训" || g.Made.IsZero() || g.Lost {
		t.Errorf("%+v", g)
	}
	if stale, due, err := s.CountStale(ctx, "v1"); stale != 1 || due != 1 || err != nil {
		t.Errorf("%d stale, %d due, %v", stale, due, err)
	}
	if after, err := s.Changes(ctx, before.Seq); err != nil || len(after.Put) != 1 || after.Put[0] != id {
		t.Errorf("changes %+v, %v", after, err)
	}
	var paths []string
	for x, err := range s.DueSources(ctx) {
		if err != nil || x.Damage != nil || string(x.Data) != d.Text {
			t.Fatal(err, x.Damage)
		}
		paths = append(paths, x.Path)
	}
	if len(paths) != 1 || paths[0] != "a.txt" {
		t.Errorf("due: %v", paths)
	}
	if fresh, err := s.Fresh(ctx, "a.txt", d.Source.SHA256, "v1"); fresh || err != nil {
		t.Error("a corrected source counts as read")
	}
	if err := s.Restamp(ctx, "a.txt", d.Source.SHA256, "v1"); err != nil {
		t.Fatal(err)
	}
	if stale, _, err := s.CountStale(ctx, "v1"); stale != 0 || err != nil {
		t.Error("restamped, yet stale", err)
	}
	if err := s.NoteLost(ctx, d.Source.SHA256, ids[:1]); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Corrections(ctx, d.Source.SHA256); err != nil || len(got) != 2 || !got[0].Lost || got[1].Lost {
		t.Errorf("%+v, %v", got, err)
	}
	if err := s.UndoCorrection(ctx, ids[0]); err != nil {
		t.Fatal(err)
	}
	if err := s.UndoCorrection(ctx, ids[0]); !errors.Is(err, ErrNotFound) {
		t.Error("undone twice:", err)
	}
	if got, err := s.Corrections(ctx, d.Source.SHA256); err != nil || len(got) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := s.AllCorrections(ctx); err != nil || len(got) != 2 || got[0].Undone.IsZero() || got[1].Document != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.AddCorrections(ctx, corpus.Correction{SHA256: "nope", Fact: corpus.FactKind}); err == nil {
		t.Error("a correction of bytes that are not there")
	}
	// The bytes change: the correction stays. They go: it goes with them.
	put("a.txt", "换了内容。")
	if got, err := s.AllCorrections(ctx); err != nil || len(got) != 2 || got[0].Document != "" {
		t.Errorf("after the file changed: %+v, %v", got, err)
	}
	now, err := s.List(ctx, Filter{Source: "a.txt"})
	if err != nil || len(now) != 1 {
		t.Fatal(now, err)
	}
	if err := s.Delete(ctx, now[0].ID); err != nil {
		t.Fatal(err)
	}
	if got, err := s.AllCorrections(ctx); err != nil || len(got) != 0 {
		t.Errorf("after deletion: %+v, %v", got, err)
	}
}

// TestSourcesDamaged: one damaged source does not hide the others.
func TestSourcesDamaged(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, text := range []string{"甲", "乙", "丙"} {
		if _, err := s.Put(ctx, corpus.Source{Path: text + ".txt"}, []byte(text), []*corpus.Document{{Ordinal: 1, Text: text}}, text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.writer.ExecContext(ctx, `UPDATE blobs SET data = x'00' WHERE sha256 = (SELECT sha256 FROM sources WHERE path = '乙.txt')`); err != nil {
		t.Fatal(err)
	}
	var got []string
	for x, err := range s.Sources(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if x.Damage != nil {
			x.Path += "!"
		}
		got = append(got, x.Path)
	}
	if len(got) != 3 || got[1] != "乙.txt!" {
		t.Errorf("sources %v", got)
	}
	if ids, err := s.Holding(ctx, 5, "丙", "", "甲"); err != nil || len(ids) != 2 || ids[0] != "1" || ids[1] != "3" {
		t.Errorf("holding: %v, %v", ids, err)
	}
	var bodies []string
	for b, err := range s.Bodies(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, b.Document+b.Text)
	}
	if len(bodies) != 3 || bodies[1] != "2乙" {
		t.Errorf("bodies %v", bodies)
	}
	if ids, err := s.Holding(ctx, 5, ""); err != nil || len(ids) != 0 {
		t.Errorf("holding nothing: %v, %v", ids, err)
	}
	n := 0
	for range s.StaleSources(ctx, "甲") {
		n++
	}
	if n != 2 {
		t.Errorf("%d stale sources, want 2", n)
	}
}
