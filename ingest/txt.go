package ingest

import "context"

// detectText takes everything that is not known to be something else; whether
// it really is text, decode finds out.
func detectText(_ string, data []byte) bool { return !isForeign(data) && !isJSON(data) }

// readText reads plain text in any encoding a Chinese office has used.
func readText(_ context.Context, data []byte) (Page, error) {
	dec, fail := decode(data, "")
	if fail != nil {
		return Page{}, fail
	}
	return newPage(dec)
}

// newPage makes a page of decoded text without a structure of its own.
func newPage(dec decoded) (Page, error) {
	p := Page{Charset: dec.charset, Warnings: dec.warnings}
	d := Draft{Text: dec.text}.edited(invisible(dec.text))
	p.Text, p.Removals = d.Text, d.Removals
	if isBlank(p.Text) {
		return Page{}, failEmpty()
	}
	return p, nil
}
