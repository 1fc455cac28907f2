package compare

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
)

// prose returns n characters of text that no other seed gives: characters
// drawn from a small stock, cut into clauses and sentences.
func prose(seed uint64, n int) string {
	stock := []rune("山河湖海风云雨雪春夏秋冬东西南北中上下左右前后里外天地人和家国田园花草道路桥梁学堂医院田间地头茶叶果树牛羊马匹书本笔墨纸砚灯火车船来去走坐看听说写唱跳做想知行")
	r := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for i := range n {
		b.WriteRune(stock[r.IntN(len(stock))])
		switch {
		case i%31 == 30:
			b.WriteString("。")
		case i%11 == 10:
			b.WriteString("，")
		}
	}
	return b.String()
}

func compareAll(t testing.TB, texts ...Text) Result {
	t.Helper()
	r, err := Compare(context.Background(), texts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, texts, r)
	return r
}

// check states the laws every result keeps.
func check(t testing.TB, texts []Text, r Result) {
	t.Helper()
	on := func(text string, s corpus.Span, what string) {
		if s.Start < 0 || s.End > len(text) || s.Start > s.End {
			t.Fatalf("%s %v outside a text of %d bytes", what, s, len(text))
		}
		for _, i := range []int{s.Start, s.End} {
			if i < len(text) && text[i]&0xC0 == 0x80 {
				t.Fatalf("%s %v cuts a character", what, s)
			}
		}
	}
	for _, m := range r.Matches {
		if m.A == m.B {
			t.Fatalf("text %d matched with itself", m.A)
		}
		a, b := texts[m.A].Text, texts[m.B].Text
		on(a, m.SpanA, "SpanA")
		on(b, m.SpanB, "SpanB")
		if m.SpanA.Empty() || m.SpanB.Empty() {
			t.Fatalf("empty span in %+v", m)
		}
		for _, s := range m.Slots {
			on(a, s.A, "slot A")
			on(b, s.B, "slot B")
			if s.A.Of(a) != s.TextA || s.B.Of(b) != s.TextB || s.TextA == s.TextB {
				t.Fatalf("slot %+v does not quote its spans", s)
			}
		}
	}
	for _, l := range r.Leaks {
		on(texts[l.Text].Text, l.Span, "leak")
	}
}

func TestVerbatimPassage(t *testing.T) {
	shared := prose(1, 120)
	a := Text{Text: prose(2, 300) + "。" + shared + "。" + prose(3, 200), Unit: "甲县财政局党支部", Date: "2010-05"}
	b := Text{Text: prose(4, 150) + "。" + shared + "。" + prose(5, 400), Unit: "乙县卫生局党支部", Date: "2011"}
	r := compareAll(t, b, a) // the later one first
	if len(r.Matches) != 1 {
		t.Fatalf("got %d matches, want 1", len(r.Matches))
	}
	m := r.Matches[0]
	if m.A != 1 || m.B != 0 || m.Class != Passage {
		t.Errorf("got A %d B %d %s, want the earlier text as A, passage", m.A, m.B, m.Class)
	}
	if got := m.SpanB.Of(b.Text); got != shared+"。" {
		t.Errorf("got %q\nwant %q", got, shared)
	}
}

func TestWholeSelfAndRepunctuated(t *testing.T) {
	text := prose(11, 400)
	copied := strings.NewReplacer("，", ",", "。", ".\n", "东", "東", "车", "車", "书", "書").Replace(text)
	other := compareAll(t, Text{Text: text, Unit: "甲县财政局", Date: "2010"}, Text{Text: copied, Unit: "乙县卫生局", Date: "2011"})
	same := compareAll(t, Text{Text: text, Unit: "中共甲县财政局支部委员会", Date: "2010"}, Text{Text: copied, Unit: "甲县财政局党支部", Date: "2011"})
	for _, c := range []struct {
		r    Result
		want Class
	}{{other, Whole}, {same, Self}} {
		if len(c.r.Matches) != 1 || c.r.Matches[0].Class != c.want {
			t.Fatalf("got %+v, want one %s", c.r.Matches, c.want)
		}
		if s := c.r.Matches[0].SpanB; s.Len() < len(copied)*95/100 {
			t.Errorf("%s covers %d of %d bytes", c.want, s.Len(), len(copied))
		}
	}
}

func TestCirculating(t *testing.T) {
	model := prose(20, 200)
	var texts []Text
	for i := range 12 {
		texts = append(texts, Text{Text: prose(uint64(100+i), 300) + model, Unit: fmt.Sprintf("%c镇中心小学", '甲'+rune(i)), Date: fmt.Sprintf("2010-%02d", i+1)})
	}
	r := compareAll(t, texts...)
	linked := map[int]bool{}
	for _, m := range r.Matches {
		if m.Class != Circulating {
			t.Errorf("%d–%d is %s, want circulating", m.A, m.B, m.Class)
		}
		if m.A > 1 {
			t.Errorf("linked to document %d, want the earliest two only", m.A)
		}
		linked[m.B] = true
	}
	if len(linked) != 11 {
		t.Errorf("%d of 11 copies found", len(linked))
	}
}

func TestOfficialWordingIsNoCopy(t *testing.T) {
	official := "推动科学发展、促进社会和谐、服务人民群众、加强基层组织。努力做到五个好：领导班子好、党员队伍好、工作机制好、工作业绩好、群众反映好。带头学习提高、带头争创佳绩、带头服务群众、带头遵纪守法、带头弘扬正气。"
	a := Text{Text: prose(30, 200) + official + prose(31, 200), Unit: "甲", Date: "2010"}
	b := Text{Text: prose(32, 200) + official + prose(33, 200), Unit: "乙", Date: "2011"}
	if r := compareAll(t, a, b); len(r.Matches) > 0 {
		t.Errorf("got %+v, want nothing", r.Matches)
	}
	r, err := Compare(context.Background(), []Text{a, b}, Options{NoReference: true})
	if err != nil || len(r.Matches) == 0 {
		t.Errorf("without reference: %v, %v; want the wording reported", r.Matches, err)
	}
	own := prose(34, 60)
	c, d := Text{Text: prose(35, 99) + own, Date: "2010"}, Text{Text: own + prose(36, 99), Date: "2011"}
	if r := compareAll(t, c, d); len(r.Matches) != 1 {
		t.Fatalf("got %+v, want one match", r.Matches)
	}
	r, err = Compare(context.Background(), []Text{c, d}, Options{Sanctioned: "# 本县文件\n" + strings.ReplaceAll(own, "。", "\n")})
	if err != nil || len(r.Matches) > 0 {
		t.Errorf("with a site's own phrases: %v, %v; want nothing", r.Matches, err)
	}
}

func TestSlots(t *testing.T) {
	form := prose(40, 60) + "校长%s带队走访%d户，" + prose(41, 60)
	a := Text{Text: fmt.Sprintf(form, "周至诚", 86), Unit: "桃溪镇中心小学", Date: "2010"}
	b := Text{Text: fmt.Sprintf(form, "钱文广", 112), Unit: "柳湾镇中心小学", Date: "2011"}
	var got []string
	for _, m := range compareAll(t, a, b).Matches {
		for _, s := range m.Slots {
			got = append(got, s.TextA+"→"+s.TextB)
		}
	}
	if want := []string{"周至诚→钱文广", "86→112"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLeaks(t *testing.T) {
	form := prose(50, 80) + "校长%s主持会议，%s全体教师参加了活动，" + prose(51, 80) + "。"
	a := Text{Source: "a.txt", Text: fmt.Sprintf(form, "周至诚", "桃溪镇中心小学"), Unit: "桃溪镇中心小学党支部", Date: "2010"}
	b := Text{Source: "b.txt", Text: fmt.Sprintf(form, "周至诚", "柳湾镇中心小学") + "我们还到桃溪镇中心小学参观。", Unit: "柳湾镇中心小学党支部", Date: "2011"}
	r := compareAll(t, a, b)
	if len(r.Leaks) != 1 || r.Leaks[0].Name != "周至诚" || r.Leaks[0].From != "a.txt" || r.Leaks[0].Text != 1 {
		t.Errorf("got %+v, want the name of the other school's head and not the visit", r.Leaks)
	}
	b.Text = fmt.Sprintf(form, "钱文广", "桃溪镇中心小学")
	r = compareAll(t, a, b)
	if len(r.Leaks) != 1 || r.Leaks[0].Name != "桃溪镇中心小学" {
		t.Errorf("got %+v, want the other school's name", r.Leaks)
	}
}

// TestOrderOfInput: the same passages whatever the order of the input.
func TestOrderOfInput(t *testing.T) {
	var texts []Text
	for i := range 14 {
		x := prose(uint64(200+i), 250)
		for j := range i % 4 {
			x += prose(uint64(300+(i+j)%5), 80)
		}
		texts = append(texts, Text{ID: fmt.Sprint(i), Source: fmt.Sprint(i, ".txt"), Text: x, Unit: fmt.Sprintf("%c镇中心小学", '甲'+rune(i%6)), Date: []string{"", "2010", "2010-06", "2011-01-02"}[i%4]})
	}
	named := func(texts []Text, r Result) (out []string) {
		for _, m := range r.Matches {
			out = append(out, fmt.Sprint(texts[m.A].ID, m.SpanA, texts[m.B].ID, m.SpanB, m.Class, m.Bits, m.Slots))
		}
		return out
	}
	want := named(texts, compareAll(t, texts...))
	if len(want) < 10 {
		t.Fatalf("only %d matches: the test says nothing", len(want))
	}
	for seed := range uint64(5) {
		shuffled := slices.Clone(texts)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := named(shuffled, compareAll(t, shuffled...)); !reflect.DeepEqual(got, want) {
			t.Fatalf("order %d gives other matches:\n%q\n%q", seed, got, want)
		}
	}
}

func TestNothingToCompare(t *testing.T) {
	for _, texts := range [][]Text{nil, {{}}, {{}, {}}, {{Text: "。"}, {Text: "党"}}, {{Text: "\xff\xfe坏"}, {Text: "\xff\xfe坏"}}} {
		if r := compareAll(t, texts...); len(r.Matches) > 0 {
			t.Errorf("%+v: got %v", texts, r.Matches)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compare(ctx, []Text{{Text: prose(1, 99)}, {Text: prose(1, 99)}}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// FuzzCompare: no panic, spans on rune boundaries; a long enough copy under
// another unit's name is found and covers the text.
func FuzzCompare(f *testing.F) {
	f.Add(prose(1, 90), prose(2, 60))
	f.Add("第一阶段工作总结\n一、基本情况\n现有党员17名。", "現有黨員１８名，其中女黨員3名")
	f.Add("𠮷野家𠮷野家𠮷野家𠮷野家𠮷野家𠮷野家", "a1b2c3\r\n\t　")
	f.Fuzz(func(t *testing.T, x, y string) {
		if len(x) > 3000 || len(y) > 3000 {
			t.Skip("longer than the target wants")
		}
		x, y = strings.ToValidUTF8(x, ""), strings.ToValidUTF8(y, "")
		texts := []Text{{Text: x, Unit: "甲县第一中学", Date: "2010"}, {Text: y + x, Unit: "乙县第二中学", Date: "2011"}, {Text: x + y, Unit: y}}
		compareAll(t, texts...)
		known := Text{Text: prose(9, 100) + x, Unit: "甲县第一中学", Date: "2010"}
		copied := known
		copied.Unit, copied.Date = "乙县第二中学", "2011"
		r := compareAll(t, known, copied)
		covered := 0
		for _, m := range r.Matches {
			if m.Class == Whole {
				covered += m.SpanB.Len()
			}
		}
		if covered < len(prose(9, 90)) {
			t.Fatalf("a copy is covered on %d bytes: %+v", covered, r.Matches)
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{100, 1000, 5000} {
		var texts []Text
		size := 0
		for i := range n {
			x := prose(uint64(i), 1000)
			if i%7 == 0 {
				x += prose(uint64(i/14), 150)
			}
			size += len(x)
			texts = append(texts, Text{ID: fmt.Sprint(i), Text: x, Hash: fmt.Sprintf("%08x", i), Unit: fmt.Sprintf("第%d中学", i), Date: "2010"})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				compareAll(b, texts...)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "docs/s")
		})
	}
}
