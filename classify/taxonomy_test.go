package classify

import (
	"testing"
	"testing/fstest"
	"time"
)

func TestLoad(t *testing.T) {
	start := time.Now()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(start))
	tax := c.Taxonomy()
	for _, l := range []struct {
		name string
		got  int
		want int
	}{
		{"documents", len(tax.Documents), 17}, {"units", len(tax.Units), 18}, {"sections", len(tax.Sections), 18},
		{"activities", len(tax.Activities), 49}, {"measures", len(tax.Measures), 30},
	} {
		if l.got < l.want {
			t.Errorf("%s: %d kinds, want at least %d", l.name, l.got, l.want)
		}
	}
	if len(tax.Hash) != 64 {
		t.Errorf("hash %q is not a SHA-256", tax.Hash)
	}
}

func TestLoadWith(t *testing.T) {
	site := fstest.MapFS{"activities.yaml": {Data: []byte("kinds:\n  - id: 村史馆\n    label: 参观村史馆\n    parent: 党性教育\n")}}
	c, err := LoadWith(site)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(c.Taxonomy().Activities), len(plain.Taxonomy().Activities)+1; got != want {
		t.Errorf("%d activities, want %d", got, want)
	}
	if c.Taxonomy().Hash == plain.Taxonomy().Hash {
		t.Error("a site's file leaves the hash as it was")
	}
}
