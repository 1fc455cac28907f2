package ingest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"wenjian/ingest/page"
)

// TestReasonsHaveLabels: every reason for a removal that a package below
// ingest names is one that readers are shown in Chinese.
func TestReasonsHaveLabels(t *testing.T) {
	found := 0
	named := func(where string, value ast.Expr) {
		lit, ok := value.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return
		}
		why, err := strconv.Unquote(lit.Value)
		if err != nil || why == "" {
			return
		}
		found++
		if page.ReasonLabel(why) == why {
			t.Errorf("%s: reason %q has no label in ingest/page/reason.go", where, why)
		}
	}
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec: // whyPager = "pager"
				for i, name := range n.Names {
					if i < len(n.Values) && strings.HasPrefix(strings.ToLower(name.Name), "why") {
						named(p, n.Values[i])
					}
				}
			case *ast.KeyValueExpr: // corpus.Edit{…, Why: "pager"}
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Why" {
					named(p, n.Value)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 20 {
		t.Errorf("only %d reasons found", found)
	}
}
