package web

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/classify"
	"wenjian/corpus"
)

// An exceptionView is a contradiction beside the text, with both its places.
type exceptionView struct {
	ID     string // its own anchor: the label in the text leads back to it
	Label  string
	Says   string
	Claim  placeView
	Others []placeView
	Why    string
}

// A citationView is a cited document beside the text.
type citationView struct {
	placeView
	Why string
}

// addReview lists what a reviewer looks up, contradictions and cited
// documents, and returns their marks.
func (v *documentView) addReview(d *corpus.Document, tax corpus.Taxonomy, because reasons) []mark {
	var marks []mark
	for i, x := range d.Exceptions {
		n := strconv.Itoa(i + 1)
		e := exceptionView{ID: "doubt-" + n, Label: corpus.LabelOf(tax.Exceptions, x.Kind), Says: x.Says, Why: because.of(classify.ExceptionFact, x.Span, x.By)}
		title := fmt.Sprintf("疑点 %s：%s", n, x.Says)
		if strings.TrimSpace(x.Of(d.Text)) != "" { // a place of white space is not on the page
			e.Claim = placeView{Anchor: "exc-" + n, Label: around(d.Text, x.Span)}
			marks = append(marks, mark{Span: x.Span, Class: "exc", Title: title,
				After: &badge{ID: e.Claim.Anchor, Label: "疑点 " + n, Class: "b-exc", Href: "#" + e.ID, Title: title}})
		}
		for k, o := range x.Others {
			if strings.TrimSpace(o.Of(d.Text)) == "" {
				continue
			}
			p := placeView{Anchor: fmt.Sprintf("exc-%s-%d", n, k+1), Label: around(d.Text, o)}
			e.Others = append(e.Others, p)
			marks = append(marks, mark{Span: o, Class: "exo", ID: p.Anchor, Title: "与疑点 " + n + " 对照"})
		}
		v.Exceptions = append(v.Exceptions, e)
	}
	for i, c := range d.Citations {
		if strings.TrimSpace(c.Of(d.Text)) == "" {
			continue
		}
		id := "cit-" + strconv.Itoa(i+1)
		v.Citations = append(v.Citations, citationView{placeView{Anchor: id, Label: c.Name()}, because.of(classify.CitationFact, c.Span, c.By)})
		marks = append(marks, mark{Span: c.Span, Class: "cit", ID: id, Title: "引用文件"})
	}
	return marks
}
