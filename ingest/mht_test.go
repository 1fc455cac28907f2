package ingest

import (
	"context"
	"path/filepath"
	"testing"
)

func FuzzMHT(f *testing.F) {
	f.Add(mustRead(f, filepath.Join("..", "testdata", "ingest", "saved.mht")))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := readMHT(context.Background(), data)
		if err == nil {
			lawful(t, p)
		}
	})
}
