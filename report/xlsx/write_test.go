package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"wenjian/report"
)

func sample() report.Table {
	t := report.Table{
		Title: "第 3 次导入：情况/表", Notes: []string{"共 4 个文件。", "失败的文件已留存。"},
		Columns: []report.Column{{Name: "文件", Kind: report.Text}, {Name: "份数", Kind: report.Count}, {Name: "占比", Kind: report.Share}, {Name: "平均", Kind: report.Number}, {Name: "说明", Kind: report.Text}},
	}
	for i, name := range []string{"=HYPERLINK(\"http://x\",\"点\")", "+1", "-2\n换行", "@SUM(A1)", "\tx", "正常.txt", "http://www.example.com/a", "坏\x01字\xff", "00123456789012345678"} {
		t.Rows = append(t.Rows, []report.Cell{{Value: name}, {Value: i}, {Value: float64(i) / 10}, {Value: float64(i) + 0.5}, {}})
	}
	t.Total = []report.Cell{{Value: "合计"}, {Value: 36}, {}, {Value: 99.5}, {}}
	return t
}

func written(t *testing.T, table report.Table, opt Options) (*excelize.File, []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, table, opt); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("XLSX_OUT"); dir != "" { // to look at in a spreadsheet program
		if err := os.WriteFile(dir+"/"+strings.ReplaceAll(t.Name(), "/", "-")+".xlsx", b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, b.Bytes()
}

func value(t *testing.T, f *excelize.File, at string) string {
	t.Helper()
	v, err := f.GetCellValue(f.GetSheetName(0), at)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestWrite(t *testing.T) {
	f, _ := written(t, sample(), Options{Info: "导出时间：2026-01-02"})
	name := f.GetSheetName(0)
	if name != "第 3 次导入：情况－表" {
		t.Errorf("sheet %q", name)
	}
	for at, want := range map[string]string{
		"A1": "第 3 次导入：情况/表", "A2": "导出时间：2026-01-02\n口径：共 4 个文件。失败的文件已留存。", "A3": "文件", "E3": "说明",
		"A4": "=HYPERLINK(\"http://x\",\"点\")", "A5": "+1", "A6": "-2\n换行", "A7": "@SUM(A1)", "A8": "\tx", "A9": "正常.txt", "A11": "坏\uFFFD字\uFFFD", "A12": "00123456789012345678",
		"B5": "1", "C5": "10.00%", "D5": "1.50", "E5": "—", "A13": "合计", "B13": "36", "C13": "",
	} {
		if got := value(t, f, at); got != want {
			t.Errorf("%s holds %q, want %q", at, got, want)
		}
	}
	for row := 1; row <= 13; row++ {
		for _, col := range "ABCDE" {
			at := fmt.Sprintf("%c%d", col, row)
			formula, err := f.GetCellFormula(name, at)
			if want := map[string]string{"B13": "SUBTOTAL(109,B4:B12)"}[at]; err != nil || formula != want {
				t.Errorf("%s has formula %q, %v", at, formula, err)
			}
			if linked, _, err := f.GetCellHyperLink(name, at); linked || err != nil {
				t.Errorf("%s is a link, %v", at, err)
			}
		}
	}
	for at, want := range map[string]bool{"A4": true, "A5": true, "A8": true, "A9": false, "B4": false} {
		id, err := f.GetCellStyle(name, at)
		if err != nil {
			t.Fatal(err)
		}
		if q := f.Styles.CellXfs.Xf[id].QuotePrefix; (q != nil && *q) != want {
			t.Errorf("%s is marked as text: %v, want %v", at, q != nil && *q, want)
		}
	}
	if kind, err := f.GetCellType(name, "B5"); err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("B5 is of type %d, %v", kind, err)
	}
}

// TestPrintSetUp: headings stay in view and are printed on each page, the
// filter leaves out 合计, the page is A4.
func TestPrintSetUp(t *testing.T) {
	wide := sample()
	wide.Rows[5][4].Value = strings.Repeat("很长的说明", 30)
	for name, c := range map[string]struct {
		table       report.Table
		orientation string
	}{"narrow": {sample(), "portrait"}, "wide": {wide, "landscape"}} {
		f, _ := written(t, c.table, Options{Sheet: name})
		layout, err := f.GetPageLayout(name)
		if err != nil || *layout.Size != 9 || *layout.Orientation != c.orientation && name == "wide" || *layout.FitToWidth != 1 {
			t.Errorf("%s: layout %+v, %v", name, layout, err)
		}
		panes, err := f.GetPanes(name)
		if err != nil || !panes.Freeze || panes.YSplit != 3 || panes.XSplit != 1 {
			t.Errorf("%s: panes %+v, %v", name, panes, err)
		}
		names := map[string]string{}
		for _, d := range f.GetDefinedName() {
			names[d.Name] = d.RefersTo
		}
		if names["_xlnm.Print_Titles"] != "'"+name+"'!$3:$3" || !strings.HasSuffix(names["_xlnm._FilterDatabase"], "!$A$3:$E$12") {
			t.Errorf("%s: names %v", name, names)
		}
		footer, err := f.GetHeaderFooter(name)
		if err != nil || !strings.Contains(footer.OddFooter, "&P") {
			t.Errorf("%s: footer %+v, %v", name, footer, err)
		}
		merged, err := f.GetMergeCells(name)
		if err != nil || len(merged) != 2 || merged[0].GetEndAxis() != "E1" {
			t.Errorf("%s: merged %v, %v", name, merged, err)
		}
	}
}

func TestSameTableSameBytes(t *testing.T) {
	_, first := written(t, sample(), Options{})
	for range 5 {
		if _, again := written(t, sample(), Options{}); !bytes.Equal(first, again) {
			t.Fatal("the same table gave other bytes")
		}
	}
}

func TestOddTables(t *testing.T) {
	for name, table := range map[string]report.Table{
		"empty":      {Title: "空表", Columns: []report.Column{{Name: "甲", Kind: report.Text}}},
		"nothing":    {},
		"one column": {Title: "一列", Columns: []report.Column{{Name: "甲", Kind: report.Text}}, Rows: [][]report.Cell{{{Value: "一"}}}},
		"long title": {Title: strings.Repeat("长", 300), Columns: []report.Column{{Name: "甲", Kind: report.Count}}, Rows: [][]report.Cell{{{Value: math.MaxInt}}}},
		"long rare":  {Title: strings.Repeat("𠮷", 30)},
		"long cell":  {Title: "'引号'", Columns: []report.Column{{Name: "甲", Kind: report.Text}}, Rows: [][]report.Cell{{{Value: strings.Repeat("长", 40000)}}}},
	} {
		t.Run(name, func(t *testing.T) {
			f, _ := written(t, table, Options{})
			if n := len(utf16.Encode([]rune(f.GetSheetName(0)))); n == 0 || n > 31 {
				t.Errorf("sheet %q", f.GetSheetName(0))
			}
		})
	}
	if err := Write(&bytes.Buffer{}, report.Table{Rows: make([][]report.Cell, 1<<20)}, Options{}); !errors.Is(err, ErrTooLong) {
		t.Errorf("a table too long for a sheet: %v", err)
	}
}

// FuzzWrite: no text makes a formula, a broken workbook or a panic.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "=1", "+", "\x00", "]]>", "&amp;", "_x0001_", "𠮷\u202e", "\xff", strings.Repeat("𠮷", 30)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		table := report.Table{Title: s, Columns: []report.Column{{Name: s, Kind: report.Text}}, Rows: [][]report.Cell{{{Value: s}}}, Notes: []string{s}}
		var b bytes.Buffer
		if err := Write(&b, table, Options{Info: s}); err != nil {
			t.Fatal(err)
		}
		x, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer x.Close()
		if formula, err := x.GetCellFormula(x.GetSheetName(0), "A4"); formula != "" || err != nil {
			t.Errorf("%q became the formula %q, %v", s, formula, err)
		}
		if got, err := x.GetCellValue(x.GetSheetName(0), "A4"); err != nil || got != clean(s) && !strings.Contains(s, "_x") {
			t.Errorf("%q reads %q, %v", s, got, err)
		}
	})
}
