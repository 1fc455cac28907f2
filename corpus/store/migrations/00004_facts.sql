-- What understanding tells since it looks closer: where an activity took
-- place, who carried it out and how many took part, which mentions tell one
-- event; a unit's level; documents that are cited; contradictions.
-- What an older program stored keeps the empty value, which says "not told".

-- +goose Up
ALTER TABLE documents ADD COLUMN unit_level TEXT NOT NULL DEFAULT '';

ALTER TABLE activities ADD COLUMN place TEXT NOT NULL DEFAULT '';           -- as printed
ALTER TABLE activities ADD COLUMN actor TEXT NOT NULL DEFAULT '';           -- own, part, superior, other
ALTER TABLE activities ADD COLUMN participants INTEGER NOT NULL DEFAULT 0;  -- 0: not told
ALTER TABLE activities ADD COLUMN event INTEGER NOT NULL DEFAULT 0;         -- mentions of a document with one number tell one event; 0: an event of its own

CREATE TABLE citations (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,
  title       TEXT NOT NULL, -- without 《》; empty when only the number stands
  number      TEXT NOT NULL, -- 发文字号 as printed, or empty
  issuer      TEXT NOT NULL, -- or empty
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;

CREATE TABLE exceptions (
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ord         INTEGER NOT NULL,
  kind        TEXT NOT NULL,
  says        TEXT NOT NULL, -- the contradiction, for the reviewer
  start       INTEGER NOT NULL, stop INTEGER NOT NULL, -- of the claim
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;
CREATE INDEX exceptions_kind ON exceptions (kind);

-- What contradicts the claim of an exception, in text order.
CREATE TABLE exception_others (
  document_id INTEGER NOT NULL,
  exception   INTEGER NOT NULL, -- ord of the exception
  ord         INTEGER NOT NULL,
  start       INTEGER NOT NULL, stop INTEGER NOT NULL,
  PRIMARY KEY (document_id, exception, ord),
  FOREIGN KEY (document_id, exception) REFERENCES exceptions (document_id, ord) ON DELETE CASCADE
) WITHOUT ROWID;

-- +goose Down
DROP TABLE exception_others;
DROP TABLE exceptions;
DROP TABLE citations;
ALTER TABLE activities DROP COLUMN event;
ALTER TABLE activities DROP COLUMN participants;
ALTER TABLE activities DROP COLUMN actor;
ALTER TABLE activities DROP COLUMN place;
ALTER TABLE documents DROP COLUMN unit_level;
