package web

import (
	"context"
	"database/sql"
	"iter"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A Store gives what the pages show; *store.Store is one.
type Store interface {
	Document(ctx context.Context, id string) (*corpus.Document, error)
	External(ctx context.Context, id string) (store.ExternalDocument, error)
	SourceBytes(ctx context.Context, id string) (corpus.Source, []byte, error)
	List(ctx context.Context, f store.Filter) ([]store.Row, error)
	Counts(ctx context.Context) (store.Counts, error)
	Matches(ctx context.Context, id string) ([]store.Match, error)
	AllMatches(ctx context.Context) iter.Seq2[store.Match, error]
	Whitelist(ctx context.Context) ([]store.WhitelistEntry, error)
	Superiors(ctx context.Context) (map[string]bool, error)
	PairMatches(ctx context.Context, a, b string) ([]store.Match, error)
	LastComparison(ctx context.Context) (store.ComparisonState, bool, error)
	Changes(ctx context.Context, after int64) (store.Changes, error)
	Runs(ctx context.Context, limit int) ([]store.Run, error)
	Run(ctx context.Context, id int64) (store.Run, error)
	RunFiles(ctx context.Context, run int64, fates ...store.Fate) ([]store.FileResult, error)
	Sightings(ctx context.Context, id string) ([]store.Sighting, error)
	IdenticalTo(ctx context.Context, id string) ([]store.Row, error)
	Failures(ctx context.Context) ([]store.FileResult, error)
	Register(ctx context.Context) ([]corpus.RegisterEntry, error)
	RegisterHome(ctx context.Context) (string, error)
	RegisteredNames(ctx context.Context, unit string) ([]string, error)
	Links(ctx context.Context, ids ...string) (map[string]store.Link, error)
	UnitCounts(ctx context.Context) (map[string]store.UnitCount, error)
	UnitPrints(ctx context.Context, ids []string) ([]store.UnitPrint, error)
	CorrectionsOf(ctx context.Context, id string) ([]corpus.Correction, error)
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

var _ Store = (*store.Store)(nil)
