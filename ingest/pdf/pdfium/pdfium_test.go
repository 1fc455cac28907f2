package pdfium

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"
	"time"
)

// pdf makes a file of one page that shows content; extra goes into the page's
// dictionary. The cross-reference table is left for PDFium to rebuild.
func pdf(extra, content string) []byte {
	return fmt.Appendf(nil, `%%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[10 20 210 120]%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> endobj
4 0 obj <</Length %d>> stream
%s
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>> endobj
6 0 obj <</Title(Report)/Author<FEFF515A5458>>> endobj
trailer <</Root 1 0 R/Info 6 0 R/Size 7>>
`, extra, len(content), content)
}

// library is shared by the tests: compiling takes seconds.
var library = sync.OnceValue(func() *Library { return New(Options{Instances: 4}) })

func open(t testing.TB, data []byte) (*Document, error) {
	t.Helper()
	s, err := library().Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Open(context.Background(), data)
	if err == nil {
		t.Cleanup(d.Close)
	}
	return d, err
}

func TestPage(t *testing.T) {
	const content = "BT /F1 10 Tf 30 50 Td (Ab) Tj ET BT 2 0 0 2 110 50 Tm /F1 10 Tf 3 Tr (c) Tj ET 1 w 30 40 m 130 40 l S 50 60 1 30 re f"
	for _, c := range []struct {
		extra         string
		width, height float64
		x, y, angle   float64 // of A
		horizontal    bool    // the first rule
	}{
		{"", 200, 100, 20, 30, 0, true},
		{"/Rotate 90", 100, 200, 30, 180, -math.Pi / 2, false},
		{"/Rotate 180", 200, 100, 180, 70, math.Pi, true},
		{"/Rotate 270", 100, 200, 70, 20, math.Pi / 2, false},
	} {
		t.Run(c.extra, func(t *testing.T) {
			d, err := open(t, pdf(c.extra, content))
			if err != nil || d.Pages() != 1 {
				t.Fatalf("%s: %v", c.extra, err)
			}
			p, err := d.Page(context.Background(), 0)
			if err != nil || len(p.Glyphs) != 3 || len(p.Rules) != 2 {
				t.Fatalf("%s: %v, %+v", c.extra, err, p)
			}
			byRune := map[rune]Glyph{}
			for _, g := range p.Glyphs {
				byRune[g.Rune] = g
			}
			g, last := byRune['A'], byRune['c']
			if p.Width != c.width || p.Height != c.height || !near(g.X, c.x) || !near(g.Y, c.y) || !near(math.Abs(g.Angle), math.Abs(c.angle)) || p.Rules[0].Horizontal() != c.horizontal {
				t.Errorf("%s: page %v by %v, glyph %+v, rules %v", c.extra, p.Width, p.Height, g, p.Rules)
			}
			if g.Size != 10 || g.Hidden || !near(last.Size, 20) || !last.Hidden || last.Run == g.Run {
				t.Errorf("%s: %+v", c.extra, p.Glyphs)
			}
			if f := p.Fonts[g.Font]; f.Name != "Helvetica-Bold" {
				t.Errorf("font %+v", f)
			}
		})
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 0.01 }

func TestProperties(t *testing.T) {
	d, err := open(t, pdf("", ""))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if title, author, none := d.Property(ctx, "Title"), d.Property(ctx, "Author"), d.Property(ctx, "Subject"); title != "Report" || author != "党员" || none != "" {
		t.Errorf("title %q, author %q, subject %q", title, author, none)
	}
	if d.Encrypted(ctx) {
		t.Error("not encrypted")
	}
}

func TestOpenFails(t *testing.T) {
	for _, data := range []string{"", "%PDF-1.4\n", "no PDF at all", strings.Repeat("%PDF-", 100)} {
		if _, err := open(t, []byte(data)); !errors.Is(err, ErrBroken) {
			t.Errorf("%q: got %v, want ErrBroken", data, err)
		}
	}
}

// TestPoisoned stops a call in the middle: the document is of no use after,
// the library is.
func TestPoisoned(t *testing.T) {
	slow := pdf("", strings.Repeat("BT /F1 10 Tf 30 50 Td (Ab) Tj ET ", 200_000))
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	s, err := library().Wait(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Open(ctx, slow)
	if err == nil {
		for err == nil && ctx.Err() == nil {
			_, err = d.Page(ctx, 0)
		}
		if _, again := d.Page(context.Background(), 0); again == nil && err != nil {
			t.Error("a poisoned instance was used again")
		}
		d.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the deadline", err)
	}
	for range 3 {
		if d, err := open(t, pdf("", "")); err != nil || d.Pages() != 1 {
			t.Fatalf("afterwards: %v", err)
		} else {
			d.Close()
		}
	}
}

// TestTogether reads on more goroutines than there are instances.
func TestTogether(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := library().Wait(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			d, err := s.Open(context.Background(), pdf("", "BT /F1 10 Tf 30 50 Td (together) Tj ET"))
			if err != nil {
				t.Error(err)
				return
			}
			defer d.Close()
			if p, err := d.Page(context.Background(), 0); err != nil || len(p.Glyphs) != 8 {
				t.Errorf("%d glyphs, %v", len(p.Glyphs), err)
			}
		})
	}
	wg.Wait()
}

func TestWaitStops(t *testing.T) {
	l := New(Options{})
	l.slots <- struct{}{}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Wait(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-l.slots
	if err := l.Close(context.Background()); err != nil {
		t.Error(err)
	}
	if _, err := l.Wait(context.Background()); !errors.Is(err, errClosed) {
		t.Errorf("after Close: got %v", err)
	}
}

// FuzzOpen reads broken files: what the sandbox lets out has a place on paper.
func FuzzOpen(f *testing.F) {
	if d, err := open(f, pdf("", "")); err == nil { // compiles, which would count as the time of the first input
		d.Close()
	}
	f.Add(pdf("", "BT /F1 10 Tf 30 50 Td (Ab) Tj ET 30 40 m 130 40 l S"))
	f.Add(pdf("/Rotate 90/Annots[<</Subtype/Widget/Rect[0 0 9 9]>>]", "q 1 0 0 1 5 5 cm BT /F1 1 Tf (x) Tj ET Q"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := library().Wait(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		d, err := s.Open(ctx, data)
		if err != nil {
			return
		}
		defer d.Close()
		for n := range min(d.Pages(), 5) {
			p, err := d.Page(ctx, n)
			if err != nil {
				return
			}
			for _, g := range p.Glyphs {
				if !g.finite() || g.Font < 0 || g.Font >= len(p.Fonts) {
					t.Errorf("glyph %+v", g)
				}
			}
		}
	})
}
