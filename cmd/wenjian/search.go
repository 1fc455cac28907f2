package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/query"
	"wenjian/register"
)

// A searchAsk is what the options of search say.
type searchAsk struct {
	limit      int
	each       bool   // copies are listed one by one
	like       string // ID of a document
	out        string
	save, run  string // names of saved searches
	forget     string
	saved      bool // list them
	expression string
}

func newSearch(a *app) *cobra.Command {
	var ask searchAsk
	c := &cobra.Command{
		Use:   "search 检索式",
		Short: "检索材料",
		Long: `在工作区里检索。繁体与简体、全角与半角视为相同；检索式的写法见 docs/zh/检索.md：
词语之间默认“并且”，“短语”精确匹配，OR 或者，-词 排除，甲 NEAR/10 乙 相距不超过十个字，
同句(甲 乙) 同在一句，字段如 单位:、文种:、活动:、日期:、复制比:。
整篇雷同的材料并在最早的一份下面，--each 逐份列出。`,
		Example: "  wenjian search 党性教育\n  wenjian search '“重温入党誓词” 单位类别:中小学' -o 结果.xlsx\n  wenjian search --like 12\n" +
			"  wenjian search --save 党课 '活动:讲党课/已开展'\n  wenjian search --run 党课",
		RunE: func(c *cobra.Command, args []string) error {
			ask.expression = strings.Join(args, " ")
			if err := ask.check(c); err != nil {
				return err
			}
			return a.inExisting(c.Context(), func(w *workspace) error { return a.search(c.Context(), w, ask) })
		},
	}
	c.Flags().IntVar(&ask.limit, "limit", 20, "最多显示多少份（0 表示全部）")
	c.Flags().BoolVar(&ask.each, "each", false, "雷同材料逐份列出，不合并")
	c.Flags().StringVar(&ask.like, "like", "", "查与某份材料内容相近的（写材料编号）")
	c.Flags().StringVar(&ask.save, "save", "", "把检索式存起来，取这个名称")
	c.Flags().StringVar(&ask.run, "run", "", "执行存起来的检索式（写名称）")
	c.Flags().StringVar(&ask.forget, "forget", "", "删除存起来的检索式（写名称）")
	c.Flags().BoolVar(&ask.saved, "saved", false, "列出存起来的检索式")
	a.outputFlag(c, &ask.out)
	return c
}

// check refuses what cannot be asked, before the workspace is opened.
func (s searchAsk) check(c *cobra.Command) error {
	switch {
	case s.limit < 0:
		return usagef("--limit 不能小于 0（0 表示全部）。")
	case s.expression == "" && s.like == "" && s.run == "" && s.forget == "" && !s.saved:
		return usagef("缺少检索式。运行 %s --help 查看用法。", c.CommandPath())
	case s.save != "" && s.expression == "":
		return usagef("--save 要和检索式一起写，如 --save 党课 '活动:讲党课'。")
	case s.run != "" && s.expression != "":
		return usagef("--run 执行存起来的检索式，不能再写别的检索式。")
	}
	if s.out != "" {
		_, err := outputFormat(s.out)
		return err
	}
	return nil
}

func (a *app) search(ctx context.Context, w *workspace, ask searchAsk) error {
	switch {
	case ask.saved:
		return a.listSearches(ctx, w)
	case ask.forget != "":
		return a.forgetSearch(ctx, w, ask.forget)
	case ask.run != "":
		q, err := w.savedSearch(ctx, ask.run)
		if err != nil {
			return err
		}
		ask.expression = q
	}
	q, err := w.question(ctx, ask)
	if err != nil {
		return err
	}
	if ask.save != "" {
		if err := w.store.SaveSearch(ctx, ask.save, ask.expression); err != nil {
			return err
		}
	}
	res, relaxed, err := w.findOrRelax(ctx, q, ask.limit, !ask.each)
	if err != nil {
		return err
	}
	if relaxed && !a.json {
		a.printf("没有完全符合的材料；下面的材料只含有其中一部分词语。\n")
	}
	switch tax := w.classifier.Taxonomy(); {
	case ask.out != "":
		return a.writeHits(ask, res, tax)
	case a.json:
		return a.printJSON(res.External())
	default:
		a.printHits(res, tax)
		if res.Total == 0 || relaxed {
			return a.printSuggestions(ctx, w, ask.expression)
		}
	}
	return nil
}

// question returns what ask asks for, ready for the index.
func (w *workspace) question(ctx context.Context, ask searchAsk) (query.Node, error) {
	q, err := parseQuery(ask.expression, w.classifier.Taxonomy())
	if err != nil {
		return nil, err
	}
	if ask.like != "" {
		d, err := w.store.Document(ctx, ask.like)
		if err != nil {
			return nil, notFoundf("没有编号为“%s”的材料。wenjian list 列出全部材料。", ask.like)
		}
		like, err := index.Like(ctx, w.index, d)
		if err != nil {
			return nil, err
		}
		if like == nil {
			return nil, notFoundf("材料［%s］里没有可用来查找相近材料的词语。", ask.like)
		}
		if q == nil {
			q = like
		} else {
			q = query.And{q, like}
		}
	}
	return w.asked(ctx, q)
}

// findOrRelax answers q, or, when nothing satisfies it as a whole, says so and
// answers what is left of it, see index.Relax.
func (w *workspace) findOrRelax(ctx context.Context, q query.Node, limit int, fold bool) (res index.Result, relaxed bool, err error) {
	res, err = w.find(ctx, q, limit, fold)
	if err != nil || res.Total > 0 {
		return res, false, err
	}
	less := index.Relax(q, w.segmenter.Words)
	if less == nil {
		return res, false, nil
	}
	some, err := w.find(ctx, less, limit, fold)
	if err != nil || some.Total == 0 {
		return res, false, err
	}
	return some, true, nil
}

// find answers q; whole copies are folded when asked.
func (w *workspace) find(ctx context.Context, q query.Node, limit int, fold bool) (index.Result, error) {
	res, err := w.index.Search(ctx, index.Request{Query: q, Limit: limit, Facets: facetFields()})
	if err != nil || !fold {
		return res, err
	}
	ids := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		ids[i] = h.ID
	}
	origins, err := index.Origins(ctx, w.store, ids...)
	res.Hits = index.Collapse(res.Hits, origins)
	return res, err
}

// asked returns q with what only the store knows: the names of units, and who
// copied how much.
func (w *workspace) asked(ctx context.Context, q query.Node) (query.Node, error) {
	q, err := index.ResolveCopied(ctx, q, w.store)
	if err != nil {
		return nil, err
	}
	return index.ExpandUnits(q, func(name string) ([]string, error) { return register.Synonyms(ctx, w.store, name) })
}

// parseQuery parses what the reader typed; an error says which character.
func parseQuery(s string, tax corpus.Taxonomy) (query.Node, error) {
	q, err := query.Parse(s)
	if err == nil {
		q, err = index.Resolve(q, tax)
	}
	var bad *query.Error
	if errors.As(err, &bad) {
		return nil, usagef("检索式有误：%v", bad)
	}
	return q, err
}

// facetFields returns the fields whose values are counted beside the hits.
func facetFields() []string {
	var ids []string
	for _, f := range index.Fields() {
		if f.Facet {
			ids = append(ids, f.ID)
		}
	}
	return ids
}
