package classify

import (
	"regexp"
	"strings"
)

// normRules tell a quota, target or plan from a count.
type normRules struct {
	rate      *regexp.Regexp // 每月, 每季度: every rate is a norm
	words     *regexp.Regexp // 不少于, 力争, 计划 …
	done      *regexp.Regexp // 了, 已, 累计 …: told as done
	stock     *regexp.Regexp // what exists, not what is to be done
	modal     *regexp.Regexp // 要, 将 in the clause
	sections  map[string]bool
	past      map[string]bool
	documents map[string]bool
	stocks    map[string]bool // measures that are a stock unless said otherwise
}

// isNorm decides by the clause first, then by the section, then by the
// document.
func (s *figureScan) isNorm(l *literal, before, after string) bool {
	n := &s.rules.norms
	clause := before
	if i := strings.LastIndexAny(clause, ",:"); i >= 0 {
		clause = clause[i+1:]
	}
	tail := after
	if i := strings.IndexAny(tail, ",:"); i >= 0 {
		tail = tail[:i]
	}
	context := clause + "#" + l.unit + "#" + tail
	switch {
	case n.rate.MatchString(context):
		return true
	case n.done.MatchString(context):
		return false
	case n.words.MatchString(context):
		return true
	case n.stock.MatchString(before + "#" + l.unit + "#" + tail):
		return false
	case n.stocks[l.measure]:
		return false
	}
	kind, known := s.section(l.start)
	switch {
	case n.documents[s.r.Kind.Value]:
		return !(known && n.past[kind])
	case known && n.sections[kind]:
		return true
	}
	return n.modal.MatchString(context)
}

// section returns the kind of the innermost section that holds byte at of
// the folded text.
func (s *figureScan) section(at int) (kind string, ok bool) {
	src := s.r.view.At(at)
	for _, sec := range s.r.Facts.Sections {
		if sec.Start > src {
			break
		}
		if src < sec.End && len(sec.Kinds) > 0 {
			kind, ok = sec.Kinds[0], true
		}
	}
	return kind, ok
}
