package pdf

import (
	"context"
	"regexp"
	"strings"

	"wenjian/ingest/page"
	"wenjian/ingest/pdf/pdfium"
)

// infoKeys maps the entries of the information dictionary (ISO 32000-1,
// 14.3.3) to the keys of Page.Properties that all formats share.
var infoKeys = []struct{ pdf, key string }{
	{"Title", page.PropertyTitle}, {"Subject", page.PropertySubject}, {"Author", page.PropertyAuthor}, {"Keywords", page.PropertyKeywords},
	{"Creator", page.PropertyApplication}, {"Producer", page.PropertyProducer}, {"CreationDate", page.PropertyCreated},
	{"ModDate", page.PropertyModified}, {"Company", page.PropertyCompany},
}

// properties reads the document properties.
func properties(ctx context.Context, d *pdfium.Document) map[string]string {
	out := map[string]string{}
	for _, k := range infoKeys {
		v := d.Property(ctx, k.pdf)
		if strings.HasSuffix(k.pdf, "Date") {
			v = timeOf(v)
		}
		page.SetProperty(out, k.key, v)
	}
	return out
}

// pdfTime is a date as PDF writes it: D:YYYYMMDDHHmmSSOHH'mm, all but the
// year optional (ISO 32000-1, 7.9.4).
var pdfTime = regexp.MustCompile(`^(?:D:)?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([Zz])|([-+])(\d\d)'?(\d\d)?'?)?`)

// timeOf returns a PDF date in the form of RFC 3339; what is no date stays.
func timeOf(s string) string {
	m := pdfTime.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	if m[4] == "" {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	or := func(s, t string) string {
		if s == "" {
			return t
		}
		return s
	}
	out := m[1] + "-" + m[2] + "-" + m[3] + "T" + m[4] + ":" + or(m[5], "00") + ":" + or(m[6], "00")
	switch {
	case m[8] != "":
		out += m[8] + m[9] + ":" + or(m[10], "00")
	case m[7] != "":
		out += "Z"
	}
	return out
}
