package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/index/query"
	"wenjian/register"
)

func newSearch(a *app) *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "search 检索式",
		Short: "检索材料",
		Long: `在工作区里检索。繁体与简体、全角与半角视为相同；检索式的写法见 docs/zh/检索.md：
词语之间默认“并且”，“短语”精确匹配，OR 或者，-词 排除，字段如 单位:、文种:、活动:、年份:。`,
		Example: "  wenjian search 党性教育\n  wenjian search '“重温入党誓词” 单位类别:中小学'",
		Args:    atLeast(1, "检索式"),
		RunE: func(c *cobra.Command, args []string) error {
			if limit < 0 {
				return usagef("--limit 不能小于 0（0 表示全部）。")
			}
			return a.inExisting(c.Context(), func(w *workspace) error {
				tax := w.classifier.Taxonomy()
				q, err := parseQuery(strings.Join(args, " "), tax)
				if err != nil {
					return err
				}
				q, err = index.ExpandUnits(q, func(name string) ([]string, error) { return register.Synonyms(c.Context(), w.store, name) })
				if err != nil {
					return err
				}
				res, err := w.index.Search(c.Context(), index.Request{Query: q, Limit: limit, Facets: facetFields()})
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(res.External())
				}
				a.printHits(res, tax)
				return nil
			})
		},
	}
	c.Flags().IntVar(&limit, "limit", 20, "最多显示多少份（0 表示全部）")
	return c
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

func (a *app) printHits(res index.Result, tax corpus.Taxonomy) {
	if res.Total == 0 {
		a.printf("没有找到。可以换个说法，或减少条件。\n")
		return
	}
	a.printf("找到 %d 份材料", res.Total)
	if len(res.Hits) < res.Total {
		a.printf("，显示前 %d 份（--limit 0 显示全部）", len(res.Hits))
	}
	a.printf("\n\n")
	bold := terminal(a.out)
	for _, h := range res.Hits {
		a.printf("［%s］%s\n", h.ID, marked(orUnknown(h.Title), h.TitleMarks, bold))
		a.printf("　　%s　%s　%s\n", orUnknown(h.Unit), orUnknown(corpus.LabelOf(tax.Documents, h.Kind)), orUnknown(h.Date))
		for _, s := range h.Snippets {
			a.printf("　　…%s…\n", marked(oneLineKeeping(s.Text), s.Marks, bold))
		}
	}
}

// oneLineKeeping puts s on one line without moving any code point.
func oneLineKeeping(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		return r
	}, s)
}

// marked shows the marked code points of s: in bold on a terminal, in 【】 elsewhere.
func marked(s string, marks [][2]int, bold bool) string {
	open, shut := "【", "】"
	if bold {
		open, shut = "\x1b[1;31m", "\x1b[0m"
	}
	runes := []rune(s)
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(string(runes[at:m[0]]) + open + string(runes[m[0]:m[1]]) + shut)
		at = m[1]
	}
	return b.String() + string(runes[at:])
}
