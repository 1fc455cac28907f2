package main

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wenjian/report"
)

// A question is a row of the table in docs/zh/统计.md.
type question struct{ number, text, command, page string }

// questions reads the thirty questions out of the manual.
func questions(t *testing.T) (out []question) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "zh", "统计.md"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 6 || !strings.Contains(cells[3], "`wenjian ") {
			continue
		}
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), "`")
		}
		out = append(out, question{cells[1], cells[2], cells[3], cells[4]})
	}
	return out
}

// Every command of the table runs on the sample and answers, or says plainly
// that there is nothing; every page is of the same view.
func TestThirtyQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("thirty starts of the program, one after the other")
	}
	w := sampleWorkspace(t)
	dir := w.store.Dir()
	_ = w.Close()
	older := filepath.Join(t.TempDir(), "往年材料")
	if err := os.MkdirAll(older, 0o750); err != nil {
		t.Fatal(err)
	}
	const text = "清水乡党委2009年学习实践活动总结\n一、主要做法\n3月5日，召开动员大会，党员42人参加。\n清水乡党委\n2009年8月20日\n"
	if err := os.WriteFile(filepath.Join(older, "总结.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	all := questions(t)
	if len(all) != 30 {
		t.Fatalf("%d questions, want 30", len(all))
	}
	answered := 0
	for _, q := range all {
		t.Run(q.number+" "+q.text, func(t *testing.T) {
			args := append(strings.Fields(strings.TrimPrefix(q.command, "wenjian ")), "--data", dir)
			for i, a := range args {
				switch {
				case a == "往年材料":
					args[i] = older
				case strings.HasSuffix(a, ".xlsx"):
					args[i] = filepath.Join(t.TempDir(), a)
				}
			}
			var out, errs bytes.Buffer
			if code := run(t.Context(), args, &out, &errs); code != exitOK {
				t.Fatalf("%s: exit code %d\n%s%s", q.command, code, out.String(), errs.String())
			}
			said := out.String() + errs.String()
			if strings.TrimSpace(said) == "" {
				t.Errorf("%s says nothing", q.command)
			}
			if !strings.Contains(said, "没有符合的内容") && !strings.Contains(said, "没有找到") {
				answered++
			}
			checkPage(t, q)
		})
	}
	t.Logf("%d of %d questions find something in the sample", answered, len(all))
}

// checkPage demands that the page of a question asks what its command asks.
func checkPage(t *testing.T, q question) {
	t.Helper()
	u, err := url.Parse(q.page)
	if err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(q.command)
	if u.Path != "/stats" || args[1] != "stats" {
		return
	}
	v := u.Query()
	r, ok := report.Find(v.Get("view"))
	if !ok || r.ID != args[2] {
		t.Errorf("the page %s is not of %s", q.page, args[2])
	}
	for id := range v {
		if id != "view" && !slices.Contains(args, "--"+strings.TrimPrefix(id, "only-")) {
			t.Errorf("the page asks for %s, the command does not", id)
		}
	}
}
