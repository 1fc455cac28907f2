// Package golden compares what a test prints with a file kept beside it. Only
// tests import it.
package golden

import (
	"os"
	"testing"
)

// Check fails t unless file holds got, byte for byte. With UPDATE=1 in the
// environment it writes the file instead.
func Check(t testing.TB, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}
