package main

import (
	"fmt"
	"strconv"
	"strings"

	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/report"
)

// listedGroup is how much of a mother text a list shows, in characters.
const listedGroup = 80

// groups returns the groups of documents that have the same text.
func (o overlaps) groups() []compare.Group {
	var links []compare.Link
	for _, m := range o.matches {
		if compare.Class(m.Class).Grouped() {
			links = append(links, compare.Link{From: m.A, To: m.B, SpanFrom: m.SpanA, SpanTo: m.SpanB})
		}
	}
	rank := o.byDate()
	return compare.Groups(links, func(id string) int { return rank[id] })
}

// mother rebuilds the mother text of g.
func (o overlaps) mother(g compare.Group) compare.Mother {
	known := map[string][]corpus.Span{}
	for _, m := range o.matches {
		known[m.B] = append(known[m.B], m.SpanB)
	}
	return compare.Rebuild(g, func(id string) compare.MotherMember {
		d := o.byID[id]
		return compare.MotherMember{ID: id, Unit: d.Unit.Name, Date: d.Date.Value, Text: d.Text, Known: known[id]}
	})
}

// showGroups prints all groups, or the one called id.
func (a *app) showGroups(o overlaps, id string) error {
	groups := o.groups()
	shown := 0
	for _, g := range groups {
		if id != "" && g.ID != id {
			continue
		}
		shown++
		m := o.mother(g)
		switch {
		case a.json:
			if err := a.printJSON(groupLineOf(o, g, m)); err != nil {
				return err
			}
		case id == "":
			a.printf("［%s］%s　“%s”\n", g.ID, motherSummary(m), shorten(oneLine(m.String()), listedGroup))
		default:
			if err := a.printMother(o, g, m); err != nil {
				return err
			}
		}
	}
	switch {
	case id != "" && shown == 0:
		return notFoundf("没有编号为“%s”的雷同组。编号在 wenjian compare --groups 的结果里。", id)
	case id == "" && !a.json && shown == 0:
		a.printf("没有发现几份材料共用一段文字的情况。\n")
	case id == "" && !a.json:
		a.printf("共 %d 组。用 wenjian compare --groups 组编号 看母本和各单位改了什么。\n", shown)
	}
	return nil
}

// motherSummary says how far a text went round.
func motherSummary(m compare.Mother) string {
	s := fmt.Sprintf("%d 份材料、%d 个单位", len(m.Members), m.Units)
	switch {
	case m.First != "" && m.First != m.Last:
		s += fmt.Sprintf("，最早 %s，最晚 %s", m.First, m.Last)
	case m.First != "":
		s += "，" + m.First
	}
	return s
}

// printMother prints what each unit added, the mother text, and what stands
// in its slots.
func (a *app) printMother(o overlaps, g compare.Group, m compare.Mother) error {
	a.printf("雷同组［%s］：%s\n\n各单位自己写的：\n", g.ID, motherSummary(m))
	for _, c := range m.Members {
		a.printf("　［%s］%s　%s　母本占全文 %.0f%%\n", c.ID, orUnknown(c.Unit), orUnknown(c.Date), 100*c.Share())
		if len(c.Additions) == 0 {
			a.printf("　　（没有自己写的句子）\n")
		}
		for _, s := range c.Additions {
			a.printf("　　%s\n", oneLine(s.Of(o.byID[c.ID].Text)))
		}
	}
	a.printf("\n母本：\n")
	for _, s := range m.Stretches {
		var text strings.Builder
		for _, p := range s.Pieces {
			if p.Slot < 0 {
				text.WriteString(p.Text)
			} else {
				text.WriteString(a.highlight(slotSign(m, p.Slot)))
			}
		}
		for line := range strings.Lines(strings.TrimSpace(text.String())) {
			a.printf("　　%s\n", strings.TrimSpace(line))
		}
		if s.Copies < len(m.Members) {
			a.printf("　　（以上一段 %d 份材料有）\n", s.Copies)
		}
	}
	if len(m.Kept) > 0 {
		a.printf("\n各单位都没有改的数字：%s\n", strings.Join(m.Kept, "、"))
	}
	if len(m.Slots) == 0 {
		return nil
	}
	a.printf("\n")
	return a.showTable(slotTable(m), "")
}

// slotSign is how a slot reads in the mother text: 【单位1】.
func slotSign(m compare.Mother, n int) string {
	return "【" + string(m.Slots[n].Kind) + strconv.Itoa(n+1) + "】"
}

// slotTable is what each document has in each slot.
func slotTable(m compare.Mother) report.Table {
	t := report.Table{Title: "各单位改了什么", Columns: []report.Column{{Name: "材料", Kind: report.Text}, {Name: "单位", Kind: report.Text}}}
	for i := range m.Slots {
		t.Columns = append(t.Columns, report.Column{Name: slotSign(m, i), Kind: report.Text})
	}
	for k, c := range m.Members {
		row := []report.Cell{{Value: c.ID}, {Value: orUnknown(c.Unit)}}
		for _, s := range m.Slots {
			row = append(row, report.Cell{Value: slotText(s.Values[k])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func slotText(v compare.SlotValue) string {
	switch {
	case !v.In:
		return "—"
	case v.Text == "":
		return "（无）"
	}
	return v.Text
}

// A groupLine is a group in compare --groups --json; see docs/format.md.
type groupLine struct {
	Type      string          `json:"type"`
	ID        string          `json:"id"`
	Units     int             `json:"units"`
	First     string          `json:"first,omitempty"`
	Last      string          `json:"last,omitempty"`
	Text      string          `json:"text"`
	Kept      []string        `json:"kept"`
	Documents []groupDocument `json:"documents"`
	Slots     []groupSlot     `json:"slots"`
}

type groupDocument struct {
	ID        string   `json:"id"`
	Source    string   `json:"source"`
	Ordinal   int      `json:"ordinal"`
	Unit      string   `json:"unit,omitempty"`
	Date      string   `json:"date,omitempty"`
	Share     float64  `json:"share"`
	Additions []string `json:"additions"`
}

type groupSlot struct {
	Kind   string            `json:"kind"`
	Values map[string]string `json:"values"` // by document ID; one that has not the text around the slot is left out
}

func groupLineOf(o overlaps, g compare.Group, m compare.Mother) groupLine {
	line := groupLine{Type: "group", ID: g.ID, Units: m.Units, First: m.First, Last: m.Last, Text: m.String(), Kept: append([]string{}, m.Kept...), Slots: []groupSlot{}}
	for _, c := range m.Members {
		d := o.byID[c.ID]
		x := groupDocument{ID: c.ID, Source: d.Source.Path, Ordinal: d.Ordinal, Unit: c.Unit, Date: c.Date, Share: c.Share(), Additions: []string{}}
		for _, s := range c.Additions {
			x.Additions = append(x.Additions, s.Of(d.Text))
		}
		line.Documents = append(line.Documents, x)
	}
	for _, s := range m.Slots {
		x := groupSlot{Kind: string(s.Kind), Values: map[string]string{}}
		for i, v := range s.Values {
			if v.In {
				x.Values[m.Members[i].ID] = v.Text
			}
		}
		line.Slots = append(line.Slots, x)
	}
	return line
}
