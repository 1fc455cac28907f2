package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/internal/golden"
	"wenjian/report"
)

// taxonomy is a small one: two levels of activities, and a kind of everything.
func taxonomy() corpus.Taxonomy {
	kind := func(ids ...string) (out []corpus.Kind) {
		for _, id := range ids {
			id, parent, _ := strings.Cut(id, "<")
			out = append(out, corpus.Kind{ID: id, Label: id, Parent: parent})
		}
		return out
	}
	t := corpus.Taxonomy{
		Documents: kind("实施方案", "阶段总结"), Units: kind("村", "医院"),
		Activities: kind("党性教育", "讲党课<党性教育", "微党课<讲党课", "走访慰问", "知识竞赛"),
		Measures:   kind("捐款金额", "走访户数", "满意率", "其他"),
	}
	t.Exceptions = []corpus.Kind{{ID: "count", Label: "数目不符"}, {ID: "date", Label: "日期不符"}}
	t.Sections = []corpus.Kind{{ID: "practice", Label: "主要做法"}, {ID: "problems", Label: "存在问题"}, {ID: "plans", Label: "今后打算"}}
	return t
}

// writer builds documents whose facts are marked in their text.
type writer struct{ *corpus.Document }

func write(title, kind, unit, unitKind, text string) writer {
	by := corpus.By{Rule: "test", Confidence: 1}
	return writer{&corpus.Document{
		Ordinal: 1, Text: text, Title: corpus.Label{Value: title, By: by}, Kind: corpus.Label{Value: kind, By: by},
		Unit: corpus.Unit{Name: unit, Kind: unitKind, By: by},
	}}
}

func (w writer) at(part string) corpus.Span {
	i := strings.Index(w.Text, part)
	if i < 0 {
		panic(part + " not in text")
	}
	return corpus.Span{Start: i, End: i + len(part)}
}

func (w writer) act(part, kind string, s corpus.Status) writer {
	w.Activities = append(w.Activities, corpus.Activity{Span: w.at(part), Kind: kind, Status: s, By: corpus.By{Rule: "test", Confidence: 1}})
	return w
}

func (w writer) section(kinds ...string) writer {
	w.Sections = append(w.Sections, corpus.Section{Span: corpus.Span{End: len(w.Text)}, Parent: -1, Kinds: kinds})
	return w
}

func (w writer) figure(part, measure string, value float64, mark string) writer {
	unit := strings.TrimLeft(part, "0123456789X")
	f := corpus.Figure{Span: w.at(part), Measure: measure, Value: value, Unit: unit, Op: corpus.Equal, By: corpus.By{Rule: "test"}}
	switch mark {
	case "norm":
		f.Norm = true
	case "masked":
		f.Masked = true
	case "about":
		f.Op = corpus.Approximate
	}
	w.Figures = append(w.Figures, f)
	return w
}

func (w writer) leak(part string) writer {
	w.Leaks = append(w.Leaks, corpus.Leak{Span: w.at(part), Name: part, By: corpus.By{Rule: "test"}})
	return w
}

// cite adds a citation at the first place of part.
func (w writer) cite(part, title, number, issuer string) writer {
	w.Citations = append(w.Citations, corpus.Citation{Span: w.at(part), Title: title, Number: number, Issuer: issuer, By: corpus.By{Rule: "test"}})
	return w
}

// doubt adds an exception that the other parts contradict.
func (w writer) doubt(part, kind, says string, others ...string) writer {
	x := corpus.Exception{Span: w.at(part), Kind: kind, Says: says, By: corpus.By{Rule: "test"}}
	for _, o := range others {
		x.Others = append(x.Others, w.at(o))
	}
	w.Exceptions = append(w.Exceptions, x)
	return w
}

// once makes all mentions so far one event, held by an actor.
func (w writer) once(event int, by corpus.Actor) writer {
	for i := range w.Activities {
		w.Activities[i].Event, w.Activities[i].Actor = event, by
	}
	return w
}

// sample is a workspace small enough to count by hand.
func sample(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const told = "支部书记讲党课一次，又上微党课，走访慰问，捐款500元，约300元。\n下一步开展知识竞赛。"
	for i, w := range []writer{
		// One unit in two scripts, which tells of the same donation twice.
		write("杏花村小结", "阶段总结", "杏花村党支部", "村", told).section("practice").section("problems", "plans").
			act("讲党课", "讲党课", corpus.Held).act("上微党课", "微党课", corpus.Held).once(1, corpus.ActorOther).act("走访慰问", "走访慰问", corpus.Held).act("知识竞赛", "知识竞赛", corpus.Planned).
			figure("500元", "捐款金额", 500, "").figure("300元", "捐款金额", 300, "about").
			cite("支部书记", "关于开展创先争优活动的意见", "县委〔2010〕5号", "县委").cite("捐款", "关于开展创先争优活动的意见", "", "中共临江县委").
			doubt("500元", "count", "前称 500 元，后称 300 元。", "300元", "一次", "走访慰问", "知识竞赛").doubt("知识竞赛", "date", "晚于落款日期。"),
		write("杏花村方案", "实施方案", "杏花村黨支部", "村", "計劃讲党课。捐款500元，目标1000元。").section("plans").
			act("讲党课", "讲党课", corpus.Planned).figure("500元", "捐款金额", 500, "").figure("1000元", "捐款金额", 1000, "norm").
			cite("目标", "關於開展創先爭優活動的意見", "縣委[2010]5號", "").doubt("500元", "count", "与目标不符。", "1000元"),
		write("县医院小结", "阶段总结", "县医院党委", "医院", told+"杏花村走访XX户。").section("practice").
			act("讲党课", "讲党课", corpus.Mentioned).act("走访慰问", "走访慰问", corpus.Required).act("知识竞赛", "知识竞赛", corpus.Planned).
			figure("XX户", "走访户数", 0, "masked").leak("杏花村").
			cite("走访", "", "县委（2010）5号", "").cite("杏花村", "", "市委〔2010〕9号", "市委").cite("微党课", "实施方案", "院党字〔2010〕1号", "").cite("捐款", "实施方案", "院党字〔2010〕2号", "").cite("约", "实施方案", "", ""),
		write("", "", "", "", "某支部讲党课，捐款7元。捐款7元。满意率为98%，原为90%。3年、4头、5盏、6亩、7吨。").act("讲党课", "讲党课", corpus.Held).
			act("捐款7元", "捐款捐物", corpus.Held). // not in the taxonomy
			figure("7元", "捐款金额", 7, "").figure("98%", "满意率", 98, "").figure("90%", "满意率", 90, "").
			figure("3年", "其他", 3, "").figure("4头", "其他", 4, "").figure("5盏", "其他", 5, "").figure("6亩", "其他", 6, "").figure("7吨", "其他", 7, ""),
	} {
		if _, err := s.Put(t.Context(), corpus.Source{Path: fmt.Sprint("稿", i+1, ".txt")}, []byte{byte(i)}, []*corpus.Document{w.Document}, "v"); err != nil {
			t.Fatal(err)
		}
	}
	match := func(a, b string, from, to int, class string) store.Match {
		return store.Match{A: a, B: b, SpanA: corpus.Span{Start: from, End: to}, SpanB: corpus.Span{Start: from, End: to}, Class: class, Bits: 50}
	}
	if err := s.PutComparison(t.Context(), store.Comparison{
		Matches: []store.Match{
			match("1", "3", 0, 30, "passage"), match("1", "3", 21, 51, "paraphrase"), match("1", "3", 60, 63, "common"),
			match("1", "2", 0, 3, "self"), match("3", "4", 0, 30, "superior"),
		},
		Leaks: []store.NameLeak{{Document: "3", Leak: corpus.Leak{Span: corpus.Span{Start: len(told), End: len(told) + 9}, Name: "杏花村", From: "稿1.txt", By: corpus.By{Rule: "slot"}}}},
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

// Every report of the sample, as the terminal shows it and as JSON, is what
// testdata holds. UPDATE=1 rewrites it.
func TestReports(t *testing.T) {
	s := sample(t)
	for _, r := range report.Reports() {
		t.Run(r.ID, func(t *testing.T) {
			table, err := r.Build(t.Context(), s, report.Options{Taxonomy: taxonomy()})
			if err != nil {
				t.Fatal(err)
			}
			goldenTable(t, r.ID, table)
		})
	}
}

// An empty workspace gives tables, not errors, and no share of nothing.
func TestReportsOfNothing(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, r := range report.Reports() {
		for _, tax := range []corpus.Taxonomy{{}, taxonomy()} {
			table, err := r.Build(t.Context(), s, report.Options{Taxonomy: tax})
			if err != nil || !strings.HasPrefix(table.Title, r.Title) || len(table.Notes) == 0 {
				t.Errorf("%s: %+v, %v", r.ID, table, err)
			}
			if j, err := json.Marshal(table); err != nil || !bytes.Contains(j, []byte(`"rows":[`)) {
				t.Errorf("%s: %s, %v", r.ID, j, err)
			}
		}
		if got, ok := report.Find(r.ID); !ok || got.Title != r.Title || r.Help == "" {
			t.Errorf("%s is not found, or has no help", r.ID)
		}
	}
}

func goldenTable(t *testing.T, name string, table report.Table) {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteText(&b, table, 0); err != nil {
		t.Fatal(err)
	}
	for _, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Errorf("row %v has %d cells, want %d", row, len(row), len(table.Columns))
		}
	}
	b.WriteString("\n")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(table); err != nil {
		t.Fatal(err)
	}
	golden.Check(t, filepath.Join("testdata", name+".golden"), b.String())
}
