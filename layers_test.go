package wenjian

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "wenjian"

// layers places every package of the module. A package imports only packages
// of lower layers: never its own layer, never above.
var layers = map[string]int{
	"":                            0,
	"corpus":                      0,
	"internal/concept":            0,
	"internal/cputime":            0, // for tests, as golden is
	"internal/gazetteer":          0,
	"internal/golden":             0,
	"internal/linear":             0,
	"internal/pattern":            0,
	"internal/zh":                 0,
	"correct":                     1,
	"corpus/store":                1,
	"register":                    1,
	"ingest/page":                 1,
	"ingest/mojibake":             2,
	"ingest/pdf/pdfium":           2,
	"ingest/charset":              3,
	"ingest/office":               4,
	"ingest/pdf":                  4,
	"ingest":                      5,
	"ingest/fetch":                1,
	"segment":                     1,
	"index/query":                 1,
	"compare":                     1,
	"classify":                    2,
	"report":                      2,
	"index":                       2,
	"report/xlsx":                 3,
	"report/docx":                 4,
	"index/memindex":              3,
	"index/bleveindex":            4,
	"index/indextest":             4,
	"pipeline":                    6,
	"web":                         6,
	"internal/eval":               6,
	"cmd/wenjian":                 7,
	"internal/licences":           7, // tools: they check or derive files and are never imported
	"internal/zh/zhgen":           7,
	"internal/concept/conceptgen": 7,
	"classify/train":              7,
	"internal/gazetteer/gazgen":   7,
	"segment/dictgen":             7,
	"ingest/mojibake/evidencegen": 7,
	"compare/langgen":             7,
}

// heavy names dependencies that live behind few packages.
var heavy = []struct {
	prefix string
	only   []string
}{
	{"github.com/blevesearch/", []string{"index/bleveindex"}},
	{"github.com/go-ego/gse", []string{"segment"}},
	{"modernc.org/sqlite", []string{"corpus/store"}},
	{"github.com/pressly/goose", []string{"corpus/store"}},
	{"github.com/PuerkitoBio/goquery", []string{"ingest"}},
	{"net/http", []string{"web", "ingest/fetch"}},
	{"github.com/spf13/cobra", []string{"cmd/wenjian"}},
	{"github.com/tetratelabs/wazero", []string{"ingest/pdf/pdfium"}},
	{"github.com/xuri/excelize", []string{"ingest/office", "report/xlsx"}},
	{"os/exec", nil},
}

// check reads the imports of every Go file of tree that is not a test and
// returns the broken rules, one sentence each, in order.
func check(tree fs.FS) ([]string, error) {
	broken := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			// A nested module (the browser tests) is another module's business.
			if _, err := fs.Stat(tree, path.Join(p, "go.mod")); p != "." && err == nil {
				return fs.SkipDir
			}
			if p != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(tree, p)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, src, parser.ImportsOnly)
		if err != nil {
			return fmt.Errorf("parse %s: %w", p, err)
		}
		pkg := strings.TrimPrefix(path.Dir(p), ".")
		for _, imp := range f.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return fmt.Errorf("parse %s: %w", p, err)
			}
			for _, why := range rules(pkg, name) {
				broken[why] = true
			}
		}
		if _, ok := layers[pkg]; !ok {
			broken[fmt.Sprintf("package %s has no layer: place it in layers_test.go", pkg)] = true
		}
		return nil
	})
	var out []string
	for why := range broken {
		out = append(out, why)
	}
	sort.Strings(out)
	return out, err
}

// rules returns what is wrong with package pkg importing name.
func rules(pkg, name string) []string {
	var out []string
	if name == module || strings.HasPrefix(name, module+"/") {
		to := strings.TrimPrefix(strings.TrimPrefix(name, module), "/")
		have, ok := layers[pkg]
		want, known := layers[to]
		switch {
		case !ok || !known: // reported as unplaced
		case want == have:
			out = append(out, fmt.Sprintf("%s imports its sibling %s (both layer %d)", pkg, to, have))
		case want > have:
			out = append(out, fmt.Sprintf("%s (layer %d) imports upward %s (layer %d)", pkg, have, to, want))
		}
		return out
	}
	for _, h := range heavy {
		if name != h.prefix && !strings.HasPrefix(name, strings.TrimSuffix(h.prefix, "/")+"/") {
			continue
		}
		allowed := false
		for _, p := range h.only {
			allowed = allowed || p == pkg
		}
		if !allowed && layers[pkg] < 6 {
			out = append(out, fmt.Sprintf("%s imports %s, which belongs to %v alone", pkg, name, h.only))
		}
	}
	if pkg == "corpus" && strings.Contains(name, ".") {
		out = append(out, fmt.Sprintf("corpus imports %s: it may use the standard library only", name))
	}
	return out
}

func TestLayers(t *testing.T) {
	broken, err := check(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range broken {
		t.Error(why)
	}
}

// TestLayersCatch plants each kind of violation once: a rule that is never
// seen to fail is no rule.
func TestLayersCatch(t *testing.T) {
	for _, c := range []struct{ name, file, imports, want string }{
		{"sibling", "segment/x.go", module + "/compare", "segment imports its sibling compare (both layer 1)"},
		{"upward", "corpus/x.go", module + "/ingest", "corpus (layer 0) imports upward ingest (layer 5)"},
		{"bleve", "index/x.go", "github.com/blevesearch/bleve/v2", "index imports github.com/blevesearch/bleve/v2, which belongs to [index/bleveindex] alone"},
		{"gse", "classify/x.go", "github.com/go-ego/gse", "classify imports github.com/go-ego/gse, which belongs to [segment] alone"},
		{"http", "corpus/x.go", "net/http", "corpus imports net/http, which belongs to [web ingest/fetch] alone"},
		{"unplaced", "helper/x.go", "fmt", "package helper has no layer: place it in layers_test.go"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := fstest.MapFS{c.file: {Data: []byte("package x\n\nimport _ " + strconv.Quote(c.imports) + "\n")}}
			got, err := check(tree)
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
