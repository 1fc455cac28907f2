package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
)

// normRules tell a quota, target or plan from a count.
type normRules struct {
	rate      pattern.Choice // 每月, 每季度: every rate is a norm
	words     pattern.Choice // 不少于, 力争, 计划 …
	done      pattern.Choice // 了, 已, 累计 …: told as done
	stock     pattern.Choice // what exists, not what is to be done
	modal     pattern.Choice // 要, 将 in the clause
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
	case n.rate.Match(context):
		return true
	case n.done.Match(context):
		return false
	case n.words.Match(context):
		return true
	case n.stock.Match(before + "#" + l.unit + "#" + tail):
		return false
	case n.stocks[l.measure]:
		return false
	}
	kinds := s.section(l.start)
	if n.documents[s.r.Kind.Value] && s.held(l.start-len(clause), l.end+len(tail)) {
		return false
	}
	switch {
	case n.documents[s.r.Kind.Value]:
		return len(kinds) == 0 || !n.past[kinds[0]]
	case anyIn(n.sections, kinds):
		return true
	}
	return n.modal.Match(context)
}

// held reports whether an activity told as done overlaps the clause.
func (s *figureScan) held(start, end int) bool {
	clause := corpus.Span{Start: s.r.view.At(max(0, start)), End: s.r.view.At(min(end, len(s.text)))}
	for _, a := range s.r.Activities {
		if a.Status == corpus.Held && a.Overlap(clause) > 0 {
			return true
		}
	}
	return false
}

func anyIn(set map[string]bool, words []string) bool {
	for _, w := range words {
		if set[w] {
			return true
		}
	}
	return false
}

// section returns the kinds of the innermost section that holds byte at of
// the folded text.
func (s *figureScan) section(at int) (kinds []string) {
	src := s.r.view.At(at)
	for _, sec := range s.r.Facts.Sections {
		if sec.Start > src {
			break
		}
		if src < sec.End && len(sec.Kinds) > 0 {
			kinds = sec.Kinds
		}
	}
	return kinds
}
