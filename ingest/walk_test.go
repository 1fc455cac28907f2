package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/office"
	"wenjian/ingest/page"
)

// zipped makes an archive of name, content pairs.
func zipped(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], NonUTF8: true, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// walked returns what Walk yields below dir, one string an input.
func walked(t *testing.T, dir string, paths ...string) []string {
	t.Helper()
	var out []string
	err := Walk(context.Background(), paths, func(in Input) bool {
		name := strings.TrimPrefix(strings.TrimPrefix(in.Path, dir), string(filepath.Separator))
		var f *page.Failure
		if errors.As(in.Err, &f) {
			if f.Path != in.Path || f.Reason == "" || f.Advice == "" {
				t.Errorf("failure %+v of %s", f, in.Path)
			}
			out = append(out, name+" "+f.Code)
		} else {
			out = append(out, name+" "+string(in.Data))
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWalk(t *testing.T) {
	dir := t.TempDir()
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("总结/第一阶段.txt")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "b", "2.txt"), []byte("two"))
	write(t, filepath.Join(dir, "b", "1.txt"), []byte("one"))
	write(t, filepath.Join(dir, "b", ".hidden"), []byte("no"))
	write(t, filepath.Join(dir, "b", "~$锁.docx"), []byte("no"))
	write(t, filepath.Join(dir, "a.zip"), zipped(t, "z.txt", "zed", gbk, "gbk", "方案.txt", "utf8", "__MACOSX/x.txt", "no", "dir/", "", "../up.txt", "up"))
	write(t, filepath.Join(dir, "broken.zip"), []byte("PK\x03\x04 broken"))
	write(t, filepath.Join(dir, "c.docx"), zipped(t, "[Content_Types].xml", "<x/>"))
	got := walked(t, dir, dir, filepath.Join(dir, "none.txt"))
	for i, g := range got {
		if strings.HasPrefix(g, "c.docx PK") {
			got[i] = "c.docx whole"
		}
	}
	want := []string{
		"a.zip!up.txt up", "a.zip!z.txt zed", "a.zip!总结/第一阶段.txt gbk", "a.zip!方案.txt utf8",
		"b/1.txt one", "b/2.txt two", "broken.zip " + page.CodeArchive, "c.docx whole", "none.txt " + page.CodeNotFound,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestWalkNestedArchives(t *testing.T) {
	dir := t.TempDir()
	inner := zipped(t, "文.txt", "text")
	for range 2 {
		inner = zipped(t, "内.zip", string(inner))
	}
	write(t, filepath.Join(dir, "ok.zip"), inner)
	write(t, filepath.Join(dir, "deep.zip"), zipped(t, "外.zip", string(inner)))
	got := walked(t, dir, dir)
	want := []string{"deep.zip!外.zip!内.zip!内.zip " + page.CodeArchive, "ok.zip!内.zip!内.zip!文.txt text"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWalkArchiveBomb(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "big.zip"), zipped(t, "a.txt", strings.Repeat("\x00", 12<<20), "b.txt", "after"))
	var many []string
	for i := range maxArchiveEntries + 5 {
		many = append(many, fmt.Sprintf("%05d.txt", i), "x")
	}
	write(t, filepath.Join(dir, "many.zip"), zipped(t, many...))
	got := walked(t, dir, dir)
	if len(got) != 1+maxArchiveEntries+1 || got[0] != "big.zip "+page.CodeBomb || got[len(got)-1] != "many.zip "+page.CodeBomb {
		t.Errorf("%d inputs, first %q, last %q", len(got), got[0], got[len(got)-1])
	}
}

func TestWalkPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	locked := filepath.Join(dir, "锁")
	write(t, filepath.Join(locked, "a.txt"), []byte("x"))
	if err := os.Chmod(locked, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(locked, 0o755) })
	if got := walked(t, dir, dir); !slices.Equal(got, []string{"锁 " + page.CodePermission}) {
		t.Errorf("got %q", got)
	}
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		write(t, filepath.Join(dir, fmt.Sprint(i)), []byte("x"))
	}
	n := 0
	if err := Walk(context.Background(), []string{dir}, func(Input) bool { n++; return n < 2 }); err != nil || n != 2 {
		t.Errorf("%d inputs, %v", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err := Walk(ctx, []string{dir}, func(Input) bool { n++; cancel(); return true })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%d inputs, %v", n, err)
	}
}

func FuzzZip(f *testing.F) {
	f.Add(zipped(f, "a.txt", "text", "内.zip", string(zipped(f, "b.txt", "more"))))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		w := &walker{ctx: context.Background(), yield: func(in Input) bool {
			var fail *page.Failure
			if in.Err != nil && !errors.As(in.Err, &fail) {
				t.Fatalf("not a failure in words: %v", in.Err)
			}
			if len(in.Data) > page.MaxFileSize || !strings.HasPrefix(in.Path, "a.zip") || strings.Contains(in.Path, "../") {
				t.Fatalf("input %q of %d bytes", in.Path, len(in.Data))
			}
			return true
		}}
		w.archive("a.zip", office.OpenZip(r, r.Size()), 1, &budget{})
	})
}
