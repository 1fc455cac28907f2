// Package store keeps sources, documents, facts and matches in SQLite.
package store
