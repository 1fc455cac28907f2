package classify

import (
	"testing"

	"wenjian/corpus"
	"wenjian/segment"
)

// exceptionsIn returns what c finds in text, cut as the pipeline cuts it.
func exceptionsIn(c *Classifier, seg *segment.Segmenter, text string) []corpus.Exception {
	d := &corpus.Document{Text: text}
	segmented(seg, d)
	return c.Classify(d).Exceptions
}

// TestExceptionExamples runs the texts that each kind of exception carries: its
// contradiction must be found in match, no contradiction of it in no_match.
func TestExceptionExamples(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	planted, found := 0, 0
	for _, row := range c.know.exceptions.Kinds {
		if len(row.Match) == 0 || len(row.NoMatch) == 0 {
			t.Errorf("%s needs texts in match and in no_match", row.ID)
		}
		has := func(text string) bool {
			for _, e := range exceptionsIn(c, seg, text) {
				if e.Kind == row.ID {
					return true
				}
			}
			return false
		}
		for _, text := range row.Match {
			planted++
			if has(text) {
				found++
			} else {
				t.Errorf("%s is not found in %s", row.ID, text)
			}
		}
		for _, text := range row.NoMatch {
			if has(text) {
				t.Errorf("%s is wrongly found in %s", row.ID, text)
			}
		}
	}
	t.Logf("%d of %d planted contradictions found", found, planted)
}
