package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/spf13/cobra"

	"wenjian/web"
)

// defaultAddr is this machine only: the pages ask for no password.
const defaultAddr = "127.0.0.1:8420"

// shutdownGrace is how long requests under way may take once the program ends.
const shutdownGrace = 5 * time.Second

func newServe(a *app) *cobra.Command {
	var addr string
	var hosts []string
	c := &cobra.Command{
		Use:     "serve",
		Short:   "打开网页界面",
		Long:    "在本机打开网页界面：检索、阅读、逐段比对、统计。默认只有本机能访问。按 Ctrl+C 结束。",
		Example: "  wenjian serve\n  wenjian serve --addr 127.0.0.1:9000",
		Args:    exactly(0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.inExisting(c.Context(), func(w *workspace) error {
				return a.serve(c.Context(), w, addr, hosts)
			})
		},
	}
	c.Flags().StringVar(&addr, "addr", defaultAddr, "监听地址（端口写 0 表示自动选择）")
	c.Flags().StringSliceVar(&hosts, "host", nil, "除 IP 地址和 localhost 外，允许访问时使用的主机名")
	return c
}

// serve answers requests until ctx ends.
func (a *app) serve(ctx context.Context, w *workspace, addr string, hosts []string) error {
	log := slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("无法监听 %s，可能端口已被占用，请用 --addr 换一个：%w", addr, err)
	}
	rates, err := a.rateSets()
	if err != nil {
		return errors.Join(err, l.Close())
	}
	h, err := web.New(web.Options{
		Store: w.store, Index: w.index, Taxonomy: w.classifier.Taxonomy(), Why: w.classifier.Why, Lists: w.classifier.Lists(), Editor: a.editorFor(w, l.Addr()),
		Rates: rates, Version: version, Logger: log, Hosts: hosts,
	})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if host, _, err := net.SplitHostPort(l.Addr().String()); err == nil && !net.ParseIP(host).IsLoopback() {
		fmt.Fprintln(a.err, "注意：其他计算机也能访问本服务，而网页不需要密码。因此网页只能查看，更正和规则请用命令行修改。")
	}
	a.printf("请用浏览器打开 http://%s （按 Ctrl+C 结束）\n", l.Addr())
	srv := web.Server(addr, h)
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("网页服务：%w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("网页服务：%w", err)
	}
	return nil
}
