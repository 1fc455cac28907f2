package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
)

// A Sheet is a table of cells, such as a sheet of a workbook or a csv file.
type Sheet struct {
	Name string // empty for a csv file
	Rows []Row
}

// A Row is one row of a Sheet.
type Row struct {
	Number int // as people count, from 1
	Cells  []string
}

// A Line is an entry with the row that it was read from.
type Line struct {
	corpus.RegisterEntry
	Sheet string
	Row   int
	// Whole says that the row has the entry's ID: it comes from a register
	// that the program wrote, and an empty cell means that there is nothing.
	Whole bool
}

// A Reading is what the sheets of a register say.
type Reading struct {
	Lines    []Line
	Problems []Problem
	Rows     int // that held something below a heading
}

// longestName is the most characters that a unit's name has.
const longestName = 60

// Read reads registers from sheets, each with a heading that names the column
// 单位名称, wherever it stands and whatever the other columns are called. Rows
// that hold no unit are left out with a Problem that says which and why;
// everything else is kept, columns without meaning as Others.
func Read(sheets []Sheet, tax corpus.Taxonomy) Reading {
	p := parser{tax: tax, seen: map[string]int{}}
	headless := []string{}
	for _, s := range sheets {
		rows := slices.DeleteFunc(slices.Clone(s.Rows), func(r Row) bool { return blank(r.Cells) })
		if len(rows) == 0 {
			continue
		}
		c, ok := findColumns(rows)
		if !ok {
			headless = append(headless, s.Name)
			continue
		}
		p.sheet(s.Name, c, rows[c.header+1:])
	}
	for _, name := range headless {
		if len(p.out.Lines) > 0 && strings.Contains(name, "说明") {
			continue // our own template's explanations
		}
		p.out.Problems = append(p.out.Problems, Problem{
			Code: CodeNoHeader, Sheet: name, Reason: "这张表的前 20 行里没有“单位名称”这一列的表头。",
			Advice: "请在数据上面加一行表头，写明“单位名称”“上级单位”等；可以用 wenjian units template 生成空表。",
		})
	}
	return p.out
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return foldSpaces(c) != "" })
}

// parser gathers the lines of all sheets.
type parser struct {
	tax  corpus.Taxonomy
	out  Reading
	seen map[string]int // index into out.Lines by identity
	// of the sheet being read
	name  string
	above [2]string // superior and kind of the row before, for 同上
}

func (p *parser) complain(row int, unit, code, reason, advice string) {
	p.out.Problems = append(p.out.Problems, Problem{Code: code, Sheet: p.name, Row: row, Unit: unit, Reason: reason, Advice: advice})
}

func (p *parser) sheet(name string, c columns, rows []Row) {
	p.name, p.above = name, [2]string{}
	for _, r := range rows {
		l, ok := p.line(c, r)
		if !ok {
			continue
		}
		key := identity(l.RegisterEntry)
		if i, ok := p.seen[key]; ok {
			first := &p.out.Lines[i]
			p.complain(r.Number, l.Name, CodeDuplicate, fmt.Sprintf("“%s”已在第 %d 行出现。", l.Name, first.Row), "两行已合并；如果是两个单位，请写全名称或写清上级单位。")
			first.RegisterEntry = joined(first.RegisterEntry, l.RegisterEntry)
			continue
		}
		p.seen[key] = len(p.out.Lines)
		p.out.Lines = append(p.out.Lines, l)
	}
}

// identity is what makes two rows one unit's: name and superior.
func identity(e corpus.RegisterEntry) string { return Key(e.Name) + "\n" + Host(e.Superior) }

// headingRow matches the name cell of a row that only divides the table.
var headingRow = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])`)

// notUnit matches what stands in the column of names and names nobody.
var notUnit = regexp.MustCompile(`^(?:合计|总计|小计|共计|以下空白|(?:备?注|说明|填表说明)(?:[:：]|$)|(?:填表|制表|审核|审签|填报|统计)(?:人|单位|时间|日期)?[:：]|[（(]?(?:此|本)表)`)

// line reads one row below the heading.
func (p *parser) line(c columns, r Row) (Line, bool) {
	l := Line{Sheet: p.name, Row: r.Number}
	var kind, level string
	for j, cell := range r.Cells {
		f := fieldOther
		if j < len(c.fields) {
			f = c.fields[j]
		}
		switch f {
		case fieldName:
			l.Name = nameCell(cell)
		case fieldSuperior:
			l.Superior = p.ditto(0, nameCell(cell))
		case fieldKind:
			kind = p.ditto(1, foldSpaces(cell))
		case fieldLevel:
			level = foldSpaces(cell)
		default:
			l.take(f, cell, c, j)
		}
	}
	p.out.Rows++
	if !p.isUnit(&l, c, r) {
		return l, false
	}
	p.classify(&l, kind, level)
	return l, true
}

// ownNumber is the column that keeps what an office itself writes under 编号.
const ownNumber = "原编号"

// ourNumber matches what Number makes.
var ourNumber = regexp.MustCompile(`^[0-9a-f]{6}-[1-9][0-9]{0,17}$`)

// Number returns the 编号 of the entry with that ID as it is written into a
// table: it names the book, whose identity is hexadecimal, so that the numbers
// of another one are not taken for its own.
func Number(book, id string) string { return book[:min(6, len(book))] + "-" + id }

// take puts the cell in column j where it belongs.
func (l *Line) take(f field, cell string, c columns, j int) {
	text := foldSpaces(cell)
	switch f {
	case fieldIgnored:
	case fieldID:
		if ourNumber.MatchString(text) {
			l.ID, l.Whole = text, true
		} else if text != "" { // the office's own numbering
			l.keep(ownNumber, text)
		}
	case fieldAliases:
		l.Aliases = append(l.Aliases, listCell(cell)...)
	case fieldFormer:
		l.Former = append(l.Former, listCell(cell)...)
	case fieldDue:
		l.Due = text
	case fieldContact:
		l.Contact = text
	case fieldPhone:
		l.Phone = text
	default:
		if text == "" {
			return
		}
		name := fmt.Sprintf("第 %d 列", j+1)
		if j < len(c.names) {
			name = c.names[j]
		}
		l.keep(name, text)
	}
}

// keep adds a field without meaning; one of that name that is there stays.
func (l *Line) keep(name, text string) {
	for slices.ContainsFunc(l.Others, func(f corpus.RegisterField) bool { return f.Name == name }) {
		name += "（又）"
	}
	l.Others = append(l.Others, corpus.RegisterField{Name: name, Value: text})
}

// ditto replaces 同上 by what stood above.
func (p *parser) ditto(i int, text string) string {
	if ditto(text) {
		return p.above[i]
	}
	p.above[i] = text
	return text
}

// isUnit reports whether a row names a unit, and complains where it does not
// though it holds something.
func (p *parser) isUnit(l *Line, c columns, r Row) bool {
	const leftOut = "这一行没有导入。"
	lonely := !slices.ContainsFunc(r.Cells, func(x string) bool { x = foldSpaces(x); return x != "" && nameCell(x) != l.Name })
	filled := 0
	for _, x := range r.Cells {
		if foldSpaces(x) != "" {
			filled++
		}
	}
	switch {
	case fieldOf(l.Name) == fieldName:
		return false // the heading again, as on a new page
	case l.Name == "" || ditto(l.Name):
		if text := firstText(r.Cells); notUnit.MatchString(text) || filled == 1 && headingRow.MatchString(text) {
			p.complain(r.Number, "", CodeNotUnit, "这一行是小标题、说明或合计，不是单位。", leftOut)
		} else {
			p.complain(r.Number, "", CodeNoName, "这一行没有写单位名称。", leftOut+"请补上单位名称再导入一次。")
		}
	case notUnit.MatchString(l.Name):
		p.complain(r.Number, l.Name, CodeNotUnit, fmt.Sprintf("“%s”是说明或合计，不是单位。", brief(l.Name)), leftOut)
	case lonely && (headingRow.MatchString(l.Name) || filled > 2 && 2*filled > len(c.fields)):
		p.complain(r.Number, l.Name, CodeNotUnit, fmt.Sprintf("“%s”是表中的小标题，不是单位。", brief(l.Name)), leftOut+"如果它是一个单位，请在上级单位等列里填写内容。")
	case utf8.RuneCountInString(l.Name) > longestName:
		p.complain(r.Number, brief(l.Name), CodeLongName, fmt.Sprintf("单位名称“%s”超过 %d 个字。", brief(l.Name), longestName), leftOut+"请检查是不是几个单位写在了一格里，一行只写一个单位。")
	case Key(l.Name) == "" || strings.ContainsAny(Key(l.Name), "×*□_?"):
		p.complain(r.Number, l.Name, CodeMasked, fmt.Sprintf("单位名称“%s”不完整。", brief(l.Name)), leftOut+"请写出完整的名称，不要用 ×、* 代替。")
	default:
		l.Name = strings.TrimSpace(headingRow.ReplaceAllString(l.Name, ""))
		return l.Name != ""
	}
	return false
}

func firstText(cells []string) string {
	for _, c := range cells {
		if c = foldSpaces(c); c != "" {
			return c
		}
	}
	return ""
}

// brief returns s, cut when it is too long to be shown in a message.
func brief(s string) string {
	const most = 24
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// classify reads kind, level and 应报送, and complains where they say nothing
// to the program; the words are kept.
func (p *parser) classify(l *Line, kind, level string) {
	for _, c := range []struct {
		cell, column, code string
		kinds              []corpus.Kind
		to                 *string
	}{{kind, "类别", CodeUnknownKind, p.tax.Units, &l.Kind}, {level, "层级", CodeUnknownLevel, p.tax.Levels, &l.Level}} {
		if c.cell == "" {
			continue
		}
		if *c.to = kindCell(c.cell, c.kinds); *c.to != "" {
			l.Others = without(l.Others, c.column+verbatim)
		} else {
			l.Others = append(without(l.Others, c.column+verbatim), corpus.RegisterField{Name: c.column + verbatim, Value: c.cell})
			p.complain(l.Row, l.Name, c.code, fmt.Sprintf("%s“%s”不认识，已照原文保存。", c.column, brief(c.cell)), "可以改成："+labels(c.kinds)+"。")
		}
	}
	if _, ok := Expected(l.Due); !ok && l.Due != "" {
		p.complain(l.Row, l.Name, CodeUnknownDue, fmt.Sprintf("应报送“%s”看不懂，按“是”处理。", brief(l.Due)), "请写“是”“否”或份数。")
	}
	l.Aliases, l.Former = distinct(l.Aliases, l.Name), distinct(l.Former, l.Name)
}

// verbatim ends the name of the column that keeps a kind or level which is none
// of ours.
const verbatim = "原文"

// without returns fields without that one.
func without(fields []corpus.RegisterField, name string) []corpus.RegisterField {
	return slices.DeleteFunc(slices.Clone(fields), func(f corpus.RegisterField) bool { return f.Name == name })
}

func labels(kinds []corpus.Kind) string {
	var out []string
	for _, k := range kinds {
		out = append(out, k.Label)
	}
	return strings.Join(out, "、")
}

// distinct returns the names that differ from name and from each other.
func distinct(names []string, name string) []string {
	seen := map[string]bool{Key(name): true, "": true}
	var out []string
	for _, n := range names {
		if k := Key(n); !seen[k] {
			seen[k] = true
			out = append(out, n)
		}
	}
	return out
}
