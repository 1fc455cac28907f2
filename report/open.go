package report

import (
	"slices"

	"wenjian/corpus"
	"wenjian/index/query"
)

// search returns the query for documents that f leaves in and nodes ask for;
// empty where a search cannot say it.
func (f Filter) search(nodes ...query.Node) string {
	all, ok := f.nodes()
	if !ok || slices.Contains(nodes, nil) {
		return ""
	}
	all = append(all, nodes...)
	if len(all) == 0 {
		return ""
	}
	return query.String(query.And(all))
}

// unitNode asks for the documents of a unit as tables print it; the unknown
// unit is empty.
func unitNode(unit string) query.Node { return query.Field{Name: "unit", Value: unit, Exact: true} }

// activityNode asks for documents that tell of an activity in a status, empty
// for any; it is nil for a kind that the taxonomy lacks.
func activityNode(t corpus.Taxonomy, kind string, s corpus.Status) query.Node {
	k, ok := corpus.Find(t.Activities, kind)
	if !ok {
		return nil
	}
	return query.Field{Name: "activity", Value: k.Label, Exact: true, Status: s}
}

// kindNode asks for documents whose field has a kind; it is nil for a kind
// that the taxonomy lacks, but not for the unknown one.
func kindNode(field, id string, kinds []corpus.Kind) query.Node {
	if _, ok := corpus.Find(kinds, id); !ok && id != "" {
		return nil
	}
	return query.Field{Name: field, Value: id, Exact: true}
}

// statusNode asks for documents that tell of something in a status.
func statusNode(s corpus.Status) query.Node {
	return query.Field{Name: "status", Value: string(s), Exact: true}
}

// opens returns n as a cell that a search shows; zero opens nothing.
func opens(n int, search string) Cell {
	if n == 0 {
		search = ""
	}
	return Cell{Value: n, Query: search}
}

// lists returns n as a cell that a table shows; zero opens nothing.
func lists(n int, report string, f Filter, ask ...string) Cell {
	c := Cell{Value: n}
	if n != 0 {
		c.View = view(report, f, ask...)
	}
	return c
}

// view names a table; ask are IDs of parameters, each followed by its value.
func view(report string, f Filter, ask ...string) *View {
	v := &View{Report: report, Ask: make(map[string]string, len(ask)/2), Filter: f}
	for i := 0; i+1 < len(ask); i += 2 {
		v.Ask[ask[i]] = ask[i+1]
	}
	return v
}

// ofUnit returns f for one unit.
func (f Filter) ofUnit(unit string) Filter {
	f.Unit = unit
	return f
}
