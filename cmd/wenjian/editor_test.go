package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/web"
)

// TestEditor does what the pages ask for, several readers at a time.
func TestEditor(t *testing.T) {
	w := correctedWorkspace(t)
	ctx := t.Context()
	a := &app{data: w.store.Dir()}
	e := a.editorFor(w, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if e == nil || a.editorFor(w, &net.TCPAddr{IP: net.IPv4(10, 0, 0, 1)}) != nil || a.editorFor(w, &net.TCPAddr{IP: net.IPv6zero}) != nil {
		t.Fatal("pages that other computers reach must only show")
	}
	request := func(value string) web.CorrectionRequest {
		return web.CorrectionRequest{Document: "1", Quote: "放映", Correction: corpus.Correction{Fact: corpus.FactActivity, Value: value, Set: map[string]string{corpus.SetStatus: "held"}}}
	}
	var wg sync.WaitGroup
	for _, kind := range []string{"讲党课", "座谈会", "知识竞赛", "观影"} {
		wg.Go(func() {
			if _, err := e.Correct(ctx, request(kind)); err != nil && !strings.Contains(err.Error(), "没有") {
				t.Error(err)
			}
			if _, err := e.Elsewhere(ctx, request(kind)); err != nil && !strings.Contains(err.Error(), "没有") {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	made, err := w.store.AllCorrections(ctx)
	if err != nil || len(made) < 2 || made[0].Who == "" {
		t.Fatalf("%+v, %v", made, err)
	}
	if _, err := e.Correct(ctx, request("没有这种活动")); err == nil || err.Error() == "" || strings.Contains(err.Error(), "exit") {
		t.Errorf("a refusal says %v", err)
	}
	if err := e.Undo(ctx, made[0].ID); err != nil {
		t.Error(err)
	}
	if err := e.Undo(ctx, made[0].ID); err == nil {
		t.Error("undone twice")
	}
	add := classify.Addition{List: "activities", ID: "送电影下乡", Aliases: []string{"放映电影"}}
	trial, err := e.Try(ctx, add)
	if err != nil || trial.Documents != 1 || len(trial.Failed) > 0 || len(trial.Changes) == 0 {
		t.Errorf("trial %+v, %v", trial, err)
	}
	if _, err := os.Stat(filepath.Join(a.data, siteFolder)); err == nil {
		t.Error("a trial wrote something")
	}
	bad := add
	bad.NoMatch = []string{"支部放映电影"}
	if trial, err := e.Try(ctx, bad); err != nil || len(trial.Failed) != 1 {
		t.Errorf("trial %+v, %v", trial, err)
	}
	if _, err := e.Save(ctx, bad); err == nil {
		t.Error("saved what does not hold")
	}
	if _, err := e.Save(ctx, add); err != nil {
		t.Error(err)
	}
	lists, err := e.Lists(ctx)
	if err != nil || len(lists) == 0 || !strings.Contains(lists[0].Rows[len(lists[0].Rows)-1].ID, "送电影下乡") {
		t.Errorf("lists: %v", err)
	}
}
