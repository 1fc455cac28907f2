-- What came in, and what became of it: every path under which the same bytes
-- came (sightings), every file of every run with its fate, failed files with
-- their bytes, and document properties as facts that plain SQL can count.

-- +goose Up
CREATE TABLE sightings (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  path      TEXT NOT NULL,
  location  TEXT NOT NULL DEFAULT '', -- absolute, on the machine that imported it; empty: not known
  run_id    INTEGER NOT NULL, -- run that saw it first; 0 when no run is known
  seen_at   TEXT NOT NULL,    -- UTC, RFC 3339: when it was first seen
  gone      INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)) -- 1: the path has other bytes now
);
CREATE UNIQUE INDEX sightings_current ON sightings (path) WHERE gone = 0;
CREATE INDEX sightings_source ON sightings (source_id);
CREATE INDEX sightings_location ON sightings (location) WHERE gone = 0 AND location <> '';

INSERT INTO sightings (source_id, path, run_id, seen_at, gone)
  SELECT id, path, 0, imported_at, superseded FROM sources ORDER BY id;

-- Facts of the file that a document came in, under the keys of property.go.
CREATE TABLE properties (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,
  PRIMARY KEY (document_id, key)
) WITHOUT ROWID;
CREATE INDEX properties_value ON properties (key, value);

INSERT INTO properties (document_id, key, value)
  SELECT d.id, p.key, p.value FROM documents d JOIN sources s ON s.id = d.source_id, json_each(s.properties) p
  WHERE p.type = 'text' AND p.value <> '';

ALTER TABLE runs ADD COLUMN inputs TEXT NOT NULL DEFAULT '[]'; -- JSON array: what the run was told to read

-- The fates are those of fate.go; a table cannot lose its old CHECK otherwise.
CREATE TABLE run_files_2 (
  run_id    INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path      TEXT NOT NULL,
  fate      TEXT NOT NULL,
  documents INTEGER NOT NULL,
  sha256    TEXT NOT NULL,    -- of the bytes; empty when they were not read
  size      INTEGER NOT NULL, -- bytes
  code      TEXT NOT NULL,    -- of a failure, or of what made us skip it
  reason    TEXT NOT NULL,
  advice    TEXT NOT NULL,
  warnings  TEXT NOT NULL,    -- JSON array of {code, reason, advice}
  same_as   TEXT NOT NULL,    -- JSON array: paths already stored with the same bytes
  kept      INTEGER NOT NULL CHECK (kept IN (0, 1)), -- the bytes of a failed file are kept
  PRIMARY KEY (run_id, path)
) WITHOUT ROWID;
INSERT INTO run_files_2
  SELECT run_id, path, CASE fate WHEN 'imported' THEN 'added' ELSE fate END, documents, '', 0, code, reason, advice,
    CASE WHEN json_type(warnings) = 'array' THEN (SELECT json_group_array(json_object('code', '', 'reason', value, 'advice', '')) FROM json_each(warnings)) ELSE '[]' END,
    '[]', 0
  FROM run_files;
DROP TABLE run_files;
ALTER TABLE run_files_2 RENAME TO run_files;
CREATE INDEX run_files_path ON run_files (path, run_id);

-- Files that failed when last imported.
CREATE TABLE failed_files (
  path   TEXT PRIMARY KEY,
  run_id INTEGER NOT NULL, -- that saw it fail last
  sha256 TEXT REFERENCES blobs (sha256) -- null: bytes not kept (never read, or too large)
) WITHOUT ROWID;
CREATE INDEX failed_files_sha256 ON failed_files (sha256);

INSERT INTO failed_files (path, run_id, sha256)
  SELECT path, run_id, NULL FROM run_files f
  WHERE fate = 'failed' AND NOT EXISTS (SELECT 1 FROM run_files l WHERE l.path = f.path AND l.run_id > f.run_id);

-- +goose Down
DROP TABLE failed_files;
DELETE FROM blobs WHERE sha256 NOT IN (SELECT sha256 FROM sources); -- bytes that only failed files had
CREATE TABLE run_files_1 (
  run_id   INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path     TEXT NOT NULL,
  fate     TEXT NOT NULL CHECK (fate IN ('imported', 'unchanged', 'failed')),
  documents INTEGER NOT NULL,
  code     TEXT NOT NULL,
  reason   TEXT NOT NULL,
  advice   TEXT NOT NULL,
  warnings TEXT NOT NULL,
  PRIMARY KEY (run_id, path)
) WITHOUT ROWID;
INSERT INTO run_files_1
  SELECT run_id, path, CASE WHEN fate IN ('unchanged', 'failed') THEN fate ELSE 'imported' END, documents, code, reason, advice,
    (SELECT json_group_array(json_extract(value, '$.reason')) FROM json_each(warnings))
  FROM run_files WHERE fate <> 'skipped';
DROP TABLE run_files;
ALTER TABLE run_files_1 RENAME TO run_files;
CREATE INDEX run_files_path ON run_files (path, run_id);
ALTER TABLE runs DROP COLUMN inputs;
DROP TABLE properties;
DROP TABLE sightings;
