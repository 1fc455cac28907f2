package eval

import (
	"errors"
	"testing"
	"testing/fstest"
)

func TestCompareReading(t *testing.T) {
	want := "一、讲党课\n\n全年讲党课三次。\n二、走访\n走访群众。\n"
	for _, c := range []struct {
		name, got          string
		lost, extra, right int
	}{
		{"the same, blank lines and spaces aside", "一、讲党课\n全年讲党课三次。\n\n二、走访 \n走访群众。", 0, 0, 4},
		{"a character lost", "一、讲党课\n全年讲课三次。\n二、走访\n走访群众。\n", 1, 0, 3},
		{"two paragraphs run together", "一、讲党课\n全年讲党课三次。二、走访\n走访群众。\n", 0, 0, 2},
		{"out of order", "二、走访\n走访群众。\n一、讲党课\n全年讲党课三次。\n", 0, 0, 2},
		{"something added", "页眉\n" + want, 0, 2, 4},
		{"nothing", "", 18, 0, 0},
	} {
		r := CompareReading(want, c.got)
		if r.Files != 1 || r.Han != 18 || r.Paragraphs != 4 || r.Lost != c.lost || r.Extra != c.extra || r.Right != c.right {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestReadingAddsUp(t *testing.T) {
	var sum Reading
	sum.Add(CompareReading("甲\n乙\n", "甲\n乙\n"))
	sum.Add(UnreadFile("丙\n丁\n"))
	if want := (Reading{Files: 2, Unread: 1, Han: 4, Lost: 2, Paragraphs: 4, Right: 2}); sum != want {
		t.Errorf("got %+v, want %+v", sum, want)
	}
	if sum.RightShare() != 0.5 || (Reading{}).RightShare() != 1 {
		t.Error("share of right paragraphs")
	}
}

func TestLoadReading(t *testing.T) {
	dir := fstest.MapFS{
		"gold/总结.txt":  {Data: []byte("正文\n")},
		"odt/总结.odt":   {},
		"docx/总结.docx": {},
		"docx/其他.docx": {},
	}
	cases, err := LoadReading(dir)
	if err != nil || len(cases) != 2 || cases[0] != (ReadingCase{"docx/总结.docx", "docx", "正文\n"}) || cases[1].Format != "odt" {
		t.Errorf("got %+v, %v", cases, err)
	}
	if _, err := LoadReading(fstest.MapFS{}); !errors.Is(err, ErrNoGold) {
		t.Errorf("empty folder: %v", err)
	}
}
