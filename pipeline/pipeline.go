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
	"wenjian/ingest"
	"wenjian/segment"
)

// A File is one input on its way through the stages.
type File struct {
	Input     ingest.Input
	Page      ingest.Page        // after read
	Drafts    []ingest.Draft     // after split and clean
	Documents []*corpus.Document // from segment on
}

// A Stage is one step of the way of a text.
type Stage struct {
	Name    string
	Version int // raised whenever the stage's result changes: older results are then stale
	Do      func(context.Context, *File) error
}

// Stages returns the stages that need no workspace, in order.
func Stages(seg *segment.Segmenter, cls *classify.Classifier) []Stage {
	return []Stage{
		{"read", 1, read},
		{"split", 1, split},
		{"clean", 1, clean},
		{"segment", 1, each(func(d *corpus.Document) { segmentDocument(seg, d) })},
		{"classify", 1, each(func(d *corpus.Document) { classifyDocument(cls, d) })},
	}
}

// Run takes one input through the stages and checks every document after
// each. An *ingest.Failure says that the input is no document; any other
// error stops the run.
func Run(ctx context.Context, stages []Stage, in ingest.Input) (*File, error) {
	f := &File{Input: in}
	for _, s := range stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.Do(ctx, f); err != nil {
			return nil, fmt.Errorf("stage %s of %s: %w", s.Name, in.Path, err)
		}
		for _, d := range f.Documents {
			if err := d.Check(); err != nil {
				return nil, fmt.Errorf("stage %s of %s, document %d: %w", s.Name, in.Path, d.Ordinal, err)
			}
		}
	}
	return f, nil
}

func read(ctx context.Context, f *File) error {
	if f.Input.Err != nil {
		return f.Input.Err
	}
	p, err := ingest.Read(ctx, f.Input.Path, f.Input.Data)
	f.Page = p
	return err
}

func split(_ context.Context, f *File) error {
	f.Drafts = ingest.Split(f.Page)
	return nil
}

func clean(_ context.Context, f *File) error {
	sum := sha256.Sum256(f.Input.Data)
	src := corpus.Source{Path: f.Input.Path, SHA256: hex.EncodeToString(sum[:]), Format: f.Page.Format, Charset: f.Page.Charset, Properties: f.Page.Properties}
	for i, draft := range f.Drafts {
		draft = ingest.Clean(draft)
		d := &corpus.Document{Source: src, Ordinal: i + 1, Text: draft.Text, Removals: draft.Removals}
		if draft.Title != "" {
			d.Title = corpus.Label{Value: draft.Title, By: corpus.By{Rule: "source-title", Confidence: 0.5}}
		}
		f.Documents = append(f.Documents, d)
	}
	return nil
}

func segmentDocument(seg *segment.Segmenter, d *corpus.Document) {
	d.Tokens = seg.Tokens(d.Text)
	d.Sentences = segment.Sentences(d.Text)
	d.Sections = segment.Sections(d.Text)
}

func classifyDocument(cls *classify.Classifier, d *corpus.Document) {
	f := cls.Classify(d)
	d.Title, d.Kind, d.Unit, d.Superior, d.Date, d.Campaign = f.Title, f.Kind, f.Unit, f.Superior, f.Date, f.Campaign
	d.Sections, d.Activities, d.Figures, d.Persons, d.Leaks = f.Sections, f.Activities, f.Figures, f.Persons, f.Leaks
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
