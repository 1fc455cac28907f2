package report

import (
	"slices"
	"strings"
)

// cell returns a number of the crossing with what shows it: a search where
// one can say what was counted, else a table of it. r or c is
// whole for a total.
func (x *crossing) cell(n int, f Filter, r, c string) Cell {
	cell := opens(n, x.query(f, r, c))
	if n != 0 && cell.Query == "" {
		cell.View = x.view(f, r, c)
	}
	return cell
}

// view returns the table that lists what a cell counts, nil where none does:
// the events behind activities, the units behind sections and documents.
func (x *crossing) view(f Filter, r, c string) *View {
	ask := map[string]string{}
	for _, p := range []struct {
		d dimension
		v string
	}{{x.rows, r}, {x.cols, c}} {
		if p.v != whole && (p.v == "" || !p.d.narrow(p.v, &f, ask)) {
			return nil
		}
	}
	switch max(x.rows.of, x.cols.of) {
	case ofActivity:
		if ask["status"] == "" {
			ask["status"] = x.status
		}
		return &View{Report: "events", Ask: ask, Filter: f}
	case ofSection:
		if ask["section"] == "" {
			return nil
		}
		ask["only"] = said
		return &View{Report: "presence", Ask: ask, Filter: f}
	}
	return &View{Report: "units", Filter: f}
}

// narrow puts a value of d into a filter or among the parameters of a report,
// and reports whether it could.
func (d dimension) narrow(v string, f *Filter, ask map[string]string) bool {
	switch d.ID {
	case "unit":
		f.Unit = v
	case "unit-kind":
		f.UnitKind = v
	case "level":
		f.Level = v
	case "kind":
		f.Kind = v
	case "campaign":
		f.Campaign = v
	case "year", "month":
		return f.during(v, v)
	case "quarter":
		return f.during(months(v))
	case "when":
		ask[sinceParam], ask[untilParam] = v, v
	default: // activity, status, section
		ask[d.ID] = v
	}
	return true
}

// during narrows f to a stretch of time, unless it is narrowed by one already.
func (f *Filter) during(from, to string) bool {
	if f.From != "" || f.To != "" {
		return false
	}
	f.From, f.To = from, to
	return from != ""
}

// months returns the first and the last month of a quarter as quarter names it.
func months(q string) (from, to string) {
	y, rest, ok := strings.Cut(q, "年第")
	n := slices.Index(quarters(), strings.TrimSuffix(rest, "季度"))
	if !ok || n < 0 {
		return "", ""
	}
	month := func(m int) string { return y + "-" + string([]byte{'0' + byte(m/10), '0' + byte(m%10)}) }
	return month(3*n + 1), month(3*n + 3)
}
