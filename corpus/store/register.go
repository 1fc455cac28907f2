package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"wenjian/corpus"
)

// ErrNoUnit says that the register has no such unit.
var ErrNoUnit = errors.New("名册里没有这个单位")

// registerVersion is the key of meta that counts the changes of the register
// and of what people chose.
const registerVersion = "register"

// RegisterVersion returns a number that grows whenever the register or a
// choice changes; 0 says that there never was a register.
func (s *Store) RegisterVersion(ctx context.Context) (n int64, err error) {
	err = s.reader.QueryRowContext(ctx, `SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = ?`, registerVersion).Scan(&n)
	return n, wrap("读取名册", err)
}

// Register returns the units of the register in their order; none where there
// is no register.
func (s *Store) Register(ctx context.Context) (out []corpus.RegisterEntry, err error) {
	err = s.read(ctx, "读取名册", func(tx *sql.Tx) error {
		at := make(map[int64]int)
		err := each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			var e corpus.RegisterEntry
			var others string
			if err := rows.Scan(&id, &e.Name, &e.Superior, &e.Kind, &e.Level, &e.Due, &e.Contact, &e.Phone, &others); err != nil {
				return err
			}
			e.ID, at[id] = formatID(id), len(out)
			err := json.Unmarshal([]byte(others), &e.Others)
			out = append(out, e)
			return err
		}, `SELECT id, name, superior, kind, level, due, contact, phone, others FROM register ORDER BY ord, id`)
		if err != nil {
			return err
		}
		return each(ctx, tx, func(rows *sql.Rows) error {
			var id int64
			var relation, name string
			if err := rows.Scan(&id, &relation, &name); err != nil {
				return err
			}
			e := &out[at[id]]
			switch relation {
			case "alias":
				e.Aliases = append(e.Aliases, name)
			case "former":
				e.Former = append(e.Former, name)
			}
			return nil
		}, `SELECT unit_id, relation, name FROM register_names ORDER BY unit_id, ord`)
	})
	return out, err
}

// PutRegister makes entries the register, in one transaction. An entry with
// an ID keeps it, one without gets one, a unit that entries lack goes, and its
// documents are of no unit until they are linked again. moved says which unit
// takes over what people chose for a unit that goes; it may be nil. The error
// wraps ErrNoUnit when an entry has an ID that the register lacks.
func (s *Store) PutRegister(ctx context.Context, entries []corpus.RegisterEntry, moved map[string]string) error {
	return s.write(ctx, "保存名册", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		gone, err := w.units()
		if err != nil {
			return err
		}
		for i, e := range entries {
			id, err := w.registerEntry(i, e, gone)
			if err != nil {
				return fmt.Errorf("“%s”：%w", e.Name, err)
			}
			delete(gone, id)
		}
		for from, to := range moved {
			if err := w.exec(`UPDATE register_choices SET unit_id = ? WHERE unit_id = ?`, to, from); err != nil {
				return err
			}
		}
		for id := range gone {
			if err := w.removeUnit(id); err != nil {
				return err
			}
		}
		return w.count(registerVersion)
	})
}

// units returns the IDs of all units of the register.
func (w *putter) units() (map[int64]bool, error) {
	ids := make(map[int64]bool)
	err := each(w.ctx, w.tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids[id] = true
		return err
	}, `SELECT id FROM register`)
	return ids, err
}

// registerEntry writes an entry and its names; known are the units that no
// entry before it has written.
func (w *putter) registerEntry(ord int, e corpus.RegisterEntry, known map[int64]bool) (id int64, err error) {
	others, err := json.Marshal(e.Others)
	if err != nil {
		return 0, err
	}
	values := []any{ord, e.Name, e.Superior, e.Kind, e.Level, e.Due, e.Contact, e.Phone, string(others)}
	const columns = `(ord, name, superior, kind, level, due, contact, phone, others)`
	if e.ID == "" {
		id, err = w.insertID(`INSERT INTO register `+columns+` VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, values...)
	} else {
		if id, err = parseID(e.ID); err != nil || !known[id] {
			return 0, fmt.Errorf("%w：编号 %q", ErrNoUnit, e.ID)
		}
		err = errors.Join(w.exec(`UPDATE register SET `+columns+` = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?`, append(values, id)...),
			w.exec(`DELETE FROM register_names WHERE unit_id = ?`, id))
	}
	if err != nil {
		return 0, err
	}
	rows := [][]any{{id, 0, "name", e.Name, UnitKey(e.Name)}}
	for _, list := range []struct {
		relation string
		names    []string
	}{{"alias", e.Aliases}, {"former", e.Former}} {
		for _, name := range list.names {
			rows = append(rows, []any{id, len(rows), list.relation, name, UnitKey(name)})
		}
	}
	return id, w.insert(`register_names (unit_id, ord, relation, name, unit_key)`, rows)
}

// removeUnit deletes a unit. Its documents are nobody's own now.
func (w *putter) removeUnit(id int64) error {
	return errors.Join(w.exec(`DELETE FROM register WHERE id = ?`, id), w.count(ownersVersion))
}

// ChooseUnit keeps that a person said which unit wrote a document; an empty
// unit says none of the register. It outranks every rule from the next linking
// on. The error wraps ErrNotFound or ErrNoUnit.
func (s *Store) ChooseUnit(ctx context.Context, document, unit string) error {
	return s.choice(ctx, document, func(w *putter, id int64) error {
		var to any
		if unit != "" {
			known, err := w.units()
			if err != nil {
				return err
			}
			n, err := parseID(unit)
			if err != nil || !known[n] {
				return fmt.Errorf("%w：编号 %q", ErrNoUnit, unit)
			}
			to = n
		}
		return w.exec(`INSERT OR REPLACE INTO register_choices (document_id, unit_id, chosen_at) VALUES (?, ?, ?)`, id, to, w.now)
	})
}

// UnchooseUnit takes back what a person said of a document's unit. The error
// wraps ErrNotFound.
func (s *Store) UnchooseUnit(ctx context.Context, document string) error {
	return s.choice(ctx, document, func(w *putter, id int64) error {
		return w.exec(`DELETE FROM register_choices WHERE document_id = ?`, id)
	})
}

func (s *Store) choice(ctx context.Context, document string, do func(*putter, int64) error) error {
	return s.write(ctx, "保存材料的单位", func(tx *sql.Tx) error {
		w := newPutter(ctx, tx)
		id, err := parseID(document)
		if err != nil {
			return err
		}
		if err := w.row(`SELECT id FROM documents WHERE id = ?`, []any{id}, &id); errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("%w：编号 %q", ErrNotFound, document)
		} else if err != nil {
			return err
		}
		return errors.Join(do(w, id), w.count(registerVersion))
	})
}

// UnitChoices returns what people said of documents' units, by document ID; an
// empty unit says none of the register.
func (s *Store) UnitChoices(ctx context.Context) (map[string]string, error) {
	out := make(map[string]string)
	err := each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		var unit sql.NullInt64
		err := rows.Scan(&id, &unit)
		out[formatID(id)] = optionalID(unit)
		return err
	}, `SELECT document_id, unit_id FROM register_choices`)
	return out, wrap("读取材料的单位", err)
}

func optionalID(n sql.NullInt64) string {
	if !n.Valid {
		return ""
	}
	return formatID(n.Int64)
}

// RegisteredNames returns every name under which documents of a unit are
// found: those of the register, and those that its documents print and no
// other unit's do.
func (s *Store) RegisteredNames(ctx context.Context, unit string) (out []string, err error) {
	id, err := strconv.ParseInt(unit, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w：编号 %q", ErrNoUnit, unit)
	}
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
		return err
	}, `SELECT name FROM (SELECT name, ord FROM register_names WHERE unit_id = ?1 ORDER BY ord)
		UNION ALL SELECT name FROM (SELECT DISTINCT d.unit AS name FROM register_links l JOIN documents d ON d.id = l.document_id
			WHERE l.unit_id = ?1 AND d.unit <> '' AND NOT EXISTS (
				SELECT 1 FROM documents o LEFT JOIN register_links k ON k.document_id = o.id WHERE o.unit_key = d.unit_key AND k.unit_id IS NOT ?1)
			ORDER BY d.unit)`, id)
	return out, wrap("读取名册", err)
}
