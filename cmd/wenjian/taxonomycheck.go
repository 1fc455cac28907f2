package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/classify"
)

func newTaxonomyCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check [规则文件夹]",
		Short: "检查规则文件，并用全部例句试一遍",
		Long: `检查规则文件的写法，再把每一条的 match 例句（应当识别出来）和 no_match 例句（不应识别出来）
逐句试一遍，内置的例句也试：新规则不能弄坏原有的。本单位的每个名称、别名也当作例句。
有错时逐条说明在第几行、识别成了什么、怎么改，退出码为 1。`,
		Example: "  wenjian taxonomy check\n  wenjian taxonomy check 新规则/",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("多出了“%s”。一次只检查一个文件夹。", args[1])
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				a.rules = args[0]
			}
			return a.checkTaxonomy()
		},
	}
}

// checkedRules is what check found, as --json prints it.
type checkedRules struct {
	Folder   string             `json:"folder"`
	Present  bool               `json:"present"` // the folder is there
	Tested   int                `json:"tested"`
	Faults   []classify.Fault   `json:"faults"`
	Examples []classify.Example `json:"failed"`
}

func (a *app) checkTaxonomy() error {
	r := checkedRules{Folder: a.rulesFolder(), Faults: []classify.Fault{}, Examples: []classify.Example{}}
	site, err := a.site()
	if err != nil {
		return err
	}
	r.Present = site != nil
	cls, err := classify.LoadWith(site)
	var faults classify.Faults
	switch {
	case errors.As(err, &faults):
		r.Faults = faults
	case err != nil:
		return fmt.Errorf("读取分类体系：%w", err)
	default:
		failed, tested := cls.FailedExamples()
		r.Examples, r.Tested = append(r.Examples, failed...), tested
	}
	if a.json {
		if err := a.printJSON(r); err != nil {
			return err
		}
	} else {
		a.printChecked(r)
	}
	if len(r.Faults)+len(r.Examples) > 0 {
		return errPartly
	}
	return nil
}

func (a *app) printChecked(r checkedRules) {
	if !r.Present {
		a.printf("没有本单位的规则文件夹（%s），以下是内置规则。新建用 wenjian taxonomy init。\n", r.Folder)
	}
	for _, f := range r.Faults {
		a.printf("%s\n", f)
	}
	for _, e := range r.Examples {
		a.printf("%s\n", exampleLine(e))
	}
	switch {
	case len(r.Faults) > 0:
		a.printf("%d 处写法有误，例句没有试。改好后再检查一次；改好之前，其他命令不会运行。\n", len(r.Faults))
	case len(r.Examples) > 0:
		a.printf("试了 %d 个例句，%d 个不对。\n", r.Tested, len(r.Examples))
	default:
		a.printf("写法无误，%d 个例句全部符合。\n", r.Tested)
	}
}

// exampleLine says of a sentence what should have been found and what was.
func exampleLine(e classify.Example) string {
	found := "什么也没有识别出来"
	if len(e.Found) > 0 {
		found = "识别出的是" + strings.Join(e.Found, "、")
	}
	what := e.File + "（" + e.ID + "）：“" + oneLine(e.Sentence) + "”"
	if e.Want {
		return what + "应当识别为" + e.Label + "，" + found + "（taxonomy-example）。请补充 patterns 或别名，或改例句。"
	}
	return what + "不应识别为" + e.Label + "，却识别出来了（taxonomy-example）。请把不该命中的写进 not，或把 patterns 写得更准。"
}
