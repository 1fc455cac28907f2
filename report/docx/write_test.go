package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"wenjian/ingest/office"
	"wenjian/report"
)

func sample() report.Table {
	return report.Table{
		Title:   "单位情况",
		Columns: []report.Column{{Name: "单位", Kind: report.Text}, {Name: "材料数", Kind: report.Count}, {Name: "占比", Kind: report.Share}},
		Rows:    [][]report.Cell{{{Value: "桃溪村党支部"}, {Value: 3}, {Value: 0.25}}, {{Value: "=1+1 <b>&\x00\n第二行"}, {Value: 12}, {}}},
		Total:   []report.Cell{{Value: "合计"}, {Value: 15}, {}},
		Notes:   []string{"按单位计。", "隐去的不计。"},
	}
}

func written(t *testing.T, table report.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, table, Options{Info: "文鉴　2010-07-01"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wellFormed reads every XML part of a package and returns the parts by name.
func wellFormed(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(raw)
		if strings.HasSuffix(f.Name, ".xlsx") {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(raw)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return parts
}

// What is written is what our own reader of Word files reads.
func TestWrite(t *testing.T) {
	data := written(t, sample())
	parts := wellFormed(t, data)
	if !strings.Contains(parts["word/charts/chart1.xml"], "<c:v>12</c:v>") || parts["word/embeddings/chart1.xlsx"] == "" {
		t.Error("the chart has no data of its own")
	}
	for _, font := range []string{"方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"} {
		if !strings.Contains(parts["word/styles.xml"], font) {
			t.Error("no style in", font)
		}
	}
	page, err := office.ReadDocx(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"单位情况", "桃溪村党支部", "25.0%", "=1+1 <b>&", "合计", "口径：按单位计。", "隐去的不计。"} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("%q is missing in %q", want, page.Text)
		}
	}
	if !bytes.Equal(data, written(t, sample())) {
		t.Error("the same table gave other bytes")
	}
}

func TestOddTables(t *testing.T) {
	long := sample()
	for range mostRows {
		long.Rows = append(long.Rows, long.Rows[0])
	}
	wide := report.Table{Title: "宽表"}
	for range 80 {
		wide.Columns = append(wide.Columns, report.Column{Name: "列", Kind: report.Count})
	}
	for name, table := range map[string]report.Table{"nothing": {}, "no rows": {Title: "空表", Columns: sample().Columns}, "long": long, "wide": wide} {
		parts := wellFormed(t, written(t, table))
		if name == "wide" && !strings.Contains(parts["word/document.xml"], `w:orient="landscape"`) {
			t.Error("a wide table stands upright")
		}
		if name == "long" && !strings.Contains(parts["word/document.xml"], "只列出前 5000 行，共 5002 行") {
			t.Error("rows are left out without a word")
		}
	}
}

// FuzzWrite: no text breaks the package.
func FuzzWrite(f *testing.F) {
	for _, s := range []string{"", "]]>", "&amp;", "\x00\x0b", "\xff", "𠮷\u202e", "a\n\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		wellFormed(t, written(t, report.Table{Title: s, Columns: []report.Column{{Name: s, Kind: report.Text}, {Name: s + "数", Kind: report.Count}}, Rows: [][]report.Cell{{{Value: s}, {Value: 1}}, {{Value: s}, {Value: 2}}}, Notes: []string{s}}))
	})
}
