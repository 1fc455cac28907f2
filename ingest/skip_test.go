package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSkippedIsSaid: what is left alone is yielded with the reason, on disk
// and in archives; Walk leaves it out.
func TestSkippedIsSaid(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"好.txt", ".隐.txt", "~$好.doc", ".~好.doc", "Thumbs.db", ".git/x", "工作区/wenjian.db"} {
		write(t, filepath.Join(dir, name), []byte("文字"))
	}
	write(t, filepath.Join(dir, "包.zip"), zipped(t, "内.txt", "文字", "__MACOSX/._内.txt", "x", "a/.b/c.txt", "x"))
	if err := os.Symlink(dir, filepath.Join(dir, "链接")); err != nil {
		t.Skip("no links here:", err)
	}
	var got []string
	read := 0
	err := WalkSkipping(t.Context(), []string{dir}, func(d string) bool { return filepath.Base(d) == "工作区" }, func(in Input) bool {
		name, _ := filepath.Rel(dir, in.Path)
		switch f := in.Skipped; {
		case f == nil:
			read++
		case in.Data != nil || in.Err != nil || f.Path != in.Path || f.Reason == "" || f.Advice == "":
			t.Errorf("skipped %+v: %+v", in, f)
		default:
			got = append(got, filepath.ToSlash(name)+" "+f.Code)
		}
		return true
	})
	want := []string{
		".git hidden-file", ".~好.doc temporary-file", ".隐.txt hidden-file", "Thumbs.db system-file", "~$好.doc temporary-file",
		"包.zip!__MACOSX/._内.txt system-file", "包.zip!a/.b/c.txt hidden-file", "工作区 workspace", "链接 folder-link",
	}
	slices.Sort(got)
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) || read != 2 {
		t.Errorf("skipped %q, read %d, %v; want %q", got, read, err, want)
	}
	if all := walked(t, dir, dir); slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, ".") || strings.Contains(s, "MACOSX") }) {
		t.Errorf("Walk yields what is skipped: %q", all)
	}
}

func TestReopen(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"a.ofd":  {[]byte("文字"), []string{"a.ofd 6"}},
		"b.zip":  {zipped(t, "x.txt", "甲", "y.txt", "乙"), []string{"b.zip!x.txt 3", "b.zip!y.txt 3", "b.zip archive-opened"}},
		"c.zip":  {[]byte("PK\x03\x04 broken"), []string{"c.zip bad-archive"}},
		"d.docx": {zipped(t, "[Content_Types].xml", "<x/>"), []string{"d.docx"}},
	} {
		var got []string
		Reopen(t.Context(), name, c.data, func(in Input) bool {
			s := in.Path
			switch {
			case in.Skipped != nil:
				s += " " + in.Skipped.Code
			case in.Err != nil:
				s += " bad-archive"
				if len(in.Data) != len(c.data) {
					t.Errorf("%s: %d bytes come back", name, len(in.Data))
				}
			case name != "d.docx":
				s += " " + string(rune('0'+len(in.Data)))
			}
			got = append(got, s)
			return true
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
