-- Comparison goes on from an index beside the store (package compare, Index)
-- instead of reading all texts again.

-- +goose Up
-- The name of the state of that index which a comparison led to; empty where
-- it was made without one.
ALTER TABLE comparisons ADD COLUMN mark TEXT NOT NULL DEFAULT '';
CREATE INDEX comparisons_mark ON comparisons (mark);

-- Documents whose matches or leaks were dropped since they were compared, so
-- that they need not be looked for among all. One that is gone may be there.
CREATE TABLE uncompared (document_id INTEGER PRIMARY KEY);
-- +goose StatementBegin
CREATE TRIGGER compared_dropped AFTER DELETE ON compared BEGIN
  INSERT OR IGNORE INTO uncompared (document_id) VALUES (old.document_id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER compared_again AFTER INSERT ON compared BEGIN
  DELETE FROM uncompared WHERE document_id = new.document_id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER compared_again;
DROP TRIGGER compared_dropped;
DROP TABLE uncompared;
DROP INDEX comparisons_mark;
ALTER TABLE comparisons DROP COLUMN mark;
