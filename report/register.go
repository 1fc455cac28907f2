package report

import (
	"fmt"
	"strings"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
)

// A SubmissionState says whether a unit of the register handed in its texts.
type SubmissionState string

// The states of a unit.
const (
	Submitted   SubmissionState = "submitted"   // all that it must, or more
	PartlyDone  SubmissionState = "partly"      // fewer than it must
	Missing     SubmissionState = "missing"     // none, though it must
	Exempt      SubmissionState = "exempt"      // it need not, and did not
	Unspecified SubmissionState = "unspecified" // an upper unit of which the register does not say
)

// Label returns the Chinese name of s.
func (s SubmissionState) Label() string {
	switch s {
	case Submitted:
		return "已报送"
	case PartlyDone:
		return "未报齐"
	case Missing:
		return "未报送"
	case Exempt:
		return "不需报送"
	}
	return "—"
}

// A Submission is one unit of the register with what it handed in.
type Submission struct {
	register.Node
	Documents int    // of the unit itself
	Below     int    // of the unit and all units below it
	Last      string // latest date of its own documents, or empty
	State     SubmissionState
}

// Submissions says of every unit of the register what it handed in, in the
// order of the tree.
func Submissions(reg *register.Register, counts map[string]store.UnitCount) []Submission {
	nodes := reg.Tree()
	out := make([]Submission, len(nodes))
	upper := make([]bool, len(nodes))
	for i, n := range nodes {
		c := counts[n.ID]
		out[i] = Submission{Node: n, Documents: c.Documents, Below: c.Documents, Last: c.Last}
		if n.Up >= 0 {
			upper[n.Up] = true
		}
	}
	for i := len(out) - 1; i >= 0; i-- { // units stand before those below them
		if up := out[i].Up; up >= 0 {
			out[up].Below += out[i].Below
		}
		out[i].State = stateOf(out[i], upper[i])
	}
	return out
}

// stateOf compares what a unit handed in with what the register expects; where
// it does not say, a unit at the end of the tree must hand in one text.
func stateOf(s Submission, upper bool) SubmissionState {
	due, said := register.Expected(s.Due)
	switch {
	case !said && s.Due == "" && upper && s.Documents == 0:
		return Unspecified
	case !said:
		due = 1
	}
	switch {
	case s.Documents >= due && s.Documents > 0:
		return Submitted
	case due == 0:
		return Exempt
	case s.Documents > 0:
		return PartlyDone
	}
	return Missing
}

// CountStates counts the units in each state.
func CountStates(rows []Submission) map[SubmissionState]int {
	out := make(map[SubmissionState]int)
	for _, r := range rows {
		out[r.State]++
	}
	return out
}

// SubmissionTable shows units with what they handed in as a tree.
func SubmissionTable(rows []Submission, tax corpus.Taxonomy) Table {
	t := Table{Title: "单位报送情况", Columns: []Column{
		{"单位", Text}, {"类别", Text}, {"层级", Text}, {"应报送", Text}, {"材料数", Count}, {"含下级", Count}, {"最近日期", Text}, {"报送情况", Text}, {"联系人", Text}, {"联系电话", Text},
	}}
	documents := 0
	for _, r := range rows {
		t.Rows = append(t.Rows, []Cell{
			{Value: strings.Repeat("　", r.Depth) + r.Name}, known(corpus.LabelOf(tax.Units, r.Kind)), known(corpus.LabelOf(tax.Levels, r.Level)), known(r.Due),
			{Value: r.Documents}, {Value: r.Below}, known(r.Last), {Value: r.State.Label()}, known(r.Contact), known(r.Phone),
		})
		documents += r.Documents
	}
	n := CountStates(rows)
	t.Total = []Cell{{Value: "合计"}, {}, {}, {}, {Value: documents}, {}, {}, {}, {}, {}}
	t.Notes = []string{
		fmt.Sprintf("名册共 %d 个单位：已报送 %d，未报齐 %d，未报送 %d，不需报送 %d。", len(rows), n[Submitted], n[PartlyDone], n[Missing], n[Exempt]),
		"按上级单位排列；“含下级”是本单位和它的全部下级的材料数，所以不能相加。",
		"“应报送”没有写的，有下级的单位不判断，其余按应报送一份算。",
		"没有对应到名册的材料不在表内，见 wenjian units check。",
	}
	return t
}

// RegisterTable shows entries as a register that can be imported again; more
// are columns that follow, whose cells are in the order of entries.
func RegisterTable(entries []corpus.RegisterEntry, tax corpus.Taxonomy, notes []string, more ...RegisterColumn) Table {
	t := Table{Title: "单位名册", Notes: notes}
	names, _ := register.Headings(entries)
	for _, n := range names {
		t.Columns = append(t.Columns, Column{n, Text})
	}
	for _, c := range more {
		t.Columns = append(t.Columns, Column{c.Name, Count})
	}
	for i, e := range entries {
		row := texts(register.Cells(e, names, tax)...)
		for _, c := range more {
			row = append(row, Cell{Value: c.Counts[i]})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// A RegisterColumn is a column of numbers beside a register.
type RegisterColumn struct {
	Name   string
	Counts []int
}

// Problems lists what is wrong with a register.
func Problems(problems []register.Problem) Table {
	t := Table{Title: "名册问题", Columns: []Column{{"工作表", Text}, {"行号", Count}, {"单位", Text}, {"问题", Text}, {"怎么办", Text}, {"代码", Text}}}
	for _, p := range problems {
		row := Cell{}
		if p.Row > 0 {
			row.Value = p.Row
		}
		t.Rows = append(t.Rows, []Cell{known(p.Sheet), row, known(p.Unit), {Value: p.Reason}, {Value: p.Advice}, {Value: p.Code}})
	}
	return t
}
