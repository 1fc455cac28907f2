package pipeline

import (
	"context"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus/store"
	"wenjian/index/memindex"
	"wenjian/ingest"
)

func TestNames(t *testing.T) {
	_, cls := tools(t)
	names := Names(cls)
	for name, want := range map[string]string{
		"白河镇": "白河镇", "03白河镇（已审）": "白河镇", "白河镇总结": "白河镇", "总结-白河镇党委": "白河镇党委", "柳湾村党支部交流材料（2）": "柳湾村党支部",
		"报送材料": "", "各乡镇": "", "第一批": "", "2010年7月": "", "backup": "", "": "", "农村党支部": "", "补报": "",
	} {
		if got := names(name); got != want {
			t.Errorf("%q names %q, want %q", name, got, want)
		}
	}
}

func TestKinOf(t *testing.T) {
	_, cls := tools(t)
	w := &Workspace{Names: Names(cls)}
	town := []claim{{"白河镇党委", "2010-07-05"}}
	for _, c := range []struct {
		name   string
		claims []claim
		a, b   string
		want   kinship
	}{
		{"paths say nothing", town, "a.txt", "b.txt", one},
		{"a copy", town, "报送/总结.doc", "报送/补报/总结 (1).doc", one},
		{"both paths name the unit", town, "白河镇/总结.doc", "白河镇党委总结.doc", one},
		{"its superior collected it", town, "白河镇/总结.doc", "总结.doc", one},
		{"in another unit's folder", town, "白河镇/总结.doc", "青石乡中学/总结.doc", foreign},
		{"under another unit's name", town, "总结.doc", "青石乡总结.doc", foreign},
		{"in another unit's archive", town, "报送/白河镇.zip!总结.doc", "报送/青石乡.zip!总结.doc", foreign},
		{"both in one foreign folder", town, "青石乡/甲.doc", "青石乡/乙.doc", one},
		{"the folder common to both says nothing", town, "组织部/白河镇/总结.doc", "组织部/总结.doc", one},
		{"unit unknown", []claim{{"", "2010"}}, "a.txt", "b.txt", unsure},
		{"period unknown", []claim{{"白河镇党委", ""}}, "a.txt", "b.txt", unsure},
		{"unit unknown, folders of two units", []claim{{"", ""}}, "白河镇/总结.doc", "青石乡/总结.doc", foreign},
		{"unit unknown, one folder of a unit", []claim{{"", ""}}, "白河镇/总结.doc", "总结.doc", unsure},
		{"a compilation", []claim{{"白河镇党委", "2010"}, {"青石乡党委", "2010"}}, "汇编.doc", "汇编2.doc", one},
		{"a compilation with an unsigned part", []claim{{"白河镇党委", "2010"}, {"", ""}}, "汇编.doc", "汇编2.doc", unsure},
		{"no documents", nil, "a.txt", "b.txt", unsure},
	} {
		if got := w.kinOf(c.claims, c.a, c.b); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if got := w.kinOf(c.claims, c.b, c.a); got != c.want {
			t.Errorf("%s, the other way round: %d, want %d", c.name, got, c.want)
		}
	}
}

const (
	signedText   = "白河镇党委创先争优活动总结\n一、主要做法\n7月1日，镇党委组织党员重温入党誓词，86名党员参加，走访慰问困难群众四十户。\n白河镇党委\n2010年8月1日\n"
	unsignedText = "创先争优活动总结\n一、主要做法\n组织党员重温入党誓词，走访慰问困难群众四十户，帮助解决用水问题三件，建立联系台账。\n"
)

// TestIdenticalSubmissions imports the same bytes under several paths:
// another sighting, another unit's file, a file of nobody knows whom.
func TestIdenticalSubmissions(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	w.Names = Names(cls)
	type got struct {
		fate store.Fate
		same string
	}
	var seen map[string]got
	bring := func(files ...ingest.Input) {
		t.Helper()
		seen = map[string]got{}
		im := Importer{Stages: Stages(seg, cls, w), Fresh: w.Fresh, Report: func(_ context.Context, o Outcome) error {
			seen[o.Path] = got{o.Fate, strings.Join(o.SameAs, " ")}
			return w.Store.RecordFile(t.Context(), w.Run, store.FileResult{Path: o.Path, Fate: o.Fate}, o.Data)
		}}
		if err := im.Import(t.Context(), inputs(files...)); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if w.Run, err = w.Store.BeginRun(t.Context(), "test"); err != nil {
		t.Fatal(err)
	}
	file := func(path, text string) ingest.Input { return ingest.Input{Path: path, Data: []byte(text)} }
	all := []ingest.Input{
		file("a/总结.txt", signedText), file("b/总结.txt", signedText), file("青石乡/总结.txt", signedText),
		file("x/1.txt", unsignedText), file("x/2.txt", unsignedText), file("补报.txt", signedText),
		{Path: ".隐藏", Skipped: &ingest.Failure{Code: "hidden-file", Reason: "隐藏", Advice: "改名"}},
		file("双.zip!同名.txt", signedText+"甲"), file("双.zip!同名.txt", unsignedText+"乙"),
	}
	bring(all...)
	want := map[string]got{
		"a/总结.txt": {store.Added, ""}, "b/总结.txt": {store.Sighted, "a/总结.txt"}, "青石乡/总结.txt": {store.Identical, "a/总结.txt b/总结.txt"},
		"x/1.txt": {store.Added, ""}, "x/2.txt": {store.Alike, "x/1.txt"}, "补报.txt": {store.Sighted, "a/总结.txt b/总结.txt"},
		".隐藏": {store.Skipped, ""}, "双.zip!同名.txt": {store.Added, ""}, "双.zip!同名.txt（同名第2个）": {store.Added, ""},
	}
	for path, w := range want {
		if seen[path] != w {
			t.Errorf("%s: %+v, want %+v", path, seen[path], w)
		}
	}
	bring(all...)
	for path, got := range seen {
		if got.fate != store.Unchanged && got.fate != store.Skipped {
			t.Errorf("again, %s: %+v", path, got)
		}
	}
	rows, err := w.Store.List(t.Context(), store.Filter{})
	if err != nil || len(rows) != 6 {
		t.Fatalf("%d documents, %v; want 6", len(rows), err)
	}
	var paths []string
	list, err := w.Store.Sightings(t.Context(), rows[0].ID)
	for _, g := range list {
		paths = append(paths, g.Path)
	}
	if err != nil || !slices.Equal(paths, []string{"a/总结.txt", "b/总结.txt", "补报.txt"}) || list[2].Run != 1 {
		t.Errorf("sightings %+v, %v", list, err)
	}
	ms, err := w.Store.PairMatches(t.Context(), rows[0].ID, rows[1].ID)
	if err != nil || len(ms) != 1 || ms[0].Class != "whole" || ms[0].SpanA.Start != 0 || ms[0].SpanA.End != len(strings.TrimSpace(signedText)) {
		t.Errorf("matches of another unit's file: %+v, %v", ms, err)
	}
	ms, err = w.Store.PairMatches(t.Context(), rows[2].ID, rows[3].ID)
	if err != nil || len(ms) != 1 || ms[0].Class != "whole" {
		t.Errorf("matches of files of unknown units: %+v, %v", ms, err)
	}
}

// A run that was killed and one that was not end in the same workspace also
// where files are the same: which one is a sighting does not depend on it.
func TestIdenticalSubmissionsResume(t *testing.T) {
	seg, cls := tools(t)
	var files []ingest.Input
	for _, dir := range []string{"1", "2", "白河镇", "青石乡", "清水村"} {
		files = append(files, ingest.Input{Path: dir + "/总结.txt", Data: []byte(signedText)}, ingest.Input{Path: dir + "/无署名.txt", Data: []byte(unsignedText)})
	}
	unbroken, broken := workspace(t, memindex.New()), workspace(t, memindex.New())
	unbroken.Names, broken.Names = Names(cls), Names(cls)
	if err := (&Importer{Stages: Stages(seg, cls, unbroken)}).Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	for stop := 1; stop < len(files); stop += 3 {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		im := Importer{Stages: Stages(seg, cls, broken), Fresh: broken.Fresh, Report: func(context.Context, Outcome) error {
			if n++; n == stop {
				cancel()
			}
			return nil
		}}
		_ = im.Import(ctx, inputs(files...)) // cut short
	}
	if err := (&Importer{Stages: Stages(seg, cls, broken), Fresh: broken.Fresh}).Import(t.Context(), inputs(files...)); err != nil {
		t.Fatal(err)
	}
	if a, b := everything(t, unbroken), everything(t, broken); !slices.Equal(a, b) {
		t.Errorf("unbroken:\n%s\nresumed:\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// A path that brings another unit's document replaces the one before, as any
// newer version does, but not without a word.
func TestAnotherUnitUnderOnePath(t *testing.T) {
	seg, cls := tools(t)
	for text, warned := range map[string]bool{
		strings.ReplaceAll(signedText, "白河镇", "清水乡"):        true,
		strings.ReplaceAll(signedText, "86名", "87名"):        false,
		strings.ReplaceAll(signedText, "白河镇党委", "中共白河镇委员会"): false,
		unsignedText: false,
	} {
		w := workspace(t, memindex.New())
		var out Outcome
		for _, data := range []string{signedText, text} {
			im := Importer{Stages: append(Understand(seg, cls), Stage{Name: "store", Sink: true, Do: w.put}), Report: func(_ context.Context, o Outcome) error { out = o; return nil }}
			if err := im.Import(t.Context(), inputs(ingest.Input{Path: "总结.txt", Data: []byte(data)})); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(out.Warnings) == 1 && out.Warnings[0].Code == CodeUnitChanged; out.Fate != store.Updated || got != warned {
			t.Errorf("%.30s…: %s, warnings %+v, want one: %v", text, out.Fate, out.Warnings, warned)
		}
	}
}

// A file that failed is read from the bytes that were kept, once a version
// can read it; after that it fails no more.
func TestRetryOfKeptFiles(t *testing.T) {
	seg, cls := tools(t)
	w := workspace(t, memindex.New())
	run, err := w.Store.BeginRun(t.Context(), "old")
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range map[string]string{"a.new": signedText, "b.bin": "\x89PNG\r\n\x1a\n"} {
		f := store.FileResult{Path: path, Fate: store.Failed, Code: "unsupported-format", Reason: "读不了", Advice: "另存"}
		if err := w.Store.RecordFile(t.Context(), run, f, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	retry := func(ctx context.Context, yield func(ingest.Input) bool) error {
		for f, err := range w.Store.KeptFailures(ctx) {
			if err != nil || !ingest.Reopen(ctx, f.Path, f.Data, yield) {
				return err
			}
		}
		return nil
	}
	fates := map[string]store.Fate{}
	im := Importer{Stages: Stages(seg, cls, w), Fresh: w.Fresh, Report: func(ctx context.Context, o Outcome) error {
		fates[o.Path] = o.Fate
		f := store.FileResult{Path: o.Path, Fate: o.Fate, Documents: o.Documents}
		if o.Failure != nil {
			f.Code, f.Reason, f.Advice = o.Failure.Code, o.Failure.Reason, o.Failure.Advice
		}
		return w.Store.RecordFile(ctx, run, f, o.Data)
	}}
	if err := im.Import(t.Context(), retry); err != nil {
		t.Fatal(err)
	}
	if fates["a.new"] != store.Added || fates["b.bin"] != store.Failed {
		t.Errorf("fates %v", fates)
	}
	left, err := w.Store.Failures(t.Context())
	if err != nil || len(left) != 1 || left[0].Path != "b.bin" || !left[0].Kept {
		t.Errorf("left %+v, %v", left, err)
	}
}
