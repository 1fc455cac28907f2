package report_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/report"
)

// part adds a section: from its heading to where the next heading begins, or
// to the end.
func (w writer) part(kind, heading, next string) writer {
	h := w.at(heading)
	s := corpus.Section{Span: corpus.Span{Start: h.Start, End: len(w.Text)}, Heading: h, Level: 1, Parent: -1, Kinds: []string{kind}, By: corpus.By{Rule: "test"}}
	if next != "" {
		s.End = w.at(next).Start
	}
	w.Sections = append(w.Sections, s)
	return w
}

// textTaxonomy is what the texts of textSample tell of.
func textTaxonomy() corpus.Taxonomy {
	t := taxonomy()
	t.Documents = append(t.Documents, corpus.Kind{ID: "通知", Label: "通知"})
	t.Measures = append([]corpus.Kind{{ID: "结对户数", Label: "结对户数"}}, t.Measures...)
	return t
}

// textSample is a notice, what three units answer, and two schemes.
func textSample(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const copied = "二是活动载体单一，缺少新意。"
	for i, w := range []writer{
		write("关于报送小结的通知", "通知", "县委组织部", "党委机关", "关于报送小结的通知\n各支部要开展讲党课、走访慰问活动，每名党员联系2户。小结要反映主要做法、存在的问题和下一步打算，不少于1000字，于8月31日前报送。\n“暖心工程”要办好。").on("2010-08-12").
			act("讲党课", "讲党课", corpus.Required).act("走访慰问", "走访慰问", corpus.Required).figure("2户", "结对户数", 2, "norm").figure("1000字", "其他", 1000, "norm"),
		write("杏花村小结", "阶段总结", "杏花村党支部", "村", "一、主要做法\n7月1日支部书记讲党课，46人参加。走访慰问老党员。结对37户。办好“暖心工程”，办起“板凳课堂”活动。\n二、存在问题\n一是流动党员管理跟不上；"+copied+"\n三、下一步打算\n再办知识竞赛。").on("2010-08-20").
			part("practice", "一、主要做法", "二、").part("problems", "二、存在问题", "三、").part("plans", "三、下一步打算", "").
			act("讲党课，46人参加", "讲党课", corpus.Held).act("走访慰问老党员", "走访慰问", corpus.Held).act("知识竞赛", "知识竞赛", corpus.Planned).once(0, corpus.ActorOwn).figure("37户", "结对户数", 37, "").figure("46人", "其他", 46, ""),
		write("县医院小结", "阶段总结", "县医院党委", "医院", "一、主要做法\n要讲党课。结对XX户。也办“板凳课堂”活动。\n二、存在问题\n一是外出党员管理松；"+copied+"三是夜班党员学习时间少。下一步，一要抓学习。").on("2010-09-03").
			part("practice", "一、主要做法", "二、").part("problems", "二、存在问题", "").
			act("讲党课", "讲党课", corpus.Planned).figure("XX户", "结对户数", 0, "masked"),
		write("", "", "桃林小学党支部", "学校", "三、存在的不足\n理论学习不够深入，宣传力度有待加强。").part("problems", "三、存在的不足", ""),
		write("杏花村方案", "实施方案", "杏花村党支部", "村", "一、活动载体\n讲党课四次，每名党员联系2户。\n二、组织领导\n成立小组。").on("2010-05-20").
			part("practice", "一、活动载体", "二、").part("plans", "二、组织领导", "").act("讲党课", "讲党课", corpus.Planned).figure("2户", "结对户数", 2, "norm"),
		write("县医院方案", "实施方案", "县医院党委", "医院", "一、主要载体\n走访慰问，每名党员联系3户。").on("2010-05-25").
			part("practice", "一、主要载体", "").act("走访慰问", "走访慰问", corpus.Planned).figure("3户", "结对户数", 3, "norm"),
	} {
		if len(w.Activities) > 0 && w.Title.Value == "杏花村小结" {
			w.Activities[0].When, w.Activities[0].Participants = "2010-07-01", 46
		}
		if _, err := s.Put(t.Context(), corpus.Source{Path: fmt.Sprint("文", i+1, ".txt")}, []byte{byte(i)}, []*corpus.Document{w.Document}, "v"); err != nil {
			t.Fatal(err)
		}
	}
	docs := map[string]string{}
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		docs[d.ID] = d.Text
	}
	span := func(id, part string) corpus.Span {
		i := strings.Index(docs[id], part)
		return corpus.Span{Start: i, End: i + len(part)}
	}
	if err := s.PutComparison(t.Context(), store.Comparison{Matches: []store.Match{
		{A: "2", B: "3", SpanA: span("2", copied), SpanB: span("3", copied), Class: "passage", Bits: 50},
		{A: "1", B: "2", SpanA: span("1", "“暖心工程”"), SpanB: span("2", "“暖心工程”"), Class: "superior", Bits: 20},
		{A: "5", B: "2", SpanA: span("5", "讲党课"), SpanB: span("2", "讲党课"), Class: "self", Bits: 20},
	}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// The reports about texts, and their forms, are what testdata/texts holds.
func TestTextReports(t *testing.T) {
	s := textSample(t)
	for name, ask := range map[string]map[string]string{
		"coverage": nil, "coverage form=逐项": nil, "coverage form=通知要求": nil, "coverage notice=1 form=list item=讲党课 answer=只有口号": nil, "coverage answers=通知之后": nil,
		"problems": nil, "problems theme=流动党员管理跟不上": nil, "sections-text": nil, "sections-text section=主要做法 length=10": nil,
		"profile": nil, "profile unit-a=县医院 unit-b=桃林小学党支部": nil, "scheme-diff": nil, "scheme-diff only=只有乙": nil,
		"carriers": nil, "carriers name=板凳课堂": nil, "carriers origin=上级提出": nil, "sources": nil, "sources document=3": nil, "summary": nil,
	} {
		t.Run(name, func(t *testing.T) {
			id, ask := askOf(name, ask)
			r, _ := report.Find(id)
			table, err := r.Build(t.Context(), s, report.Options{Taxonomy: textTaxonomy(), Ask: ask})
			if err != nil {
				t.Fatal(err)
			}
			goldenTable(t, filepath.Join("texts", strings.ReplaceAll(name, " ", "_")), table)
		})
	}
}

// askOf reads "report param=value …".
func askOf(line string, ask map[string]string) (id string, _ map[string]string) {
	f := strings.Fields(line)
	for _, p := range f[1:] {
		k, v, _ := strings.Cut(p, "=")
		if ask == nil {
			ask = map[string]string{}
		}
		ask[k] = v
	}
	return f[0], ask
}

// What cannot be answered is refused in words that say what to do.
func TestTextReportsRefuse(t *testing.T) {
	s := textSample(t)
	for line, want := range map[string]string{
		"coverage notice=六": "材料的编号", "coverage notice=99": "没有编号为 99", "coverage notice=-1": "材料的编号", "coverage item=打篮球": "没有要求“打篮球”", "coverage form=画": "可写",
		"problems theme=天气": "没有“天气”这一类", "sections-text length=0": "1 到 5000", "sections-text length=多": "1 到 5000",
		"profile unit-a=外星": "没有单位“外星”", "profile unit-a=党": "可以指", "profile unit-a=县医院 unit-b=县医院": "同一个单位",
		"scheme-diff document-a=5 document-b=5": "同一份材料", "scheme-diff document-a=x": "材料的编号", "carriers name=没有的": "没有材料写到", "sources document=0": "材料的编号",
	} {
		id, ask := askOf(line, nil)
		r, _ := report.Find(id)
		_, err := r.Build(t.Context(), s, report.Options{Taxonomy: textTaxonomy(), Ask: ask})
		var said report.AskError
		if !errors.As(err, &said) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want an AskError with %q", line, err, want)
		}
	}
}

// Every filter is obeyed: a unit's own table holds no other unit's document.
func TestTextReportsObeyFilter(t *testing.T) {
	s := textSample(t)
	const unit = "县医院党委"
	for _, id := range []string{"coverage", "problems", "sections-text", "summary", "sources"} {
		r, _ := report.Find(id)
		table, err := r.Build(t.Context(), s, report.Options{Taxonomy: textTaxonomy(), Filter: report.Filter{Unit: unit}})
		if err != nil || len(table.Rows) == 0 {
			t.Fatalf("%s: %v, %d rows", id, err, len(table.Rows))
		}
		for c, column := range table.Columns {
			for r := range table.Rows {
				if got := table.Print(r, c); column.Name == "单位" && got != unit && got != "—" {
					t.Errorf("%s: row of %s", id, got)
				}
			}
		}
	}
}
