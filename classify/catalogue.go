package classify

import (
	"wenjian/corpus"
)

// A List is one file of the taxonomy as people look it up.
type List struct {
	ID    string // activities
	Label string // 活动
	Rows  []Row  // in the order of reports
}

// A Row is one kind with its names.
type Row struct {
	corpus.Kind
	Aliases  []string // folded
	Patterns int      // regexps that find it; documents: of titles and text
	From, To string   // campaigns: YYYY-MM, or empty
	Own      bool     // a site's file has it, or adds to it
}

// Lists returns the lists that have kinds, in the order pages show them.
func (c *Classifier) Lists() []List {
	k := c.know
	out := []List{
		{ID: "activities", Label: "活动"}, {ID: "campaigns", Label: "主题活动"}, {ID: "sections", Label: "段落结构"},
		{ID: "measures", Label: "数据指标"}, {ID: "documents", Label: "文种"}, {ID: "units", Label: "单位类别"},
	}
	lists := k.files()
	for i := range out {
		l := lists[out[i].ID]
		for _, r := range l.Kinds {
			out[i].Rows = append(out[i].Rows, Row{
				Kind: corpus.Kind{ID: r.ID, Label: r.Label, Parent: r.Parent}, Aliases: r.Aliases,
				Patterns: len(r.Patterns) + len(r.Wide) + len(r.Title) + len(r.Body), From: r.From, To: r.To, Own: l.own[r.ID],
			})
		}
	}
	return out
}
