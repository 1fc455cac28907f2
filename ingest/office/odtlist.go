package office

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/ingest/page"
)

// An odtListStyle says how the levels of a list look.
type odtListStyle struct {
	levels [odtLevels]odtLevel
}

// An odtLevel is one level: its number in format with prefix and suffix, the
// numbers of the display-1 levels above before it; or, where pattern is set,
// that with %1% for the number of the first level; or a bullet.
type odtLevel struct {
	format, prefix, suffix string
	pattern, bullet        string
	display, start         int
}

const odtLevels = 10

// odtCounters count the entries of one list.
type odtCounters struct {
	counts [odtLevels]int
	begun  [odtLevels]bool
}

func (d *odt) listStyle(x *xmlReader, e xml.StartElement) error {
	s := &odtListStyle{}
	if e.Name.Local == "outline-style" {
		d.outline = s
	}
	if name := attr(e, "name"); name != "" && len(d.lists) < maxDefined {
		d.lists[name] = s
	}
	return x.each(func(e xml.StartElement) error {
		i := clampInt(attr(e, "level"), 0) - 1
		if i < 0 || i >= odtLevels {
			return nil
		}
		s.levels[i] = odtLevel{
			format: odtFormat(attr(e, "num-format")), prefix: short(attr(e, "num-prefix")), suffix: short(attr(e, "num-suffix")), pattern: short(attr(e, "num-list-format")),
			bullet: bullet("", short(attr(e, "bullet-char"))), display: clampInt(attr(e, "display-levels"), 1), start: clampInt(attr(e, "start-value"), 1),
		}
		return nil
	})
}

// short bounds what a file may put before each paragraph.
func short(s string) string {
	if len(s) > maxLabel {
		return strings.ToValidUTF8(s[:maxLabel], "")
	}
	return s
}

// odtFormat returns the name that listNumber knows for a style:num-format,
// which is a sign or the first numbers of the row: 一, 二, 三, ...
func odtFormat(s string) string {
	if s == "" {
		return "none"
	}
	switch r, _ := utf8.DecodeRuneInString(s); r {
	case '1':
		return "decimal"
	case 'a':
		return "lowerLetter"
	case 'A':
		return "upperLetter"
	case 'i':
		return "lowerRoman"
	case 'I':
		return "upperRoman"
	case '一':
		return "chineseCountingThousand"
	case '壹':
		if strings.ContainsAny(s, "貳參") {
			return "ideographLegalTraditional"
		}
		return "chineseLegalSimplified"
	case '１':
		return "decimalFullWidth"
	case '①':
		return "decimalEnclosedCircle"
	case '⑴':
		return "decimalEnclosedParen"
	case '㈠':
		return "ideographParenthesized"
	case '甲':
		return "ideographTraditional"
	case '子':
		return "ideographZodiac"
	}
	return "decimal"
}

// restart begins a level at n.
func (c *odtCounters) restart(level, n int) { c.counts[level], c.begun[level] = n-1, true }

// next counts an entry of a list and returns its number as text.
func (c *odtCounters) next(s *odtListStyle, level int) string {
	level = min(level, odtLevels-1)
	v := s.levels[level]
	if c.begun[level] {
		c.counts[level]++
	} else {
		c.counts[level], c.begun[level] = v.start, true
	}
	for i := level + 1; i < odtLevels; i++ {
		c.begun[i] = false
	}
	if v.bullet != "" {
		return v.bullet
	}
	if v.format == "none" || v.format == "" {
		return strings.TrimSpace(v.prefix + v.suffix)
	}
	at := func(i int) string {
		if !c.begun[i] {
			return listNumber(s.levels[i].format, s.levels[i].start)
		}
		return listNumber(s.levels[i].format, c.counts[i])
	}
	if v.pattern != "" {
		p := v.pattern
		for i := range level + 1 {
			p = strings.ReplaceAll(p, "%"+strconv.Itoa(i+1)+"%", at(i))
		}
		return strings.TrimSpace(p)
	}
	var numbers []string
	for i := max(0, level+1-v.display); i <= level; i++ {
		if n := at(i); n != "" {
			numbers = append(numbers, n)
		}
	}
	return strings.TrimSpace(v.prefix + strings.Join(numbers, ".") + v.suffix)
}

// An odtList is a list, or an entry of it, that is being read.
type odtList struct {
	style    *odtListStyle
	counters *odtCounters
	level    int
	due      bool // the next paragraph is the first of an entry and gets its number
}

// list reads a list: its entries hold paragraphs and lists of the next level.
func (s *odtStory) list(e xml.StartElement, outer *odtList, why string, sink func(*page.Flow)) error {
	l := &odtList{}
	name := attr(e, "style-name")
	if outer != nil {
		*l = odtList{style: outer.style, counters: outer.counters, level: outer.level + 1}
	} else {
		l.counters = s.d.byID[attr(e, "continue-list")]
		if l.counters == nil && attr(e, "continue-numbering") == "true" {
			l.counters = s.d.byStyle[name]
		}
		if l.counters == nil {
			l.counters = &odtCounters{}
		}
		if len(s.d.byStyle) < maxDefined {
			s.d.byStyle[name] = l.counters
		}
		if id := attr(e, "id"); id != "" && len(s.d.byID) < maxDefined {
			s.d.byID[id] = l.counters
		}
	}
	if own := s.d.lists[name]; own != nil {
		l.style = own
	}
	return s.x.each(func(e xml.StartElement) error {
		entry := *l
		entry.due = e.Name.Local == "list-item"
		if n := attr(e, "start-value"); n != "" && l.level < odtLevels {
			l.counters.restart(l.level, clampInt(n, 1))
		}
		return s.x.each(func(e xml.StartElement) error { return s.block(e, &entry, why, sink) })
	})
}

// label returns the number of a paragraph; l is the entry that it is in, if any.
func (s *odtStory) label(e xml.StartElement, l *odtList) string {
	if attr(e, "is-list-header") == "true" {
		return ""
	}
	if l == nil {
		if e.Name.Local != "h" {
			return ""
		}
		level := clampInt(attr(e, "outline-level"), 1) - 1
		if level < 0 || level >= odtLevels {
			return ""
		}
		if attr(e, "restart-numbering") == "true" {
			s.d.counts.restart(level, clampInt(attr(e, "start-value"), 1))
		}
		return s.d.counts.next(s.d.outline, level)
	}
	if !l.due {
		return ""
	}
	l.due = false
	style := l.style
	if style == nil {
		style = s.d.lists[s.d.listOf(attr(e, "style-name"))]
	}
	if style == nil {
		return ""
	}
	return l.counters.next(style, l.level)
}

// listOf returns the list style that a paragraph style names.
func (d *odt) listOf(style string) string {
	for range maxStyleChain {
		v, ok := d.styles["paragraph "+style]
		if !ok || v.list != "" {
			return v.list
		}
		style = v.parent
	}
	return ""
}
