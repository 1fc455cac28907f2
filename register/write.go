package register

import (
	"slices"
	"strings"

	"wenjian/corpus"
)

// Headings returns the names of the columns that Cells fills, and how the
// template explains each: the program's own, then those that entries keep
// beside them, in order of appearance.
func Headings(entries []corpus.RegisterEntry) (names, help []string) {
	for _, h := range headings {
		if h.field != fieldIgnored {
			names, help = append(names, h.name), append(help, h.help)
		}
	}
	for _, e := range entries {
		for _, f := range e.Others {
			if !slices.Contains(names, f.Name) {
				names, help = append(names, f.Name), append(help, "")
			}
		}
	}
	return names, help
}

// Cells returns an entry as a row under names, which Headings gave. Reading
// the row again gives the same entry. Kinds and levels are written by label.
func Cells(e corpus.RegisterEntry, names []string, tax corpus.Taxonomy) []string {
	out := make([]string, len(names))
	i := 0
	for _, h := range headings {
		if h.field != fieldIgnored && i < len(names) {
			out[i] = cellOf(e, h.field, tax)
			i++
		}
	}
	for ; i < len(names); i++ {
		if j := slices.IndexFunc(e.Others, func(f corpus.RegisterField) bool { return f.Name == names[i] }); j >= 0 {
			out[i] = e.Others[j].Value
		}
	}
	return out
}

// cellOf returns what an entry says in a column of ours.
func cellOf(e corpus.RegisterEntry, f field, tax corpus.Taxonomy) string {
	switch f {
	case fieldName:
		return e.Name
	case fieldSuperior:
		return e.Superior
	case fieldKind:
		return corpus.LabelOf(tax.Units, e.Kind)
	case fieldLevel:
		return corpus.LabelOf(tax.Levels, e.Level)
	case fieldAliases:
		return strings.Join(e.Aliases, "、")
	case fieldFormer:
		return strings.Join(e.Former, "、")
	case fieldDue:
		return e.Due
	case fieldContact:
		return e.Contact
	case fieldPhone:
		return e.Phone
	case fieldID:
		return e.ID
	}
	return ""
}

// Explain returns how a register is filled in, one line each, for the
// template's second sheet.
func Explain(tax corpus.Taxonomy) []string {
	out := []string{
		"一行写一个单位。只有“单位名称”必填，其余各列可以不填，也可以删掉。",
		"列的顺序可以变；程序不认识的列（如“地址”）原样保存，导出时写回。",
	}
	for _, h := range headings {
		if h.help != "" {
			out = append(out, h.name+"："+h.help+"。")
		}
	}
	for _, c := range []struct {
		name  string
		kinds []corpus.Kind
	}{{"类别", tax.Units}, {"层级", tax.Levels}} {
		if len(c.kinds) > 0 {
			out = append(out, c.name+"可以写："+labels(c.kinds)+"。")
		}
	}
	return append(out,
		"材料上的名称不必与名册一字不差：党委、党组、党支部等党组织名称、省写的县名、繁体字、全角字母数字都会自动对应；其他叫法请写进“简称、别名”或“曾用名”。",
		"几个单位可以同名（如各乡镇的“中心小学”），但上级单位要写清。",
		"导入：wenjian units import 名册.xlsx。改好以后再导入一次即可更新。",
	)
}
