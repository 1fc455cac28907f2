package mojibake

import (
	"regexp"
	"strings"

	"wenjian/corpus"
)

// WhyPinyin is the reason of the edits that Pinyin returns.
const WhyPinyin = "pinyin"

const (
	tonedVowels = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
	syllable    = `(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouüv` + tonedVowels + `]{1,3}(?:ng|n|r)?`
)

// annotation matches a pronunciation in brackets behind the character it is
// for, or behind the Latin letter that a damaged character ends with.
var annotation = regexp.MustCompile(`[\p{Han}A-Za-z]([(（]` + syllable + `[)）])`)

// provenPinyin is how many annotations with tone marks prove that a text is
// annotated throughout.
const provenPinyin = 3

// Pinyin finds the pronunciations that converters to traditional characters
// put behind some of them: 黨(dǎng), W(xué). A tone mark proves one; without a
// tone mark it counts only in a text that is annotated throughout. The edits
// are ordered and do not overlap.
func Pinyin(text string) []corpus.Edit {
	if !strings.ContainsFunc(text, isToned) {
		return nil
	}
	found := annotation.FindAllStringSubmatchIndex(text, -1)
	toned := func(m []int) bool { return strings.ContainsFunc(text[m[2]:m[3]], isToned) }
	proven := 0
	for _, m := range found {
		if toned(m) {
			proven++
		}
	}
	var edits []corpus.Edit
	for _, m := range found {
		if letters := strings.Trim(text[m[2]:m[3]], "()（）"); toned(m) || proven >= provenPinyin && len(letters) > 1 {
			edits = append(edits, corpus.Edit{Span: corpus.Span{Start: m[2], End: m[3]}, Why: WhyPinyin})
		}
	}
	return edits
}

// isToned reports whether r is a vowel with a tone mark.
func isToned(r rune) bool { return r >= 'à' && r <= 'ǜ' && strings.ContainsRune(tonedVowels, r) }
