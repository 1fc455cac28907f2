package compare

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
)

// TestSuperior: what comes from a document marked as a superior's is no
// copying, nor what two units share because both have it from there.
func TestSuperior(t *testing.T) {
	notice := prose(60, 150)
	s := Text{ID: "s", Text: "关于开展活动的通知\n" + notice, Unit: "甲县县委组织部", Title: "关于深入开展活动的通知", Date: "2011", Superior: true}
	a := Text{ID: "a", Text: prose(61, 200) + notice + prose(62, 60), Unit: "乙镇中心小学", Date: "2010-01"}
	b := Text{ID: "b", Text: prose(63, 200) + notice + prose(64, 60), Unit: "丙镇中心小学", Date: "2010-02"}
	for _, m := range compareAll(t, a, b, s).Matches {
		if m.Class != Superior {
			t.Errorf("%+v, want the superior's text only", m)
		}
	}
	s.Superior = false
	if ms := compareAll(t, a, b, s).Matches; len(ms) != 3 || ms[0].Class == Superior {
		t.Errorf("unmarked: %+v, want three findings", ms)
	}
	s.Date, b.Above = "2009", "中共甲县县委组织部"
	b.Text = "根据《关于深入开展活动的通知》要求，" + b.Text
	got := map[string]Class{}
	texts := []Text{a, b, s}
	for _, m := range compareAll(t, texts...).Matches {
		got[texts[m.A].ID+texts[m.B].ID] = m.Class
	}
	if got["sb"] != Superior || got["ab"] != Superior || got["sa"] == Superior || got["sa"] == "" {
		t.Errorf("cited and found: %v; want b's text from above, a's as found", got)
	}
}

func TestRates(t *testing.T) {
	text := "一二三四五六七八九十，甲乙丙丁戊己庚辛壬癸。"
	span := func(s string) corpus.Span {
		i := strings.Index(text, s)
		return corpus.Span{Start: i, End: i + len(s)}
	}
	passages := []Shared{
		{span("一二三四五六"), "1", Passage}, {span("五六七八"), "2", Passage},
		{span("甲乙丙丁"), "3", Superior}, {span("戊己"), "4", Self}, {span("庚辛壬癸"), "5", Paraphrase},
	}
	presets, err := RatePresets()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, r := range RatesOf(text, passages, []corpus.Span{span("一二")}, presets[0].Rules) {
		got[r.ID] = r.Shared
		if r.Of != 20 || r.ID == "largest" && r.With != "1" {
			t.Errorf("%+v", r)
		}
	}
	if want := map[string]int{"total": 14, "without-superior": 10, "without-common": 12, "without-self": 12, "net": 6, "largest": 4}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, bad := range []string{"", "[]", "{}", `[{"name":"x","rates":[{"id":"a"}]}]`, `[{"nonsense":1}]`} {
		if _, err := ReadRates([]byte(bad)); err == nil {
			t.Errorf("%q is no definition of rates", bad)
		}
	}
}

// TestCopyScoresAll: a copy of a document scores all of its text that is not
// exempt.
func TestCopyScoresAll(t *testing.T) {
	text := prose(70, 300) + "推动科学发展、促进社会和谐、服务人民群众、加强基层组织。" + prose(71, 300)
	a, b := Text{ID: "a", Text: text, Unit: "甲镇中心小学", Date: "2010"}, Text{ID: "b", Text: text + "\n", Unit: "乙镇卫生院", Date: "2011"}
	var ps []Shared
	for _, m := range compareAll(t, a, b).Matches {
		ps = append(ps, Shared{m.SpanB, "a", m.Class})
	}
	official, err := OfficialSpans(b.Text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	presets, err := RatePresets()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range RatesOf(b.Text, ps, official, presets[0].Rules) {
		exempt := 0
		if slices.Contains(r.Without, Official) {
			exempt = count(b.Text, official)
		}
		if exempt > 0 && r.ID == "total" || r.Shared != r.Of-exempt {
			t.Errorf("%s: %d of %d characters, %d exempt", r.ID, r.Shared, r.Of, exempt)
		}
	}
}

func TestClusters(t *testing.T) {
	s := func(a, b int) corpus.Span { return corpus.Span{Start: a, End: b} }
	links := []Link{
		{"1", "2", s(0, 90), s(30, 120)}, {"1", "3", s(0, 60), s(0, 60)}, {"2", "4", s(60, 120), s(9, 69)}, // one model
		{"1", "5", s(300, 360), s(0, 60)}, // another
	}
	order := func(id string) int { return int(id[0]) }
	got := Clusters(links, order)
	want := [][]Place{{{"1", s(0, 90)}, {"2", s(30, 120)}, {"3", s(0, 60)}, {"4", s(9, 69)}}, {{"1", s(300, 360)}, {"5", s(0, 60)}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	slices.Reverse(links)
	if again := Clusters(links, order); !reflect.DeepEqual(again, got) {
		t.Errorf("in another order: %v", again)
	}
}

func TestEqualFigures(t *testing.T) {
	a := "2010年共有党员86名，走访群众120户，捐款3.5万元。"
	b := "2010年我校共有党员８６名，走访群众135户，捐款3.5万元，植树9棵。"
	var got []string
	for _, s := range EqualFigures(a, b, corpus.Span{End: len(a)}, corpus.Span{End: len(b)}) {
		got = append(got, s.Of(b))
	}
	if want := []string{"８６", "3.5"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzEqualFigures(f *testing.F) {
	f.Add("党员86名", "黨員８６名", 0, 9)
	f.Fuzz(func(t *testing.T, a, b string, from, to int) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		if from < 0 || to < from || to > len(b) {
			from, to = 0, len(b)
		}
		for _, s := range EqualFigures(a, b, corpus.Span{End: len(a)}, corpus.Span{Start: from, End: to}) {
			if s.Start < from || s.End > to || s.Empty() {
				t.Fatalf("figure %v outside [%d,%d)", s, from, to)
			}
		}
	})
}
