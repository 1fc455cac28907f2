package compare

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
)

const ownGold = "../testdata/gold/"

// A rewritten passage of testdata/rewritten.txt: which words of which
// annotated document became which others.
type rewrittenPassage struct {
	source, manner string
	original, text string
}

// readRewritten reads testdata/rewritten.txt, whose head describes its form.
func readRewritten(t testing.TB, texts map[string]string) []rewrittenPassage {
	t.Helper()
	b, err := os.ReadFile("testdata/rewritten.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []rewrittenPassage
	for line := range strings.Lines(string(b)) {
		mark, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch mark {
		case "@":
			var p rewrittenPassage
			if _, err := fmt.Sscan(rest, &p.source, &p.manner); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			out = append(out, p)
		case "<":
			p := &out[len(out)-1]
			first, last, _ := strings.Cut(rest, "……")
			p.original = between(texts[p.source], first, last)
			if p.original == "" {
				t.Errorf("%s holds no passage %s", p.source, rest)
			}
		case ">":
			out[len(out)-1].text = rest
		}
	}
	return out
}

// between returns the passage of text from first to last, whatever white
// space lies between their characters; empty when there is none.
func between(text, first, last string) string {
	var squeezed strings.Builder
	var at []int
	for i, r := range text {
		if !unicode.IsSpace(r) {
			squeezed.WriteRune(r)
			for range utf8.RuneLen(r) {
				at = append(at, i)
			}
		}
	}
	s := squeezed.String()
	squeeze := func(x string) string { return strings.Join(strings.Fields(x), "") }
	i := strings.Index(s, squeeze(first))
	if i < 0 {
		return ""
	}
	j := strings.Index(s[i:], squeeze(last))
	if j < 0 {
		return ""
	}
	end := i + j + len(squeeze(last)) - 1
	_, n := utf8.DecodeRuneInString(text[at[end]:])
	return text[at[i] : at[end]+n]
}

// ownDocuments returns our own annotated documents by name, hard wraps gone.
func ownDocuments(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob(ownGold + "[G-U]*.txt")
	if err != nil || len(files) == 0 {
		t.Skipf("no annotated documents at %s", ownGold)
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".txt")] = unwrap(string(b))
	}
	return out
}

// unwrap joins lines that end in the middle of a sentence.
func unwrap(text string) string {
	var b strings.Builder
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		b.WriteString(line)
		if i+1 == len(lines) {
			break
		}
		last, _ := utf8.DecodeLastRuneInString(line)
		next, _ := utf8.DecodeRuneInString(lines[i+1])
		if utf8.RuneCountInString(line) < 30 || strings.ContainsRune("。；：！？.;:!?”）", last) || unicode.IsSpace(next) || lines[i+1] == "" {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// A rewrittenSet is documents into which passages of others were rewritten.
type rewrittenSet struct {
	texts   []Text
	at      map[string]int // documents by name
	planted []plant
}

// A plant is one rewritten passage in a later document.
type plant struct {
	rewrittenPassage
	doc  int
	span corpus.Span // of the rewritten text
	from corpus.Span // of the original in its document
}

const plantsEach = 3 // rewritten passages of one later document

// rewrittenDocuments plants the passages, a few to a document: each into
// another independent document, with one passage of one of the sources word
// for word, as whoever copies does. Sources are documents too.
func rewrittenDocuments(t testing.TB) rewrittenSet {
	t.Helper()
	docs := ownDocuments(t)
	passages := readRewritten(t, docs)
	set := rewrittenSet{at: map[string]int{}}
	names := make([]string, 0, len(docs))
	for name := range docs {
		names = append(names, name)
	}
	slices.Sort(names)
	isSource := map[string]bool{}
	for _, p := range passages {
		isSource[p.source] = true
	}
	var hosts []string
	for _, name := range names {
		if isSource[name] {
			set.at[name] = len(set.texts)
			set.texts = append(set.texts, Text{ID: name, Unit: "单位" + name, Date: "2010-01-01", Hash: name, Text: docs[name]})
		} else {
			hosts = append(hosts, name)
		}
	}
	n := (len(passages) + plantsEach - 1) / plantsEach
	for k := range n {
		host := hosts[k*len(hosts)/n]
		var mine []rewrittenPassage
		for i := k; i < len(passages); i += n {
			mine = append(mine, passages[i])
		}
		set.plant(host, docs, mine)
	}
	return set
}

// plant makes one later document.
func (set *rewrittenSet) plant(host string, docs map[string]string, mine []rewrittenPassage) {
	text := docs[host]
	var ends []int // of its sentences
	for i, r := range text {
		if r == '。' && i > len(text)/5 {
			ends = append(ends, i+len("。"))
		}
	}
	doc := len(set.texts)
	var b strings.Builder
	last := 0
	put := func(k int, s string) corpus.Span {
		if len(ends) > 0 {
			at := ends[min(len(ends)-1, k*len(ends)/(plantsEach+1))]
			if at > last {
				b.WriteString(text[last:at])
				last = at
			}
		}
		start := b.Len()
		b.WriteString(s)
		return corpus.Span{Start: start, End: b.Len()}
	}
	for k, p := range mine {
		from := strings.Index(docs[p.source], p.original)
		set.planted = append(set.planted, plant{rewrittenPassage: p, doc: doc, span: put(k, p.text), from: corpus.Span{Start: from, End: from + len(p.original)}})
	}
	put(len(mine), verbatim(docs[mine[doc%len(mine)].source], mine[doc%len(mine)].original))
	b.WriteString(text[last:])
	set.texts = append(set.texts, Text{ID: host, Unit: "单位" + host, Date: "2012-01-01", Hash: host, Text: b.String()})
}

// verbatim returns a sentence of text, of some length, that is not part of passage.
func verbatim(text, passage string) string {
	best := ""
	for s := range strings.SplitAfterSeq(strings.Replace(text, passage, "\n", 1), "。") {
		if i := strings.LastIndexByte(s, '\n'); i >= 0 {
			s = s[i+1:]
		}
		if n := utf8.RuneCountInString(s); n > utf8.RuneCountInString(best) && n < 90 {
			best = s
		}
	}
	return best
}

// A rewrittenScore says what of a rewrittenSet was found.
type rewrittenScore struct {
	found, planted map[string]int // by manner
	right, claimed int            // characters
	alarms         int
}

// score compares set and scores the rewritten passages found.
func (set *rewrittenSet) score(t testing.TB) rewrittenScore {
	t.Helper()
	r, err := Compare(context.Background(), set.texts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := rewrittenScore{found: map[string]int{}, planted: map[string]int{}}
	got := make([]int, len(set.planted))
	for _, m := range r.Matches {
		right := 0
		for i, p := range set.planted {
			if p.doc == m.B && set.at[p.source] == m.A && m.SpanA.Overlap(p.from) > 0 {
				n := m.SpanB.Overlap(p.span)
				got[i] += n
				right += n
			}
		}
		right = max(right, set.alike(m))
		if m.Class == Paraphrase {
			out.right, out.claimed = out.right+right, out.claimed+m.SpanB.Len()
			if 5*right < m.SpanB.Len() {
				out.alarms++
				t.Logf("false alarm: %s\n      %s", m.SpanB.Of(set.texts[m.B].Text), m.SpanA.Of(set.texts[m.A].Text))
			}
		}
	}
	for i, p := range set.planted {
		out.planted[p.manner]++
		if 2*got[i] >= p.span.Len() {
			out.found[p.manner]++
		} else if testing.Verbose() {
			t.Logf("missed: %s %s %.60s", p.source, p.manner, p.text)
		}
	}
	return out
}

// alike returns how many characters of m are of passages that two later
// documents took from overlapping places of one source: true copies, too.
func (set *rewrittenSet) alike(m Match) int {
	n := 0
	for _, a := range set.planted {
		for _, b := range set.planted {
			if a.doc == m.A && b.doc == m.B && a.source == b.source && a.from.Overlap(b.from) > 0 && m.SpanA.Overlap(a.span) > 0 {
				n += m.SpanB.Overlap(b.span)
			}
		}
	}
	return n
}

// TestRewritten holds what is found of our own rewritten passages above a
// floor.
func TestRewritten(t *testing.T) {
	set := rewrittenDocuments(t)
	s := set.score(t)
	found, summaries := 0, s.found["summary"]
	for manner, n := range s.planted {
		t.Logf("%s: %d of %d", manner, s.found[manner], n)
		if manner != "summary" {
			found += s.found[manner]
		}
	}
	if found < 27 || summaries < 8 || s.alarms > 8 {
		t.Errorf("%d passages, %d summaries and %d false alarms: below the floor of 27, 8 and 8", found, summaries, s.alarms)
	}
	t.Logf("rewritten %d of %d, summaries %d of %d, %d false alarms, precision %.3f", found, len(set.planted)-s.planted["summary"], summaries, s.planted["summary"], s.alarms, float64(s.right)/float64(max(1, s.claimed)))
}

// TestIndependent: documents of ours that were written apart hold no
// rewritten passage of each other.
func TestIndependent(t *testing.T) {
	docs := ownDocuments(t)
	var texts []Text
	for name, text := range docs {
		texts = append(texts, Text{ID: name, Unit: "单位" + name, Date: "2010", Hash: name, Text: text})
	}
	r, err := Compare(context.Background(), texts, Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range r.Matches {
		if m.Class == Paraphrase {
			t.Logf("%s %s: %s\n      %s", texts[m.A].ID, texts[m.B].ID, m.SpanB.Of(texts[m.B].Text), m.SpanA.Of(texts[m.A].Text))
			n++
		}
	}
	if n > 4 {
		t.Errorf("%d rewritten passages between independent documents, want 4 at most", n)
	}
	t.Logf("%d documents, %d passages, %d rewritten", len(texts), len(r.Matches), n)
}
