package memindex

import (
	"slices"
	"strings"

	"wenjian/index"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// matches reports whether d matches n.
func matches(d doc, n query.Node) bool {
	switch n := n.(type) {
	case query.Text, query.Wild, query.Near:
		return len(query.Occurrences(n, d.title)) > 0 || len(query.Occurrences(n, d.text)) > 0
	case query.In:
		return index.Within(d.Entry, n)
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
	info, _ := query.FieldByID(f.Name)
	return slices.ContainsFunc(values, func(v string) bool {
		switch {
		case info.Match == query.Day:
			first, last := query.DaysOf(v)
			return f.Value <= first && last <= f.To
		case info.Match == query.ID:
			return slices.Contains(strings.Split(f.Value, ","), v)
		case f.To != "":
			return f.Value <= v && v <= f.To
		case f.Exact:
			return zh.Fold(v) == zh.Fold(f.Value)
		}
		return len(query.Occurrences(query.Text{Value: f.Value}, query.Terms(v))) > 0
	})
}
