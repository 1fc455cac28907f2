package segment

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// dictionary is written by dictgen: lines of "word frequency", gzip'ed.
//
//go:embed dict.txt.gz
var dictionary []byte

//go:embed terms.txt
var terms string

const (
	// customFrequency outranks every path that cuts a custom word apart. gse
	// weighs a word log2(total/frequency), so with N custom words one of them
	// costs about log2(N), less than any two words of the dictionary.
	customFrequency = 1e9
	// longestWord limits custom words; gse's cost grows with the longest one.
	longestWord = 16
)

// A Segmenter cuts Chinese text into words. It loads its dictionary on first
// use and is safe for concurrent use.
type Segmenter struct {
	words []string
	once  sync.Once
	known *lexicon
}

// New returns a Segmenter that knows, besides its embedded dictionary, the
// given words; they outrank the dictionary, and a longer one outranks those
// inside it. Words are folded; single characters, words of more than 16
// characters and words that hold anything but letters and digits are ignored,
// because no token is like that.
func New(words []string) *Segmenter {
	return &Segmenter{words: append([]string(nil), words...)}
}

func (s *Segmenter) load() { s.known = newLexicon(s.dictionary().Dict) }

// dictionary returns gse with the words it shall know. gse silently keeps the
// first of two equal words, so custom words go in before the dictionary; its
// own loaders are avoided: they read files of the build machine or embed 32 MB.
func (s *Segmenter) dictionary() *gse.Segmenter {
	g := &gse.Segmenter{Dict: gse.NewDict(), Load: true, NotLoadHMM: true, SkipLog: true}
	for line := range strings.Lines(terms) {
		if !strings.HasPrefix(line, "#") {
			addCustom(g, strings.TrimSpace(line))
		}
	}
	for _, w := range s.words {
		addCustom(g, w)
	}
	z, err := gzip.NewReader(bytes.NewReader(dictionary))
	if err != nil {
		panic(fmt.Sprintf("segment: embedded dictionary: %v", err)) // a broken build, not input
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		word, count, _ := strings.Cut(lines.Text(), " ")
		freq, err := strconv.ParseFloat(count, 64)
		if err != nil {
			panic(fmt.Sprintf("segment: embedded dictionary: %v", err))
		}
		_ = g.AddToken(word, freq) // fails for no word
	}
	if err := lines.Err(); err != nil {
		panic(fmt.Sprintf("segment: embedded dictionary: %v", err))
	}
	return g
}

func addCustom(g *gse.Segmenter, word string) {
	word = zh.Fold(strings.TrimSpace(word))
	n := utf8.RuneCountInString(word)
	if n < 2 || n > longestWord || strings.ContainsFunc(word, func(r rune) bool { return !isWordRune(r) }) {
		return
	}
	_ = g.AddToken(word, customFrequency) // fails for no word
}

// Tokens returns the words of text in order, punctuation and white space left
// out. Spans are bytes of text; text may be in traditional characters or
// full-width forms. A number with its separators and percent sign (5.2%,
// 1,234.5) is one token, and so is a run of Latin letters and digits.
func (s *Segmenter) Tokens(text string) []corpus.Token {
	v := zh.NewView(text)
	tokens := make([]corpus.Token, 0, len(text)/5)
	s.cut(v.Text, func(start, end int) {
		tokens = append(tokens, corpus.Token{Span: corpus.Span{Start: v.At(start), End: v.At(end)}})
	})
	return tokens
}

// Words returns the folded words of text, as an index and its queries compare
// them: those of Tokens, in order, each folded.
func (s *Segmenter) Words(text string) []string {
	folded := zh.Fold(text)
	var words []string
	s.cut(folded, func(start, end int) { words = append(words, folded[start:end]) })
	return words
}

// cut calls yield with the place of each word of folded text. Numbers with
// separators and everything that is no letter or digit end a chunk; the
// lexicon cuts the chunks.
func (s *Segmenter) cut(folded string, yield func(start, end int)) {
	s.once.Do(s.load)
	words := cutter{lexicon: s.known}
	for i := 0; i < len(folded); {
		if n := compoundNumber(folded, i); n > 0 {
			yield(i, i+n)
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(folded[i:])
		if !isWordRune(r) {
			i += size
			continue
		}
		end := i
		for end < len(folded) {
			r, size := utf8.DecodeRuneInString(folded[end:])
			if !isWordRune(r) || end > i && isDigit(folded[end]) && !isDigit(folded[end-1]) && compoundNumber(folded, end) > 0 {
				break
			}
			end += size
		}
		words.cut(folded[i:end], func(start, stop int) { yield(i+start, i+stop) })
		i = end
	}
}

// compoundNumber returns the length of the number at folded[i:] when it has
// separators or a percent sign, else 0: plain digits are left to gse, which
// knows words such as 12345热线.
func compoundNumber(folded string, i int) int {
	j, compound := i, false
	for j < len(folded) && isDigit(folded[j]) {
		for j < len(folded) && isDigit(folded[j]) {
			j++
		}
		if j+1 < len(folded) && (folded[j] == '.' || folded[j] == ',') && isDigit(folded[j+1]) {
			// A comma groups exactly three digits; otherwise it separates numbers.
			if folded[j] == ',' && !groupOfThree(folded[j+1:]) {
				break
			}
			j++
			compound = true
		}
	}
	if j > i && j < len(folded) && folded[j] == '%' {
		j++
		compound = true
	}
	if !compound {
		return 0
	}
	return j - i
}

func groupOfThree(s string) bool {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n == 3
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// isWordRune reports whether r can be part of a word.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z'
	}
	return zh.IsHan(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Nl, r)
}
