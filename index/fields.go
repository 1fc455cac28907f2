package index

import (
	"errors"
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/index/query"
	"wenjian/internal/zh"
)

// ErrNoID says that an entry has no ID, so that it could never be replaced.
var ErrNoID = errors.New("index: entry has no ID")

// A Field is one field that queries can name and facets can count.
type Field = query.FieldInfo

// Fields returns all fields, facets first; query.Fields is the one list.
func Fields() []Field { return query.Fields() }

// Check returns an error when r names a field that does not exist or a facet
// that cannot be counted. Every backend calls it first.
func (r Request) Check() error {
	for _, id := range r.Facets {
		if f, ok := query.FieldByID(id); !ok || !f.Facet {
			return fmt.Errorf("index: %q is no field that can be counted", id)
		}
	}
	return checkNode(r.Query)
}

func checkNode(n query.Node) error {
	var list []query.Node
	switch n := n.(type) {
	case query.Field:
		if _, ok := query.FieldByID(n.Name); !ok {
			return fmt.Errorf("index: %q is no field", n.Name)
		}
		if n.Name == "copied" {
			return errors.New("index: a share copied was not looked up, see ResolveCopied")
		}
	case query.Not:
		list = []query.Node{n.Node}
	case query.In:
		if n.Scope == query.Part {
			list = []query.Node{n.Of}
		}
	case query.And:
		list = n
	case query.Or:
		list = n
	}
	for _, c := range list {
		if err := checkNode(c); err != nil {
			return err
		}
	}
	return nil
}

// Values returns e's values in the field with that ID, without repetition
// (two that fold alike are one). It is empty when the field is unknown.
func Values(e Entry, field string) []string {
	var all []string
	switch field {
	case "kind":
		all = []string{e.Kind}
	case "unit":
		all = []string{e.Unit}
	case "unitkind":
		all = []string{e.UnitKind}
	case "level":
		all = []string{e.Level}
	case "date":
		all = []string{e.Date}
	case "id":
		all = []string{e.ID}
	case "activity":
		for _, a := range e.Acts {
			all = append(all, a.Kind)
		}
	case "status":
		for _, a := range e.Acts {
			all = append(all, string(a.Status))
		}
	case "section":
		for _, s := range e.Sections {
			all = append(all, s.Kind)
		}
	case "year":
		if len(e.Date) >= 4 {
			all = []string{e.Date[:4]}
		}
	case "campaign":
		all = []string{e.Campaign}
	case "title":
		all = []string{e.Title}
	case "superior":
		all = []string{e.Superior}
	case "source":
		all = []string{e.Source}
	}
	return distinct(all)
}

// distinct drops empty values and those that fold like an earlier one.
func distinct(all []string) []string {
	var kept []string
	seen := map[string]bool{}
	for _, v := range all {
		if f := zh.Fold(v); v != "" && !seen[f] {
			seen[f] = true
			kept = append(kept, v)
		}
	}
	return kept
}

// Resolve returns n with the labels and IDs of kinds that a reader typed
// replaced by the IDs that entries hold. A kind stands for those below it
// too: 活动:党性教育 finds 讲党课 when the taxonomy says so. An unknown kind
// is a *query.Error.
func Resolve(n query.Node, tax corpus.Taxonomy) (query.Node, error) {
	return query.Resolve(n, func(field, value string) []string { return kindsNamed(kinds(tax, field), value) })
}

// kinds returns the rows of tax that the values of a field come from.
func kinds(tax corpus.Taxonomy, field string) []corpus.Kind {
	switch field {
	case "kind":
		return tax.Documents
	case "unitkind":
		return tax.Units
	case "level":
		return tax.Levels
	case "section":
		return tax.Sections
	case "activity":
		return tax.Activities
	case "campaign":
		return tax.Campaigns
	}
	return nil
}

// kindsNamed returns the kind that value names by ID or label, first, and all
// kinds below it.
func kindsNamed(list []corpus.Kind, value string) []string {
	var ids []string
	in := map[string]bool{}
	add := func(id string) {
		if !in[id] {
			in[id] = true
			ids = append(ids, id)
		}
	}
	value = zh.Fold(strings.TrimSpace(value))
	for _, k := range list {
		if zh.Fold(k.ID) == value || zh.Fold(k.Label) == value {
			add(k.ID)
		}
	}
	for i := 0; i < len(ids); i++ {
		for _, k := range list {
			if k.Parent == ids[i] {
				add(k.ID)
			}
		}
	}
	return ids
}

// LabelOf returns what pages show for a value of a field: the label of the
// kind or status with that ID, or the value itself.
func LabelOf(tax corpus.Taxonomy, field, value string) string {
	if field == "status" {
		return corpus.Status(value).Label()
	}
	return corpus.LabelOf(kinds(tax, field), value)
}
