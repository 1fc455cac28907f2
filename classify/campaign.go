package classify

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/internal/pattern"
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
	inTitle, inText := c.camp.Mark(nil, title), c.camp.Mark(nil, r.view.Text)
	n := -1 // number of the pattern
	for i, k := range c.know.campaigns.Kinds {
		score, first := 0, corpus.Span{}
		for _, re := range k.patterns {
			if n++; inTitle[n] && re.MatchString(title) {
				score += titleWeight
			}
			if !inText[n] {
				continue
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

// compileCampaigns prepares the patterns of the campaigns, in their order.
func compileCampaigns(l *list) (*pattern.Triggers, error) {
	var ps []string
	for _, k := range l.Kinds {
		for _, re := range k.patterns {
			ps = append(ps, re.String())
		}
	}
	t, err := pattern.NewTriggers(ps)
	if err != nil {
		return nil, fmt.Errorf("%w: campaigns.yaml: %w", ErrTaxonomy, err)
	}
	return t, nil
}
