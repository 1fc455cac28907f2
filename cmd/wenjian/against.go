package main

import (
	"context"
	"errors"
	"strconv"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/ingest"
	"wenjian/pipeline"
)

// libraryMark begins the IDs of documents that were read from a library and
// not imported.
const libraryMark = "库"

// overlapsAgainst compares the documents of the workspace with those of a
// folder, which are read and forgotten again: only what one of the former
// shares with one of the latter is returned.
func (a *app) overlapsAgainst(ctx context.Context, w *workspace, dir string) (overlaps, error) {
	o, err := w.overlaps(ctx, nil)
	if err != nil {
		return o, err
	}
	o.matches = nil
	texts, err := pipeline.Texts(ctx, w.store)
	if err != nil {
		return o, err
	}
	library, err := a.readLibrary(ctx, w, dir)
	if err != nil {
		return o, err
	}
	if len(library) == 0 {
		return o, usagef("“%s”里没有能读出材料的文件。请检查路径。", dir)
	}
	own := len(texts)
	for _, d := range library {
		o.docs, o.byID[d.ID] = append(o.docs, d), d
		texts = append(texts, pipeline.TextOf(d))
	}
	found, err := compare.Compare(ctx, texts, o.opt)
	if err != nil {
		return o, err
	}
	for _, m := range found.Matches {
		if (m.A < own) == (m.B < own) {
			continue
		}
		x := pipeline.StoreMatch(m, texts)
		if m.B >= own { // the library is what is compared with, whatever the dates say
			x = turned(x)
		}
		o.matches = append(o.matches, x)
	}
	for _, d := range o.docs[:own] {
		d.Leaks = nil // what reading alone finds is not of this comparison
	}
	return o, nil
}

// turned swaps the sides of a match.
func turned(m store.Match) store.Match {
	m.A, m.B, m.SpanA, m.SpanB = m.B, m.A, m.SpanB, m.SpanA
	for i, s := range m.Slots {
		m.Slots[i] = store.Slot{A: s.B, B: s.A, TextA: s.TextB, TextB: s.TextA}
	}
	return m
}

// readLibrary reads the documents of a folder. Files that cannot be read are
// complained of and left out.
func (a *app) readLibrary(ctx context.Context, w *workspace, dir string) ([]*corpus.Document, error) {
	stages := pipeline.Understand(w.segmenter, w.classifier)
	var out []*corpus.Document
	var stop error
	err := ingest.WalkSkipping(ctx, []string{dir}, store.IsWorkspace, func(in ingest.Input) bool {
		if in.Skipped != nil {
			return true
		}
		f, err := pipeline.Run(ctx, stages, in)
		var bad *ingest.Failure
		switch {
		case errors.As(err, &bad):
			a.complain(in.Path, *bad)
			return true
		case err != nil:
			stop = err
			return false
		}
		for _, d := range f.Documents {
			d.ID = libraryMark + strconv.Itoa(len(out)+1)
			d.Leaks = nil
			out = append(out, d)
		}
		return true
	})
	return out, errors.Join(err, stop)
}
