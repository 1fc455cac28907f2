package report

import (
	"encoding/csv"
	"io"
	"strings"
)

// WriteCSV writes the headings, rows and the row 合计 of t as comma-separated
// values (RFC 4180) with the byte order mark that makes Excel and WPS read
// them as UTF-8. Texts that a spreadsheet would run are made harmless.
func WriteCSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.UseCRLF = true
	row := make([]string, len(t.Columns))
	for i, col := range t.Columns {
		row[i] = col.Name
	}
	if err := c.Write(row); err != nil {
		return err
	}
	for r := range t.Rows {
		for i := range t.Columns {
			if row[i] = t.Print(r, i); !t.Columns[i].Kind.Numeric() {
				row[i] = Harmless(row[i])
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	if t.Total != nil {
		for i := range t.Columns {
			if row[i] = t.PrintTotal(i); !t.Columns[i].Kind.Numeric() {
				row[i] = Harmless(row[i])
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// Harmless keeps a spreadsheet from running a foreign text as a formula: one
// that begins as formulas do gets an apostrophe before it, which spreadsheets
// take to mean text (OWASP, CSV Injection).
func Harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
