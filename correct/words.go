package correct

import (
	"strings"

	"wenjian/corpus"
)

// Words says in one line of Chinese what a correction says.
func Words(c corpus.Correction, tax corpus.Taxonomy) string {
	value := label(c.Fact, c.Value, tax)
	if c.Value == "" {
		value = "无"
	}
	words := c.Fact.Label() + "："
	switch {
	case c.Remove:
		return words + "这里没有" + strings.TrimPrefix(value, "无")
	case c.Was != "" && c.Was != c.Value:
		words += label(c.Fact, c.Was, tax) + " → "
	}
	words += value
	for _, s := range []struct{ name, label string }{
		{corpus.SetStatus, "开展情况"}, {corpus.SetWhen, "时间"}, {corpus.SetValue, "数值"}, {corpus.SetUnit, "计量单位"}, {corpus.SetNorm, "指标"}, {corpus.SetUnitKind, "类别"},
	} {
		if v, ok := c.Set[s.name]; ok {
			words += "，" + s.label + " " + setting(s.name, v, tax)
		}
	}
	return words
}

// label names a value of a fact, both kinds of a fused section.
func label(f corpus.Fact, v string, tax corpus.Taxonomy) string {
	kinds := kindsOf(f, tax)
	parts := strings.Split(v, "+")
	for i, p := range parts {
		parts[i] = corpus.LabelOf(kinds, p)
	}
	return strings.Join(parts, "、")
}

// kindsOf returns the kinds that a fact can have, nil where it is no kind.
func kindsOf(f corpus.Fact, tax corpus.Taxonomy) []corpus.Kind {
	switch f {
	case corpus.FactActivity:
		return tax.Activities
	case corpus.FactFigure:
		return tax.Measures
	case corpus.FactSection:
		return tax.Sections
	case corpus.FactKind:
		return tax.Documents
	case corpus.FactCampaign:
		return tax.Campaigns
	}
	return nil
}

func setting(name, v string, tax corpus.Taxonomy) string {
	switch {
	case v == "":
		return "无"
	case name == corpus.SetStatus:
		return corpus.Status(v).Label()
	case name == corpus.SetUnitKind:
		return corpus.LabelOf(tax.Units, v)
	case name == corpus.SetNorm && v == "true":
		return "是"
	case name == corpus.SetNorm:
		return "否"
	}
	return v
}

// State says in Chinese whether a correction is in force.
func State(c corpus.Correction) string {
	switch {
	case !c.Undone.IsZero():
		return c.Undone.Local().Format("2006-01-02") + " 撤销"
	case c.Document == "":
		return "文件不在库中"
	case c.Lost:
		return "找不到原文"
	}
	return "生效"
}
