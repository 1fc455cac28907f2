package report

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// WriteText prints t for a terminal: title, aligned columns, notes. Wide
// characters take two cells. When the table is wider than maxWidth cells,
// headings of number columns are broken into lines and then the widest text
// columns are cut with an ellipsis; 0 means no limit.
func WriteText(w io.Writer, t Table, maxWidth int) error {
	var b strings.Builder
	b.WriteString(t.Title + "\n\n")
	widths := columnWidths(t, maxWidth)
	line := func(cell func(int) string) {
		var s strings.Builder
		for i, c := range t.Columns {
			if i > 0 {
				s.WriteString(gap)
			}
			s.WriteString(pad(cell(i), widths[i], c.Kind.Numeric()))
		}
		b.WriteString(strings.TrimRight(s.String(), " ") + "\n")
	}
	for _, heading := range headings(t, widths) {
		line(func(i int) string { return heading[i] })
	}
	line(func(i int) string { return strings.Repeat("─", widths[i]) })
	for r := range t.Rows {
		line(func(i int) string { return printable(t.Print(r, i)) })
	}
	if len(t.Rows) == 0 {
		b.WriteString("（没有符合的内容）\n")
	}
	if t.Total != nil {
		line(func(i int) string { return strings.Repeat("─", widths[i]) })
		line(func(i int) string { return printable(t.PrintTotal(i)) })
	}
	if len(t.Notes) > 0 {
		b.WriteString("\n口径：\n")
		for _, n := range t.Notes {
			b.WriteString("  · " + n + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

const (
	gap       = "  " // between columns
	minText   = 8    // the narrowest that a text column is cut to
	minNumber = 4    // the narrowest that a number column's heading is broken to
)

// columnWidths returns the width of each column in cells.
func columnWidths(t Table, maxWidth int) []int {
	widths, least := make([]int, len(t.Columns)), make([]int, len(t.Columns))
	total := len(gap) * max(0, len(widths)-1)
	for i, c := range t.Columns {
		body := 0
		for r := range t.Rows {
			body = max(body, Width(printable(t.Print(r, i))))
		}
		if t.Total != nil {
			body = max(body, Width(printable(t.PrintTotal(i))))
		}
		widths[i] = max(body, Width(c.Name))
		if c.Kind.Numeric() {
			least[i] = min(widths[i], max(body, minNumber))
		} else {
			least[i] = min(widths[i], max(minText, Width(c.Name)))
		}
		total += widths[i]
	}
	for _, numeric := range []bool{true, false} {
		for maxWidth > 0 && total > maxWidth {
			widest := -1
			for i, c := range t.Columns {
				if c.Kind.Numeric() == numeric && widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			widths[widest]--
			total--
		}
	}
	return widths
}

// printable returns s with control characters made visible: a file's name
// must neither break the table nor command the terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// headings returns the lines of the column headings, each broken to its
// column's width; the last line stands on the rule.
func headings(t Table, widths []int) [][]string {
	broken := make([][]string, len(t.Columns))
	high := 1
	for i, c := range t.Columns {
		broken[i] = split(c.Name, widths[i])
		high = max(high, len(broken[i]))
	}
	lines := make([][]string, high)
	for l := range lines {
		lines[l] = make([]string, len(t.Columns))
		for i, parts := range broken {
			if k := l - (high - len(parts)); k >= 0 {
				lines[l][i] = parts[k]
			}
		}
	}
	return lines
}

// split breaks s into pieces of at most n cells, each of at least one character.
func split(s string, n int) (parts []string) {
	from, used := 0, 0
	for i, r := range s {
		w := runeWidth(r)
		if used+w > n && i > from {
			parts = append(parts, s[from:i])
			from, used = i, 0
		}
		used += w
	}
	return append(parts, s[from:])
}

// pad brings s to exactly n cells.
func pad(s string, n int, right bool) string {
	s = cut(s, n)
	blank := strings.Repeat(" ", max(0, n-Width(s)))
	if right {
		return blank + s
	}
	return s + blank
}

// cut shortens s to at most n cells, the last of them an ellipsis.
func cut(s string, n int) string {
	if Width(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > n-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// Width returns how many terminal cells s takes: two for wide and full-width
// characters (Unicode UAX #11), none for combining and control characters,
// one for all others, ambiguous ones included, as terminals have it.
func Width(s string) (n int) {
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
