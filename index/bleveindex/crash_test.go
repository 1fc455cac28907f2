package bleveindex_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"wenjian/index"
	"wenjian/index/bleveindex"
	"wenjian/index/indextest"
	"wenjian/index/query"
)

// crashBatch is how many entries the writer puts at once.
const crashBatch = 20

// writerDir tells the test binary, started again by TestCrash, to be the
// writer that gets killed.
const writerDir = "WENJIAN_TEST_INDEX_WRITER"

// TestCrash kills a writer in the middle of its work and demands that every
// batch it was told to be written is there, and no part of another.
func TestCrash(t *testing.T) {
	if dir := os.Getenv(writerDir); dir != "" {
		writeForever(t, dir)
	}
	dir := filepath.Join(t.TempDir(), "index")
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrash$")
	cmd.Env = append(os.Environ(), writerDir+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := 0
	for lines := bufio.NewScanner(out); told < 15 && lines.Scan(); {
		if n, err := strconv.Atoi(lines.Text()); err == nil {
			told = n
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // says only that it was killed
	res, err := open(t, dir).Search(t.Context(), index.Request{Query: query.Text{Value: "文字"}})
	if err != nil || told < 15 || res.Total < told*crashBatch || res.Total%crashBatch != 0 {
		t.Errorf("%d batches of %d were written, %d entries are there, %v", told, crashBatch, res.Total, err)
	}
}

// writeForever puts batches and prints how many are in.
func writeForever(t *testing.T, dir string) {
	x, err := bleveindex.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; ; n++ {
		var batch []index.Entry
		for i := range crashBatch {
			batch = append(batch, index.Entry{ID: fmt.Sprint(n*crashBatch + i), Text: "一批文字"})
		}
		indextest.Put(t, x, batch...)
		fmt.Println(n)
	}
}
