// Dictgen derives segment/dict.txt.gz, the word list that package segment
// embeds, from the simplified Chinese dictionary of gse:
//
//	go run ./segment/dictgen [-min 4] [-o segment/dict.txt.gz] \
//		$(go list -m -f '{{.Dir}}' github.com/go-ego/gse)/data/dict/zh/s_1.txt
//
// The input holds one word a line: word, frequency, part of speech, separated
// by single blanks. The output holds "word frequency" lines, sorted, folded
// with zh.Fold so that it fits folded text, compressed with gzip. Words rarer
// than -min, words with punctuation and words longer than -runes are left out,
// which keeps loading quick and memory small; the same input always gives the
// same bytes.
//
// The dictionary comes with github.com/go-ego/gse (Apache License 2.0), which
// took it from jieba (MIT License).
package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/internal/zh"
)

func main() {
	floor := flag.Int("min", 4, "leave out words with a lower frequency")
	runes := flag.Int("runes", 8, "leave out words with more characters")
	out := flag.String("o", "segment/dict.txt.gz", "file to write")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: dictgen [flags] DICTIONARY")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out, *floor, *runes); err != nil {
		fmt.Fprintln(os.Stderr, "dictgen:", err)
		os.Exit(1)
	}
}

func run(in, out string, floor, runes int) error {
	src, err := os.Open(in)
	if err != nil {
		return err
	}
	defer func() { _ = src.Close() }() // only read
	words, err := read(src, floor, runes)
	if err != nil {
		return fmt.Errorf("read %s: %w", in, err)
	}
	dst, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := write(dst, words); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", out, err), dst.Close())
	}
	return dst.Close()
}

// read returns the frequency of each word worth keeping. Two words that fold
// alike become one with the higher frequency.
func read(r io.Reader, floor, runes int) (map[string]int, error) {
	words := map[string]int{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		freq, err := strconv.ParseFloat(fields[1], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		w := zh.Fold(fields[0])
		if int(freq) >= floor && utf8.RuneCountInString(w) <= runes && isWord(w) {
			words[w] = max(words[w], int(freq))
		}
	}
	return words, lines.Err()
}

// isWord reports whether w holds a Chinese character and nothing but letters
// and digits: segment cuts Latin runs and numbers itself.
func isWord(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '〇' {
			return false
		}
	}
	return zh.HanCount(w) > 0
}

func write(w io.Writer, words map[string]int) error {
	list := make([]string, 0, len(words))
	for word := range words {
		list = append(list, word)
	}
	sort.Strings(list)
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, word := range list {
		if _, err := fmt.Fprintf(z, "%s %d\n", word, words[word]); err != nil {
			return err
		}
	}
	return z.Close()
}
