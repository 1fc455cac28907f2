package office

import (
	"strconv"
	"strings"
)

// listNumber writes n as a list does that counts in format, a name of
// ST_NumberFormat (ECMA-376 part 1, 17.18.59). Unknown formats and numbers
// that a format has no sign for count in Arabic digits, as Word does.
func listNumber(format string, n int) string {
	if n < 0 || n > 1<<20 {
		return strconv.Itoa(n)
	}
	switch format {
	case "none", "bullet":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return alphabetic(n)
	case "lowerLetter":
		return strings.ToLower(alphabetic(n))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + ordinalSuffix(n)
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	case "hex":
		return strings.ToUpper(strconv.FormatInt(int64(n), 16))
	case "decimalFullWidth", "decimalFullWidth2":
		return fullWidth(strconv.Itoa(n))
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting":
		return countHan(n, "零一二三四五六七八九", "十百千", "万", true)
	case "chineseLegalSimplified":
		return countHan(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万", false)
	case "ideographLegalTraditional":
		return countHan(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬", false)
	case "japaneseLegal":
		return countHan(n, "零壱弐参四伍六七八九", "拾百阡", "萬", false)
	case "ideographDigital", "japaneseDigitalTenThousand":
		return digitwise(n)
	case "taiwaneseDigital":
		return strings.ReplaceAll(digitwise(n), "〇", "○")
	case "ideographZodiacTraditional":
		if n > 0 {
			stem, branch := []rune(stems), []rune(branches)
			return string([]rune{stem[(n-1)%10], branch[(n-1)%12]})
		}
	}
	if signs := []rune(listSigns[format]); n > 0 && n <= len(signs) {
		return string(signs[n-1])
	}
	return strconv.Itoa(n)
}

const (
	stems    = "甲乙丙丁戊己庚辛壬癸"
	branches = "子丑寅卯辰巳午未申酉戌亥"
)

// listSigns lists the formats that have a sign for each of their few numbers.
var listSigns = map[string]string{
	"ideographTraditional":         stems,
	"ideographZodiac":              branches,
	"decimalEnclosedCircle":        "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
	"decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
	"decimalEnclosedFullstop":      "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
	"decimalEnclosedParen":         "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
	"ideographEnclosedCircle":      "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", // as Chinese Word shows it
	"ideographParenthesized":       "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
}

// countHan writes n in the Chinese way. short drops the one of 一十 at the
// beginning: 十二, but 一百一十二.
func countHan(n int, digits, units, myriad string, short bool) string {
	d, u := []rune(digits), []rune(units)
	if n == 0 {
		return string(d[0])
	}
	if n >= 10000 {
		s := countHan(n/10000, digits, units, "亿", short) + myriad
		if n%10000 == 0 {
			return s
		}
		if n%10000 < 1000 {
			s += string(d[0])
		}
		return s + countHan(n%10000, digits, units, myriad, false)
	}
	var b strings.Builder
	gap := false
	for i, unit := 3, 1000; i >= 0; i, unit = i-1, unit/10 {
		v := n / unit % 10
		switch {
		case v == 0:
			gap = b.Len() > 0
			continue
		case gap:
			b.WriteRune(d[0])
			gap = false
		}
		if !short || v != 1 || i != 1 || b.Len() > 0 {
			b.WriteRune(d[v])
		}
		if i > 0 {
			b.WriteRune(u[i-1])
		}
	}
	return b.String()
}

func ordinalSuffix(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
		return "th"
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}
