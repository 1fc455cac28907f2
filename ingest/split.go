package ingest

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

const (
	minBody     = 40  // Chinese characters below which what follows a marker is no document
	minUnmarked = 150 // the same for text before the first marker
)

// Split cuts a page into its documents: one, or several for a compilation.
// What belongs to none of them (page title, markers) becomes a Removal of
// the nearest one. A cut needs the compiler's own marker (范文第N篇, 篇一) or
// a title that begins anew after numbering that begins anew; headings,
// attachments and quoted lists inside a document do not cut it. Where the
// file keeps its documents apart (Page.Parts), that is the split.
func Split(p page.Page) []page.Draft {
	if len(p.Parts) > 0 {
		return slices.Clone(p.Parts)
	}
	s := newSplitter(p.Text)
	ms := s.accepted(marks(s.lines))
	ms = s.withContents(ms)
	ms = s.withSeries(ms)
	ms = s.withRestarts(ms)
	drafts := s.cut(p, ms)
	if len(drafts) == 1 && drafts[0].Title == "" {
		drafts[0].Title = p.Title
	}
	return drafts
}

type splitter struct {
	text  string
	lines []line
	noisy []bool // by line: no part of any document
	han   []int  // before each line: Chinese characters of lines that are not noisy

	contents contents // the table of contents, if any
	nums     []number // the heading numbers, once asked for
	beyond   []int    // before each of nums: how many are not one
	limit    int      // the line from which attachments begin, once asked for
	glue     *bool    // whether titles have text glued to them, once asked for
}

func newSplitter(text string) *splitter {
	ls := splitLines(text)
	s := &splitter{text: text, lines: ls, noisy: make([]bool, len(ls)), han: make([]int, len(ls)+1)}
	if c, ok := findContents(ls); ok {
		s.contents = c
	}
	for i, l := range ls {
		s.noisy[i] = noiseOf(l.fold, true, true) != "" || s.contents.holds(i)
		s.han[i+1] = s.han[i]
		if !s.noisy[i] {
			s.han[i+1] += zh.HanCount(l.text)
		}
	}
	return s
}

// lineAt returns the index of the line that holds offset at.
func (s *splitter) lineAt(at int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i].to > at })
}

// accepted keeps the marks that stand for documents. A family is believed
// when it is sure, or its titles name kinds of documents; its ordinals must
// rise; a family of one mark must stand at the head of the page, or continue
// an unmarked document as its second.
func (s *splitter) accepted(ms []mark) []mark {
	var out []mark
	families := []string{}
	for _, m := range ms {
		if !slices.Contains(families, m.family) {
			families = append(families, m.family)
		}
	}
	for _, f := range families {
		var run []mark
		for _, m := range s.announcing(f, ms) {
			if f == "精选" || f == "file" || len(run) == 0 || m.ordinal > run[len(run)-1].ordinal {
				run = append(run, m)
			}
		}
		if len(run) > 0 && s.believable(f, run) {
			out = append(out, run...)
		}
	}
	slices.SortStableFunc(out, func(a, b mark) int { return a.at - b.at })
	return slices.CompactFunc(out, func(a, b mark) bool { return a.at == b.at })
}

// announcing returns the marks of a family, without those that a table of
// contents lists: nothing follows them, and their ordinal comes again.
func (s *splitter) announcing(family string, ms []mark) []mark {
	var all, out []mark
	for _, m := range ms {
		if m.family == family && m.ordinal > 0 && !s.contents.holds(s.lineAt(m.at)) {
			all = append(all, m)
		}
	}
	last := map[int]int{} // by ordinal: the last mark with a body
	for i, m := range all {
		if s.body(all, i) >= minBody {
			last[m.ordinal] = i
		}
	}
	for i, m := range all {
		if i < last[m.ordinal] && s.body(all, i) < minBody {
			continue
		}
		out = append(out, m)
	}
	return out
}

func (s *splitter) believable(family string, run []mark) bool {
	head := s.prose(0, run[0].at) < minUnmarked
	counted := len(run) > 1 && run[0].ordinal == 1 && run[1].ordinal == 2 && s.bodies(run) == len(run)
	switch {
	case family == "范文第" || family == "精选":
		return head || len(run) > 1
	case strings.HasPrefix(family, "serial "):
		return counted && (s.minBody(run) > 2*minBody || head && len(run) > 2 && kindEnd.MatchString(strings.TrimPrefix(family, "serial ")))
	case family == "bare":
		return counted && s.minBody(run) > 2*minBody
	case family == "之":
		return counted && head
	case family == "短":
		return counted && head && (len(run) > 2 || s.announcedTitle() != "" || s.restarting(run) > 1)
	case family == "file":
		return len(run) > 1 && s.bodies(run) == len(run) && head
	case family == "范文" && counted && head:
		return true
	case (family == "例" || family == "范文") && (len(run) < 2 || s.bodies(run) < 2 || s.restarting(run) < 2):
		return false
	case len(run) == 1 && !head && run[0].ordinal != 2:
		return false
	}
	titled := 0
	for _, m := range run {
		if m.prose && !counted {
			return false
		}
		if m.title.Empty() || kindWord.MatchString(zh.Fold(m.title.Of(s.text))) || s.titleBelow(m) {
			titled++
		}
	}
	return 2*titled > len(run) || counted && head && s.contents.to > 0
}

// bodies counts the marks that have a document behind them.
func (s *splitter) bodies(run []mark) int {
	n := 0
	for i := range run {
		if s.body(run, i) >= minBody {
			n++
		}
	}
	return n
}

func (s *splitter) minBody(run []mark) int {
	least := s.body(run, 0)
	for i := range run {
		least = min(least, s.body(run, i))
	}
	return least
}

// restarting counts the marks behind which a first heading stands.
func (s *splitter) restarting(run []mark) int {
	n := 0
	for i, m := range run {
		for _, t := range numbers(s.text[m.at:s.end(run, i)]) {
			if t.n == 1 {
				n++
				break
			}
		}
	}
	return n
}

func (s *splitter) end(run []mark, i int) int {
	if i+1 < len(run) {
		return run[i+1].at
	}
	return len(s.text)
}

// body returns how many Chinese characters of running text belong to mark i.
func (s *splitter) body(run []mark, i int) int {
	from := max(run[i].marker.End, run[i].title.End)
	return s.prose(from, s.end(run, i))
}

// prose counts the Chinese characters between from and to in lines that are not noise.
func (s *splitter) prose(from, to int) int {
	if from >= to {
		return 0
	}
	i, j := s.lineAt(from), s.lineAt(to)
	return s.han[j] - s.han[i] - s.part(i, 0, from) + s.part(j, 0, to)
}

// part counts the Chinese characters of line i between from and to, 0 when it is noise.
func (s *splitter) part(i, from, to int) int {
	if i >= len(s.lines) || s.noisy[i] {
		return 0
	}
	a, b := max(s.lines[i].Start, from), min(s.lines[i].End, to)
	if a >= b {
		return 0
	}
	return zh.HanCount(s.text[a:b])
}

// titleBelow reports whether the real title stands under the marker's line.
func (s *splitter) titleBelow(m mark) bool {
	below := s.below(m.at, 2)
	return len(below) > 0 && below[0].runes() <= 50 && kindWord.MatchString(below[0].fold) && !zh.IsSentenceEnd(below[0].last())
}

// below returns up to n non-blank lines after the line at offset at.
func (s *splitter) below(at, n int) []line {
	var out []line
	for _, l := range s.lines[min(len(s.lines), s.lineAt(at)+1):] {
		if !l.blank() {
			if out = append(out, l); len(out) == n {
				break
			}
		}
	}
	return out
}

// Cut makes the drafts.
func (s *splitter) cut(p page.Page, ms []mark) []page.Draft {
	starts := []int{0}
	first := true
	for i := range ms {
		if ms[i].empty = s.body(ms, i) < minBody; ms[i].empty {
			continue
		}
		// The page's head goes with the first document.
		if at := ms[i].at; at > 0 && !(first && s.prose(0, at) < minUnmarked) {
			starts = append(starts, at)
		}
		first = false
	}
	drafts := make([]page.Draft, 0, len(starts))
	removals := p.Removals
	for i, from := range starts {
		to := len(p.Text)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		d := page.Draft{Text: p.Text[from:to]}
		for len(removals) > 0 && (i+1 == len(starts) || removals[0].At.End <= to) {
			r := removals[0]
			r.At = r.At.Shift(-from)
			d.Removals = append(d.Removals, r)
			removals = removals[1:]
		}
		n := 0
		for n < len(ms) && (ms[n].at < to || i+1 == len(starts)) {
			n++
		}
		drafts = append(drafts, s.dressed(d, from, to, ms[:n]))
		ms = ms[n:]
	}
	return drafts
}

// dressed takes head and markers off the draft that covers [from, to); ms are
// the marks in it.
func (s *splitter) dressed(d page.Draft, from, to int, ms []mark) page.Draft {
	var edits []corpus.Edit
	add := func(a, b int, repl, why string) {
		a, b = max(a, from), min(b, to)
		if n := len(edits); n > 0 {
			a = max(a, edits[n-1].End+from)
		}
		if a < b || a == b && repl != "" {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: a - from, End: b - from}, New: repl, Why: why})
		}
	}
	for i, m := range ms {
		if m.empty {
			add(m.at, max(m.marker.End, m.title.End), "", whyMarker)
			continue
		}
		if d.Title == "" {
			d.Title = s.titleOf(m)
		}
		if from == 0 && i == 0 {
			add(0, m.at, "", "page-head")
		}
		switch {
		case m.family == restart && announced.MatchString(zh.Fold(m.title.Of(s.text))):
			add(m.at, m.title.End, "", whyMarker) // the title of the compilation
		case m.family == restart:
			if m.glued {
				add(m.title.End, m.title.End, "\n", "title-glued")
			}
		case m.drop || s.repeatsBelow(m):
			add(m.at, max(m.marker.End, m.title.End), "", whyMarker)
		default:
			add(m.at, m.marker.End, "", whyMarker)
			add(m.title.End, m.closing, "", whyMarker)
		}
	}
	return d.Edited(edits)
}

// titleOf returns the title that a marker gives its document, "" where the
// document shows its own: the compiler's numbering of one title (…小结二) and
// labels such as 会议材料之三 give way to a title on the next line.
func (s *splitter) titleOf(m mark) string {
	title := ownTitle(m.title.Of(s.text))
	if title != "" && !m.drop && !generic.MatchString(zh.Fold(title)) || m.family == restart {
		return title
	}
	if below := s.below(m.at, 1); !m.glued && len(below) > 0 && titleLike(below[0]) {
		return ""
	}
	if (title == "" || generic.MatchString(zh.Fold(title))) && m.marker.End > m.marker.Start {
		return s.announcedTitle()
	}
	return title
}

// announcedTitle returns the title that the head of a compilation announces
// for all its pieces, without their number, "" when there is none.
func (s *splitter) announcedTitle() string {
	n := 0
	for i, l := range s.lines {
		if l.blank() || s.noisy[i] {
			continue
		}
		if kindWord.MatchString(l.fold) && titleLike(l) && (announced.MatchString(l.fold) || samples.MatchString(l.fold)) {
			title := ownTitle(l.text)
			if m := samples.FindStringIndex(zh.Fold(title)); m != nil {
				title = string([]rune(title)[:utf8.RuneCountInString(zh.Fold(title)[:m[0]])])
			}
			return title
		}
		if n++; n == 4 {
			break
		}
	}
	return ""
}

// samples matches what the title of a collection of samples ends with.
var samples = pattern.Must(`(?:优秀|精选|标准|通用)?范[文本例](?:大全|合集|精选)?$`)

// repeatsBelow reports whether the title beside a marker is the compiler's
// short form of the title that follows.
func (s *splitter) repeatsBelow(m mark) bool {
	title := bigrams(zh.Fold(m.title.Of(s.text)))
	below := s.below(m.at, 2)
	if len(title) == 0 || len(below) == 0 {
		return false
	}
	for k := range below {
		if below[k].runes() > 60 || zh.IsSentenceEnd(below[k].last()) {
			below = below[:k]
			break
		}
	}
	var joined string
	for _, l := range below {
		joined += l.fold
	}
	return 2*sharedBigrams(title, bigrams(joined)) >= len(title)
}
