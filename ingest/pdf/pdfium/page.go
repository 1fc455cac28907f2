package pdfium

import (
	"context"
	"math"
)

// A Page is what one page shows. Coordinates are points (1/72 inch) from the
// lower left corner of the page as a viewer shows it, its rotation included,
// y upwards.
type Page struct {
	Width, Height float64
	Glyphs        []Glyph // in the order of the file
	Fonts         []Font
	Rules         []Rule // lines and edges of boxes, horizontal or vertical
	Images        []Box
}

// A Glyph is one character where it is drawn.
type Glyph struct {
	Rune     rune    // the character, U+FFFD when the file does not say which
	X, Y     float64 // origin: the left end of the base line (horizontal writing)
	Box              // by the font's ascent and descent and the glyph's width
	Size     float64 // of the font as drawn, in points
	Angle    float64 // of the writing direction, radians anticlockwise, in (-π, π]
	Font     int     // index into Page.Fonts
	Run      int     // number of the text object that draws it: glyphs drawn together share one
	Hidden   bool    // drawn without ink (render mode 3), as the text behind a scan is
	Unmapped bool    // the file does not say which character the glyph is
}

// A Font is a font as it is used.
type Font struct {
	Name   string // without the prefix of a subset; may be empty
	Weight int    // 400 is regular, 700 bold; 0 unknown
}

// A Box is a rectangle.
type Box struct{ Left, Bottom, Right, Top float64 }

// A Rule is a line that is drawn, horizontal or vertical.
type Rule struct{ Box }

// Horizontal reports whether r runs across the page.
func (r Rule) Horizontal() bool { return r.Right-r.Left >= r.Top-r.Bottom }

// maxGlyphs is the most glyphs that are read of one page: a page of small
// print has 10,000.
const maxGlyphs = 30_000

// Page reads page n, counted from 0. An error means that the document can be
// used no more: it is the context's or wraps ErrBroken or ErrMemory. A page
// that PDFium cannot read but survives is empty.
func (d *Document) Page(ctx context.Context, n int) (Page, error) {
	if err := d.failure(ctx); err != nil {
		return Page{}, err
	}
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	h := d.in.u32(ctx, "FPDF_LoadPage", uint64(d.handle), uint64(n))
	if h == 0 {
		return Page{}, d.failure(ctx)
	}
	if h = d.in.withFields(ctx, h, uint64(d.handle), n); h == 0 {
		return Page{}, d.failure(ctx)
	}
	r := pageReader{in: d.in, page: h, hidden: map[uint32]bool{}}
	r.measure(ctx)
	r.objects(ctx)
	r.text(ctx)
	d.in.call(ctx, "FPDF_ClosePage", uint64(h))
	return r.out, d.failure(ctx)
}

// maxAnnotations is the most annotations of a page that are looked at.
const maxAnnotations = 500

// withFields makes what is filled into the fields of a form, written over the
// page or stamped on it part of page h, and returns the page to read.
func (in *instance) withFields(ctx context.Context, h uint32, doc uint64, n int) uint32 {
	const ( // fpdf_annot.h, fpdf_flatten.h
		freeText, stamp, widget = 3, 13, 20
		success                 = 1
	)
	found := false
	count := min(in.i32(ctx, "FPDFPage_GetAnnotCount", uint64(h)), maxAnnotations)
	for i := 0; i < count && !found && in.failed == nil; i++ {
		a := in.u32(ctx, "FPDFPage_GetAnnot", uint64(h), uint64(i))
		if a == 0 {
			continue
		}
		switch in.i32(ctx, "FPDFAnnot_GetSubtype", uint64(a)) {
		case freeText, stamp, widget:
			found = true
		}
		in.call(ctx, "FPDFPage_CloseAnnot", uint64(a))
	}
	const shown = 0 // as on the screen
	if !found || in.i32(ctx, "FPDFPage_Flatten", uint64(h), shown) != success {
		return h
	}
	in.call(ctx, "FPDF_ClosePage", uint64(h))
	return in.u32(ctx, "FPDF_LoadPage", doc, uint64(n))
}

// A pageReader reads one page.
type pageReader struct {
	in   *instance
	page uint32
	view matrix // from the page's own coordinates to those it is shown in
	out  Page

	hidden map[uint32]bool // text objects that were invisible before widen
}

const invisible = 3 // text render mode: without ink

// measure reads the page's size and rotation.
func (r *pageReader) measure(ctx context.Context) {
	in := r.in
	box := Box{Right: 595, Top: 842} // A4, for a page that does not say
	if in.i32(ctx, "FPDF_GetPageBoundingBox", uint64(r.page), uint64(in.room)) != 0 {
		// FS_RECTF: left, top, right, bottom
		b := Box{Left: in.float32At(in.room, 0), Top: in.float32At(in.room, 1), Right: in.float32At(in.room, 2), Bottom: in.float32At(in.room, 3)}
		if b.finite() && b.Right > b.Left && b.Top > b.Bottom {
			box = b
		}
	}
	w, h := box.Right-box.Left, box.Top-box.Bottom
	x, y := box.Left, box.Bottom
	switch in.i32(ctx, "FPDFPage_GetRotation", uint64(r.page)) {
	case 1: // clockwise by 90°: what was up points right
		r.view = matrix{0, -1, 1, 0, -y, x + w}
		w, h = h, w
	case 2:
		r.view = matrix{-1, 0, 0, -1, x + w, y + h}
	case 3:
		r.view = matrix{0, 1, -1, 0, y + h, -x}
		w, h = h, w
	default:
		r.view = matrix{1, 0, 0, 1, -x, -y}
	}
	r.out.Width, r.out.Height = w, h
}

// text reads the glyphs.
func (r *pageReader) text(ctx context.Context) {
	in := r.in
	t := uint64(in.u32(ctx, "FPDFText_LoadPage", uint64(r.page)))
	if t == 0 {
		return
	}
	n := min(in.i32(ctx, "FPDFText_CountChars", t), maxGlyphs)
	run := textRun{}
	fonts := map[Font]int{}
	for i := range n {
		if in.failed != nil {
			return
		}
		k := uint64(i)
		if in.i32(ctx, "FPDFText_IsGenerated", t, k) == 1 {
			continue // a blank or line end that PDFium made up
		}
		obj := in.u32(ctx, "FPDFText_GetTextObject", t, k)
		if obj != run.object || i == 0 {
			n := run.glyph.Run + 1
			run = r.textRun(ctx, t, k, obj, fonts)
			run.glyph.Run = n
		}
		g := run.glyph
		g.Rune = rune(in.i32(ctx, "FPDFText_GetUnicode", t, k))
		g.Unmapped = in.i32(ctx, "FPDFText_HasUnicodeMapError", t, k) == 1
		if g.Rune == 2 && in.i32(ctx, "FPDFText_IsHyphen", t, k) == 1 {
			g.Rune = '-' // PDFium's mark of a hyphen that ends a line
		}
		r.place(ctx, t, k, &g)
		r.add(g)
	}
	in.call(ctx, "FPDFText_ClosePage", t)
}

// A textRun is what the glyphs of one text object have in common.
type textRun struct {
	object uint32
	glyph  Glyph
}

func (r *pageReader) textRun(ctx context.Context, t, k uint64, obj uint32, fonts map[Font]int) textRun {
	in := r.in
	run := textRun{object: obj}
	size := in.f64(ctx, "FPDFText_GetFontSize", t, k)
	m := identity
	if in.i32(ctx, "FPDFText_GetMatrix", t, k, uint64(in.room)) != 0 {
		m = in.matrixAt(in.room)
	}
	m = m.times(r.view)
	run.glyph.Size = math.Abs(size) * math.Hypot(m[2], m[3])
	run.glyph.Angle = math.Atan2(m[1], m[0])
	f := Font{Weight: max(in.i32(ctx, "FPDFText_GetFontWeight", t, k), 0)}
	f.Name = in.cString(in.fontName(ctx, t, k))
	if len(f.Name) > 7 && f.Name[6] == '+' {
		f.Name = f.Name[7:]
	}
	i, ok := fonts[f]
	if !ok {
		i = len(r.out.Fonts)
		fonts[f] = i
		r.out.Fonts = append(r.out.Fonts, f)
	}
	run.glyph.Font = i
	run.glyph.Hidden = r.hidden[obj] || obj != 0 && in.i32(ctx, "FPDFTextObj_GetTextRenderMode", uint64(obj)) == invisible
	return run
}

// fontName leaves the name of the font of glyph k in the instance's room and
// returns its length.
func (in *instance) fontName(ctx context.Context, t, k uint64) int {
	n := in.i32(ctx, "FPDFText_GetFontInfo", t, k, uint64(in.room), roomSize, 0)
	return min(max(n-1, 0), roomSize)
}

// place reads where glyph k stands.
func (r *pageReader) place(ctx context.Context, t, k uint64, g *Glyph) {
	in := r.in
	if in.i32(ctx, "FPDFText_GetCharOrigin", t, k, uint64(in.room), uint64(in.room+8)) != 0 {
		g.X, g.Y = r.view.apply(in.float64At(in.room, 0), in.float64At(in.room, 1))
	}
	if in.i32(ctx, "FPDFText_GetLooseCharBox", t, k, uint64(in.room)) != 0 {
		g.Box = r.view.box(Box{Left: in.float32At(in.room, 0), Top: in.float32At(in.room, 1), Right: in.float32At(in.room, 2), Bottom: in.float32At(in.room, 3)})
	}
}

// add keeps g, joined to the one before where both are halves of one
// character. What has no place on any paper is dropped.
func (r *pageReader) add(g Glyph) {
	if !g.finite() || math.IsNaN(g.X+g.Y+g.Size) || math.IsInf(g.X+g.Y+g.Size, 0) {
		return
	}
	if last := len(r.out.Glyphs) - 1; last >= 0 && g.Rune >= 0xDC00 && g.Rune < 0xE000 {
		if p := &r.out.Glyphs[last]; p.Rune >= 0xD800 && p.Rune < 0xDC00 {
			p.Rune = (p.Rune-0xD800)<<10 + (g.Rune - 0xDC00) + 0x10000
			return
		}
	}
	r.out.Glyphs = append(r.out.Glyphs, g)
}

func (b Box) finite() bool {
	s := b.Left + b.Right + b.Top + b.Bottom
	return !math.IsNaN(s) && !math.IsInf(s, 0)
}

// Width returns the width of b.
func (b Box) Width() float64 { return b.Right - b.Left }

// Height returns the height of b.
func (b Box) Height() float64 { return b.Top - b.Bottom }
