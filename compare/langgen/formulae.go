package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wenjian/compare"
)

// writeFormulae finds the runs of characters that several authors of the
// texts below dirs share. The author of a text is the folder it lies in; a
// path that holds one of the names of centre is the centre's, whose wording
// is meant for all. Hashes only are kept, no text.
func writeFormulae(out, centre string, dirs []string) error {
	var authors, texts []string
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			more, err := read(path)
			author := filepath.Dir(path)
			for name := range strings.SplitSeq(centre, ",") {
				if strings.Contains(path, name) {
					author = ""
				}
			}
			for _, text := range more {
				authors, texts = append(authors, author), append(texts, text)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	each := func(yield func(string, string) bool) {
		for i, t := range texts {
			if !yield(authors[i], t) {
				return
			}
		}
	}
	if err := compare.WriteFormulae(f, each); err != nil {
		_ = f.Close() // the first error says why
		return err
	}
	return f.Close()
}
