package office

import (
	"context"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// A table of contents is cut alike, with its heading, whichever format has it.
func TestContentsAreCutAlike(t *testing.T) {
	field := func(part string) string { return `<w:r><w:fldChar w:fldCharType="` + part + `"/></w:r>` }
	entries := `<w:p>` + field("begin") + `<w:r><w:instrText> TOC \o "1-3" \h </w:instrText></w:r>` + field("separate") + `<w:hyperlink>` + run("一、做法") + `<w:r><w:tab/></w:r>` +
		field("begin") + `<w:r><w:instrText> PAGEREF _Toc1 \h </w:instrText></w:r>` + field("separate") + run("1") + field("end") + `</w:hyperlink></w:p><w:p>` + run("二、成效") + `<w:r><w:tab/></w:r>` + run("3") + `</w:p><w:p>` + field("end") + `</w:p>`
	body := `<w:p>` + run("一、做法") + `</w:p>`
	odt := func(content string) []byte {
		return []byte(`<office:document mimetype="` + odtTypes[0] + `"><office:body><office:text>` + content + `</office:text></office:body></office:document>`)
	}
	for name, c := range map[string]struct {
		data          []byte
		want, removed string
	}{
		"docx, field":         {docxOf(t, `<w:p>`+run("总结")+`</w:p><w:p>`+run("目　录")+`</w:p><w:p/>`+entries+body), "总结\n\n一、做法\n", "目　录\n\n一、做法\t1\n二、成效\t3\n"},
		"docx, control":       {docxOf(t, `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent><w:p>`+run("索引")+`</w:p>`+entries+`</w:sdtContent></w:sdt>`+body), "一、做法\n", "索引\n一、做法\t1\n二、成效\t3\n"},
		"docx, no end":        {docxOf(t, strings.Replace(entries, `<w:p>`+field("end")+`</w:p>`, "", 1)+body), "一、做法\t1\n二、成效\t3\n一、做法\n", ""},
		"docx, nothing else":  {docxOf(t, `<w:p>`+run("目录")+`</w:p>`+entries), "目录\n一、做法\t1\n二、成效\t3\n\n", ""},
		"docx, other heading": {docxOf(t, `<w:p>`+run("目录学研究")+`</w:p>`+entries+body), "目录学研究\n\n一、做法\n", "一、做法\t1\n二、成效\t3\n"},
		"rtf":                 {[]byte(`{\rtf1\uc0 \u30446 \u24405 \par {\field{\*\fldinst TOC \\o}{\fldrslt \u20570 \tab 1\par \u25104 \tab 3}}\par \u27491 \par}`), "正\n", "目录\n做\t1\n成\t3\n"},
		"rtf, cut off":        {[]byte(`{\rtf1\uc0 {\field{\*\fldinst TOC \\o}{\fldrslt \u20570 \tab 1\par \u25104 `), "做\t1\n成\n", ""},
		"odt":                 {odt(`<text:table-of-content><text:table-of-content-source><text:index-title-template>目录</text:index-title-template></text:table-of-content-source><text:index-body><text:index-title><text:p>目录</text:p></text:index-title><text:p>一、做法<text:tab/>1</text:p></text:index-body></text:table-of-content><text:p>一、做法</text:p>`), "一、做法\n", "目录\n一、做法\t1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := read(context.Background(), "a", c.data)
			if err != nil || strings.TrimLeft(p.Text, "\n") != strings.TrimLeft(c.want, "\n") {
				t.Errorf("got %q, %v\nwant %q", p.Text, err, c.want)
			}
			removed := ""
			for _, r := range p.Removals {
				if r.Why == WhyContents {
					removed += r.Text
				}
			}
			if removed != c.removed {
				t.Errorf("removed %q\nwant %q", removed, c.removed)
			}
			lawfulPage(t, p, nil)
		})
	}
}

func TestHeadingAboveContents(t *testing.T) {
	for _, c := range []struct {
		text string
		cut  string
	}{
		{"目录\n", "目录\n"}, {"甲\n目 录\n\n", "目 录\n\n"}, {"Contents\n", "Contents\n"}, {"甲目录\n", ""}, {"目录", ""}, {"", ""}, {"\n\n", ""},
	} {
		f := &page.Flow{}
		f.Write(c.text, "")
		f.Write("一、\n", WhyContents)
		f.Write("正文\n", "")
		settleContents(f, false)
		got := ""
		for _, d := range f.Drops {
			got += string(f.Text[d.Start:d.End])
		}
		if got != c.cut+"一、\n" {
			t.Errorf("%q: cut %q", c.text, got)
		}
		if _, _, err := corpus.Apply(string(f.Text), nil, f.Drops); err != nil {
			t.Error(err)
		}
	}
}
