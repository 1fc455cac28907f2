package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
)

// A drawing is the content of a page of a PDF file that a test writes.
type drawing struct{ strings.Builder }

// The fonts of such files. None is embedded: what they show is known by the
// names of their encodings, as in files of old word processors.
const (
	song     = "F1" // UniGB-UCS2-H
	vertSong = "F2" // UniGB-UCS2-V
	latin    = "F3"
	nameless = "F4" // glyph numbers that stand for nothing
)

// text writes s in font from (x, y) on.
func (d *drawing) text(font string, size, x, y float64, s string) {
	fmt.Fprintf(d, "BT /%s %g Tf %g %g Td %s Tj ET\n", font, size, x, y, pdfString(font, s))
}

func pdfString(font, s string) string {
	if font == latin {
		return "(" + strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(s) + ")"
	}
	var b strings.Builder
	b.WriteByte('<')
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}

// line draws a line, box the image of the file.
func (d *drawing) line(x1, y1, x2, y2 float64) {
	fmt.Fprintf(d, "0.5 w %g %g m %g %g l S\n", x1, y1, x2, y2)
}

func (d *drawing) image(x, y, w, h float64) {
	fmt.Fprintf(d, "q %g 0 0 %g %g %g cm /Im1 Do Q\n", w, h, x, y)
}

// paragraph writes s in lines of n characters, the first one indented by two,
// from y down and returns where the next one begins.
func (d *drawing) paragraph(size, x, y float64, n int, s string) float64 {
	rs := []rune(s)
	for first := true; len(rs) > 0; first = false {
		k, at := n, x
		if first {
			k, at = n-2, x+2*size
		}
		k = min(k, len(rs))
		d.text(song, size, at, y, string(rs[:k]))
		rs = rs[k:]
		y -= 1.75 * size
	}
	return y
}

// pdfFile makes a PDF file of A4 pages; extra is put into each page's dictionary.
func pdfFile(extra string, pages ...*drawing) []byte {
	var objects []string
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 10+2*i)
	}
	descendant := func(ordering string) string {
		return "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(" + ordering + ")/Supplement 4>>/DW 1000/FontDescriptor 9 0 R>>]"
	}
	type0 := func(encoding, ordering string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/" + encoding + "/DescendantFonts" + descendant(ordering) + ">>"
	}
	objects = append(objects,
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages)),
		type0("UniGB-UCS2-H", "GB1"), type0("UniGB-UCS2-V", "GB1"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		type0("Identity-H", "Identity"),
		"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\nx\nendstream",
		"<</Producer(test)/Title(test)/CreationDate(D:20110705093000+08'00')>>",
		"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 880/Descent -120/CapHeight 700/StemV 80/ItalicAngle 0/FontBBox[0 -120 1000 880]>>",
	)
	for i, p := range pages {
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s/Resources<</Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 6 0 R>>/XObject<</Im1 7 0 R>>>>>>", 11+2*i, extra),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", p.Len(), p.String()))
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 8 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}
