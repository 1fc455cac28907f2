package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"wenjian/corpus"
)

func TestDifferences(t *testing.T) {
	const text = "一、主要做法\n组织党员讲党课，走访慰问群众，共5户。\n"
	at := func(part string) corpus.Span {
		i := strings.Index(text, part)
		return corpus.Span{Start: i, End: i + len(part)}
	}
	before := &corpus.Document{Text: text, Kind: corpus.Label{Value: "工作总结"}, Unit: corpus.Unit{Name: "甲村"},
		Sections: []corpus.Section{{Heading: at("一、主要做法"), Kinds: []string{"practice"}}},
		Activities: []corpus.Activity{
			{Span: at("讲党课"), Kind: "讲党课", Status: corpus.Held}, {Span: at("走访慰问群众"), Kind: "走访慰问", Status: corpus.Held},
		},
		Leaks: []corpus.Leak{{Span: at("党员"), Name: "党员", From: "b.txt"}}}
	after := &corpus.Document{Text: text, Kind: corpus.Label{Value: "工作总结"}, Unit: corpus.Unit{Name: "甲村", Kind: "村"}, Date: corpus.Label{Value: "2010"},
		Sections: []corpus.Section{{Heading: at("一、主要做法"), Kinds: []string{"results"}}},
		Activities: []corpus.Activity{
			{Span: at("组织党员讲党课"), Kind: "讲党课", Status: corpus.Planned}, {Span: at("慰问群众"), Kind: "送温暖", Status: corpus.Held}, {Span: at("共5户"), Kind: "走访慰问", Status: corpus.Held},
		}}
	var got []string
	for _, d := range Differences(before, after, corpus.Taxonomy{}) {
		got = append(got, fmt.Sprintf("%s %s %s %s>%s", d.Fact, d.Change, d.Kind, d.Before, d.After))
	}
	want := []string{
		"unit changed 单位 甲村>甲村（村）", "date gained 日期 >2010", "section changed practice practice>results",
		"activity changed 讲党课 讲党课 已开展>讲党课 计划", "activity changed 走访慰问 走访慰问 已开展>送温暖 已开展", "activity gained 走访慰问 >走访慰问 已开展",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if same := Differences(after, after, corpus.Taxonomy{}); len(same) != 0 {
		t.Errorf("a reading differs from itself: %v", same)
	}
}
