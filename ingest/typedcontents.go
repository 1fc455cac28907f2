package ingest

import (
	"slices"
	"strconv"
	"strings"

	"wenjian/corpus"
	"wenjian/ingest/office"
	"wenjian/ingest/page"
	"wenjian/internal/pattern"
)

// A typed table of contents, as against one that a word processor keeps as a
// field, which its reader cuts: lines of a heading and the number of its page,
// with leaders between them (一、主要做法……3), or with a gap only, when 目录
// stands above them. Only what is certain is cut: three lines or more, near
// the head, page numbers that never fall.
var (
	ledEntry = pattern.Must(`^(.{1,60}?) ?(?:[.·…⋯_-] ?){4,}[(\-]?(\d{1,3})[)\-]?$|^(.{1,60}?) ?…{1,}[(\-]?(\d{1,3})[)\-]?$`)
	gapEntry = pattern.Must(`^(.{1,60}?)(?:\t+| {2,})[(\-]?(\d{1,3})[)\-]?$`)
)

// leaders are what leaders hold, all of them, somewhere.
var leaders = []string{"…", "⋯", "..", ". .", "··", "· ·", "__", "--", "．．"}

const (
	minContents  = 3  // entries
	headContents = 40 // non-blank lines from the head within which a table of contents begins
)

// typedContents finds a typed table of contents.
func typedContents(d page.Draft) []corpus.Edit {
	led := slices.ContainsFunc(leaders, func(s string) bool { return strings.Contains(d.Text, s) })
	if !led && !strings.Contains(d.Text, "目") && !strings.Contains(d.Text, "ontents") && !strings.Contains(d.Text, "ONTENTS") {
		return nil
	}
	ls := splitLines(d.Text)
	for i, seen := 0, 0; i < len(ls) && seen < headContents; i++ {
		if ls[i].blank() {
			continue
		}
		seen++
		headed := isContentsHead(ls[i].fold)
		if !headed && !led {
			continue
		}
		from := i
		if headed {
			from++
		}
		end, n := entries(ls[from:], headed)
		if n < minContents || restBlank(ls[from+end:]) {
			continue
		}
		return []corpus.Edit{{Span: corpus.Span{Start: ls[i].from, End: ls[from+end-1].to}, Why: office.WhyContents}}
	}
	return nil
}

// entries returns how many of the lines, blank ones between them counted, are
// entries of a table of contents, and how many entries these are. Without
// leaders they count only under a heading.
func entries(ls []line, headed bool) (end, n int) {
	last := 0
	for i, l := range ls {
		if l.blank() {
			continue
		}
		p := pageOf(ledEntry, l.fold)
		if p == 0 && headed {
			p = pageOf(gapEntry, l.fold)
		}
		if p < max(last, 1) {
			break
		}
		last, end, n = p, i+1, n+1
	}
	return end, n
}

// pageOf returns the number of the page that an entry names, 0 when s is none.
func pageOf(p *pattern.Pattern, s string) int {
	m := p.FindStringSubmatch(s)
	for i := 2; i < len(m); i += 2 {
		if n, err := strconv.Atoi(m[i]); err == nil {
			return n
		}
	}
	return 0
}

func isContentsHead(fold string) bool {
	if len(fold) > 30 {
		return false
	}
	switch strings.Join(strings.Fields(fold), "") {
	case "目录", "目次", "contents", "[目录]", "目录:":
		return true
	}
	return false
}

func restBlank(ls []line) bool {
	for _, l := range ls {
		if !l.blank() {
			return false
		}
	}
	return true
}
