package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"wenjian/corpus/store"
)

// TestGroupPages: documents that share a text are a group with its mother
// text, what each wrote itself first.
func TestGroupPages(t *testing.T) {
	f := newFixture(t)
	link, ok := f.page(t, "/overlaps/groups").Find("tbody a").First().Attr("href")
	if !ok || link != "/overlaps/groups/1" {
		t.Fatalf("link %q", link)
	}
	p := f.page(t, link)
	if text := p.Find(".txt").Text(); !strings.Contains(text, "走访慰问老人，帮助打扫院落、整理内务") {
		t.Errorf("mother text: %s", text)
	}
	first := p.Find("section").First()
	if own := first.Text(); !strings.Contains(own, "各单位自己写的") || !strings.Contains(own, "免费义诊XX人次。") || strings.Contains(own, "打扫院落") {
		t.Errorf("own text: %s", own)
	}
	if res := f.get(t, "/overlaps/groups/99"); res.StatusCode != http.StatusNotFound {
		t.Errorf("no group: %s", res.Status)
	}
	if n := emptyFixture(t).page(t, "/overlaps/groups").Find(".card tbody").Length(); n != 0 {
		t.Error("groups of an empty workspace")
	}
}

// TestRatesOnPage: the page of a document shows its rates by any definition,
// and how much is its own.
func TestRatesOnPage(t *testing.T) {
	f := newFixture(t)
	p := f.page(t, "/docs/2?rates=strict")
	text := p.Find("#rates").Text()
	for _, want := range []string{"从严口径", "总文字复制比", "去除上级文件", "去除常用套话", "去除本单位往年", "单篇最大", "自有文字", "［1］"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if on := p.Find("#rates .pick a[aria-current]").Text(); on != "从严" {
		t.Errorf("definition in use: %q", on)
	}
	if n := p.Find("#new").Length(); n != 0 {
		t.Error("a document without own past has nothing new against it")
	}
}

// TestNewAgainstOwnPast: what a unit took from its earlier document is told
// apart from what is new.
func TestNewAgainstOwnPast(t *testing.T) {
	f := newFixture(t)
	const passage = "组织党员到青石乡敬老院走访慰问老人，帮助打扫院落、整理内务。"
	err := f.store.PutComparison(context.Background(), store.Comparison{Seq: 3, Stamp: "test",
		Matches: []store.Match{{A: "1", B: "2", SpanA: at(t, firstText, passage), SpanB: at(t, secondText, passage), Class: "self", Bits: 90}}})
	if err != nil {
		t.Fatal(err)
	}
	text := f.page(t, "/docs/2").Find("#new").Text()
	if !strings.Contains(text, "往年材料") || !strings.Contains(text, "免费义诊XX人次。") || strings.Contains(text, "打扫院落") {
		t.Errorf("new: %s", text)
	}
	if n := f.page(t, "/compare/1/2").Find("#direction").Length(); n != 0 {
		t.Error("a unit's own past needs no verdict")
	}
}

// TestVerdictOnPage: the comparison says who seems to have been first, and
// why; classes can be shown one by one.
func TestVerdictOnPage(t *testing.T) {
	f := newFixture(t)
	p := f.page(t, "/compare/1/2")
	text := p.Find("#direction").Text()
	if !strings.Contains(text, "甲在先") || !strings.Contains(text, "青石乡") || !strings.Contains(text, "落款日期") {
		t.Errorf("verdict: %s", text)
	}
	for class, want := range map[string]int{"passage": 1, "self": 0} {
		if n := f.page(t, "/compare/1/2?"+url.Values{"class": {class}}.Encode()).Find(".mi").Length(); n != want {
			t.Errorf("class %s: %d passages, want %d", class, n, want)
		}
	}
	if a, b := p.Find(".met dd").First().Text(), f.page(t, "/compare/1/2?class=self").Find(".met dd").First().Text(); a != b {
		t.Errorf("the share of the text is %s, and %s when filtered", a, b)
	}
}
