// Package store keeps sources, documents, facts and matches in SQLite.
//
// A workspace is a folder with one database, wenjian.db. The database is the
// only truth: search index and comparison are projections that catch up by
// Changes and can be rebuilt at any time. Sources are kept byte for byte,
// every fact stands in a table that plain SQL can count (see
// migrations/00001_workspace.sql), and all spans are bytes of the text.
//
// A Store is safe for concurrent use, also by several processes: there is one
// writer at a time, readers never wait for it.
package store
