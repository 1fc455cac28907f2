package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"wenjian/corpus/store"
	"wenjian/ingest"
)

// An Outcome is what became of one input and why.
type Outcome struct {
	Path      string
	Fate      store.Fate
	Documents int             // found in it; 0 where it was not read
	Failure   *ingest.Failure // of a failed or skipped input
	Warnings  []ingest.Failure
	SameAs    []string // paths stored before it with the same bytes
	SHA256    string   // of Data, lower-case hex; empty when there is none
	Data      []byte   // as it came
}

// An Importer takes inputs through all stages. Inputs are read and understood
// on all cores; sinks see them one at a time, in the order they came, so that
// the same inputs always give the same workspace.
type Importer struct {
	Stages []Stage
	// Fresh reports whether the sinks already hold what the stages would make
	// of the input; nil means never.
	Fresh func(ctx context.Context, path, sha256 string) (bool, error)
	// Report is called for every input, in order, once its fate is sealed.
	Report func(context.Context, Outcome) error
}

// Inputs calls yield for every input until it returns false, as ingest.Walk does.
type Inputs func(ctx context.Context, yield func(ingest.Input) bool) error

// job is one input under way; done is closed when the pure stages ended.
type job struct {
	file  *File
	sha   string
	fresh bool
	err   error
	done  chan struct{}
}

// Import runs all inputs through the stages. An input that cannot become a
// document is an Outcome; the error is infrastructure and stops the run. What
// was stored before stays, and the next run goes on from there.
func (im *Importer) Import(ctx context.Context, inputs Inputs) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pure, sinks := im.parts()
	workers := runtime.GOMAXPROCS(0)
	todo := make(chan *job)
	ordered := make(chan *job, 4*workers)
	for range workers {
		go func() {
			for j := range todo {
				im.understand(ctx, pure, j)
				close(j.done)
			}
		}()
	}
	walked := make(chan error, 1)
	go func() {
		defer close(ordered)
		defer close(todo)
		var n namer
		walked <- inputs(ctx, func(in ingest.Input) bool {
			j := newJob(n.named(in))
			for _, to := range []chan *job{ordered, todo} {
				select {
				case to <- j:
				case <-ctx.Done():
					return false
				}
			}
			return true
		})
	}()
	for j := range ordered {
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := im.finish(ctx, sinks, j); err != nil {
			return err
		}
	}
	if err := <-walked; err != nil {
		return fmt.Errorf("read inputs: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, s := range sinks {
		if s.Done == nil {
			continue
		}
		if err := s.Done(ctx); err != nil {
			return fmt.Errorf("stage %s: %w", s.Name, err)
		}
	}
	return nil
}

// parts splits the list at the first sink.
func (im *Importer) parts() (pure, sinks []Stage) {
	for i, s := range im.Stages {
		if s.Sink {
			return im.Stages[:i], im.Stages[i:]
		}
	}
	return im.Stages, nil
}

func newJob(in ingest.Input) *job {
	j := &job{file: &File{Input: in}, done: make(chan struct{})}
	if in.Data != nil {
		sum := sha256.Sum256(in.Data)
		j.sha = hex.EncodeToString(sum[:])
	}
	return j
}

func (im *Importer) understand(ctx context.Context, pure []Stage, j *job) {
	in := j.file.Input
	if in.Skipped != nil {
		return
	}
	if in.Err == nil && im.Fresh != nil {
		if j.fresh, j.err = im.Fresh(ctx, in.Path, j.sha); j.fresh || j.err != nil {
			return
		}
	}
	f, err := Run(ctx, pure, in)
	if j.err = err; err == nil {
		j.file = f
	}
}

// finish gives one understood input to the sinks and reports its fate.
func (im *Importer) finish(ctx context.Context, sinks []Stage, j *job) error {
	in := j.file.Input
	out := Outcome{Path: in.Path, Fate: store.Added, Documents: len(j.file.Documents), Warnings: j.file.Page.Warnings, SHA256: j.sha, Data: in.Data}
	var bad *ingest.Failure
	switch {
	case in.Skipped != nil:
		out.Fate, out.Failure = store.Skipped, in.Skipped
	case errors.As(j.err, &bad):
		out.Fate, out.Failure = store.Failed, bad
	case j.err != nil:
		return j.err
	case j.fresh:
		out.Fate = store.Unchanged
	default:
		for _, s := range sinks {
			if s.Do == nil {
				continue
			}
			if err := s.Do(ctx, j.file); err != nil {
				return fmt.Errorf("stage %s of %s: %w", s.Name, out.Path, err)
			}
		}
		if j.file.Fate != "" {
			out.Fate, out.SameAs, out.Warnings = j.file.Fate, j.file.SameAs, j.file.Page.Warnings
		}
	}
	if im.Report == nil {
		return nil
	}
	return im.Report(ctx, out)
}

// Stamp names the stages and versions that make facts, with the taxonomy they
// use. Facts with another stamp are stale.
func Stamp(stages []Stage, taxonomyHash string) string {
	var b strings.Builder
	for _, s := range stages {
		if !s.Sink {
			fmt.Fprintf(&b, "%s%d ", s.Name, s.Version)
		}
	}
	return b.String() + taxonomyHash
}
