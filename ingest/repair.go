package ingest

import (
	"wenjian/corpus"
	"wenjian/ingest/page"
)

// onText makes a repair of a text a step of Clean.
func onText(repair func(text string) []corpus.Edit) func(page.Draft) []corpus.Edit {
	return func(d page.Draft) []corpus.Edit { return repair(d.Text) }
}
