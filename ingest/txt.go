package ingest

import (
	"context"

	"wenjian/ingest/charset"
	"wenjian/ingest/page"
)

// detectText takes everything that is not known to be something else; whether
// it really is text, decode finds out.
func detectText(_ string, data []byte) bool { return !isForeign(data) && !isJSON(data) }

// readText reads plain text in any encoding a Chinese office has used.
func readText(_ context.Context, data []byte) (page.Page, error) {
	dec, fail := charset.Decode(data, "")
	if fail != nil {
		return page.Page{}, fail
	}
	return newPage(dec)
}

// newPage makes a page of decoded text without a structure of its own.
func newPage(dec charset.Decoded) (page.Page, error) {
	p := page.Page{Charset: dec.Charset, Warnings: dec.Warnings}
	d := page.Draft{Text: dec.Text, Removals: dec.Removals}.Edited(page.Invisible(dec.Text))
	p.Text, p.Removals = d.Text, d.Removals
	if page.IsBlank(p.Text) {
		return page.Page{}, page.FailEmpty()
	}
	return p, nil
}
