// Package xlsx writes a report.Table as the workbook a Chinese office expects:
// merged title, 口径, heading, rows, 合计; headings stay in view and are
// repeated on every printed page, columns can be filtered, and the sheet
// prints on A4. Numbers are numbers; a text is never run as a formula.
package xlsx
