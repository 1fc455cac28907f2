package classify

import (
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// A clause is a stretch between two stops, commas included. Offsets of this
// file are bytes of the folded text, not of Document.Text.
type clause struct {
	corpus.Span
	sentence int // index of its sentence
	section  int // index of the innermost section it lies in, or -1
	heading  bool
}

// A sentence is a row of clauses up to a full stop, semicolon or line end.
type sentence struct {
	corpus.Span
	first, end int  // its clauses are clauses[first:end]
	soft       bool // it ended with a semicolon
}

// layout is a document cut for the activity rules.
type layout struct {
	text      string // folded text with names and titles blotted out, same offsets as the folded text
	folded    string
	clauses   []clause
	sentences []sentence
}

// blot is what stands for each three-byte character of a blotted name.
const blot = "※"

// blotted replaces, line by line, what masks match by blots of the same
// length in bytes.
func blotted(text string, masks pattern.Sieve) string {
	var b strings.Builder
	for _, line := range strings.SplitAfter(text, "\n") {
		for _, i := range masks.Can.In(line) {
			line = blottedLine(line, masks.List[i].Re)
		}
		b.WriteString(line)
	}
	return b.String()
}

func blottedLine(line string, mask *pattern.Regexp) string {
	all := mask.FindAllStringIndex(line, -1)
	if len(all) == 0 {
		return line
	}
	var b strings.Builder
	at := 0
	for _, m := range all {
		b.WriteString(line[at:m[0]])
		writeBlots(&b, line[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(line[at:])
	return b.String()
}

func writeBlots(b *strings.Builder, s string) {
	for _, r := range s {
		switch n := utf8.RuneLen(r); {
		case r == '"' || r == '\n':
			b.WriteRune(r)
		case n == len(blot):
			b.WriteString(blot)
		default:
			b.WriteString(strings.Repeat("_", n))
		}
	}
}

// titleTail is how many characters of a 《title》 stay readable: 方案, 意见.
const titleTail = 2

// blotTitles blots out what stands between 《 and 》 except its last words.
func blotTitles(text string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, "《")
		if i < 0 {
			break
		}
		i += len("《")
		j := strings.Index(text[i:], "》")
		if j < 0 || strings.Contains(text[i:i+j], "\n") || utf8.RuneCountInString(text[i:i+j]) > 80 {
			b.WriteString(text[:i])
			text = text[i:]
			continue
		}
		b.WriteString(text[:i])
		tail := i + j
		for range titleTail {
			if tail > i {
				_, n := utf8.DecodeLastRuneInString(text[i:tail])
				tail -= n
			}
		}
		writeBlots(&b, text[i:tail])
		b.WriteString(text[tail : i+j])
		text = text[i+j:]
	}
	if b.Len() == 0 {
		return text
	}
	return b.String() + text
}

// toView returns the offset in the folded text of byte i of the document.
func (r *reading) toView(i int) int {
	return sort.Search(len(r.view.Text), func(j int) bool { return r.view.At(j) >= i })
}

// span returns the span of the document that [from, to) of the folded text shows.
func (r *reading) span(from, to int) corpus.Span {
	return corpus.Span{Start: r.view.At(from), End: r.view.At(to)}
}

// edge is a place where a section or heading begins or ends.
type edge struct {
	at, section int
	heading     bool
}

// edges returns the places where the innermost section or heading changes.
func (r *reading) edges() []edge {
	var out []edge
	for i, s := range r.Sections {
		from, to := r.toView(s.Start), r.toView(s.End)
		if !s.Heading.Empty() {
			out = append(out, edge{from, i, false}, edge{r.toView(s.Heading.Start), i, true}, edge{r.toView(s.Heading.End), i, false})
		} else {
			out = append(out, edge{from, i, false})
		}
		out = append(out, edge{to, s.Parent, false})
	}
	// At one place ends of sections come before beginnings of others.
	sort.SliceStable(out, func(a, b int) bool { return out[a].at < out[b].at })
	return out
}

// newLayout cuts the document of r; text is its folded text with blots.
func newLayout(r *reading, text string) *layout {
	l := &layout{text: text, folded: r.view.Text}
	edges := r.edges()
	section, heading, from, first := -1, false, 0, 0
	sentenceStart := 0
	endClause := func(to int) {
		if s := trim(text, from, to); !s.Empty() {
			l.clauses = append(l.clauses, clause{s, len(l.sentences), section, heading})
		}
		from = to
	}
	endSentence := func(to int, soft bool) {
		endClause(to)
		if len(l.clauses) > first {
			l.sentences = append(l.sentences, sentence{trim(text, sentenceStart, to), first, len(l.clauses), soft})
			first = len(l.clauses)
		}
		sentenceStart = to
	}
	quote, title := 0, 0 // ends of an open short quote or title: stops in them cut nothing
	for i, c := range text {
		for len(edges) > 0 && edges[0].at <= i {
			if edges[0].at > sentenceStart {
				endSentence(i, false)
			}
			section, heading = edges[0].section, edges[0].heading
			edges = edges[1:]
		}
		switch {
		case i < quote || i < title:
		case c == '"':
			quote = closing(text, i+1, "\"", 30)
		case c == '《':
			title = closing(text, i+len("《"), "》", 80)
		case c == '。' || c == '!' || c == '?' || c == '\n' || c == '…':
			endSentence(i+utf8.RuneLen(c), false)
		case c == ';':
			endSentence(i+1, true)
		case c == ',' || c == ':':
			endClause(i + 1)
		}
	}
	endSentence(len(text), false)
	return l
}

// closing returns the end of the quotation that opened before from, when its
// closing mark stands within limit characters on the same line; else 0.
func closing(text string, from int, mark string, limit int) int {
	for i, c := range text[from:] {
		if strings.HasPrefix(text[from+i:], mark) {
			return from + i + len(mark)
		}
		if limit--; limit < 0 || c == '\n' {
			break
		}
	}
	return 0
}

// trim shrinks [from, to) past white space and closing stops.
func trim(text string, from, to int) corpus.Span {
	s := text[from:to]
	s = strings.TrimRight(s, " \t\n\r,。;:!?…、")
	t := strings.TrimLeft(s, " \t\n\r,。;:!?…、")
	return corpus.Span{Start: from + len(s) - len(t), End: from + len(s)}
}
