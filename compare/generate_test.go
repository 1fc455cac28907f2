package compare

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// A kind of planted copy.
const (
	plantedPassage = iota
	plantedWhole
	plantedSelf
	plantedModel // a passage of a model text that a group of units shares
)

// How a planted copy was changed.
const (
	asItWas = iota
	renamed
	lightEdit
	mediumEdit
	heavyEdit
	shuffled
	respelled
)

var changeNames = []string{"verbatim", "names+numbers", "edit 5%", "edit 12%", "edit 25%", "shuffled", "trad+punct"}

// A fragment is a sentence with its origin: two fragments of one origin are
// copies of each other, unless it is a set phrase.
type fragment struct {
	text   string
	origin int32
	set    bool
}

// A stretch is a fragment's place in a document, in bytes.
type stretch struct {
	from, to int
	origin   int32
	set      bool
}

// A planted copy: bytes [from, to) of document dst.
type planted struct {
	kind, change int
	dst          int
	from, to     int
}

// A generated corpus is texts whose copying is known sentence by sentence.
type generated struct {
	texts     []Text
	stretches [][]stretch // by text
	planted   []planted
	phrases   []string      // the set phrases: what a site's reference should know
	first     map[int32]int // the first document that holds a sentence, by origin
}

// copied reports whether a document before dst holds the sentence.
func (g *generated) copied(origin int32, dst int) bool { return g.first[origin] < dst }

// A generator writes documents as grassroots units do: set phrases, the
// superior's sentences, and sentences of their own, some of them taken over.
// Its shares follow the prototype in the design of record.
type generator struct {
	*rand.Rand
	lists  map[string][]string
	trad   map[rune]rune
	set    []fragment
	superi []fragment
	short  []string
	zipf   *rand.Zipf
	zipfS  *rand.Zipf
	origin int32

	units  []string
	parts  [][]fragment // by document
	unitOf []int
	second []bool // documents of a second year
	models []*model
	out    generated
}

// A model is a text found somewhere that several units use.
type model struct {
	parts []fragment
	left  int
}

// generate returns n documents of about size characters. The same n, size and
// seed give the same documents.
func generate(t testing.TB, n, size int, seed uint64) *generated {
	t.Helper()
	b, err := os.ReadFile("testdata/generator.txt")
	if err != nil {
		t.Fatal(err)
	}
	g := &generator{lists: wordLists(string(b)), trad: map[rune]rune{}, out: generated{first: map[int32]int{}}}
	for _, pair := range g.lists["traditional"] {
		from, w := utf8.DecodeRuneInString(pair)
		g.trad[from], _ = utf8.DecodeRuneInString(pair[w:])
	}
	g.Rand = rand.New(rand.NewPCG(42, 1)) // set phrases belong to the language, not to one corpus
	g.language()
	g.Rand = rand.New(rand.NewPCG(seed, 77))
	g.zipf = rand.NewZipf(g.Rand, 1.25, 6, uint64(len(g.short)-1))
	g.zipfS = rand.NewZipf(g.Rand, 1.35, 4, uint64(len(g.set)-1))
	used := map[string]bool{}
	for len(g.units) < n {
		if u := g.unitName(); !used[u] {
			used[u] = true
			g.units = append(g.units, u)
		}
	}
	for i := range n {
		g.document(i, size)
	}
	return &g.out
}

// wordLists reads lists of words under names in brackets.
func wordLists(s string) map[string][]string {
	lists, name := map[string][]string{}, ""
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
		default:
			lists[name] = append(lists[name], strings.Fields(line)...)
		}
	}
	return lists
}

func (g *generator) pick(list string) string { return g.lists[list][g.IntN(len(g.lists[list]))] }

// language makes the set phrases.
func (g *generator) language() {
	sentence := func() string {
		s := g.pick("openers")
		for range 2 + g.IntN(3) {
			s += "，" + g.pick("adverbs") + g.pick("verbs") + g.pick("objects")
		}
		return s + "。"
	}
	for i := range 600 {
		f := fragment{text: sentence(), origin: -int32(i) - 1, set: true}
		if i < 24 {
			g.superi = append(g.superi, f)
		} else {
			g.set = append(g.set, f)
		}
		g.out.phrases = append(g.out.phrases, f.text)
	}
	for range 400 {
		g.short = append(g.short, g.pick("verbs")+g.pick("objects"))
	}
	g.out.phrases = append(g.out.phrases, g.short...)
}

func (g *generator) unitName() string {
	s := g.pick("places") + g.pick("ends") + g.pick("levels")
	if g.IntN(3) == 0 {
		s += g.pick("places") + g.pick("ends")
	}
	return s + g.pick("agencies") + g.pick("bodies")
}

// words returns about n characters nobody else writes.
func (g *generator) words(n int) string {
	var b strings.Builder
	for b.Len() < n*3 {
		b.WriteString(g.pick("words"))
	}
	return b.String()
}

// own returns a sentence of the unit's own.
func (g *generator) own(unit string) fragment {
	var b strings.Builder
	for i := range 2 + g.IntN(4) {
		if i > 0 {
			b.WriteString("，")
		}
		switch x := g.Float64(); {
		case x < 0.30:
			b.WriteString(g.short[g.zipf.Uint64()])
		case x < 0.45:
			b.WriteString(g.short[g.zipf.Uint64()] + g.words(2+g.IntN(6)))
		case x < 0.60:
			b.WriteString(g.words(3+g.IntN(4)) + strconv.Itoa(2+g.IntN(300)) + "名" + g.words(3+g.IntN(5)))
		case x < 0.66:
			b.WriteString(unit + g.words(4+g.IntN(6)))
		default:
			b.WriteString(g.words(6 + g.IntN(10)))
		}
	}
	g.origin++
	return fragment{text: b.String() + "。", origin: g.origin}
}

// fresh returns a document of a unit without anything copied.
func (g *generator) fresh(unit string, size int) []fragment {
	g.origin++
	out := []fragment{{text: unit + "创先争优活动总结。", origin: g.origin}}
	have := 0
	add := func(f fragment) {
		out = append(out, f)
		have += utf8.RuneCountInString(f.text)
	}
	if g.Float64() < 0.8 {
		k := 2 + g.IntN(4)
		s := g.IntN(len(g.superi) - k)
		for i := range k {
			add(g.superi[s+i])
		}
	}
	for have < size {
		if g.Float64() < 0.28 {
			add(g.set[g.zipfS.Uint64()])
		} else {
			add(g.own(unit))
		}
	}
	return out
}

// document writes document i.
func (g *generator) document(i, size int) {
	x := g.Float64()
	unit := i
	name := g.units[unit]
	parts := []fragment(nil)
	kind, change, at, n := -1, 0, 0, 0 // the copied fragments are parts[at:at+n]
	switch {
	case i > 20 && x < 0.05:
		if src := g.IntN(i); !g.second[src] {
			kind, change, unit = plantedSelf, renamed+g.IntN(3), g.unitOf[src]
			parts = g.lastYear(g.parts[src], g.units[unit], change)
			n = len(parts)
		}
	case i > 20 && x < 0.08:
		kind, change = plantedWhole, []int{asItWas, renamed, renamed, renamed, lightEdit, lightEdit, mediumEdit}[g.IntN(7)]
		src := g.IntN(i)
		parts = g.whole(g.parts[src], g.units[g.unitOf[src]], name, change)
		n = len(parts)
	}
	if parts == nil {
		parts = g.fresh(name, size*(60+g.IntN(80))/100)
		switch {
		case i > 20 && x >= 0.08 && x < 0.20:
			kind, change = plantedPassage, g.IntN(7)
			parts, at, n = g.passageOf(g.IntN(i), name, parts, change)
		case x >= 0.20 && x < 0.23:
			kind, change = plantedModel, g.IntN(3)
			m := g.model()
			at, n = 1+g.IntN(len(parts)), len(m)
			parts = slices.Insert(slices.Clone(parts), at, g.changed(m, change, "", "")...)
		}
	}
	g.put(parts, unit, kind == plantedSelf)
	if st := g.out.stretches[i]; kind >= 0 && n > 0 {
		g.out.planted = append(g.out.planted, planted{kind, change, i, st[at].from, st[at+n-1].to})
	}
}

// put appends a document.
func (g *generator) put(parts []fragment, unit int, second bool) {
	i := len(g.parts)
	g.parts, g.unitOf, g.second = append(g.parts, parts), append(g.unitOf, unit), append(g.second, second)
	var b strings.Builder
	var st []stretch
	for _, f := range parts {
		from := b.Len()
		b.WriteString(f.text)
		st = append(st, stretch{from, b.Len(), f.origin, f.set})
		if _, ok := g.out.first[f.origin]; !ok {
			g.out.first[f.origin] = i
		}
	}
	date := fmt.Sprintf("2010-%02d", 1+i*12/len(g.units)) // in the order of writing
	id := fmt.Sprintf("%08d", i)
	g.out.texts = append(g.out.texts, Text{ID: id, Source: id, Ordinal: 1, Unit: g.units[unit], Date: date, Hash: id, Text: b.String()})
	g.out.stretches = append(g.out.stretches, st)
}

// lastYear keeps half to nearly all of a unit's own earlier document.
func (g *generator) lastYear(old []fragment, unit string, change int) []fragment {
	keep := 0.5 + 0.45*g.Float64()
	var out []fragment
	for i, f := range old {
		if i > 0 && g.Float64() >= keep {
			f = g.own(unit)
		} else if !f.set {
			f.text = g.change(f.text, change, "", "")
		}
		out = append(out, f)
	}
	return out
}

// whole copies a document for another unit.
func (g *generator) whole(old []fragment, from, to string, change int) []fragment {
	var out []fragment
	for i, f := range old {
		if i > 0 && g.Float64() < 0.03 {
			continue
		}
		if !f.set {
			f.text = g.change(f.text, change, from, to)
		}
		if out = append(out, f); g.Float64() < 0.03 {
			out = append(out, g.own(to))
		}
	}
	return out
}

// passageOf puts a passage of document src into parts, in place of some of them.
func (g *generator) passageOf(src int, name string, parts []fragment, change int) (all []fragment, at, n int) {
	old := g.parts[src]
	var starts []int
	for i := 1; i < len(old); i++ {
		if !old[i].set {
			starts = append(starts, i)
		}
	}
	if len(starts) == 0 {
		return parts, 0, 0
	}
	first := starts[g.IntN(len(starts))]
	count := 1 + g.IntN(5)
	if change == shuffled {
		count = max(3, count)
	}
	last := min(first+count, len(old))
	for last > first+1 && old[last-1].set {
		last--
	}
	taken := g.changed(old[first:last], change, g.units[g.unitOf[src]], name)
	if change == shuffled {
		g.Shuffle(len(taken), func(i, j int) { taken[i], taken[j] = taken[j], taken[i] })
	}
	at = 1 + g.IntN(len(parts))
	rest := parts[min(len(parts), at+len(taken)):]
	return slices.Concat(parts[:at], taken, rest), at, len(taken)
}

// model returns a model text that units share.
func (g *generator) model() []fragment {
	open := 5 + len(g.units)/4000
	if len(g.models) < open {
		m := &model{left: 3 + g.IntN(min(60, 6+len(g.units)/2000)-2)}
		for range 2 + g.IntN(5) {
			m.parts = append(m.parts, g.own("我单位"))
		}
		g.models = append(g.models, m)
	}
	k := g.IntN(len(g.models))
	m := g.models[k]
	if m.left--; m.left == 0 {
		g.models = slices.Delete(g.models, k, k+1)
	}
	return m.parts
}

// changed returns copies of parts, set phrases as they are.
func (g *generator) changed(parts []fragment, change int, from, to string) []fragment {
	out := slices.Clone(parts)
	for i := range out {
		if !out[i].set {
			out[i].text = g.change(out[i].text, change, from, to)
		}
	}
	return out
}

// change rewrites one sentence that unit to took from unit from.
func (g *generator) change(s string, change int, from, to string) string {
	if from != "" {
		s = strings.ReplaceAll(s, from, to)
	}
	switch change {
	case renamed:
		return g.renumber(s)
	case lightEdit:
		return g.edit(g.renumber(s), 0.05)
	case mediumEdit:
		return g.edit(g.renumber(s), 0.12)
	case heavyEdit:
		return g.edit(g.renumber(s), 0.25)
	case respelled:
		s = strings.Map(func(r rune) rune {
			if t, ok := g.trad[r]; ok {
				return t
			}
			return r
		}, s)
		return strings.ReplaceAll(s, "，", []string{",", "、", "，"}[g.IntN(3)])
	}
	return s
}

// renumber gives every number of s another value.
func (g *generator) renumber(s string) string {
	var b strings.Builder
	inside := false
	for _, r := range s {
		digit := r >= '0' && r <= '9'
		if digit && !inside {
			b.WriteString(strconv.Itoa(2 + g.IntN(300)))
		} else if !digit {
			b.WriteRune(r)
		}
		inside = digit
	}
	return b.String()
}

// edit replaces, drops and inserts words of two characters until about rate
// of s is changed.
func (g *generator) edit(s string, rate float64) string {
	rs := []rune(s)
	var b strings.Builder
	for i := 0; i < len(rs); i++ {
		if !zh.IsHan(rs[i]) || g.Float64() >= rate/2 {
			b.WriteRune(rs[i])
			continue
		}
		switch x := g.IntN(10); {
		case x < 6:
			b.WriteString(g.pick("words"))
			i++
		case x < 8:
			i++
		default:
			b.WriteString(g.pick("words"))
			b.WriteRune(rs[i])
		}
	}
	return b.String()
}
