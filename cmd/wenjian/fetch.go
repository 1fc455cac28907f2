package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wenjian/ingest"
	"wenjian/ingest/fetch"
)

func newFetch(a *app) *cobra.Command {
	var list string
	var interval time.Duration
	c := &cobra.Command{
		Use:   "fetch 网址…",
		Short: "下载网页并导入",
		Long: `下载网页并导入工作区。遵守网站的 robots.txt，对每个网站每秒至多一次请求。
这是唯一会访问网络的命令。网址也可以写在文件里，每行一个，用 --list 指明。`,
		Example: "  wenjian fetch http://www.example.gov.cn/dj/1.html\n  wenjian fetch --list 网址.txt",
		RunE: func(c *cobra.Command, args []string) error {
			if interval < time.Second {
				return usagef("--interval 不能小于 1 秒。")
			}
			urls, err := withList(args, list)
			if err != nil {
				return err
			}
			if len(urls) == 0 {
				return usagef("缺少网址。运行 %s --help 查看用法。", c.CommandPath())
			}
			return a.inNew(c.Context(), func(w *workspace) error {
				f := fetch.New(fetch.Options{UserAgent: "wenjian/" + version, Interval: interval})
				return a.importAll(c.Context(), w, urls, runView{}, func(ctx context.Context, yield func(ingest.Input) bool) error {
					return f.Each(ctx, urls, func(r fetch.Result, bad *fetch.Failure) bool { return yield(pageInput(r, bad)) })
				})
			})
		},
	}
	c.Flags().StringVar(&list, "list", "", "网址清单文件，每行一个")
	c.Flags().DurationVar(&interval, "interval", time.Second, "对同一网站两次请求的最短间隔")
	return c
}

// withList adds the addresses in file, one a line; blank lines and lines that
// begin with # are passed over.
func withList(urls []string, file string) ([]string, error) {
	if file == "" {
		return urls, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("读取网址清单：%w", err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			urls = append(urls, line)
		}
	}
	return urls, nil
}

func pageInput(r fetch.Result, bad *fetch.Failure) ingest.Input {
	if bad != nil {
		return ingest.Input{Path: bad.URL, Err: &ingest.Failure{Path: bad.URL, Code: bad.Code, Reason: bad.Reason, Advice: bad.Advice}}
	}
	return ingest.Input{Path: r.Final, Data: r.Data}
}
