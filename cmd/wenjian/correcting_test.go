package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
)

// correctedWorkspace returns a workspace with one document, whose ID is 1.
func correctedWorkspace(t *testing.T) *workspace {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "白石镇.txt")
	const text = "白石镇党委创先争优活动总结\n一、主要做法\n7月6日，支部走访慰问困难群众四十户。\n支部走访慰问困难群众四十户，白石镇放映电影三场。\n白石镇党委\n2010年7月6日\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	a := &app{out: &out, err: &out, data: filepath.Join(dir, "w")}
	if code := run(t.Context(), []string{"--data", a.data, "import", file}, &out, &out); code != exitOK {
		t.Fatal(out.String())
	}
	w, err := a.existing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// TestCorrectionRefusals: what cannot be corrected is said in words, with
// what to do.
func TestCorrectionRefusals(t *testing.T) {
	w := correctedWorkspace(t)
	activity := func(value, was string, set ...string) corpus.Correction {
		c := corpus.Correction{Fact: corpus.FactActivity, Value: value, Was: was, Set: map[string]string{}}
		for i := 0; i+1 < len(set); i += 2 {
			c.Set[set[i]] = set[i+1]
		}
		return c
	}
	for name, tc := range map[string]struct {
		c    correcting
		says string
	}{
		"no document":      {correcting{Document: "99", Correction: corpus.Correction{Fact: corpus.FactKind, Value: "通知"}}, "没有编号为“99”的材料"},
		"unknown activity": {correcting{Document: "1", Correction: activity("讲课", ""), Quote: "放映"}, "没有“讲课”这个种类"},
		"no quote":         {correcting{Document: "1", Correction: activity("讲党课", "")}, "缺少 --at"},
		"quote not there":  {correcting{Document: "1", Correction: activity("讲党课", ""), Quote: "没有这句话"}, "原文里没有"},
		"several places":   {correcting{Document: "1", Correction: activity("讲党课", ""), Quote: "困难群众"}, "有 2 处"},
		"too far":          {correcting{Document: "1", Correction: activity("讲党课", ""), Quote: "困难群众", Nth: 3}, "只有 2 处"},
		"missed, no state": {correcting{Document: "1", Correction: activity("讲党课", ""), Quote: "放映"}, "用 --status 写明开展情况"},
		"not found there":  {correcting{Document: "1", Correction: activity("讲党课", "讲座"), Quote: "放映"}, "没有识别出“讲座”"},
		"nothing to take":  {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactActivity, Value: "讲党课", Remove: true}, Quote: "放映"}, "不用去掉"},
		"no figure there":  {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactFigure, Remove: true}, Quote: "放映"}, "没有识别出数据"},
		"no leak there":    {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactLeak, Remove: true}, Quote: "放映"}, "没有识别出串名"},
		"unknown section":  {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactSection, Value: "做法"}, Quote: "主要做法"}, "没有“做法”这个种类"},
		"no such month":    {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactDate, Value: "2010-13"}}, "日期“2010-13”不对"},
		"unknown unit kind": {correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactUnit, Value: "甲村", Set: map[string]string{corpus.SetUnitKind: "家"}}},
			"没有“家”这个种类"},
	} {
		if _, _, err := w.prepare(t.Context(), tc.c); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want %s", name, err, tc.says)
		}
	}
}

// TestPrepare: labels and aliases do for IDs, and what stands there is noted.
func TestPrepare(t *testing.T) {
	w := correctedWorkspace(t)
	ctx := t.Context()
	c, _, err := w.prepare(ctx, correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactSection, Value: "主要做法+取得成效"}, Quote: "一、 主要做法"})
	if err != nil || c.Value != "practice+results" || c.Anchor.Quote != "一、主要做法" {
		t.Errorf("%+v, %v", c, err)
	}
	c, d, err := w.prepare(ctx, correcting{Document: "1", Correction: corpus.Correction{Fact: corpus.FactActivity, Value: "走访慰问", Set: map[string]string{corpus.SetStatus: "planned"}}, Quote: "走访慰问困难群众四十户", Nth: 2})
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.everywhere(ctx, c, d)
	if err != nil || len(found) != 0 {
		t.Errorf("the sentences differ, yet: %+v, %v", found, err)
	}
	ids, err := w.correctAll(ctx, c, c)
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	if again, err := w.correctAll(ctx, c); err != nil || len(again) != 0 {
		t.Errorf("said twice: %v, %v", again, err)
	}
	now, err := w.store.Document(ctx, "1")
	if err != nil {
		t.Fatal(err)
	}
	planned := 0
	for _, a := range now.Activities {
		if a.Kind == "走访慰问" && a.Status == corpus.Planned {
			planned++
		}
	}
	if planned != 1 {
		t.Errorf("%d of the two mentions are planned: %+v", planned, now.Activities)
	}
}
