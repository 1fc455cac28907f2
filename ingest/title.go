package ingest

import (
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// kindWord matches what a title of the genre holds.
var kindWord = pattern.Must(`总结|小结|方案|汇报|报告|材料|体会|感悟|通知|讲话|讲稿|发言|意见|承诺书|事迹|计划|打算|安排|要点|简报|动态|信息|制度|办法|规定|决定|点评|评议|表彰|倡议书|演讲稿|致辞|主持词|述职|范文|活动`)

// kindEnd matches the words that a title of the genre ends with.
var kindEnd = pattern.Must(`(?:总结|小结|方案|汇报|报告|材料|心得|体会|感悟|通知|通报|讲话|讲话稿|讲稿|发言|发言稿|意见|承诺书|事迹|计划|打算|安排|要点|点评|倡议书|演讲稿|致辞|主持词|范文|(?:活动|工作|开展)情况)(?:[(\[][^()\[\]]{1,12}[)\]])?$`)

// unitEnd matches the last characters of an organisation's name.
const unitEnd = `(?:党支部|支部|党总支|党委|党组|党工委|委员会|工委|公司|大学|学院|学校|[小中]学|幼儿园|医院|卫生院|[镇乡村局院校所站社厂队段库馆行矿]|社区|街道|中心|机关|政府|办公室|协会)`

// unitTitle matches a title that names an organisation, then the matter, then
// the kind of document: 清河村党支部创先争优活动总结.
var unitTitle = pattern.Must(`^"?[^。,;:!?"]{1,24}` + unitEnd + `[^。,;:!?]{0,40}$`)

// maxTitle is the length in characters of the longest title.
const maxTitle = 50

// named reports whether l is a title that stands alone and names a unit and a
// kind of document.
func named(l line) bool {
	return l.runes() <= 45 && zh.HanCount(l.text) >= 8 && kindEnd.MatchString(l.fold) && unitTitle.MatchString(l.fold) && !isMarked(l.fold)
}

// salutation matches the words that begin a speech or a letter.
var salutation = pattern.Must(`^(?:各位|同志们|尊敬|亲爱|大家好|你好|.{0,12}(?:领导|同志|支部|单位|党委|办公室|乡亲|朋友|党员)(?:们)?:$)`)

// titleLike reports whether l, alone on its line, can be the title of what
// follows: short, and no sentence, heading, salutation or sign-off.
func titleLike(l line) bool {
	n := zh.HanCount(l.text)
	return n >= 4 && l.runes() <= maxTitle && !endsSentence(l.last()) && !strings.ContainsAny(l.fold, "。;!?") && !strings.ContainsRune(",、", []rune(l.fold + " ")[l.runes()-1]) &&
		!isMarked(l.fold) && !salutation.MatchString(l.fold) && !isDateLine(l)
}

// generic matches labels by which a collection numbers its pieces, which are
// no titles: 会议材料, 交流发言材料.
var generic = pattern.Must(`^[^。;!?]{0,30}?(?:会议|大会|座谈会|现场会|推进会|交流会|交流|参阅|书面|典型|典型发言|经验)(?:交流)?(?:发言)?(?:材料|文件|资料|发言)$|^(?:材料|文件|资料|发言)$`)

// ownTitle returns a title without what a compiler hangs on it: printed
// twice, 精选3篇, 范文六则.
func ownTitle(s string) string {
	s = undouble(strings.TrimSpace(s))
	fold := zh.NewView(s)
	if m := counted.FindStringIndex(fold.Text); m != nil && zh.HanCount(fold.Text[:m[0]]) >= 4 {
		s = strings.TrimSpace(s[:fold.At(m[0])])
	}
	return s
}

var counted = pattern.Must(`[(\[]?(?:精选|集锦|汇总|合集|优秀|最新|通用|热门|推荐|大全|范文|样本)*(?:\d{1,2}|[两二三四五六七八九十]{1,2})[篇则](?:[)\]]|大全|合集|精选|汇编)*$`)

// undouble returns the half of a title that a page printed twice in a row.
func undouble(s string) string {
	rs := []rune(s)
	for n := 4; 2*n <= len(rs); n++ {
		if string(rs[:n]) == string(rs[n:2*n]) {
			return string(rs[:n])
		}
	}
	return s
}

// bigrams returns the pairs of neighbouring Chinese characters of s.
func bigrams(s string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	var last rune
	for _, r := range s {
		if !zh.IsHan(r) {
			continue
		}
		if last != 0 {
			out[[2]rune{last, r}] = true
		}
		last = r
	}
	return out
}

// sharedBigrams returns how many of a's are in b.
func sharedBigrams(a, b map[[2]rune]bool) int {
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	return n
}
