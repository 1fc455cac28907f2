package pdfium

// A matrix maps (x, y) to (ax+cy+e, bx+dy+f), its elements being a to f as in
// the PDF specification (ISO 32000-1, 8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns the matrix that applies m first, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// box returns the smallest rectangle around b as m maps it.
func (m matrix) box(b Box) Box {
	x1, y1 := m.apply(b.Left, b.Bottom)
	x2, y2 := m.apply(b.Right, b.Top)
	x3, y3 := m.apply(b.Left, b.Top)
	x4, y4 := m.apply(b.Right, b.Bottom)
	return Box{min(x1, x2, x3, x4), min(y1, y2, y3, y4), max(x1, x2, x3, x4), max(y1, y2, y3, y4)}
}

// matrixAt reads an FS_MATRIX of six floats at p.
func (in *instance) matrixAt(p uint32) matrix {
	var m matrix
	for i := range m {
		m[i] = in.float32At(p, i)
	}
	return m
}

// cString returns the n bytes of text in the instance's room.
func (in *instance) cString(n int) string {
	b, _ := in.module.Memory().Read(in.room, uint32(n))
	return string(b)
}
