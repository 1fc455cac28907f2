package eval

import (
	"io/fs"
	"path"
	"sort"
	"strings"

	"wenjian/internal/zh"
)

// A ReadingCase is a file whose exact text is known.
type ReadingCase struct {
	Path   string // inside the folder that was given to LoadReading
	Format string // the folder it stands in
	Want   string // the exact text, a paragraph to a line
}

// LoadReading finds the files whose text is known: gold/NAME.txt holds the
// text of every FORMAT/NAME.EXT beside it. They come in order of their paths.
// ErrNoGold says that there are none.
func LoadReading(dir fs.FS) ([]ReadingCase, error) {
	files, err := fs.Glob(dir, "*/*")
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var out []ReadingCase
	for _, f := range files {
		format, base := path.Split(f)
		if format = path.Clean(format); format == "gold" {
			continue
		}
		want, err := fs.ReadFile(dir, "gold/"+strings.TrimSuffix(base, path.Ext(base))+".txt")
		if err != nil {
			continue // no gold for this one
		}
		out = append(out, ReadingCase{Path: f, Format: format, Want: string(want)})
	}
	if len(out) == 0 {
		return nil, ErrNoGold
	}
	return out, nil
}

// A Reading says how well texts were read, as counts that add up.
type Reading struct {
	Files      int
	Unread     int // files that ended in a reason instead of text
	Han        int // Chinese characters of the exact texts
	Lost       int // of these, how many the texts read have too few, order aside
	Extra      int // Chinese characters that the texts read have too many
	Paragraphs int // paragraphs of the exact texts that are not blank
	Right      int // of these, how many were read whole and in order
}

// Add counts r in.
func (s *Reading) Add(r Reading) {
	s.Files += r.Files
	s.Unread += r.Unread
	s.Han += r.Han
	s.Lost += r.Lost
	s.Extra += r.Extra
	s.Paragraphs += r.Paragraphs
	s.Right += r.Right
}

// RightShare returns the share of the paragraphs that are right, 1 where
// there are none.
func (s Reading) RightShare() float64 {
	if s.Paragraphs == 0 {
		return 1
	}
	return float64(s.Right) / float64(s.Paragraphs)
}

// CompareReading compares the text read from one file with its exact text.
// Paragraphs count as right when they stand in a longest common subsequence
// of the paragraphs of both, white space inside them aside.
func CompareReading(want, got string) Reading {
	r := Reading{Files: 1}
	balance := map[rune]int{}
	for _, c := range want {
		if zh.IsHan(c) {
			balance[c]++
			r.Han++
		}
	}
	for _, c := range got {
		if zh.IsHan(c) {
			balance[c]--
		}
	}
	for _, n := range balance {
		r.Lost += max(0, n)
		r.Extra += max(0, -n)
	}
	a, b := paragraphs(want), paragraphs(got)
	r.Paragraphs, r.Right = len(a), commonLength(a, b)
	return r
}

// UnreadFile is the Reading of a file that did not end in text.
func UnreadFile(want string) Reading {
	r := CompareReading(want, "")
	r.Unread = 1
	return r
}

// paragraphs returns the lines of s that show, white space made one space.
func paragraphs(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// commonLength returns the length of a longest common subsequence of a and b.
func commonLength(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, p := range a {
		diagonal := 0
		for j, q := range b {
			up := row[j+1]
			switch {
			case p == q:
				row[j+1] = diagonal + 1
			default:
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}
