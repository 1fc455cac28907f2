package main

import (
	"context"
	"errors"
	"net"
	"os/user"
	"sync"
	"time"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/correct"
	"wenjian/pipeline"
	"wenjian/web"
)

// settleLimit is how long a change made on a page may take to be applied;
// what is not done by then the next command does.
const settleLimit = 10 * time.Minute

// triedDocuments is how many documents a trial of a rule reads anew.
const triedDocuments = 200

// editor lets readers of the pages change the workspace. It does one thing
// at a time, as the command line does.
type editor struct {
	app  *app
	w    *workspace
	turn sync.Mutex
}

var _ web.Editor = (*editor)(nil)

// editorFor returns the editor of pages served on an address, nil where
// other computers can reach it: the pages ask for no password.
func (a *app) editorFor(w *workspace, addr net.Addr) web.Editor {
	host, _, err := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return nil
	}
	return &editor{app: a, w: w}
}

// spoken turns an error that has words for the user into one that a page
// shows.
func spoken(err error) error {
	var e *exitError
	var faults classify.Faults
	switch {
	case errors.As(err, &e) && e.msg != "":
		return web.Refuse(e.msg)
	case errors.As(err, &faults):
		return web.Refuse(faults.Error())
	}
	return err
}

// request turns what a page asks into what the command line does.
func (e *editor) request(r web.CorrectionRequest) correcting {
	c := correcting{Document: r.Document, Correction: r.Correction, Quote: r.Quote, Nth: r.Nth}
	if u, err := user.Current(); err == nil && c.Correction.Who == "" {
		c.Correction.Who = u.Username
	}
	return c
}

// Correct implements web.Editor.
func (e *editor) Correct(ctx context.Context, r web.CorrectionRequest) (int, error) {
	e.turn.Lock()
	defer e.turn.Unlock()
	c, d, err := e.w.prepare(ctx, e.request(r))
	if err != nil {
		return 0, spoken(err)
	}
	all := []corpus.Correction{c}
	if r.Everywhere {
		found, err := e.w.everywhere(ctx, c, d)
		if err != nil {
			return 0, err
		}
		for _, x := range found {
			all = append(all, x.correction)
		}
	}
	ctx, cancel := unhurried(ctx)
	defer cancel()
	ids, err := e.w.correctAll(ctx, all...)
	return len(ids), err
}

// unhurried returns a context that outlives the request: a reader who goes
// away leaves no half of a change.
func unhurried(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), settleLimit)
}

// Elsewhere implements web.Editor.
func (e *editor) Elsewhere(ctx context.Context, r web.CorrectionRequest) ([]web.Place, error) {
	c, d, err := e.w.prepare(ctx, e.request(r))
	if err != nil {
		return nil, spoken(err)
	}
	found, err := e.w.everywhere(ctx, c, d)
	if err != nil {
		return nil, err
	}
	out := make([]web.Place, len(found))
	for i, x := range found {
		out[i] = web.Place{Document: x.document.ID, Unit: x.document.Unit.Name, Sentence: oneLine(x.sentence)}
	}
	return out, nil
}

// Undo implements web.Editor.
func (e *editor) Undo(ctx context.Context, id int64) error {
	e.turn.Lock()
	defer e.turn.Unlock()
	err := e.w.store.UndoCorrection(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return web.Refuse("这条更正已经撤销，或不存在。")
	}
	if err != nil {
		return err
	}
	ctx, cancel := unhurried(ctx)
	defer cancel()
	return e.w.settle(ctx)
}

// Lists implements web.Editor.
func (e *editor) Lists(context.Context) ([]classify.List, error) {
	t, err := e.app.newTools()
	if err != nil {
		return nil, spoken(err)
	}
	return t.classifier.Lists(), nil
}

// Try implements web.Editor: the documents that have the added words are
// read anew.
func (e *editor) Try(ctx context.Context, a classify.Addition) (t web.Trial, err error) {
	data, failed, err := e.app.tryAddition(a)
	if err != nil {
		return t, spoken(err)
	}
	for _, x := range failed {
		t.Failed = append(t.Failed, exampleLine(x))
	}
	if len(t.Failed) > 0 {
		return t, nil
	}
	site, err := openRules(e.app.rulesFolder(), false)
	if err != nil {
		return t, spoken(err)
	}
	next, err := e.app.toolsOf(classify.WithFile(site, a.List+".yaml", data), e.app.rulesFolder())
	if err != nil {
		return t, spoken(err)
	}
	tax := next.classifier.Taxonomy()
	ids, err := e.w.store.Holding(ctx, triedDocuments+1, append([]string{a.ID, a.Label}, a.Aliases...)...)
	if err != nil {
		return t, err
	}
	t.More = len(ids) > triedDocuments
	for _, id := range ids[:min(len(ids), triedDocuments)] {
		t.Documents++
		d, err := e.w.store.Document(ctx, id)
		if err != nil {
			return t, err
		}
		was, err := e.reread(ctx, d, e.w.tools)
		if err != nil {
			return t, err
		}
		is, err := e.reread(ctx, d, next)
		if err != nil {
			return t, err
		}
		for _, x := range pipeline.Differences(was, is, tax) {
			t.Changes = append(t.Changes, web.TrialChange{Document: d.ID, What: x.Fact.Label() + x.Change.Label(),
				Words: diffExample{Before: x.Before, After: x.After}.words(), Quote: shorten(oneLine(x.Quote), 80)})
		}
	}
	return t, nil
}

// reread returns a stored document as the tools read it, with what people
// corrected.
func (e *editor) reread(ctx context.Context, d *corpus.Document, t tools) (*corpus.Document, error) {
	anew := *d
	pipeline.Classify(t.classifier, &anew)
	corrections, err := e.w.store.Corrections(ctx, d.Source.SHA256)
	if err == nil {
		correct.Apply(d.Source.Path, []*corpus.Document{&anew}, corrections)
	}
	return &anew, err
}

// Save implements web.Editor.
func (e *editor) Save(_ context.Context, a classify.Addition) (string, error) {
	e.turn.Lock()
	defer e.turn.Unlock()
	file, failed, err := e.app.saveAddition(a, false)
	if errors.Is(err, errExamples) {
		return file, web.Refuse(exampleLine(failed[0]))
	}
	return file, spoken(err)
}
