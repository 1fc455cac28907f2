-- A workspace of schema 1: 甲.docx came twice, the second time with other bytes.
INSERT INTO blobs (sha256, size, encoding, data) VALUES
  ('5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', 1, 'raw', X'30'),
  ('6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 1, 'raw', X'31');
INSERT INTO sources (id, path, sha256, format, charset, properties, stamp, imported_at, superseded) VALUES
  (1, '甲.docx', '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', 'docx', '', '{"author":"李明"}', 'v1', '2026-01-01T00:00:00Z', 1),
  (2, '甲.docx', '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 'docx', '', '{"author":"王芳","company":""}', 'v1', '2026-02-01T00:00:00Z', 0),
  (3, '空.txt', '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 'txt', '', 'null', 'v1', '2026-02-01T00:00:00Z', 0);
INSERT INTO documents VALUES
  (2, 2, 1, 1, '', 0, 0, '', 0, '', 0, 0, '', 0, '', '', '', 0, 0, '', 0, '', 0, 0, '', 0, '', 0, 0, '', 0, '', 0, 0, '', 0);
INSERT INTO texts (document_id, sha256, body, removals, words) VALUES
  (2, '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', '1', '[]', X'010000');
INSERT INTO changes VALUES (1, 3, 1), (2, 4, 0);
INSERT INTO runs VALUES (1, 'v1', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'), (2, 'v1', '2026-02-01T00:00:00Z', '');
INSERT INTO run_files VALUES
  (1, '甲.docx', 'imported', 1, '', '', '', '["末尾不完整（truncated-utf8）。请补报。"]'),
  (1, '坏.doc', 'failed', 0, 'binary', '不是文字', '另存', 'null'),
  (1, '好.doc', 'failed', 0, 'binary', '不是文字', '另存', 'null'),
  (2, '甲.docx', 'imported', 1, '', '', '', 'null'),
  (2, '好.doc', 'unchanged', 0, '', '', '', 'null');
