// Package pipeline holds the ordered stages and their runner. It is the only
// package that writes a corpus.Document.
package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/ingest"
	"wenjian/segment"
)

// A File is one input on its way through the stages.
type File struct {
	Input     ingest.Input
	Source    corpus.Source      // after read
	Page      ingest.Page        // after read
	Drafts    []ingest.Draft     // after split and clean
	Documents []*corpus.Document // from segment on
	Fate      store.Fate         // after store
	SameAs    []string           // after store: paths stored before it with the same bytes
	Corrected bool               // after correct: people corrected facts of it
	Lost      []int64            // after correct: corrections whose place is not there any more
}

// A Stage is one step of the way of a text.
type Stage struct {
	Name    string
	Version int  // raised whenever the stage's result changes: older results are then stale
	Sink    bool // writes to the workspace, one file at a time, instead of finding facts
	Do      func(context.Context, *File) error
	Done    func(context.Context) error // of a sink: called once, after the last file
}

// Stages returns the whole way of a text, in order. The sinks at its end
// write to w.
func Stages(seg *segment.Segmenter, cls *classify.Classifier, w *Workspace) []Stage {
	return append(Understand(seg, cls),
		w.CorrectStage(cls),
		Stage{Name: "store", Version: 2, Sink: true, Do: w.put},
		Stage{Name: "register", Version: 1, Sink: true, Done: w.link},
		Stage{Name: "index", Version: 1, Sink: true, Done: w.index},
		Stage{Name: "compare", Version: 1, Sink: true, Done: w.compare},
	)
}

// Understand returns the pure stages, in order: from bytes to facts. They
// need no workspace.
func Understand(seg *segment.Segmenter, cls *classify.Classifier) []Stage {
	return []Stage{
		{Name: "read", Version: 2, Do: read},
		{Name: "split", Version: 3, Do: split},
		{Name: "clean", Version: 3, Do: clean},
		{Name: "segment", Version: 4, Do: each(func(d *corpus.Document) { segmentDocument(seg, d) })},
		{Name: "classify", Version: 4, Do: each(func(d *corpus.Document) { Classify(cls, d) })},
	}
}

// Run takes one input through the stages and checks every document after
// each. A *ingest.Failure says that the input became no document, because of
// the input or because a stage broke a law on it: either way the next input
// is not concerned. Any other error is infrastructure.
func Run(ctx context.Context, stages []Stage, in ingest.Input) (f *File, err error) {
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, broken(in, fmt.Errorf("%v", r))
		}
	}()
	f = &File{Input: in}
	for _, s := range stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.Do(ctx, f); err != nil {
			return nil, fmt.Errorf("stage %s of %s: %w", s.Name, in.Path, err)
		}
		for _, d := range f.Documents {
			if err := d.Check(); err != nil {
				return nil, broken(in, fmt.Errorf("stage %s, document %d: %w", s.Name, d.Ordinal, err))
			}
		}
	}
	return f, nil
}

// broken reports a defect of ours that one input brought to light.
func broken(in ingest.Input, err error) *ingest.Failure {
	return &ingest.Failure{
		Path: in.Path, Code: "internal-error", Reason: "程序处理这个文件时没有通过自检：" + err.Error(),
		Advice: "请把这个文件和本提示一起反馈给开发者，其他文件不受影响。",
	}
}

func read(ctx context.Context, f *File) error {
	if f.Input.Err != nil {
		return f.Input.Err
	}
	p, err := ingest.Read(ctx, f.Input.Path, f.Input.Data)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(f.Input.Data)
	f.Page = p
	f.Source = corpus.Source{Path: f.Input.Path, SHA256: hex.EncodeToString(sum[:]), Format: p.Format, Charset: p.Charset, Properties: p.Properties}
	return nil
}

func split(_ context.Context, f *File) error {
	f.Drafts = ingest.Split(f.Page)
	return nil
}

func clean(_ context.Context, f *File) error {
	for i, draft := range f.Drafts {
		draft = ingest.Clean(draft)
		d := &corpus.Document{Source: f.Source, Ordinal: i + 1, Text: draft.Text, Removals: draft.Removals}
		if draft.Title != "" {
			d.Title = corpus.Label{Value: draft.Title, By: corpus.By{Rule: "source-title", Confidence: 0.5}}
		}
		f.Documents = append(f.Documents, d)
	}
	return nil
}

func segmentDocument(seg *segment.Segmenter, d *corpus.Document) {
	d.Tokens = seg.Tokens(d.Text)
	d.Sections = segment.Sections(d.Text)
	d.Sentences = segment.SentencesIn(d.Text, d.Sections)
}

// Classify finds the facts of d anew, which must be segmented.
func Classify(cls *classify.Classifier, d *corpus.Document) {
	setFacts(d, cls.Classify(d))
}

// setFacts writes what classify found into d.
func setFacts(d *corpus.Document, f classify.Facts) {
	d.Title, d.Kind, d.Unit, d.Superior, d.Date, d.Campaign = f.Title, f.Kind, f.Unit, f.Superior, f.Date, f.Campaign
	d.Sections, d.Activities, d.Figures, d.Persons, d.Leaks = f.Sections, f.Activities, f.Figures, f.Persons, f.Leaks
	d.Citations, d.Exceptions = f.Citations, f.Exceptions
}

// each makes a stage of a function on one document.
func each(do func(*corpus.Document)) func(context.Context, *File) error {
	return func(ctx context.Context, f *File) error {
		for _, d := range f.Documents {
			if err := ctx.Err(); err != nil {
				return err
			}
			do(d)
		}
		return nil
	}
}
