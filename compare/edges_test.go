package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestEdges: a passage ends where the common text ends, although set phrases
// stand near it in both documents, and no slot lies outside.
func TestEdges(t *testing.T) {
	shared := "围绕教学比武，我们请老教师当裁判，把评分表贴到走廊里，谁的板书潦草、谁的提问跑题，孩子们看得明明白白。"
	a := Text{Unit: "桃溪镇中心小学", Date: "2010-08-01", Text: "6月25日，校长给大家讲党课；7月1日上午，党员在操场上重温入党誓词，随后去县城看了展览，傍晚才坐车回到山里。截至7月底写下笔记三十篇。\n（三）教学比武。" + shared + "\n"}
	b := Text{Unit: "柳湾镇中心小学", Date: "2010-08-20", Text: "六月末，几位年轻人提议到邻乡走一走，看看人家怎样过节，回来路上重温入党誓词；支部书记讲党课1次。\n（二）教学比武。" + shared + "\n"}
	r := compareAll(t, a, b)
	if len(r.Matches) != 1 {
		t.Fatalf("got %d matches, want 1: %+v", len(r.Matches), r.Matches)
	}
	m := r.Matches[0]
	if got := m.SpanA.Of(a.Text); !strings.HasSuffix(got, shared) || strings.Contains(got, "笔记") {
		t.Errorf("A: %s", got)
	}
	if got := m.SpanB.Of(b.Text); !strings.HasSuffix(got, shared) || strings.Contains(got, "党课") {
		t.Errorf("B: %s", got)
	}
	for _, s := range m.Slots {
		if s.TextA == "7" {
			t.Errorf("slot %s→%s is no exchange", s.TextA, s.TextB)
		}
	}
}

// TestCore: ends are cut by what they match and how far they lie.
func TestCore(t *testing.T) {
	cum := make([]float64, 500)
	for i := range cum {
		cum[i] = 4 * float64(i)
	}
	body := run{100, 100, 50}
	for _, c := range []struct {
		name string
		runs []run
		want int
	}{
		{"alone", []run{body}, 1},
		{"a weak end far away", []run{{60, 60, 5}, body}, 1},
		{"a weak end close by", []run{{90, 90, 5}, body}, 2},
		{"far away in the earlier document only", []run{{90, 40, 5}, body}, 1},
		{"a strong end far away", []run{{40, 40, 20}, body}, 2},
		{"weak ends on both sides", []run{{50, 50, 4}, {70, 20, 5}, body, {190, 190, 6}}, 1},
		{"a weak run that leads to a close one", []run{{80, 80, 6}, {90, 90, 6}, body}, 3},
	} {
		if got := core(c.runs, cum); len(got) != c.want {
			t.Errorf("%s: got %v, want %d runs", c.name, got, c.want)
		}
	}
}

// rare returns sentences of n characters in all that no other seed gives nor
// any language knows.
func rare(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 9))
	var b strings.Builder
	for i := range n {
		b.WriteRune('一' + rune(r.IntN(20000)))
		if i%20 == 19 {
			b.WriteString("。")
		}
	}
	return b.String()
}

// TestSameDeedsAreNoParaphrase: two schools that share one passage did the
// same things besides, and say so in the words everyone uses.
func TestSameDeedsAreNoParaphrase(t *testing.T) {
	copied := prose(70, 150) + "。"
	a := Text{Unit: "桃溪镇中心小学", Date: "2010-08-01", Text: "自5月份活动启动以来，我校党支部在县教育局党委的正确领导下，扎实推进各项工作。" + rare(71, 60) + copied + rare(72, 60) + "7月1日上午，组织党员面对党旗重温入党誓词，并参观了县革命烈士纪念馆。"}
	b := Text{Unit: "柳湾镇中心小学", Date: "2010-08-20", Text: "今年5月以来，我校党支部按照县教育局党委的统一部署，认真开展活动。" + rare(73, 60) + copied + rare(74, 60) + "6月30日，组织全体党员到邻县革命旧址参观学习，重温入党誓词。"}
	r := compareAll(t, a, b)
	if len(r.Matches) != 1 || r.Matches[0].Class != Passage {
		t.Errorf("got %+v, want the copied passage alone", r.Matches)
	}
}

// repetitive returns texts that repeat themselves, by name.
func repetitive() map[string]string {
	var numbered strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&numbered, "第%d项鲜鱼水果蔬菜%c\n", i, '一'+rune(i%50))
	}
	return map[string]string{
		"lines":    strings.Repeat("桃溪镇中心小学党支部走访慰问困难党员。\n", 4000),
		"one word": strings.Repeat("岭上果园", 2000),
		"one sign": strings.Repeat("鱼", 30000),
		"numbered": numbered.String(),
	}
}

// TestRepetition: a copy of a text that repeats itself is still one whole copy.
func TestRepetition(t *testing.T) {
	for name, text := range repetitive() {
		r := compareAll(t, Text{Text: text, Unit: "桃溪镇中心小学", Date: "2010"}, Text{Text: text, Unit: "柳湾镇第二中学", Date: "2011"})
		if len(r.Matches) != 1 || r.Matches[0].Class != Whole || r.Matches[0].SpanB.Len() < len(text)*99/100 {
			t.Errorf("%s: %d matches, want one whole copy", name, len(r.Matches))
		}
	}
}

// BenchmarkRepetition shows that such texts cost no more than their length.
func BenchmarkRepetition(b *testing.B) {
	for name, text := range repetitive() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := Compare(b.Context(), []Text{{Text: text, Unit: "桃溪镇中心小学", Date: "2010"}, {Text: text, Unit: "柳湾镇第二中学", Date: "2011"}}, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
