// Command licences checks every module that is linked into the binary: its
// licence must be one we may ship, and THIRD_PARTY.md must name the module
// with that licence.
//
//	go run ./internal/licences
package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// texts tells licences by phrases of their text; the first that fits wins,
// so the narrower ones come first.
var texts = []struct{ name, phrase string }{
	{"AGPL", "GNU AFFERO GENERAL PUBLIC LICENSE"},
	{"LGPL", "GNU LESSER GENERAL PUBLIC LICENSE"},
	{"GPL", "GNU GENERAL PUBLIC LICENSE"},
	{"SSPL", "Server Side Public License"},
	{"MPL-2.0", "Mozilla Public License"},
	{"Apache-2.0", "Apache License"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD-3-Clause", "Neither the name"},
	{"BSD-2-Clause", "Redistributions in binary form must reproduce"},
	{"BSD-3-Clause", "contributors may be used to endorse"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
}

var allowed = map[string]bool{"Apache-2.0": true, "MIT": true, "BSD-3-Clause": true, "BSD-2-Clause": true, "ISC": true, "MPL-2.0": true}

func main() {
	bad, err := check(context.Background(), "THIRD_PARTY.md")
	if err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
	for _, b := range bad {
		fmt.Fprintln(os.Stderr, "licences:", b)
	}
	if len(bad) > 0 {
		os.Exit(1)
	}
	fmt.Println("licences: ok")
}

func check(ctx context.Context, notices string) (bad []string, err error) {
	text, err := os.ReadFile(notices)
	if err != nil {
		return nil, err
	}
	modules, err := linked(ctx)
	if err != nil {
		return nil, err
	}
	for path, dir := range modules {
		licence, err := licenceOf(dir)
		switch {
		case err != nil:
			return nil, err
		case !allowed[licence]:
			bad = append(bad, fmt.Sprintf("%s has licence %q, which we do not ship", path, licence))
		case !named(text, path, licence):
			bad = append(bad, fmt.Sprintf("%s has no line `| %s | … | %s |` in %s", path, path, licence, notices))
		}
	}
	sort.Strings(bad)
	return bad, nil
}

// linked returns the modules of the binary's packages and where they lie.
func linked(ctx context.Context) (map[string]string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}\t{{.Main}}{{end}}", "./cmd/wenjian").Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	modules := map[string]string{}
	sc := bufio.NewScanner(bytes.NewReader(out))
	for sc.Scan() {
		if f := strings.Split(sc.Text(), "\t"); len(f) == 3 && f[2] == "false" {
			modules[f[0]] = f[1]
		}
	}
	return modules, sc.Err()
}

func licenceOf(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if name := strings.ToUpper(filepath.Base(f)); !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") {
			continue
		}
		raw, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		flat := strings.ToLower(strings.Join(strings.Fields(string(raw)), " "))
		for _, t := range texts {
			if strings.Contains(flat, strings.ToLower(t.phrase)) {
				return t.name, nil
			}
		}
	}
	return "none found", nil
}

// named reports whether a table line of the notices names module and licence.
func named(notices []byte, module, licence string) bool {
	for line := range strings.Lines(string(notices)) {
		if strings.HasPrefix(line, "| "+module+" |") && strings.Contains(line, "| "+licence+" |") {
			return true
		}
	}
	return false
}
