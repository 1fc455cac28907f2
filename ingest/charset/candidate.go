package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/traditionalchinese"

	"wenjian/ingest/mojibake"
	"wenjian/ingest/page"
)

// A candidate is an encoding that bytes which are not UTF-8 can be in.
type candidate struct {
	charset  string
	labels   string                                    // what files call it, each between blanks
	possible func(data []byte) bool                    // nil for always
	read     func(data []byte) (text string, cut bool) // bytes without meaning become U+FFFD; cut says that the end was incomplete
}

// candidates lists the encodings between which likelihood decides.
func candidates() []candidate {
	return []candidate{
		{"gb18030", " gb18030 gbk gb2312 gb_2312-80 x-gbk cp936 ", nil, DecodeGB18030},
		{"big5", " big5 big5-hkscs x-x-big5 cp950 ", nil, readBig5},
		{"windows-1252", " windows-1252 iso-8859-1 ", isWestern, readWestern},
	}
}

const (
	sampleSize   = 1 << 14 // bytes by which a candidate is judged
	plainly      = 0.6     // Plausibility of GB18030 beyond which no other reading is tried
	lossCost     = 20.0    // what a character without meaning costs, as many times as likely ones do
	declaredGain = 0.5     // what the file's own word is worth against the likelihood of a character
)

// likeliest returns the candidate that makes the likeliest text of data.
func likeliest(data []byte, declared string) candidate {
	sample := data[:min(len(data), sampleSize)]
	all := candidates()
	if text, _ := all[0].read(sample); lossOf(text) == 0 && Plausibility(text) > plainly {
		return all[0]
	}
	var best candidate
	most := 0.0
	for _, c := range all {
		if c.possible != nil && !c.possible(sample) {
			continue
		}
		text, _ := c.read(sample)
		score := merit(text)
		if declared != "" && strings.Contains(c.labels, " "+strings.ToLower(declared)+" ") {
			score += declaredGain
		}
		if best.read == nil || score > most {
			best, most = c, score
		}
	}
	return best
}

// merit says how good a reading is: its likelihood as Chinese, less for
// characters without meaning.
func merit(text string) float64 {
	return mojibake.Likelihood(text) - lossCost*lossOf(text)
}

// lossOf returns the share of text that is U+FFFD, counting what is beyond ASCII.
func lossOf(text string) float64 {
	n, bad := 0, 0
	for _, r := range text {
		if r >= 0x80 {
			n++
		}
		if r == mojibake.Lost {
			bad++
		}
	}
	return float64(bad) / float64(max(1, n))
}

// decode reads data in c.
func (c candidate) decode(data []byte) Decoded {
	text, cut := c.read(data)
	d := Decoded{Text: text, Charset: c.charset}
	if cut {
		d.Warnings = []page.Failure{page.WarnTruncated(c.charset)}
	}
	return d
}

// believed reports whether a reading can be meant. Chinese stands far above,
// bytes in a wrong encoding below.
func believed(d Decoded) bool {
	text := head(d.Text, sampleSize)
	return lossOf(text) < 0.2 && (Plausibility(text) >= MinPlausible || mojibake.Likelihood(text) > leastLikely)
}

// leastLikely is the Likelihood below which a text is believed only when it
// holds common characters. Lists of rare names come down to it.
const leastLikely = -11.0

// isChinese reports whether text holds Chinese that reads well.
func isChinese(text string) bool {
	text = head(text, sampleSize)
	return Plausibility(text) >= MinPlausible && mojibake.Likelihood(text) > leastLikely
}

// head returns about the first n bytes of text, whole characters.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// readBig5 reads Big5 with the Hong Kong and ETEN supplements.
func readBig5(data []byte) (string, bool) {
	text, _ := traditionalchinese.Big5.NewDecoder().String(string(data)) // never fails: bad bytes become U+FFFD
	whole := strings.TrimSuffix(text, lost)
	return whole, whole != text
}

// readWestern reads Windows-1252.
func readWestern(data []byte) (string, bool) {
	text, _ := charmap.Windows1252.NewDecoder().String(string(data)) // never fails: bad bytes become U+FFFD
	return text, false
}

// isWestern reports whether bytes beyond ASCII stand alone between letters, as
// the accents and quotes of a Western text do and those of Chinese cannot.
func isWestern(data []byte) bool {
	for i := 1; i < len(data); i++ {
		if data[i] >= 0x80 && data[i-1] >= 0x80 {
			return false
		}
	}
	return true
}
