package bleveindex_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/index"
	"wenjian/index/bleveindex"
	"wenjian/index/indextest"
	"wenjian/index/query"
)

func TestMemory(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Index {
		x, err := bleveindex.OpenMemory()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { x.Close() })
		return x
	})
}

func TestDisk(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Index { return open(t, filepath.Join(t.TempDir(), "new", "index")) })
}

func open(t testing.TB, dir string) *bleveindex.Index {
	t.Helper()
	x, err := bleveindex.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestReopen(t *testing.T) {
	dir := t.TempDir() // exists and is empty
	x := open(t, dir)
	indextest.Put(t, x, index.Entry{ID: "7", Title: "题目", Text: "重新打开还在"})
	if _, err := bleveindex.Open(dir); !errors.Is(err, bleveindex.ErrLocked) {
		t.Errorf("second open: %v, want ErrLocked", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	res, err := open(t, dir).Search(t.Context(), index.Request{Query: query.Text{Value: "新打开"}})
	if err != nil || res.Total != 1 || res.Hits[0].Title != "题目" {
		t.Errorf("after reopening: %+v, %v", res, err)
	}
}

func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(dir string) error{
		"foreign folder": func(dir string) error { return os.WriteFile(filepath.Join(dir, "x.txt"), nil, 0o644) },
		"broken meta": func(dir string) error {
			x, err := bleveindex.Open(dir)
			if err != nil {
				return err
			}
			x.Close()
			return os.WriteFile(filepath.Join(dir, "index_meta.json"), []byte("{"), 0o644)
		},
		"broken store": func(dir string) error {
			x, err := bleveindex.Open(dir)
			if err != nil {
				return err
			}
			x.Close()
			return os.WriteFile(filepath.Join(dir, "store", "root.bolt"), []byte("no database"), 0o644)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := damage(dir); err != nil {
				t.Fatal(err)
			}
			if _, err := bleveindex.Open(dir); !errors.Is(err, bleveindex.ErrStale) {
				t.Errorf("open: %v, want ErrStale", err)
			}
		})
	}
}

// TestRealText compares the two indexes on real submissions, whole files as
// they are.
func TestRealText(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/gold/dev/*.txt")
	if len(files) == 0 {
		t.Skip("没有 ../shared/gold/dev，跳过真实文本的比较")
	}
	var entries []index.Entry
	for i, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, index.Entry{ID: fmt.Sprint(i), Source: name, Text: strings.ToValidUTF8(string(data), "")})
	}
	indextest.Compare(t, open(t, t.TempDir()), entries, 200)
}

func BenchmarkDisk(b *testing.B) {
	indextest.Bench(b, func(b *testing.B) index.Index { return open(b, filepath.Join(b.TempDir(), "index")) })
}
