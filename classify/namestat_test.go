package classify

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

// TestNameStat says that names rate above what merely begins with a surname.
func TestNameStat(t *testing.T) {
	s, err := parseNames(nameTable)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"王秀兰", "李建国", "陈志强", "赵丽华", "孙晓梅", "周德福"} {
		if got := s.rate(name); got < likelyName {
			t.Errorf("rate(%s) = %.1f, want at least %.1f", name, got, likelyName)
		}
	}
	for _, word := range []string{"余人来", "占六成", "全覆盖", "任务是", "练板书", "时间紧", "许下了"} {
		if got := s.rate(word); got >= likelyName {
			t.Errorf("rate(%s) = %.1f, want less than %.1f", word, got, likelyName)
		}
	}
	if got := s.rate("欧阳修文"); got != 0 {
		t.Errorf("rate of four characters = %.1f, want 0", got)
	}
}

// TestLearnNames learns a table from a few words and reads it back.
func TestLearnNames(t *testing.T) {
	c := load(t)
	var out, again bytes.Buffer
	dictionary := "王建国 3 nr\n王建军 3 nr\n李芳 3 nr\n曹操 900 nr\n建设 500 v\n国家 800 n\n不成行\n"
	for _, w := range []*bytes.Buffer{&out, &again} {
		if err := c.LearnNames(strings.NewReader(dictionary), w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("the same dictionary gave two tables")
	}
	s, err := parseNames(out.String())
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.surname['王']; !ok {
		t.Error("王 is no surname")
	}
	if _, ok := s.surname['曹']; ok {
		t.Error("a name of history was counted")
	}
	if s.first['建'] <= unseenName || s.rate("王建国") <= s.rate("王国家") {
		t.Errorf("rate(王建国) = %.1f, rate(王国家) = %.1f", s.rate("王建国"), s.rate("王国家"))
	}
	if err := c.LearnNames(strings.NewReader("王建国 many nr\n"), &out); err == nil {
		t.Error("a frequency that is no number was taken")
	}
}

// FuzzParseNames feeds tables of any kind: an error or finite ratings, never a
// panic.
func FuzzParseNames(f *testing.F) {
	f.Add("# remark\n王 54 32 34 31\n建 - 15 -5 -6\n", "王建国")
	f.Add("王 54 32\n", "王")
	f.Add("王 a b c d\n", "")
	f.Fuzz(func(t *testing.T, table, name string) {
		s, err := parseNames(table)
		if err != nil {
			return
		}
		if r := s.rate(name); math.IsNaN(r) || math.IsInf(r, 0) {
			t.Errorf("rate(%q) = %v", name, r)
		}
	})
}
