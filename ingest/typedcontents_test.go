package ingest

import (
	"testing"

	"wenjian/corpus"
	"wenjian/ingest/office"
	"wenjian/ingest/page"
)

func TestTypedContents(t *testing.T) {
	led := "一、主要做法…………1\n二、取得成效……………3\n三、下步打算………………12\n"
	for _, c := range []struct{ name, in, want string }{
		{"leaders under a heading", "城关镇总结\n目  录\n\n" + led + "\n一、主要做法\n正文。\n", "城关镇总结\n\n一、主要做法\n正文。\n"},
		{"leaders alone", "城关镇总结\n" + led + "一、主要做法\n", "城关镇总结\n一、主要做法\n"},
		{"dots", "目录\n主要做法............1\n成效 . . . . . . 3\n打算......(12)\n正文。\n", "正文。\n"},
		{"gaps under a heading", "目录\n一、做法\t1\n二、成效    3\n三、打算\t3\n一、做法\n", "一、做法\n"},
		{"gaps alone are a table", "一、做法\t1\n二、成效\t3\n三、打算\t3\n正文。\n", ""},
		{"two entries", "目录\n一、做法……1\n二、成效……3\n一、做法\n", ""},
		{"falling numbers", "得分\n甲村……30\n乙村……20\n丙村……10\n正文。\n", ""},
		{"nothing else", "目录\n" + led, ""},
		{"a list without pages", "目录\n一、做法\n二、成效\n三、打算\n一、做法\n正文。\n", ""},
		{"prose", "目录\n今年以来……\n我们走访……\n群众说……\n正文。\n", ""},
	} {
		want := c.want
		if want == "" {
			want = c.in
		}
		d := page.Draft{Text: c.in}
		d = d.Edited(typedContents(d))
		if d.Text != want {
			t.Errorf("%s: got %q, want %q", c.name, d.Text, want)
		}
		if corpus.Original(d.Text, d.Removals) != c.in {
			t.Errorf("%s: the original is lost", c.name)
		}
		for _, r := range d.Removals {
			if r.Why != office.WhyContents {
				t.Errorf("%s: cut for %s", c.name, r.Why)
			}
		}
	}
}
