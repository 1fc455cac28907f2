package charset

import (
	"regexp"
	"strconv"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// lostLead matches what the loss of the first byte of a GBK character leaves
// when it was printed as ?: a question mark inside a sentence, perhaps a mark
// that the next bytes happened to form, and then wrong characters up to the
// place where the pairs of bytes fall into step again.
var lostLead = regexp.MustCompile(`\p{Han}\?[!-~！-～]?(\p{Han}{4,8})`)

// PropertyLostBytes is the key of Page.Properties that counts the places where
// the text is wrong because a byte was lost before the file was made. They are
// recognised, not repaired: the head of each cannot be known for certain.
const PropertyLostBytes = "lost-bytes"

// NoteLostBytes sets PropertyLostBytes when text has such places.
func NoteLostBytes(p *page.Page) {
	n := 0
	for _, m := range lostLead.FindAllStringSubmatch(p.Text, -1) {
		rare, all := 0, 0
		for _, r := range m[1] {
			all++
			if !commonSet[zh.FoldRune(r)] {
				rare++
			}
		}
		if 2*rare >= all {
			n++
		}
	}
	if n == 0 {
		return
	}
	if p.Properties == nil {
		p.Properties = map[string]string{}
	}
	p.Properties[PropertyLostBytes] = strconv.Itoa(n)
}
