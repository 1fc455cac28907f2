package compare

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/concept"
	"wenjian/internal/zh"
)

// A wording is a document as the words its sentences hold, for the search of
// what says the same in other words.
type wording struct {
	ss       []sentence
	terms    []*term
	in       [][]int32 // by term: the sentences that hold it
	features []uint64  // of all terms, ascending: concept, term, and which of its meaning
}

// A sentence is a sentence of a document with the terms it holds.
type sentence struct {
	span    corpus.Span
	order   []int32 // terms in the order of the text
	terms   []int32 // the same ascending, each once
	heading bool    // a line without a mark at its end
}

// A term is a word or a number, what it tells in bits, and what it means. All
// documents of a library share it.
type term struct {
	key     termKey
	number  int32 // of those of the library
	bits    float64
	meaning []concept.Feature
}

// A termKey tells terms apart.
type termKey struct {
	word    concept.Word
	number  float64
	percent bool // of a number
	name    bool // two characters in a row that are no word
}

const (
	leastSentence = 6       // symbols; shorter ones say nothing alone
	maxRarity     = 22      // bits of an n-gram the reference does not know
	commonRarity  = 9       // bits of a word of common language, deducted
	maxWord       = 10      // most bits one word may tell
	singleShare   = 0.6     // of a single character, which may be part of anything
	nameShare     = 0.3     // of two characters in a row that are no word: mostly a name
	maxTerms      = 1 << 14 // of one document; further ones are passed over
	conceptShift  = 33      // of a feature: concept, 14 bits of term,
	termShift     = 19      // and which of its meaning
	longestNumber = 64      // bytes
	ownConcept    = 1 << 29 // concepts from here on are numbers and names
)

// functionWords are characters that tell nothing by themselves, though the
// reference, which is of official language, may find them rare.
const functionWords = "的地得了着过是在和与及或把被将对向从到由为以于并也都就还又才便再很更最太不没无有之其此该这那哪谁何个些每各某等们我你他她它咱您自" +
	"呢吗吧啊呀嘛哩啦么儿子头里外上下中内前后左右时候来去起给让叫跟同比按照一二三四五六七八九十百千万亿两几多少第年月日号点半"

const hanDigits = "〇零一二两三四五六七八九十百千万"

// A lexer cuts the sentences of documents into terms; it holds the scratch
// space of one worker.
type lexer struct {
	e       *engine
	lib     *library
	words   *concept.Dictionary
	weights *wordWeights
	known   map[termKey]*term // those of the library it met

	r      reading
	mute   []bool          // by symbol: no evidence
	ids    map[*term]int32 // of the wording being made
	length []int8          // by symbol: length of the word that begins with it
	cost   []float64       // by symbol: of the words from there on
}

// wording returns the wording of document d.
func (x *lexer) wording(d int) *wording {
	text := x.e.text(d).Text
	x.read(d, text)
	x.ids = map[*term]int32{}
	w := &wording{}
	from := int32(0)
	for _, c := range x.r.clauses(text, nil) {
		if !c.last {
			continue
		}
		if c.to-from >= leastSentence {
			s := sentence{span: x.r.span(from, c.to), order: x.terms(w, text, from, c.to)}
			s.heading = isHeading(text, s.span)
			s.terms = slices.Clone(s.order)
			slices.Sort(s.terms)
			s.terms = slices.Compact(s.terms)
			for _, t := range s.terms {
				w.in[t] = append(w.in[t], int32(len(w.ss)))
			}
			w.ss = append(w.ss, s)
		}
		from = c.to
	}
	for id, t := range w.terms {
		for k, f := range t.meaning {
			w.features = append(w.features, uint64(f.Concept)<<conceptShift|uint64(id)<<termShift|uint64(k))
		}
	}
	slices.Sort(w.features)
	return w
}

// feature returns the term of a feature and its weight.
func (w *wording) feature(f uint64) (term int, weight float32) {
	term = int(f >> termShift & (maxTerms - 1))
	return term, w.terms[term].meaning[f&(1<<termShift-1)].Weight
}

// read reads document d and marks what is no evidence: names of units,
// sanctioned wording, and titles and numbers of documents, 《…》（…〔2010〕3号）,
// for everybody cites the same.
func (x *lexer) read(d int, text string) {
	x.r.read(text, x.e.names)
	n := len(x.r.syms)
	x.mute = resize(x.mute, n)
	title, end, bracket := false, 0, 0
	for i, c := range x.r.syms {
		between := text[end:x.r.start[i]]
		if k := strings.LastIndexAny(between, "《》"); k >= 0 {
			title = strings.HasPrefix(between[k:], "《")
		}
		if strings.ContainsAny(between, "（(") {
			bracket = i
		}
		if strings.ContainsAny(between, "〔[【") && i-bracket <= longestNumber/8 {
			for k := bracket; k < i; k++ {
				x.mute[k] = true
			}
		}
		end = int(x.r.end[i])
		x.mute[i] = title || c == unitSymbol || x.e.sanctioned(d, i)
	}
}

// isHeading reports whether the sentence ends its line without a mark.
func isHeading(text string, s corpus.Span) bool {
	r, _ := utf8.DecodeRuneInString(text[s.End:])
	return !zh.IsSentenceEnd(r) && !strings.ContainsRune("”）)】」』", r)
}

// terms returns the terms of symbols from to to, which it adds to w.
func (x *lexer) terms(w *wording, text string, from, to int32) []int32 {
	out := make([]int32, 0, (to-from)/2+1)
	add := func(t *term) {
		if id, ok := x.add(w, t); ok {
			out = append(out, id)
		}
	}
	last := int32(-1) // where a single character ends that is no function word
	cut := from       // up to where the text is cut into words
	for i := from; i < to; {
		if x.mute[i] {
			i++
			continue
		}
		if n, t := x.number(text, i, to); n > 0 {
			if t != nil {
				add(t)
			}
			i += n
			continue
		}
		if i >= cut {
			for cut = i + 1; cut < to && !x.mute[cut] && x.r.syms[cut] != numberSymbol; cut++ {
			}
			x.cut(i, cut)
		}
		n := max(1, int32(x.length[i]))
		switch {
		case n > 1:
			add(x.word(i, n, 1))
		case strings.ContainsRune(functionWords, rune(x.r.syms[i])):
		default:
			add(x.word(i, 1, singleShare))
			if last == i {
				add(x.word(i-1, 2, nameShare))
			}
			last = i + 1
		}
		i += n
	}
	return out
}

// cut finds the words of symbols from to to that are likeliest together, each
// by its own frequency, and fills in length, by the symbol a word begins with.
func (x *lexer) cut(from, to int32) {
	n := int(to - from)
	s := x.r.syms[from:to]
	x.cost = resize(x.cost, n+1)
	x.length = resize(x.length, len(x.r.syms))
	x.cost[n] = 0
	for i := n - 1; i >= 0; i-- {
		x.cost[i] = math.Inf(1)
		for k := max(1, x.words.Longest(s[i:])); k > 0; k-- {
			word := concept.WordOf(s[i : i+k])
			if k > 1 && !x.words.Has(word) {
				continue
			}
			if c := x.weights.rarity(word, k) + x.cost[i+k]; c < x.cost[i] {
				x.cost[i], x.length[from+int32(i)] = c, int8(k)
			}
		}
	}
}

// add returns the number of t in w, and whether there is room for it.
func (x *lexer) add(w *wording, t *term) (int32, bool) {
	id, ok := x.ids[t]
	if !ok {
		if len(w.terms) == maxTerms {
			return 0, false
		}
		id = int32(len(w.terms))
		x.ids[t] = id
		w.terms = append(w.terms, t)
		w.in = append(w.in, nil)
	}
	return id, true
}

// word returns the term of n symbols from i on, of whose bits share counts.
func (x *lexer) word(i, n int32, share float64) *term {
	gram := x.r.syms[i : i+n]
	key := termKey{word: concept.WordOf(gram), name: share == nameShare}
	return x.term(key, func() *term {
		t := &term{key: key}
		if key.name {
			t.meaning = only(uint64(key.word))
		} else {
			t.meaning = x.words.Meaning(key.word, nil)
		}
		t.bits = min(maxWord, x.e.lang.rarity(gram)-commonRarity)
		if key.name {
			t.bits = max(0, t.bits) * share
		} else {
			t.bits = max(0, min(t.bits, x.weights.bits(key.word, int(n)))) * share
		}
		return t
	})
}

// term returns the term of key in the library, which fresh makes when it is
// new.
func (x *lexer) term(key termKey, fresh func() *term) *term {
	t, ok := x.known[key]
	if !ok {
		t = x.lib.term(key, fresh)
		x.known[key] = t
	}
	return t
}

// number returns how many symbols the number at symbol i takes, and its term:
// nil when it tells nothing.
func (x *lexer) number(text string, i, to int32) (int32, *term) {
	digits := x.r.syms[i] == numberSymbol
	if !digits && !strings.ContainsRune(hanDigits, rune(x.r.syms[i])) {
		return 0, nil
	}
	if !digits && (i+1 == to || !strings.ContainsRune(hanDigits+"余多几来", rune(x.r.syms[i+1]))) {
		return 0, nil // a single digit tells nothing
	}
	at := int(x.r.start[i])
	folded := zh.Fold(text[at:min(len(text), at+longestNumber)])
	num := zh.ReadNumeral(folded)
	if num.Len == 0 || !digits && num.Value < 10 {
		return int32(boolInt(digits)), nil
	}
	end := at
	for range utf8.RuneCountInString(folded[:num.Len]) { // folding keeps the characters, not their lengths
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	n := int32(1)
	for i+n < to && int(x.r.start[i+n]) < end {
		n++
	}
	bits := numberTells(num.Value)
	if bits == 0 {
		return n, nil
	}
	key := termKey{number: num.Value, percent: num.Percent}
	return n, x.term(key, func() *term {
		return &term{key: key, bits: bits, meaning: only(math.Float64bits(num.Value))}
	})
}

// only is the meaning of what is near to nothing but itself.
func only(key uint64) []concept.Feature {
	return []concept.Feature{{Concept: ownConcept | uint32(key*0x9E3779B97F4A7C15>>35), Weight: 1}}
}

// numberTells returns the bits of a number, by its significant digits: small
// and round ones are everywhere, and so are years.
func numberTells(v float64) float64 {
	if v < 10 || v >= 1990 && v < 2040 && v == math.Trunc(v) {
		return 0
	}
	s := strings.Trim(strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), ".", ""), "0")
	return min(8, 3*float64(len(s))-2)
}

// rarity returns how many bits it takes to tell the n-gram, at most
// maxRarity.
func (k *sketch) rarity(gram []symbol) float64 {
	c := k.count(gramKey(gram))
	if c == 0 {
		return maxRarity
	}
	return min(maxRarity, math.Log2(k.total/c))
}
