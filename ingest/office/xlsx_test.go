package office

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

const longText = "我支部自活动开展以来，坚持每月集中学习两次，组织党员对照承诺逐项整改，走访群众六十余户，收集意见建议二十三条，能当场解决的当场解决，不能当场解决的列入计划，确保件件有回音。"

// workbook returns the bytes of a workbook of the given sheets.
func workbook(t testing.TB, sheets map[string][][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	names := make([]string, 0, len(sheets))
	for name := range sheets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range sheets[name] {
			at, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := f.SetSheetRow(name, at, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !slices.Contains(names, "Sheet1") {
		if err := f.DeleteSheet("Sheet1"); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXTableOfSubmissions(t *testing.T) {
	data := workbook(t, map[string][][]any{"汇总": {
		{"各支部材料汇总表"},
		{"序号", "报送单位", "标 题", "正文（1000字以内）", "日期"},
		{1, "柳林村党支部", "柳林村党支部总结", longText, "2011年6月20日"},
		{2, "石桥村党支部", "石桥村党支部总结", "石桥村党支部总结\n" + longText + "\n石桥村党支部"},
		{3, "未报送支部"},
		{4, "河湾村党支部", "", longText},
	}})
	p, err := read(context.Background(), "汇总.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	lawfulPage(t, p, nil)
	drafts := p.Parts
	want := []page.Draft{
		{Title: "柳林村党支部总结", Text: "柳林村党支部总结\n" + longText + "\n柳林村党支部\n2011年6月20日\n"},
		{Title: "石桥村党支部总结", Text: "石桥村党支部总结\n" + longText + "\n石桥村党支部\n"},
		{Title: "", Text: longText + "\n河湾村党支部\n"},
	}
	if len(drafts) != len(want) {
		t.Fatalf("%d documents: %+v", len(drafts), drafts)
	}
	for i, d := range drafts {
		if d.Title != want[i].Title || d.Text != want[i].Text {
			t.Errorf("document %d: %q %q\nwant %q %q", i, d.Title, d.Text, want[i].Title, want[i].Text)
		}
	}
	whole := corpus.Original(p.Text, p.Removals)
	for _, cell := range []string{"汇总", "各支部材料汇总表", "报送单位", "序号：3", "未报送支部", "石桥村党支部总结"} {
		if !strings.Contains(whole, cell) {
			t.Errorf("cell %q is lost", cell)
		}
	}
}

func TestXLSXSheets(t *testing.T) {
	data := workbook(t, map[string][][]any{
		"甲": {{"党员统计表"}, {"支部", "人数", "", "比例"}, {"柳林村", 31, "", 0.25}, {}, {"", "合计"}},
		"乙": {{"工作总结"}, {longText + "\r\n" + longText}, {"柳林村党支部"}},
		"空": {},
	})
	p, err := read(context.Background(), "表.xlsx", data)
	if err != nil {
		t.Fatal(err)
	}
	lawfulPage(t, p, nil)
	drafts := p.Parts
	if len(drafts) != 2 {
		t.Fatalf("%d documents: %+v", len(drafts), drafts)
	}
	if want := "工作总结\n" + longText + "\n" + longText + "\n柳林村党支部\n"; drafts[0].Text != want {
		t.Errorf("got %q, want %q", drafts[0].Text, want)
	}
	if want := "党员统计表\n支部\t人数\t\t比例\n柳林村\t31\t\t0.25\n\t合计\n"; drafts[1].Text != want {
		t.Errorf("got %q, want %q", drafts[1].Text, want)
	}
}

func TestXLSXNumbers(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	date := time.Date(2011, 6, 28, 0, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		v      any
		id     int
		custom string
	}{{date, 14, ""}, {date, 31, ""}, {date, 0, `[$-804]yyyy"年"m"月"d"日";@`}, {0.1 + 0.2, 0, ""}, {110101199003071.0 * 100, 0, ""}, {0.855, 10, ""}, {5, 0, `0"人"`}} {
		at, _ := excelize.CoordinatesToCellName(i+1, 1)
		style := &excelize.Style{NumFmt: c.id}
		if c.custom != "" {
			style.CustomNumFmt = &c.custom
		}
		id, err := f.NewStyle(style)
		if err != nil {
			t.Fatal(err)
		}
		_ = f.SetCellValue("Sheet1", at, c.v)
		_ = f.SetCellStyle("Sheet1", at, at, id)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(context.Background(), "a.xlsx", b.Bytes())
	if want := "2011/6/28\t2011年6月28日\t2011年6月28日\t0.3\t11010119900307100\t85.50%\t5人\n"; err != nil || p.Text != want {
		t.Errorf("got %q, %v, want %q", p.Text, err, want)
	}
}

func TestColumn(t *testing.T) {
	for header, want := range map[string]int{
		"序号,标题,正文": 2, "单位,工作内容,正文": 2, "正 文（必填）": 0, "内容:": 0, "姓名,职务": -1, "": -1, "Content": 0, "正文正文正文正文正文正文正文": -1,
	} {
		if got := column(strings.Split(header, ","), columnNames.text); got != want {
			t.Errorf("%s: got %d, want %d", header, got, want)
		}
	}
}

// repack returns a workbook with one part replaced.
func repack(t testing.TB, data []byte, part, text string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	for _, f := range r.File {
		if f.Name != part {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	out, err := w.Create(part)
	if err == nil {
		_, err = out.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestXLSXBombs(t *testing.T) {
	data := workbook(t, map[string][][]any{"Sheet1": {{"甲"}}})
	sheet := func(rows string) string {
		return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
	}
	for name, c := range map[string]struct{ part, text string }{
		"far cells":      {"xl/worksheets/sheet1.xml", sheet(strings.Repeat(`<row><c r="XFD1" t="str"><v>1</v></c></row>`, 5000))},
		"many strings":   {"xl/sharedStrings.xml", "<sst>" + strings.Repeat("<si/>", maxWorkbookTags) + "</sst>"},
		"unpacked size":  {"xl/worksheets/sheet1.xml", strings.Repeat(" ", maxWorkbook+1)},
		"many attribute": {"xl/styles.xml", "<styleSheet " + strings.Repeat(`a="" `, maxWorkbookTags) + "/>"},
	} {
		bomb := repack(t, data, c.part, c.text)
		start := time.Now()
		_, err := read(context.Background(), "a.xlsx", bomb)
		t.Logf("%s: %v", name, time.Since(start).Round(time.Millisecond))
		var f *page.Failure
		if !errors.As(err, &f) || f.Code != page.CodeBomb {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestXLSXStopsWithContext(t *testing.T) {
	var rows [][]any
	for range 200 {
		rows = append(rows, []any{"甲", "乙"})
	}
	data := workbook(t, map[string][][]any{"Sheet1": rows})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadXLSX(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzXLSX(f *testing.F) {
	if data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "submissions.xlsx")); err == nil {
		f.Add(data)
	}
	eachSeed(f, func(data []byte) { f.Add(data) }, ".xlsx", ".xlsm")
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, func() (page.Page, error) { return ReadXLSX(context.Background(), data) })
	})
}

// FuzzSheet fuzzes the markup inside the container.
func FuzzSheet(f *testing.F) {
	base := workbook(f, map[string][][]any{"Sheet1": {{"标题", "正文"}, {"总结", longText}}})
	parts := []string{"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
	f.Add(byte(0), `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="3"><v>40000</v></c></row></sheetData></worksheet>`)
	f.Add(byte(1), `<sst><si><t>甲</t></si><si><r><t>乙</t></r></si></sst>`)
	f.Add(byte(2), `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[DBNum1]yyyy&quot;年&quot;"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Add(byte(3), `<workbook><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	f.Fuzz(func(t *testing.T, part byte, text string) {
		data := repack(t, base, parts[int(part)%len(parts)], text)
		checkRead(t, func() (page.Page, error) { return ReadXLSX(context.Background(), data) })
	})
}

func BenchmarkXLSX(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", "submissions.xlsx"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := read(context.Background(), "a.xlsx", data); err != nil {
			b.Fatal(err)
		}
	}
}
