package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/classify"
	"wenjian/internal/zh"
)

func newTaxonomyAdd(a *app) *cobra.Command {
	add := classify.Addition{}
	var anyway bool
	c := &cobra.Command{
		Use:   "add 名称",
		Short: "在本单位的规则文件里加一个活动、别名或主题活动",
		Long: `名称是新的，就新增一条；是已有的（id、名称、别名都可以），就给它补充别名和例句。
加之前先检查：写法有误、或例句（包括内置的）试下来不对，就不写入。默认加在 activities.yaml，
--in 指明别的：` + strings.Join(classify.Editable(), "、") + `。`,
		Example: "  wenjian taxonomy add 巡河护河 --parent 志愿服务 --alias 河道清漂\n" +
			"  wenjian taxonomy add 讲党课 --alias 板凳课堂 --match 办起板凳课堂\n" +
			"  wenjian taxonomy add 某某学习教育 --in campaigns --from 2026-02 --to 2026-07",
		Args: func(c *cobra.Command, args []string) error {
			if err := exactly(1, "名称")(c, args); err != nil {
				return err
			}
			if !slices.Contains(classify.Editable(), add.List) {
				return usagef("--in 的“%s”不对，可用的有：%s。", add.List, strings.Join(classify.Editable(), "、"))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			add.ID = strings.TrimSpace(args[0])
			if a.rules != "" {
				return a.addRule(add, anyway)
			}
			return a.inNew(c.Context(), func(*workspace) error { return a.addRule(add, anyway) })
		},
	}
	f := c.Flags()
	f.StringVar(&add.List, "in", "activities", "加在哪一类")
	f.StringVar(&add.Label, "label", "", "显示的名称（不写就是名称本身）")
	f.StringVar(&add.Parent, "parent", "", "上一级")
	f.StringArrayVar(&add.Aliases, "alias", nil, "别名，可以写多次")
	f.StringVar(&add.From, "from", "", "主题活动开始的年月，如 2026-02")
	f.StringVar(&add.To, "to", "", "主题活动结束的年月")
	f.StringArrayVar(&add.Match, "match", nil, "应当识别出来的例句，可以写多次")
	f.StringArrayVar(&add.NoMatch, "no-match", nil, "不应识别出来的例句，可以写多次")
	f.BoolVar(&anyway, "anyway", false, "例句不对也写入")
	return c
}

// errExamples says that an addition was not saved because sentences do not
// hold.
var errExamples = errors.New("例句不符")

// addRule adds to the site's file and says what comes next.
func (a *app) addRule(add classify.Addition, anyway bool) error {
	file, failed, err := a.saveAddition(add, anyway)
	for _, e := range failed {
		fmt.Fprintln(a.err, exampleLine(e))
	}
	var faults classify.Faults
	switch {
	case errors.As(err, &faults):
		return &exitError{exitUsage, "没有写入：\n" + indentFaults(faults)}
	case errors.Is(err, errExamples):
		return &exitError{exitPartly, "没有写入：例句试下来不对。请改名称、别名或例句；确实要加，写上 --anyway。"}
	case err != nil:
		return err
	}
	a.printf("已写入 %s。看会改变什么：wenjian taxonomy diff；重新识别：wenjian reread\n", file)
	return nil
}

// saveAddition checks an addition and writes it to the site's file, whose
// name it returns. Examples that fail and did not fail before stop it, unless
// anyway.
func (a *app) saveAddition(add classify.Addition, anyway bool) (file string, failed []classify.Example, err error) {
	dir := a.rulesFolder()
	file = filepath.Join(dir, add.List+".yaml")
	data, failed, err := a.tryAddition(add)
	if err != nil {
		return file, nil, err
	}
	if len(failed) > 0 && !anyway {
		return file, failed, errExamples
	}
	if err := makeRulesFolder(dir); err != nil {
		return file, failed, err
	}
	return file, failed, writeFile(file, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// tryAddition returns what the site's file would be, and which examples
// would not hold that hold now.
func (a *app) tryAddition(add classify.Addition) (data []byte, failed []classify.Example, err error) {
	site, err := openRules(a.rulesFolder(), false)
	if err != nil {
		return nil, nil, err
	}
	now, err := classify.LoadWith(site)
	if err != nil {
		return nil, nil, err
	}
	add.ID, add.Parent = resolve(now, add.List, add.ID), resolve(now, add.List, add.Parent)
	name := add.List + ".yaml"
	var old []byte
	if site != nil {
		if old, err = fs.ReadFile(site, name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, nil, fmt.Errorf("读取 %s：%w", name, err)
		}
	}
	if data, err = classify.Add(old, add); err != nil {
		return nil, nil, err
	}
	next, err := classify.LoadWith(classify.WithFile(site, name, data))
	if err != nil {
		return nil, nil, err
	}
	before, _ := now.FailedExamples()
	after, _ := next.FailedExamples()
	for _, e := range after {
		if !slices.ContainsFunc(before, func(x classify.Example) bool { return x.File == e.File && x.ID == e.ID && x.Sentence == e.Sentence }) {
			failed = append(failed, e)
		}
	}
	return data, failed, nil
}

// resolve returns the ID of the kind that a name, label or alias means; a
// name that means none is itself.
func resolve(cls *classify.Classifier, list, name string) string {
	folded := zh.Fold(strings.TrimSpace(name))
	for _, l := range cls.Lists() {
		if l.ID != list {
			continue
		}
		for _, same := range []func(classify.Row) bool{
			func(r classify.Row) bool { return r.ID == name },
			func(r classify.Row) bool { return zh.Fold(r.Label) == folded },
			func(r classify.Row) bool { return slices.Contains(r.Aliases, folded) },
		} {
			if i := slices.IndexFunc(l.Rows, same); i >= 0 {
				return l.Rows[i].ID
			}
		}
	}
	return strings.TrimSpace(name)
}
