package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"wenjian/corpus/store"
	"wenjian/ingest"
)

// walk yields what lies under the paths, each file under the path that the
// workspace knows it by: the same file named in another way is no other
// file, and another file of the same name is not the same one.
func (w *workspace) walk(ctx context.Context, paths []string, yield func(ingest.Input) bool) error {
	var bad error
	err := ingest.WalkSkipping(ctx, paths, store.IsWorkspace, func(in ingest.Input) bool {
		if in.Skipped == nil {
			if in, bad = w.placed(ctx, in); bad != nil {
				return false
			}
		}
		return yield(in)
	})
	if bad != nil {
		return bad
	}
	return err
}

// placed gives an input its location and the path the workspace knows it by.
func (w *workspace) placed(ctx context.Context, in ingest.Input) (ingest.Input, error) {
	here, err := filepath.Abs(in.Path)
	if err != nil {
		return in, nil //nolint:nilerr // no current folder: the path alone must do
	}
	in.Location = here
	known, taken, err := w.store.Places(ctx, in.Path, here)
	switch {
	case err != nil:
	case known != "":
		in.Path = known
	case taken != "" && taken != here && exists(taken):
		in.Path = here
	}
	return in, err
}

// exists reports whether there is a file at a location, or the archive that
// it lies in.
func exists(location string) bool {
	if _, err := os.Stat(location); err == nil {
		return true
	}
	archive, _, inside := strings.Cut(location, "!")
	if !inside {
		return false
	}
	_, err := os.Stat(archive)
	return err == nil
}
