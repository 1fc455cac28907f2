package pattern

import (
	"reflect"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"testing"
)

// sameAsRegexp asks the automata of expr and regexp the same.
func sameAsRegexp(t *testing.T, expr, text string) {
	t.Helper()
	plain := regexp.MustCompile(expr)
	re := MustCompile(expr)
	re.makeEngine()
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"MatchString", re.MatchString(text), plain.MatchString(text)},
		{"FindStringIndex", re.FindStringIndex(text), plain.FindStringIndex(text)},
		{"FindString", re.FindString(text), plain.FindString(text)},
		{"FindAllStringIndex", re.FindAllStringIndex(text, -1), plain.FindAllStringIndex(text, -1)},
		{"FindAllStringIndex, 2", re.FindAllStringIndex(text, 2), plain.FindAllStringIndex(text, 2)},
		{"FindStringSubmatch", re.FindStringSubmatch(text), plain.FindStringSubmatch(text)},
		{"FindStringSubmatchIndex", re.FindStringSubmatchIndex(text), plain.FindStringSubmatchIndex(text)},
		{"FindAllStringSubmatch", re.FindAllStringSubmatch(text, -1), plain.FindAllStringSubmatch(text, -1)},
		{"FindAllStringSubmatchIndex", re.FindAllStringSubmatchIndex(text, -1), plain.FindAllStringSubmatchIndex(text, -1)},
		{"ReplaceAllString", re.ReplaceAllString(text, "$0-"), plain.ReplaceAllString(text, "$0-")},
		{"Split", re.Split(text, -1), plain.Split(text, -1)},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Fatalf("%s of %q in %q: %v, want %v", c.name, expr, text, c.got, c.want)
		}
	}
}

// TestRegexp says that the automata find what regexp finds: precedence of
// alternatives, anchors, lines, empty matches and characters of all lengths.
func TestRegexp(t *testing.T) {
	exprs := []string{
		`学习`, `学习|学习培训`, `学习培训|学习`, `(学习|培训)+`, `(?:学习|培训)+?`, `走访.{0,6}户`, `走访.{0,6}?户`, `^支部`, `户$`, `(?m)^走访`, `(?m)访$`,
		`^支部.*户$`, `[^,。]{2,4}(?:户|次)`, `a*`, `(a|ab)(c|bcd)(d*)`, `(?i)kelvin`, `(?i:K)`, `\bword\b`, `(\d+)(户|次)?`, `()|a`, `(?s).+$`, `(^|,)走访`,
		`(?:^|\n)走访(\d+)户`, `[\x{10000}-\x{10FFFF}]`, `𠮷|吉`, `\pL+`, `x|^y|z$`, `(?:.{0,12}支部){2}`, `[^甲]`, `.`, `(?:(a)|b)*c`, `a{2,5}?b`, `(?m)^$`, `\z|a`,
	}
	texts := []string{
		"", "支部学习培训6次,走访慰问12户", "走访困难群众12户,走访3户。走访户", "学习培训学习\n走访\n", "aabcd", "abcd ab", "KELVIN Kelvin", "word words", "𠮷吉𠮷", "x\ny\nz", "走访12户\n走访3户",
		"\xff走访\xe8\xb5户", "\xe4\xb8", "支部支部会议支部", "aaab", "bac", strings.Repeat("走访了", 50) + "户",
	}
	for _, expr := range exprs {
		for _, text := range texts {
			sameAsRegexp(t, expr, text)
		}
	}
}

// TestRegexpCrowded says that an automaton whose states do not repeat still
// finds what regexp finds, and is given up.
func TestRegexpCrowded(t *testing.T) {
	const expr = `(?:a|b)*a(?:a|b){14}c`
	re, plain := MustCompile(expr), regexp.MustCompile(expr)
	re.makeEngine()
	x := uint32(1)
	for range 60 {
		var b strings.Builder
		for range 5000 {
			x = x*1664525 + 1013904223
			b.WriteByte("ab"[x>>31])
		}
		text := b.String() + "c"
		if got, want := re.FindStringIndex(text), plain.FindStringIndex(text); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	if re.engine.Load().ends.memory.Load() != nil {
		t.Error("not given up")
	}
}

// TestRegexpTogether asks one expression from many goroutines at once.
func TestRegexpTogether(t *testing.T) {
	re := MustCompile(`走访.{0,6}?户|[^,。]{2,8}(?:会议|活动)`)
	texts := []string{"支部学习培训6次,走访慰问12户", "召开专题会议,开展志愿活动", "走访了很多很多很多很多户", "没有"}
	var want [][][]int
	for _, s := range texts {
		want = append(want, re.Regexp.FindAllStringIndex(s, -1))
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				for i, s := range texts {
					if got := re.FindAllStringIndex(s, -1); !reflect.DeepEqual(got, want[i]) {
						t.Errorf("%s: %v, want %v", s, got, want[i])
					}
				}
			}
		})
	}
	all.Wait()
}

// FuzzRegexp: the automata find what regexp finds.
func FuzzRegexp(f *testing.F) {
	f.Add(`走访.{0,6}?户|[^,。]{2,8}(?:会议|活动)`, "支部学习培训6次,走访慰问12户")
	f.Add(`(?m)(?:^甲|乙$)[^丙]{1,2}`, "甲乙\n甲")
	f.Add(`(a|ab)(c|bcd)(d*)`, "abcd")
	f.Add(`(?i:k)|^$`, "K")
	f.Fuzz(func(t *testing.T, expr, text string) {
		if len(expr) > 200 || len(text) > 500 {
			return
		}
		if re, err := syntax.Parse(expr, syntax.Perl); err != nil || re.MaxCap() > 20 {
			return
		}
		if _, err := regexp.Compile(expr); err != nil {
			return
		}
		sameAsRegexp(t, expr, text)
	})
}
