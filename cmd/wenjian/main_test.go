package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The exit codes are a contract: 0 ok, 1 partly failed, 2 usage, 3 not found.
func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "好.txt")
	if err := os.WriteFile(good, []byte("城关镇党委总结\n7月1日，镇党委组织党员重温入党誓词。\n城关镇党委\n2010年8月1日\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "w")
	for _, c := range []struct {
		want int
		args []string
	}{
		{exitOK, []string{"version"}},
		{exitOK, []string{"import", good}},
		{exitPartly, []string{"import", good, filepath.Join(dir, "无.txt")}},
		{exitOK, []string{"search", "誓词"}},
		{exitOK, []string{"search", "绝无此词"}},
		{exitUsage, []string{"search", "（"}},
		{exitUsage, []string{"search", "--limit", "x", "誓词"}},
		{exitUsage, []string{"nonsense"}},
		{exitUsage, []string{"compare", "1"}},
		{exitNotFound, []string{"show", "99"}},
		{exitNotFound, []string{"compare", "1", "99"}},
		{exitNotFound, []string{"eval", dir}},
	} {
		args := append([]string{"--data", data}, c.args...)
		if got := run(t.Context(), args, io.Discard, io.Discard); got != c.want {
			t.Errorf("%v: exit code %d, want %d", c.args, got, c.want)
		}
	}
	if got := run(t.Context(), []string{"--data", filepath.Join(dir, "none"), "stats", "kinds"}, io.Discard, io.Discard); got != exitNotFound {
		t.Errorf("no workspace: exit code %d, want %d", got, exitNotFound)
	}
}
