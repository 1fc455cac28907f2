package ingest

import (
	"errors"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// The reasons why text of a word-processor document is not reading text.
const (
	whyHeader      = "header"
	whyFooter      = "footer"
	whyPageNumber  = "page-number"
	whyRevision    = "tracked-deletion"
	whyHidden      = "hidden-text"
	whyNoteMark    = "note-mark"   // the [1] in the text; the note itself stays, after its paragraph
	whyPlaceholder = "placeholder" // the prompt of a form field that was not filled in
	whyPhonetic    = "phonetic"
	whyComment     = "comment"
)

// maxFlow is the most text, in bytes, that a document may unfold to. Notes,
// list numbers and the like can be many times larger than the file.
const maxFlow = MaxFileSize / 2

// errFlood says that a document unfolds to more than maxFlow bytes of text or
// to more markup than any real one has.
var errFlood = errors.New("ingest: document unfolds beyond all measure")

// A flow is the text of a document, or of one paragraph, while it is built:
// everything the file shows, and which parts of it are to be cut.
type flow struct {
	text  []byte
	drops []corpus.Edit // ordered, not overlapping
}

// write appends s; it is cut for the reason why unless that is empty.
func (f *flow) write(s, why string) {
	if s == "" {
		return
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	from := len(f.text)
	f.text = append(f.text, s...)
	if why != "" {
		f.drop(corpus.Span{Start: from, End: len(f.text)}, why)
	}
}

func (f *flow) drop(s corpus.Span, why string) {
	if k := len(f.drops) - 1; k >= 0 && f.drops[k].End == s.Start && f.drops[k].Why == why {
		f.drops[k].End = s.End
		return
	}
	f.drops = append(f.drops, corpus.Edit{Span: s, Why: why})
}

// add appends all of g with what is cut in it.
func (f *flow) add(g *flow) {
	from := len(f.text)
	f.text = append(f.text, g.text...)
	for _, d := range g.drops {
		f.drop(d.Shift(from), d.Why)
	}
}

// cut marks all of f that is not cut yet for the reason why.
func (f *flow) cut(why string) {
	was := f.drops
	f.drops = nil
	at := 0
	gap := func(to int) {
		if at < to {
			f.drop(corpus.Span{Start: at, End: to}, why)
		}
	}
	for _, d := range was {
		gap(d.Start)
		f.drop(d.Span, d.Why)
		at = d.End
	}
	gap(len(f.text))
}

// isCut reports whether f holds text but nothing of it that shows will stay.
func (f *flow) isCut() bool {
	at := 0
	for _, d := range f.drops {
		if !isBlank(string(f.text[at:d.Start])) {
			return false
		}
		at = d.End
	}
	return len(f.drops) > 0 && isBlank(string(f.text[at:]))
}

// endLine ends the line, if one has begun; the line end goes with what it
// ends: a line that is cut whole takes it along.
func (f *flow) endLine() {
	n := len(f.text)
	if n == 0 || f.text[n-1] == '\n' {
		return
	}
	f.write("\n", f.cutLine())
}

// addLine appends g as a line of its own; an empty g makes an empty line.
func (f *flow) addLine(g *flow) {
	f.endLine()
	f.add(g)
	f.write("\n", f.cutLine())
}

// cutLine returns the reason for which the whole last line is cut, or "".
func (f *flow) cutLine() string {
	start, at, why := 0, len(f.text), ""
	for i := at - 1; i >= 0; i-- {
		if f.text[i] == '\n' {
			start = i + 1
			break
		}
	}
	for k := len(f.drops) - 1; k >= 0 && at > start; k-- {
		if f.drops[k].End != at {
			return ""
		}
		at, why = f.drops[k].Start, f.drops[k].Why
	}
	if at > start {
		return ""
	}
	return why
}

// page makes the finished flow a page.
func (f *flow) page(charset string) (Page, error) {
	d := Draft{Text: string(f.text)}.edited(f.drops)
	d = d.edited(invisible(d.Text))
	if isBlank(d.Text) {
		return Page{}, failNoText()
	}
	return Page{Text: d.Text, Removals: d.Removals, Charset: charset}, nil
}

func failNoText() *Failure {
	return &Failure{Code: CodeNoContent, Reason: "文档里没有文字（可能是空白文档，或只有图片）", Advice: "请打开文档核对；若是扫描件或图片，请先做文字识别，或向报送单位索取电子稿。"}
}

func failBroken(what string) *Failure {
	return &Failure{Code: CodeArchive, Reason: what + "已损坏或不完整，无法打开", Advice: "请用原来的软件打开并修复后重新保存，或向报送单位重新索取。"}
}

func failFlood() *Failure {
	return &Failure{Code: CodeBomb, Reason: "文档异常（展开后的内容异常庞大），没有导入", Advice: "请确认文件来源可靠，用原来的软件打开后另存为 txt 再导入。"}
}

func warnBroken() Failure {
	return Failure{Code: CodeDamaged, Reason: "文档已损坏，只读出了其中完好的部分", Advice: "请用原来的软件打开核对；必要时向报送单位重新索取。"}
}

// A cell is the paragraphs of one cell of a table.
type cell []*flow

// maxCellLine is how many characters several paragraphs of a cell may have
// together to share the line of their row. Tables of data stay below; forms
// that hold a whole report in one cell are far above.
const maxCellLine = 100

// rowLines returns the lines of a row of a table: one line, cells parted by
// tabs, unless a cell holds running text, whose paragraphs stay lines.
func rowLines(cells []cell) []*flow {
	var out []*flow
	line, open := &flow{}, false
	for _, c := range cells {
		if c.runs() {
			if open && !isBlank(string(line.text)) {
				out = append(out, line)
			}
			out = append(out, c...)
			line, open = &flow{}, false
			continue
		}
		if open {
			line.write("\t", "")
		}
		open = true
		c.joinTo(line)
	}
	if open && (len(out) == 0 || !isBlank(string(line.text))) {
		out = append(out, line)
	}
	for _, l := range out {
		if l.isCut() { // the tabs go with the cells
			l.cut(l.drops[0].Why)
		}
	}
	return out
}

// runs reports whether c holds running text.
func (c cell) runs() bool {
	filled, chars := 0, 0
	for _, p := range c {
		if s := string(p.text); !isBlank(s) {
			filled++
			chars += utf8.RuneCountInString(s)
		}
	}
	return filled > 1 && chars > maxCellLine
}

// joinTo appends the paragraphs of c to line, parted by a space where both
// sides are words, by nothing between Chinese characters of a cell that is
// too narrow for its word.
func (c cell) joinTo(line *flow) {
	for _, p := range c {
		s := strings.TrimSpace(string(p.text))
		if s == "" {
			line.add(p)
			continue
		}
		if t := line.text; len(t) > 0 && t[len(t)-1] != '\t' && t[len(t)-1] != ' ' {
			line.write(" ", "")
		}
		for _, r := range string(p.text) {
			if r == '\n' {
				p = p.oneLine()
				break
			}
		}
		line.add(p)
	}
}

// oneLine returns f with its line ends made spaces.
func (f *flow) oneLine() *flow {
	g := &flow{text: append([]byte(nil), f.text...), drops: f.drops}
	for i, b := range g.text {
		if b == '\n' {
			g.text[i] = ' '
		}
	}
	return g
}

// numbered puts the number that a list gives a paragraph before it. Chinese
// marks stand close to the text; a letter or a dot before a figure would run
// into it.
func (f *flow) numbered(label string) *flow {
	if label == "" {
		return f
	}
	g := &flow{}
	g.write(label, "")
	last, _ := utf8.DecodeLastRuneInString(label)
	next, _ := utf8.DecodeRune(f.text)
	word := isASCIIAlnum(last) || zh.IsHan(last)
	if len(f.text) > 0 && next != ' ' && next != '\t' && next != '\u3000' && (word || last < 0x80 && isASCIIAlnum(next)) {
		g.write(" ", "")
	}
	g.add(f)
	return g
}

func isASCIIAlnum(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// unindented returns f without the white space it begins with.
func (f *flow) unindented() *flow {
	n := 0
	for n < len(f.text) && (f.text[n] == ' ' || f.text[n] == '\t') {
		n++
	}
	g := &flow{text: f.text[n:]}
	for _, d := range f.drops {
		if d.End > n {
			d.Span = corpus.Span{Start: max(0, d.Start-n), End: d.End - n}
			g.drops = append(g.drops, d)
		}
	}
	return g
}
