-- A workspace of schema 3: one document with two mentions of an activity.
INSERT INTO blobs (sha256, size, encoding, data) VALUES
  ('5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', 1, 'raw', X'30');
INSERT INTO sources (id, path, sha256, format, charset, properties, stamp, imported_at, superseded) VALUES
  (1, '村.txt', '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9', 'txt', '', 'null', 'v1', '2026-03-01T00:00:00Z', 0);
INSERT INTO sightings (source_id, path, run_id, seen_at) VALUES (1, '村.txt', 1, '2026-03-01T00:00:00Z');
INSERT INTO documents VALUES
  (1, 1, 1, 7, '', 0, 0, '', 0, '', 0, 0, '', 0, '村', '村', '村', 0, 0, 'signoff', 0.9, '', 0, 0, '', 0, '', 0, 0, '', 0, '', 0, 0, '', 0);
INSERT INTO texts (document_id, sha256, body, removals, words) VALUES
  (1, '', '讲党课，讲党课', '[]', X'010000');
INSERT INTO activities (document_id, ord, kind, status, occurred, start, stop, rule, confidence) VALUES
  (1, 0, '讲党课', 'held', '2010-06', 0, 9, 'activities/讲党课/1', 0.9),
  (1, 1, '讲党课', 'planned', '', 12, 21, 'activities/讲党课/1', 0.9);
INSERT INTO changes VALUES (1, 1, 0);
INSERT INTO runs (id, stamp, started_at, finished_at) VALUES (1, 'v1', '2026-03-01T00:00:00Z', '2026-03-01T00:00:01Z');
INSERT INTO run_files (run_id, path, fate, documents, sha256, size, code, reason, advice, warnings, same_as, kept) VALUES
  (1, '村.txt', 'added', 1, '', 1, '', '', '', '[]', '[]', 0);
