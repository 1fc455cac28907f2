package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/classify"
	"wenjian/corpus"
	"wenjian/report"
)

func newTaxonomy(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "taxonomy",
		Short: "查看和扩充分类体系：活动、主题活动、段落结构",
		Long: `程序认识哪些活动、段落、指标，都写在规则文件里。本单位的规则文件放在工作区的 taxonomy 文件夹
（或用 --rules 指明），与内置的合在一起用：新的主题活动、新的活动名称、新的小标题，几行就能加上。
先用 add 添加或 init 建立文件后自己写，用 check 检查，用 diff 看会改变什么，最后用 wenjian reread 重新识别。
文件的写法见 docs/rules.md。`,
		Example: "  wenjian taxonomy list activities\n  wenjian taxonomy add 巡河护河 --parent 志愿服务 --alias 河道清漂\n  wenjian taxonomy check\n  wenjian taxonomy diff",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("没有“taxonomy %s”这个命令。运行 wenjian taxonomy --help 查看用法。", args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newTaxonomyList(a), newTaxonomyCheck(a), newTaxonomyDiff(a), newTaxonomyInit(a), newTaxonomyAdd(a))
	return c
}

func newTaxonomyList(a *app) *cobra.Command {
	var out string
	names := listNames()
	return a.withOutput(&cobra.Command{
		Use:     "list [" + strings.Join(names, "|") + "]",
		Short:   "列出程序认识的种类、上一级和别名",
		Example: "  wenjian taxonomy list activities\n  wenjian taxonomy list -o 分类体系.xlsx",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return usagef("多出了“%s”。一次只列一类，或者不写、全部列出。", args[1])
			case len(args) == 1 && !slices.Contains(names, args[0]):
				return usagef("没有“%s”这一类。可用的有：%s。", args[0], strings.Join(names, "、"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if out != "" {
				if _, err := outputFormat(out); err != nil {
					return err
				}
			}
			t, err := a.newTools()
			if err != nil {
				return err
			}
			return a.showTable(taxonomyTable(t.classifier.Lists(), args), out)
		},
	}, &out)
}

func (a *app) withOutput(c *cobra.Command, out *string) *cobra.Command {
	a.outputFlag(c, out)
	return c
}

// listNames returns the names of the lists that can be listed.
func listNames() []string {
	return []string{"activities", "campaigns", "sections", "measures", "documents", "units"}
}

// taxonomyTable lists kinds, of all lists or of those named.
func taxonomyTable(lists []classify.List, only []string) report.Table {
	t := report.Table{Title: "分类体系", Columns: []report.Column{
		{Name: "类", Kind: report.Text}, {Name: "名称", Kind: report.Text}, {Name: "id", Kind: report.Text}, {Name: "上一级", Kind: report.Text},
		{Name: "别名", Kind: report.Text}, {Name: "起止", Kind: report.Text}, {Name: "来源", Kind: report.Text},
	}}
	for _, l := range lists {
		if len(only) > 0 && !slices.Contains(only, l.ID) {
			continue
		}
		kinds := make([]corpus.Kind, len(l.Rows))
		for i, r := range l.Rows {
			kinds[i] = r.Kind
		}
		for _, r := range l.Rows {
			period, origin := "", "内置"
			if r.From != "" || r.To != "" {
				period = r.From + " 至 " + r.To
			}
			if r.Own {
				origin = "本单位"
			}
			t.Rows = append(t.Rows, []report.Cell{
				{Value: l.Label}, {Value: r.Label}, {Value: r.ID}, {Value: corpus.LabelOf(kinds, r.Parent)}, {Value: strings.Join(r.Aliases, "、")}, {Value: period}, {Value: origin},
			})
		}
	}
	t.Notes = []string{"上一级包括下一级：下一级的活动也算作上一级的活动。", "“本单位”是规则文件夹里新增或补充过的。"}
	return t
}
