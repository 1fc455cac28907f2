package web

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/query"
)

// Limits of a search request.
const (
	pageSize      = 20
	maxPage       = 500
	maxQueryRunes = 200
	maxValues     = 20 // values chosen in one facet
	maxValueRunes = 100
	facetShown    = 8 // rows of a facet before 更多
	facetMax      = 60
)

// A searchState is what the URL of a search says. URL and parseSearch are
// each other's inverse.
type searchState struct {
	Q       string
	Filters map[string][]string // field ID → chosen values; "" is unknown
	Page    int                 // from 1
}

// facetFields returns the fields that have a facet, in the order of pages.
func facetFields() []query.FieldInfo {
	return slices.DeleteFunc(query.Fields(), func(f query.FieldInfo) bool { return !f.Facet })
}

// parseSearch reads the parameters of a search; what is out of bounds is an
// inputError.
func parseSearch(v url.Values) (searchState, error) {
	s := searchState{Q: v.Get("q"), Filters: map[string][]string{}, Page: 1}
	if !utf8.ValidString(s.Q) || utf8.RuneCountInString(s.Q) > maxQueryRunes {
		return s, inputError(fmt.Sprintf("检索词最多 %d 个字，请缩短后再查。", maxQueryRunes))
	}
	for _, f := range facetFields() {
		for _, value := range v[f.ID] {
			if !utf8.ValidString(value) || utf8.RuneCountInString(value) > maxValueRunes || len(s.Filters[f.ID]) >= maxValues {
				return s, inputError("筛选条件过多或过长，请减少后再查。")
			}
			if !slices.Contains(s.Filters[f.ID], value) {
				s.Filters[f.ID] = append(s.Filters[f.ID], value)
			}
		}
	}
	if p := v.Get("page"); p != "" {
		n, err := strconv.Atoi(p)
		if err != nil || n < 1 || n > maxPage {
			return s, inputError(fmt.Sprintf("页码应为 1 至 %d 的数字。", maxPage))
		}
		s.Page = n
	}
	return s, nil
}

// URL returns the address of the search under path.
func (s searchState) URL(path string) string {
	v := url.Values{}
	if s.Q != "" {
		v.Set("q", s.Q)
	}
	for f, values := range s.Filters {
		v[f] = values
	}
	if s.Page > 1 {
		v.Set("page", strconv.Itoa(s.Page))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// toggled returns s on its first page with value chosen, or no longer chosen.
func (s searchState) toggled(field, value string) searchState {
	out := searchState{Q: s.Q, Filters: map[string][]string{}, Page: 1}
	for f, values := range s.Filters {
		if f != field {
			out.Filters[f] = values
			continue
		}
		if kept := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == value }); len(kept) > 0 {
			out.Filters[f] = kept
		}
	}
	if !slices.Contains(s.Filters[field], value) {
		out.Filters[field] = append(slices.Clone(out.Filters[field]), value)
	}
	return out
}

// node returns the search as a query. The error is a *query.Error and speaks
// of a character of Q.
func (s searchState) node(tax corpus.Taxonomy) (query.Node, error) {
	n, err := query.Parse(s.Q)
	if err != nil {
		return nil, err
	}
	if n, err = index.Resolve(n, tax); err != nil {
		return nil, err
	}
	var and query.And
	if list, ok := n.(query.And); ok {
		and = append(and, list...)
	} else if n != nil {
		and = append(and, n)
	}
	for _, f := range facetFields() {
		if c := s.chosen(f.ID, tax); c != nil {
			and = append(and, c)
		}
	}
	switch len(and) {
	case 0:
		return nil, nil
	case 1:
		return and[0], nil
	}
	return and, nil
}

// chosen returns the condition of one facet: any of its values. A chosen
// activity together with a chosen status means one and the same activity.
func (s searchState) chosen(field string, tax corpus.Taxonomy) query.Node {
	var or query.Or
	for _, v := range s.Filters[field] {
		f := query.Field{Name: field, Value: v, Exact: true}
		if statuses := s.Filters["status"]; field == "activity" && v != "" && len(statuses) > 0 {
			for _, status := range statuses {
				f.Status = corpus.Status(status)
				or = append(or, resolved(f, tax))
			}
			continue
		}
		or = append(or, resolved(f, tax))
	}
	switch len(or) {
	case 0:
		return nil
	case 1:
		return or[0]
	}
	return or
}

// resolved looks f up in the taxonomy; a value that it does not know stays as
// it is and finds nothing.
func resolved(f query.Field, tax corpus.Taxonomy) query.Node {
	if n, err := index.Resolve(f, tax); err == nil {
		return n
	}
	return f
}

// request returns what to ask the index.
func (s searchState) request(n query.Node) index.Request {
	r := index.Request{Query: n, Limit: pageSize, Offset: (s.Page - 1) * pageSize}
	for _, f := range facetFields() {
		r.Facets = append(r.Facets, f.ID)
	}
	return r
}

// search answers /search.
func (s *site) search(w http.ResponseWriter, r *http.Request) error {
	state, err := parseSearch(r.URL.Query())
	if err != nil {
		return err
	}
	start := time.Now()
	node, err := state.node(s.opt.Taxonomy)
	var bad *query.Error
	if errors.As(err, &bad) {
		v := newSearchView(state, index.Result{}, s.opt.Taxonomy, 0)
		v.Wrong = newWrongQuery(state.Q, bad)
		return s.show(w, http.StatusBadRequest, "search", page{Title: "材料检索", Nav: "search", Body: v})
	}
	if err != nil {
		return err
	}
	if node, err = s.expanded(r.Context(), node); err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	res, err := s.opt.Index.Search(r.Context(), state.request(node))
	if err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	if res.Hits, err = s.collapsed(r.Context(), res.Hits); err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	v := newSearchView(state, res, s.opt.Taxonomy, time.Since(start))
	if err := s.addFindings(r.Context(), &v); err != nil {
		return fmt.Errorf("search %q: %w", state.Q, err)
	}
	if res.Total == 0 {
		if v.Meant, err = s.meant(r.Context(), node); err != nil {
			return fmt.Errorf("search %q: %w", state.Q, err)
		}
	}
	title := "材料检索"
	if state.Q != "" {
		title = state.Q + " · 材料检索"
	}
	return s.show(w, http.StatusOK, "search", page{Title: title, Nav: "search", Body: v})
}

// addFindings says beside each hit what the store knows of it.
func (s *site) addFindings(ctx context.Context, v *searchView) error {
	ids := make([]string, len(v.Hits))
	for i, h := range v.Hits {
		ids[i] = h.ID
	}
	rows, err := s.opt.Store.List(ctx, store.Filter{IDs: ids})
	if err != nil {
		return err
	}
	for i := range v.Hits {
		h := &v.Hits[i]
		k := slices.IndexFunc(rows, func(r store.Row) bool { return r.ID == h.ID })
		if k < 0 {
			continue // removed since it was indexed
		}
		r := rows[k]
		passages, err := s.sharedPassages(ctx, r)
		if err != nil {
			return err
		}
		for _, t := range []struct {
			n           int
			text, class string
		}{{r.Activities, "活动 %d 处", ""}, {r.Figures, "数据 %d 处", ""}, {passages, "雷同片段 %d 处", "warn"}, {r.Leaks, "串名 %d 处", "bad"}} {
			if t.n > 0 {
				h.Found = append(h.Found, tagView{fmt.Sprintf(t.text, t.n), t.class})
			}
		}
	}
	return nil
}

// sharedPassages counts the passages of a document that count as shared.
func (s *site) sharedPassages(ctx context.Context, r store.Row) (n int, err error) {
	if r.Matches == 0 {
		return 0, nil
	}
	ms, err := s.opt.Store.Matches(ctx, r.ID)
	for _, m := range ms {
		if compare.Class(m.Class).Claims() {
			n++
		}
	}
	return n, err
}

// fragment returns a stable anchor for a facet row, so that the focus finds
// it again after the list was exchanged.
func fragment(field, value string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(value)) // never fails
	return fmt.Sprintf("f-%s-%08x", field, h.Sum32())
}
