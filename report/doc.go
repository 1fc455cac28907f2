// Package report counts things; every report yields a Table.
package report
