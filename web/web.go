package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"wenjian/classify"
	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/index"
)

// A Searcher answers searches; every index.Index is one.
type Searcher interface {
	Search(ctx context.Context, r index.Request) (index.Result, error)
}

// Options say what to serve. Store, Index and Taxonomy must be set.
type Options struct {
	Store    Store
	Index    Searcher
	Taxonomy corpus.Taxonomy
	Why      Why             // nil: rules are shown by their names
	Lists    []classify.List // of the page of kinds, where there is no Editor
	Rates    []compare.Rates // definitions of rates, the one in use first; nil: the built-in ones
	Editor   Editor          // nil: the site only shows
	Version  string          // shown in the footer; may be empty
	Logger   *slog.Logger    // nil discards
	Hosts    []string        // host names, lower case and without port, that requests may name beside localhost and IP addresses
}

// site serves one workspace.
type site struct {
	opt   Options
	log   *slog.Logger
	r     *renderer
	token string // of our forms, see newToken
}

// New returns the handler of all pages and of the API. It fails when a
// needed option is missing or an embedded template is broken. The handler is
// safe for concurrent use and holds no state beside opt.
func New(opt Options) (http.Handler, error) {
	if opt.Store == nil || opt.Index == nil {
		return nil, errors.New("web: options without store or index")
	}
	r, err := newRenderer()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	s := &site{opt: opt, log: opt.Logger, r: r, token: newToken()}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	for _, rt := range s.routes() {
		mux.Handle("GET "+rt.pattern, s.handle(rt.api, rt.do))
	}
	for _, rt := range s.edits() {
		mux.Handle("POST "+rt.pattern, s.handle(rt.api, rt.do))
	}
	mux.HandleFunc("GET /static/", r.serveStatic)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.Handle("/", s.handle(false, s.noPage))
	mux.Handle("/api/", s.handle(true, s.noPage))
	return s.guard(http.NewCrossOriginProtection().Handler(mux)), nil
}

// A route is one line of the site map.
type route struct {
	pattern string
	api     bool // errors are JSON
	do      action
}

// An action answers a request or returns an error and has written nothing.
type action func(w http.ResponseWriter, r *http.Request) error

// routes returns all pages and API calls, in one place.
func (s *site) routes() []route {
	return []route{
		{"/{$}", false, s.home},
		{"/search", false, s.search},
		{"/docs/{id}", false, s.document},
		{"/docs/{id}/original", false, s.original},
		{"/docs/{id}/corrections", false, s.corrections},
		{"/taxonomy", false, s.taxonomy},
		{"/compare/{a}/{b}", false, s.compare},
		{"/overlaps", false, s.overlaps},
		{"/overlaps/groups", false, s.overlapGroups},
		{"/overlaps/groups/{group}", false, s.overlapGroup},
		{"/whitelist", false, s.whitelist},
		{"/units", false, s.units},
		{"/units.csv", false, s.unitsCSV},
		{"/units.xlsx", false, s.unitsXLSX},
		{"/stats", false, s.stats},
		{"/stats.csv", false, s.statsCSV},
		{"/stats.xlsx", false, s.statsXLSX},
		{"/stats.docx", false, s.statsDOCX},
		{"/imports", false, s.imports},
		{"/imports/{id}", false, s.importRun},
		{"/imports/{id}/files.csv", false, s.importCSV},
		{"/imports/{id}/files.xlsx", false, s.importXLSX},
		{"/api/v1/search", true, s.apiSearch},
		{"/api/v1/documents/{id}", true, s.apiDocument},
		{"/api/v1/compare/{a}/{b}", true, s.apiCompare},
		{"/api/v1/stats/{view}", true, s.apiStats},
		{"/api/v1/units", true, s.apiUnits},
		{"/api/v1/imports", true, s.apiImports},
		{"/api/v1/imports/{id}", true, s.apiImport},
	}
}

// guard is what every request passes first.
func (s *site) guard(next http.Handler) http.Handler {
	return securityHeaders(withTimeout(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !hostAllowed(r.Host, s.opt.Hosts) {
			s.fail(w, r, strings.HasPrefix(r.URL.Path, "/api/"), errForeignHost)
			return
		}
		next.ServeHTTP(w, r)
	})))
}

// show renders a page; every page passes here.
func (s *site) show(w http.ResponseWriter, status int, id string, p page) error {
	p.Version = s.opt.Version
	return s.r.render(w, status, id, p)
}

func (s *site) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n"))
}

func (s *site) noPage(http.ResponseWriter, *http.Request) error { return errNoPage }

// Server returns an HTTP server for handler on addr whose limits keep slow
// or silent clients from holding connections. The caller starts and stops it.
func Server(addr string, handler http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      2 * requestTimeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
}
