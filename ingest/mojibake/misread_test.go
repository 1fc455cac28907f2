package mojibake

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

const ownText = "关于开展党员公开承诺活动的通知\n各党支部：\n　　根据镇党委统一安排，现就公开承诺活动有关事项通知如下：\n　　一、承诺内容。全体党员要结合岗位实际，围绕“服务群众”提出2至3条承诺事项。\n　　二、时间安排。6月15日前完成审核并公示，12月底前开展评议。\n　　（联系人：办公室）\n"

const ownTraditional = "關於開展黨員公開承諾活動的通知\n各黨支部：\n　　根據鎮黨委統一安排，現就公開承諾活動有關事項通知如下：\n　　一、承諾內容。全體黨員要結合崗位實際，圍繞「服務群眾」提出2至3條承諾事項。\n"

// readAs returns what bytes look like in enc; those that mean nothing in it
// become U+FFFD.
func readAs(t testing.TB, enc encoding.Encoding, text string) string {
	t.Helper()
	s, err := enc.NewDecoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pairsOf returns what bytes look like when each pair is looked up in table.
func pairsOf(table *doubleByte, text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] < 0x80 || i+1 == len(text) {
			b.WriteByte(text[i])
		} else if r := table.decode(text[i], text[i+1]); r != 0 {
			b.WriteRune(r)
			i++
		} else {
			b.WriteRune(Lost)
			i++
		}
	}
	return b.String()
}

// asLatin1 returns what bytes look like in Latin-1.
func asLatin1(text string) string {
	rs := make([]rune, len(text))
	for i := range len(text) {
		rs[i] = rune(text[i])
	}
	return string(rs)
}

func bytesOf(t testing.TB, enc encoding.Encoding, text string) string {
	t.Helper()
	s, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// misreadBy names encodings that bytes get read in.
var misreadBy = map[string]encoding.Encoding{"GB18030": simplifiedchinese.GB18030, "Windows-1252": charmap.Windows1252}

// TestMisreadWhole undoes every accident that loses nothing.
func TestMisreadWhole(t *testing.T) {
	gb, big5 := simplifiedchinese.GB18030, traditionalchinese.Big5
	for _, c := range []struct{ name, want, bad string }{
		{"UTF-8 as Latin-1", ownText, asLatin1(ownText)},
		{"UTF-8 as Latin-1 twice", ownText, asLatin1(asLatin1(ownText))},
		{"UTF-8 as Latin-1 three times", ownText, asLatin1(asLatin1(asLatin1(ownText)))},
		{"GB18030 as Latin-1", ownText, asLatin1(bytesOf(t, gb, ownText))},
		{"Big5 as GB18030", ownTraditional, pairsOf(gbkTable(), bytesOf(t, big5, ownTraditional))},
		{"GB18030 as Big5", "关于开展党员公开承诺活动的通知", pairsOf(big5Table(), bytesOf(t, gb, "关于开展党员公开承诺活动的通知"))},
		{"traditional UTF-8 as Latin-1", ownTraditional, asLatin1(ownTraditional)},
	} {
		if got := applied(t, c.bad, Misread(c.bad)); got != c.want {
			t.Errorf("%s: got %q\nfor %q", c.name, got, c.want)
		}
	}
}

// TestMisreadLossy undoes accidents that lose bytes: what comes back is right
// or marked as lost.
func TestMisreadLossy(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		most float64 // share of characters lost
	}{
		{"Windows-1252", misreadBy["Windows-1252"], 0.03},
		{"GB18030", misreadBy["GB18030"], 0.06},
	} {
		bad := readAs(t, c.enc, ownText)
		got := []rune(applied(t, bad, Misread(bad)))
		want := []rune(ownText)
		if len(got) != len(want) {
			t.Errorf("%s: got %q", c.name, string(got))
			continue
		}
		lost := 0
		for i, r := range got {
			switch {
			case r == want[i]:
			case r == Lost:
				lost++
			default:
				t.Errorf("%s: %q for %q", c.name, string(got[max(0, i-5):min(len(got), i+5)]), string(want[max(0, i-5):min(len(want), i+5)]))
			}
		}
		if float64(lost) > c.most*float64(len(want)) {
			t.Errorf("%s: %d of %d characters lost", c.name, lost, len(want))
		}
		t.Logf("%s: %d of %d characters lost", c.name, lost, len(want))
	}
}

// TestMisreadPassage repairs a passage and leaves the rest of its line.
func TestMisreadPassage(t *testing.T) {
	for _, c := range []struct{ bad, want string }{
		{"会议强调，" + asLatin1("基层党组织") + "要抓好落实。", "会议强调，基层党组织要抓好落实。"},
		{"来源：" + asLatin1(bytesOf(t, simplifiedchinese.GB18030, "县委组织部")) + "　2011年", "来源：县委组织部　2011年"},
		{"标题：鍏充簬寮€灞曞垱鍏堜簤浼樻椿鍔ㄧ殑閫氱煡（试行）", "标题：关于开展创先争优活动的通知（试行）"},
	} {
		edits := Misread(c.bad)
		if got := applied(t, c.bad, edits); got != c.want {
			t.Errorf("%q: got %q, want %q", c.bad, got, c.want)
		}
	}
}

// TestSoundTextStays holds text that looks odd and is not damaged.
func TestSoundTextStays(t *testing.T) {
	for _, s := range []string{
		ownText, ownTraditional,
		"谁来抓？怎么抓？”这是支部书记反复思考的问题。", "满意率达98%？，有群众问。", "什么是“三会一课”?(口头回答)", "是否按时交纳党费?;是否参加活动?",
		"α、β、γ三项指标，面积12.5㎡，温度25℃，×10³", "naïve café résumé — “Ünïcödé”", "Москва и Санкт-Петербург", "ありがとうございます。",
		"黄埔軍校　龘靐齉爩　饕餮纆嫠", "彳亍　忐忑　魑魅魍魉　耄耋饕餮", "①②③④⑤　ⅠⅡⅢ　㈠㈡㈢　■□●○◆◇★☆", "请选择：□是　□否　√　×", "……——……", "“”‘’《》", "€100，£20，¥30，§5，©2010，®，°，±，µ，¼",
		"李䶮、王喆、张赟、刘彧、陈玥、赵珺、孙烨、周晟、吴珏、郑翀", "锟斤拷", "???", "？？？",
	} {
		for name, f := range map[string]func(string) string{
			"Misread":   func(s string) string { return applied(t, s, Misread(s)) },
			"LostLeads": func(s string) string { return applied(t, s, LostLeads(s)) },
		} {
			if got := f(s); got != s {
				t.Errorf("%s harms %q: %q", name, s, got)
			}
		}
	}
}
