package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// documentNumbers finds the numbers of documents of the partner's world:
// 云矿党发〔2011〕3号 in the text of a unit that has nothing to do with 云峰矿业集团.
// The code of the issuer is told by its characters, which stand in that order
// in the partner's name or beside it, and in the own text do not.
func (f *leakFinder) documentNumbers() []corpus.Leak {
	marks := f.numberMarks()
	if len(marks) == 0 {
		return nil
	}
	partner, own := zh.Fold(f.earlier.Unit)+" "+ends(f.other), f.own+" "+ends(f.view.Text)
	var out []corpus.Leak
	for _, at := range marks {
		from, _ := hanBefore(f.view.Text, at, 8)
		code, stem := f.view.Text[from:at], ""
		for _, s := range issueSuffixes {
			if rest, ok := strings.CutSuffix(code, s); ok && utf8.RuneCountInString(rest) >= 2 {
				stem = rest
				break
			}
		}
		if stem == "" || !abbreviates(stem, partner) || abbreviates(stem, own) || !f.holds(code) {
			continue
		}
		if l, ok := f.leak(from, at, "document-number"); ok {
			out = append(out, l)
		}
	}
	return out
}

// numberMarks returns where the brackets of document numbers open in the
// folded text: 〔2011〕, [2011].
func numberMarks(text string) []int {
	var out []int
	for i := range len(text) {
		if c := text[i]; c != '[' && c != '(' && c != "〔"[0] && c != "［"[0] {
			continue // most bytes begin none of the brackets, or are inside a character
		}
		r := firstRune(text[i:])
		if !strings.ContainsRune("〔[［【(", r) {
			continue
		}
		rest := text[i+utf8.RuneLen(r):]
		if len(rest) > 4 && isYear(rest[:4]) && strings.ContainsRune("〕]］】)", firstRune(rest[4:])) {
			out = append(out, i)
		}
	}
	return out
}

// ends returns the first and the last line or two of a text, where it says
// whose it is.
func ends(text string) string {
	const size = 180 // bytes: sixty characters
	head, tail := max(0, min(size, len(text)-1)), len(text)
	if len(text) > size {
		tail = len(text) - size - 1
	}
	for head > 0 && !utf8.RuneStart(text[head]) {
		head--
	}
	for tail > 0 && tail < len(text) && !utf8.RuneStart(text[tail]) {
		tail--
	}
	return text[:head] + " " + text[tail:]
}

// abbreviates reports whether the characters of s stand in t in their order
// within one name: no more than a few characters apart.
func abbreviates(s, t string) bool {
	const apart = 4
	want := []rune(s)
	text := []rune(t)
	for i := range text {
		at, k := i, 0
		for k < len(want) {
			next := slices.Index(text[at:min(len(text), at+1+boolInt(k > 0)*apart)], want[k])
			if next < 0 {
				break
			}
			at, k = at+next+1, k+1
		}
		if k == len(want) {
			return true
		}
	}
	return false
}

// misplaced reports that the own unit's name, which begins with place, has
// another place before it where the text has it first: a signature where all
// but the place was exchanged.
func (f *leakFinder) misplaced(place string) bool {
	_, tail, ok := strings.Cut(f.own, place)
	tail = organisation(tail)
	if !ok || utf8.RuneCountInString(tail) < 4 {
		return false
	}
	i := strings.Index(f.view.Text, tail)
	if i < 0 || strings.HasSuffix(f.view.Text[:i], place) {
		return false
	}
	for _, d := range divisions {
		if strings.HasSuffix(f.view.Text[:i], d) {
			return true
		}
	}
	return false
}

// offices finds, in a text that one office took from another, the other's
// name as what acts: 县委创先争优办公室将组成督查组 in the notice of a college.
func (f *leakFinder) offices() []corpus.Leak {
	const office = "办公室"
	partner := zh.Fold(f.earlier.Unit)
	if !strings.Contains(f.own, office) || !strings.Contains(partner, office) {
		return nil
	}
	var out []corpus.Leak
	f.all(office, func(at, to int) {
		from := at
		for range 8 {
			r, n := utf8.DecodeLastRuneInString(f.view.Text[:from])
			if !zh.IsHan(r) {
				break
			}
			from -= n
			level := string(r) + "委"
			if !strings.ContainsRune("省市州县区旗", r) || !strings.HasPrefix(f.view.Text[from:], level) {
				continue
			}
			if strings.Contains(partner, level) && !strings.Contains(f.own, level) && f.holds(f.view.Text[from:to]) {
				if l, ok := f.leak(from, to, "office"); ok && l.Confidence == sureInside {
					out = append(out, l)
				}
			}
			return
		}
	})
	return out
}
