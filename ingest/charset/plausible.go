package charset

import "wenjian/internal/zh"

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

// looksLikeGB returns bytes that are valid UTF-8 read as GB18030, if that is
// what they are: short texts such as 通知 are both. As UTF-8 they hold only
// two-byte characters, none of them Chinese.
func looksLikeGB(data []byte) (string, bool) {
	foreign := 0
	for _, b := range data {
		if b >= 0xE0 {
			return "", false
		}
		if b >= 0xC0 {
			foreign++
		}
	}
	if foreign < 2 {
		return "", false
	}
	gb, cut := DecodeGB18030(data)
	p := Plausibility(gb)
	return gb, !cut && lossOf(gb) == 0 && p >= 0.5 && p > Plausibility(string(data))
}

// MinPlausible is the plausibility below which no reading is believed. Text
// in a right encoding scores above 0.5, in a wrong one below 0.15.
const MinPlausible = 0.25

// isCommon reports whether r is a common character of Chinese.
func isCommon(r rune) bool { return commonSet[zh.FoldRune(r)] }
