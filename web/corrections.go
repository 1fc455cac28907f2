package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/correct"
)

// A correctionsView is the page on which facts of a document are corrected.
type correctionsView struct {
	ID, Title string
	Done      string // what was just done, or empty
	Editable  bool
	Token     string
	Form      *correctionForm // of the fact that was chosen
	Places    []Place         // that have the same sentence: the form asks for consent
	Groups    []correctable
	History   []correctionView
}

// A correctable is one sort of fact with what was found of it.
type correctable struct {
	Label string
	Add   string // where to add what was missed; empty where nothing can be added
	Items []correctableItem
}

type correctableItem struct {
	Label, Detail, Quote, URL string
	Corrected                 bool
}

// An option is a line of a list to choose from.
type option struct {
	ID, Label string
	On        bool
}

// A correctionForm is the form for one fact, filled with what the program says.
type correctionForm struct {
	Fact, Label           string
	InText, Fixed         bool // Fixed: the place is that of a fact and not to be typed
	Quote                 string
	Nth                   int
	Was, Value            string
	Kinds                 []option // nil where Value is typed
	Statuses              []option
	When, Number, Counted string
	Norm                  bool
	UnitKinds             []option
	Removable             bool
	Why                   string
	Everywhere            bool
}

// A correctionView is one correction that was made.
type correctionView struct {
	ID                           int64
	Words, Quote, State, Who, At string
	Why                          string
	InForce                      bool
}

// corrections answers /docs/{id}/corrections?fact&n&done.
func (s *site) corrections(w http.ResponseWriter, r *http.Request) error {
	v, d, err := s.correctionsPage(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	switch q.Get("done") {
	case "correct":
		v.Done = "已更正，检索、统计和比对已随之更新。"
	case "again":
		v.Done = "这条更正已经有了，没有重复记录。"
	case "undo":
		v.Done = "已撤销，恢复程序识别的结果。"
	}
	if fact := corpus.Fact(q.Get("fact")); fact != "" && v.Editable {
		n, _ := strconv.Atoi(q.Get("n")) // what is no number is no fact: the form is then empty
		if v.Form = s.formFor(d, fact, n); v.Form == nil {
			return inputError("没有这种可更正的内容，请从清单中选择。")
		}
	}
	return s.show(w, http.StatusOK, "corrections", page{Title: "更正：" + v.Title, Body: v})
}

// correctionsPage reads the document that the request names.
func (s *site) correctionsPage(r *http.Request) (correctionsView, *corpus.Document, error) {
	id, err := pathID(r, "id")
	if err != nil {
		return correctionsView{}, nil, err
	}
	d, err := s.opt.Store.Document(r.Context(), id)
	if err != nil {
		return correctionsView{}, nil, doing("corrections of "+id, err)
	}
	made, err := s.opt.Store.CorrectionsOf(r.Context(), id)
	if err != nil {
		return correctionsView{}, nil, doing("corrections of "+id, err)
	}
	v := correctionsView{ID: id, Title: titleOf(d), Editable: s.opt.Editor != nil, Token: s.token, Groups: correctables(d, s.opt.Taxonomy)}
	for _, c := range made {
		v.History = append(v.History, correctionView{
			ID: c.ID, Words: correct.Words(c, s.opt.Taxonomy), Quote: c.Anchor.Quote, State: correct.State(c), Who: c.Who, At: clock(c.Made), Why: c.Why, InForce: c.Undone.IsZero(),
		})
	}
	return v, d, nil
}

func correctURL(id string, f corpus.Fact, n int) string {
	q := url.Values{"fact": {string(f)}}
	if n > 0 {
		q.Set("n", strconv.Itoa(n))
	}
	return "/docs/" + id + "/corrections?" + q.Encode() + "#form"
}

// correctables lists the facts of d that can be corrected.
func correctables(d *corpus.Document, tax corpus.Taxonomy) []correctable {
	corrected := func(by corpus.By) bool { _, ok := correct.Made(by); return ok }
	document := correctable{Label: "整份材料"}
	for _, l := range []struct {
		fact   corpus.Fact
		value  string
		detail string
		by     corpus.By
	}{
		{corpus.FactKind, corpus.LabelOf(tax.Documents, d.Kind.Value), "", d.Kind.By}, {corpus.FactUnit, d.Unit.Name, corpus.LabelOf(tax.Units, d.Unit.Kind), d.Unit.By},
		{corpus.FactDate, d.Date.Value, "", d.Date.By}, {corpus.FactCampaign, corpus.LabelOf(tax.Campaigns, d.Campaign.Value), "", d.Campaign.By},
	} {
		if l.value == "" {
			l.value = "不明"
		}
		document.Items = append(document.Items, correctableItem{Label: l.fact.Label() + "：" + l.value, Detail: l.detail, URL: correctURL(d.ID, l.fact, 0), Corrected: corrected(l.by)})
	}
	activities := correctable{Label: "活动", Add: correctURL(d.ID, corpus.FactActivity, 0)}
	for i, a := range d.Activities {
		activities.Items = append(activities.Items, correctableItem{corpus.LabelOf(tax.Activities, a.Kind), strings.TrimSpace(a.Status.Label() + " " + a.When), a.Of(d.Text), correctURL(d.ID, corpus.FactActivity, i+1), corrected(a.By)})
	}
	figures := correctable{Label: "数据", Add: correctURL(d.ID, corpus.FactFigure, 0)}
	for i, f := range d.Figures {
		figures.Items = append(figures.Items, correctableItem{corpus.LabelOf(tax.Measures, f.Measure), figureValue(f), f.Of(d.Text), correctURL(d.ID, corpus.FactFigure, i+1), corrected(f.By)})
	}
	sections := correctable{Label: "段落结构"}
	for i, x := range d.Sections {
		if !x.Heading.Empty() {
			labels := make([]string, len(x.Kinds))
			for j, k := range x.Kinds {
				labels[j] = corpus.LabelOf(tax.Sections, k)
			}
			sections.Items = append(sections.Items, correctableItem{strings.Join(labels, "、"), "", x.Heading.Of(d.Text), correctURL(d.ID, corpus.FactSection, i+1), corrected(x.By)})
		}
	}
	leaks := correctable{Label: "串名", Add: correctURL(d.ID, corpus.FactLeak, 0)}
	for i, l := range d.Leaks {
		leaks.Items = append(leaks.Items, correctableItem{l.Name, "", around(d.Text, l.Span), correctURL(d.ID, corpus.FactLeak, i+1), corrected(l.By)})
	}
	return []correctable{document, activities, figures, sections, leaks}
}

// options returns kinds as lines to choose from.
func options(kinds []corpus.Kind, on string) []option {
	out := make([]option, len(kinds))
	for i, k := range kinds {
		out[i] = option{k.ID, k.Label, k.ID == on}
	}
	return out
}

// formFor returns the form for the nth fact of a sort, from 1, or for one
// that was missed where n is 0; nil when there is no such sort of fact.
func (s *site) formFor(d *corpus.Document, fact corpus.Fact, n int) *correctionForm {
	tax := s.opt.Taxonomy
	f := &correctionForm{Fact: string(fact), Label: fact.Label(), InText: fact.InText()}
	place := func(at corpus.Span) {
		f.Fixed, f.Removable, f.Quote = true, fact != corpus.FactSection, at.Of(d.Text)
		for i, p := range correct.Occurrences(d.Text, f.Quote) {
			if p.Overlap(at) > 0 {
				f.Nth = i + 1
				break
			}
		}
	}
	switch i := n - 1; fact {
	case corpus.FactActivity:
		status := corpus.Held
		if i >= 0 && i < len(d.Activities) {
			a := d.Activities[i]
			place(a.Span)
			f.Was, f.Value, f.When, status = a.Kind, a.Kind, a.When, a.Status
		}
		f.Kinds = options(tax.Activities, f.Value)
		for _, x := range corpus.Statuses() {
			f.Statuses = append(f.Statuses, option{string(x), x.Label(), x == status})
		}
	case corpus.FactFigure:
		if i >= 0 && i < len(d.Figures) {
			x := d.Figures[i]
			place(x.Span)
			f.Value, f.Counted, f.Norm = x.Measure, x.Unit, x.Norm
			if !x.Masked {
				f.Number = strconv.FormatFloat(x.Value, 'f', -1, 64)
			}
		}
		f.Kinds = options(tax.Measures, f.Value)
	case corpus.FactSection:
		if i >= 0 && i < len(d.Sections) && len(d.Sections[i].Kinds) > 0 {
			place(d.Sections[i].Heading)
			f.Value = d.Sections[i].Kinds[0]
		}
		f.Kinds = options(tax.Sections, f.Value)
	case corpus.FactLeak:
		if i >= 0 && i < len(d.Leaks) {
			place(d.Leaks[i].Span)
		}
	case corpus.FactKind:
		f.Kinds = options(tax.Documents, d.Kind.Value)
	case corpus.FactCampaign:
		f.Kinds = append([]option{{Label: "（没有）", On: d.Campaign.Value == ""}}, options(tax.Campaigns, d.Campaign.Value)...)
	case corpus.FactUnit:
		f.Value, f.UnitKinds = d.Unit.Name, options(tax.Units, d.Unit.Kind)
	case corpus.FactDate:
		f.Value = d.Date.Value
	default:
		return nil
	}
	return f
}

// correct answers the form: it makes the correction, or first shows where
// else the sentence stands and asks.
func (s *site) correct(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	req := requestOf(r, id)
	everywhere, consent := r.PostFormValue("everywhere") != "", r.PostFormValue("consent")
	if everywhere && consent == "" {
		places, err := s.opt.Editor.Elsewhere(r.Context(), req)
		if err != nil {
			return doing("correct "+id, err)
		}
		if len(places) > 0 {
			return s.askEverywhere(w, r, req, places)
		}
	}
	req.Everywhere = everywhere && consent == "all"
	n, err := s.opt.Editor.Correct(r.Context(), req)
	if err != nil {
		return doing("correct "+id, err)
	}
	done := "correct"
	if n == 0 {
		done = "again"
	}
	return seeOther(w, r, "/docs/"+id+"/corrections?done="+done)
}

// askEverywhere shows the places that have the same sentence, with the form
// as it was sent.
func (s *site) askEverywhere(w http.ResponseWriter, r *http.Request, req CorrectionRequest, places []Place) error {
	v, _, err := s.correctionsPage(r)
	if err != nil {
		return err
	}
	c := req.Correction
	v.Places = places
	v.Form = &correctionForm{
		Fact: string(c.Fact), Label: c.Fact.Label(), Quote: req.Quote, Nth: req.Nth, Was: c.Was, Value: c.Value, When: c.Set[corpus.SetWhen], Number: c.Set[corpus.SetValue],
		Counted: c.Set[corpus.SetUnit], Norm: c.Set[corpus.SetNorm] == "true", Why: c.Why, Removable: c.Remove,
		Statuses: []option{{ID: c.Set[corpus.SetStatus]}},
	}
	return s.show(w, http.StatusOK, "corrections", page{Title: "更正：" + v.Title, Body: v})
}

// requestOf reads a correction from a form. What the editor then finds wrong
// with it, it says.
func requestOf(r *http.Request, id string) CorrectionRequest {
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	c := corpus.Correction{Fact: corpus.Fact(get("fact")), Remove: get("op") == "remove", Was: get("was"), Value: get("value"), Why: get("why"), Who: get("who"), Set: map[string]string{}}
	for _, x := range []struct {
		name, field string
		fact        corpus.Fact
		blank       bool // an empty field says that there is none
	}{
		{corpus.SetStatus, "status", corpus.FactActivity, false}, {corpus.SetWhen, "when", corpus.FactActivity, true}, {corpus.SetValue, "number", corpus.FactFigure, false},
		{corpus.SetUnit, "counted", corpus.FactFigure, false}, {corpus.SetUnitKind, "unit_kind", corpus.FactUnit, false},
	} {
		if v := get(x.field); c.Fact == x.fact && !c.Remove && (v != "" || x.blank && r.PostForm.Has(x.field)) {
			c.Set[x.name] = v
		}
	}
	if c.Fact == corpus.FactFigure && !c.Remove {
		c.Set[corpus.SetNorm] = strconv.FormatBool(get("norm") != "")
	}
	if c.Remove && c.Fact == corpus.FactActivity && c.Was != "" { // what was found is what goes, whatever is chosen beside it
		c.Value, c.Was = c.Was, ""
	}
	nth, _ := strconv.Atoi(get("nth")) // what is no number is none
	return CorrectionRequest{Document: id, Correction: c, Quote: get("quote"), Nth: nth}
}

// undo takes back a correction of the document.
func (s *site) undo(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r, "id")
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil {
		return errNoPage
	}
	if err := s.opt.Editor.Undo(r.Context(), n); err != nil {
		return doing("undo correction "+r.PathValue("n"), err)
	}
	return seeOther(w, r, "/docs/"+id+"/corrections?done=undo")
}
