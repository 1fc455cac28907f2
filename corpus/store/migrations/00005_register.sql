-- The register of units (单位名册) and what it says of the documents. What a
-- document prints (documents.unit) stays; the links stand beside it and can be
-- made anew at any time from the register, the documents and the choices.

-- +goose Up
CREATE TABLE register (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  ord      INTEGER NOT NULL, -- place in the register, from 0
  name     TEXT NOT NULL,
  superior TEXT NOT NULL,    -- as the register prints it, or empty
  kind     TEXT NOT NULL,    -- or empty
  level    TEXT NOT NULL,    -- or empty
  due      TEXT NOT NULL,    -- 应报送 as printed, or empty
  contact  TEXT NOT NULL,
  phone    TEXT NOT NULL,
  others   TEXT NOT NULL     -- JSON array of {Name, Value}: columns without meaning to the program
);

-- All names of a unit: its name has ord 0, the others follow.
CREATE TABLE register_names (
  unit_id  INTEGER NOT NULL REFERENCES register (id) ON DELETE CASCADE,
  ord      INTEGER NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('name', 'alias', 'former')),
  name     TEXT NOT NULL,
  unit_key TEXT NOT NULL, -- folded as documents.unit_key is
  PRIMARY KEY (unit_id, ord)
) WITHOUT ROWID;
CREATE INDEX register_names_key ON register_names (unit_key);

-- Which unit of the register wrote a document; one without row was not looked at.
CREATE TABLE register_links (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  unit_id     INTEGER REFERENCES register (id) ON DELETE SET NULL, -- null: none, rule says why
  owner_id    INTEGER REFERENCES register (id) ON DELETE SET NULL, -- whose texts count as one's own: the unit, or the organisation whose Party body it is
  rule        TEXT NOT NULL, confidence REAL NOT NULL,
  candidates  TEXT NOT NULL -- JSON array of IDs: who it could be
);
CREATE INDEX register_links_unit ON register_links (unit_id);

-- What people said of a document's unit; it outranks every rule.
CREATE TABLE register_choices (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  unit_id     INTEGER REFERENCES register (id) ON DELETE CASCADE, -- null: of no unit of the register
  chosen_at   TEXT NOT NULL -- UTC, RFC 3339
);

-- What the links were made from: one row, none before they were first made.
CREATE TABLE register_state (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  stamp TEXT NOT NULL,   -- of the register and the rules
  home  TEXT NOT NULL,   -- the county whose offices leave its name out, or empty
  seq   INTEGER NOT NULL -- changes up to here were looked at
);

-- The documents as reports count them: by the unit of the register where one
-- is known, else by the name that the text prints.
CREATE VIEW counted AS
  SELECT d.id, d.source_id, d.ordinal, d.characters, d.title, d.kind, d.date, d.campaign,
    coalesce(r.name, d.unit) AS unit,
    CASE WHEN r.id IS NULL THEN d.unit_key ELSE '@' || r.id END AS unit_key,
    CASE WHEN r.kind <> '' THEN r.kind ELSE d.unit_kind END AS unit_kind
  FROM documents d LEFT JOIN register_links l ON l.document_id = d.id LEFT JOIN register r ON r.id = l.unit_id;

-- +goose Down
DROP VIEW counted;
DROP TABLE register_state;
DROP TABLE register_choices;
DROP TABLE register_links;
DROP TABLE register_names;
DROP TABLE register;
