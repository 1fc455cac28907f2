package index

import (
	"slices"

	"wenjian/index/query"
	"wenjian/internal/zh"
)

// Relax returns what to ask when nothing satisfies n as a whole: any of its
// words, each as the words that cut finds in it, under the conditions on
// fields and with what n denies. It is nil when n has no words, or nothing
// would change.
func Relax(n query.Node, cut func(string) []string) query.Node {
	list, ok := n.(query.And)
	if !ok {
		list = query.And{n}
	}
	var words query.Or
	var kept query.And
	for _, c := range list {
		switch c := c.(type) {
		case query.Text:
			words = append(words, wordsOf(c, cut)...)
		case query.Field, query.Not:
			kept = append(kept, c)
		default:
			return nil // the reader said exactly what he wants
		}
	}
	if len(words) == 0 || len(words) == 1 && slices.Contains(list, words[0]) {
		return nil
	}
	if len(kept) == 0 {
		return words
	}
	return append(kept, words)
}

// wordsOf returns the words of t that say something: two characters or more.
func wordsOf(t query.Text, cut func(string) []string) []query.Node {
	var out []query.Node
	for _, w := range cut(t.Value) {
		w = zh.Fold(w)
		if len([]rune(w)) < 2 || len(query.TermTexts(w)) == 0 || slices.Contains(out, query.Node(query.Text{Value: w})) {
			continue
		}
		out = append(out, query.Text{Value: w})
	}
	return out
}
