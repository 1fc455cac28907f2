package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"wenjian/compare"
	"wenjian/corpus/store"
)

// compareStamp names the version of the comparison; matches with another
// stamp are stale.
const compareStamp = "compare6"

// compare finds the shared passages of what changed since the last time, and
// of what shares something with it. The store then holds what a comparison
// of the whole corpus would put there.
func (w *Workspace) compare(ctx context.Context) error {
	opt, err := CompareOptions(ctx, w.Store)
	if err != nil {
		return err
	}
	stamp := stampOf(opt)
	last, ok, err := w.Store.LastComparison(ctx)
	if err != nil {
		return err
	}
	if !ok || last.Stamp != stamp {
		last = store.ComparisonState{}
	}
	changes, err := w.Store.Changes(ctx, last.Seq)
	if err != nil {
		return err
	}
	owners, known, err := w.Store.Owners(ctx)
	if err != nil || last.Stamp != "" && last.Seq == changes.Seq && known {
		return err
	}
	n, err := w.Store.Len(ctx)
	if err != nil {
		return err
	}
	if w.Fingerprints != "" && n > compare.FewTexts {
		err = w.compareIndexed(ctx, opt, stamp, known)
	} else {
		err = w.compareAll(ctx, opt, stamp, last, changes)
	}
	if err != nil || known {
		return err
	}
	return w.Store.OwnersCompared(ctx, owners)
}

// compareAll reads all texts, and compares anew those whose key is another
// than before.
func (w *Workspace) compareAll(ctx context.Context, opt compare.Options, stamp string, last store.ComparisonState, changes store.Changes) error {
	texts, err := Texts(ctx, w.Store)
	if err != nil {
		return err
	}
	keys := map[string][]byte{}
	if last.Stamp != "" {
		if keys, err = w.Store.ComparisonKeys(ctx); err != nil {
			return err
		}
	}
	for _, id := range changes.Put { // leaks take their place from what reading found, which may be new
		delete(keys, id)
	}
	found, err := compare.Update(ctx, texts, opt, func(i int) (compare.Key, bool) {
		key, ok := keys[texts[i].ID]
		return keyOf(key), ok
	})
	if err != nil {
		return err
	}
	c := w.comparison(texts, found)
	if c.Leaks, err = w.dismissed(ctx, c.Leaks); err != nil {
		return err
	}
	c.Generation, c.Seq, c.Stamp = compare.Generation(len(texts)), changes.Seq, stamp
	if last.Stamp == "" {
		return w.Store.PutComparison(ctx, c)
	}
	return w.Store.UpdateComparison(ctx, c)
}

// CompareOptions returns how the documents of s are compared: with the
// wording that its whitelist allows.
func CompareOptions(ctx context.Context, s *store.Store) (compare.Options, error) {
	var opt compare.Options
	entries, err := s.Whitelist(ctx)
	for _, e := range entries {
		if e.Removed.IsZero() {
			opt.Sanctioned += strings.Join(strings.Fields(e.Text), "") + "\n"
		}
	}
	return opt, err
}

// stampOf names the comparison and the options it was made with.
func stampOf(opt compare.Options) string {
	if opt.Sanctioned == "" {
		return compareStamp
	}
	sum := sha256.Sum256([]byte(opt.Sanctioned))
	return compareStamp + "+" + hex.EncodeToString(sum[:8])
}

// comparison is what was found anew, as the store keeps it.
func (w *Workspace) comparison(texts []compare.Text, found []compare.Finding) store.Comparison {
	c := store.Comparison{Keys: map[string][]byte{}}
	for _, f := range found {
		if f.Same {
			continue
		}
		c.Keys[texts[f.Text].ID] = f.Key[:]
		for _, m := range f.Matches {
			m.Class = w.wholeOrSelf(m, &texts[m.A], &texts[m.B])
			c.Matches = append(c.Matches, StoreMatch(m, texts))
		}
		for _, l := range f.Leaks {
			c.Leaks = append(c.Leaks, store.NameLeak{Document: texts[l.Text].ID, Leak: l.Leak})
		}
	}
	return c
}

func keyOf(b []byte) (k compare.Key) {
	copy(k[:], b)
	return k
}

// StoreMatch returns m as the store keeps it; texts are those that were compared.
func StoreMatch(m compare.Match, texts []compare.Text) store.Match {
	out := store.Match{A: texts[m.A].ID, B: texts[m.B].ID, SpanA: m.SpanA, SpanB: m.SpanB, Class: string(m.Class), Bits: m.Bits}
	for _, s := range m.Slots {
		out.Slots = append(out.Slots, store.Slot(s))
	}
	return out
}

// Texts returns all documents of s as compare sees them, in the order of
// their IDs.
func Texts(ctx context.Context, s *store.Store) ([]compare.Text, error) {
	all, err := s.Comparables(ctx)
	if err != nil {
		return nil, err
	}
	return textsOf(all), nil
}

// textsOf returns documents as compare sees them.
func textsOf(all []store.Comparable) []compare.Text {
	texts := make([]compare.Text, 0, len(all))
	for _, c := range all {
		texts = append(texts, compare.Text{
			ID: c.ID, Source: c.Path, Ordinal: c.Ordinal, Title: c.Title, Unit: c.Unit, Owner: c.Owner, Kind: c.Kind,
			Date: c.Date, Hash: c.SHA256, Above: c.Above, Superior: c.Superior, Text: c.Text,
		})
	}
	return texts
}
