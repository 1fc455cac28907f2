// Package segment cuts text into words (gse), sentences, headings and
// sections. It is the only package that knows gse.
//
// Everything works on the folded view of a text (zh.NewView), so that full-
// and half-width forms, simplified and traditional characters are one case,
// and reports spans of the text itself. The text is expected as ingest leaves
// it: hard wraps joined, a paragraph a line.
package segment
