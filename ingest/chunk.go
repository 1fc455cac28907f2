package ingest

import (
	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/pattern"
)

// chunkMark matches the number that some sites put before each chunk of a
// text, wherever the chunk begins.
var chunkMark = pattern.Must(`^(\d{1,3})[、.] ?[^\d]`)

// chunkNumbers finds numbers of chunks: 全办⏎2、创先争优. They look like items of
// a list, but stand in the middle of sentences and count on from section to
// section. Two of them must do so, with a heading between any two.
func chunkNumbers(d page.Draft) []corpus.Edit {
	ls := splitLines(d.Text)
	var chunks []int // lines
	last, broken, sections := 0, 0, 0
	prev := line{}
	for i, l := range ls {
		if l.blank() {
			continue
		}
		if headingNumber(l.fold) > 0 {
			sections++
		}
		if m := chunkMark.FindStringSubmatch(l.fold); m != nil {
			n := ordinal(m[1])
			if n != last+1 && !(last == 0 && n == 2) {
				return nil // items of lists
			}
			last = n
			chunks = append(chunks, i)
			if prev.runes() >= minBroken/2 && !closesParagraph(prev.text) && !endsSentence(prev.last()) && flowing.MatchString(prev.fold) {
				broken++
			}
		}
		prev = l
	}
	if broken < 2 || sections == 0 || broken < len(chunks)-2 {
		return nil
	}
	var edits []corpus.Edit
	for _, i := range chunks {
		n := len(chunkMark.FindStringSubmatch(ls[i].fold)[1])
		edits = append(edits, corpus.Edit{Span: corpus.Span{Start: ls[i].Start, End: ls[i].Start + n + len(string([]rune(ls[i].text)[n]))}, Why: whyChunk})
	}
	return edits
}
