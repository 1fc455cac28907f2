package classify

import (
	"strings"
	"testing"

	"wenjian/internal/zh"
	"wenjian/segment"
)

// TestWordsStayWhole says that segmentation cuts no name of the taxonomy
// apart, wherever it stands in a text that is annotated or embedded: no token
// ends inside it. Where two names overlap (服务群众工作 …), one of them has to
// give way: that both are cut is the fault.
func TestWordsStayWhole(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	texts := exampleTexts(c)
	for _, p := range goldDocs(t) {
		texts = append(texts, p.doc.Text)
	}
	seen := 0
	for _, text := range texts {
		folded := zh.Fold(text)
		cut := map[int]bool{} // offsets at which a token begins or ends
		for _, tok := range seg.Tokens(folded) {
			cut[tok.Start], cut[tok.End] = true, true
		}
		whole := make([]bool, len(folded)) // bytes inside an occurrence that stayed whole
		var broken [][2]int
		for _, w := range c.Words() {
			if len([]rune(w)) > 16 {
				continue // segment takes no longer words: one campaign's full name
			}
			for from := 0; ; {
				i := strings.Index(folded[from:], w)
				if i < 0 {
					break
				}
				start, end := from+i, from+i+len(w)
				from = start + 1
				seen++
				if cutInside(cut, start, end) {
					broken = append(broken, [2]int{start, end})
					continue
				}
				for j := start; j < end; j++ {
					whole[j] = true
				}
			}
		}
		for _, b := range broken {
			if !anyTrue(whole[b[0]:b[1]]) {
				t.Errorf("%s is cut apart in …%s…", folded[b[0]:b[1]], around(folded, b[0], b[1]))
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d occurrences seen: the test looks at nothing", seen)
	}
}

// exampleTexts returns the sentences of all rows of the taxonomy.
func exampleTexts(c *Classifier) []string {
	var out []string
	for _, l := range c.know.files() {
		for _, r := range l.Kinds {
			out = append(out, r.Match...)
			out = append(out, r.NoMatch...)
		}
	}
	return out
}

func cutInside(cut map[int]bool, start, end int) bool {
	for i := start + 1; i < end; i++ {
		if cut[i] {
			return true
		}
	}
	return false
}

func anyTrue(list []bool) bool {
	for _, b := range list {
		if b {
			return true
		}
	}
	return false
}

func around(text string, start, end int) string {
	return head(text[back(text, start, 18):], end-start+36)
}
