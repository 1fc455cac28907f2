package web

import (
	"fmt"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pathID returns the path value key as a document ID. IDs are short decimal
// numbers; the store says whether there is one.
func pathID(r *http.Request, key string) (string, error) {
	id := r.PathValue(key)
	if n, err := strconv.ParseUint(id, 10, 63); err != nil || strconv.FormatUint(n, 10) != id {
		return "", errNoPage
	}
	return id, nil
}

// shortQuery returns the query that the reader comes from; one that no search
// would take is as good as none.
func shortQuery(r *http.Request) string {
	q := r.URL.Query().Get("q")
	if !utf8.ValidString(q) || utf8.RuneCountInString(q) > maxQueryRunes {
		return ""
	}
	return q
}

// document answers /docs/{id}?q, where q is the query that found it.
func (s *site) document(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	d, err := s.opt.Store.Document(r.Context(), id)
	if err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	related, err := s.relations(r.Context(), id)
	if err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	seen, err := s.opt.Store.Sightings(r.Context(), id)
	if err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	same, err := s.opt.Store.IdenticalTo(r.Context(), id)
	if err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	q := shortQuery(r)
	v := newDocumentView(d, s.opt.Taxonomy, s.opt.Why, related, q)
	v.addOrigin(d, seen, same)
	if v.Reuse, err = s.reuseOf(r, d, related); err != nil {
		return err
	}
	if err := s.addRegistered(r.Context(), &v); err != nil {
		return fmt.Errorf("document %s: %w", id, err)
	}
	return s.show(w, http.StatusOK, "document", page{Title: v.Title, Query: q, Body: v})
}

// original answers /docs/{id}/original with the bytes as they were handed
// in, always as a download: a foreign page must not run as one of ours.
func (s *site) original(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	src, data, err := s.opt.Store.SourceBytes(r.Context(), id)
	if err != nil {
		return fmt.Errorf("original of %s: %w", id, err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", attachment(src.Path))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(data)
	return nil
}

// attachment names a download by the last part of a source path; a file in
// an archive (甲.zip!乙.docx) is stored as the archive's member.
func attachment(source string) string {
	name := path.Base(strings.ReplaceAll(source[strings.LastIndexByte(source, '!')+1:], "\\", "/"))
	if name == "." || name == "/" || name == "" {
		name = "original"
	}
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// compare answers /compare/{a}/{b}.
func (s *site) compare(w http.ResponseWriter, r *http.Request) error {
	p, err := s.pair(r)
	if err != nil {
		return err
	}
	class := r.URL.Query().Get("class")
	list := ofClass(p.list, class)
	v := newCompareView(p.a, p.b, list, p.firstIsA, s.opt.Taxonomy)
	v.addTotals(p)
	v.addClasses(p.list, class)
	v.addFigures(p.a, p.b, list, s.opt.Editor != nil)
	if err := s.addDirection(r, &v, p); err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	return s.show(w, http.StatusOK, "compare", page{Title: "逐段比对：" + v.A.Title + "、" + v.B.Title, Nav: "overlaps", Body: v})
}

// pair reads the two documents of a comparison and what they share.
func (s *site) pair(r *http.Request) (p docPair, err error) {
	ida, err := pathID(r, "a")
	if err != nil {
		return p, err
	}
	idb, err := pathID(r, "b")
	if err != nil {
		return p, err
	}
	if ida == idb {
		return p, inputError("请选两份不同的材料比对。")
	}
	ctx := r.Context()
	if p.a, err = s.opt.Store.Document(ctx, ida); err != nil {
		return p, fmt.Errorf("compare: %w", err)
	}
	if p.b, err = s.opt.Store.Document(ctx, idb); err != nil {
		return p, fmt.Errorf("compare: %w", err)
	}
	ms, err := s.opt.Store.PairMatches(ctx, ida, idb)
	if err != nil {
		return p, fmt.Errorf("compare: %w", err)
	}
	p.matches = ms
	p.firstIsA = len(ms) == 0 && p.a.Date.Value <= p.b.Date.Value || len(ms) > 0 && ms[0].A == ida
	p.list = sharedFrom(ms, ida)
	slices.SortStableFunc(p.list, func(x, y shared) int { return x.N - y.N })
	return p, nil
}
