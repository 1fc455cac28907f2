package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveapi "github.com/blevesearch/bleve_index_api"

	"wenjian/index"
	wjquery "wenjian/index/query"
	"wenjian/internal/zh"
)

// errReader says that the index is none of scorch; this package opens no other.
var errReader = errors.New("bleveindex: reader without stored texts")

// stored reads one document's stored fields. Its strings are the caller's.
type stored struct {
	snapshot *scorch.IndexSnapshot
	id       bleveapi.IndexInternalID
}

// each calls do with the stored fields until it returns false. The bytes are
// gone afterwards.
func (s stored) each(do func(field string, value []byte) bool) error {
	n := s.id.Value()
	for _, seg := range s.snapshot.Segments() {
		size := uint64(seg.FullSize())
		if n < size {
			return seg.VisitDocument(n, func(field string, _ byte, value []byte, _ []uint64) bool { return do(field, value) })
		}
		n -= size
	}
	return errReader
}

// texts returns title and text.
func (s stored) texts() (title, text string, err error) {
	err = s.each(func(field string, value []byte) bool {
		switch field {
		case nameField:
			title = string(value)
		case bodyField:
			text = string(value)
		}
		return true
	})
	return title, text, err
}

// entry returns all that newDocument stored.
func (s stored) entry() (e index.Entry, err error) {
	var title, text string
	var data []byte
	err = s.each(func(field string, value []byte) bool {
		switch field {
		case nameField:
			title = string(value)
		case bodyField:
			text = string(value)
		case docField:
			data = append(data, value...)
		}
		return true
	})
	if err == nil {
		err = json.Unmarshal(data, &e)
	}
	e.Title, e.Text = title, text
	return e, err
}

// occursIn checks that n occurs in title or text.
func occursIn(n wjquery.Node) func(stored) (bool, error) {
	return func(s stored) (bool, error) {
		title, text, err := s.texts()
		return err == nil && (len(wjquery.Occurrences(n, wjquery.Terms(title))) > 0 || len(wjquery.Occurrences(n, wjquery.Terms(text))) > 0), err
	}
}

// verified finds those of the candidates that pass check.
type verified struct {
	candidates query.Query
	check      func(stored) (bool, error)
}

// Searcher implements query.Query.
func (q verified) Searcher(ctx context.Context, r bleveapi.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errReader
	}
	inner, err := q.candidates.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return &verifier{ctx: ctx, Searcher: inner, check: func(id bleveapi.IndexInternalID) (bool, error) { return q.check(stored{snapshot, id}) }}, nil
}

// verifier passes on what its Searcher finds and check agrees to.
type verifier struct {
	search.Searcher
	ctx    context.Context
	check  func(bleveapi.IndexInternalID) (bool, error)
	scored search.Searcher // finds the same and more, with scores; nil: Searcher's are used
}

// Next implements search.Searcher.
func (v *verifier) Next(s *search.SearchContext) (*search.DocumentMatch, error) {
	m, err := v.Searcher.Next(s)
	return v.first(s, m, err)
}

// Advance implements search.Searcher.
func (v *verifier) Advance(s *search.SearchContext, id bleveapi.IndexInternalID) (*search.DocumentMatch, error) {
	m, err := v.Searcher.Advance(s, id)
	return v.first(s, m, err)
}

// first returns m or the first match behind it that is right.
func (v *verifier) first(s *search.SearchContext, m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	for err == nil && m != nil {
		if err := v.ctx.Err(); err != nil {
			return nil, err
		}
		ok, err := v.check(m.IndexInternalID)
		if err != nil {
			return nil, err
		}
		if ok {
			return v.score(s, m)
		}
		s.DocumentMatchPool.Put(m)
		if m, err = v.Searcher.Next(s); err != nil {
			return nil, err
		}
	}
	return nil, err
}

// score returns m with a score.
func (v *verifier) score(s *search.SearchContext, m *search.DocumentMatch) (*search.DocumentMatch, error) {
	if v.scored == nil {
		return m, nil
	}
	scored, err := v.scored.Advance(s, m.IndexInternalID)
	if err != nil || scored == nil {
		return m, err
	}
	s.DocumentMatchPool.Put(m)
	return scored, nil
}

// Weight implements search.Searcher.
func (v *verifier) Weight() float64 {
	if v.scored != nil {
		return v.scored.Weight()
	}
	return v.Searcher.Weight()
}

// SetQueryNorm implements search.Searcher.
func (v *verifier) SetQueryNorm(n float64) {
	if v.scored != nil {
		v.scored.SetQueryNorm(n)
		return
	}
	v.Searcher.SetQueryNorm(n)
}

// DocumentMatchPoolSize implements search.Searcher.
func (v *verifier) DocumentMatchPoolSize() int {
	n := v.Searcher.DocumentMatchPoolSize() + 1
	if v.scored != nil {
		n += v.scored.DocumentMatchPoolSize()
	}
	return n
}

// Close implements search.Searcher.
func (v *verifier) Close() error {
	if v.scored != nil {
		return errors.Join(v.scored.Close(), v.Searcher.Close())
	}
	return v.Searcher.Close()
}

// sureQuery finds the phrase in title or text.
func sureQuery(phrase []string) query.Query {
	if len(phrase) <= 2 {
		return pairQueries(phrase)[0]
	}
	return sure(phrase)
}

// sure is a phrase of three terms or more. Its score is that of its rarest
// pair, which occurs at least as often.
type sure []string

// Searcher implements query.Query.
func (q sure) Searcher(ctx context.Context, r bleveapi.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errReader
	}
	plain := o
	plain.Score = "none" // so that bleve intersects the lists of documents alone
	pairs := pairQueries(q)
	all := make([]search.Searcher, len(pairs))
	rarest := 0
	for i, p := range pairs {
		var err error
		if all[i], err = p.Searcher(ctx, r, m, plain); err != nil {
			return nil, errors.Join(err, closeAll(all[:i]))
		}
		if all[i].Count() < all[rarest].Count() {
			rarest = i
		}
	}
	v := &verifier{ctx: ctx}
	var err error
	if v.Searcher, err = searcher.NewConjunctionSearcher(ctx, r, all, plain); err != nil {
		return nil, errors.Join(err, closeAll(all))
	}
	if v.check, err = q.checker(ctx, snapshot); err == nil && o.Score != "none" {
		v.scored, err = pairs[rarest].Searcher(ctx, r, m, o)
	}
	if err != nil {
		return nil, errors.Join(err, v.Searcher.Close())
	}
	return v, nil
}

func closeAll(list []search.Searcher) error {
	var errs []error
	for _, s := range list {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// checker tells whether the phrase itself is in a document that has all its
// pairs: it is where segment cut it out as a word, else the text is read.
func (q sure) checker(ctx context.Context, snapshot *scorch.IndexSnapshot) (func(bleveapi.IndexInternalID) (bool, error), error) {
	joined := strings.Join(q, "")
	han := zh.HanCount(joined) == len(q) && zh.Fold(joined) == joined
	var words bleveapi.TermFieldReader
	var err error
	if han {
		words, err = snapshot.TermFieldReader(ctx, []byte(joined), wordField, false, false, false)
	}
	var at *bleveapi.TermFieldDoc
	ended := !han
	return func(id bleveapi.IndexInternalID) (bool, error) {
		if !ended && (at == nil || at.ID.Compare(id) < 0) {
			if at, err = words.Advance(id, nil); err != nil {
				return false, err
			}
			ended = at == nil
		}
		if !ended && at.ID.Equals(id) {
			return true, nil
		}
		return q.read(stored{snapshot, id}, joined, han)
	}, err
}

// read looks for the phrase in title and text.
func (q sure) read(s stored, joined string, han bool) (found bool, err error) {
	err = s.each(func(field string, value []byte) bool {
		if field == nameField || field == bodyField {
			text := string(value)
			found = han && strings.Contains(text, joined) || wjquery.Contains(text, q)
		}
		return !found
	})
	return found, err
}
