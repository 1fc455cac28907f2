package office

import (
	"slices"
	"strings"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// A sheetTable is a sheet on which each row below the header is a submission.
type sheetTable struct {
	header int // index of the row of column names
	// Columns, -1 where there is none.
	text, title, unit, date int
}

// columnNames lists how office workers name the columns of a table of
// submissions, the surest first. Names are compared folded, without spaces.
var columnNames = struct{ text, title, unit, date []string }{
	text:  []string{"正文", "材料正文", "正文内容", "材料内容", "稿件内容", "报送内容", "信息内容", "文章内容", "全文", "全文内容", "文本", "文本内容", "原文", "材料", "内容", "工作内容", "主要内容", "总结内容", "具体内容", "text", "content", "body"},
	title: []string{"标题", "题目", "材料标题", "材料题目", "材料名称", "文章标题", "文章题目", "稿件标题", "信息标题", "文件名称", "文件标题", "篇名", "题名", "名称", "title"},
	unit:  []string{"单位", "单位名称", "报送单位", "上报单位", "来稿单位", "填报单位", "所在单位", "基层单位", "党组织", "党组织名称", "基层党组织", "所在党组织", "党支部", "支部", "支部名称", "党支部名称", "所在支部", "部门", "所属单位", "作者单位", "来源", "unit", "organization", "department"},
	date:  []string{"日期", "时间", "报送日期", "报送时间", "上报日期", "上报时间", "成文日期", "成文时间", "落款日期", "提交日期", "提交时间", "填报日期", "填报时间", "date"},
}

const (
	maxHeaderRow  = 8  // filled rows among which the header is looked for
	minCellText   = 60 // Chinese characters that make a cell running text
	maxHeaderCell = 12 // characters of a column's name
)

// tableOf recognises a table of submissions: a row of column names, one of
// them for the text, and below it mostly rows that have running text there.
func tableOf(rows [][]string) (sheetTable, bool) {
	for i, row := range rows[:min(len(rows), maxHeaderRow)] {
		t := sheetTable{header: i}
		t.text, t.title = column(row, columnNames.text), column(row, columnNames.title)
		t.unit, t.date = column(row, columnNames.unit), column(row, columnNames.date)
		if t.text < 0 || t.title < 0 && t.unit < 0 {
			continue
		}
		filled, running := 0, 0
		for _, r := range rows[i+1:] {
			if n := zh.HanCount(at(r, t.text)); n > 0 {
				filled++
				if n >= minCellText {
					running++
				}
			}
		}
		if running > 0 && 2*running >= filled {
			return t, true
		}
	}
	return sheetTable{}, false
}

func at(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// column returns the index of the column with the surest of the names, or -1.
func column(header []string, names []string) int {
	best, found := len(names), -1
	for i, c := range header {
		name := bare(c)
		if j := strings.IndexAny(name, "((:*"); j > 0 {
			name = name[:j]
		}
		if len([]rune(name)) > maxHeaderCell {
			continue
		}
		if k := slices.Index(names[:best], name); k >= 0 {
			best, found = k, i
		}
	}
	return found
}

// The reasons for which cells of a workbook are no reading text.
const (
	whySheetName = "sheet-name"
	whyColumn    = "table-column" // a cell beside the text of a submission
	whyTableHead = "table-head"   // column names and what stands above them
)

// sheetDrafts returns the documents of a sheet, none when it is empty. No
// Cell is lost: what is no reading text becomes Removals.
func sheetDrafts(name string, rows [][]string) []page.Draft {
	if len(rows) == 0 {
		return nil
	}
	name = strings.ToValidUTF8(name, "\uFFFD")
	t, ok := tableOf(rows)
	if !ok {
		f := &page.Flow{}
		f.CutText(name, whySheetName)
		for _, row := range rows {
			for _, line := range page.RowLines(cellsOf(row)) {
				f.AddLine(line)
			}
		}
		return []page.Draft{f.Draft("")}
	}
	var out []page.Draft
	f := &page.Flow{}
	f.CutText(name, whySheetName)
	for _, row := range rows[:t.header+1] {
		f.CutText(strings.Join(row, "\t"), whyTableHead)
	}
	title, written := "", false
	for _, row := range rows[t.header+1:] {
		if zh.HanCount(at(row, t.text)) > 0 { // a row without text goes with the one before
			if written {
				out = append(out, f.Draft(title))
				f = &page.Flow{}
			}
			title, written = clipTitle(page.OneLine(at(row, t.title))), true
		}
		t.write(f, rows[t.header], row)
	}
	return append(out, f.Draft(title))
}

// clipTitle keeps titles to a length that is one.
func clipTitle(s string) string {
	if r := []rune(s); len(r) > 120 {
		return string(r[:120])
	}
	return s
}

// Write adds the submission of a row: title, text, and unit and date as its
// signature, each unless the text has it itself; the other cells are cut.
func (t sheetTable) write(f *page.Flow, header, row []string) {
	lines := strings.Split(breaks.Replace(at(row, t.text)), "\n")
	filled := !page.IsBlank(at(row, t.text))
	head, tail := &page.Flow{}, &page.Flow{}
	for i, c := range row {
		c = strings.TrimSpace(c)
		switch {
		case c == "" || i == t.text && filled:
		case i == t.title && filled && !beginsWith(lines, c):
			head.AddLine(textFlow(c))
		case i == t.unit && filled && !hasLine(lines, c), i == t.date && filled && !endsDated(lines):
			tail.AddLine(textFlow(c))
		default:
			f.CutText(strings.TrimSpace(at(header, i))+"："+c, whyColumn)
		}
	}
	f.Add(head)
	if filled {
		for _, l := range lines {
			f.AddLine(textFlow(l))
		}
	}
	f.Add(tail)
}

// beginsWith reports whether the title stands in the first lines of a text.
func beginsWith(lines []string, title string) bool {
	head := strings.Join(lines[:min(len(lines), 3)], "")
	return strings.Contains(bare(head), bare(title))
}

// hasLine reports whether a line of a text is the name of the unit, as in a
// signature; a name within a sentence is none.
func hasLine(lines []string, unit string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return bare(l) == bare(unit) })
}

// endsDated reports whether the last lines of a text hold a date with its year.
func endsDated(lines []string) bool {
	return slices.ContainsFunc(zh.FindDates(strings.Join(lines[max(0, len(lines)-3):], "\n")), func(d zh.DateAt) bool { return d.Year > 0 })
}

// bare returns s folded and without white space.
func bare(s string) string { return zh.Fold(strings.Join(strings.Fields(s), "")) }

var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "_x000D_\n", "\n", "_x000D_", "\n")

func textFlow(s string) *page.Flow {
	f := &page.Flow{}
	f.Write(s, "")
	return f
}

// cellsOf returns a row as cells of paragraphs, empty cells at its end left out.
func cellsOf(row []string) []page.Cell {
	for len(row) > 0 && page.IsBlank(row[len(row)-1]) {
		row = row[:len(row)-1]
	}
	out := make([]page.Cell, 0, len(row))
	for _, c := range row {
		var paras page.Cell
		for _, l := range strings.Split(breaks.Replace(c), "\n") {
			paras = append(paras, textFlow(l))
		}
		out = append(out, paras)
	}
	return out
}
