package office

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// maxSeed is the largest real file that fuzzing starts from: larger ones take
// so long that few of their kin are tried.
const maxSeed = 48 << 10

// eachSeed calls add for the files with one of the extensions under the folder
// that FUZZ_SEEDS names. scripts/fuzz.sh sets it; plain tests do without.
func eachSeed(f *testing.F, add func(data []byte), exts ...string) {
	f.Helper()
	dir := os.Getenv("FUZZ_SEEDS")
	if dir == "" {
		return
	}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !slices.Contains(exts, strings.ToLower(filepath.Ext(p))) {
			return err
		}
		if info, err := d.Info(); err != nil || info.Size() > maxSeed {
			return err
		}
		data, err := os.ReadFile(p)
		if err == nil {
			add(data)
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
}

// seedParts returns parts of a zip container, each at most maxSeed long; nil for none.
func seedParts(data []byte, names ...string) [][]byte {
	p := openPackage(context.Background(), data)
	if p == nil {
		return nil
	}
	parts := make([][]byte, len(names))
	for i, n := range names {
		parts[i], _ = p.read(n, maxSeed)
	}
	return parts
}
