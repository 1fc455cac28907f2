package web

import (
	"testing"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// TestRelationsAreOneMarkAStretch: where several documents share the same
// stretch there is one badge, for the match that says most.
func TestRelationsAreOneMarkAStretch(t *testing.T) {
	text := "甲乙丙丁戊己庚辛"
	span := func(from, to int) corpus.Span { return corpus.Span{Start: 3 * from, End: 3 * to} }
	d := &corpus.Document{Text: text}
	list := []relation{
		{Other: store.Row{Unit: "一校"}, URL: "/compare/1/2", Passages: []shared{{N: 1, Left: span(0, 3), Class: compare.Passage, Bits: 10}}},
		{Other: store.Row{Unit: "二校"}, URL: "/compare/1/3", Passages: []shared{{N: 4, Left: span(1, 4), Class: compare.Passage, Bits: 90}}},
		{Other: store.Row{Title: "上级意见"}, URL: "/compare/1/4", Passages: []shared{
			{N: 1, Left: span(2, 5), Class: compare.Superior, Bits: 900}, {N: 2, Left: span(6, 8), Class: compare.Superior, Bits: 900}}},
	}
	var v documentView
	marks := v.addRelations(d, list)
	if len(marks) != 2 {
		t.Fatalf("%d marks: %+v", len(marks), marks)
	}
	first, second := marks[0], marks[1]
	if first.Span != span(0, 5) || first.Class != "pas" || first.Before.Label != "同 二校 等 3 份" || first.Before.Href != "/compare/1/3#m4" {
		t.Errorf("%+v %+v", first, first.Before)
	}
	if second.Span != span(6, 8) || second.Class != "pas grey" || second.Before.Label != "同 上级意见" {
		t.Errorf("%+v %+v", second, second.Before)
	}
	if len(v.Pairs) != 3 || v.Pairs[0].Share != 3.0/8 || v.Pairs[2].Characters != 0 {
		t.Errorf("%+v", v.Pairs)
	}
}

// TestPassageNumbers: a passage has one number, whichever side it is seen
// from.
func TestPassageNumbers(t *testing.T) {
	span := func(from, to int) corpus.Span { return corpus.Span{Start: from, End: to} }
	ms := []store.Match{
		{A: "1", B: "2", SpanA: span(50, 60), SpanB: span(0, 10), Class: "passage"},
		{A: "1", B: "2", SpanA: span(0, 10), SpanB: span(50, 60), Class: "common"},
	}
	left, right := sharedFrom(ms, "1"), sharedFrom(ms, "2")
	for i := range left {
		if left[i].N != right[i].N || left[i].Left != right[i].Right || left[i].Class != right[i].Class {
			t.Errorf("%+v and %+v", left[i], right[i])
		}
	}
	if left[0].Class != compare.Common || foremost(left) != compare.Passage || size(countedSpans(left)) != 10 {
		t.Errorf("%+v", left)
	}
	if colour(left[0].N, left[0].Class) != "c0" || colour(8, compare.Passage) != "c1" {
		t.Error("colours")
	}
}
