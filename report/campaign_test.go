package report_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/internal/golden"
	"wenjian/report"
)

func (w writer) on(date string) writer {
	w.Date = corpus.Label{Value: date, By: corpus.By{Rule: "test"}}
	return w
}

func (w writer) person(name, post string) writer {
	w.Persons = append(w.Persons, corpus.Person{Span: w.at(name), Name: name, Post: post, By: corpus.By{Rule: "test"}})
	return w
}

// held adds a held activity at the first place of part, on a day or month.
func (w writer) held(part, kind, when, place string, people int, by corpus.Actor) writer {
	w.act(part, kind, corpus.Held)
	a := &w.Activities[len(w.Activities)-1]
	a.When, a.Place, a.Participants, a.Actor = when, place, people, by
	return w
}

// campaign is a workspace of an education bureau and its schools, with a
// register: what the schools and the bureau tell is partly the same.
func campaign(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "w"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.PutRegister(t.Context(), []corpus.RegisterEntry{
		{Name: "云溪县教育局"}, {Name: "云溪县第一小学", Superior: "云溪县教育局", Kind: "村"}, {Name: "云溪县第二小学", Superior: "云溪县教育局", Kind: "村"}, {Name: "云溪县职业中学", Superior: "云溪县教育局"},
	}, nil); err != nil {
		t.Fatal(err)
	}
	const own, superior = corpus.ActorOwn, corpus.ActorSuperior
	var links []store.Link
	for i, x := range []struct {
		unit, path string
		writer
	}{
		{"1", "局/总结.txt", write("教育局总结", "阶段总结", "教育局党委", "", "6月18日，全系统在县礼堂召开动员大会，320人参加。7月1日，局机关开展主题党日。").on("2010-08-25").
			held("召开动员大会", "动员大会", "2010-06-18", "县礼堂", 320, own).held("开展主题党日", "主题党日", "2010-07-01", "", 0, own)},
		{"2", "一小/总结.txt", write("一小总结", "阶段总结", "第一小学党支部", "", "成立了创先争优活动领导小组，由校长王建国任组长，李明任副组长。6月18日，参加县教育局召开的动员大会。7月1日，学校开展主题党日，35人参加。下一步开展讲党课。编印简报8期，捐款1200元，30人捐款。").on("2010-08-20").
			held("召开的动员大会", "动员大会", "2010-06-18", "", 0, superior).held("开展主题党日", "主题党日", "2010-07-01", "", 35, own).act("讲党课", "讲党课", corpus.Planned).
			person("王建国", "校长").person("李明", "").figure("8期", "简报期数", 8, "").figure("1200元", "捐款金额", 1200, "").figure("30人", "捐款人数", 30, "").section("results")},
		{"3", "二小/方案.txt", write("二小方案", "实施方案", "第二小学党支部", "", "计划讲党课，年底前开展知识竞赛。").on("2010-05-10").act("讲党课", "讲党课", corpus.Planned).act("知识竞赛", "知识竞赛", corpus.Planned)},
		{"3", "二小/总结.txt", write("二小总结", "阶段总结", "第二小学党支部", "", "8月3日，书记讲党课。6月18日，听取县教育局动员大会。7月1日，开展主题党日。印发第12期简报，捐款1200元。").on("2010-09-05").
			held("讲党课", "讲党课", "2010-08-03", "", 0, own).held("动员大会", "动员大会", "2010-06-18", "", 0, superior).held("开展主题党日", "主题党日", "2010-07-01", "", 0, own).
			figure("12期", "简报期数", 12, "").figure("1200元", "捐款金额", 1200, "")},
		{"2", "一小/简报.txt", write("一小简报", "信息简报", "第一小学党支部", "", "7月1日，我校开展主题党日，参加35人。").on("2010-07-03").held("开展主题党日", "主题党日", "2010-07-01", "", 35, own)},
		{"", "一小/补报.txt", write("补充材料", "", "", "", "在王建国带领下，大家认真学习，加强锻炼，走访慰问。").act("走访慰问", "走访慰问", corpus.Held).person("王建国", "")},
	} {
		if _, err := s.Put(t.Context(), corpus.Source{Path: x.path}, []byte{byte(i)}, []*corpus.Document{x.Document}, "v"); err != nil {
			t.Fatal(err)
		}
		links = append(links, store.Link{UnitLink: corpus.UnitLink{Document: fmt.Sprint(i + 1), Unit: x.unit, By: corpus.By{Rule: "test"}}, Owner: x.unit})
	}
	if err := s.PutLinks(t.Context(), links, store.LinkState{Stamp: "test"}); err != nil {
		t.Fatal(err)
	}
	return s
}

// campaignTaxonomy holds what campaign tells of.
func campaignTaxonomy() corpus.Taxonomy {
	tax := taxonomy()
	tax.Activities = append(tax.Activities, corpus.Kind{ID: "动员大会", Label: "动员大会"}, corpus.Kind{ID: "主题党日", Label: "主题党日"})
	tax.Measures = append(tax.Measures, corpus.Kind{ID: "捐款人数", Label: "捐款人数"}, corpus.Kind{ID: "简报期数", Label: "简报期数"})
	tax.Documents = append(tax.Documents, corpus.Kind{ID: "信息简报", Label: "信息简报"})
	tax.Sections = append(tax.Sections, corpus.Kind{ID: "results", Label: "取得成效"})
	return tax
}

// The views of single places and cases tell the campaign as testdata holds it.
func TestViews(t *testing.T) {
	s := campaign(t)
	for _, ask := range []string{
		"activities", "timeline", "timeline since=2010-07 until=2010-07", "events activity=主题党日 until=2010-07-01", "presence activity=讲党课", "presence activity=讲党课 only=none", "presence activity=讲党课 only=said",
		"presence section=results only=none", "promises", "promises outcome=open", "submissions", "submissions expect=阶段总结 due=2010-08-31", "submissions state=未报送",
		"unnamed", "leaders", "persons", "persons name=王建国", "figures-by-unit measure=捐款金额 per=捐款人数", "figures-by-unit measure=简报期数", "figures-by-kind take=most",
		"figure-list measure=简报期数 nature=order", "evidence-free", "experiences top=2",
	} {
		p := strings.Fields(ask)
		o := report.Options{Taxonomy: campaignTaxonomy(), Ask: map[string]string{}}
		for _, x := range p[1:] {
			id, v, _ := strings.Cut(x, "=")
			o.Ask[id] = v
		}
		t.Run(ask, func(t *testing.T) {
			r, ok := report.Find(p[0])
			if !ok {
				t.Fatal("no such report")
			}
			table, err := r.Build(t.Context(), s, o)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if err := report.WriteText(&b, table, 0); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, filepath.Join("testdata", "campaign", strings.NewReplacer(" ", "_", "=", "-").Replace(ask)+".golden"), b.String())
		})
	}
}

// What the views cannot be asked is refused in words.
func TestViewsRefuse(t *testing.T) {
	for want, ask := range map[string][]string{
		"活动日期“昨天”不对": {"timeline", "since", "昨天"},
		"截止日期“月底”不对": {"submissions", "due", "月底"},
		"活动和环节只能选一项": {"presence", "activity", "讲党课", "section", "problems"},
		"先选一项活动或环节":  {"presence", "only", "none"},
		"要写 1 到":     {"experiences", "top", "十"},
		"“性质”没有“估计”": {"figure-list", "nature", "估计"},
	} {
		r, _ := report.Find(ask[0])
		o := report.Options{Taxonomy: campaignTaxonomy(), Ask: map[string]string{}}
		for i := 1; i+1 < len(ask); i += 2 {
			o.Ask[ask[i]] = ask[i+1]
		}
		if _, err := r.Build(t.Context(), sample(t), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %s", ask, err, want)
		}
	}
}

// Where no search can say what a cell of a crossing counts, a table lists as
// many rows.
func TestCrossViews(t *testing.T) {
	s, tax := campaign(t), campaignTaxonomy()
	cross, _ := report.Find("cross")
	followed := 0
	for _, ask := range []string{"when activity events held", "month activity events held", "quarter status events all", "quarter unit units held", "month unit-kind units held", "unit month units held"} {
		p := strings.Fields(ask)
		table, err := cross.Build(t.Context(), s, report.Options{Taxonomy: tax, Ask: map[string]string{"rows": p[0], "columns": p[1], "count": p[2], "status": p[3]}})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range table.Rows {
			for i, c := range row {
				if c.View == nil {
					continue
				}
				r, _ := report.Find(c.View.Report)
				shown, err := r.Build(t.Context(), s, report.Options{Taxonomy: tax, Ask: c.View.Ask, Filter: c.View.Filter})
				if err != nil {
					t.Fatal(err)
				}
				n := len(shown.Rows)
				if c.View.Report == "units" && n > 0 && shown.Rows[n-1][0].Value == nil { // documents without a unit
					n--
				}
				if followed++; n != c.Value {
					t.Errorf("%s: %s × %s is %v, and %+v lists %d", ask, row[0], table.Columns[i].Name, c.Value, *c.View, n)
				}
			}
		}
	}
	if followed < 20 {
		t.Errorf("only %d cells followed", followed)
	}
}
