package ingest

import (
	"sort"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// titledApart finds documents that only their titles set apart. The first of
// them stands at the head of the page, below no more than its cover.
func (s *splitter) titledApart() []mark {
	var found []mark
	seen := map[string]bool{}
	model := line{} // the title of the first document
	past := 0       // the line below the last title
	for i := range s.lines[:s.attachments()] {
		l := s.lines[i]
		if l.blank() || l.runes() > maxTitle || s.noisy[i] || closesParagraph(l.text) || i < past || spacedNumber.MatchString(l.fold) {
			continue
		}
		l, past = s.wholeTitle(i)
		if len(found) == 0 {
			if s.prose(0, l.from) >= minUnmarked {
				return nil
			}
			if !s.beginsPage(l, i) {
				past = i
				continue
			}
			model = l
		} else if !s.beginsNext(l, i, found[len(found)-1].at, model) {
			past = i
			continue
		}
		if title, owner := bare(l.fold), s.owner(i); !seen[title] && !(owner != "" && seen[owner]) {
			seen[title], seen[owner] = true, owner != ""
			found = append(found, s.divided(i, len(found)+1))
		}
	}
	return s.longEnough(found)
}

// spacedNumber matches a heading numbered as manuals are: 6 组织与经费.
var spacedNumber = pattern.Must(`^\d{1,2}(?:\.\d{1,2})* \p{Han}`)

// unitLine matches the first line of a title in two: the unit alone, or 关于….
var unitLine = pattern.Must(`^(?:[^。,;:!?]{2,40}` + unitEnd + `|关于[^。,;:!?]{4,40})$`)

// wholeTitle returns the title that begins with line i, which may run over two
// lines, as one line, and the index of the line behind it.
func (s *splitter) wholeTitle(i int) (line, int) {
	l := s.lines[i]
	if i+1 == len(s.lines) || kindEnd.MatchString(l.fold) || !unitLine.MatchString(l.fold) {
		return l, i + 1
	}
	next := s.lines[i+1]
	if !titleLike(next) || !kindEnd.MatchString(next.fold) {
		return l, i + 1
	}
	l.End, l.to = next.End, next.to
	l.text += next.text
	l.fold += next.fold
	return l, i + 2
}

// beginsPage reports whether l, from line i on, can be the title of the first document.
func (s *splitter) beginsPage(l line, i int) bool {
	return (named(l) || titleLike(l) && kindEnd.MatchString(l.fold)) && s.startsText(s.lineAt(l.Start)) || s.isOwned(i)
}

// beginsNext reports whether l, from line i on, is the title of another document: it
// stands alone after the end of a text, or numbering begins anew below it;
// running text follows, and a numbering that follows begins with one; and it
// names a unit and a kind of document, or is built as the first title is, or
// is a full title where something else tells of a new document (a signature
// above, numbering, a salutation), or tells below whose it is.
func (s *splitter) beginsNext(l line, i, begin int, model line) bool {
	if s.attached(i) {
		return false
	}
	from := s.dividerAbove(i)
	alone, ended := s.standsAlone(from), endsWell(s.above(from))
	if (alone || ended && s.numbersAnew(begin, l.to)) && s.isOwned(i) {
		return true
	}
	twin := parallel(l, model)
	built := named(l) || twin // by far the cheapest test, and the one most lines fail
	if !built && !kindTitle(l) || !s.startsText(i) {
		return false
	}
	anew := s.numbersAnew(begin, l.to)
	if !alone && !(ended && (anew || twin || named(l) && s.opensBelow(i))) || !built && !(alone && (anew || isSigned(s.above(from)) || s.salutes(i))) {
		return false
	}
	nums := s.numbers()
	next := firstNumberFrom(nums, l.to)
	return next == len(nums) || nums[next].n == 1
}

// opensBelow reports whether the words right below line i open a document.
func (s *splitter) opensBelow(i int) bool {
	below := s.below(s.lines[i].from, 1)
	return len(below) > 0 && (opener.MatchString(below[0].fold) || salutation.MatchString(below[0].fold))
}

// salutes reports whether a salutation stands within three lines below line i.
func (s *splitter) salutes(i int) bool {
	for _, b := range s.below(s.lines[i].from, 3) {
		if salutation.MatchString(b.fold) {
			return true
		}
	}
	return false
}

// isOwned reports whether line i is a title with its owner or subtitle below,
// and running text below that.
func (s *splitter) isOwned(i int) bool {
	l := s.lines[i]
	if !titleLike(l) || s.owner(i) == "" {
		return false
	}
	text := s.below(l.from, 3)
	return len(text) == 3 && (startsProse(text[1]) || startsProse(text[2]))
}

// divider matches the line by which a collection parts its kinds of documents.
var divider = pattern.Must(`^第[一二三四五六七八九十\d]{1,3}(?:部分|编|辑|板块|单元)(?:[: 、].{0,20})?$|^[(\[]?(?:领导讲话|方案计划|经验交流|典型事迹|总结汇报|制度汇编|交流发言|先进典型|心得体会)(?:篇|类|部分)?[)\]]?$`)

// divided makes a mark before line i that takes the divider above it along.
func (s *splitter) divided(i, ordinal int) mark {
	m := s.plainMark(i, "titled", ordinal)
	if k := s.dividerAbove(i); k < i {
		m.at, m.marker = s.lines[k].from, s.lines[k].Span
	}
	return m
}

// dividerAbove returns the index of the divider above line i, i when there is none.
func (s *splitter) dividerAbove(i int) int {
	for k := i - 1; k >= 0; k-- {
		if l := s.lines[k]; !l.blank() {
			if divider.MatchString(l.fold) {
				return k
			}
			break
		}
	}
	return i
}

// startsProse reports whether a document can begin its text with l.
func startsProse(l line) bool {
	return salutation.MatchString(l.fold) || opener.MatchString(l.fold) || l.runes() >= 20 && closesParagraph(l.text) && !isMarked(l.fold)
}

// kindTitle reports whether l is a full title: it ends with the kind of
// document and says of what.
func kindTitle(l line) bool {
	return zh.HanCount(l.text) >= 10 && kindEnd.MatchString(l.fold) && titleLike(l)
}

// numbersAnew reports whether numbering that had come to two or more after
// begin starts again with one behind at.
func (s *splitter) numbersAnew(begin, at int) bool {
	nums := s.numbers()
	i, j := firstNumberFrom(nums, begin), firstNumberFrom(nums, at)
	return j < len(nums) && nums[j].n == 1 && i < j && s.beyond[j] > s.beyond[i]
}

// firstNumberFrom returns the index of the first number at offset at or behind it.
func firstNumberFrom(nums []number, at int) int {
	return sort.Search(len(nums), func(i int) bool { return nums[i].at >= at })
}

// standsAlone reports whether line i comes after the end of a document: a
// signed one, or a blank line after the end of a sentence.
func (s *splitter) standsAlone(i int) bool {
	above := s.above(i)
	return isSigned(above) || above.to != s.lines[i].from && endsWell(above)
}

// startsText reports whether running text, a salutation or the opening of a
// document stands below line i.
func (s *splitter) startsText(i int) bool {
	for _, b := range s.below(s.lines[i].from, 3) {
		if startsProse(b) {
			return true
		}
	}
	return false
}

// parallel reports whether l is built as the title t is: nearly the same words
// (2011年…总结 after 2010年…总结).
func parallel(l, t line) bool {
	if !kindEnd.MatchString(l.fold) || !titleLike(l) {
		return false
	}
	a, b := bigrams(l.fold), bigrams(t.fold)
	return len(a) >= 5 && 10*sharedBigrams(a, b) >= 7*max(len(a), len(b))
}
