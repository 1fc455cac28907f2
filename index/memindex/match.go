package memindex

import (
	"slices"

	"wenjian/index"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// matches reports whether d matches n.
func matches(d doc, n query.Node) bool {
	switch n := n.(type) {
	case query.Text:
		p := query.TermTexts(n.Value)
		return occurs(d.title, p) || occurs(d.text, p)
	case query.Field:
		return fieldMatches(d, n)
	case query.Not:
		return !matches(d, n.Node)
	case query.And:
		return !slices.ContainsFunc(n, func(c query.Node) bool { return !matches(d, c) })
	case query.Or:
		return slices.ContainsFunc(n, func(c query.Node) bool { return matches(d, c) })
	}
	return true
}

// occurs reports whether the phrase is somewhere in terms.
func occurs(terms []query.Term, phrase []string) bool { return len(query.Find(terms, phrase)) > 0 }

// fieldMatches reports whether d satisfies the condition f.
func fieldMatches(d doc, f query.Field) bool {
	values := index.Values(d.Entry, f.Name)
	if f.Status != "" {
		values = nil
		for _, a := range d.Acts {
			if a.Status == f.Status {
				values = append(values, a.Kind)
			}
		}
	}
	if f.Exact && f.Value == "" {
		return len(values) == 0
	}
	return slices.ContainsFunc(values, func(v string) bool {
		switch {
		case f.To != "":
			return f.Value <= v && v <= f.To
		case f.Exact:
			return zh.Fold(v) == zh.Fold(f.Value)
		}
		return occurs(query.Terms(v), query.TermTexts(f.Value))
	})
}
