package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// The shape of snippets, in bytes: a Han character has three.
const (
	maxSnippets = 3
	maxWindow   = 100 * 3 // a longer sentence is cut around the match
	minWindow   = 30 * 3  // a shorter sentence takes its neighbour in
	margin      = 30 * 3  // kept on the left of a match in a sentence that is cut
)

// A window is a candidate for a snippet.
type window struct {
	corpus.Span
	parts map[int]bool // parts of the query it shows
	marks int
}

// snippets returns the best windows of text, at most maxSnippets, in text
// order: those that show the most parts of the query, each further one
// preferred for parts not shown yet. found is ordered. Without a mark it is
// the beginning of the text.
func snippets(text string, found []mark) []Snippet {
	if len(found) == 0 {
		w := trim(text, sentenceAround(text, corpus.Span{}))
		if w.Empty() {
			return nil
		}
		return []Snippet{{Text: w.Of(text)}}
	}
	chosen := choose(windows(text, found))
	list := make([]Snippet, 0, len(chosen))
	for _, w := range chosen {
		list = append(list, Snippet{w.Of(text), marksIn(text, w.Span, found)})
	}
	return list
}

// windows cuts the neighbourhood of marks into windows that do not overlap.
func windows(text string, found []mark) []window {
	var list []window
	for _, m := range found {
		if n := len(list); n > 0 && list[n-1].Overlap(m.Span) > 0 {
			list[n-1].parts[m.part] = true
			list[n-1].marks++
			continue
		}
		w := sentenceAround(text, m.Span)
		if n := len(list); n > 0 {
			w.Start = max(w.Start, list[n-1].End)
		}
		list = append(list, window{trim(text, w), map[int]bool{m.part: true}, 1})
	}
	return list
}

// choose picks the best windows and puts them in text order.
func choose(list []window) []window {
	var chosen []window
	shown := map[int]bool{}
	for len(chosen) < maxSnippets && len(list) > 0 {
		best, bestWorth := 0, -1
		for i, w := range list {
			worth := min(w.marks, 9) + 10*len(w.parts)
			for p := range w.parts {
				if !shown[p] {
					worth += 100
				}
			}
			if worth > bestWorth {
				best, bestWorth = i, worth
			}
		}
		for p := range list[best].parts {
			shown[p] = true
		}
		chosen = append(chosen, list[best])
		list = slices.Delete(list, best, best+1)
	}
	slices.SortFunc(chosen, func(a, b window) int { return a.Start - b.Start })
	return chosen
}

// sentenceAround returns the sentence that holds m, the following one too
// when it is short, and a part of it when it is long. Paragraphs are not left
// unless m does.
func sentenceAround(text string, m corpus.Span) corpus.Span {
	w := corpus.Span{Start: sentenceStart(text, m.Start), End: sentenceEnd(text, m.End)}
	if w.Len() < minWindow && !strings.HasSuffix(w.Of(text), "\n") {
		w.End = sentenceEnd(text, w.End)
	}
	if w.Len() <= maxWindow {
		return w
	}
	if m.Start-w.Start > margin {
		w.Start = runeStart(text, m.Start-margin)
	}
	w.End = min(w.End, runeStart(text, min(len(text), w.Start+maxWindow)))
	if w.End <= m.Start {
		w.End = m.End
	}
	return w
}

// sentenceStart returns where the sentence that holds byte at begins.
func sentenceStart(text string, at int) int {
	i := strings.LastIndexFunc(text[:at], endsSentence)
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return i + size
}

// sentenceEnd returns where the sentence that goes on at byte at ends, its
// mark and closing quotes included.
func sentenceEnd(text string, at int) int {
	i := strings.IndexFunc(text[at:], endsSentence)
	if i < 0 {
		return len(text)
	}
	end := at + i
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !endsSentence(r) && !strings.ContainsRune("”’」』》）\"", r) {
			break
		}
		end += size
		if r == '\n' {
			break
		}
	}
	return end
}

func endsSentence(r rune) bool { return r == '\n' || zh.IsSentenceEnd(r) }

// runeStart returns the largest rune boundary of text that is not after i.
func runeStart(text string, i int) int {
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}

// trim returns s without white space, and closing marks of the sentence
// before, at its ends.
func trim(text string, s corpus.Span) corpus.Span {
	inner := s.Of(text)
	left := strings.TrimLeftFunc(inner, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("”’」』", r) })
	s.Start += len(inner) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}
