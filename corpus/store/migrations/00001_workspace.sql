-- The workspace. Facts stand in tables that plain SQL can count. All spans
-- are bytes of the document's text, half open: [start, stop).
-- Only current documents have rows: when a path comes with new bytes, its old
-- source stays (superseded = 1, bytes kept), its old documents go.

-- +goose Up
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Random, so that a projection can tell this workspace from another in its place.
INSERT INTO meta (key, value) VALUES ('identity', lower(hex(randomblob(16))));

CREATE TABLE blobs (
  sha256   TEXT PRIMARY KEY, -- of the bytes before encoding
  size     INTEGER NOT NULL, -- bytes before encoding
  encoding TEXT NOT NULL CHECK (encoding IN ('raw', 'gzip')),
  data     BLOB NOT NULL
);

CREATE TABLE sources (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  path        TEXT NOT NULL,
  sha256      TEXT NOT NULL REFERENCES blobs (sha256),
  format      TEXT NOT NULL,
  charset     TEXT NOT NULL,
  properties  TEXT NOT NULL, -- JSON object or null
  stamp       TEXT NOT NULL, -- stage versions and taxonomy hash that made the facts
  imported_at TEXT NOT NULL, -- UTC, RFC 3339
  superseded  INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1))
);
CREATE UNIQUE INDEX sources_current ON sources (path) WHERE superseded = 0;
CREATE INDEX sources_sha256 ON sources (sha256);

CREATE TABLE documents (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id           INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  ordinal             INTEGER NOT NULL,
  characters          INTEGER NOT NULL, -- code points of the text
  title               TEXT NOT NULL, title_start INTEGER NOT NULL, title_stop INTEGER NOT NULL,
  title_rule          TEXT NOT NULL, title_confidence REAL NOT NULL,
  kind                TEXT NOT NULL, kind_start INTEGER NOT NULL, kind_stop INTEGER NOT NULL,
  kind_rule           TEXT NOT NULL, kind_confidence REAL NOT NULL,
  unit                TEXT NOT NULL, -- as printed; empty when unknown
  unit_key            TEXT NOT NULL, -- unit folded (simplified, half-width): count by this
  unit_kind           TEXT NOT NULL, unit_start INTEGER NOT NULL, unit_stop INTEGER NOT NULL,
  unit_rule           TEXT NOT NULL, unit_confidence REAL NOT NULL,
  superior            TEXT NOT NULL, superior_start INTEGER NOT NULL, superior_stop INTEGER NOT NULL,
  superior_rule       TEXT NOT NULL, superior_confidence REAL NOT NULL,
  date                TEXT NOT NULL, date_start INTEGER NOT NULL, date_stop INTEGER NOT NULL,
  date_rule           TEXT NOT NULL, date_confidence REAL NOT NULL,
  campaign            TEXT NOT NULL, campaign_start INTEGER NOT NULL, campaign_stop INTEGER NOT NULL,
  campaign_rule       TEXT NOT NULL, campaign_confidence REAL NOT NULL,
  UNIQUE (source_id, ordinal)
);
CREATE INDEX documents_unit ON documents (unit_key);
CREATE INDEX documents_kind ON documents (kind);

-- Apart from documents, so that counting labels does not read texts.
CREATE TABLE texts (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  sha256      TEXT NOT NULL, -- of body
  body        TEXT NOT NULL,
  removals    TEXT NOT NULL, -- JSON array of {start, stop, text, why}
  words       BLOB NOT NULL  -- tokens and sentences, see words.go
);

CREATE TABLE sections (
  document_id   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord           INTEGER NOT NULL, -- place in the document, from 0
  parent        INTEGER NOT NULL, -- ord of the parent, or -1
  level         INTEGER NOT NULL,
  start         INTEGER NOT NULL, stop INTEGER NOT NULL,
  heading_start INTEGER NOT NULL, heading_stop INTEGER NOT NULL,
  rule          TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;

CREATE TABLE section_kinds (
  document_id INTEGER NOT NULL,
  section     INTEGER NOT NULL, -- ord of the section
  ord         INTEGER NOT NULL, -- 0 is the main kind
  kind        TEXT NOT NULL,
  PRIMARY KEY (document_id, section, ord),
  FOREIGN KEY (document_id, section) REFERENCES sections (document_id, ord) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX section_kinds_kind ON section_kinds (kind);

CREATE TABLE activities (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  status      TEXT NOT NULL,
  occurred    TEXT NOT NULL, -- YYYY-MM-DD, YYYY-MM, YYYY, a festival, or empty
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;
CREATE INDEX activities_kind ON activities (kind, status);

CREATE TABLE figures (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,
  measure     TEXT NOT NULL,
  value       REAL,             -- null when masked: unknown is never zero
  unit        TEXT NOT NULL,
  op          TEXT NOT NULL,
  norm        INTEGER NOT NULL, -- 1: a quota or plan, not a count
  masked      INTEGER NOT NULL,
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;
CREATE INDEX figures_measure ON figures (measure);

CREATE TABLE persons (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,
  name        TEXT NOT NULL,
  post        TEXT NOT NULL,
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;
CREATE INDEX persons_name ON persons (name);

CREATE TABLE leaks (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  origin      TEXT NOT NULL CHECK (origin IN ('document', 'compare')), -- found by reading it, or by comparing it
  ord         INTEGER NOT NULL,
  name        TEXT NOT NULL,
  from_path   TEXT NOT NULL, -- source path of the document that owns the name, or empty
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, origin, ord)
) WITHOUT ROWID;

CREATE TABLE matches (
  id      INTEGER PRIMARY KEY,
  a       INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, -- the earlier document
  b       INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  a_start INTEGER NOT NULL, a_stop INTEGER NOT NULL,
  b_start INTEGER NOT NULL, b_stop INTEGER NOT NULL,
  class   TEXT NOT NULL,
  bits    REAL NOT NULL
);
CREATE INDEX matches_a ON matches (a, b);
CREATE INDEX matches_b ON matches (b);

CREATE TABLE slots (
  match_id INTEGER NOT NULL REFERENCES matches (id) ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  a_start  INTEGER NOT NULL, a_stop INTEGER NOT NULL,
  b_start  INTEGER NOT NULL, b_stop INTEGER NOT NULL,
  text_a   TEXT NOT NULL,
  text_b   TEXT NOT NULL,
  PRIMARY KEY (match_id, ord)
) WITHOUT ROWID;

-- One row for each comparison run that was stored; the last one made the matches.
CREATE TABLE comparisons (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  seq        INTEGER NOT NULL, -- changes up to here were compared
  stamp      TEXT NOT NULL,
  matches    INTEGER NOT NULL,
  leaks      INTEGER NOT NULL,
  stored_at  TEXT NOT NULL
);

-- The last change of every document ever stored; seq only grows. Projections
-- (index, compare) remember the seq they have seen and catch up from there.
CREATE TABLE changes (
  document_id INTEGER PRIMARY KEY,
  seq         INTEGER NOT NULL,
  deleted     INTEGER NOT NULL CHECK (deleted IN (0, 1))
);
CREATE UNIQUE INDEX changes_seq ON changes (seq);

CREATE TABLE runs (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  stamp       TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  finished_at TEXT NOT NULL DEFAULT '' -- empty: under way, or killed
);

CREATE TABLE run_files (
  run_id   INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path     TEXT NOT NULL,
  fate     TEXT NOT NULL CHECK (fate IN ('imported', 'unchanged', 'failed')),
  documents INTEGER NOT NULL,
  code     TEXT NOT NULL, -- of a failure
  reason   TEXT NOT NULL,
  advice   TEXT NOT NULL,
  warnings TEXT NOT NULL, -- JSON array of strings or null
  PRIMARY KEY (run_id, path)
) WITHOUT ROWID;
CREATE INDEX run_files_path ON run_files (path, run_id);

-- +goose Down
DROP TABLE run_files;
DROP TABLE runs;
DROP TABLE changes;
DROP TABLE comparisons;
DROP TABLE slots;
DROP TABLE matches;
DROP TABLE leaks;
DROP TABLE persons;
DROP TABLE figures;
DROP TABLE activities;
DROP TABLE section_kinds;
DROP TABLE sections;
DROP TABLE texts;
DROP TABLE documents;
DROP TABLE sources;
DROP TABLE blobs;
DROP TABLE meta;
