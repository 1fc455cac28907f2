package register

import (
	"fmt"

	"wenjian/corpus"
)

// A Problem is something in a register that a person should look at. It never
// stops an import.
type Problem struct {
	Code   string // see the constants
	Sheet  string // of the workbook; empty for csv and for a stored register
	Row    int    // in the sheet, counted from 1; 0 when it concerns no row
	Unit   string // the name that it is about; may be empty
	Reason string // in Chinese, one sentence
	Advice string // what to do, one sentence

	entry int // index of the entry it is about, from 1; 0 for none
}

// The codes of problems.
const (
	CodeNoHeader        = "no-header"        // a sheet without the column 单位名称
	CodeNoName          = "no-name"          // a row without a unit's name: left out
	CodeNotUnit         = "row-not-unit"     // a total, a note, a heading between rows: left out
	CodeLongName        = "name-too-long"    // longer than any unit's name: left out
	CodeMasked          = "name-masked"      // a name with × or *: left out
	CodeDuplicate       = "duplicate-row"    // the unit has an earlier row: joined
	CodeUnknownID       = "unknown-id"       // 编号 is not one of the stored register's: taken as a new unit
	CodeUnknownKind     = "unknown-kind"     // 类别 is not one of ours: kept as it is, without effect
	CodeUnknownLevel    = "unknown-level"    // 层级 likewise
	CodeUnknownDue      = "unknown-due"      // 应报送 is not understood: taken as 是
	CodeUnknownSuperior = "unknown-superior" // 上级单位 is in no row
	CodeAmbiguousAbove  = "ambiguous-superior"
	CodeCycle           = "superior-cycle" // a unit is its own superior, perhaps by way of others
	CodeAliasClaimed    = "alias-claimed"  // several units have the name
	CodeSameName        = "same-name"      // several units have one name and cannot be told apart
)

// Locate says in which rows the entries stand that problems of a register of
// entries are about; an entry that no line gave stays without row.
func Locate(problems []Problem, entries []corpus.RegisterEntry, lines []Line) {
	at := make(map[string]Line, len(lines))
	for _, l := range lines {
		if _, ok := at[identity(l.RegisterEntry)]; !ok {
			at[identity(l.RegisterEntry)] = l
		}
	}
	for i := range problems {
		p := &problems[i]
		if p.entry == 0 || p.entry > len(entries) {
			continue
		}
		if l, ok := at[identity(entries[p.entry-1])]; ok {
			p.Sheet, p.Row = l.Sheet, l.Row
		}
	}
}

// String returns the problem as one line for people.
func (p Problem) String() string {
	where := ""
	if p.Sheet != "" {
		where = "工作表“" + p.Sheet + "”"
	}
	if p.Row > 0 {
		where += fmt.Sprintf("第 %d 行", p.Row)
	}
	if where != "" {
		where += "："
	}
	return fmt.Sprintf("%s%s%s（%s）", where, p.Reason, p.Advice, p.Code)
}
