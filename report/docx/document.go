package docx

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

//go:embed parts
var parts embed.FS

// A Style is how a paragraph looks.
type Style string

// The styles of paragraphs.
const (
	Body     Style = ""
	Title    Style = "Title"
	Heading1 Style = "Heading1" // 一、
	Heading2 Style = "Heading2" // （一）
	Note     Style = "Note"     // small, for 口径 and sources
	cell     Style = "Cell"
	figure   Style = "Figure"
)

// A Run is a stretch of text that looks the same.
type Run struct {
	Text  string
	Bold  bool
	Faint bool   // grey
	Fill  string // colour of the ground, as RRGGBB; empty: none
}

// A Document is a Word document that grows from top to bottom. The zero
// Document is empty and ready to use.
type Document struct {
	// Info is who made the document, and when, as its properties say.
	Info   string
	title  string
	wide   bool // landscape
	body   bytes.Buffer
	charts []chart
}

// Wide lays the pages on their side.
func (d *Document) Wide() { d.wide = true }

// Text adds a paragraph of plain text; a line break in it stays one.
func (d *Document) Text(s Style, text string) { d.Paragraph(s, Run{Text: text}) }

// Paragraph adds a paragraph. The first title is the document's.
func (d *Document) Paragraph(s Style, runs ...Run) {
	if s == Title && d.title == "" {
		for _, r := range runs {
			d.title += r.Text
		}
	}
	paragraph(&d.body, s, "", runs)
}

// Break begins a new page.
func (d *Document) Break() { d.body.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

func paragraph(b *bytes.Buffer, s Style, align string, runs []Run) {
	b.WriteString(`<w:p>`)
	if s != Body || align != "" {
		b.WriteString(`<w:pPr>`)
		if s != Body {
			fmt.Fprintf(b, `<w:pStyle w:val="%s"/>`, s)
		}
		if align != "" {
			fmt.Fprintf(b, `<w:jc w:val="%s"/>`, align)
		}
		b.WriteString(`</w:pPr>`)
	}
	for _, r := range runs {
		run(b, r)
	}
	b.WriteString(`</w:p>`)
}

func run(b *bytes.Buffer, r Run) {
	b.WriteString(`<w:r>`)
	if r.Bold || r.Faint || r.Fill != "" {
		b.WriteString(`<w:rPr>`)
		if r.Bold {
			b.WriteString(`<w:b/>`)
		}
		if r.Faint {
			b.WriteString(`<w:color w:val="777777"/>`)
		}
		if r.Fill != "" {
			fmt.Fprintf(b, `<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, r.Fill)
		}
		b.WriteString(`</w:rPr>`)
	}
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		b.WriteString(`<w:t xml:space="preserve">`)
		text(b, line)
		b.WriteString(`</w:t>`)
	}
	b.WriteString(`</w:r>`)
}

// text writes s escaped; what XML 1.0 cannot hold becomes U+FFFD.
func text(b *bytes.Buffer, s string) {
	_ = xml.EscapeText(b, []byte(s)) // a buffer takes everything
}

// The page of GB/T 9704, in twentieths of a point: A4, 37 mm above, 28 mm to
// the left, a type area of 156 by 225 mm.
const (
	pageWidth, pageHeight = 11906, 16838
	above, below          = 2098, 1984
	left, right           = 1587, 1474
)

// across is the width of the type area.
func (d *Document) across() int {
	if d.wide {
		return pageHeight - above - below
	}
	return pageWidth - left - right
}

func (d *Document) section() string {
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1400" w:gutter="0"/>`, pageWidth, pageHeight, above, right, below, left)
	if d.wide {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1000" w:gutter="0"/>`, pageHeight, pageWidth, left, below, right, above)
	}
	return `<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>` + size + `</w:sectPr>`
}

// WriteTo writes the document. The same document gives the same bytes.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range d.files() {
		if err := p.write(z); err != nil {
			return 0, fmt.Errorf("docx: %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return 0, fmt.Errorf("docx: %w", err)
	}
	return b.WriteTo(w)
}

// A part is a file of the package.
type part struct {
	name string
	data []byte
}

func (p part) write(z *zip.Writer) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate}) // no time: the same bytes again
	if err == nil {
		_, err = f.Write(p.data)
	}
	return err
}

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	relation = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	content  = `application/vnd.openxmlformats-officedocument.`
)

// files returns the parts of the package, in the order in which readers look
// for them.
func (d *Document) files() []part {
	var types, rels bytes.Buffer
	types.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="xlsx" ContentType="` + content + `spreadsheetml.sheet"/>`)
	rels.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	part1 := func(name, kind, rel, id string) {
		fmt.Fprintf(&types, `<Override PartName="/word/%s" ContentType="%s"/>`, name, content+kind+"+xml")
		if id != "" {
			fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s" Target="%s"/>`, id, relation+"/"+rel, name)
		}
	}
	part1("document.xml", "wordprocessingml.document.main", "", "")
	part1("styles.xml", "wordprocessingml.styles", "styles", "styles")
	part1("settings.xml", "wordprocessingml.settings", "settings", "settings")
	part1("odd.xml", "wordprocessingml.footer", "footer", "odd")
	part1("even.xml", "wordprocessingml.footer", "footer", "even")
	var more []part
	for i := range d.charts {
		name := fmt.Sprintf("charts/chart%d.xml", i+1)
		part1(name, "drawingml.chart", "chart", chartID(i))
		more = append(more, d.charts[i].files(i)...)
	}
	types.WriteString(`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`)
	rels.WriteString(`</Relationships>`)
	out := []part{
		{"[Content_Types].xml", types.Bytes()},
		{"_rels/.rels", []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="` + relation + `/officeDocument" Target="word/document.xml"/><Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`)},
		{"docProps/core.xml", d.properties()},
		{"word/document.xml", []byte(xmlHead + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + relation + `" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>` + d.body.String() + d.section() + `</w:body></w:document>`)},
		{"word/_rels/document.xml.rels", rels.Bytes()},
	}
	for _, name := range []string{"styles.xml", "settings.xml", "odd.xml", "even.xml"} {
		data, err := parts.ReadFile("parts/" + name)
		if err != nil { // embedded: only a programmer can lose it
			panic(err)
		}
		out = append(out, part{"word/" + name, data})
	}
	return append(out, more...)
}

func (d *Document) properties() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>`)
	text(&b, d.title)
	b.WriteString(`</dc:title><dc:creator>`)
	text(&b, d.Info)
	b.WriteString(`</dc:creator></cp:coreProperties>`)
	return b.Bytes()
}
