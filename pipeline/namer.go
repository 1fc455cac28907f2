package pipeline

import (
	"bytes"
	"fmt"

	"wenjian/ingest"
)

// A namer tells apart inputs that follow one another under one path, as two
// entries of an archive may: stored under one path, the second would take the
// place of the first. Inputs come sorted, so the last one is all it remembers.
type namer struct {
	last ingest.Input
	n    int
}

// named returns in under a path of its own. The same bytes again keep the
// path: a file given twice is one file.
func (n *namer) named(in ingest.Input) ingest.Input {
	if in.Path != n.last.Path {
		n.last, n.n = in, 1
		return in
	}
	if in.Data == nil || bytes.Equal(in.Data, n.last.Data) {
		return in
	}
	n.n++
	n.last.Data = in.Data
	in.Path = fmt.Sprintf("%s（同名第%d个）", in.Path, n.n)
	return in
}
