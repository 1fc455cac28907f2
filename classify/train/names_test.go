package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestHeldBack says that every file is held back once, by parts and by sets.
func TestHeldBack(t *testing.T) {
	files := []string{"N01", "N02", "P01", "Q01", "Q02"}
	for _, parts := range [][]func(int, string) bool{heldBack(3, ""), heldBack(0, "N P Q")} {
		for i, name := range files {
			n := 0
			for _, part := range parts {
				if part(i, name) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s is held back %d times in %d parts", name, n, len(parts))
			}
		}
	}
}

// TestLearnNamesFile derives a table from a dictionary on disk, and names the
// one that is not there.
func TestLearnNamesFile(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "dict.txt"), filepath.Join(dir, "names.txt")
	if err := os.WriteFile(in, []byte("王建国 3 nr\n国家 800 n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := learnNames(in, out); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(out); err != nil || len(data) == 0 {
		t.Errorf("no table: %v", err)
	}
	if err := learnNames(filepath.Join(dir, "none.txt"), out); err == nil {
		t.Error("a dictionary that is not there was read")
	}
}
