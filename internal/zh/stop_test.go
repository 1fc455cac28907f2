package zh

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFullStops(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // the text as the view shows it
	}{
		{"制定了方案.", "制定了方案。"},
		{"制定了方案.成立了小组.\n", "制定了方案。成立了小组。\n"},
		{"人均8000字.5月,请教授辅导.", "人均8000字。5月,请教授辅导。"},
		{"(一)搭建平台.每月学习一次.", "(一)搭建平台。每月学习一次。"},
		{"一.单位概况\n全站9人.\n二.主要做法\n", "一.单位概况\n全站9人。\n二.主要做法\n"},
		{"（二）.工作措施\n落实到人.", "(二).工作措施\n落实到人。"},
		{"叫响\"看我的.\"\n", "叫响\"看我的。\"\n"},
		{"启动阶段(7月).召开大会.", "启动阶段(7月)。召开大会。"},
		{"满意率达98.5%.\n", "满意率达98.5%。\n"},
		{"工程正文．下一步继续．", "工程正文。下一步继续。"},
		{"支部开会.党员发言", "支部开会.党员发言"},
		{"支部开会.党员发言.书记总结", "支部开会。党员发言。书记总结"},
		{"宇航员弗拉基米尔.科马洛夫来访。听了报告。", "宇航员弗拉基米尔.科马洛夫来访。听了报告。"},
		{"庆祝七.一,表彰党员.", "庆祝七.一,表彰党员。"},
		{"见www.中国.com.\n", "见www.中国.com.\n"},
		{"学习、讨论...\n如此等等......", "学习、讨论...\n如此等等......"},
		{"1.学习\n2.5万元", "1.学习\n2.5万元"},
		{"2011.7.1", "2011.7.1"},
		{".", "."},
	} {
		if got := NewView(c.text).Text; got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzFullStops(f *testing.F) {
	for _, s := range []string{"制定了方案.成立了小组.\n", "一.单位概况.", "\xff.\xff．", "七.一", "..."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		stops := FullStops(s)
		if !slices.IsSorted(stops) {
			t.Errorf("%v is not ascending", stops)
		}
		for _, i := range stops {
			if !strings.HasPrefix(s[i:], ".") && !strings.HasPrefix(s[i:], "．") {
				t.Errorf("no dot at %d", i)
			}
		}
		v := NewView(s)
		if got, want := utf8.RuneCountInString(v.Text), utf8.RuneCountInString(s); got != want {
			t.Errorf("%d characters became %d", want, got)
		}
		for i := range v.Text {
			if !utf8.RuneStart(s[:v.At(i)+1][v.At(i)]) && utf8.ValidString(s) {
				t.Errorf("byte %d of the view comes from inside a character", i)
			}
		}
	})
}
