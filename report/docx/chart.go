package docx

import (
	"bytes"
	"fmt"
	"slices"

	"wenjian/report"
	"wenjian/report/xlsx"
)

// A chart shows columns of numbers as bars.
type chart struct {
	title  string
	labels []string
	series []series
	data   []byte // a workbook with the same numbers
}

type series struct {
	name   string
	values []float64
}

// charted is how many rows a chart shows: more are no picture.
const charted = 15

// Chart adds a native bar chart of the first rows of t: the columns of counts
// with those names. Where there is nothing to draw it adds nothing.
func (d *Document) Chart(t report.Table, columns ...string) error {
	c := chart{title: t.Title}
	rows := t.Rows[:min(len(t.Rows), charted)]
	for r := range rows {
		c.labels = append(c.labels, t.Print(r, 0))
	}
	for i, col := range t.Columns {
		if i == 0 || !col.Kind.Numeric() || !slices.Contains(columns, col.Name) {
			continue
		}
		s := series{name: col.Name}
		for _, row := range rows {
			v := 0.0
			switch n := row[i].Value.(type) {
			case int:
				v = float64(n)
			case float64:
				v = n
			}
			s.values = append(s.values, v)
		}
		c.series = append(c.series, s)
	}
	if len(rows) == 0 || len(c.series) == 0 {
		return nil
	}
	if len(c.series) == 1 {
		c.title += "：" + c.series[0].name
	}
	var b bytes.Buffer
	if err := xlsx.Write(&b, c.table(), xlsx.Options{Sheet: "数据"}); err != nil {
		return err
	}
	c.data = b.Bytes()
	d.charts = append(d.charts, c)
	d.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + string(figure) + `"/></w:pPr><w:r><w:drawing>`)
	const emu = 635 // in a twentieth of a point
	high := 2000 + 380*len(rows)*len(c.series)
	fmt.Fprintf(&d.body, `<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="图%d" descr="`, d.across()*emu, min(high, 9000)*emu, len(d.charts), len(d.charts))
	text(&d.body, c.title)
	fmt.Fprintf(&d.body, `"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="%s"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, chartID(len(d.charts)-1))
	return nil
}

// table is what the chart shows, for the workbook behind it: its first row of
// data stands in sheetRow.
func (c chart) table() report.Table {
	t := report.Table{Title: c.title, Columns: []report.Column{{Name: "项目", Kind: report.Text}}}
	for _, s := range c.series {
		t.Columns = append(t.Columns, report.Column{Name: s.name, Kind: report.Number})
	}
	for i, l := range c.labels {
		row := []report.Cell{{Value: l}}
		for _, s := range c.series {
			row = append(row, report.Cell{Value: s.values[i]})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// headRow and sheetRow are the rows of the heads and of the first data in a
// workbook of package xlsx.
const (
	headRow  = 3
	sheetRow = 4
)

func chartID(i int) string { return fmt.Sprintf("chart%d", i+1) }

// files returns the parts of chart number i.
func (c chart) files(i int) []part {
	id := chartID(i)
	return []part{
		{"word/charts/" + id + ".xml", c.xml()},
		{"word/charts/_rels/" + id + ".xml.rels", []byte(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="data" Type="` + relation + `/package" Target="../embeddings/` + id + `.xlsx"/></Relationships>`)},
		{"word/embeddings/" + id + ".xlsx", c.data},
	}
}

func (c chart) xml() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead + `<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="` + relation + `"><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="1"/><a:t>`)
	text(&b, c.title)
	b.WriteString(`</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>`)
	last := sheetRow + len(c.labels) - 1
	for i, s := range c.series {
		col := string(rune('B' + i))
		fmt.Fprintf(&b, `<c:ser><c:idx val="%d"/><c:order val="%d"/><c:tx><c:strRef><c:f>数据!$%s$%d</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>`, i, i, col, headRow)
		text(&b, s.name)
		fmt.Fprintf(&b, `</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val="%s"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>`, colours[i%len(colours)])
		fmt.Fprintf(&b, `<c:cat><c:strRef><c:f>数据!$A$%d:$A$%d</c:f><c:strCache><c:ptCount val="%d"/>`, sheetRow, last, len(c.labels))
		for j, l := range c.labels {
			fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>`, j)
			text(&b, l)
			b.WriteString(`</c:v></c:pt>`)
		}
		fmt.Fprintf(&b, `</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>数据!$%s$%d:$%s$%d</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="%d"/>`, col, sheetRow, col, last, len(s.values))
		for j, v := range s.values {
			fmt.Fprintf(&b, `<c:pt idx="%d"><c:v>%g</c:v></c:pt>`, j, v)
		}
		b.WriteString(`</c:numCache></c:numRef></c:val></c:ser>`)
	}
	b.WriteString(`<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
		`<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="2"/></c:catAx>` +
		`<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="t"/><c:majorGridlines><c:spPr><a:ln><a:solidFill><a:srgbClr val="DDDDDD"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="General" sourceLinked="0"/><c:crossAx val="1"/></c:valAx></c:plotArea>`)
	if len(c.series) > 1 {
		b.WriteString(`<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>`)
	}
	b.WriteString(`<c:plotVisOnly val="1"/></c:chart><c:externalData r:id="data"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>`)
	return b.Bytes()
}

// colours of the bars, the first as on the pages.
var colours = []string{"8E191D", "B98B2F", "3A6EA5", "5B8C5A", "777777"}
