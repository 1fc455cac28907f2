package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/index/memindex"
)

// fakeEditor remembers what pages asked of it.
type fakeEditor struct {
	made   []CorrectionRequest
	undone []int64
	saved  []classify.Addition
	places []Place
	trial  Trial
	err    error

	exempted []string
}

func (e *fakeEditor) Correct(_ context.Context, r CorrectionRequest) (int, error) {
	e.made = append(e.made, r)
	return 1, e.err
}
func (e *fakeEditor) Elsewhere(context.Context, CorrectionRequest) ([]Place, error) {
	return e.places, e.err
}
func (e *fakeEditor) Undo(_ context.Context, id int64) error {
	e.undone = append(e.undone, id)
	return e.err
}
func (e *fakeEditor) Lists(context.Context) ([]classify.List, error) { return testLists(), e.err }
func (e *fakeEditor) Try(context.Context, classify.Addition) (Trial, error) {
	return e.trial, e.err
}
func (e *fakeEditor) Save(_ context.Context, a classify.Addition) (string, error) {
	e.saved = append(e.saved, a)
	return "activities.yaml", e.err
}

func testLists() []classify.List {
	var rows []classify.Row
	for _, k := range testTaxonomy().Activities {
		rows = append(rows, classify.Row{Kind: k, Aliases: []string{k.ID + "别名"}, Own: k.ID == "岗位练兵"})
	}
	return []classify.List{{ID: "activities", Label: "活动", Rows: rows}, {ID: "sections", Label: "段落结构"}}
}

// editable is the fixture with an editor.
func editable(t *testing.T) (fixture, *fakeEditor) {
	t.Helper()
	f, e := newFixture(t), &fakeEditor{}
	h, err := New(Options{Store: f.store, Index: memindex.New(), Taxonomy: testTaxonomy(), Editor: e})
	if err != nil {
		t.Fatal(err)
	}
	f.handler = h
	return f, e
}

// post sends a form, with the token of the page at from unless that is empty.
func (f fixture) post(t *testing.T, from, to string, form url.Values, headers ...string) *http.Response {
	t.Helper()
	if from != "" {
		token, ok := f.page(t, from).Find(`input[name="token"]`).First().Attr("value")
		if !ok || len(token) != 32 {
			t.Fatalf("%s has no form with a token", from)
		}
		form.Set("token", token)
	}
	r := httptest.NewRequest(http.MethodPost, to, strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8420"
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, r)
	return w.Result()
}

const correctPage = "/docs/1/corrections?fact=activity&n=1"

func TestCorrectionForms(t *testing.T) {
	f, e := editable(t)
	if f.page(t, "/docs/1").Find(`.dochead a[href="/docs/1/corrections"]`).Length() != 1 {
		t.Error("the page of a document does not lead to its corrections")
	}
	d := f.page(t, correctPage)
	if q, _ := d.Find(`#form input[name="quote"]`).Attr("value"); q != "支部书记讲党课一次" {
		t.Errorf("the form is about %q", q)
	}
	if v, _ := d.Find(`#f-value option[selected]`).Attr("value"); v != "讲党课" {
		t.Errorf("the form offers %q", v)
	}
	form := url.Values{"fact": {"activity"}, "was": {"讲党课"}, "value": {"走访慰问"}, "quote": {"支部书记讲党课一次"}, "nth": {"1"}, "op": {"set"}, "status": {"planned"}, "when": {""}, "why": {"试"}}
	res := f.post(t, correctPage, "/docs/1/corrections", form)
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/docs/1/corrections?done=correct" || len(e.made) != 1 {
		t.Fatalf("%s to %q, made %+v", res.Status, res.Header.Get("Location"), e.made)
	}
	c := e.made[0].Correction
	if c.Fact != corpus.FactActivity || c.Was != "讲党课" || c.Value != "走访慰问" || c.Set["status"] != "planned" || c.Set["when"] != "" || c.Why != "试" || e.made[0].Nth != 1 || e.made[0].Everywhere {
		t.Errorf("asked for %+v", e.made[0])
	}
	form.Set("op", "remove")
	f.post(t, correctPage, "/docs/1/corrections", form)
	if c := e.made[1].Correction; !c.Remove || c.Value != "讲党课" || c.Was != "" || len(c.Set) != 0 {
		t.Errorf("to remove: %+v", c)
	}
	f.post(t, correctPage, "/docs/1/corrections", url.Values{"fact": {"figure"}, "value": {"参加人数"}, "quote": {"32名"}, "op": {"set"}, "number": {"31"}, "norm": {"1"}})
	if c := e.made[2].Correction; c.Set["value"] != "31" || c.Set["norm"] != "true" {
		t.Errorf("figure: %+v", c)
	}
	for _, u := range []string{"figure&n=1", "section&n=2", "leak", "kind", "unit", "date", "campaign", "activity", "activity&n=99"} {
		if f.page(t, "/docs/1/corrections?fact="+u).Find("#form form").Length() != 1 {
			t.Errorf("no form for %s", u)
		}
	}
	if res := f.get(t, "/docs/1/corrections?fact=person"); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a fact that nobody can correct: %s", res.Status)
	}
	f.post(t, correctPage, "/docs/1/corrections/7/undo", url.Values{})
	if len(e.undone) != 1 || e.undone[0] != 7 {
		t.Errorf("undone %v", e.undone)
	}
}

// TestEverywhereAsks: what stands elsewhere is shown before it is corrected.
func TestEverywhereAsks(t *testing.T) {
	f, e := editable(t)
	e.places = []Place{{Document: "2", Unit: "<b>", Sentence: "支部书记讲党课一次。"}}
	form := url.Values{"fact": {"activity"}, "value": {"讲党课"}, "quote": {"支部书记讲党课一次"}, "op": {"set"}, "status": {"planned"}, "when": {"2010"}, "everywhere": {"1"}}
	res := f.post(t, correctPage, "/docs/1/corrections", form)
	d, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || len(e.made) != 0 || !strings.Contains(d.Find("main").Text(), "<b>") {
		t.Fatalf("%s, made %v", res.Status, e.made)
	}
	again := url.Values{"consent": {"all"}}
	d.Find("main form").First().Find("input").Each(func(_ int, s *goquery.Selection) {
		again.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	f.post(t, "", "/docs/1/corrections", again)
	if len(e.made) != 1 || !e.made[0].Everywhere || e.made[0].Correction.Set["status"] != "planned" || e.made[0].Correction.Set["when"] != "2010" || e.made[0].Quote != "支部书记讲党课一次" {
		t.Errorf("made %+v", e.made)
	}
	again.Set("consent", "this")
	f.post(t, "", "/docs/1/corrections", again)
	if len(e.made) != 2 || e.made[1].Everywhere {
		t.Errorf("made %+v", e.made)
	}
}

// TestForgedForms: a form that is not ours, or comes from another site, does
// nothing; nor does any form where nobody may edit.
func TestForgedForms(t *testing.T) {
	f, e := editable(t)
	form := func() url.Values { return url.Values{"fact": {"kind"}, "value": {"阶段总结"}} }
	for _, to := range []string{"/docs/1/corrections", "/docs/1/corrections/1/undo", "/taxonomy"} {
		if res := f.post(t, "", to, form()); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s without token: %s", to, res.Status)
		}
		if res := f.post(t, correctPage, to, form(), "Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s from another site: %s", to, res.Status)
		}
		if res := f.post(t, correctPage, to, url.Values{"quote": {strings.Repeat("长", maxForm)}}); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s with a huge form: %s", to, res.Status)
		}
		if res := f.post(t, correctPage, to, url.Values{"quote": {"\xff"}, "id": {"x"}}); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s with broken text: %s", to, res.Status)
		}
	}
	if len(e.made)+len(e.undone)+len(e.saved) > 0 {
		t.Error("a forged form changed something")
	}
	readOnly := newFixture(t)
	if readOnly.page(t, "/docs/1/corrections?fact=kind").Find("main form").Length() > 0 || readOnly.page(t, "/taxonomy").Find("main form").Length() > 0 {
		t.Error("a page that may only show has a form")
	}
	if res := readOnly.post(t, "", "/docs/1/corrections", form()); res.StatusCode < 400 {
		t.Errorf("editing without an editor: %s", res.Status)
	}
}

func TestTaxonomyPage(t *testing.T) {
	f, e := editable(t)
	d := f.page(t, "/taxonomy")
	if text := d.Find(".tb tbody").Text(); !strings.Contains(text, "讲党课别名") || !strings.Contains(text, "本单位") {
		t.Errorf("table: %s", text)
	}
	if href, _ := d.Find(`.tb tbody tr:nth-child(2) td.num a`).Attr("href"); !strings.Contains(href, "activity=") || d.Find(`.tb tbody tr:nth-child(2) td.num`).Text() != "1" {
		t.Errorf("the number of documents leads to %q", href)
	}
	form := url.Values{"list": {"activities"}, "id": {"巡河护河"}, "parent": {"志愿服务"}, "aliases": {"河道清漂、护河行动\n清河"}, "match": {"一句。\n\n两句。"}, "step": {"try"}}
	e.trial = Trial{Documents: 3, Changes: []TrialChange{{Document: "1", What: "活动新增", Words: "巡河护河 已开展", Quote: "<i>清漂"}}}
	res := f.post(t, "/taxonomy", "/taxonomy", form)
	shown, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(shown.Find("#trial").Text(), "<i>清漂") || len(e.saved) > 0 {
		t.Errorf("trial: %s", shown.Find("#trial").Text())
	}
	save := url.Values{}
	shown.Find("#trial form input").Each(func(_ int, s *goquery.Selection) { save.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	if res := f.post(t, "", "/taxonomy", save); res.StatusCode != http.StatusSeeOther || len(e.saved) != 1 {
		t.Fatalf("%s, saved %v", res.Status, e.saved)
	}
	if a := e.saved[0]; a.ID != "巡河护河" || a.Parent != "志愿服务" || strings.Join(a.Aliases, "|") != "河道清漂|护河行动|清河" || strings.Join(a.Match, "|") != "一句。|两句。" {
		t.Errorf("saved %+v", a)
	}
	e.err = Refuse("规则有误。")
	if res := f.post(t, "", "/taxonomy", save); res.StatusCode != http.StatusBadRequest {
		t.Errorf("refused: %s", res.Status)
	}
	if e.err = errors.New("disk full"); f.get(t, "/taxonomy").StatusCode != http.StatusInternalServerError {
		t.Error("a failure of ours is none of the reader's")
	}
	if e.err = nil; f.get(t, "/taxonomy?list=nonsense").StatusCode != http.StatusBadRequest {
		t.Error("an unknown list")
	}
}
