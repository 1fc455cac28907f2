package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// mentionPlaces answers which activities stand around a figure: bytes of the
// folded text.
type mentionPlaces struct {
	text string
	list []mentionPlace
	from int // where the mention that around found last begins
}

type mentionPlace struct {
	corpus.Span
	kind string
}

func newMentionPlaces(r *reading) mentionPlaces {
	p := mentionPlaces{text: r.view.Text}
	for _, a := range r.Activities {
		p.list = append(p.list, mentionPlace{corpus.Span{Start: r.toView(a.Start), End: r.toView(a.End)}, a.Kind})
	}
	return p
}

// around returns the kind of the innermost activity whose words hold the
// figure, "" for none, and the kinds of all in its clause.
func (p *mentionPlaces) around(start, end int) (inside string, clause []string) {
	from := strings.LastIndexAny(p.text[:start], ",。;:!?\n") + 1
	to := len(p.text)
	if i := strings.IndexAny(p.text[end:], ",。;:!?\n"); i >= 0 {
		to = end + i
	}
	shortest := len(p.text) + 1
	for _, m := range p.list {
		if m.Start <= start && end <= m.End && m.Len() < shortest {
			inside, shortest, p.from = m.kind, m.Len(), m.Start
		}
		if m.Start < to && from < m.End {
			clause = append(clause, m.kind)
		}
	}
	return inside, clause
}

// cells separates the cells of a table's row.
var cells = pattern.MustCompile(`[^ \t|]+(?: [^ \t|]+)*`)

// minColumns is how many cells make a line a row of a table.
const minColumns = 3

// cellsAt returns the cells of the line that begins at start. The figures of a
// line ask one after another.
func (s *figureScan) cellsAt(start int) [][]int {
	if s.row == nil || s.rowStart != start {
		s.row, s.rowStart = cells.FindAllStringIndex(s.lineAt(start), -1), start
	}
	return s.row
}

// columnHead returns the head of the column that l stands in, when its line
// is a row of a table: a line above of as many cells, with only such rows in
// between, that holds no number; and the sentence that leads to the table,
// where it ends with a colon.
func (s *figureScan) columnHead(l literal) (head, lead string, ok bool) {
	start := strings.LastIndexByte(s.text[:l.start], '\n') + 1
	row := s.cellsAt(start)
	if len(row) < minColumns {
		return "", "", false
	}
	column := -1
	for i, c := range row {
		if start+c[0] <= l.start && l.end <= start+c[1] {
			column = i
		}
	}
	for column >= 0 && start > 0 {
		start = strings.LastIndexByte(s.text[:start-1], '\n') + 1
		line := s.lineAt(start)
		if strings.TrimSpace(line) == "" {
			continue
		}
		heads := cells.FindAllStringIndex(line, -1)
		if len(heads) != len(row) {
			break
		}
		if !strings.ContainsAny(line, "0123456789") {
			return line[heads[column][0]:heads[column][1]], s.leadTo(start), true
		}
	}
	return "", "", false
}

// leadTo returns the sentence before the line at byte start when it announces
// what follows.
func (s *figureScan) leadTo(start int) string {
	above := strings.TrimRight(s.text[:start], "\n ")
	if !strings.HasSuffix(above, ":") {
		return ""
	}
	return above[strings.LastIndexAny(above, "。;!?\n")+1:]
}

func (s *figureScan) lineAt(start int) string {
	if i := strings.IndexByte(s.text[start:], '\n'); i >= 0 {
		return s.text[start : start+i]
	}
	return s.text[start:]
}

// headingAt returns the words of the heading above byte at, folded.
func (s *figureScan) headingAt(at int) string {
	src, found := s.r.view.At(at), ""
	for _, sec := range s.r.Facts.Sections {
		if sec.Start > src {
			break
		}
		if src < sec.End && !sec.Heading.Empty() && sec.Heading.End <= src {
			found = zh.Fold(sec.Heading.Of(s.r.doc.Text))
		}
	}
	return strings.TrimRight(found, "。: ")
}
