package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// documentColumns are the columns of documents that documentValues fills, in
// its order, and that scanDocument reads.
const documentColumns = `ordinal, characters,
	title, title_start, title_stop, title_rule, title_confidence,
	kind, kind_start, kind_stop, kind_rule, kind_confidence,
	unit, unit_key, unit_kind, unit_level, unit_start, unit_stop, unit_rule, unit_confidence,
	superior, superior_start, superior_stop, superior_rule, superior_confidence,
	date, date_start, date_stop, date_rule, date_confidence,
	campaign, campaign_start, campaign_stop, campaign_rule, campaign_confidence`

func documentValues(d *corpus.Document) []any {
	v := []any{d.Ordinal, utf8.RuneCountInString(d.Text)}
	label := func(l corpus.Label) {
		v = append(v, l.Value, l.Evidence.Start, l.Evidence.End, l.Rule, l.Confidence)
	}
	label(d.Title)
	label(d.Kind)
	v = append(v, d.Unit.Name, UnitKey(d.Unit.Name), d.Unit.Kind, d.Unit.Level, d.Unit.Evidence.Start, d.Unit.Evidence.End, d.Unit.Rule, d.Unit.Confidence)
	label(d.Superior)
	label(d.Date)
	label(d.Campaign)
	return v
}

// UnitKey returns the form of a unit's name that counts as the same unit
// whatever script, width or case the text prints it in; documents.unit_key
// holds it.
func UnitKey(name string) string { return strings.TrimSpace(zh.Fold(name)) }

// document writes d and its facts, over the document id when known.
func (w *putter) document(source, id int64, known bool, d *corpus.Document) (int64, error) {
	values := append([]any{source}, documentValues(d)...)
	marks := strings.Repeat(", ?", len(values))[2:]
	if known {
		if err := w.clear(id, d.Text); err != nil {
			return 0, err
		}
		if err := w.exec(`UPDATE documents SET (source_id, `+documentColumns+`) = (`+marks+`) WHERE id = ?`, append(values, id)...); err != nil {
			return 0, err
		}
	} else {
		var err error
		if id, err = w.insertID(`INSERT INTO documents (source_id, `+documentColumns+`) VALUES (`+marks+`)`, values...); err != nil {
			return 0, err
		}
	}
	if err := w.text(id, d); err != nil {
		return 0, err
	}
	if err := w.facts(id, d); err != nil {
		return 0, err
	}
	return id, w.changed(id, false)
}

// clear removes a document's text and facts. Matches and leaks found by
// comparison are spans of the text: they stay only while it stays.
func (w *putter) clear(id int64, text string) error {
	var old string
	if err := w.row(`SELECT sha256 FROM texts WHERE document_id = ?`, []any{id}, &old); err != nil {
		return err
	}
	if old != textHash(text) {
		if err := w.exec(`DELETE FROM matches WHERE a = ?1 OR b = ?1`, id); err != nil {
			return err
		}
		if err := w.exec(`DELETE FROM leaks WHERE document_id = ? AND origin = 'compare'`, id); err != nil {
			return err
		}
	}
	for _, table := range []string{"texts", "sections", "activities", "figures", "persons", "citations", "exceptions"} {
		if err := w.exec(`DELETE FROM `+table+` WHERE document_id = ?`, id); err != nil {
			return err
		}
	}
	return w.exec(`DELETE FROM leaks WHERE document_id = ? AND origin = 'document'`, id)
}

func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// storedRemoval is a corpus.Removal as JSON in texts.removals. Raw stands in
// for Text where that is not valid UTF-8, which JSON could not hold.
type storedRemoval struct {
	Start int    `json:"start"`
	Stop  int    `json:"stop"`
	Text  string `json:"text"`
	Raw   []byte `json:"raw,omitempty"`
	Why   string `json:"why"`
}

func (w *putter) text(id int64, d *corpus.Document) error {
	removals := make([]storedRemoval, len(d.Removals))
	for i, r := range d.Removals {
		removals[i] = storedRemoval{Start: r.At.Start, Stop: r.At.End, Text: r.Text, Why: r.Why}
		if !utf8.ValidString(r.Text) {
			removals[i].Text, removals[i].Raw = "", []byte(r.Text)
		}
	}
	j, err := json.Marshal(removals)
	if err != nil {
		return err
	}
	return w.exec(`INSERT INTO texts (document_id, sha256, body, removals, words) VALUES (?, ?, ?, ?, ?)`,
		id, textHash(d.Text), d.Text, string(j), packWords(d.Tokens, d.Sentences))
}

func unpackRemovals(j string) ([]corpus.Removal, error) {
	var stored []storedRemoval
	if err := json.Unmarshal([]byte(j), &stored); err != nil || len(stored) == 0 {
		return nil, err
	}
	out := make([]corpus.Removal, len(stored))
	for i, r := range stored {
		out[i] = corpus.Removal{At: corpus.Span{Start: r.Start, End: r.Stop}, Text: r.Text, Why: r.Why}
		if len(r.Raw) > 0 {
			out[i].Text = string(r.Raw)
		}
	}
	return out, nil
}
