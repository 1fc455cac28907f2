package charset

import (
	"fmt"
	"slices"
	"strings"

	"wenjian/corpus"
	"wenjian/ingest/mojibake"
	"wenjian/ingest/page"
)

// CodeRepaired is the code of the warning that damaged text was repaired,
// CodeMixed of the one that a file is in two encodings.
const (
	CodeRepaired = "repaired-text"
	CodeMixed    = "mixed-encoding"
)

// NoteDamage adds to p a warning for text that is lost, saying how much and
// where, and one for text that the clean stage will repair by context.
func NoteDamage(p *page.Page) {
	text := p.Text
	if edits := mojibake.LostLeads(text); len(edits) > 0 {
		if now, _, err := corpus.Apply(text, nil, edits); err == nil {
			text = now
			p.Warnings = append(p.Warnings, warnRepaired(len(edits)))
		}
	}
	told := slices.ContainsFunc(p.Warnings, func(w page.Failure) bool { return w.Code == page.CodeDamaged })
	if marks := mojibake.Marks(text); len(marks) > 0 && !told { // the reader may know better what is lost
		p.Warnings = append(p.Warnings, warnLost(text, marks))
	}
}

func failDestroyed() *page.Failure {
	return &page.Failure{Code: page.CodeDamaged, Reason: "文字已成乱码（“锟斤拷”一类），原文无法还原", Advice: "请向报送单位索取原件，另存为 UTF-8 编码的 txt 再导入。"}
}

func warnRepaired(places int) page.Failure {
	return page.Failure{Code: CodeRepaired, Reason: fmt.Sprintf("文字曾被错误的编码转存，有 %d 处乱码，已还原", places), Advice: "请抽查还原的文字；原样保存在“清理记录”里。"}
}

func warnMixed(charset string) page.Failure {
	return page.Failure{Code: CodeMixed, Reason: "文件里混有两种文字编码（UTF-8 和 " + strings.ToUpper(charset) + "），已分别识别", Advice: "请抽查两部分衔接处的文字是否完整。"}
}

// warnLost says how much of text is lost and where the first of it stands.
func warnLost(text string, marks []mojibake.Mark) page.Failure {
	at := marks[0].Start
	line := 1 + strings.Count(text[:at], "\n")
	from := at - len(lastRunes(text[strings.LastIndexByte(text[:at], '\n')+1:at], 6))
	sample := text[from:at] + firstRunes(marks[0].Of(text), 6)
	return page.Failure{
		Code:   page.CodeDamaged,
		Reason: fmt.Sprintf("文字中有 %d 处乱码，约占 %.1f%%（第一处在第 %d 行“%s”）", len(marks), max(0.1, 100*mojibake.Share(text, marks)), line, sample),
		Advice: "乱码处的原文已无法还原；请向报送单位索取原件。",
	}
}

// firstRunes returns the first n characters of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// lastRunes returns the last n characters of s.
func lastRunes(s string, n int) string {
	rs := []rune(s)
	return string(rs[max(0, len(rs)-n):])
}
