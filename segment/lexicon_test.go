package segment

import (
	"slices"
	"strings"
	"testing"

	"wenjian/internal/zh"
)

// asGse cuts a chunk with gse itself.
func asGse(t testing.TB, words []string) func(chunk string) []string {
	s := New(words)
	g := s.dictionary()
	g.CalcToken()
	return func(chunk string) []string {
		var out []string
		for _, w := range g.Segment([]byte(chunk)) {
			out = append(out, chunk[w.Start():w.End()])
		}
		return out
	}
}

func cutInto(c *cutter, chunk string) []string {
	var out []string
	c.cut(chunk, func(start, end int) { out = append(out, chunk[start:end]) })
	return out
}

var chunks = []string{
	"全县各级党组织和广大党员深入开展创先争优活动", "12345热线共受理群众来电356件次", "开展t恤捐赠活动abc", "αβγ甲ω乙", "结婚的和尚未结婚的", "研究生命起源", "南京市长江大桥",
	"𠮷野家𠀀", "党员先锋岗示范窗口", "a1b2ⅣⅤ", "一", "a", "ABC党Def", "乒乓球拍卖完了", "柳湾村两委班子成员走村入户", "ёж甲ёж",
}

// TestLexicon says that the lexicon cuts as gse does, whose place it takes.
func TestLexicon(t *testing.T) {
	words := []string{"党员先锋岗", "先锋岗示范", "创先争优活动"}
	s := New(words)
	s.load()
	c, want := cutter{lexicon: s.known}, asGse(t, words)
	for _, chunk := range chunks {
		if got, want := cutInto(&c, chunk), want(chunk); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", chunk, got, want)
		}
	}
}

// FuzzLexicon: the lexicon cuts as gse does.
func FuzzLexicon(f *testing.F) {
	for _, chunk := range chunks {
		f.Add(chunk)
	}
	s := New(nil)
	s.load()
	want := asGse(f, nil)
	f.Fuzz(func(t *testing.T, text string) {
		c := cutter{lexicon: s.known}
		for _, chunk := range strings.FieldsFunc(zh.Fold(strings.ToValidUTF8(text, "")), func(r rune) bool { return !isWordRune(r) }) {
			if got, want := cutInto(&c, chunk), want(chunk); !slices.Equal(got, want) {
				t.Errorf("%s: got %q, want %q", chunk, got, want)
			}
		}
	})
}
