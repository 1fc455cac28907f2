package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"wenjian/ingest/page"
)

const testTypes = `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

const (
	testRels = `<Relationships><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/><Relationship Id="s" Type="x/styles" Target="styles.xml"/><Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/></Relationships>`
	testNums = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/><w:lvlRestart w:val="1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num></w:numbering>`
)

// docxOf returns a document with the given body.
func docxOf(t testing.TB, body string) []byte {
	return zipped(t, "[Content_Types].xml", testTypes, "word/_rels/document.xml.rels", testRels, "word/numbering.xml", testNums,
		"word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc" xmlns:m="m"><w:body>`+body+`</w:body></w:document>`)
}

func run(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func numbered(num, level int, s string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>%s</w:p>`, level, num, run(s))
}

func TestReadDocx(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"numbers count, restart and override": {
			numbered(1, 0, "总则") + numbered(1, 1, "目的") + numbered(1, 2, "其三") + numbered(1, 1, "依据") + numbered(1, 2, "其四") + numbered(1, 0, "分则") + numbered(1, 1, "2011年") + numbered(2, 0, "附则") + numbered(1, 0, "续"),
			"第一章 总则\n1.1 目的\nc)其三\n1.2 依据\nd)其四\n第二章 分则\n2.1 2011年\n第八章 附则\n第九章 续\n",
		},
		"a field shows its result": {
			`<w:p>` + run("见") + `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>X</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>内层</w:t><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/><w:t>附件一</w:t><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>`,
			"见附件一\n",
		},
		"characters in circles": {
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \o\ac(○,</w:instrText></w:r><w:r><w:instrText>3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` + run("是") + `</w:p>`, "③是\n",
		},
		"a field without an end swallows nothing": {
			`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>` + run("甲") + `</w:p><w:p>` + run("乙") + `</w:p>`, "\n乙\n",
		},
		"nested tables and long cells stay lines": {
			`<w:tbl><w:tr><w:tc><w:p>` + run("事迹") + `</w:p></w:tc><w:tc><w:p>` + run(strings.Repeat("甲", 80)) + `</w:p><w:tbl><w:tr><w:tc><w:p>` + run("一") + `</w:p></w:tc><w:tc><w:p>` + run("二") + `</w:p></w:tc></w:tr></w:tbl><w:p>` + run(strings.Repeat("乙", 80)) + `</w:p></w:tc></w:tr></w:tbl>`,
			"事迹\n" + strings.Repeat("甲", 80) + "\n一\t二\n" + strings.Repeat("乙", 80) + "\n",
		},
		"an alternative counts once": {
			`<w:p><w:r><mc:AlternateContent><mc:Choice><w:pict/></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>` + run("框") + `</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("文") + `</w:p>`, "文\n框\n",
		},
		"moved text stands where it went": {
			`<w:p><w:moveFrom>` + run("走") + `</w:moveFrom>` + run("在") + `<w:moveTo>` + run("走") + `</w:moveTo></w:p>`, "在走\n",
		},
		"formulas, rubies, breaks": {
			`<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:ruby><w:rt>` + run("dǎng") + `</w:rt><w:rubyBase>` + run("党") + `</w:rubyBase></w:ruby><w:br w:type="page"/></w:r>` + run("员") + `<w:r><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>`, "x=1党\n员-\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(context.Background(), "a.wps", docxOf(t, c.body))
			if err != nil || p.Text != c.want || p.Format != "docx" {
				t.Errorf("got %q (%s), %v\nwant %q", p.Text, p.Format, err, c.want)
			}
			lawfulPage(t, p, nil)
		})
	}
}

func TestReadRTF(t *testing.T) {
	gbk := func(s string) string {
		var b strings.Builder
		for _, c := range encode(t, simplifiedchinese.GB18030, s) {
			fmt.Fprintf(&b, `\'%02x`, c)
		}
		return b.String()
	}
	for name, c := range map[string]struct{ rtf, want string }{
		"raw bytes whose second half is a backslash": {`{\rtf1\ansicpg936 ` + string(encode(t, simplifiedchinese.GBK, "隱乗")) + `\par}`, "隱乗\n"},
		"Chinese bytes in a Western font":            {`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 ` + gbk("党支部开展活动，群众满意。") + `\par}`, "党支部开展活动，群众满意。\n"},
		"the font for double-byte characters":        {`{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 x;}}{\loch\af0\hich\af0\dbch\af1 ` + gbk("党") + `}\par}`, "党\n"},
		"a character spread over groups":             {`{\rtf1\ansicpg936 {\b\'b5}{\i\'b3}\par}`, "党\n"},
		"surrogates and fallbacks":                   {`{\rtf1\uc1\u-10179?\u-8960?{\uc2\u20826\'b5\'b3}{\uc0\u21592}\par}`, "\U0001F500党员\n"},
		"a table in a cell":                          {`{\rtf1\ansicpg936\trowd\intbl a\par\itap2 b\nestcell c\nestcell{\*\nesttableprops\nestrow}\itap1 \cell d\cell\row\pard e}`, "a b\tc\td\ne\n"},
		"text after the end":                         {`{\rtf1 a\par}b{`, "a\n"},
		"no end":                                     {`{\rtf1 {a\par b`, "a\nb\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(context.Background(), "a.doc", []byte(c.rtf))
			if err != nil || p.Text != c.want || p.Format != "rtf" {
				t.Errorf("got %q (%s), %v\nwant %q", p.Text, p.Format, err, c.want)
			}
			lawfulPage(t, p, nil)
		})
	}
}

// TestHostileDocuments gives the readers what is made to exhaust them.
func TestHostileDocuments(t *testing.T) {
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 2000)
	for name, c := range map[string]struct {
		data []byte
		code string // "" for a page with a warning
	}{
		"password":             {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...), page.CodeEncrypted},
		"odt password":         {zipped(t, "mimetype", odtTypes[0], "META-INF/manifest.xml", "<manifest:encryption-data/>", "content.xml", "x"), page.CodeEncrypted},
		"zip bomb":             {docxOf(t, strings.Repeat(" ", maxPart)), page.CodeBomb},
		"paragraphs, no end":   {docxOf(t, strings.Repeat(`<w:p/>`, page.MaxFlow/propertyWeight+1)), page.CodeBomb},
		"nested too deep":      {docxOf(t, `<w:p>`+run("完好的部分")+`</w:p>`+deep), ""},
		"cut off":              {docxOf(t, `<w:p>`+run("完好的部分")+`</w:p><w:p><w:r><w:t`), ""},
		"foreign entity":       {zipped(t, "[Content_Types].xml", testTypes, "word/document.xml", `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="w"><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>`), "page"},
		"entity of entities":   {zipped(t, "[Content_Types].xml", testTypes, "word/document.xml", `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`), "page"},
		"no document":          {zipped(t, "[Content_Types].xml", testTypes), page.CodeArchive},
		"only pictures":        {docxOf(t, "<w:p/>"), page.CodeNoContent},
		"rtf groups":           {[]byte(`{\rtf1 ` + strings.Repeat("{", 1<<20) + "完"), ""},
		"rtf cells":            {[]byte(`{\rtf1 ` + strings.Repeat(`\cell`, page.MaxFlow/20)), page.CodeBomb},
		"odt nested too deep":  {zipped(t, "mimetype", odtTypes[0], "content.xml", "<a><body><p>完好的部分</p>"+strings.Repeat("<list>", 5000)), ""},
		"word 2003, cut off":   {[]byte(`<w:wordDocument xmlns:w="` + wordML2003 + `"><w:body><w:p><w:r><w:t>完好的部分</w:t></w:r></w:p><w:p`), ""},
		"flat parts, cut off":  {[]byte(`<pkg:package xmlns:pkg="` + flatOPC + `"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document><w:body>`), page.CodeArchive},
		"chunk in itself":      {docxOf(t, `<w:altChunk r:id="s"/><w:p>`+run("完")+`</w:p>`), "page"},
		"styles that go round": {zipped(t, "[Content_Types].xml", testTypes, "word/_rels/document.xml.rels", testRels, "word/styles.xml", `<s><style styleId="a"><basedOn val="b"/></style><style styleId="b"><basedOn val="a"/></style></s>`, "word/document.xml", `<d><p><pPr><pStyle val="a"/></pPr><r><t>完</t></r></p></d>`), "page"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(context.Background(), "a.doc", c.data)
			var f *page.Failure
			switch {
			case c.code == "page" || c.code == "":
				if err != nil || strings.Contains(p.Text, "aaaa") {
					t.Fatalf("got %q, %v", p.Text, err)
				}
				if c.code == "" && len(p.Warnings) != 1 {
					t.Errorf("warnings %v", p.Warnings)
				}
			case !errors.As(err, &f) || f.Code != c.code:
				t.Errorf("got %.80q, %v, want %s", p.Text, err, c.code)
			}
		})
	}
}

func TestReadDocxStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for name, read := range map[string]func(context.Context, []byte) (page.Page, error){"docx": func(ctx context.Context, data []byte) (page.Page, error) { return ReadDocx(ctx, data, nil) }, "rtf": ReadRTF} {
		data := docxOf(t, strings.Repeat("<w:p/>", 5000))
		if name == "rtf" {
			data = []byte(`{\rtf1 ` + strings.Repeat("a", 5000))
		}
		if _, err := read(ctx, data); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestListNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 10, "十"}, {"chineseCounting", 12, "十二"}, {"chineseCountingThousand", 110, "一百一十"}, {"japaneseCounting", 1005, "一千零五"}, {"chineseCounting", 20301, "二万零三百零一"},
		{"ideographDigital", 10, "一〇"}, {"taiwaneseDigital", 20, "二○"}, {"chineseLegalSimplified", 12, "壹拾贰"}, {"ideographLegalTraditional", 6, "陸"},
		{"ideographTraditional", 2, "乙"}, {"ideographTraditional", 11, "11"}, {"ideographZodiac", 12, "亥"}, {"ideographZodiacTraditional", 13, "丙子"},
		{"decimalEnclosedCircle", 21, "㉑"}, {"decimalEnclosedParen", 3, "⑶"}, {"ideographEnclosedCircle", 1, "㈠"}, {"decimalFullWidth", 12, "１２"},
		{"upperRoman", 1999, "MCMXCIX"}, {"lowerLetter", 28, "bb"}, {"decimalZero", 7, "07"}, {"ordinal", 22, "22nd"}, {"none", 3, ""}, {"unheard-of", 3, "3"}, {"chineseCounting", -1, "-1"},
	} {
		if got := listNumber(c.format, c.n); got != c.want {
			t.Errorf("%s %d: got %s, want %s", c.format, c.n, got, c.want)
		}
	}
}

// FuzzDocx varies the parts of a document; as a whole it would stay a broken
// archive.
func FuzzDocx(f *testing.F) {
	f.Add([]byte(`<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>党</w:t></w:r></w:p></w:body></w:document>`), []byte(testNums))
	if r, err := zip.NewReader(bytes.NewReader(sample(f, "word.docx")), int64(len(sample(f, "word.docx")))); err == nil {
		parts := &zipPackage{ctx: context.Background(), parts: map[string]*zip.File{}}
		for _, e := range r.File {
			parts.parts[partKey(e.Name)] = e
		}
		document, _ := parts.read("word/document.xml", 1<<20)
		numbering, _ := parts.read("word/numbering.xml", 1<<20)
		f.Add(document, numbering)
	}
	eachSeed(f, func(data []byte) {
		if parts := seedParts(data, "word/document.xml", "word/numbering.xml"); parts != nil {
			f.Add(parts[0], parts[1])
		}
	}, ".docx", ".docm", ".dotx")
	f.Fuzz(func(t *testing.T, document, numbering []byte) {
		pkg := &zipPackage{ctx: context.Background(), flat: map[string][]byte{
			"word/document.xml": document, "word/numbering.xml": numbering, "word/styles.xml": numbering, "word/footnotes.xml": document, "word/_rels/document.xml.rels": []byte(testRels),
		}}
		d := newDocx(context.Background())
		d.pkg = pkg
		body, err := d.read()
		var p page.Page
		if err == nil {
			p, err = body.Page("utf-8")
		}
		if err != nil {
			err = officeError(err, "文档")
		}
		lawfulPage(t, p, err)
		p, err = read(context.Background(), "a.xml", append([]byte(`<w:wordDocument xmlns:w="`+wordML2003+`">`), document...))
		lawfulPage(t, p, err)
		p, err = read(context.Background(), "a.docx", document)
		lawfulPage(t, p, err)
	})
}

// FuzzODT reads XML as an OpenDocument text in one file.
func FuzzODT(f *testing.F) {
	head := []byte(`<office:document mimetype="` + odtTypes[0] + `">`)
	p := openPackage(context.Background(), sample(f, "word.odt"))
	styles, _ := p.read("styles.xml", 1<<20)
	content, _ := p.read("content.xml", 1<<20)
	f.Add(append(bytes.TrimPrefix(styles, []byte("<?xml")), content...))
	f.Add(content)
	eachSeed(f, func(data []byte) {
		if parts := seedParts(data, "content.xml"); parts != nil {
			f.Add(parts[0])
		}
	}, ".odt", ".sxw")
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(context.Background(), "a.odt", append(bytes.Clone(head), data...))
		lawfulPage(t, p, err)
	})
}

func FuzzRTF(f *testing.F) {
	f.Add(sample(f, "word.rtf"))
	f.Add([]byte(`{\rtf1{\upr{a}{\*\ud b}}\u-10187?\uc9\bin99999 `))
	eachSeed(f, func(data []byte) { f.Add(bytes.TrimPrefix(data, []byte(`{\rtf1`))) }, ".rtf")
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(context.Background(), "a.rtf", append([]byte(`{\rtf1`), data...))
		lawfulPage(t, p, err)
	})
}

// BenchmarkDocx reads a document of 1,000 characters with the parts that Word
// writes.
func BenchmarkDocx(b *testing.B) {
	var body strings.Builder
	for i := range 20 {
		body.WriteString(numbered(1, i%2, strings.Repeat("支部组织党员集中学习，", 5)[:150]))
	}
	styles := "<w:styles>" + strings.Repeat(`<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="21"/></w:rPr></w:style>`, 150) + "</w:styles>"
	data := zipped(b, "[Content_Types].xml", testTypes, "word/_rels/document.xml.rels", testRels, "word/numbering.xml", testNums, "word/styles.xml", styles,
		"word/document.xml", `<w:document xmlns:w="w"><w:body>`+body.String()+`</w:body></w:document>`)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(context.Background(), "a.docx", data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "docx/s")
}
