package report

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// WriteCSV writes the headings, rows and the row 合计 of t as comma-separated
// values (RFC 4180), as UTF-8 with the byte order mark that makes Excel and WPS
// read it so, or in GB18030. Texts that a spreadsheet would run are made
// harmless.
func WriteCSV(w io.Writer, t Table, gb18030 bool) (err error) {
	if gb18030 {
		e := simplifiedchinese.GB18030.NewEncoder().Writer(w)
		if c, ok := e.(io.Closer); ok {
			defer func() { err = errors.Join(err, c.Close()) }()
		}
		w = e
	} else if _, err := io.WriteString(w, "\ufeff"); err != nil {
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
	line := func(print func(column int) string) error {
		for i := range t.Columns {
			if row[i] = print(i); !t.Columns[i].Kind.Numeric() {
				row[i] = Harmless(row[i])
			}
		}
		return c.Write(row)
	}
	for r := range t.Rows {
		if err := line(func(c int) string { return t.Print(r, c) }); err != nil {
			return err
		}
	}
	if t.Total != nil {
		if err := line(t.PrintTotal); err != nil {
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
