package compare_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/corpus"
)

// scheme is a plan that six units handed in as their own; each put its name,
// its numbers and a sentence of its own.
const scheme = `%[1]s“晾晒初心”实践活动方案
为让党员把承诺摆在群众眼前，%[1]s研究决定，从%[2]s起开展“晾晒初心”实践活动，现制定如下方案。
一、总体考虑
围绕群众最盼的小事急事，让每名党员认下一桩心事、找准一处短板、拿出一张时间表，逢五逢十晒一晒进度，年底由群代表现场打钩。
二、怎么干
（一）敲门认事。%[3]d名党员分成8个小组，挨家挨户敲门，把听来的话原样记进蓝皮本，不修饰、不合并，谁听来的谁签名。
（二）晒单亮账。在门厅立一块晾晒板，红夹子夹着没办的，绿夹子夹着办完的，过路人随手能翻、随口能问，夹子颜色由群众来换。
（三）回头打钩。办完的事隔二十八天再敲一次门，当事人说好才算数，说不好的重新夹回红夹子，并且由组长陪着一起去。
三、几点要求
各小组不得代签蓝皮本，不得提前换夹子；发现一次，全组在晾晒板上写明缘由。
%[4]s
%[1]s
%[2]s
`

// schemes returns the six copies with their units.
func schemes() []compare.Text {
	var out []compare.Text
	for i, x := range []struct {
		unit, date, printed string
		party               int
		own                 string
	}{
		{"青泥县柳湾镇中心小学党支部", "2011-03-02", "2011年3月2日", 32, "另外，毕业班的老师把家长夜谈排进了课表，每周四晚上七点在食堂二楼开谈。"},
		{"青泥县石坝乡卫生院党支部", "2011-03-15", "2011年3月15日", 19, "药房窗口加装了老花镜和放大的剂量表，夜班护士轮流给独居老人打电话问药。"},
		{"青泥县水利局机关党支部", "2011-04-01", "2011年4月1日", 32, "河道巡查车后备箱常备十二副雨靴，谁家门前积水谁就可以先借。"},
		{"青泥县桑园村党支部", "2011-04-09", "2011年4月9日", 47, "村口老槐树下摆了三张竹椅，村干部每天收工后坐满一个钟头才回家。"},
		{"青泥县供销社党支部", "2011-04-20", "2011年4月20日", 25, "化肥袋上贴了联系卡，到货前两天逐户打电话，错过的送到地头。"},
		{"青泥县第二中学党总支", "2011-05-06", "2011年5月6日", 86, "高三楼道里的失物架改成了心事架，校工每天傍晚清点一遍纸条。"},
	} {
		text := fmt.Sprintf(scheme, x.unit, x.printed, x.party, x.own)
		out = append(out, compare.Text{ID: fmt.Sprint(i + 1), Source: fmt.Sprintf("%d.txt", i+1), Ordinal: 1, Unit: x.unit, Date: x.date, Text: text})
	}
	return out
}

// mothersOf compares texts and rebuilds the mother of each group.
func mothersOf(t *testing.T, texts []compare.Text) []compare.Mother {
	t.Helper()
	r, err := compare.Compare(context.Background(), texts, compare.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var links []compare.Link
	for _, m := range r.Matches {
		if m.Class.Grouped() {
			links = append(links, compare.Link{From: texts[m.A].ID, To: texts[m.B].ID, SpanFrom: m.SpanA, SpanTo: m.SpanB})
		}
	}
	rank := map[string]int{}
	byID := map[string]compare.Text{}
	for i, x := range texts {
		rank[x.ID], byID[x.ID] = i, x
	}
	var out []compare.Mother
	for _, g := range compare.Groups(links, func(id string) int { return rank[id] }) {
		m := compare.Rebuild(g, func(id string) compare.MotherMember {
			x := byID[id]
			return compare.MotherMember{ID: id, Unit: x.Unit, Date: x.Date, Text: x.Text}
		})
		checkMother(t, m, byID)
		out = append(out, m)
	}
	return out
}

// checkMother holds the laws of a mother: spans lie in their texts, values
// read as their spans, every slot has a value for each member.
func checkMother(t *testing.T, m compare.Mother, byID map[string]compare.Text) {
	t.Helper()
	for i, c := range m.Members {
		text := byID[c.ID].Text
		for _, s := range slices.Concat(c.Places, c.Additions) {
			if s.Start < 0 || s.End > len(text) || s.Empty() || !utf8.ValidString(s.Of(text)) {
				t.Fatalf("%s: span %v", c.ID, s)
			}
		}
		for k, slot := range m.Slots {
			if len(slot.Values) != len(m.Members) {
				t.Fatalf("slot %d has %d values for %d members", k, len(slot.Values), len(m.Members))
			}
			if v := slot.Values[i]; v.In && strings.Join(strings.Fields(v.Of(text)), "") != v.Text {
				t.Fatalf("slot %d of %s: %q is not %q", k, c.ID, v.Text, v.Of(text))
			}
		}
	}
}

// TestMotherOfSixUnits: a scheme that six units copied is one group; its text
// comes out with slots for what each exchanged, and each unit's own sentence
// is told.
func TestMotherOfSixUnits(t *testing.T) {
	texts := schemes()
	mothers := mothersOf(t, texts)
	if len(mothers) != 1 {
		for _, m := range mothers {
			t.Logf("%d members:\n%s", len(m.Members), m)
		}
		t.Fatalf("%d groups", len(mothers))
	}
	m := mothers[0]
	t.Logf("%s", m)
	if len(m.Members) != 6 || m.Units != 6 || m.First != "2011-03-02" || m.Last != "2011-05-06" {
		t.Errorf("%d documents of %d units, %s to %s", len(m.Members), m.Units, m.First, m.Last)
	}
	got := m.String()
	for _, want := range []string{"【单位】研究决定", "【数字】名党员分成8个小组，挨家挨户敲门", "从【日期】起开展", "红夹子夹着没办的，绿夹子夹着办完的", "办完的事隔二十八天再敲一次门", "不得提前换夹子"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q", want)
		}
	}
	for i, x := range texts {
		own := strings.Split(strings.TrimSpace(x.Text), "\n")
		sentence := own[len(own)-3]
		var found []string
		for _, s := range m.Members[i].Additions {
			found = append(found, s.Of(x.Text))
		}
		if len(found) != 1 || found[0] != sentence {
			t.Errorf("own text of %s: %q", x.Unit, found)
		}
		if m.Members[i].Share() < 0.6 {
			t.Errorf("%s has %.0f%% of the mother text", x.Unit, 100*m.Members[i].Share())
		}
	}
	for _, slot := range m.Slots {
		if slot.Kind == compare.NumberSlot && slot.Values[0].Text == "32" && (slot.Values[2].Text != "32" || slot.Values[5].Text != "86") {
			t.Errorf("numbers: %+v", slot.Values)
		}
	}
}

// TestMotherOfMutatedCopies: 40 copies with one character in ten exchanged
// give the text back, and its slots.
func TestMotherOfMutatedCopies(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	const units = 40
	line := "各小组每旬向%s支委会交一张敲门路线图，%d户以上的院落另派一名老党员带路，路线图贴在传达室，谁走岔了谁补走。"
	body := strings.Split(strings.TrimSpace(scheme), "\n")
	common := strings.Join(slices.Concat(body[3:4], body[5:8], body[9:10]), "\n")
	common = strings.ReplaceAll(common, "%[3]d", "若干")
	var texts []compare.Text
	pool := []rune(common)
	for i := range units {
		name := fmt.Sprintf("%c%c镇中心小学", '一'+rune(37*i+400), '一'+rune(61*i+900))
		rs := []rune(common)
		for range len(rs) / 10 {
			rs[rnd.IntN(len(rs))] = pool[rnd.IntN(len(pool))]
		}
		text := string(rs) + "\n" + fmt.Sprintf(line, name, 11+i)
		texts = append(texts, compare.Text{ID: fmt.Sprint(i + 1), Ordinal: 1, Unit: name, Date: fmt.Sprintf("2011-%02d-%02d", 1+i/28, 1+i%28), Text: text})
	}
	g := compare.Group{ID: "1"}
	var places []compare.Place
	for _, x := range texts {
		g.Members = append(g.Members, x.ID)
		places = append(places, compare.Place{ID: x.ID, Span: corpus.Span{Start: 0, End: len(x.Text)}})
	}
	g.Stretches = [][]compare.Place{places}
	byID := map[string]compare.Text{}
	for _, x := range texts {
		byID[x.ID] = x
	}
	m := compare.Rebuild(g, func(id string) compare.MotherMember {
		x := byID[id]
		return compare.MotherMember{ID: id, Unit: x.Unit, Date: x.Date, Text: x.Text}
	})
	checkMother(t, m, byID)
	got, want := []rune(m.String()), []rune(common)
	same := commonLength(got, want)
	t.Logf("%d of %d characters, %d slots", same, len(want), len(m.Slots))
	if float64(same) < 0.95*float64(len(want)) {
		t.Errorf("%d of %d characters come back:\n%s", same, len(want), m)
	}
	values, right := 0, 0
	for _, slot := range m.Slots {
		for i, v := range slot.Values {
			switch slot.Kind {
			case compare.UnitSlot:
				values++
				if v.Text == texts[i].Unit {
					right++
				}
			case compare.NumberSlot:
				values++
				if v.Text == fmt.Sprint(11+i) {
					right++
				}
			}
		}
	}
	if values != 2*units || float64(right) < 0.9*float64(values) {
		t.Errorf("%d of %d slot values right, %d expected", right, values, 2*units)
	}
}

// commonLength is the length of a longest common subsequence.
func commonLength(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// TestGroupsKeepChainsApart: two documents that took different passages of a
// third are no group of three.
func TestGroupsKeepChainsApart(t *testing.T) {
	span := func(from, to int) corpus.Span { return corpus.Span{Start: from, End: to} }
	order := func(id string) int { return int(id[0]) }
	groups := compare.Groups([]compare.Link{
		{From: "1", To: "2", SpanFrom: span(0, 300), SpanTo: span(0, 300)},
		{From: "1", To: "2", SpanFrom: span(900, 1200), SpanTo: span(600, 900)},
		{From: "1", To: "3", SpanFrom: span(400, 700), SpanTo: span(0, 300)},
	}, order)
	if len(groups) != 2 || groups[0].ID != "1" || groups[1].ID != "1-2" || len(groups[0].Stretches)+len(groups[1].Stretches) != 3 {
		t.Errorf("%+v", groups)
	}
	if len(compare.Groups(nil, order)) != 0 {
		t.Error("groups of nothing")
	}
}

// FuzzRebuild: whatever the texts, the laws of a mother hold.
func FuzzRebuild(f *testing.F) {
	f.Add("甲乙丙丁12个，甲校。", "甲乙丙戊13个，乙校。", "甲校", "乙校")
	f.Add("", "x", "", "")
	f.Add("１２\n3.5年", "１２\n3.6年", "三月", "3")
	f.Fuzz(func(t *testing.T, a, b, unitA, unitB string) {
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		byID := map[string]compare.Text{"1": {ID: "1", Unit: strings.ToValidUTF8(unitA, ""), Text: a}, "2": {ID: "2", Unit: strings.ToValidUTF8(unitB, ""), Text: b}}
		g := compare.Group{ID: "1", Members: []string{"1", "2"}, Stretches: [][]compare.Place{{
			{ID: "1", Span: corpus.Span{End: len(a)}}, {ID: "2", Span: corpus.Span{End: len(b)}},
		}}}
		m := compare.Rebuild(g, func(id string) compare.MotherMember {
			return compare.MotherMember{ID: id, Unit: byID[id].Unit, Text: byID[id].Text}
		})
		for i := range m.Members {
			m.Members[i].Places = slices.DeleteFunc(m.Members[i].Places, corpus.Span.Empty)
		}
		checkMother(t, m, byID)
	})
}

// BenchmarkRebuild rebuilds the text of 300 copies.
func BenchmarkRebuild(b *testing.B) {
	g := compare.Group{ID: "0"}
	byID := map[string]compare.MotherMember{}
	var places []compare.Place
	for i := range 300 {
		id := fmt.Sprint(i)
		text := fmt.Sprintf(scheme, fmt.Sprintf("第%d小学", i), "2011年3月2日", i, "自己的一句话。")
		g.Members, byID[id] = append(g.Members, id), compare.MotherMember{ID: id, Unit: fmt.Sprintf("第%d小学", i), Text: text}
		places = append(places, compare.Place{ID: id, Span: corpus.Span{End: len(text)}})
	}
	g.Stretches = [][]compare.Place{places}
	for b.Loop() {
		compare.Rebuild(g, func(id string) compare.MotherMember { return byID[id] })
	}
}
