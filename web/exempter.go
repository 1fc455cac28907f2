package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"wenjian/corpus/store"
)

// An Exempter says what is no copying: superiors' documents and wording that
// everyone may use. Its errors are as those of Editor.
type Exempter interface {
	// Mark says what a document is; an empty mark takes back what was said.
	Mark(ctx context.Context, document string, mark store.Mark) error
	// Preview says what a whitelist entry would change; it changes nothing.
	Preview(ctx context.Context, text string) ([]WhitelistChange, error)
	// Allow puts an entry on the whitelist and returns its number.
	Allow(ctx context.Context, text, source string) (int64, error)
	// Disallow takes an entry off the whitelist; it stays in the list.
	Disallow(ctx context.Context, id int64) error
}

// A WhitelistChange is a pair of documents that an entry would change.
type WhitelistChange struct {
	A, B          string // IDs; A is the earlier
	Before, After int    // characters that count as shared
}

// mark answers the form on a document's page: superior, none, or nothing.
func (s *site) mark(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	mark := store.Mark(r.PostFormValue("mark"))
	if mark != store.Superior && mark != store.Ordinary && mark != "" {
		return inputError("没有这种标注，请返回重选。")
	}
	if err := s.opt.Editor.Mark(r.Context(), id, mark); err != nil {
		return doing("mark "+id, err)
	}
	return seeOther(w, r, "/docs/"+id+"?done=mark#rates")
}

// A whitelistView is the page of wording that everyone may use.
type whitelistView struct {
	Done      string // what was just done, or empty
	Editable  bool
	Token     string
	Text      string // of the form
	Source    string
	Previewed bool
	Changes   []whitelistChangeView
	Entries   []whitelistRow
	InForce   int
}

type whitelistChangeView struct {
	WhitelistChange
	URL string
}

type whitelistRow struct {
	store.WhitelistEntry
	AddedAt, RemovedAt string // empty while in force
}

// shownChanges is how many changes a preview lists.
const shownChanges = 200

// whitelist answers /whitelist?text&done; text fills the form.
func (s *site) whitelist(w http.ResponseWriter, r *http.Request) error {
	v, err := s.whitelistPage(r.Context())
	if err != nil {
		return err
	}
	q := r.URL.Query()
	v.Text = shortText(q.Get("text"))
	switch q.Get("done") {
	case "add":
		v.Done = "已加入白名单，有关的材料已重新比对。"
	case "remove":
		v.Done = "已撤销，有关的材料已重新比对。"
	}
	return s.show(w, http.StatusOK, "whitelist", page{Title: "白名单", Nav: "overlaps", Body: v})
}

func (s *site) whitelistPage(ctx context.Context) (whitelistView, error) {
	v := whitelistView{Editable: s.opt.Editor != nil, Token: s.token}
	entries, err := s.opt.Store.Whitelist(ctx)
	for _, e := range entries {
		row := whitelistRow{WhitelistEntry: e, AddedAt: clock(e.Added)}
		if e.Removed.IsZero() {
			v.InForce++
		} else {
			row.RemovedAt = clock(e.Removed)
		}
		v.Entries = append(v.Entries, row)
	}
	return v, doing("whitelist", err)
}

// shortText is text of a form field: on one line, no longer than an entry
// may be.
func shortText(s string) string {
	const most = 500 // characters
	rs := []rune(strings.ToValidUTF8(flat(s), ""))
	return string(rs[:min(len(rs), most)])
}

// allow answers the form of the whitelist: it shows what would change, or
// adds the entry.
func (s *site) allow(w http.ResponseWriter, r *http.Request) error {
	text, source := shortText(r.PostFormValue("text")), shortText(r.PostFormValue("source"))
	if r.PostFormValue("op") != "preview" {
		if _, err := s.opt.Editor.Allow(r.Context(), text, source); err != nil {
			return doing("add to whitelist", err)
		}
		return seeOther(w, r, "/whitelist?done=add")
	}
	changes, err := s.opt.Editor.Preview(r.Context(), text)
	if err != nil {
		return doing("preview whitelist", err)
	}
	v, err := s.whitelistPage(r.Context())
	if err != nil {
		return err
	}
	v.Text, v.Source, v.Previewed = text, source, true
	for _, c := range changes[:min(len(changes), shownChanges)] {
		v.Changes = append(v.Changes, whitelistChangeView{c, compareURL(c.A, c.B)})
	}
	return s.show(w, http.StatusOK, "whitelist", page{Title: "白名单", Nav: "overlaps", Body: v})
}

// disallow takes an entry off the whitelist.
func (s *site) disallow(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return errNoPage
	}
	if err := s.opt.Editor.Disallow(r.Context(), n); err != nil {
		return doing("remove from whitelist", err)
	}
	return seeOther(w, r, "/whitelist?done=remove")
}
