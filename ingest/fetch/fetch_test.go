package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func newServer(t *testing.T) (*httptest.Server, *[]string) {
	t.Helper()
	var mu sync.Mutex
	var asked []string
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("User-agent: *\nDisallow: /private/\n"))
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=gb2312")
		w.Write([]byte("<html>x</html>"))
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/sly", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/x", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/image", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Type", "image/png") })
	mux.HandleFunc("/untyped", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Write([]byte("%PDF-1.4 \x00\x01"))
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write([]byte(strings.Repeat("x", 3000)))
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(2 * time.Second):
		}
	})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path+" "+r.UserAgent())
		mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv, &asked
}

func TestGet(t *testing.T) {
	srv, asked := newServer(t)
	f := New(Options{Interval: time.Millisecond, MaxBytes: 2000, UserAgent: "wenjian-test/1"})
	for _, c := range []struct{ path, code string }{
		{"/page", ""},
		{"/moved", ""},
		{"/private/x", "robots"},
		{"/sly", "robots"},
		{"/file", "bad-url"},
		{"/loop", "redirects"},
		{"/image", "not-text"},
		{"/untyped", "not-text"},
		{"/big", "too-large"},
		{"/none", "status"},
	} {
		r, err := f.Get(context.Background(), srv.URL+c.path)
		var fail *Failure
		switch {
		case c.code == "" && (err != nil || string(r.Data) != "<html>x</html>" || r.Final != srv.URL+"/page" || r.ContentType != "text/html; charset=gb2312"):
			t.Errorf("%s: got %+v, %v", c.path, r, err)
		case c.code != "" && (!errors.As(err, &fail) || fail.Code != c.code || fail.Reason == "" || fail.Advice == "" || fail.URL != srv.URL+c.path):
			t.Errorf("%s: got %v, want %s", c.path, err, c.code)
		}
	}
	robots := 0
	for _, a := range *asked {
		if strings.HasPrefix(a, "/robots.txt") {
			robots++
		}
		if strings.HasPrefix(a, "/private") {
			t.Errorf("asked for %s", a)
		}
		if !strings.HasSuffix(a, " wenjian-test/1") {
			t.Errorf("user agent missing: %s", a)
		}
	}
	if robots != 1 {
		t.Errorf("robots.txt asked %d times", robots)
	}
}

func TestGetRefusesOtherSchemes(t *testing.T) {
	f := New(Options{})
	for _, u := range []string{"file:///etc/passwd", "ftp://a/b", "//a", "http://", "", "http://u:p@h/", "::"} {
		_, err := f.Get(context.Background(), u)
		var fail *Failure
		if !errors.As(err, &fail) || fail.Code != "bad-url" {
			t.Errorf("%q: %v", u, err)
		}
	}
}

func TestUnreachableHost(t *testing.T) {
	srv, _ := newServer(t)
	srv.Close()
	_, err := New(Options{}).Get(context.Background(), srv.URL+"/page")
	var fail *Failure
	if !errors.As(err, &fail) || fail.Code != "unreachable" {
		t.Errorf("got %v", err)
	}
}

func TestServerErrorOnRobotsForbids(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer srv.Close()
	_, err := New(Options{Interval: time.Millisecond}).Get(context.Background(), srv.URL+"/page")
	var fail *Failure
	if !errors.As(err, &fail) || fail.Code != "robots" {
		t.Errorf("got %v", err)
	}
}

func TestOneRequestPerInterval(t *testing.T) {
	srv, _ := newServer(t)
	f := New(Options{Interval: 60 * time.Millisecond})
	start := time.Now()
	got := 0
	err := f.Each(context.Background(), []string{srv.URL + "/page", srv.URL + "/page", srv.URL + "/none"}, func(r Result, fail *Failure) bool {
		got++
		return true
	})
	// robots.txt and three pages: three waits.
	if took := time.Since(start); err != nil || got != 3 || took < 170*time.Millisecond {
		t.Errorf("%d pages in %v, %v", got, took, err)
	}
}

func TestContextEndsWaiting(t *testing.T) {
	srv, _ := newServer(t)
	ctx, cancel := context.WithTimeout(context.Background(), 80*time.Millisecond)
	defer cancel()
	f := New(Options{Interval: time.Millisecond})
	if _, err := f.Get(ctx, srv.URL+"/slow"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if err := f.Each(ctx, []string{srv.URL + "/page"}, func(Result, *Failure) bool { return true }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
