package web

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// withRegister gives the fixture a register: one unit that handed in its text,
// one that did not, and nothing for the second document.
func withRegister(t *testing.T) fixture {
	t.Helper()
	f := newFixture(t)
	ctx := t.Context()
	entries := []corpus.RegisterEntry{
		{Name: "青石乡党委"}, {Name: "青石乡中心学校", Superior: "青石乡党委", Kind: "中小学", Aliases: []string{"青石<中学>"}}, {Name: "桃溪镇党委", Due: "是"},
	}
	if err := f.store.PutRegister(ctx, entries, nil); err != nil {
		t.Fatal(err)
	}
	links := []store.Link{
		{UnitLink: corpus.UnitLink{Document: "1", Unit: "2", By: corpus.By{Rule: "body", Confidence: 0.95}}, Owner: "2"},
		{UnitLink: corpus.UnitLink{Document: "2", By: corpus.By{Rule: "unknown"}}},
		{UnitLink: corpus.UnitLink{Document: "3", By: corpus.By{Rule: "no-unit"}}},
	}
	if err := f.store.PutLinks(ctx, links, store.LinkState{Stamp: "test"}); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestUnits(t *testing.T) {
	f := withRegister(t)
	doc := f.page(t, "/units")
	var rows []string
	for _, tr := range doc.Find("#units-t").Parent().Find("tbody tr").EachIter() {
		rows = append(rows, strings.Join(strings.Fields(tr.Text()), " "))
	}
	want := []string{"青石乡党委—01—", "青石乡中心学校 又称 青石<中学>中小学12010-07-05已报送", "桃溪镇党委—0是未报送"}
	if strings.Join(rows, "|") != strings.Join(want, "|") {
		t.Errorf("rows %q, want %q", rows, want)
	}
	if s := doc.Find(".crumb").First().Text(); s != "3 份材料中 1 份对应到名册" {
		t.Errorf("%q", s)
	}
	if s := doc.Find("#unknown-t").Parent().Find("tbody th").Text(); s != "白河镇卫生院党支部" {
		t.Errorf("unknown %q", s)
	}
	if n := f.page(t, "/units?state=missing").Find("#units-t").Parent().Find("tbody tr").Length(); n != 1 {
		t.Errorf("%d units are missing, want 1", n)
	}
	if s := f.page(t, "/docs/1").Find("dl").Text(); !strings.Contains(s, "名册单位") || !strings.Contains(s, "去掉党组织名称后相同，把握 95%") {
		t.Errorf("facts %q", s)
	}
	if n := f.page(t, "/search?q="+"单位:青石乡党委").Find("article").Length(); n != 0 {
		t.Errorf("%d documents of a unit without any", n)
	}
}

func TestUnitsWithoutRegister(t *testing.T) {
	doc := newFixture(t).page(t, "/units")
	if s := doc.Find(".empty").Text(); !strings.Contains(s, "wenjian units learn") || doc.Find("main table").Length() != 0 {
		t.Errorf("%q", s)
	}
}

// TestUnitsDownloads: the tree is to be had as a table.
func TestUnitsDownloads(t *testing.T) {
	f := withRegister(t)
	for path, want := range map[string]string{"/units.csv": "\"　青石乡中心学校\",中小学", "/api/v1/units": `"　青石乡中心学校","中小学"`, "/units.xlsx": "PK"} {
		res := f.get(t, path)
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, %v\n%.200s", path, res.Status, err, body)
		}
		_ = res.Body.Close() // a recorder's
	}
}
