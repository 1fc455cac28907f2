package segment

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"sync"
	"testing"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

func cutWords(s *Segmenter, text string) []string {
	var out []string
	for _, t := range s.Tokens(text) {
		out = append(out, t.Of(text))
	}
	return out
}

func TestTokens(t *testing.T) {
	s := New([]string{"亮牌示范", "三比三看", "先锋护航工程", "12371热线"})
	for _, c := range []struct{ text, want string }{
		{"我校党支部开展亮牌示范活动。", "我校 党支部 开展 亮牌示范 活动"},
		{"開展亮牌示範活動，推進組織創新", "開展 亮牌示範 活動 推進 組織 創新"},
		{"满意率达98.6%，捐款1,234.5元", "满意率 达 98.6% 捐款 1,234.5 元"},
		{"增长５．２％，共２０１０人", "增长 ５．２％ 共 ２０１０ 人"},
		{"编号12,34和5，6", "编号 12 34 和 5 6"},
		{"拨打12371热线", "拨打 12371热线"},
		{"COVID-19期间用QQ群", "COVID 19 期间 用 QQ 群"},
		{"　“三比三看”、先锋护航工程", "三比三看 先锋护航工程"},
		{"", ""},
		{"。，！", ""},
	} {
		if got := strings.Join(cutWords(s, c.text), " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWordsAreFoldedTokens(t *testing.T) {
	s := New(nil)
	if got, want := s.Words("開展黨性教育"), s.Words("开展党性教育"); !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("traditional %q, simplified %q", got, want)
	}
}

// A query word that stands alone must come out as it does inside a text.
func TestWholeTextIsOneWord(t *testing.T) {
	s := New([]string{"公开承诺书"})
	for _, w := range []string{"通知", "国务院", "公开承诺书", "公开承诺", "党"} {
		if got := s.Words(w); !slices.Equal(got, []string{w}) {
			t.Errorf("Words(%q) = %q", w, got)
		}
	}
}

func TestCustomWordsStayWhole(t *testing.T) {
	words := []string{"双育工程", "结对帮扶", "四心服务", "岗位大练兵", "民情连心卡", "设岗定责", "假日学校", "无违章班组", "机关作风建设年"}
	s := New(words)
	for _, w := range words {
		for _, frame := range []string{"我局深入开展%活动，成效明显", "在%中，全体党员积极参与", "%是本次活动的载体", "以及%等"} {
			text := strings.Replace(frame, "%", w, 1)
			if !slices.Contains(cutWords(s, text), w) {
				t.Errorf("%s cuts %s apart: %q", text, w, cutWords(s, text))
			}
		}
	}
}

func TestDictionaryIsFolded(t *testing.T) {
	z, err := gzip.NewReader(bytes.NewReader(dictionary))
	if err != nil {
		t.Fatal(err)
	}
	lines, last := bufio.NewScanner(z), ""
	n := 0
	for ; lines.Scan(); n++ {
		w, freq, _ := strings.Cut(lines.Text(), " ")
		if zh.Fold(w) != w || w <= last || freq == "" {
			t.Fatalf("line %d: %q behind %q", n+1, lines.Text(), last)
		}
		last = w
	}
	if n < 100_000 || lines.Err() != nil {
		t.Errorf("dictionary holds %d words: %v", n, lines.Err())
	}
}

func FuzzTokens(f *testing.F) {
	s := New([]string{"党性教育", "两学一做"})
	for _, seed := range []string{"", "党性教育5.2%", "\xff党\xe5性", "１，２３４．５元", "K线İ", "1.2.3,4,567%", "一\u0301二", "𠮷野家"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, tok := range s.Tokens(text) {
			if tok.Start < last || tok.Empty() || tok.End > len(text) {
				t.Fatalf("token [%d,%d) after %d in %q", tok.Start, tok.End, last, text)
			}
			last = tok.End
		}
		text = strings.ToValidUTF8(text, "?")
		d := corpus.Document{Text: text, Tokens: s.Tokens(text)}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		words := s.Words(text)
		if len(words) != len(d.Tokens) {
			t.Fatalf("%d words, %d tokens", len(words), len(d.Tokens))
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		s := New(nil)
		s.once.Do(s.load)
	}
}

func BenchmarkTokens(b *testing.B) {
	s := New(nil)
	text := strings.Repeat("根据县委的统一部署，我校党支部从今年5月起认真开展创先争优活动，满意率达98.6%。\n", 100)
	s.once.Do(s.load)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s.Tokens(text)
	}
}

func TestTokensConcurrently(t *testing.T) {
	s := New(nil)
	text := "我校党支部认真开展创先争优活动，满意率达98.6%。"
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if n := len(s.Tokens(text)); n < 5 {
				t.Errorf("%d tokens", n)
			}
		})
	}
	wg.Wait()
}
