package pdfium

import (
	"context"
	"math"

	"github.com/tetratelabs/wazero/api"
)

// The kinds of page objects (fpdf_edit.h).
const (
	objText  = 1
	objPath  = 2
	objImage = 3
	objForm  = 5
)

const (
	maxObjects = 20_000 // more on a page are drawings, not tables
	maxNesting = 4      // forms within forms
	maxRule    = 3.0    // a box that is this thin, in points, is a line
	minRule    = 4.0    // a line shorter than this is part of a drawing
)

// objects reads the rules and images of the page.
func (r *pageReader) objects(ctx context.Context) {
	n := r.in.i32(ctx, "FPDFPage_CountObjects", uint64(r.page))
	left := maxObjects
	for i := 0; i < n && left > 0 && r.in.failed == nil; i++ {
		o := r.in.u32(ctx, "FPDFPage_GetObject", uint64(r.page), uint64(i))
		r.object(ctx, o, r.view, 0, &left)
	}
}

// object reads one object, placed by m; left counts down.
func (r *pageReader) object(ctx context.Context, o uint32, m matrix, depth int, left *int) {
	*left--
	in := r.in
	switch in.i32(ctx, "FPDFPageObj_GetType", uint64(o)) {
	case objText:
		r.widen(ctx, o)
	case objPath:
		r.path(ctx, o, m)
	case objImage:
		if b, ok := in.bounds(ctx, o); ok {
			r.out.Images = append(r.out.Images, m.box(b))
		}
	case objForm:
		if depth >= maxNesting || in.i32(ctx, "FPDFPageObj_GetMatrix", uint64(o), uint64(in.room)) == 0 {
			return
		}
		inner := in.matrixAt(in.room).times(m)
		n := in.i32(ctx, "FPDFFormObj_CountObjects", uint64(o))
		for i := 0; i < n && *left > 0 && in.failed == nil; i++ {
			r.object(ctx, in.u32(ctx, "FPDFFormObj_GetObject", uint64(o), uint64(i)), inner, depth+1, left)
		}
	}
}

// widen makes text visible to PDFium's reading of text that it would pass
// over: where a font is not embedded its glyphs have no outlines here, and a
// text object of one glyph, or one that runs upright, has a place of no width.
// A stroked one is wider by the pen (CPDF_TextObject::CalcPositionData); its
// place is calculated anew when it is transformed.
func (r *pageReader) widen(ctx context.Context, o uint32) {
	const (
		nothing = 0.011 // points: below, CPDF_TextPage drops an object
		stroke  = 1
		pen     = 0.5
	)
	in := r.in
	b, ok := in.bounds(ctx, o)
	if !ok || b.Width() > nothing && b.Height() > nothing {
		return
	}
	if in.i32(ctx, "FPDFTextObj_GetTextRenderMode", uint64(o)) == invisible {
		r.hidden[o] = true
	}
	in.call(ctx, "FPDFTextObj_SetTextRenderMode", uint64(o), stroke)
	in.call(ctx, "FPDFPageObj_SetStrokeWidth", uint64(o), api.EncodeF32(pen))
	in.call(ctx, "FPDFPageObj_Transform", uint64(o), api.EncodeF64(1), 0, 0, api.EncodeF64(1), 0, 0)
}

func (in *instance) bounds(ctx context.Context, o uint32) (Box, bool) {
	p := uint64(in.room)
	if in.i32(ctx, "FPDFPageObj_GetBounds", uint64(o), p, p+4, p+8, p+12) == 0 {
		return Box{}, false
	}
	b := Box{Left: in.float32At(in.room, 0), Bottom: in.float32At(in.room, 1), Right: in.float32At(in.room, 2), Top: in.float32At(in.room, 3)}
	return b, b.finite()
}

// path reads the lines of a path: its straight strokes, and boxes that are
// filled and so thin that they are meant as lines.
func (r *pageReader) path(ctx context.Context, o uint32, m matrix) {
	in := r.in
	own := identity
	if in.i32(ctx, "FPDFPageObj_GetMatrix", uint64(o), uint64(in.room)) != 0 {
		own = in.matrixAt(in.room)
	}
	filled, stroked := false, false
	if in.i32(ctx, "FPDFPath_GetDrawMode", uint64(o), uint64(in.room), uint64(in.room+4)) != 0 {
		fill, _ := in.module.Memory().ReadUint32Le(in.room)
		stroke, _ := in.module.Memory().ReadUint32Le(in.room + 4)
		filled, stroked = fill != 0, stroke != 0
	}
	if !filled && !stroked {
		return // a clip or a path that leaves no mark
	}
	for _, s := range in.subpaths(ctx, o, own.times(m)) {
		r.subpath(s, stroked)
	}
}

// subpath adds the rules of the polygon s.
func (r *pageReader) subpath(s []point, stroked bool) {
	b := Box{Left: math.Inf(1), Bottom: math.Inf(1), Right: math.Inf(-1), Top: math.Inf(-1)}
	for _, p := range s {
		b.Left, b.Right = min(b.Left, p.x), max(b.Right, p.x)
		b.Bottom, b.Top = min(b.Bottom, p.y), max(b.Top, p.y)
	}
	switch {
	case len(s) < 2 || !b.finite():
	case min(b.Width(), b.Height()) <= maxRule:
		r.rule(b)
	case stroked:
		for i := 1; i < len(s); i++ {
			r.rule(Box{min(s[i-1].x, s[i].x), min(s[i-1].y, s[i].y), max(s[i-1].x, s[i].x), max(s[i-1].y, s[i].y)})
		}
	}
}

// rule adds b if it is thin and long.
func (r *pageReader) rule(b Box) {
	long, thin := max(b.Width(), b.Height()), min(b.Width(), b.Height())
	if thin <= maxRule && long >= minRule && long > 2*thin {
		r.out.Rules = append(r.out.Rules, Rule{b})
	}
}

type point struct{ x, y float64 }

// subpaths returns the polygons of a path, closed ones with the first point
// at both ends. Curves count as the straight line to their end.
func (in *instance) subpaths(ctx context.Context, o uint32, m matrix) [][]point {
	const segMove = 2
	const maxSegments = 2000
	var out [][]point
	n := min(in.i32(ctx, "FPDFPath_CountSegments", uint64(o)), maxSegments)
	for i := 0; i < n && in.failed == nil; i++ {
		s := uint64(in.u32(ctx, "FPDFPath_GetPathSegment", uint64(o), uint64(i)))
		if s == 0 || in.i32(ctx, "FPDFPathSegment_GetPoint", s, uint64(in.room), uint64(in.room+4)) == 0 {
			continue
		}
		x, y := m.apply(in.float32At(in.room, 0), in.float32At(in.room, 1))
		if k := len(out) - 1; k < 0 || in.i32(ctx, "FPDFPathSegment_GetType", s) == segMove {
			out = append(out, []point{{x, y}})
		} else {
			out[k] = append(out[k], point{x, y})
			if in.i32(ctx, "FPDFPathSegment_GetClose", s) != 0 {
				out[k] = append(out[k], out[k][0])
			}
		}
	}
	return out
}
