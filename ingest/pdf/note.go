package pdf

import (
	"math"
	"regexp"
	"strings"
)

// A note is a footnote as it stands at the foot of a page.
type note struct {
	mark  string // as markOf returns it; empty when it has none
	lines []*line
}

// noteHead matches the mark that a note begins with.
var noteHead = regexp.MustCompile(`^\s*(?:[\[［【〔(（]\s*(\d{1,3}|[*＊†]{1,3})\s*[\]］】〕)）]|(\d{1,3}|[①-⑳]|[*＊†]{1,3}))`)

// markOf returns the mark in s without brackets and blanks.
func markOf(s string) string { return strings.Trim(s, " \t　[]［］【】〔〕()（）") }

// headMark returns the mark that s begins with.
func headMark(s string) string {
	m := noteHead.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

const (
	noteSize = 0.95 // of the size of the text: notes are smaller
	ruleMin  = 30.0 // points: the line above notes is at least this long
	ruleMax  = 0.62 // of the width of the text: and at most this
)

// takeNotes takes the footnotes out of the lines of s: what stands under a
// short line at the foot of the page, or what begins there with a mark that
// is raised in the text.
func (s *sheet) takeNotes(m margins) []note {
	from := s.notesByRule(m)
	if from < 0 {
		from = s.notesByMark(m)
	}
	if from < 0 {
		return nil
	}
	var out []note
	var rest []*line
	for i, l := range s.lines {
		if i < from || l.why != "" {
			rest = append(rest, l)
			continue
		}
		if mark := headMark(l.text()); mark != "" || len(out) == 0 {
			out = append(out, note{mark: mark})
		}
		out[len(out)-1].lines = append(out[len(out)-1].lines, l)
	}
	s.lines = rest
	return out
}

// notesByRule returns the index of the first line under the rule that parts
// notes from the text, -1 when there is none.
func (s *sheet) notesByRule(m margins) int {
	for _, r := range s.rules {
		w := r.Width()
		if !r.Horizontal() || w < ruleMin || w > ruleMax*(m.right-m.left) || math.Abs(r.Left-m.left) > 2*m.size || s.inTable(r.Top) {
			continue
		}
		from := -1
		for i, l := range s.lines {
			if l.why == "" && l.top() < r.Top+0.3*l.size {
				from = i
				break
			}
		}
		if from > 0 && s.noteLike(from, m) {
			return from
		}
	}
	return -1
}

func (s *sheet) inTable(y float64) bool {
	for _, t := range s.tables {
		if y >= t.box.Bottom-touch && y <= t.box.Top+touch {
			return true
		}
	}
	return false
}

// noteLike reports whether the lines from index from on can be notes.
func (s *sheet) noteLike(from int, m margins) bool {
	first := s.lines[from]
	if headMark(first.text()) == "" && first.size > noteSize*m.size {
		return false
	}
	for _, t := range s.tables {
		if t.box.Top < first.base {
			return false
		}
	}
	for _, l := range s.lines[from:] {
		if l.why == "" && l.size > 1.02*m.size {
			return false
		}
	}
	return true
}

// notesByMark returns the index of the first of the small lines at the foot
// of s, if it begins with a mark that the text has raised; -1 otherwise.
func (s *sheet) notesByMark(m margins) int {
	from := len(s.lines)
	for from > 0 && (s.lines[from-1].why != "" || s.lines[from-1].size <= 0.9*m.size) {
		from--
	}
	for from < len(s.lines) && s.lines[from].why != "" {
		from++
	}
	if from == len(s.lines) || from == 0 {
		return -1
	}
	mark := headMark(s.lines[from].text())
	if mark == "" || !s.noteLike(from, m) {
		return -1
	}
	for _, l := range s.lines[:from] {
		for _, r := range l.marks() {
			if r == mark {
				return from
			}
		}
	}
	return -1
}

// marks returns the superscripts of l, as markOf returns them.
func (l *line) marks() []string {
	var out []string
	for i := 0; i < len(l.glyphs) && l.raised != nil; i++ {
		if !l.raised[i] {
			continue
		}
		var b strings.Builder
		for ; i < len(l.glyphs) && l.raised[i]; i++ {
			b.WriteRune(l.glyphs[i].r)
		}
		if m := markOf(b.String()); m != "" {
			out = append(out, m)
		}
	}
	return out
}
