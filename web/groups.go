package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// groupPage is how many groups one page lists.
const groupPage = 50

// A groupsView is the page of texts that several documents share.
type groupsView struct {
	Total int
	Rows  []groupRow
	Pages []pageLink
}

type groupRow struct {
	URL, First, Last string
	Documents        int
	Units            int
	Text             string
}

// A groupView is the page of one group: what each unit wrote itself, the
// mother text, and what stands in its slots.
type groupView struct {
	ID, First, Last string
	Units           int
	Members         []groupMember
	Stretches       []groupStretch
	Slots           []groupSlot
	Kept            []string
}

type groupMember struct {
	ID, Title, Unit, Date string
	Share                 float64
	Additions             []string
	Values                []groupValue
}

type groupStretch struct {
	Lines  [][]groupPiece
	Copies int // 0: all have it
}

type groupPiece struct {
	Text, Slot string // Slot: anchor of its column, or empty
}

type groupSlot struct{ Anchor, Label string }

type groupValue struct {
	Text   string
	Absent bool
}

// reuse is what the pages of groups know of the workspace.
type reuse struct {
	rows   map[string]store.Row
	rank   map[string]int
	groups []compare.Group
	known  map[string][]corpus.Span // of the later documents of matches
}

// reuse reads all matches and groups them.
func (s *site) reuse(ctx context.Context) (u reuse, err error) {
	rows, err := s.opt.Store.List(ctx, store.Filter{})
	if err != nil {
		return u, doing("groups", err)
	}
	u = reuse{rows: map[string]store.Row{}, rank: byDate(rows), known: map[string][]corpus.Span{}}
	for _, r := range rows {
		u.rows[r.ID] = r
	}
	var links []compare.Link
	for m, err := range s.opt.Store.AllMatches(ctx) {
		if err != nil {
			return u, doing("groups", err)
		}
		u.known[m.B] = append(u.known[m.B], m.SpanB)
		if compare.Class(m.Class).Grouped() {
			links = append(links, compare.Link{From: m.A, To: m.B, SpanFrom: m.SpanA, SpanTo: m.SpanB})
		}
	}
	u.groups = compare.Groups(links, func(id string) int { return u.rank[id] })
	return u, nil
}

// byDate ranks documents: dated ones first, the earliest first, then by ID.
func byDate(rows []store.Row) map[string]int {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(x, y store.Row) int {
		if (x.Date == "") != (y.Date == "") {
			return cmp.Compare(y.Date, x.Date) // the empty one last
		}
		return cmp.Compare(x.Date, y.Date)
	})
	rank := make(map[string]int, len(rows))
	for i, r := range rows {
		rank[r.ID] = i
	}
	return rank
}

// mother rebuilds the mother text of g.
func (s *site) mother(ctx context.Context, u reuse, g compare.Group) (compare.Mother, map[string]*corpus.Document, error) {
	docs := make(map[string]*corpus.Document, len(g.Members))
	for _, id := range g.Members {
		d, err := s.opt.Store.Document(ctx, id)
		if err != nil {
			return compare.Mother{}, nil, doing("group "+g.ID, err)
		}
		docs[id] = d
	}
	return compare.Rebuild(g, func(id string) compare.MotherMember {
		d := docs[id]
		return compare.MotherMember{ID: id, Unit: d.Unit.Name, Date: d.Date.Value, Text: d.Text, Known: u.known[id]}
	}), docs, nil
}

// overlapGroups answers /overlaps/groups?page.
func (s *site) overlapGroups(w http.ResponseWriter, r *http.Request) error {
	number, err := pageNumber(r.URL.Query().Get("page"))
	if err != nil {
		return err
	}
	u, err := s.reuse(r.Context())
	if err != nil {
		return err
	}
	v := groupsView{Total: len(u.groups)}
	from := min(v.Total, (number-1)*groupPage)
	for _, g := range u.groups[from:min(v.Total, from+groupPage)] {
		row, err := s.groupRow(r.Context(), u, g)
		if err != nil {
			return err
		}
		v.Rows = append(v.Rows, row)
	}
	v.Pages = pager(number, (v.Total+groupPage-1)/groupPage, func(n int) string { return listURL("/overlaps/groups", "", "", n) })
	return s.show(w, http.StatusOK, "groups", page{Title: "雷同组", Nav: "overlaps", Body: v})
}

// shownModel is how much of a text a list shows, in characters.
const shownModel = 80

// groupRow describes a group without rebuilding it.
func (s *site) groupRow(ctx context.Context, u reuse, g compare.Group) (groupRow, error) {
	row := groupRow{URL: "/overlaps/groups/" + g.ID, Documents: len(g.Members)}
	units := map[string]bool{}
	for _, id := range g.Members {
		r := u.rows[id]
		units[cmp.Or(r.Unit, "\x00"+id)] = true
		if r.Date != "" {
			row.Last = max(row.Last, r.Date)
			if row.First == "" || r.Date < row.First {
				row.First = r.Date
			}
		}
	}
	row.Units = len(units)
	p := g.Stretches[0][0]
	d, err := s.opt.Store.Document(ctx, p.ID)
	if err != nil {
		return row, doing("group "+g.ID, err)
	}
	text := []rune(flat(p.Of(d.Text)))
	if row.Text = string(text); len(text) > shownModel {
		row.Text = string(text[:shownModel]) + "…"
	}
	return row, nil
}

// overlapGroup answers /overlaps/groups/{group}.
func (s *site) overlapGroup(w http.ResponseWriter, r *http.Request) error {
	u, err := s.reuse(r.Context())
	if err != nil {
		return err
	}
	for _, g := range u.groups {
		if g.ID != r.PathValue("group") {
			continue
		}
		m, docs, err := s.mother(r.Context(), u, g)
		if err != nil {
			return err
		}
		return s.show(w, http.StatusOK, "group", page{Title: "雷同组", Nav: "overlaps", Body: newGroupView(g.ID, m, docs)})
	}
	return errNoPage
}

func newGroupView(id string, m compare.Mother, docs map[string]*corpus.Document) groupView {
	v := groupView{ID: id, First: m.First, Last: m.Last, Units: m.Units, Kept: m.Kept}
	for i, s := range m.Slots {
		v.Slots = append(v.Slots, groupSlot{Anchor: "slot-" + strconv.Itoa(i+1), Label: "【" + string(s.Kind) + strconv.Itoa(i+1) + "】"})
	}
	for k, c := range m.Members {
		d := docs[c.ID]
		x := groupMember{ID: c.ID, Title: titleOf(d), Unit: c.Unit, Date: c.Date, Share: c.Share()}
		for _, s := range c.Additions {
			x.Additions = append(x.Additions, flat(s.Of(d.Text)))
		}
		for _, s := range m.Slots {
			x.Values = append(x.Values, groupValue{Text: orNothing(s.Values[k].Text), Absent: !s.Values[k].In})
		}
		v.Members = append(v.Members, x)
	}
	for _, s := range m.Stretches {
		x := groupStretch{Lines: groupLines(s, v.Slots)}
		if s.Copies < len(m.Members) {
			x.Copies = s.Copies
		}
		v.Stretches = append(v.Stretches, x)
	}
	return v
}

// groupLines cuts a stretch at its line ends.
func groupLines(s compare.MotherStretch, slots []groupSlot) [][]groupPiece {
	lines := [][]groupPiece{nil}
	last := func() *[]groupPiece { return &lines[len(lines)-1] }
	for _, p := range s.Pieces {
		if p.Slot >= 0 {
			*last() = append(*last(), groupPiece{slots[p.Slot].Label, slots[p.Slot].Anchor})
			continue
		}
		for i, t := range strings.Split(p.Text, "\n") {
			if i > 0 {
				lines = append(lines, nil)
			}
			if t = strings.TrimSpace(t); t != "" {
				*last() = append(*last(), groupPiece{Text: t})
			}
		}
	}
	return slices.DeleteFunc(lines, func(l []groupPiece) bool { return len(l) == 0 })
}
