package concept

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"wenjian/internal/zh"
)

func builtin(t testing.TB) *Dictionary {
	t.Helper()
	d, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func near(d *Dictionary, a, b string) float64 {
	return nearness(d.Meaning(pack(a), nil), d.Meaning(pack(b), nil))
}

// TestNearness: words that say the same are nearer than words that do not.
func TestNearness(t *testing.T) {
	d := builtin(t)
	for _, c := range []struct{ word, same, other string }{
		{"周一", "礼拜一", "公里"},
		{"困难", "难处", "公路"},
		{"娃娃", "孩子", "老人"},
		{"免费", "白送", "价值"},
		{"医生", "大夫", "教师"},
		{"清早", "早晨", "晚上"},
		{"艰难", "困难", "方便"},
		{"发票", "单据", "牧民"},
		{"开展", "发展", "牛羊"},
	} {
		if x, y := near(d, c.word, c.same), near(d, c.word, c.other); x < 0.2 || y > 0.1 {
			t.Errorf("%s: %.2f to %s, %.2f to %s", c.word, x, c.same, y, c.other)
		}
		if x := near(d, c.word, c.word); math.Abs(x-1) > 1e-6 {
			t.Errorf("%s: %.7f to itself", c.word, x)
		}
	}
}

func TestLongest(t *testing.T) {
	d := builtin(t)
	for s, want := range map[string]int{"礼拜一清早": 3, "困难": 2, "困": 0, "": 0, "abc": 0, "，困难": 0} {
		if got := d.Longest(utf16.Encode([]rune(s))); got != want {
			t.Errorf("%s: got %d, want %d", s, got, want)
		}
	}
}

// TestTables: every word is written folded and once to a line, and a
// group has two at least.
func TestTables(t *testing.T) {
	for n, line := range strings.Split(strings.TrimSpace(synonymText+fieldText), "\n") {
		if words := strings.Fields(line); !strings.HasPrefix(line, "#") && len(words) > 0 {
			sorted := slices.Sorted(slices.Values(words))
			if len(words) < 2 || len(slices.Compact(sorted)) < len(words) {
				t.Errorf("line %d has too few words, or one twice: %s", n+1, line)
			}
			if zh.Fold(line) != line {
				t.Errorf("line %d is not folded: %s", n+1, line)
			}
			for _, w := range words {
				if pack(w) == 0 {
					t.Errorf("line %d: %s is longer than a word can be", n+1, w)
				}
			}
		}
	}
}

func TestWrite(t *testing.T) {
	words := map[string][]Sense{
		"清早": {{"morning", 1}, {"early", 2}},
		"早晨": {{"morning", 2}, {"morning", 1}},
		"夜":  {{"night", 1}},
	}
	var a, b bytes.Buffer
	if err := Write(&a, words); err != nil {
		t.Fatal(err)
	}
	if err := Write(&b, words); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same words give other bytes")
	}
	d, err := Read(&a)
	if err != nil {
		t.Fatal(err)
	}
	if x, y := near(d, "清早", "早晨"), near(d, "夜", "早晨"); x <= y || y != 0 {
		t.Errorf("%.2f between mornings, %.2f between night and morning", x, y)
	}
	for _, bad := range [][]byte{nil, []byte("no dictionary"), b.Bytes()[:30]} {
		if _, err := Read(bytes.NewReader(bad)); err == nil {
			t.Errorf("%d bytes that are no dictionary: no error", len(bad))
		}
	}
}

// FuzzMeaning: no panic, no word longer than the text, meanings of length 1
// in order.
func FuzzMeaning(f *testing.F) {
	for _, s := range []string{"困难群众", "a礼拜一", "\xff困", "𠮷野家"} {
		f.Add(s)
	}
	d := builtin(f)
	f.Fuzz(func(t *testing.T, s string) {
		units := utf16.Encode([]rune(s))
		n := d.Longest(units)
		if n < 0 || n > len(units) || n > Letters {
			t.Fatalf("length %d of %q", n, s)
		}
		for _, w := range []Word{WordOf(units), WordOf(units[:n])} {
			m := d.Meaning(w, nil)
			if x := nearness(m, m); len(m) > 0 && math.Abs(x-1) > 1e-4 {
				t.Fatalf("%q is %.6f near to itself", s, x)
			}
			if !slices.IsSortedFunc(m, func(x, y Feature) int { return cmp.Compare(x.Concept, y.Concept) }) {
				t.Fatalf("meaning of %q is not in order", s)
			}
		}
	})
}

// FuzzRead: bytes that are no dictionary are an error, never a panic.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, map[string][]Sense{"清早": {{"morning", 1}}, "早晨": {{"morning", 1}}}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("wjconc1\n"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if d, err := Read(bytes.NewReader(data)); err == nil {
			d.Meaning(pack("清早"), nil)
		}
	})
}

// nearness returns how near two meanings are, from 0 to 1.
func nearness(a, b []Feature) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := a[i], b[j]; {
		case x.Concept < y.Concept:
			i++
		case x.Concept > y.Concept:
			j++
		default:
			sum += float64(x.Weight) * float64(y.Weight)
			i, j = i+1, j+1
		}
	}
	return min(1, sum)
}
