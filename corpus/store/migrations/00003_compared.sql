-- What every document's matches were made from, so that a comparison finds
-- anew only what has changed. A document without a row is compared again.

-- +goose Up
CREATE TABLE compared (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  key         BLOB NOT NULL -- of package compare
);

-- Whoever drops what comparison found drops the key, too.
-- +goose StatementBegin
CREATE TRIGGER matches_dropped AFTER DELETE ON matches BEGIN
  DELETE FROM compared WHERE document_id = old.b;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER leaks_dropped AFTER DELETE ON leaks WHEN old.origin = 'compare' BEGIN
  DELETE FROM compared WHERE document_id = old.document_id;
END;
-- +goose StatementEnd

ALTER TABLE comparisons ADD COLUMN generation INTEGER NOT NULL DEFAULT 0; -- binary logarithm of the documents, rounded up
ALTER TABLE comparisons ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;       -- documents that were compared; the others' matches stayed

-- What people said of documents and units that decides what copying means.
CREATE TABLE document_marks (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  mark        TEXT NOT NULL CHECK (mark IN ('superior', 'none')), -- none: not even when its unit is marked
  marked_at   TEXT NOT NULL -- UTC, RFC 3339
);
CREATE TABLE unit_marks (
  unit_key  TEXT PRIMARY KEY,
  unit      TEXT NOT NULL, -- as it was written
  mark      TEXT NOT NULL CHECK (mark = 'superior'),
  marked_at TEXT NOT NULL
) WITHOUT ROWID;

-- Wording that the site allows everyone to use. An entry that is taken back
-- stays, with the time.
CREATE TABLE whitelist (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  text       TEXT NOT NULL,
  source     TEXT NOT NULL, -- where the wording is from: a document, a decision
  added_at   TEXT NOT NULL, -- UTC, RFC 3339
  removed_at TEXT           -- null: in force
);

-- +goose Down
DROP TABLE whitelist;
DROP TABLE unit_marks;
DROP TABLE document_marks;
ALTER TABLE comparisons DROP COLUMN anew;
ALTER TABLE comparisons DROP COLUMN generation;
DROP TRIGGER leaks_dropped;
DROP TRIGGER matches_dropped;
DROP TABLE compared;
