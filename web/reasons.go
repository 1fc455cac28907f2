package web

import (
	"fmt"

	"wenjian/classify"
	"wenjian/corpus"
)

// A Why says in Chinese why a fact of a document is there;
// (*classify.Classifier).Why is one.
type Why func(d *corpus.Document, of classify.FactKind, at corpus.Span, by corpus.By) string

// reasons says who found the facts of one document.
type reasons struct {
	d   *corpus.Document
	why Why // nil: rules are shown by their names
}

// of says who found a fact and how sure it is; what nobody is sure of is
// unknown, and the rule says why.
func (r reasons) of(kind classify.FactKind, at corpus.Span, by corpus.By) string {
	if by.Rule == "" {
		return ""
	}
	said := by.Rule
	if r.why != nil {
		said = r.why(r.d, kind, at, by)
	}
	if by.Confidence == 0 {
		return "原因 " + said
	}
	return fmt.Sprintf("依据 %s，把握 %.0f%%", said, 100*by.Confidence)
}

func (r reasons) label(kind classify.FactKind, l corpus.Label) string {
	return r.of(kind, l.Evidence, l.By)
}
