package segment

import (
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	maxFront   = 12 // lines that title, masthead and salutation take at most
	titleRunes = 50 // characters of the longest line that can belong to a title
	// salutationRunes bounds 各乡镇党委,县直各党工委、总支、支部:
	salutationRunes = 40
)

// frontLines returns how many lines at the top are title, masthead, date and
// salutation. It stops at the first paragraph and at the first marker.
func frontLines(text string, lines []line) int {
	n := 0
	for n < len(lines) && n < maxFront {
		s := lines[n].of(text)
		if k, ok := markerAt(s); ok && (n > 0 || k.style == han || k.style == hanParen || k.style == arabic) {
			break
		}
		if stop, _ := firstStop(s); stop >= 0 || strings.Contains(s, ";") || runes(s) > titleRunes || n > 0 && knownHeading(s) {
			break
		}
		if strings.HasSuffix(s, ":") {
			if runes(s) <= salutationRunes && !announces.MatchString(s) {
				n++
			}
			break // the salutation is the last; 汇报如下: is the preamble
		}
		n++
	}
	return n
}

var (
	// announces matches a first paragraph that is one clause and a colon.
	announces = pattern.MustCompile(`现将|如下|以下|汇报|报告|总结|方案|表示`)
	// dateLine matches a date as a sign-off writes it; x and * are masks.
	dateLine = pattern.MustCompile(`(?:(?:\d{4}|[一二三四五六七八九〇0零]{4}|20[x*\d]{2}|[x*_]{2,4}|\d{2}) ?年 ?(?:[\dx*_]{1,4}|[一二三四五六七八九十元]{1,3}) ?月(?: ?(?:[\dx*_]{1,4}|[一二三四五六七八九十廿卅]{1,3}) ?[日号])?|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2})\)?$`)
	// unitEnd matches the last word of an organisation's name.
	unitEnd = pattern.MustCompile(`(?:党委|党组|支部|总支|委员会|办公室|领导小组|工委|[局院校厂所站队社镇乡村]|公司|中心|社区|分行|支行|大学|学院|小学|中学|医院|协会|工会)$`)
)

// findSignoff returns the place of unit and date at the end of the text, or
// before its attachments; an empty span when there is none.
func findSignoff(text string, lines []line) corpus.Span {
	for i := len(lines) - 1; i >= 0 && lines[i].end > len(text)/2; i-- {
		l := lines[i]
		s := l.of(text) // dateLine is slow on the long lines that end otherwise
		if !strings.ContainsRune("月日号)0123456789x*_", lastRune(s)) || !dateLine.MatchString(s) {
			continue
		}
		if runes(s) > 45 || strings.Contains(s, "。") {
			return inlineSignoff(text, l)
		}
		if _, ok := markerAt(s); ok && zh.HanCount(dateLine.ReplaceAllString(s, "")) > 0 || strings.Contains(s, ",") || i == 0 {
			continue
		}
		from := i
		for from > 1 && i-from < 4 && isSigner(lines[from-1].of(text)) && (from == i || !lines[from].afterBlank) {
			from--
		}
		return corpus.Span{Start: lines[from].start, End: l.end}
	}
	if n := len(lines); n > 1 {
		if s := lines[n-1].of(text); unitEnd.MatchString(s) && isSigner(s) && strings.HasSuffix(lines[n-2].of(text), "。") {
			return corpus.Span{Start: lines[n-1].start, End: lines[n-1].end}
		}
	}
	return corpus.Span{}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// signedLabel matches the label before one who signs; other labels, 组长:,
// 附件:, belong to what stands above.
var signedLabel = pattern.MustCompile(`(?:单位|支部|人|签字|签名|签章|盖章|落款|姓名|编|主办|日期|时间|年月日)(?:\([^)]{0,8}\))?:`)

// isSigner reports whether a line can name who signs.
func isSigner(s string) bool {
	if runes(s) > 30 || strings.ContainsAny(s, ",;!?。") || strings.Contains(s, ":") && !signedLabel.MatchString(s) || zh.HanCount(s) < 2 && !strings.ContainsAny(s, "x*_") {
		return false
	}
	_, marked := markerAt(s)
	return !marked
}

// inlineSignoff finds unit and date behind the last sentence of a paragraph.
func inlineSignoff(text string, l line) corpus.Span {
	i := strings.LastIndex(l.of(text), "。")
	if i < 0 {
		return corpus.Span{}
	}
	start := trimLeft(text, l.start+i+len("。"), l.end)
	if s := text[start:l.end]; runes(s) > 45 || strings.Contains(s, ",") {
		return corpus.Span{}
	}
	return corpus.Span{Start: start, End: l.end}
}
