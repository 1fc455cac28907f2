package office

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/traditionalchinese"

	"wenjian/ingest/charset"
	"wenjian/ingest/page"
)

// The document properties of a compound file ([MS-OLEPS]) lie in two streams:
//
//	stream  = … count32 at 24 { fmtid[16] offset32 }
//	section = size32 count32 { id32 offset32 }, values at offsets from its start
//	value   = type32 … ; 30 bytes in the code page (id 1), 31 UTF-16, 64 time
var oleProperties = map[string]map[int]string{
	"SummaryInformation": {
		2: page.PropertyTitle, 3: page.PropertySubject, 4: page.PropertyAuthor, 5: page.PropertyKeywords, 7: page.PropertyTemplate, 8: page.PropertyLastSavedBy,
		9: page.PropertyRevision, 10: page.PropertyEditing, 11: page.PropertyPrinted, 12: page.PropertyCreated, 13: page.PropertyModified, 18: page.PropertyApplication,
	},
	"DocumentSummaryInformation": {14: page.PropertyManager, 15: page.PropertyCompany},
}

// maxOLEProperties is more properties than a section has.
const maxOLEProperties = 500

// documentProperties reads who made a document and when.
func documentProperties(c *compound) map[string]string {
	props := map[string]string{}
	for _, name := range []string{"SummaryInformation", "DocumentSummaryInformation"} {
		b := block(c.stream(name))
		readPropertySection(b.part(b.u32(44), len(b)), oleProperties[name], props)
	}
	return props
}

// readPropertySection puts the named properties of a section into props.
func readPropertySection(b block, names map[int]string, props map[string]string) {
	codePage := 0
	n := min(b.u32(4), maxOLEProperties)
	for i := range n {
		if b.u32(8+8*i) == 1 {
			codePage = b.u16(b.u32(12+8*i) + 4)
		}
	}
	for i := range n {
		if key := names[b.u32(8+8*i)]; key != "" {
			v := b.part(b.u32(12+8*i), len(b))
			if s := oleValue(v, codePage, key == page.PropertyEditing); s != "0" { // 0 revisions, 0 minutes: not counted
				page.SetProperty(props, key, s)
			}
		}
	}
}

// oleValue returns a value as text; a duration is a time that counts minutes.
func oleValue(b block, codePage int, duration bool) string {
	switch b.u16(0) {
	case 2:
		return strconv.Itoa(int(int16(b.u16(4))))
	case 3:
		return strconv.Itoa(b.i32(4))
	case 30:
		return codePageText(b.part(8, min(b.u32(4), page.MaxProperty)), codePage)
	case 31:
		s, _, _ := strings.Cut(b.utf16(8, min(b.u32(4), page.MaxProperty)), "\x00")
		return s
	case 64:
		ticks := uint64(b.u32(4)) | uint64(b.u32(8))<<32 // of 100 ns
		if duration {
			return strconv.FormatUint(ticks/(60*10_000_000), 10)
		}
		const toUnix = 11_644_473_600 // seconds from 1601 to 1970
		if s := int64(ticks / 10_000_000); s > toUnix && ticks>>63 == 0 {
			return time.Unix(s-toUnix, 0).UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// pageText decodes a short string. The stated codePage is believed only where
// it is Big5 or UTF-16: much Chinese software states 1252 and writes GBK.
func codePageText(b []byte, codePage int) string {
	if codePage == 1200 {
		s, _, _ := strings.Cut(block(b).utf16(0, len(b)/2), "\x00")
		return s
	}
	s, _, _ := strings.Cut(string(b), "\x00")
	if utf8.ValidString(s) {
		return s
	}
	if codePage == 950 {
		t, _ := traditionalchinese.Big5.NewDecoder().String(s)
		return t
	}
	if gb, _ := charset.DecodeGB18030([]byte(s)); codePage == 936 || codePage == 54936 || !strings.ContainsRune(gb, utf8.RuneError) && charset.Plausibility(gb) >= 0.5 {
		return gb
	}
	t, _ := charmap.Windows1252.NewDecoder().String(s)
	return t
}

// savedBy reads the history of authors and paths ([MS-DOC] 2.9.279 SttbSavedBy).
func savedBy(b block) string {
	if b.u16(0) != 0xFFFF {
		return ""
	}
	var out []string
	at := 6
	for range min(b.u16(2), 64) {
		n := b.u16(at)
		out = append(out, page.OneLine(b.utf16(at+2, min(n, 260))))
		at += 2 + 2*n
	}
	var pairs []string
	for i := 0; i+1 < len(out); i += 2 {
		if p := out[i] + " " + out[i+1]; len(pairs) == 0 || pairs[len(pairs)-1] != p {
			pairs = append(pairs, p)
		}
	}
	return strings.Join(pairs, "；")
}
