package web

import (
	"net/http"
	"net/url"
	"slices"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/corpus"
)

// A verdictView says which of the two documents of a comparison seems to
// have had the text first.
type verdictView struct {
	Words   string
	Reasons []verdictReason
}

// A verdictReason is one piece of evidence; For names the document that it
// speaks for, empty for neither.
type verdictReason struct{ Words, For string }

// addDirection weighs who was first, unless the two share nothing that one
// took from the other.
func (s *site) addDirection(r *http.Request, v *compareView, p docPair) error {
	if !slices.ContainsFunc(p.list, func(x shared) bool { return x.Class.Claims() && x.Class != compare.Self }) {
		return nil
	}
	d, err := Direction(r.Context(), s.opt.Store, p.a, p.b, p.matches, [2]string{"甲", "乙"})
	if err != nil {
		return err
	}
	v.Direction = &verdictView{Words: d.Verdict.Label("甲", "乙")}
	for _, x := range d.Reasons {
		reason := verdictReason{Words: x.Words}
		switch {
		case x.Points > 0:
			reason.For = "甲"
		case x.Points < 0:
			reason.For = "乙"
		}
		v.Direction.Reasons = append(v.Direction.Reasons, reason)
	}
	return nil
}

// addClasses lists the classes of the shared passages with a link to each
// alone, where there are several.
func (v *compareView) addClasses(list []shared, chosen string) {
	path := compareURL(v.A.ID, v.B.ID)
	rows := []facetRow{{Label: "全部", URL: path, N: len(list), On: chosen == ""}}
	at := map[compare.Class]int{}
	for _, s := range list {
		i, ok := at[s.Class]
		if !ok {
			i = len(rows)
			at[s.Class] = i
			rows = append(rows, facetRow{Label: s.Class.Label(), URL: path + "?" + url.Values{"class": {string(s.Class)}}.Encode(), On: chosen == string(s.Class)})
		}
		rows[i].N++
	}
	if len(rows) > 2 || chosen != "" {
		v.Classes = rows
	}
}

// ofClass returns the passages of a class, all of them for none.
func ofClass(list []shared, class string) []shared {
	if class == "" {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(s shared) bool { return string(s.Class) != class })
}

// addTotals keeps the shares of the two panes those of all passages,
// whichever are shown.
func (v *compareView) addTotals(p docPair) {
	var right []corpus.Span
	for _, s := range p.list {
		if s.Class.Claims() {
			right = append(right, s.Right)
		}
	}
	left := countedSpans(p.list)
	v.A.Characters, v.A.Share = characters(p.a.Text, left), share(size(left), len(p.a.Text))
	v.B.Characters, v.B.Share = characters(p.b.Text, right), share(size(right), len(p.b.Text))
}

// addFigures names the numbers that nobody changed, and where a passage can
// be put on the whitelist.
func (v *compareView) addFigures(a, b *corpus.Document, list []shared, editable bool) {
	const longest = 120 // characters of wording that everyone may use
	for i, s := range list {
		row := &v.List[i]
		for _, f := range compare.EqualFigures(b.Text, a.Text, s.Right, s.Left) {
			row.Kept = append(row.Kept, f.Of(a.Text))
		}
		if editable && s.Class.Claims() {
			words := flat(s.Left.Of(a.Text))
			if utf8.RuneCountInString(words) > longest {
				words = string([]rune(words)[:longest])
			}
			row.Allow = "/whitelist?" + url.Values{"text": {words}}.Encode()
		}
	}
}
