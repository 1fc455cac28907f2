package pdf

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/golden"
)

// TestGolden prints each sample of testdata as a page for people and compares
// it with the file beside it. UPDATE=1 rewrites those files.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.pdf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	r := shared()
	for _, name := range files {
		p, fail := read(t, r, name)
		golden.Check(t, name+".golden", printed(p, fail))
	}
}

// printed shows a page as one readable text.
func printed(p page.Page, fail *page.Failure) string {
	if fail != nil {
		return fmt.Sprintf("failure: %v\n", fail)
	}
	var b strings.Builder
	keys := make([]string, 0, len(p.Properties))
	for k := range p.Properties {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "property %s: %s\n", k, p.Properties[k])
	}
	for i := range p.Warnings {
		fmt.Fprintf(&b, "warning %v\n", &p.Warnings[i])
	}
	fmt.Fprintf(&b, "\n%s\n", p.Text)
	for _, r := range p.Removals {
		fmt.Fprintf(&b, "--- %s at %d: %q → %q\n", r.Why, r.At.Start, r.Text, r.At.Of(p.Text))
	}
	return b.String()
}

const (
	learning = "我镇各支部组织党员集中学习十二次，讲党课四次，参学率达到百分之九十六，并为年老体弱的党员送学上门，做到了学习不漏一人，效果很好，群众满意。"
	service  = "党员干部带头走访困难群众，为群众代办事项二百零八件，化解矛盾纠纷四十七起。"
)

// TestLayout draws what official documents show and reads it.
func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name  string
		draw  func() []byte
		want  string
		cuts  string // reasons of the removals, in order
		warns string // codes of the warnings
	}{
		{name: "indented paragraphs", draw: func() []byte {
			d := &drawing{}
			y := d.paragraph(16, 90, 700, 26, learning)
			d.paragraph(16, 90, y, 26, service+service)
			return pdfFile("", d)
		}, want: learning + "\n" + service + service + "\n"},
		{name: "a paragraph runs over the page", draw: func() []byte {
			a, b := &drawing{}, &drawing{}
			rs := []rune(learning)
			a.paragraph(16, 90, 700, 26, service)
			a.paragraph(16, 90, 118, 26, string(rs[:50]))
			a.text(song, 14, 270, 50, "—1—")
			b.text(song, 16, 90, 750, string(rs[50:]))
			b.text(song, 14, 270, 50, "—2—")
			return pdfFile("", a, b)
		}, want: service + "\n" + learning + "\n", cuts: "page-number page-number"},
		{name: "headers and footers", draw: func() []byte {
			var ds []*drawing
			for i := range 3 {
				d := &drawing{}
				d.text(song, 9, 200, 790, "青竹镇创先争优活动材料")
				d.line(90, 786, 505, 786)
				d.paragraph(16, 90, 700, 26, service)
				d.text(song, 9, 240, 50, fmt.Sprintf("第%d页 共3页", i+1))
				ds = append(ds, d)
			}
			return pdfFile("", ds...)
		}, want: strings.Repeat(service+"\n", 3), cuts: "header page-number header page-number header page-number"},
		{name: "title and sign-off", draw: func() []byte {
			d := &drawing{}
			d.text(song, 22, 143, 740, "青竹镇创先争优活动总结")
			d.paragraph(16, 90, 690, 26, service)
			d.text(song, 16, 346, 600, "中共青竹镇委员会")
			d.text(song, 16, 362, 572, "二〇一一年七月")
			return pdfFile("", d)
		}, want: "青竹镇创先争优活动总结\n" + service + "\n中共青竹镇委员会\n二〇一一年七月\n"},
		{name: "drawn twice to look bold", draw: func() []byte {
			d := &drawing{}
			d.text(song, 16, 90, 700, "加粗的标题")
			d.text(song, 16, 90.4, 700, "加粗的标题")
			return pdfFile("", d)
		}, want: "加粗的标题\n"},
		{name: "a word set wide", draw: func() []byte {
			d := &drawing{}
			for i, r := range "青竹镇委员会文件" {
				d.text(song, 30, 80+float64(i/3)*52, 700, string(r))
			}
			return pdfFile("", d)
		}, want: "青竹镇委员会文件\n"},
		{name: "vertical text", draw: func() []byte {
			d := &drawing{}
			d.text(vertSong, 16, 500, 700, "第一列从右边读起，")
			d.text(vertSong, 16, 470, 700, "第二列在它左边。")
			return pdfFile("", d)
		}, want: "第一列从右边读起，第二列在它左边。\n"},
		{name: "a page turned by 90 degrees", draw: func() []byte {
			d := &drawing{}
			d.WriteString("q 0 1 -1 0 595 0 cm\n")
			d.paragraph(16, 90, 400, 26, learning)
			d.WriteString("Q\n")
			return pdfFile("/Rotate 90", d)
		}, want: learning + "\n"},
		{name: "a wide table on an upright page", draw: func() []byte {
			d := &drawing{}
			d.WriteString("q 0 1 -1 0 595 0 cm\n")
			d.paragraph(16, 90, 400, 26, learning)
			d.line(100, 200, 300, 200)
			d.line(100, 230, 300, 230)
			for _, x := range []float64{100, 200, 300} {
				d.line(x, 200, x, 230)
			}
			d.text(song, 12, 110, 210, "单位")
			d.text(song, 12, 210, 210, "次数")
			d.WriteString("Q\n")
			return pdfFile("", d)
		}, want: learning + "\n单位\t次数\n"},
		{name: "the binding line", draw: func() []byte {
			d := &drawing{}
			d.paragraph(16, 90, 700, 26, learning)
			fmt.Fprintf(d, "BT /F1 10 Tf 0 1 -1 0 40 660 Tm %s Tj ET\n", pdfString(song, "装订线"))
			d.paragraph(16, 90, 600, 26, service)
			return pdfFile("", d)
		}, want: learning + "\n" + service + "\n装订线\n"},
		{name: "text behind a scan", draw: func() []byte {
			d := &drawing{}
			d.image(0, 0, 595, 842)
			d.WriteString("3 Tr\n")
			d.paragraph(16, 90, 700, 26, learning)
			return pdfFile("", d)
		}, want: learning + "\n", warns: CodeOCR},
		{name: "one of two pages is a scan", draw: func() []byte {
			a, b := &drawing{}, &drawing{}
			a.paragraph(16, 90, 700, 26, learning)
			b.image(0, 0, 595, 842)
			return pdfFile("", a, b)
		}, want: learning + "\n", warns: CodePictures},
		{name: "watermark", draw: func() []byte {
			d := &drawing{}
			d.paragraph(16, 90, 700, 26, learning)
			fmt.Fprintf(d, "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm %s Tj ET\n", pdfString(song, "内部资料"))
			return pdfFile("", d)
		}, want: learning + "\n", cuts: "watermark"},
		{name: "radicals for characters", draw: func() []byte {
			d := &drawing{}
			d.text(song, 16, 90, 700, "⽂明单位")
			return pdfFile("", d)
		}, want: "文明单位\n", cuts: "radical"},
		{name: "table", draw: func() []byte {
			d := &drawing{}
			for _, y := range []float64{700, 670, 620} {
				d.line(90, y, 490, y)
			}
			for _, x := range []float64{90, 200, 390, 490} {
				d.line(x, 620, x, 700)
			}
			d.text(song, 12, 95, 680, "单位")
			d.text(song, 12, 205, 680, "活动")
			d.text(song, 12, 395, 680, "次数")
			d.text(song, 12, 95, 640, "第一支部")
			d.text(song, 12, 205, 650, "到红岩村走访慰问老党员和困难")
			d.text(song, 12, 205, 632, "群众")
			d.text(song, 12, 395, 640, "3")
			return pdfFile("", d)
		}, want: "单位\t活动\t次数\n第一支部\t到红岩村走访慰问老党员和困难群众\t3\n"},
		{name: "two columns", draw: func() []byte {
			d := &drawing{}
			for i := range 8 {
				d.text(song, 12, 90, 700-float64(i)*20, "左边这一栏的文字一直写到这里")
				d.text(song, 12, 300, 700-float64(i)*20, "右边这一栏的文字一直写到这里")
			}
			return pdfFile("", d)
		}, want: strings.Repeat("左边这一栏的文字一直写到这里", 8) + strings.Repeat("右边这一栏的文字一直写到这里", 8) + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := shared().Read(context.Background(), c.draw())
			if err != nil {
				t.Fatal(err)
			}
			lawful(t, p)
			if p.Text != c.want {
				t.Errorf("got\n%s\nwant\n%s", p.Text, c.want)
			}
			var cuts, warns []string
			for _, r := range p.Removals {
				cuts = append(cuts, r.Why)
			}
			for _, w := range p.Warnings {
				warns = append(warns, w.Code)
			}
			if got := strings.Join(cuts, " "); got != c.cuts {
				t.Errorf("removals %q, want %q", got, c.cuts)
			}
			if got := strings.Join(warns, " "); got != c.warns {
				t.Errorf("warnings %q, want %q", got, c.warns)
			}
			if p.Properties["created"] != "2011-07-05T09:30:00+08:00" {
				t.Errorf("properties %v", p.Properties)
			}
		})
	}
}

func lawful(t testing.TB, p page.Page) {
	t.Helper()
	d := corpus.Document{Text: p.Text, Removals: p.Removals}
	if err := d.Check(); err != nil {
		t.Errorf("%v in %q", err, p.Text)
	}
}

// TestFailures reads what cannot become text.
func TestFailures(t *testing.T) {
	empty, scan, stamped, unmapped := &drawing{}, &drawing{}, &drawing{}, &drawing{}
	scan.image(0, 0, 595, 842)
	stamped.image(0, 0, 595, 842)
	stamped.text(song, 9, 400, 20, "扫描全能王创建")
	unmapped.text(nameless, 16, 90, 700, "看得见而取不出的文字")
	for _, c := range []struct {
		name, code string
		data       []byte
	}{
		{"a page without anything", page.CodeNoContent, pdfFile("", empty)},
		{"a scan", CodeScanned, pdfFile("", scan, scan)},
		{"a scan that the scanner signed", CodeScanned, pdfFile("", stamped, stamped)},
		{"glyphs without characters", CodeUnmapped, pdfFile("", unmapped)},
		{"no PDF", page.CodeArchive, []byte("%PDF-1.7\nnothing")},
		{"cut off", page.CodeArchive, pdfFile("", scan)[:40]},
	} {
		_, err := shared().Read(context.Background(), c.data)
		var fail *page.Failure
		if !errors.As(err, &fail) || fail.Code != c.code {
			t.Errorf("%s: got %v, want code %s", c.name, err, c.code)
		}
	}
}

func TestReadStops(t *testing.T) {
	d := &drawing{}
	d.paragraph(16, 90, 700, 26, learning)
	data := pdfFile("", d)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := shared().Read(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
	r := &Reader{library: shared().library, limit: time.Nanosecond}
	_, err := r.Read(context.Background(), data)
	var fail *page.Failure
	if !errors.As(err, &fail) || fail.Code != CodeSlow {
		t.Errorf("out of time: got %v", err)
	}
	if p, err := shared().Read(context.Background(), data); err != nil || p.Text != learning+"\n" {
		t.Errorf("afterwards: got %q, %v", p.Text, err)
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		ext, data string
		want      bool
	}{
		{".pdf", "%PDF-1.4\n", true}, {".txt", "%PDF-1.4\n", true}, {".pdf", "\r\n\r\n%PDF-1.4\n", true},
		{".pdf", "党支部总结", false}, {".txt", "说明：%PDF 是文件头", false}, {"", "", false},
	} {
		if got := Detect(c.ext, []byte(c.data)); got != c.want {
			t.Errorf("Detect(%q, %q) = %v", c.ext, c.data, got)
		}
	}
}
