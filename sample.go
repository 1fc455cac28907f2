// Package wenjian embeds the sample submissions, so that the installed binary
// can show what it does without any other file.
package wenjian

import (
	"embed"
	"io/fs"
)

//go:embed testdata/sample
var sample embed.FS

// Sample returns the sample submissions, one file each, all written for this
// project about invented units of an invented county.
func Sample() fs.FS {
	sub, err := fs.Sub(sample, "testdata/sample")
	if err != nil { // the path is a constant: only a programmer can break it
		panic(err)
	}
	return sub
}
