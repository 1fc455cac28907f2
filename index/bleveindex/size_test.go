package bleveindex_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenjian/index"
	"wenjian/index/indextest"
)

// mostPerText bounds the index by the size of the texts in it.
const mostPerText = 4.0

// TestSize holds the index of real submissions to its bound.
func TestSize(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/gold/dev/*.txt")
	if len(files) == 0 {
		t.Skip("没有 ../shared/gold/dev，跳过检索库大小的检查")
	}
	dir := t.TempDir()
	x := open(t, dir)
	var entries []index.Entry
	text := 0
	for range 20 {
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := strings.ToValidUTF8(string(data), "")
			entries = append(entries, index.Entry{ID: name + string(rune('a'+len(entries)/len(files))), Source: name, Title: strings.ToValidUTF8(s[:min(len(s), 60)], ""), Text: s})
			text += len(s)
		}
	}
	indextest.Put(t, x, entries...)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	size := int64(0)
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		size += info.Size()
		return err
	})
	ratio := float64(size) / float64(text)
	t.Logf("index: %d texts of %d KB in %d KB, %.2f times", len(entries), text>>10, size>>10, ratio)
	if err != nil || ratio > mostPerText {
		t.Errorf("%.2f times the text, at most %.1f: %v", ratio, mostPerText, err)
	}
}
