package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenjian/compare"
	"wenjian/internal/concept"
	"wenjian/internal/zh"
)

// writeWeights counts how common words are, for the search of rewritten
// passages. How frequent a word is in general comes from the word list of
// segment, in how many documents of the genre it stands from the .txt files
// of dir. Of both only the words of package concept and single characters are
// kept: counts, no text.
func writeWeights(out, list, dir string) error {
	known, err := concept.Builtin()
	if err != nil {
		return err
	}
	words := map[concept.Word]compare.WordWeight{}
	for w := range known.Words() {
		words[w] = compare.WordWeight{}
	}
	total, err := frequencies(list, words)
	if err != nil {
		return err
	}
	n, err := documents(dir, words)
	if err != nil {
		return err
	}
	for w, x := range words {
		if x == (compare.WordWeight{}) {
			delete(words, w)
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := compare.WriteWeights(f, total, n, words); err != nil {
		_ = f.Close() // the first error says why
		return err
	}
	return f.Close()
}

// frequencies fills in the frequencies of words and single characters from
// the list, and returns the sum of all of it.
func frequencies(list string, words map[concept.Word]compare.WordWeight) (total uint64, err error) {
	f, err := os.Open(list)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }() // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		return 0, fmt.Errorf("read %s: %w", list, err)
	}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		word, count, _ := strings.Cut(lines.Text(), " ")
		n, err := strconv.ParseUint(count, 10, 32)
		if err != nil {
			return 0, fmt.Errorf("read %s: %w", list, err)
		}
		total += n
		w, ok := concept.Pack(word)
		if _, known := words[w]; ok && (known || utf8.RuneCountInString(word) == 1) {
			x := words[w]
			x.Frequency = uint32(n)
			words[w] = x
		}
	}
	return total, lines.Err()
}

// documents counts in how many documents below dir each word stands,
// white space aside, and returns how many there are.
func documents(dir string, words map[concept.Word]compare.WordWeight) (int, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		text := []rune(strings.Join(strings.Fields(zh.Fold(string(b))), ""))
		seen := map[concept.Word]bool{}
		for i := range text {
			for n := 1; n <= min(concept.Letters, len(text)-i); n++ {
				w, ok := concept.Pack(string(text[i : i+n]))
				x, known := words[w]
				if ok && !seen[w] && (known || n == 1) {
					seen[w] = true
					x.Documents++
					words[w] = x
				}
			}
		}
	}
	return len(files), nil
}
