package main

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"wenjian/compare"
	"wenjian/corpus/store"
	"wenjian/pipeline"
	"wenjian/web"
)

func newWhitelist(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "whitelist",
		Short: "管理白名单：允许各单位共用的表述",
		Long: `白名单里的表述不算雷同，只豁免它自己这几个字，不豁免它所在的段落。
每一条都记明出处和时间；加入之前用 --preview 看会改变什么，加入之后可以随时撤销，撤销的仍留在名单里备查。`,
		Example: "  wenjian whitelist\n  wenjian whitelist add \"推动全县党建工作再上新台阶\" --source 县委〔2011〕5号 --preview\n  wenjian whitelist remove 3",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.inExisting(c.Context(), func(w *workspace) error { return a.listWhitelist(c.Context(), w) })
		},
	}
	c.AddCommand(newWhitelistAdd(a), newWhitelistRemove(a))
	return c
}

// shortestWhitelist is the least an entry must have: a shorter one would
// exempt words, not wording.
const shortestWhitelist = 6

func newWhitelistAdd(a *app) *cobra.Command {
	var source string
	var preview bool
	c := &cobra.Command{
		Use:     "add 表述 --source 出处",
		Short:   "加入一条表述",
		Example: "  wenjian whitelist add \"推动全县党建工作再上新台阶\" --source 县委〔2011〕5号 --preview",
		Args:    exactly(1, "要加入的表述"),
		RunE: func(c *cobra.Command, args []string) error {
			text := strings.TrimSpace(args[0])
			switch {
			case utf8.RuneCountInString(text) < shortestWhitelist:
				return usagef("“%s”太短。白名单的表述至少 %d 个字，请写完整的一句或半句。", text, shortestWhitelist)
			case source == "" && !preview:
				return usagef("缺少 --source。请写明这句话的出处，例如文件号或会议名称。")
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				if preview {
					return a.previewWhitelist(c.Context(), w, text)
				}
				id, err := w.store.AddWhitelist(c.Context(), text, source)
				if err != nil {
					return err
				}
				a.printf("已加入白名单第 %d 条。撤销：wenjian whitelist remove %d\n", id, id)
				return w.pipe.CatchUp(c.Context())
			})
		},
	}
	c.Flags().StringVar(&source, "source", "", "表述的出处（文件号、会议、决定）")
	c.Flags().BoolVar(&preview, "preview", false, "只看会改变什么，不加入")
	return c
}

func newWhitelistRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "remove 序号",
		Short:   "撤销一条表述",
		Example: "  wenjian whitelist remove 3",
		Args:    exactly(1, "白名单序号"),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usagef("“%s”不是白名单的序号。序号在 wenjian whitelist 的结果里。", args[0])
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				err := w.store.RemoveWhitelist(c.Context(), id)
				if errors.Is(err, store.ErrNotFound) {
					return notFoundf("白名单里没有生效的第 %d 条。运行 wenjian whitelist 查看。", id)
				}
				if err != nil {
					return err
				}
				a.printf("已撤销白名单第 %d 条。\n", id)
				return w.pipe.CatchUp(c.Context())
			})
		},
	}
}

func (a *app) listWhitelist(ctx context.Context, w *workspace) error {
	entries, err := w.store.Whitelist(ctx)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		a.printf("白名单是空的。\n")
	}
	for _, e := range entries {
		state := "生效"
		if !e.Removed.IsZero() {
			state = e.Removed.Local().Format("2006-01-02") + " 撤销"
		}
		a.printf("%d　%s　出处 %s　%s 加入　%s\n", e.ID, oneLine(e.Text), oneLine(e.Source), e.Added.Local().Format("2006-01-02"), state)
	}
	return nil
}

// previewWhitelist says what an entry would change; it changes nothing.
func (a *app) previewWhitelist(ctx context.Context, w *workspace, text string) error {
	changes, err := w.whitelistChanges(ctx, text)
	if err != nil {
		return err
	}
	for _, c := range changes {
		a.printf("［%s］与［%s］：雷同 %d 字 → %d 字\n", c.A, c.B, c.Before, c.After)
	}
	if len(changes) == 0 {
		a.printf("加入“%s”不改变任何结果。\n", text)
	} else {
		a.printf("加入“%s”会改变以上 %d 对材料的结果。去掉 --preview 并写明 --source 即可加入。\n", text, len(changes))
	}
	return nil
}

// whitelistChanges compares the whole workspace with and without an entry and
// returns the pairs of documents that differ.
func (w *workspace) whitelistChanges(ctx context.Context, text string) ([]web.WhitelistChange, error) {
	texts, err := pipeline.Texts(ctx, w.store)
	if err != nil {
		return nil, err
	}
	opt, err := pipeline.CompareOptions(ctx, w.store)
	if err != nil {
		return nil, err
	}
	before, err := sharedOf(ctx, texts, opt)
	if err != nil {
		return nil, err
	}
	opt.Sanctioned += strings.Join(strings.Fields(text), "") + "\n"
	after, err := sharedOf(ctx, texts, opt)
	if err != nil {
		return nil, err
	}
	var out []web.WhitelistChange
	for _, p := range slices.SortedFunc(maps.Keys(before), func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) }) {
		if n, m := before[p], after[p]; n != m { // an entry only ever takes away
			out = append(out, web.WhitelistChange{A: texts[p[0]].ID, B: texts[p[1]].ID, Before: n, After: m})
		}
	}
	return out, nil
}

// sharedOf returns how many characters pairs of texts share, the earlier
// first, without what is no copying.
func sharedOf(ctx context.Context, texts []compare.Text, opt compare.Options) (map[[2]int]int, error) {
	r, err := compare.Compare(ctx, texts, opt)
	shared := map[[2]int]int{}
	for _, m := range r.Matches {
		if !m.Class.Claims() {
			continue
		}
		official, err := compare.OfficialSpans(m.SpanB.Of(texts[m.B].Text), opt)
		if err != nil {
			return nil, err
		}
		n := utf8.RuneCountInString(m.SpanB.Of(texts[m.B].Text))
		for _, s := range official {
			n -= utf8.RuneCountInString(s.Of(m.SpanB.Of(texts[m.B].Text)))
		}
		shared[[2]int{m.A, m.B}] += n
	}
	return shared, err
}
