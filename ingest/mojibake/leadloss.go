package mojibake

import (
	"math"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// LostLeads repairs GBK text that was cut into pieces byte by byte at a
// punctuation mark which was none: the trail byte of one character and the
// lead byte of the next happened to spell it. 保活 is B1 A3 BB EE, and A3 BB is
// a semicolon. Each piece was then decoded by itself: the lead byte B1 was
// left alone and became ?, and from EE on the bytes were paired one too late,
// until an ASCII byte ended a pair (現 is AC 46, 46 is F) or the piece ended,
// where again one byte was left alone:
//
//	確保活動快速部署。  B45F B1|A3 BB|EE 84D3 BFEC CBD9 B2BF CAF0 A1A3
//	確?；顒涌焖俨渴?。  B45F  ? A3BB EE84 D3BF ECCB D9B2 BFCA F0→? A1A3
//
// A lead byte that was lost in another way leaves the same without the mark.
// All characters between the first and the last follow from the bytes. Of the
// first the trail byte is known, of the last the lead byte; they are filled in
// where the context decides, and are Lost elsewhere. Marks may have been
// folded to ASCII since; the repair then has ASCII marks too. The edits are
// ordered and do not overlap; of a text with more than 2,000 places that look
// like this accident the rest stays as it is, as does text that is not valid
// UTF-8.
func LostLeads(text string) []corpus.Edit {
	if !strings.Contains(text, "?") && !strings.ContainsRune(text, Lost) || !utf8.ValidString(text) {
		return nil
	}
	narrow := strings.Count(text, ",") > strings.Count(text, "，")
	var places []int
	for at, r := range text {
		if !isLoss(r) {
			continue
		}
		if at > 0 && text[at-1] < 0x80 && text[at-1] != '\n' && text[at-1] != ' ' {
			continue // a question in another language
		}
		rest := text[at+utf8.RuneLen(r):]
		mark, n := utf8.DecodeRuneInString(rest)
		if n > 0 && (isCut(mark) || mark >= 0x80 && hasStrange(window(rest))) && len(places) < maxCuts {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return nil
	}
	m := ownModel(text)
	repairs := make([]repair, len(places))
	proven := false
	for i, at := range places {
		if !isDoubtful(text, at) {
			repairs[i] = m.repairCut(text, at, narrow)
			proven = proven || repairs[i].gain >= sureCutGain
		}
	}
	if !proven {
		return nil
	}
	// What is beyond doubt tells that the accident has happened to this text;
	// then less is needed elsewhere in it.
	var edits []corpus.Edit
	done := 0
	for i, r := range repairs {
		if isDoubtful(text, places[i]) {
			r = m.repairCut(text, places[i], narrow)
		}
		if r.Start >= done && (r.gain >= sureCutGain || r.gain >= minCutGain && !r.unmarked && !r.unread) {
			edits = append(edits, r.Edit)
			done = r.End
		}
	}
	return edits
}

// A repair is what a place would become.
type repair struct {
	corpus.Edit
	gain     float64 // how much likelier the passage gets, in nats; 0 when there is no repair
	unmarked bool    // no mark stands behind the loss
	unread   bool    // no character of it could be decided
}

const (
	sureCutGain = 14.0 // how much likelier, in nats, a repair must make the passage
	minCutGain  = 4.0  // the same where the text is known to be damaged so
	minCutMean  = -8.5 // the least mean likelihood of a repaired passage

	// Marks follow nearly anything and so win wherever the characters that stood
	// there are rare; they need more certainty than Chinese characters.
	minMarkCertainty = 0.99

	maxCut  = 400  // characters beyond which no cut is followed
	maxCuts = 5000 // places tried in one text
)

// isDoubtful reports whether the loss at text[at:] is one of several question
// marks, which may be just that.
func isDoubtful(text string, at int) bool { return strings.HasPrefix(text[at:], "??") }

// window returns the head of text by which a loss without a mark is suspected.
func window(text string) string {
	n := 0
	for i := range text {
		if n++; n > 8 {
			return text[:i]
		}
	}
	return text
}

// isLoss reports whether r may stand for a byte that was left alone. A
// full-width question mark is one that somebody wrote.
func isLoss(r rune) bool { return r == '?' || r == Lost }

// isCut reports whether r is a mark at which text is cut.
func isCut(r rune) bool {
	return strings.ContainsRune(",;:!?()，。、；：？！（）“”《》　", r)
}

// fullWidth is the distance from an ASCII character to its full-width form.
const fullWidth = 0xFEE0

// A cut is what one accident left, read in step.
type cut struct {
	end   int    // in the text, after the last damaged character
	whole []slot // the characters behind the first: read from their bytes, or possible where a pair was dropped
	stub  byte   // lead byte of a last character that lost its trail, or 0
}

// none is no place among the characters of a cut.
const none = -1

// repairCut returns the repair of the cut whose lost lead byte stands at from.
func (m model) repairCut(text string, from int, narrow bool) repair {
	_, n := utf8.DecodeRuneInString(text[from:])
	mark, size := utf8.DecodeRuneInString(text[from+n:])
	best := repair{unmarked: !isCut(mark)}
	if mark < 0x80 {
		mark += fullWidth
	}
	trail, lead, ok := gbkTable().encode(mark)
	if !ok {
		return best
	}
	before := ' '
	if from > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:from])
	}
	around := func(end int) (ahead, behind rune) {
		ahead, behind = ' ', ' '
		if at := from - utf8.RuneLen(before); at > 0 && from > 0 {
			ahead, _ = utf8.DecodeLastRuneInString(text[:at])
		}
		if _, n := utf8.DecodeRuneInString(text[end:]); end+n < len(text) {
			behind, _ = utf8.DecodeRuneInString(text[end+n:])
		}
		return ahead, behind
	}
	try := func(drop int) {
		for _, c := range readCut(text, from+n+size, lead, drop) {
			after := ' '
			if c.end < len(text) {
				after, _ = utf8.DecodeRuneInString(text[c.end:])
			}
			// The document's own pairs do not judge what stood there: they hold the damage.
			was, _ := general().text(before, text[from:c.end]+string(after))
			repaired, now := c.fill(m, before, trail, after, narrow, around)
			if drop != none {
				now -= dropCost
			}
			if now-was > best.gain && now >= minCutMean*float64(utf8.RuneCountInString(repaired)+1) {
				best.gain = now - was
				best.Edit = corpus.Edit{Span: corpus.Span{Start: from, End: c.end}, New: repaired, Why: WhyLostLead}
				best.unread = strings.Trim(repaired, string(Lost)) == ""
			}
		}
	}
	try(none)
	for _, i := range breaks(best.New) {
		try(i)
	}
	return best
}

// breaks returns the places in a repaired passage where characters stand side
// by side that hardly ever do, counted from its second character, and the
// places before them: there a pair of bytes may have been dropped, because it
// was a character of nobody's.
func breaks(repaired string) []int {
	var out []int
	e := prose()
	rs := []rune(repaired)
	for i := 1; i+1 < len(rs); i++ {
		if rs[i] != Lost && rs[i+1] != Lost && math.Log(e.chance(e.idOf(rs[i]), e.idOf(rs[i+1]))) < unlikelyPair {
			out = append(out, i-1, i)
		}
		if len(out) > maxBreaks {
			return nil
		}
	}
	return out
}

const (
	unlikelyPair = -9.0 // of a pair that hints at a dropped one
	dropCost     = 10.0 // how much likelier, in nats, a dropped pair must make a passage
	maxBreaks    = 8    // a passage with more is no Chinese
)

// readCut pairs the bytes of text from at on with lead before them and returns
// every way in which the damage can end. Before the drop-th character shown a
// pair of bytes is taken to be missing.
func readCut(text string, at int, lead byte, drop int) []cut {
	t := gbkTable()
	var out []cut
	var whole []slot
	end := func(at int, stub byte, more ...slot) {
		out = append(out, cut{at, append(whole[:len(whole):len(whole)], more...), stub})
	}
	for n := 0; n < maxCut; n++ {
		r, size := utf8.DecodeRuneInString(text[at:])
		if size > 0 && isLoss(r) {
			end(at+size, lead)
			return out
		}
		if len(whole) > 1 && (size == 0 || r < 0x40 || isCut(r)) { // the byte left alone was not shown
			end(at, lead)
		}
		first, second, ok := t.encode(r)
		if r < 0x80 {
			first, second, ok = byte(r), 0, size > 0
		}
		c := slot{one: t.decode(lead, first)}
		if n == drop {
			whole = append(whole, candidates('x', func(b byte) rune { return nobodys(t, lead, b) }))
			c = candidates('x', func(b byte) rune { return t.decode(b, first) })
		}
		if !ok || c.many == nil && (c.one == 0 || c.one == Lost) {
			return out
		}
		at += size
		switch {
		case r < 0x80:
			end(at, 0, c)
			return out
		case second < 0x80:
			end(at, 0, c, slot{one: rune(second)})
			return out
		}
		whole = append(whole, c)
		lead = second
	}
	return out
}

// nobodys returns the character of lead and trail if trail begins the code of
// a user-defined character, else 0.
func nobodys(t *doubleByte, lead, trail byte) rune {
	if trail >= 0xAA && trail <= 0xAF || trail >= 0xF8 {
		return t.decode(lead, trail)
	}
	return 0
}

// fill returns the repaired passage: the first character by its trail byte,
// the whole ones, the last one by its lead byte; and the logarithm of its
// likelihood. Full-width marks become ASCII when narrow is set.
func (c cut) fill(m model, before rune, trail byte, after rune, narrow bool, around func(int) (rune, rune)) (string, float64) {
	t := gbkTable()
	slots := []slot{candidates(before, func(b byte) rune { return t.decode(b, trail) })}
	how := choice{mark: minMarkCertainty}
	how.ahead, how.behind = around(c.end)
	for _, w := range c.whole {
		slots = append(slots, w)
		how.traditional = how.traditional || isTraditional(w.one)
	}
	if c.stub != 0 {
		slots = append(slots, candidates(slots[len(slots)-1].first(), func(b byte) rune { return t.decode(c.stub, b) }))
	}
	out, likelihood := m.decide(before, slots, after, how)
	for i, r := range out {
		if narrow && r > 0xFF00 && r < 0xFF5F {
			out[i] = r - fullWidth
		}
	}
	return string(out), likelihood
}

// candidates returns the characters that read yields for some byte and that
// the evidence knows. Blanks stand in Chinese beside blanks only.
func candidates(before rune, read func(byte) rune) slot {
	out := []rune{}
	for b := 0x40; b <= 0xFE; b++ {
		if r := read(byte(b)); r != 0 && prose().idOf(r) != 0 && (classOf(r) != ' ' || classOf(before) == ' ') {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return slot{one: Lost}
	}
	return slot{many: out}
}
