package main

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"wenjian/corpus"
	"wenjian/register"
)

// TestCSVSheets reads what Excel and WPS write under the name of csv.
func TestCSVSheets(t *testing.T) {
	text := "单位名称,上级单位,简称、别名\r\n柏川县教育局,中共柏川县委,\"县教体局、\n教育局\"\r\n柏川县卫生局,中共柏川县委,\r\n"
	tabs := "单位名称\t上级单位\t简称\r\n柏川县教育局\t中共柏川县委\t县教体局、教育局\r\n\r\n柏川县卫生局\t中共柏川县委\t\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(tabs)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"utf-8": text, "with mark": "\ufeff" + text, "gb18030": gb, "utf-16 with tabs": wide} {
		sheets, err := csvSheets("名册.csv", []byte(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r := register.Read(sheets, corpus.Taxonomy{})
		if len(r.Problems) > 0 || len(r.Lines) != 2 || r.Lines[0].Name != "柏川县教育局" || len(r.Lines[0].Aliases) != 2 || r.Lines[1].Row != 4 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// FuzzCSVSheets: whatever a csv file holds, its rows can be read as a register
// or it is refused in words.
func FuzzCSVSheets(f *testing.F) {
	f.Add([]byte("单位名称,上级单位\n甲局,\"县委\n"))
	f.Add([]byte("\xff\xfe\x55\x53"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := csvSheets("名册.csv", data)
		if err != nil {
			return
		}
		for _, l := range register.Read(sheets, corpus.Taxonomy{}).Lines {
			if !utf8.ValidString(l.Name) || l.Name == "" {
				t.Fatalf("name %q", l.Name)
			}
		}
	})
}
