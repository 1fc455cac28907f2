package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// A page is what the layout shows around the part that differs.
type page struct {
	Title   string // of the window
	Nav     string // entry of the main navigation that is current, or empty
	Query   string // kept in the search box of the header
	Version string
	Body    any // view model of the page's own template
}

// A renderer holds the parsed templates, one set to a page.
type renderer struct {
	pages  map[string]*template.Template
	assets map[string]string // path below static → URL with the digest of its content
}

// newRenderer parses every template, so that a broken one stops the start
// and not a reader.
func newRenderer() (*renderer, error) {
	r := &renderer{pages: map[string]*template.Template{}, assets: map[string]string{}}
	err := fs.WalkDir(staticFiles, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(p)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		r.assets[strings.TrimPrefix(p, "static/")] = "/" + p + "?v=" + hex.EncodeToString(sum[:6])
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read embedded files: %w", err)
	}
	base, err := template.New("layout.html").Option("missingkey=error").Funcs(r.funcs()).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html")
	if err != nil {
		return nil, fmt.Errorf("parse layout: %w", err)
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		id := strings.TrimSuffix(path.Base(name), ".html")
		if id == "layout" || id == "parts" {
			continue
		}
		t, err := base.Clone()
		if err == nil {
			t, err = t.ParseFS(templateFiles, name)
		}
		if err != nil {
			return nil, fmt.Errorf("parse page %s: %w", id, err)
		}
		r.pages[id] = t
	}
	return r, nil
}

func (r *renderer) funcs() template.FuncMap {
	return template.FuncMap{
		"asset": func(name string) (string, error) {
			if u, ok := r.assets[name]; ok {
				return u, nil
			}
			return "", fmt.Errorf("no static file %q", name)
		},
		"pct": percent,
		"num": grouped,
		"inc": func(i int) int { return i + 1 },
	}
}

// render writes a whole page. It is built in memory first: a page that fails
// half way must become an error page, not half a page with status 200.
func (r *renderer) render(w http.ResponseWriter, status int, id string, p page) error {
	t, ok := r.pages[id]
	if !ok {
		return fmt.Errorf("no page template %q", id)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout.html", p); err != nil {
		return fmt.Errorf("render page %s: %w", id, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the reader has gone away; nobody is left to tell
	return nil
}

// serveStatic answers /static/…; a URL with the right digest may be kept for
// ever, since another content has another URL.
func (r *renderer) serveStatic(w http.ResponseWriter, req *http.Request) {
	name := strings.TrimPrefix(path.Clean(req.URL.Path), "/static/")
	url, ok := r.assets[name]
	if !ok {
		http.NotFound(w, req)
		return
	}
	cache := "no-cache"
	if v := req.URL.Query().Get("v"); v != "" && strings.HasSuffix(url, "?v="+v) {
		cache = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", cache)
	http.ServeFileFS(w, req, staticFiles, "static/"+name)
}

// percent prints a share of 1 as readers expect it: 0.5487 is 54.9%.
func percent(f float64) string { return strconv.FormatFloat(100*f, 'f', 1, 64) + "%" }

// grouped prints n with a thin gap every three digits (GB/T 15835 allows it
// from five digits on, which is where readers begin to miscount).
func grouped(n int) string {
	s := strconv.Itoa(n)
	if len(s) < 5 || n < 0 {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteRune('\u2009')
		}
		b.WriteRune(c)
	}
	return b.String()
}
