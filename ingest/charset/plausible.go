package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// common holds the most frequent characters of modern official Chinese, in
// simplified form; text is folded before it is looked up, so that the table
// serves traditional text too.
const common = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经" +
	"十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严" +
	"创优优争优先锋支委活践承诺评议表彰总结汇报材料贯彻落宣誓谈慰问帮扶岗位党员奉献群众服务组织领导书记同志公司学校镇乡村" +
	"曰其吾矣乃夫焉哉故谓" + "，。、：；？！“”《》（）"

var commonSet = newCommonSet()

func newCommonSet() map[rune]bool {
	set := make(map[rune]bool, len(common)/3)
	for _, r := range common {
		set[zh.FoldRune(r)] = true
	}
	return set
}

// Plausibility says how much a decoded text looks like Chinese, 0 to 1: the
// share of common characters among all characters beyond ASCII. Text without
// such characters is plausible as it stands.
func Plausibility(text string) float64 {
	n, good := 0, 0
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		if n++; commonSet[zh.FoldRune(r)] {
			good++
		}
		if n == 20000 {
			break
		}
	}
	if n == 0 {
		return 1
	}
	return float64(good) / float64(n)
}

// looksLikeGB reports whether bytes that are valid UTF-8 are GB18030 all the
// same: short texts such as 通知 are both. As UTF-8 they hold only two-byte
// characters, none of them Chinese.
func looksLikeGB(asUTF8, asGB string) bool {
	foreign := 0
	for _, r := range asUTF8 {
		if r >= 0x800 {
			return false
		}
		if r >= 0x80 {
			foreign++
		}
	}
	return foreign > 1 && Plausibility(asGB) >= 0.5 && Plausibility(asGB) > Plausibility(asUTF8)
}

// damage returns the share of characters that stand where something was lost:
// U+FFFD and 锟斤拷, what U+FFFD becomes when UTF-8 is read as GBK.
func damage(text string) float64 {
	bad := strings.Count(text, "\uFFFD") + 2*strings.Count(text, "锟斤拷") + strings.Count(text, "烫烫烫") + strings.Count(text, "屯屯屯")
	return float64(bad) / float64(max(1, utf8.RuneCountInString(text)))
}

// unmojibake undoes a wrong decoding that someone saved: text whose bytes had
// been read as Latin-1, Windows-1252 or GB18030. A reading replaces the text only when
// nothing is lost by it and it is far more plausible.
func unmojibake(d Decoded) Decoded {
	if d.Charset != "utf-8" {
		return d
	}
	before := Plausibility(d.Text)
	if before > 0.35 {
		return d
	}
	best, score := d, max(0.45, before+0.2)
	try := func(raw []byte, ok bool) {
		if !ok {
			return
		}
		if utf8.Valid(raw) {
			if p := Plausibility(string(raw)); p > score {
				best.Text, best.Charset, score = string(raw), "utf-8", p
			}
		} else if gb, _ := DecodeGB18030(raw); !strings.Contains(gb, "\uFFFD") && Plausibility(gb) > score {
			best.Text, best.Charset, score = gb, "gb18030", Plausibility(gb)
		}
	}
	try(narrow(d.Text))
	raw, err := charmap.Windows1252.NewEncoder().Bytes([]byte(d.Text))
	try(raw, err == nil)
	gbk, _ := encoding.ReplaceUnsupported(simplifiedchinese.GB18030.NewEncoder()).Bytes([]byte(d.Text))
	try(gbk, true)
	if best.Text == d.Text && mostlyUTF8(gbk) {
		best.Warnings = append(best.Warnings, page.Failure{Code: page.CodeDamaged, Reason: "文字是乱码：UTF-8 的文字曾被当作 GBK 转存", Advice: "原文已不能完整还原；请向报送单位索取原件。"})
	} else if best.Text != d.Text {
		best.Warnings = append(best.Warnings, page.Failure{Code: page.CodeDamaged, Reason: "文件曾被错误的编码转存（乱码），已还原", Advice: "请抽查文字是否完整。"})
	}
	return best
}

// mostlyUTF8 reports whether raw is UTF-8 of Chinese text with some bytes lost.
func mostlyUTF8(raw []byte) bool {
	han, bad := 0, 0
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		if raw = raw[n:]; r == utf8.RuneError {
			bad++
		} else if commonSet[zh.FoldRune(r)] {
			han++
		}
	}
	return han > 10 && 2*han > bad
}

// narrow returns the bytes of a text whose characters all lie below U+0100.
func narrow(text string) ([]byte, bool) {
	raw := make([]byte, 0, len(text))
	for _, r := range text {
		if r > 0xFF {
			return nil, false
		}
		raw = append(raw, byte(r))
	}
	return raw, true
}
