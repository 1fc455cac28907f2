// Command wenjian (文鉴) reads what grassroots units submit about a campaign:
// it understands, searches, compares and counts official Chinese texts.
//
// This is the only package that reads flags and the environment and that
// chooses implementations. One file holds one subcommand.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes, as the manual lists them.
const (
	exitOK       = 0
	exitPartly   = 1 // something failed; what did is on standard error
	exitUsage    = 2
	exitNotFound = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot(&app{out: stdout, err: stderr})
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "已中断：已完成的部分已保存，再次运行同一命令可接着处理。")
		return exitPartly
	}
	code := exitPartly
	var e *exitError
	if errors.As(err, &e) {
		code = e.code
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(stderr, "错误："+msg)
	}
	return code
}

// An exitError ends the program with its code; an empty message says that
// everything was said already.
type exitError struct {
	code int
	msg  string
}

func (e *exitError) Error() string { return e.msg }

func usagef(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Sprintf(format, args...)}
}

func notFoundf(format string, args ...any) error {
	return &exitError{exitNotFound, fmt.Sprintf(format, args...)}
}

// errPartly is returned after the failures themselves were printed.
var errPartly = &exitError{code: exitPartly}
