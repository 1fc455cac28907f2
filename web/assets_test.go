package web

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// newerThanFloor are features that Chromium 86, the oldest browser served,
// does not know.
var newerThanFloor = map[string][]string{
	".css": {":has(", ":is(", ":where(", "@container", "@layer", "@property", "color-mix", "oklch", "oklab", "lab(", "lch(", "subgrid", "popover", "aspect-ratio",
		"inset:", "dvh", "svh", "lvh", "accent-color", "scrollbar-gutter", "text-wrap", "&:", "& ", "content-visibility:hidden", ":focus-visible:not", "translate:", "rotate:"},
	".js": {".at(", "structuredClone", "Object.hasOwn", "findLast", "static {", "replaceAll", "??=", "||=", "&&=", ".flat(", "#private", "toSorted", "toSpliced",
		"Array.fromAsync", "Promise.any", "eval(", "new Function", "innerHTML", "document.cookie"},
}

func TestBrowserFloor(t *testing.T) {
	err := fs.WalkDir(staticFiles, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(p, "/vendor/") {
			return err
		}
		data, err := staticFiles.ReadFile(p)
		if err != nil {
			return err
		}
		for ext, features := range newerThanFloor {
			if !strings.HasSuffix(p, ext) {
				continue
			}
			for _, feature := range features {
				if strings.Contains(string(data), feature) {
					t.Errorf("%s uses %q, which Chromium 86 lacks or the site does not want", p, feature)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingForeign: pages and files load nothing from another host.
func TestNothingForeign(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)(src|href|url|@import)\s*[=(]?\s*["']?(https?:)?//`)
	for _, files := range []fs.FS{staticFiles, templateFiles} {
		err := fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.Contains(p, "/vendor/") {
				return err
			}
			data, err := fs.ReadFile(files, p)
			if m := foreign.Find(data); m != nil {
				t.Errorf("%s: %s", p, m)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestPunctuation: between Chinese characters stands Chinese punctuation.
func TestPunctuation(t *testing.T) {
	half := regexp.MustCompile(`\p{Han}[,:;!?()]|[,;!?()]\p{Han}|\p{Han}\.(\s|<|$)|\p{Han}"\p{Han}|……{2,}|\.\.\.`)
	action := regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	check := func(p, text string) {
		for i, line := range strings.Split(text, "\n") {
			if m := half.FindString(line); m != "" {
				t.Errorf("%s:%d: half-width punctuation in %q", p, i+1, m)
			}
			if strings.Contains(line, "抄袭") {
				t.Errorf("%s:%d: says 抄袭", p, i+1)
			}
		}
	}
	entries, err := fs.ReadDir(templateFiles, "templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := templateFiles.ReadFile("templates/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		// What an action prints is not Chinese typed here, so it breaks the line.
		check(e.Name(), action.ReplaceAllStringFunc(string(data), func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) + "\u200b" }))
	}
	for _, err := range []error{errNoPage, errForeignHost, inputError("x")} {
		v := failureOf(err)
		check("failure", v.What+"\n"+v.Do)
	}
}
