package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"wenjian/ingest/page"
	"wenjian/internal/golden"
)

// TestGolden prints each sample of testdata/ingest as a page for people and
// compares it with the file beside it. UPDATE=1 rewrites those files.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "ingest", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, ".golden") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Read(context.Background(), filepath.Base(name), data)
			var got string
			if err != nil {
				got = fmt.Sprintf("failure: %v\n", err)
			} else {
				got = printed(p, lawful(t, p))
			}
			golden.Check(t, name+".golden", got)
		})
	}
}

// printed shows a page and its documents as one readable text.
func printed(p page.Page, drafts []page.Draft) string {
	var b strings.Builder
	fmt.Fprintf(&b, "format %s, charset %s, title %q\n", p.Format, p.Charset, p.Title)
	keys := make([]string, 0, len(p.Properties))
	for k := range p.Properties {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "property %s: %s\n", k, p.Properties[k])
	}
	for i := range p.Warnings {
		fmt.Fprintf(&b, "warning %v\n", &p.Warnings[i])
	}
	for i, d := range drafts {
		fmt.Fprintf(&b, "\n=== document %d, title %q\n%s\n", i+1, d.Title, d.Text)
		for _, r := range d.Removals {
			fmt.Fprintf(&b, "--- %s at %d: %q → %q\n", r.Why, r.At.Start, r.Text, r.At.Of(d.Text))
		}
	}
	return b.String()
}
