// Package report counts things, from the store's tables; every report yields
// a Table. To add one, write a file with its Build function and one line in
// Reports: command line, page and exports follow by themselves.
package report
