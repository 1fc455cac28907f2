package pdf

import (
	"golang.org/x/text/unicode/norm"

	"wenjian/corpus"
)

// whyRadical is the reason for writing a character for the radical that looks
// like it.
const whyRadical = "radical"

// radicals finds the radicals (Unicode 2E80 to 2FD5) that stand for the
// characters of the same shape. Fonts have one glyph for both, and what makes
// a PDF often names the wrong one: ⽂ for 文, ⺠ for 民.
func radicals(text string) []corpus.Edit {
	var edits []corpus.Edit
	for i, r := range text {
		if r < 0x2E80 || r > 0x2FD5 {
			continue
		}
		if s := characterOf(r); s != "" {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: i, End: i + len(string(r))}, New: s, Why: whyRadical})
		}
	}
	return edits
}

// characterOf returns the character that looks like radical r, "" when there
// is none.
func characterOf(r rune) string {
	if c, ok := sameShape[r]; ok {
		return string(c)
	}
	if s := norm.NFKC.String(string(r)); s != string(r) {
		return s
	}
	return ""
}

// sameShape has the radicals of the supplement that are whole characters but
// that Unicode does not decompose.
var sameShape = map[rune]rune{
	'⺁': '厂', '⺇': '几', '⺌': '小', '⺒': '巳', '⺓': '幺', '⺛': '旡', '⺝': '月',
	'⺠': '民', '⺪': '疋', '⺫': '罒', '⺬': '示', '⺮': '竹', '⺯': '糸', '⺰': '纟', '⻀': '艹', '⻁': '虎', '⻂': '衤', '⻃': '覀',
	'⻄': '西', '⻅': '见', '⻆': '角', '⻈': '讠', '⻉': '贝', '⻋': '车', '⻌': '辶', '⻍': '辶', '⻐': '钅', '⻑': '長',
	'⻒': '镸', '⻓': '长', '⻔': '门', '⻖': '阝', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻠': '饣',
	'⻢': '马', '⻣': '骨', '⻤': '鬼', '⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻫': '斉', '⻬': '齐',
	'⻭': '歯', '⻮': '齿', '⻯': '竜', '⻰': '龙', '⻱': '龜', '⻲': '亀',
}
