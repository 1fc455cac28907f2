package xlsx

import (
	"github.com/xuri/excelize/v2"
)

// styles are the cell styles of a sheet. Fonts are named, never embedded;
// where one is missing the program takes its own.
type styles struct {
	title, notes, head   int
	text, quoted, dash   int
	count, number, share int
	total, totalShare    int
}

// The formats of numbers (ECMA-376 part 1, 18.8.30).
const (
	formatInteger = 1  // 0
	formatFloat   = 4  // #,##0.00
	formatPercent = 10 // 0.00%
)

const (
	bodyFont  = "仿宋"
	headFont  = "黑体"
	titleFont = "方正小标宋简体"
	bodySize  = 11
)

func newStyles(f *excelize.File) (s styles, err error) {
	border := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	fill := func(colour string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
	}
	body := func(across string, format int) *excelize.Style {
		return &excelize.Style{
			Font: &excelize.Font{Family: bodyFont, Size: bodySize}, Border: border, NumFmt: format,
			Alignment: &excelize.Alignment{Horizontal: across, Vertical: "center", WrapText: true},
		}
	}
	bold := func(family string, size float64, across string, colour string, format int) *excelize.Style {
		x := body(across, format)
		x.Font = &excelize.Font{Family: family, Size: size}
		if x.Border = border; colour != "" {
			x.Fill = fill(colour)
		} else {
			x.Border = nil
		}
		return x
	}
	for _, x := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&s.title, bold(titleFont, 18, "center", "", 0)},
		{&s.notes, bold(bodyFont, 10, "left", "", 0)},
		{&s.head, bold(headFont, bodySize, "center", "F0E9E4", 0)},
		{&s.text, body("left", 0)},
		{&s.dash, body("center", 0)},
		{&s.count, body("right", formatInteger)},
		{&s.number, body("right", formatFloat)},
		{&s.share, body("right", formatPercent)},
		{&s.total, bold(headFont, bodySize, "right", "FAF3E3", formatInteger)},
		{&s.totalShare, bold(headFont, bodySize, "right", "FAF3E3", formatPercent)},
		{&s.quoted, body("general", 0)}, // made text below: it must be a style of its own
	} {
		if *x.id, err = f.NewStyle(x.style); err != nil {
			return s, err
		}
	}
	quote := true
	f.Styles.CellXfs.Xf[s.quoted].QuotePrefix = &quote
	return s, nil
}
