-- Searches that people keep under a name.

-- +goose Up
CREATE TABLE searches (
  name     TEXT PRIMARY KEY,
  query    TEXT NOT NULL, -- as typed
  saved_at TEXT NOT NULL
);

-- +goose Down
DROP TABLE searches;
