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
	for _, word := range query.Words(n, nil) {
		with := 0
		for _, d := range x.docs {
			if matches(d, word) {
				with++
			}
		}
		rarity := math.Log(1 + (float64(len(x.docs)-with)+0.5)/(float64(with)+0.5))
		for _, d := range found {
			scores[d.ID] += rarity * weight(d, word, average)
		}
	}
	return scores
}

// weight is the score of one word in d before its rarity.
func weight(d doc, n query.Node, average float64) float64 {
	inText := query.Occurrences(n, d.text)
	inTitle := query.Occurrences(n, d.title)
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
		if len(query.Occurrences(n, query.Terms(h.Of(d.Text)))) > 0 {
			w += index.HeadingBonus
			break
		}
	}
	word, ok := n.(query.Text)
	if !ok {
		return w
	}
	for _, t := range d.Tokens {
		if zh.Fold(t.Of(d.Text)) == strings.Join(query.TermTexts(word.Value), "") {
			w += index.WordBonus
			break
		}
	}
	return w
}
