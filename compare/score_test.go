package compare_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wenjian/compare"
	"wenjian/corpus"
)

const reuseDev = "../../shared/reuse/dev"

// TestScore compares the documents with known copying and holds score.py's
// figures above a floor. COMPARE_OUT keeps the JSON lines that were scored.
func TestScore(t *testing.T) {
	files, _ := filepath.Glob(reuseDev + "/*.txt")
	if len(files) == 0 {
		t.Skip("no documents with known copying at " + reuseDev)
	}
	var texts []compare.Text
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, simpleText(filepath.Base(f), string(b)))
	}
	r, err := compare.Compare(context.Background(), texts, compare.Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "out.jsonl")
	if keep := os.Getenv("COMPARE_OUT"); keep != "" {
		path = keep
	}
	writeJSONL(t, path, texts, r)
	out, err := exec.Command("python3", "../../shared/reuse/score.py", reuseDev, path, "--json").CombinedOutput()
	if err != nil {
		t.Skipf("score.py: %v\n%s", err, out)
	}
	t.Logf("%s", out)
	var score struct{ Plagdet, Precision, Alarms_per_100 float64 }
	if err := json.Unmarshal(out, &score); err != nil {
		t.Fatal(err)
	}
	if score.Plagdet < 0.86 || score.Precision < 0.95 || score.Alarms_per_100 > 4 {
		t.Errorf("plagdet %.3f, precision %.3f, %.1f false alarms per 100 documents: below the floor of .86, .95, 4", score.Plagdet, score.Precision, score.Alarms_per_100)
	}
}

var (
	signedUnit = regexp.MustCompile(`^(?:[^：:]{2,6}[：:])?([\p{Han}]{3,30}?(?:支部|总支|党委|委员会|党组|办公室|局|院|校|小学|中学|公司|所|站|会|幼儿园|学院|社区))(?:[　 ].*)?$`)
	titledUnit = regexp.MustCompile(`^([\p{Han}]{3,24}?(?:党支部|党总支|总支部|支部|党委|机关|委员会|法院|检察院|小学|幼儿园|公司|医院|局|学院|社区))\p{Han}{0,8}[0-9“创深开关在]`)
	signedDate = regexp.MustCompile(`((?:19|20)\d\d|二[〇○零O0]{1}[一二三四五六七八九〇○零]{2})\s*[年.-]\s*(\d{1,2})?(?:\s*[月.-]\s*(\d{1,2}))?`)
	digits     = strings.NewReplacer("〇", "0", "○", "0", "零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// simpleText guesses unit and date from the first and last lines of a text,
// for measuring compare without the other stages.
func simpleText(source, text string) compare.Text {
	t := compare.Text{Source: source, Ordinal: 1, Text: text}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var some []string
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-8; i-- {
		some = append(some, strings.TrimSpace(lines[i]))
	}
	for i := 0; i < len(lines) && i < 6; i++ {
		some = append(some, strings.TrimSpace(lines[i]))
	}
	for _, line := range some {
		if m := signedUnit.FindStringSubmatch(line); m != nil && t.Unit == "" {
			t.Unit = m[1]
		}
		if m := signedDate.FindStringSubmatch(line); m != nil && t.Date == "" {
			t.Date = digits.Replace(m[1])
			if m[2] != "" {
				t.Date += "-" + ("0" + m[2])[len(m[2])-1:]
			}
			if m[3] != "" {
				t.Date += "-" + ("0" + m[3])[len(m[3])-1:]
			}
		}
	}
	for _, line := range some {
		if m := titledUnit.FindStringSubmatch(line); m != nil && t.Unit == "" {
			t.Unit = m[1]
		}
	}
	return t
}

func writeJSONL(t *testing.T, path string, texts []compare.Text, r compare.Result) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	type object = map[string]any
	var points []corpus.CodePoints
	for _, x := range texts {
		points = append(points, corpus.NewCodePoints(x.Text))
		enc.Encode(object{"type": "document", "source": x.Source, "ordinal": x.Ordinal, "text": x.Text})
	}
	side := func(i int, s corpus.Span) object {
		return object{"source": texts[i].Source, "ordinal": texts[i].Ordinal, "start": points[i].At(s.Start), "end": points[i].At(s.End)}
	}
	for _, m := range r.Matches {
		enc.Encode(object{"type": "match", "a": side(m.A, m.SpanA), "b": side(m.B, m.SpanB), "class": m.Class, "bits": m.Bits})
	}
	for _, l := range r.Leaks {
		o := side(l.Text, l.Span)
		o["type"], o["name"], o["from"] = "leak", l.Name, l.From
		enc.Encode(o)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}
