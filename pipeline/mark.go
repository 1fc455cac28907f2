package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// An IndexMark says how far an index has followed a store.
type IndexMark struct {
	Store string `json:"store"` // identity of the store that was indexed
	Seq   int64  `json:"seq"`   // its changes up to here are in the index
}

// MarkFile returns where the mark of the index in folder dir lies.
func MarkFile(dir string) string { return filepath.Join(dir, "wenjian-mark.json") }

// ReadMark returns the mark in file for the store of that identity. Where there
// is none, where it is torn or of another store, everything is to be indexed
// again.
func ReadMark(file, identity string) (IndexMark, error) {
	none := IndexMark{Store: identity}
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return none, nil
	}
	if err != nil {
		return none, fmt.Errorf("read index mark: %w", err)
	}
	var m IndexMark
	if json.Unmarshal(raw, &m) != nil || m.Store != identity {
		m = none
	}
	return m, nil
}

// Write replaces the mark in file, whole or not at all.
func (m IndexMark) Write(file string) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	tmp := file + ".new"
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	if err := os.Rename(tmp, file); err != nil {
		return fmt.Errorf("write index mark: %w", err)
	}
	return nil
}
