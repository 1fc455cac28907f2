// Command langgen counts the n-grams of reference texts into the sketch of
// common language that package compare embeds:
//
//	go run ./compare/langgen -o compare/language.gz -campaign ../shared/seeds DIR...
//
// Texts under -campaign are few but of the very kind that is compared; they
// count several times.
//
// With -words it writes the weights of words instead, which the search of
// rewritten passages needs:
//
//	go run ./compare/langgen -o compare/weights.gz -words segment/dict.txt.gz testdata/gold
//
// With -formulae it writes the runs of characters that several authors share,
// each folder an author:
//
//	go run ./compare/langgen -o compare/formulae.gz -formulae DIR...
//
// Every .md, .txt and .jsonl file below the folders is read; of .jsonl the
// field "content". Only counts are kept, no text.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wenjian/compare"
)

func main() {
	out := flag.String("o", "language.gz", "output `file`")
	buckets := flag.Int("buckets", 18, "binary logarithm of the number of buckets of four n-grams")
	least := flag.Int("min", 3, "drop n-grams seen less often")
	campaign := flag.String("campaign", "", "`folder` of texts that count several times")
	weight := flag.Int("weight", 2, "how many times they count")
	words := flag.String("words", "", "word `list` with frequencies, gzip: write weights of words")
	formulae := flag.Bool("formulae", false, "write the runs that several authors share")
	centre := flag.String("centre", "国务院,五年规划,cpc_congress", "what the paths of the centre's texts hold, `names` separated by commas")
	flag.Parse()
	dirs := flag.Args()
	if *formulae {
		if err := writeFormulae(*out, *centre, dirs); err != nil {
			fmt.Fprintln(os.Stderr, "langgen:", err)
			os.Exit(1)
		}
		return
	}
	if *words != "" {
		if len(dirs) != 1 {
			fmt.Fprintln(os.Stderr, "usage: langgen -o weights.gz -words dict.txt.gz DIR")
			os.Exit(2)
		}
		if err := writeWeights(*out, *words, dirs[0]); err != nil {
			fmt.Fprintln(os.Stderr, "langgen:", err)
			os.Exit(1)
		}
		return
	}
	for range *weight {
		if *campaign != "" {
			dirs = append(dirs, *campaign)
		}
	}
	if err := run(*out, *buckets, *least, dirs); err != nil {
		fmt.Fprintln(os.Stderr, "langgen:", err)
		os.Exit(1)
	}
}

func run(out string, buckets, least int, dirs []string) error {
	var texts []string
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			more, err := read(path)
			texts = append(texts, more...)
			return err
		})
		if err != nil {
			return err
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	each := func(yield func(string) bool) {
		for _, t := range texts {
			if !yield(t) {
				return
			}
		}
	}
	if err := compare.WriteSketch(f, each, buckets, least); err != nil {
		_ = f.Close() // only read
		return err
	}
	return f.Close()
}

// read returns the texts of one file.
func read(path string) ([]string, error) {
	switch filepath.Ext(path) {
	case ".md", ".txt":
		b, err := os.ReadFile(path)
		return []string{strings.ToValidUTF8(string(b), "")}, err
	case ".jsonl":
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		var texts []string
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var r struct{ Content string }
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				return nil, fmt.Errorf("read %s: %w", path, err)
			}
			texts = append(texts, r.Content)
		}
		return texts, lines.Err()
	}
	return nil, nil
}
