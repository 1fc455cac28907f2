package pattern

import (
	"regexp/syntax"
	"unicode/utf8"
)

// manyRunes is how many runes a set must have for a look at it to tell
// nothing.
const manyRunes = 1 << 12

// anchoredAt reports whether every match of re begins where the text does,
// or, at the end, ends where it does.
func anchoredAt(re *syntax.Regexp, end bool) bool {
	switch re.Op {
	case syntax.OpBeginText:
		return !end
	case syntax.OpEndText:
		return end
	case syntax.OpCapture:
		return anchoredAt(re.Sub[0], end)
	case syntax.OpConcat:
		i := 0
		if end {
			i = len(re.Sub) - 1
		}
		return anchoredAt(re.Sub[i], end)
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !anchoredAt(sub, end) {
				return false
			}
		}
		return true
	}
	return false
}

// edgeRunes returns, as ranges, the runes that a match of re can begin with,
// or end with, and whether it can be empty.
func edgeRunes(re *syntax.Regexp, end bool) (set []rune, empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return anyRune(), false
		}
		r := re.Rune[0]
		if end {
			r = re.Rune[len(re.Rune)-1]
		}
		return []rune{r, r}, false
	case syntax.OpCharClass:
		return re.Rune, false
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return nil, true
	case syntax.OpCapture, syntax.OpPlus:
		return edgeRunes(re.Sub[0], end)
	case syntax.OpStar, syntax.OpQuest:
		set, _ = edgeRunes(re.Sub[0], end)
		return set, true
	case syntax.OpRepeat:
		set, empty = edgeRunes(re.Sub[0], end)
		return set, empty || re.Min == 0
	case syntax.OpConcat:
		for i := range re.Sub {
			sub := re.Sub[i]
			if end {
				sub = re.Sub[len(re.Sub)-1-i]
			}
			part, can := edgeRunes(sub, end)
			set = append(set[:len(set):len(set)], part...)
			if !can {
				return set, false
			}
		}
		return set, true
	case syntax.OpAlternate:
		for _, s := range re.Sub {
			part, can := edgeRunes(s, end)
			set = append(set[:len(set):len(set)], part...)
			empty = empty || can
		}
		return set, empty
	}
	return anyRune(), false
}

// anyRune returns the set of all runes.
func anyRune() []rune { return []rune{0, utf8.MaxRune} }

func inRanges(set []rune, r rune) bool {
	for i := 0; i+1 < len(set); i += 2 {
		if r >= set[i] && r <= set[i+1] {
			return true
		}
	}
	return false
}

func runesIn(set []rune) int {
	n := 0
	for i := 0; i+1 < len(set); i += 2 {
		n += int(set[i+1]-set[i]) + 1
	}
	return n
}
