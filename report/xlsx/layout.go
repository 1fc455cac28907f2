package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"wenjian/report"
)

// Widths of columns, in characters of the body font as spreadsheets count
// them: a Chinese character takes two.
const (
	narrowest = 8
	widest    = 48
	portrait  = 92 // what a portrait page takes at a readable size
	looked    = 500
)

// columnWidths fits columns to headings and contents; long texts are wrapped.
// Of a long table the first rows stand for all.
func columnWidths(t report.Table) []float64 {
	out := make([]float64, len(t.Columns))
	for c, col := range t.Columns {
		n := report.Width(col.Name)
		for r := range min(len(t.Rows), looked) {
			n = max(n, report.Width(t.Print(r, c)))
		}
		if t.Total != nil {
			n = max(n, report.Width(t.PrintTotal(c)))
		}
		out[c] = float64(min(widest, max(narrowest, n+2)))
	}
	return out
}

// sum returns the width of the sheet.
func sum(widths []float64) (n float64) {
	for _, w := range widths {
		n += w
	}
	return n
}

// setUp prepares the sheet for reading and printing: filter, repeated
// headings, A4 fitted to the width, landscape where it is wide, page numbers.
func (s *sheet) setUp() error {
	if n := len(s.t.Rows); n > 0 && len(s.t.Columns) > 0 {
		// The row 合计 stays outside: a filter must not hide it.
		area := cell(1, headRow) + ":" + cell(s.last(), firstRow+n-1)
		if err := s.f.AutoFilter(s.name, area, nil); err != nil {
			return err
		}
	}
	if err := s.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s!$%d:$%d", quoteSheet(s.name), headRow, headRow), Scope: s.name}); err != nil {
		return err
	}
	orientation, a4, one, any, fit, centred := "portrait", 9, 1, 0, true, true
	if sum(s.widths) > portrait {
		orientation = "landscape"
	}
	if err := s.f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &a4, FitToWidth: &one, FitToHeight: &any}); err != nil {
		return err
	}
	if err := s.f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := s.f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Horizontally: &centred}); err != nil {
		return err
	}
	return s.f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
}

// notesText joins what stands under the title.
func notesText(info string, notes []string) string {
	var b strings.Builder
	b.WriteString(info)
	if len(notes) > 0 {
		if info != "" {
			b.WriteString("\n")
		}
		b.WriteString("口径：" + strings.Join(notes, ""))
	}
	return clean(b.String())
}

// notesHeight returns the height in points of the notes, which a merged cell
// does not find by itself.
func (s *sheet) notesHeight(notes string) float64 {
	const line = 15 // points
	width := max(20, sum(s.widths))
	lines := 0.0
	for l := range strings.SplitSeq(notes, "\n") {
		lines += float64(1 + int(float64(report.Width(l))/width))
	}
	return min(400, line*lines+4) // a row takes at most 409 points
}

// sheetName makes a name that spreadsheets take: at most 31 characters as
// they count them (UTF-16 units, so a rare 汉字 is two), none of : \ / ? * [ ], no apostrophe at the ends.
func sheetName(name, title string) string {
	if name == "" {
		name = title
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '－'
		}
		return r
	}, clean(strings.ReplaceAll(name, "\n", " ")))
	units := 0
	for i, r := range name {
		if units += utf16.RuneLen(r); units > 31 {
			name = name[:i]
			break
		}
	}
	if name = strings.Trim(name, "' "); name == "" {
		return "统计表"
	}
	return name
}

func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// clean makes s fit for a cell: characters that XML does not know (1.0, 2.2)
// are shown as replaced, and what is longer than a cell takes ends with an
// ellipsis.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r == '\r':
			return '\n'
		case r < ' ' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError:
			return utf8.RuneError
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) > mostRunes/2 { // a character may count twice there
		r := []rune(s)
		s = string(r[:mostRunes/2-1]) + "…"
	}
	return s
}
