package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// titleWeight is how much more a campaign named in the title counts than one
// named in the text, where earlier campaigns and recycled text name others.
const titleWeight = 100

// campaign decides which campaign the document is about: the one its title
// names, else the one its text names most often.
func (c *Classifier) campaign(r *reading) {
	title := zh.Fold(r.Title.Value)
	best, bestScore := -1, 0
	var where corpus.Span
	for i, k := range c.know.campaigns.Kinds {
		score, first := 0, corpus.Span{}
		for _, re := range k.patterns {
			if re.MatchString(title) {
				score += titleWeight
			}
			locs := re.FindAllStringIndex(r.view.Text, -1)
			if len(locs) > 0 && first.Empty() {
				first = r.span(locs[0][0], locs[0][1])
			}
			score += len(locs)
		}
		if score > bestScore {
			best, bestScore, where = i, score, first
		}
	}
	if best < 0 {
		r.Campaign = corpus.Label{By: corpus.By{Rule: "campaign/none"}}
		return
	}
	sure := 0.7
	if bestScore >= titleWeight {
		sure = 0.95
	}
	id := c.know.campaigns.Kinds[best].ID
	r.Campaign = corpus.Label{Value: id, Evidence: where, By: corpus.By{Rule: fmt.Sprintf("campaign/%s", id), Confidence: sure}}
}

// foldName returns an organisation's name as rules compare it: folded,
// without white space.
func foldName(s string) string { return strings.Join(strings.Fields(zh.Fold(s)), "") }
