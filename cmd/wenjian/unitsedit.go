package main

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/register"
)

func newUnitsLink(a *app) *cobra.Command {
	var none, undo bool
	c := &cobra.Command{
		Use:   "link 材料编号 单位",
		Short: "指定一份材料是名册里哪个单位的",
		Long: `人工指定的优先于一切规则，重新导入材料和名册以后仍然有效。
--none 指定这份材料不属于名册里的任何单位；--undo 取消指定，恢复自动对应。`,
		Example: "  wenjian units link 12 柏川县教育局\n  wenjian units link 12 --undo",
		Args: func(c *cobra.Command, args []string) error {
			if none && undo {
				return usagef("--none 与 --undo 不能同时写。")
			}
			if none || undo {
				return exactly(1, "材料编号")(c, args)
			}
			return exactly(2, "材料编号或单位名称")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.inRegister(c.Context(), func(w *workspace, reg *register.Register) error {
				var err error
				said := "已取消指定"
				switch {
				case undo:
					err = w.store.UnchooseUnit(c.Context(), args[0])
				case none:
					said, err = "已指定为不属于名册里的单位", w.store.ChooseUnit(c.Context(), args[0], "")
				default:
					e, found := oneUnit(reg, args[1])
					if found != nil {
						return found
					}
					said, err = "已对应到“"+e.Name+"”", w.store.ChooseUnit(c.Context(), args[0], e.ID)
				}
				if errors.Is(err, store.ErrNotFound) {
					return notFoundf("没有编号为“%s”的材料。编号在 wenjian list 的结果里。", args[0])
				}
				if err != nil {
					return err
				}
				a.printf("［%s］%s。\n", args[0], said)
				return w.pipe.CatchUp(c.Context())
			})
		},
	}
	c.Flags().BoolVar(&none, "none", false, "不属于名册里的任何单位")
	c.Flags().BoolVar(&undo, "undo", false, "取消指定，恢复自动对应")
	return c
}

func newUnitsAlias(a *app) *cobra.Command {
	var former, remove bool
	c := &cobra.Command{
		Use:     "alias 单位 别名…",
		Short:   "给单位加上别名或曾用名",
		Example: "  wenjian units alias 柏川县教育局 县教体局\n  wenjian units alias 柏川县教育局 柏川县文教局 --former\n  wenjian units alias 柏川县教育局 县教体局 --remove",
		Args:    atLeast(2, "单位或别名"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.editRegister(c.Context(), func(reg *register.Register, entries []corpus.RegisterEntry) ([]corpus.RegisterEntry, map[string]string, error) {
				e, err := oneUnit(reg, args[0])
				if err != nil {
					return nil, nil, err
				}
				next := &entries[indexOf(entries, e.ID)]
				for _, name := range args[1:] {
					if register.Key(name) == "" {
						return nil, nil, usagef("“%s”不是名称。", name)
					}
					same := func(n string) bool { return register.Key(n) == register.Key(name) }
					known := slices.ContainsFunc(slices.Concat([]string{next.Name}, next.Aliases, next.Former), same)
					switch {
					case remove && (!known || same(next.Name)):
						return nil, nil, notFoundf("“%s”没有“%s”这个别名或曾用名。", e.Name, name)
					case remove:
						next.Aliases = slices.DeleteFunc(slices.Clone(next.Aliases), same)
						next.Former = slices.DeleteFunc(slices.Clone(next.Former), same)
					case known:
					case former:
						next.Former = append(next.Former, name)
					default:
						next.Aliases = append(next.Aliases, name)
					}
				}
				a.printUnitNames(*next)
				return entries, nil, nil
			})
		},
	}
	c.Flags().BoolVar(&former, "former", false, "加为曾用名")
	c.Flags().BoolVar(&remove, "remove", false, "去掉这些别名或曾用名")
	return c
}

func (a *app) printUnitNames(e corpus.RegisterEntry) {
	a.printf("%s　简称、别名：%s　曾用名：%s\n", e.Name, someNames(e.Aliases), someNames(e.Former))
}

func someNames(names []string) string {
	if len(names) == 0 {
		return "无"
	}
	return someOf(names)
}

func newUnitsMerge(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "merge 单位 另一单位…",
		Short:   "把重复的单位并入一个单位，名称留作别名",
		Example: "  wenjian units merge 柏川县教育局 柏川县教体局",
		Args:    atLeast(2, "要合并的单位"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.editRegister(c.Context(), func(reg *register.Register, entries []corpus.RegisterEntry) ([]corpus.RegisterEntry, map[string]string, error) {
				into, err := oneUnit(reg, args[0])
				if err != nil {
					return nil, nil, err
				}
				moved := map[string]string{}
				for _, name := range args[1:] {
					other, err := oneUnit(reg, name)
					if err != nil {
						return nil, nil, err
					}
					if other.ID == into.ID {
						return nil, nil, usagef("“%s”就是“%s”，不用合并。", name, into.Name)
					}
					moved[other.ID] = into.ID
					at := indexOf(entries, into.ID)
					entries[at] = register.Merge(entries[at], other)
				}
				a.printUnitNames(entries[indexOf(entries, into.ID)])
				return slices.DeleteFunc(entries, func(e corpus.RegisterEntry) bool { return moved[e.ID] != "" }), moved, nil
			})
		},
	}
}

func newUnitsRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove 单位…",
		Short:   "从名册里去掉单位（材料不受影响）",
		Example: "  wenjian units remove 柏川县文教局",
		Args:    atLeast(1, "单位名称"),
		RunE: func(c *cobra.Command, args []string) error {
			return a.editRegister(c.Context(), func(reg *register.Register, entries []corpus.RegisterEntry) ([]corpus.RegisterEntry, map[string]string, error) {
				for _, name := range args {
					e, err := oneUnit(reg, name)
					if err != nil {
						return nil, nil, err
					}
					entries = slices.DeleteFunc(entries, func(x corpus.RegisterEntry) bool { return x.ID == e.ID })
					a.printf("已从名册去掉“%s”。\n", e.Name)
				}
				return entries, nil, nil
			})
		},
	}
}

func indexOf(entries []corpus.RegisterEntry, id string) int {
	return slices.IndexFunc(entries, func(e corpus.RegisterEntry) bool { return e.ID == id })
}

// editRegister stores what edit makes of the entries, and links documents
// anew; moved is that of store.PutRegister.
func (a *app) editRegister(ctx context.Context, edit func(*register.Register, []corpus.RegisterEntry) (next []corpus.RegisterEntry, moved map[string]string, err error)) error {
	return a.inRegister(ctx, func(w *workspace, reg *register.Register) error {
		entries, err := w.store.Register(ctx)
		if err != nil {
			return err
		}
		next, moved, err := edit(reg, entries)
		if err != nil {
			return err
		}
		if err := w.store.PutRegister(ctx, next, moved); err != nil {
			return err
		}
		if err := w.pipe.CatchUp(ctx); err != nil {
			return err
		}
		return a.sayLinked(ctx, w)
	})
}
