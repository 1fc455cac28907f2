package pdf

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/ingest/pdf/pdfium"
)

// FuzzRead reads broken files: each ends in a lawful text or in a failure in
// words.
func FuzzRead(f *testing.F) {
	d := &drawing{}
	d.paragraph(16, 90, 700, 26, learning)
	d.image(0, 0, 100, 100)
	d.line(90, 90, 200, 90)
	first := pdfFile("", d)
	if _, err := shared().Read(context.Background(), first); err != nil { // compiles, which would count as the time of the first input
		f.Fatal(err)
	}
	f.Add(first)
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>"))
	for _, name := range []string{"password.pdf"} {
		if data, err := os.ReadFile(filepath.Join("testdata", name)); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := shared().Read(context.Background(), data)
		var fail *page.Failure
		if err != nil && !errors.As(err, &fail) {
			t.Fatal(err)
		}
		lawful(t, p)
	})
}

// FuzzLayout lays out glyphs and rules that stand anywhere: what comes of it
// is lawful, and no visible character is lost or doubled but those that are
// drawn over themselves.
func FuzzLayout(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Add([]byte("党支部党支部党支部党支部党支部党支部党支部党支部"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 8000 {
			t.Skip()
		}
		pages := scattered(data)
		var sheets []*sheet
		glyphs := 0
		for i, p := range pages {
			s := newSheet(i, p)
			sheets = append(sheets, s)
			glyphs += s.tally.shown + s.tally.hidden
			for _, g := range s.marks {
				if !g.blank() {
					glyphs++
				}
			}
		}
		flow := layout(sheets)
		p, err := flow.Page("utf-8")
		if err != nil && glyphs > 0 {
			t.Skip() // all of it is headers
		}
		lawful(t, p)
		if got := visibleCount(corpus.Original(p.Text, p.Removals)); err == nil && got != glyphs {
			t.Errorf("%d glyphs, %d characters", glyphs, got)
		}
	})
}

// scattered makes pages of data: seven bytes to a glyph or rule.
func scattered(data []byte) []pdfium.Page {
	letters := []rune("党员支部一、。，“”（1a.②　 第页-—")
	var pages []pdfium.Page
	for ; len(data) >= 7; data = data[7:] {
		kind := data[0]
		x, y := float64(binary.LittleEndian.Uint16(data[1:])%600), float64(binary.LittleEndian.Uint16(data[3:])%850)
		if len(pages) == 0 || kind == 255 {
			pages = append(pages, pdfium.Page{Width: 595, Height: 842, Fonts: []pdfium.Font{{}}})
		}
		p := &pages[len(pages)-1]
		w := float64(data[5])
		switch {
		case kind < 16:
			p.Rules = append(p.Rules, pdfium.Rule{Box: pdfium.Box{Left: x, Bottom: y, Right: x + w, Top: y + 0.5}})
		case kind < 32:
			p.Rules = append(p.Rules, pdfium.Rule{Box: pdfium.Box{Left: x, Bottom: y, Right: x + 0.5, Top: y + w}})
		case kind < 36:
			p.Images = append(p.Images, pdfium.Box{Left: x, Bottom: y, Right: x + 4*w, Top: y + 4*w})
		default:
			size := 4 + float64(data[6]%32)
			p.Glyphs = append(p.Glyphs, pdfium.Glyph{
				Rune: letters[int(kind)%len(letters)], X: x, Y: y, Size: size, Run: int(data[6] / 32), Angle: float64(data[5]%9) * 0.78539816,
				Box: pdfium.Box{Left: x, Right: x + size, Bottom: y - 0.1*size, Top: y + 0.9*size}, Hidden: data[6]%7 == 0,
			})
		}
	}
	return pages
}

// BenchmarkRead reads a report of two pages, a table and a footnote.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile(filepath.Join("testdata", "report.pdf"))
	if err != nil {
		b.Fatal(err)
	}
	r := shared()
	if _, err := r.Read(context.Background(), data); err != nil { // compiles
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := r.Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(2*float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkStart compiles PDFium, as the first file of a process must wait for.
func BenchmarkStart(b *testing.B) {
	d := &drawing{}
	d.text(song, 16, 90, 700, "党")
	data := pdfFile("", d)
	for b.Loop() {
		r := New(Options{})
		if _, err := r.Read(context.Background(), data); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
