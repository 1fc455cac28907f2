package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/golden"
)

// TestCard prints a document that holds every kind of fact. UPDATE=1 rewrites
// what it should look like.
func TestCard(t *testing.T) {
	const text = "青石村党支部小结\n支部开展五项活动。\n6月28日，支部在村部讲党课，32人参加。\n党课内容为县委〔2010〕5号《关于创先争优的意见》。\n下步慰问老人。\n"
	at := func(part string) corpus.Span {
		i := strings.Index(text, part)
		if i < 0 {
			t.Fatalf("no %q", part)
		}
		return corpus.Span{Start: i, End: i + len(part)}
	}
	by := corpus.By{Rule: "test", Confidence: 0.9}
	d := &corpus.Document{
		ID: "7", Ordinal: 1, Text: text, Source: corpus.Source{Path: "村.txt"},
		Title: corpus.Label{Value: "青石村党支部小结", By: by}, Kind: corpus.Label{Value: "阶段总结", By: by},
		Unit: corpus.Unit{Name: "青石村党支部", Kind: "村", Level: "village", By: by},
		Activities: []corpus.Activity{
			{Span: at("支部在村部讲党课"), Kind: "讲党课", Status: corpus.Held, When: "2010-06-28", Place: "村部", Actor: corpus.ActorOwn, Participants: 32, Event: 1, By: by},
			{Span: at("党课内容"), Kind: "讲党课", Status: corpus.Mentioned, Event: 1, By: by},
			{Span: at("下步慰问老人"), Kind: "走访慰问", Status: corpus.Planned, Event: 2, By: by},
		},
		Citations: []corpus.Citation{
			{Span: at("县委〔2010〕5号《关于创先争优的意见》"), Title: "关于创先争优的意见", Number: "县委〔2010〕5号", Issuer: "县委", By: by},
			{Span: at("县委〔2010〕5号"), Number: "县委〔2010〕5号", By: by},
		},
		Exceptions: []corpus.Exception{
			{Span: at("五项活动"), Kind: "count", Others: []corpus.Span{at("讲党课"), at("慰问老人")}, Says: "前称五项活动，正文只写到两项。", By: by},
			{Span: at("6月28日"), Kind: "date", Says: "晚于落款日期。", By: by},
		},
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	tax := corpus.Taxonomy{Levels: []corpus.Kind{{ID: "village", Label: "村（社区）级"}}, Exceptions: []corpus.Kind{{ID: "count", Label: "数目不符"}, {ID: "date", Label: "日期不符"}}}
	var b bytes.Buffer
	printCard(&b, d, tax)
	golden.Check(t, filepath.Join("testdata", "card.golden"), b.String())
}
