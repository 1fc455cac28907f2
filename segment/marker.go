package segment

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A style is a way of numbering headings.
type style int

// The styles in the order they nest by default; GB/T 9704-2012 sets 一、 (一)
// 1. (1) for official documents.
const (
	loose        style = iota // no number, a line of its own
	plain                     // no number, runs into its paragraph
	chapter                   // 第一章, 第一篇, 第一部分
	section                   // 第一节
	han                       // 一、
	hanParen                  // (一)
	stage                     // 第一阶段, 第二步, 第三环节
	arabic                    // 1. 1、
	decimal                   // 1.1
	arabicParen               // (1) 1) ⑴
	circled                   // ①
	article                   // 第一条
	ordinal                   // 第一, 首先
	is                        // 一是, 一要, 其一
	attachment                // 附件:
	lastOfStyles = attachment
)

// styleRules names the rule that a heading of each style reports.
var styleRules = [lastOfStyles + 1]string{
	loose: "heading-own-line", plain: "heading-run-in", chapter: "heading-chapter", section: "heading-section", han: "heading-han", hanParen: "heading-han-paren", stage: "heading-stage",
	arabic: "heading-arabic", decimal: "heading-decimal", arabicParen: "heading-arabic-paren", circled: "heading-circled",
	article: "heading-article", ordinal: "heading-ordinal", is: "heading-is", attachment: "heading-attachment",
}

// A marker is the number that may begin a heading.
type marker struct {
	style   style
	variant string // markers of one series agree in it: 是 of 一是, the 3 of 3.1
	number  int
	size    int // bytes, white space after it included
}

const hanDigits = `[一二三四五六七八九十]`

// countedBy begins what is counted: 2.5万元, 12 名.
const countedBy = "万亿千百元%倍个米公吨人户名亩次度月日年时分天周件项条张份期场位家支只台套篇岁点班"

// longestMarker bounds a marker with its blanks, in bytes.
const longestMarker = 48

// markerForms holds, in order of precedence, how a marker is written in
// folded text. Group 1 is the number, group 2 the variant.
var markerForms = []struct {
	style  style
	begins string // characters that one can begin with
	re     *pattern.Regexp
}{
	{chapter, "第", pattern.MustCompile(`^第 ?(` + hanDigits + `{1,3}|\d{1,2}) ?(章|编|篇|部分)[ 、:,.]*`)},
	{section, "第", pattern.MustCompile(`^第 ?(` + hanDigits + `{1,3}|\d{1,2}) ?(节)[ 、:,.]*`)},
	{article, "第", pattern.MustCompile(`^第 ?(` + hanDigits + `{1,3}|\d{1,3}) ?(条)[ 、:,.]*`)},
	{stage, "第", pattern.MustCompile(`^第(` + hanDigits + `{1,2}|\d)个?(阶段|环节|步骤|步|季度|方面|层面|时段)[ 、:,]*`)},
	{ordinal, "第", pattern.MustCompile(`^第(` + hanDigits + `{1,2})[,、:. ] *`)},
	{ordinal, "首其再第最", pattern.MustCompile(`^(首先|其次|再次|第三|最后)[,、:] *`)},
	{hanParen, "([", pattern.MustCompile(`^[(\[] ?(` + hanDigits + `{1,3}) ?[)\]][、.,]? *`)},
	{han, "一二三四五六七八九十", pattern.MustCompile(`^(` + hanDigits + `{1,3})(?: *[、.,] *| +)`)},
	{is, "一二三四五六七八九十", pattern.MustCompile(`^(` + hanDigits + `{1,2})(是|要|抓|靠)`)},
	{is, "其", pattern.MustCompile(`^其(` + hanDigits + `)(,|、|是) *`)},
	{decimal, "0123456789", pattern.MustCompile(`^\d{1,2}\.(\d{1,2}) *`)},
	{arabic, "0123456789", pattern.MustCompile(`^(\d{1,2}) *[、.] *`)},
	{arabic, "0123456789", pattern.MustCompile(`^(\d{1,2})( ) *`)},
	{arabicParen, "(", pattern.MustCompile(`^\( ?(\d{1,2}) ?\)[、.,]? *`)},
	{arabicParen, "0123456789", pattern.MustCompile(`^(\d{1,2})\) *`)},
}

// enclosed lists the ranges of characters that are a number by themselves.
var enclosed = []struct {
	first, last rune
	style       style
}{{'①', '⑳', circled}, {'⑴', '⒇', arabicParen}, {'⒈', '⒛', arabic}, {'㈠', '㈩', hanParen}, {'❶', '❿', circled}, {'➀', '➉', circled}}

// markerBegins holds what a marker can begin with: most characters of a text
// are told by it to begin none.
var markerBegins = func() *pattern.RuneSet {
	set := new(pattern.RuneSet)
	for _, form := range markerForms {
		for _, r := range form.begins {
			set.Add(r)
		}
	}
	for _, e := range enclosed {
		for r := e.first; r <= e.last; r++ {
			set.Add(r)
		}
	}
	return set
}()

// markerAt returns the marker at the start of s.
func markerAt(s string) (marker, bool) {
	r, size := utf8.DecodeRuneInString(s)
	if !markerBegins.Has(r) {
		return marker{}, false
	}
	if !strings.ContainsRune("第首其再最([一二三四五六七八九十", r) && (r < '0' || r > '9') {
		for _, e := range enclosed {
			if e.first <= r && r <= e.last {
				for size < len(s) && strings.IndexByte(" .", s[size]) >= 0 || strings.HasPrefix(s[size:], "、") {
					_, n := utf8.DecodeRuneInString(s[size:])
					size += n
				}
				return marker{style: e.style, number: int(r-e.first) + 1, size: size}, true
			}
		}
		return marker{}, false
	}
	begin := s[:min(len(s), longestMarker)]
	for _, form := range markerForms {
		if !strings.ContainsRune(form.begins, r) {
			continue
		}
		m := form.re.FindStringSubmatchIndex(begin)
		if m == nil {
			continue
		}
		k := marker{style: form.style, number: hanNumber(s[m[2]:m[3]]), size: m[1]}
		if len(m) > 4 && m[4] >= 0 {
			k.variant = s[m[4]:m[5]]
		}
		if form.style == decimal {
			k.variant, _, _ = strings.Cut(s, ".")
		}
		if k.number > 0 && plausible(k, s) {
			return k, true
		}
	}
	return marker{}, false
}

// plausible refuses what only looks like a marker: 1.5万元, 十、百, 一 个.
func plausible(k marker, s string) bool {
	rest := s[k.size:]
	if rest == "" {
		return false
	}
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune(",。;!?、.%)", r) {
		return false
	}
	switch k.style {
	case arabic, decimal:
		if k.variant == " " { // 2 主要做法, on a line of its own
			return zh.IsHan(r) && !strings.ContainsRune(countedBy, r) && runes(rest) <= 20 && !strings.ContainsAny(rest, ",。;:")
		}
		if '0' <= r && r <= '9' && k.style == decimal || k.style == arabic && s[k.size-1] == '.' && isDigit(rest[0]) {
			return false
		}
		if k.style == decimal && s[k.size-1] != ' ' && strings.ContainsRune(countedBy, r) {
			return false
		}
	case han:
		// 一、三两个班; 三、六、九赶场日
		if strings.ContainsRune("一二三四五六七八九十", r) {
			r2, _ := utf8.DecodeRuneInString(rest[size:])
			if strings.ContainsRune("、两个至到等月周;,。", r2) && !(r == '一' && r2 == '个') { // 二、一个支部一面旗
				return false
			}
		}
		if s[k.size-1] == ' ' && !strings.ContainsAny(s[:k.size], "、.,") {
			return len(rest) <= 4*30 && runes(rest) <= 30 && !strings.ContainsAny(rest, ",。;:")
		}
	}
	return true
}

// hanNumber reads 1 to 99 in Chinese or ASCII digits, and 首先 to 最后; 0 when
// it cannot.
func hanNumber(s string) int {
	switch s {
	case "首先":
		return 1
	case "其次":
		return 2
	case "再次", "第三":
		return 3
	case "最后":
		return 99
	}
	if s != "" && isDigit(s[0]) {
		n, _ := strconv.Atoi(s)
		return n
	}
	n, digit := 0, 0
	for _, r := range s {
		if r == '十' {
			n += 10 * max(digit, 1)
			digit = 0
			continue
		}
		i := strings.IndexRune("一二三四五六七八九", r)
		if i < 0 || digit > 0 {
			return 0
		}
		digit = i/len("一") + 1
	}
	return n + digit
}
