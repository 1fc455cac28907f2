package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// docFile is a block of docs/rules.md whose first line names the file it is.
var docFile = regexp.MustCompile("(?s)```[a-z]+\n# ([^\n]*/[^\n]*)\n(.*?)```")

// fenced is any fenced block.
var fenced = regexp.MustCompile("(?s)```.*?```")

// TestRulesDocWalk takes the walk of docs/rules.md: the files it shows are
// there, each command ends well and prints the lines that stand below it.
func TestRulesDocWalk(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	place := func(in string) {
		t.Helper()
		for _, m := range docFile.FindAllStringSubmatch(string(text), -1) {
			if strings.HasPrefix(m[1], in) {
				if err := os.MkdirAll(filepath.Dir(m[1]), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(m[1], []byte(m[2]), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	place("报送材料")
	commands, said := 0, ""
	for line := range strings.Lines(fenced.ReplaceAllString(string(text), "")) {
		line, indented := strings.CutPrefix(strings.TrimRight(line, "\n"), "    ")
		command, ok := strings.CutPrefix(line, "$ wenjian ")
		switch {
		case !indented:
		case !ok:
			if !strings.Contains(said, line) {
				t.Errorf("%q is not in what the command printed:\n%s", line, said)
			}
		default:
			var out, complaints bytes.Buffer
			if code := run(t.Context(), strings.Fields(command), &out, &complaints); code != exitOK {
				t.Fatalf("%s: exit code %d\n%s%s", command, code, out.String(), complaints.String())
			}
			said = out.String()
			if commands++; commands == 1 {
				place("wenjian-data") // once the import has made the workspace
			}
		}
	}
	if commands < 5 {
		t.Errorf("the walk has %d commands", commands)
	}
}
