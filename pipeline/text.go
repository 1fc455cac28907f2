package pipeline

import (
	"crypto/sha256"
	"encoding/hex"

	"wenjian/compare"
	"wenjian/corpus"
)

// TextOf returns d as compare sees it.
func TextOf(d *corpus.Document) compare.Text {
	sum := sha256.Sum256([]byte(d.Text))
	return compare.Text{
		ID: d.ID, Source: d.Source.Path, Ordinal: d.Ordinal, Title: d.Title.Value, Unit: d.Unit.Name, Kind: d.Kind.Value,
		Date: d.Date.Value, Hash: hex.EncodeToString(sum[:]), Above: d.Superior.Value, Text: d.Text,
	}
}
