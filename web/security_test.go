package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"wenjian/corpus/store"
	"wenjian/index"
	"wenjian/index/memindex"
)

func TestSecurityHeaders(t *testing.T) {
	f := newFixture(t)
	for _, u := range []string{"/", "/nowhere", "/static/app.css", "/api/v1/documents/1", "/docs/1/original"} {
		h := f.get(t, u).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": contentPolicy, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s is %q", u, name, got)
			}
		}
		if h.Get("Cache-Control") == "" {
			t.Errorf("%s: no Cache-Control", u)
		}
	}
	if strings.Contains(contentPolicy, "unsafe") || strings.Contains(contentPolicy, "*") {
		t.Error("content policy is loose")
	}
}

func TestHostAllowed(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LOCALHOST:8420": true, "127.0.0.1:8420": true, "[::1]:8420": true, "[::1]": true, "10.1.2.3": true, "wenjian.example:80": true,
		"": false, "evil.example": false, "127.0.0.1.evil.example:8420": false, "localhost.evil.example": false, "evil:8420": false,
	} {
		if got := hostAllowed(host, []string{"wenjian.example"}); got != want {
			t.Errorf("hostAllowed(%q) = %v", host, got)
		}
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	f := newFixture(t)
	r := httptest.NewRequest(http.MethodGet, "/api/v1/documents/1", nil)
	r.Host = "evil.example"
	w := httptest.NewRecorder()
	f.handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "青石乡") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestOnlyReading(t *testing.T) {
	f := newFixture(t)
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
		for _, u := range []string{"/", "/search", "/docs/1", "/api/v1/documents/1"} {
			r := httptest.NewRequest(method, u, nil)
			r.Host = "localhost"
			w := httptest.NewRecorder()
			f.handler.ServeHTTP(w, r)
			if w.Code < 400 || w.Code >= 500 {
				t.Errorf("%s %s: %d", method, u, w.Code)
			}
		}
	}
}

// TestBadRequests: what a reader or a program can get wrong is a page or a
// problem document in Chinese, never status 500.
func TestBadRequests(t *testing.T) {
	f := newFixture(t)
	long := strings.Repeat("a", 201)
	for u, want := range map[string]int{
		"/nowhere": 404, "/docs/999": 404, "/docs/x": 404, "/docs/01": 404, "/docs/-1": 404, "/docs/99999999999999999999": 404, "/compare/1/999": 404, "/compare/1/1": 400,
		"/search?q=" + long: 400, "/search?page=0": 400, "/search?page=x": 400, "/search?page=999999": 400, "/search?kind=" + long: 400, "/search?q=%ff": 400,
		"/search?q=%22a": 400, "/search?q=(": 400, "/search?q=-": 400, "/search?kind=nothing": 200, "/search?status=x": 200, "/search?page=400": 200, "/search?year=x": 200,
		"/stats?view=x": 400, "/stats.csv?view=x": 400, "/overlaps?page=0": 400, "/overlaps?class=x": 200, "/docs/999/original": 404, "/static/../web.go": 404, "/static/nothing": 404,
		"/api/v1/nothing": 404, "/api/v1/documents/999": 404, "/api/v1/compare/1/x": 404, "/api/v1/stats/x": 400, "/api/v1/search?q=(": 400, "/api/v1/search?page=0": 400,
	} {
		res := f.get(t, u)
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != want && res.StatusCode != http.StatusMovedPermanently && res.StatusCode != http.StatusTemporaryRedirect {
			t.Errorf("GET %.60s: %d, want %d", u, res.StatusCode, want)
		}
		if want >= 400 && strings.HasPrefix(u, "/api/") {
			var p struct{ Title, Detail, Code string }
			if err := json.Unmarshal(body, &p); err != nil || p.Title == "" || p.Detail == "" || p.Code == "" {
				t.Errorf("GET %s: %s", u, body)
			}
		}
	}
}

func TestWrongQueryShowsTheCharacter(t *testing.T) {
	f := newFixture(t)
	res := f.get(t, escaped(`/search?q=党课 (讲`))
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusBadRequest || !bytes.Contains(body, []byte("第 4 个字符处")) || !bytes.Contains(body, []byte(`<b class="at">(</b>`)) {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

// brokenSearcher fails, panics or waits.
type brokenSearcher struct{ do func(context.Context) error }

func (b brokenSearcher) Search(ctx context.Context, _ index.Request) (index.Result, error) {
	return index.Result{}, b.do(ctx)
}

// TestFailuresAreNumbered: the reader sees a number and no detail, the log
// has both.
func TestFailuresAreNumbered(t *testing.T) {
	for name, do := range map[string]func(context.Context) error{
		"error": func(context.Context) error { return errors.New("secret detail") },
		"panic": func(context.Context) error { panic("secret detail") },
	} {
		for _, u := range []string{"/search", "/api/v1/search"} {
			var log bytes.Buffer
			st := newFixture(t).store
			h, err := New(Options{Store: st, Index: brokenSearcher{do}, Taxonomy: testTaxonomy(), Logger: slog.New(slog.NewTextHandler(&log, nil))})
			if err != nil {
				t.Fatal(err)
			}
			res := fixture{h, st}.get(t, u)
			body, _ := io.ReadAll(res.Body)
			number := regexp.MustCompile(`E[0-9a-f]{8}`).FindString(string(body))
			if res.StatusCode != http.StatusInternalServerError || number == "" || strings.Contains(string(body), "secret") {
				t.Errorf("%s %s: %d %s", name, u, res.StatusCode, body)
			}
			if !strings.Contains(log.String(), number) || !strings.Contains(log.String(), "secret detail") {
				t.Errorf("%s %s: log %s", name, u, log.String())
			}
		}
	}
}

func TestFailureWords(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
	}{{context.DeadlineExceeded, 503}, {store.ErrLocked, 503}, {store.ErrNotFound, 404}, {inputError("x"), 400}, {errors.New("x"), 500}} {
		v := failureOf(c.err)
		if v.Status != c.status || v.What == "" || v.Do == "" || v.Code == "" {
			t.Errorf("%v: %+v", c.err, v)
		}
	}
}

func TestNewNeedsStoreAndIndex(t *testing.T) {
	if _, err := New(Options{}); err == nil {
		t.Error("no error")
	}
	if _, err := New(Options{Index: memindex.New()}); err == nil {
		t.Error("no error")
	}
}

func TestOriginalIsADownload(t *testing.T) {
	f := newFixture(t)
	res := f.get(t, "/docs/2/original")
	body, _ := io.ReadAll(res.Body)
	if got := res.Header.Get("Content-Disposition"); got != `attachment; filename="b & c.txt"` {
		t.Error(got)
	}
	if res.Header.Get("Content-Type") != "application/octet-stream" || string(body) != "原件："+secondText {
		t.Errorf("%v %s", res.Header, body)
	}
}

func TestStaticIsCachedByDigest(t *testing.T) {
	f := newFixture(t)
	href := f.page(t, "/").Find("link[rel=stylesheet]").AttrOr("href", "")
	if c := f.get(t, href).Header.Get("Cache-Control"); !strings.Contains(c, "immutable") {
		t.Errorf("%s: %s", href, c)
	}
	for _, u := range []string{"/static/app.css", "/static/app.css?v=1", "/static/app.css?v="} {
		if c := f.get(t, u).Header.Get("Cache-Control"); c != "no-cache" {
			t.Errorf("%s: %s", u, c)
		}
	}
	if typ := f.get(t, href).Header.Get("Content-Type"); !strings.HasPrefix(typ, "text/css") {
		t.Error(typ)
	}
}

func TestServerHasLimits(t *testing.T) {
	s := Server("127.0.0.1:0", http.NotFoundHandler())
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout <= requestTimeout || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Errorf("%+v", s)
	}
}
