// Command evidencegen counts characters, pairs and triples of them into the table
// that package mojibake embeds:
//
//	go run ./ingest/mojibake/evidencegen -o ingest/mojibake/evidence.gz -words segment/dict.txt.gz FILE-OR-FOLDER...
//
// Every .md, .txt and .jsonl file is read; of .jsonl the field "content".
// Only counts are kept, no text.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"wenjian/ingest/mojibake"
)

func main() {
	out := flag.String("o", "evidence.gz", "output `file`")
	words := flag.String("words", "", "gzip'ed `file` of lines: word count")
	weight := flag.Float64("weight", 0.05, "what one count of a word weighs")
	least := flag.Float64("min", 2, "leave out pairs counted less often")
	triple := flag.Float64("triples", 8, "leave out triples counted less often")
	flag.Parse()
	if err := run(*out, *words, *weight, *least, *triple, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "evidencegen:", err)
		os.Exit(1)
	}
}

func run(out, words string, weight, least, triple float64, paths []string) error {
	c := mojibake.NewCounter()
	for _, path := range paths {
		err := filepath.WalkDir(path, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			return addFile(c, path)
		})
		if err != nil {
			return err
		}
	}
	if words != "" {
		if err := addWords(c, words, weight); err != nil {
			return err
		}
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := c.Write(f, least, triple); err != nil {
		_ = f.Close() // only the first error matters
		return err
	}
	return f.Close()
}

func addFile(c *mojibake.Counter, path string) error {
	switch filepath.Ext(path) {
	case ".md", ".txt":
		b, err := os.ReadFile(path)
		c.AddText(strings.ToValidUTF8(string(b), ""))
		return err
	case ".jsonl":
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }() // only read
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var r struct{ Content string }
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				return fmt.Errorf("read %s: %w", path, err)
			}
			c.AddText(r.Content)
		}
		return lines.Err()
	}
	return nil
}

func addWords(c *mojibake.Counter, path string, weight float64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	lines := bufio.NewScanner(z)
	c.AddWords(func(yield func(mojibake.Word) bool) {
		for lines.Scan() {
			word, count, _ := strings.Cut(lines.Text(), " ")
			n, err := strconv.ParseFloat(count, 64)
			if err == nil && !yield(mojibake.Word{Text: word, Count: n}) {
				return
			}
		}
	}, weight)
	return lines.Err()
}
