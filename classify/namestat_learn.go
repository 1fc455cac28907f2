package classify

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"wenjian/internal/zh"
)

// Smoothing of the table of names.
const (
	rareName     = 50  // persons of history and fiction stand in dictionaries more often
	nameFloor    = 0.3 // added to the count of each character of names …
	nameKinds    = 3000
	textFloor    = 200 // … and of text
	textKinds    = 8000
	singleFromTo = 0.2 // what a second character tells of given names of one
)

// nameCounts count the characters of names, by place, and of text.
type nameCounts struct{ surname, first, second, single, text map[rune]float64 }

// LearnNames derives the table of names (names.txt) from a dictionary in the
// format of jieba: a word a line, its frequency and its part of speech, nr for
// persons. It counts characters of the persons' names with a surname of
// units.yaml, and of all other words by frequency; the same input gives the
// same bytes.
func (c *Classifier) LearnNames(dictionary io.Reader, w io.Writer) error {
	n := nameCounts{map[rune]float64{}, map[rune]float64{}, map[rune]float64{}, map[rune]float64{}, map[rune]float64{}}
	lines := bufio.NewScanner(dictionary)
	for i := 1; lines.Scan(); i++ {
		f := strings.Fields(lines.Text())
		if len(f) < 3 {
			continue
		}
		freq, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("learn names: line %d: %w", i, err)
		}
		n.count(c.pers, []rune(zh.Fold(f[0])), freq, f[2])
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("learn names: %w", err)
	}
	return n.write(w)
}

func (n *nameCounts) count(p *personRules, word []rune, freq float64, kind string) {
	if !strings.HasPrefix(kind, "nr") {
		for _, r := range word {
			n.text[r] += freq
		}
		return
	}
	if kind != "nr" || freq > rareName || len(word) < givenMax || len(word) > givenMax+1 || !p.single.Has(word[0]) {
		return
	}
	if len(word) == givenMax+1 {
		n.surname[word[0]]++
	}
	switch clear := p.clear.Has(word[0]); { // others begin too many words that only look like names
	case clear && len(word) == givenMax+1:
		n.first[word[1]]++
		n.second[word[2]]++
	case clear:
		n.single[word[1]]++
	}
}

func (n *nameCounts) write(w io.Writer) error {
	for r, v := range n.second {
		n.single[r] += v * singleFromTo
	}
	places := []map[rune]float64{n.surname, n.first, n.second, n.single}
	seen := map[rune]bool{}
	for _, m := range places {
		for r := range m {
			seen[r] = true
		}
	}
	var runes []rune
	for r := range seen {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "# Written by classify/train -names from the dictionary of gse (from jieba, MIT): character, log likelihood ratio in tenths as")
	fmt.Fprintln(out, "# surname, first and second character of a given name of two, given name of one.")
	text, total := sum(n.text), []float64{sum(n.surname), sum(n.first), sum(n.second), sum(n.single)}
	for _, r := range runes {
		fmt.Fprintf(out, "%c", r)
		for i, m := range places {
			if m[r] == 0 {
				fmt.Fprint(out, " -")
				continue
			}
			inName := (m[r] + nameFloor) / (total[i] + nameFloor*nameKinds)
			inText := (n.text[r] + textFloor) / (text + textFloor*textKinds)
			fmt.Fprint(out, " ", tenths(math.Log(inName/inText)))
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

func sum(m map[rune]float64) float64 {
	keys := make([]rune, 0, len(m))
	for r := range m {
		keys = append(keys, r)
	}
	slices.Sort(keys) // floating point: the same order, the same sum
	total := 0.0
	for _, r := range keys {
		total += m[r]
	}
	return total
}
