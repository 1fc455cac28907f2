package report

import (
	"cmp"
	"slices"
	"strconv"

	"wenjian/corpus"
	"wenjian/index/query"
)

// A dimension is one way to divide what is counted.
type dimension struct {
	Choice
	of of
	// value returns the part that something counted belongs to; empty where
	// that is unknown.
	value func(*item) string
	kinds func(corpus.Taxonomy) []corpus.Kind // labels, order and parents; nil: values stand for themselves
	// field is the search field of the values, empty where none is.
	field string
}

// of says whose property a dimension is.
type of int

const (
	ofDocument of = iota
	ofActivity
	ofSection
)

// An item is what cross tables divide: a document, or one of its activities or
// sections.
type item struct {
	document               int64
	unitKey, unit          string
	unitKind, level        string
	kind, campaign, date   string
	activity, status, when string
	event                  int
	occasion               int // of an event that other documents tell, too; else 0
	section                string
}

// dimensions returns all dimensions, in the order that pages offer them.
func dimensions() []dimension {
	document := func(id, label, field string, value func(*item) string, kinds func(corpus.Taxonomy) []corpus.Kind) dimension {
		return dimension{Choice{id, label}, ofDocument, value, kinds, field}
	}
	return []dimension{
		document("unit", "单位", "unit", func(x *item) string { return x.unit }, nil),
		document("unit-kind", "单位类别", "unitkind", func(x *item) string { return x.unitKind }, func(t corpus.Taxonomy) []corpus.Kind { return t.Units }),
		document("level", "级别", "", func(x *item) string { return x.level }, func(t corpus.Taxonomy) []corpus.Kind { return t.Levels }),
		document("kind", "文种", "kind", func(x *item) string { return x.kind }, func(t corpus.Taxonomy) []corpus.Kind { return t.Documents }),
		document("campaign", "主题活动", "campaign", func(x *item) string { return x.campaign }, func(t corpus.Taxonomy) []corpus.Kind { return t.Campaigns }),
		document("year", "年份", "year", func(x *item) string { return year(x.date) }, nil),
		document("quarter", "季度", "", func(x *item) string { return quarter(x.date) }, nil),
		document("month", "月份", "", func(x *item) string { return month(x.date) }, nil),
		{Choice{"activity", "活动"}, ofActivity, func(x *item) string { return x.activity }, func(t corpus.Taxonomy) []corpus.Kind { return t.Activities }, "activity"},
		{Choice{"status", "开展情况"}, ofActivity, func(x *item) string { return x.status }, func(corpus.Taxonomy) []corpus.Kind { return statusKinds() }, "status"},
		{Choice{"when", "活动月份"}, ofActivity, func(x *item) string { return month(x.when) }, nil, ""},
		{Choice{"section", "环节"}, ofSection, func(x *item) string { return x.section }, func(t corpus.Taxonomy) []corpus.Kind { return t.Sections }, "section"},
	}
}

// dimensionOf returns the dimension with that ID, which exists.
func dimensionOf(id string) dimension {
	all := dimensions()
	return all[slices.IndexFunc(all, func(d dimension) bool { return d.ID == id })]
}

func statusKinds() (out []corpus.Kind) {
	for _, s := range corpus.Statuses() {
		out = append(out, corpus.Kind{ID: string(s), Label: s.Label()})
	}
	return out
}

// label returns what readers call a value; of an unknown value it is a dash.
func (d dimension) label(t corpus.Taxonomy, value string) string {
	switch {
	case value == "":
		return "—"
	case d.kinds != nil:
		return corpus.LabelOf(d.kinds(t), value)
	}
	return value
}

// above returns value and the kinds that include it: what was held of a part
// was held of the whole.
func (d dimension) above(t corpus.Taxonomy, value string) []string {
	if d.kinds == nil {
		return []string{value}
	}
	if line := lineage(d.kinds(t))[value]; line != nil {
		return line
	}
	return []string{value}
}

// order sorts values as the taxonomy has them, else by themselves; the unknown
// stands last.
func (d dimension) order(t corpus.Taxonomy, values []string) {
	rank := func(string) int { return 0 }
	if d.kinds != nil {
		rank = ranks(d.kinds(t))
	}
	slices.SortFunc(values, func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
	})
}

// node returns the search condition for a value, and false where no search
// can ask for it.
func (d dimension) node(value string) (query.Node, bool) {
	if d.field == "" || value == "" && d.of != ofDocument {
		return nil, false
	}
	return query.Field{Name: d.field, Value: value, Exact: true}, true
}

// year, quarter and month return the part of a date (2010, 2010-07,
// 2010-07-01), empty where it is not known.
func year(date string) string {
	if len(date) < 4 || date[0] > '9' {
		return ""
	}
	return date[:4]
}

func month(date string) string {
	if len(date) < 7 || date[0] > '9' {
		return ""
	}
	return date[:7]
}

func quarter(date string) string {
	m := month(date)
	if m == "" {
		return ""
	}
	n, err := strconv.Atoi(m[5:])
	if err != nil || n < 1 || n > 12 {
		return ""
	}
	return m[:4] + "年第" + quarters()[(n-1)/3] + "季度"
}

// quarters returns what quarters of a year are called.
func quarters() []string { return []string{"一", "二", "三", "四"} }
