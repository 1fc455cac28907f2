package compare

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
)

// A Key stands for all that decides what a text shares with earlier ones: the
// text and how it was read, the places it has in common with earlier texts
// and those texts, thresholds and options. While the key stays, so does the
// finding.
type Key [16]byte

// A Finding is what one text shares with earlier ones.
type Finding struct {
	Text    int // index into the texts given to Update
	Key     Key
	Same    bool // the key is the known one: Matches and Leaks were left out
	Matches []Match
	Leaks   []NameLeak
}

// Update is Compare for texts that were compared before and have changed
// since: known returns the key a text had then, ok false for one that is new.
// It finds anew only what a new, altered or deleted text touches, and returns
// one Finding for each text, from the earliest to the latest. Kept and new
// findings together are what Compare finds, to the last bit.
//
// Where a threshold depends on the number of texts, the number enters as a
// power of two (see Generation); when that changes, so do all keys.
func Update(ctx context.Context, texts []Text, opt Options, known func(text int) (Key, bool)) ([]Finding, error) {
	e, err := newEngine(ctx, texts, opt)
	if err != nil {
		return nil, fmt.Errorf("compare %d texts: %w", len(texts), err)
	}
	found, err := e.findings(ctx, known)
	if err != nil {
		return nil, fmt.Errorf("compare %d texts: %w", len(texts), err)
	}
	return found, nil
}

// Generation is the number of texts n as it enters thresholds: the binary
// logarithm, rounded up.
func Generation(n int) int { return generation(n) }

// findings compares those texts whose key is not known.
func (e *engine) findings(ctx context.Context, known func(int) (Key, bool)) ([]Finding, error) {
	g, err := e.group(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Finding, e.count())
	keys, err := e.keys(ctx, g)
	if err != nil {
		return nil, err
	}
	for d := range out {
		out[d] = Finding{Text: e.order[d], Key: keys[d]}
		key, ok := known(e.order[d])
		out[d].Same = ok && key == keys[d]
	}
	found, err := e.describe(ctx, g, func(d int) bool { return !out[d].Same })
	if err != nil {
		return nil, err
	}
	for d, f := range found {
		if !out[d].Same {
			out[d].Matches, out[d].Leaks = f.matches, f.leaks
		}
	}
	return out, nil
}

// keyVersion changes whenever the same inputs may give another finding.
const keyVersion = "wenjian compare 6"

// keys returns the key of every document.
func (e *engine) keys(ctx context.Context, g *sharedGrams) ([]Key, error) {
	texts := make([]Key, e.count())
	err := e.parallel(ctx, e.count(), func(int) func(int) {
		h := newKeyHash()
		return func(d int) {
			h.Reset()
			h.text(e.text(d))
			h.symbols(e.doc(d))
			texts[d] = h.key()
		}
	})
	if err != nil {
		return nil, err
	}
	equal := e.equalTexts()
	keys := make([]Key, e.count())
	err = e.parallel(ctx, e.count(), func(int) func(int) {
		h := newKeyHash()
		return func(d int) {
			h.Reset()
			h.string(keyVersion)
			h.string(e.reference)
			h.number(uint64(windowFor(e.size)))
			h.number(math.Float64bits(e.least))
			h.number(math.Float64bits(e.gate))
			h.Write(texts[d][:])
			for _, o := range g.occs[g.occAt[d]:g.occAt[d+1]] {
				h.number(uint64(o.pos)<<1 | uint64(boolInt(g.star[o.group])))
				for _, p := range g.postings[g.groupAt[o.group]:g.groupAt[o.group+1]] {
					if int(p.doc) >= d {
						break
					}
					h.Write(texts[p.doc][:])
					h.number(uint64(p.pos))
				}
			}
			group := equal[e.text(d).Text]
			h.number(uint64(boolInt(len(group) > identicalPairs)))
			for _, o := range group {
				if o >= d {
					break
				}
				h.Write(texts[o][:])
			}
			keys[d] = h.key()
		}
	})
	return keys, err
}

// equalTexts returns the documents of every text that more than one has.
func (e *engine) equalTexts() map[string][]int {
	all := map[string][]int{}
	for d := range e.count() {
		all[e.text(d).Text] = append(all[e.text(d).Text], d)
	}
	for text, ds := range all {
		if len(ds) == 1 {
			delete(all, text)
		}
	}
	return all
}

// A keyHash hashes the parts of a key so that none runs into the next.
type keyHash struct {
	hash.Hash
	buf []byte
}

func newKeyHash() *keyHash { return &keyHash{Hash: sha256.New()} }

func (h *keyHash) number(n uint64) {
	h.buf = binary.LittleEndian.AppendUint64(h.buf[:0], n)
	h.Write(h.buf)
}

func (h *keyHash) string(s string) {
	h.number(uint64(len(s)))
	h.buf = append(h.buf[:0], s...)
	h.Write(h.buf)
}

// text adds all of t that a finding may quote or depend on.
func (h *keyHash) text(t *Text) {
	unit := t.Unit
	if t.Owner != "" {
		unit += "\x00" + t.Owner
	}
	for _, s := range []string{t.ID, t.Source, t.Title, unit, t.Kind, t.Date, t.Above, t.Text} {
		h.string(s)
	}
	h.number(uint64(t.Ordinal)<<1 | uint64(boolInt(t.Superior)))
}

func (h *keyHash) symbols(s []symbol) {
	h.buf = h.buf[:0]
	for _, c := range s {
		h.buf = binary.LittleEndian.AppendUint16(h.buf, c)
	}
	h.Write(h.buf)
}

func (h *keyHash) key() (k Key) {
	h.buf = h.Sum(h.buf[:0])
	copy(k[:], h.buf)
	return k
}
