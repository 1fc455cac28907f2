-- What people said of facts, and that outranks what reading finds. A
-- correction belongs to bytes, not to a row: it stays when documents are
-- read again, and goes only with the bytes.

-- +goose Up
CREATE TABLE corrections (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256    TEXT NOT NULL REFERENCES blobs (sha256) ON DELETE CASCADE,
  path      TEXT NOT NULL,    -- holds for the submission under this path; empty: for all with these bytes
  ordinal   INTEGER NOT NULL, -- of the document in its source
  fact      TEXT NOT NULL,    -- activity, figure, section, leak, kind, unit, date, campaign
  remove    INTEGER NOT NULL CHECK (remove IN (0, 1)), -- 1: it is not there
  was       TEXT NOT NULL,    -- what the program called it, or empty
  value     TEXT NOT NULL,    -- what it is
  settings  TEXT NOT NULL,    -- JSON object: status, when, value, unit …
  start     INTEGER NOT NULL, -- byte offset of the quote in the text that was corrected
  quote     TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
  who       TEXT NOT NULL, why TEXT NOT NULL,
  made_at   TEXT NOT NULL,    -- UTC, RFC 3339
  undone_at TEXT,             -- null: in force
  lost      INTEGER NOT NULL DEFAULT 0 CHECK (lost IN (0, 1)) -- 1: the last reading did not find the quote
);
CREATE INDEX corrections_sha256 ON corrections (sha256);

-- +goose Down
DROP TABLE corrections;
