// Package query parses what a reader types into a search box.
package query

// A Node is a parsed query: Text, Field, And, Or or Not.
type Node interface{ node() }
