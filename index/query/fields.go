package query

import "wenjian/internal/zh"

// Match says how a field compares its values.
type Match int

// The ways to compare. Values are folded first in all of them.
const (
	Phrase Match = iota // the terms of the condition occur in the value one after the other
	Label               // the value is an ID; conditions may name its label, see Resolve
	Year                // the year of the date
	Day                 // the date: it, or the month or year that it names, lies within the condition's days
	Share               // a share of the text, compared in tenths of a percent; see Resolve of package index
	ID                  // one of the document's own numbers, parted by commas
)

// A FieldInfo describes one field of the query language.
type FieldInfo struct {
	ID      string   // as Request.Facets and JSON name it
	Label   string   // the Chinese name that readers type and see
	Aliases []string // further names, folded; the ID is always one
	Match   Match
	Facet   bool // values can be counted
}

// Fields returns all fields, facets first, in the order that pages show them.
// It is the only list of fields in the program.
func Fields() []FieldInfo {
	return []FieldInfo{
		{"kind", "类型", []string{"文种", "材料类型", "type"}, Label, true},
		{"unit", "单位", []string{"报送单位"}, Phrase, true},
		{"unitkind", "单位类别", []string{"单位类型", "类别"}, Label, true},
		{"level", "级别", []string{"层级", "单位级别"}, Label, true},
		{"activity", "活动", []string{"act"}, Label, true},
		{"status", "状态", []string{"开展情况"}, Label, true},
		{"section", "环节", []string{"段落", "章节", "段落结构"}, Label, true},
		{"year", "年份", []string{"年度", "年"}, Year, true},
		{"campaign", "主题活动", []string{"主题"}, Label, true},
		{"title", "标题", []string{"题目"}, Phrase, false},
		{"superior", "上级", []string{"上级单位"}, Phrase, false},
		{"source", "来源", []string{"文件", "稿源", "稿源文件", "file"}, Phrase, false},
		{"date", "日期", []string{"落款日期"}, Day, false},
		{"copied", "复制比", []string{"雷同率", "雷同比"}, Share, false},
		{"id", "编号", nil, ID, false},
	}
}

// FieldByID returns the field with that ID.
func FieldByID(id string) (FieldInfo, bool) {
	for _, f := range Fields() {
		if f.ID == id {
			return f, true
		}
	}
	return FieldInfo{}, false
}

// fieldByName returns the field that a reader calls name.
func fieldByName(name string) (FieldInfo, bool) {
	name = zh.Fold(name)
	for _, f := range Fields() {
		if f.ID == name || f.Label == name {
			return f, true
		}
		for _, a := range f.Aliases {
			if a == name {
				return f, true
			}
		}
	}
	return FieldInfo{}, false
}
