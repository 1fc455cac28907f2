package report

import (
	"context"
	"database/sql"
	"encoding/json"

	"wenjian/compare"
)

// classes returns the classes of stored matches that counts accepts, as a
// JSON array for SQLite's json_each.
func classes(ctx context.Context, q Querier, counts func(compare.Class) bool) (string, error) {
	list := []string{}
	err := each(ctx, q, func(rows *sql.Rows) error {
		var c string
		err := rows.Scan(&c)
		if counts(compare.Class(c)) {
			list = append(list, c)
		}
		return err
	}, `SELECT DISTINCT class FROM matches`)
	if err != nil {
		return "", err
	}
	j, err := json.Marshal(list)
	return string(j), err
}

// fromOthers reports whether a match of class c is text of another unit: not
// sanctioned wording, and not the unit's own.
func fromOthers(c compare.Class) bool { return c.Claims() && c != compare.Self }
