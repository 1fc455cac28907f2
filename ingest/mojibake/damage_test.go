package mojibake

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/corpus"
)

func applied(t testing.TB, text string, edits []corpus.Edit) string {
	t.Helper()
	now, removals, err := corpus.Apply(text, nil, edits)
	if err != nil {
		t.Fatal(err)
	}
	if corpus.Original(now, removals) != text {
		t.Fatal("the original is lost")
	}
	return now
}

func inGBK(t testing.TB, text string) []byte {
	t.Helper()
	b, err := encoding.ReplaceUnsupported(simplifiedchinese.GBK.NewEncoder()).Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cutAtMarks does to text what LostLeads undoes: its GBK bytes are split at
// the bytes of each mark in turn, wherever they stand, and each piece is
// decoded by itself. fold then makes the marks ASCII.
func cutAtMarks(t testing.TB, text, marks string, fold bool) string {
	t.Helper()
	pieces := [][]byte{inGBK(t, text)}
	for _, m := range marks {
		var next [][]byte
		for _, p := range pieces {
			for i, part := range bytes.Split(p, inGBK(t, string(m))) {
				if i > 0 {
					next = append(next, inGBK(t, string(m)))
				}
				next = append(next, part)
			}
		}
		pieces = next
	}
	var b strings.Builder
	for _, p := range pieces {
		for len(p) > 0 {
			switch r := rune(0); {
			case p[0] < 0x80:
				b.WriteByte(p[0])
				p = p[1:]
			case len(p) > 1 && func() bool { r = gbkTable().decode(p[0], p[1]); return r != 0 }():
				b.WriteRune(r)
				p = p[2:]
			default:
				b.WriteByte('?')
				p = p[1:]
			}
		}
	}
	if !fold {
		return b.String()
	}
	return strings.Map(func(r rune) rune {
		if r > 0xFF00 && r < 0xFF5F {
			return r - 0xFEE0
		}
		return r
	}, b.String())
}

// prosePages returns real prose that the evidence was not counted from.
func prosePages(t testing.TB, patterns ...string) []string {
	t.Helper()
	var pages []string
	for _, pattern := range patterns {
		files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", pattern))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, string(b))
		}
	}
	if len(pages) == 0 {
		t.Skip("../shared absent: no foreign prose to damage")
	}
	return pages
}

// inTraditional converts prose character by character with the table of
// OpenCC, as the sites do that damage text.
func inTraditional(t testing.TB, text string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpora", "charset", "opencc_dictionary", "STCharacters.txt"))
	if err != nil {
		t.Skip("../shared absent: " + err.Error())
	}
	var pairs []string
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) > 1 {
			pairs = append(pairs, f[0], f[1])
		}
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
