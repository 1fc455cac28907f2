package memindex

import (
	"math"
	"strings"

	"wenjian/index"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// The usual constants of BM25.
const (
	k1 = 1.2
	b  = 0.75
)

// scores returns the score of each of the found documents by ID, as package
// index describes it. Without words in the query all score 0.
func (x *Index) scores(n query.Node, found []doc) map[string]float64 {
	scores := map[string]float64{}
	total := 0
	for _, d := range x.docs {
		total += len(d.text) + len(d.title)
	}
	average := float64(total) / float64(max(1, len(x.docs)))
	for _, phrase := range phrases(n) {
		with := 0
		for _, d := range x.docs {
			if occurs(d.title, phrase) || occurs(d.text, phrase) {
				with++
			}
		}
		rarity := math.Log(1 + (float64(len(x.docs)-with)+0.5)/(float64(with)+0.5))
		for _, d := range found {
			scores[d.ID] += rarity * weight(d, phrase, average)
		}
	}
	return scores
}

// phrases returns the terms of the Text nodes of n that are not negated.
func phrases(n query.Node) [][]string {
	var list [][]string
	switch n := n.(type) {
	case query.Text:
		list = append(list, query.TermTexts(n.Value))
	case query.And:
		for _, c := range n {
			list = append(list, phrases(c)...)
		}
	case query.Or:
		for _, c := range n {
			list = append(list, phrases(c)...)
		}
	}
	return list
}

// weight is the score of one phrase in d before its rarity.
func weight(d doc, phrase []string, average float64) float64 {
	inText := query.Find(d.text, phrase)
	inTitle := query.Find(d.title, phrase)
	tf := float64(len(inText) + len(inTitle))
	if tf == 0 {
		return 0
	}
	length := float64(len(d.text) + len(d.title))
	w := tf * (k1 + 1) / (tf + k1*(1-b+b*length/average))
	if len(inTitle) > 0 {
		w += index.TitleBonus
	}
	for _, h := range d.Headings {
		if occurs(query.Terms(h.Of(d.Text)), phrase) {
			w += index.HeadingBonus
			break
		}
	}
	word := strings.Join(phrase, "")
	for _, t := range d.Tokens {
		if zh.Fold(t.Of(d.Text)) == word {
			w += index.WordBonus
			break
		}
	}
	return w
}
