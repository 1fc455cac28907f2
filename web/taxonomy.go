package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/report"
)

// A taxonomyView is the page of the kinds that the program knows.
type taxonomyView struct {
	Tabs     []taxonomyTab
	Table    tableView
	Done     string // the file that was just written, or empty
	Editable bool
	Token    string
	Form     additionForm
	Trial    *Trial // of the form, before it is saved
}

type taxonomyTab struct {
	ID, Label string
	N         int
	Current   bool
}

// An additionForm is what is added to the site's rules.
type additionForm struct {
	List, ID, Parent, Aliases, From, To, Match, NoMatch string
	Lists                                               []option
}

// taxonomy answers /taxonomy?list&done.
func (s *site) taxonomy(w http.ResponseWriter, r *http.Request) error {
	list := r.URL.Query().Get("list")
	v, err := s.taxonomyPage(r.Context(), list)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("done") != "" {
		v.Done = "已写入本单位的规则文件。结束网页服务后运行 wenjian reread，已有的材料就按新规则重新识别。"
	}
	return s.show(w, http.StatusOK, "taxonomy", page{Title: "分类体系", Nav: "taxonomy", Body: v})
}

func (s *site) taxonomyPage(ctx context.Context, id string) (v taxonomyView, err error) {
	lists := s.opt.Lists
	if s.opt.Editor != nil {
		if lists, err = s.opt.Editor.Lists(ctx); err != nil {
			return v, doing("taxonomy", err)
		}
	}
	if id == "" && len(lists) > 0 {
		id = lists[0].ID
	}
	v.Editable, v.Token = s.opt.Editor != nil, s.token
	found := false
	for _, l := range lists {
		v.Tabs = append(v.Tabs, taxonomyTab{l.ID, l.Label, len(l.Rows), l.ID == id})
		if l.ID == id {
			found = true
			counts, err := s.documentsByKind(ctx, id)
			if err != nil {
				return v, doing("taxonomy", err)
			}
			v.Table = newTableView(kindTable(l, counts), kindLinker(l))
		}
		for _, e := range classify.Editable() {
			if e == l.ID {
				v.Form.Lists = append(v.Form.Lists, option{l.ID, l.Label, l.ID == id})
			}
		}
	}
	if !found && len(lists) > 0 {
		return v, inputError("没有这一类，请从上方选择。")
	}
	return v, nil
}

// kindCounts are the queries that count the documents of each kind, by list.
var kindCounts = map[string]string{
	"activities": `SELECT kind, count(DISTINCT document_id) FROM activities GROUP BY kind`,
	"sections":   `SELECT kind, count(DISTINCT document_id) FROM section_kinds GROUP BY kind`,
	"measures":   `SELECT measure, count(DISTINCT document_id) FROM figures GROUP BY measure`,
	"documents":  `SELECT kind, count(*) FROM documents GROUP BY kind`,
	"units":      `SELECT unit_kind, count(*) FROM documents GROUP BY unit_kind`,
	"campaigns":  `SELECT campaign, count(*) FROM documents GROUP BY campaign`,
}

func (s *site) documentsByKind(ctx context.Context, list string) (_ map[string]int, err error) {
	out := map[string]int{}
	query, ok := kindCounts[list]
	if !ok {
		return out, nil
	}
	rows, err := s.opt.Store.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return nil, err
		}
		out[kind] = n
	}
	return out, rows.Err()
}

// kindTable lists the kinds of one list with the number of documents that
// have them, themselves and not only their parts.
func kindTable(l classify.List, counts map[string]int) report.Table {
	t := report.Table{Title: l.Label, Columns: []report.Column{
		{Name: "名称", Kind: report.Text}, {Name: "上一级", Kind: report.Text}, {Name: "别名", Kind: report.Text}, {Name: "来源", Kind: report.Text}, {Name: "材料份数", Kind: report.Count},
	}}
	kinds := make([]corpus.Kind, len(l.Rows))
	for i, r := range l.Rows {
		kinds[i] = r.Kind
	}
	for _, r := range l.Rows {
		origin := "内置"
		if r.Own {
			origin = "本单位"
		}
		name := r.Label
		if r.From != "" || r.To != "" {
			name += "（" + r.From + " 至 " + r.To + "）"
		}
		t.Rows = append(t.Rows, []report.Cell{{Value: name}, {Value: corpus.LabelOf(kinds, r.Parent)}, {Value: strings.Join(r.Aliases, "、")}, {Value: origin}, {Value: counts[r.ID]}})
	}
	t.Notes = []string{"材料份数按库里现有的识别结果统计；规则改动后，运行 wenjian reread 重新识别才会变。", "上一级包括下一级。“本单位”是规则文件夹里新增或补充过的。"}
	return t
}

// kindLinker leads from the number of documents to them.
func kindLinker(l classify.List) linker {
	field := map[string]string{"activities": "activity", "sections": "section", "documents": "kind"}[l.ID]
	return func(_ report.Table, r, c int) string {
		if field == "" || c != 4 {
			return ""
		}
		return searchState{Filters: map[string][]string{field: {l.Rows[r].ID}}, Page: 1}.URL("/search")
	}
}

// addRule answers the form: it shows what an addition would change, or saves
// it.
func (s *site) addRule(w http.ResponseWriter, r *http.Request) error {
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	f := additionForm{List: get("list"), ID: get("id"), Parent: get("parent"), Aliases: get("aliases"), From: get("from"), To: get("to"), Match: get("match"), NoMatch: get("no_match")}
	if f.ID == "" {
		return inputError("请写名称。")
	}
	add := classify.Addition{List: f.List, ID: f.ID, Parent: f.Parent, From: f.From, To: f.To,
		Aliases: split(f.Aliases, "\n、,，;；"), Match: split(f.Match, "\n"), NoMatch: split(f.NoMatch, "\n")}
	if r.PostFormValue("step") == "save" {
		if _, err := s.opt.Editor.Save(r.Context(), add); err != nil {
			return doing("add a rule", err)
		}
		return seeOther(w, r, "/taxonomy?"+url.Values{"list": {f.List}, "done": {"1"}}.Encode())
	}
	trial, err := s.opt.Editor.Try(r.Context(), add)
	if err != nil {
		return doing("try a rule", err)
	}
	v, err := s.taxonomyPage(r.Context(), f.List)
	if err != nil {
		return err
	}
	f.Lists = v.Form.Lists
	v.Form, v.Trial = f, &trial
	return s.show(w, http.StatusOK, "taxonomy", page{Title: "分类体系", Nav: "taxonomy", Body: v})
}

// split cuts a field at any of the characters and drops what is blank.
func split(s, at string) (out []string) {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(at, r) }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
