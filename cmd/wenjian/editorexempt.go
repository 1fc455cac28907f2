package main

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"wenjian/corpus/store"
	"wenjian/web"
)

// Mark implements web.Editor.
func (e *editor) Mark(ctx context.Context, id string, mark store.Mark) error {
	e.turn.Lock()
	defer e.turn.Unlock()
	err := e.w.store.MarkDocument(ctx, id, mark)
	if errors.Is(err, store.ErrNotFound) {
		return web.Refuse("没有这份材料，它可能已被新的文件替换。")
	}
	if err != nil {
		return err
	}
	return e.catchUp(ctx)
}

// catchUp compares anew what a change touches.
func (e *editor) catchUp(ctx context.Context) error {
	ctx, cancel := unhurried(ctx)
	defer cancel()
	return e.w.pipe.CatchUp(ctx)
}

// whitelistFault says in words what is wrong with an entry, or nothing.
func whitelistFault(text, source string, preview bool) string {
	switch {
	case utf8.RuneCountInString(text) < shortestWhitelist:
		return fmt.Sprintf("这句话太短。白名单的表述至少 %d 个字，请写完整的一句或半句。", shortestWhitelist)
	case source == "" && !preview:
		return "请写明这句话的出处，例如文件号或会议名称。"
	}
	return ""
}

// Preview implements web.Editor.
func (e *editor) Preview(ctx context.Context, text string) ([]web.WhitelistChange, error) {
	if fault := whitelistFault(text, "", true); fault != "" {
		return nil, web.Refuse(fault)
	}
	return e.w.whitelistChanges(ctx, text)
}

// Allow implements web.Editor.
func (e *editor) Allow(ctx context.Context, text, source string) (int64, error) {
	if fault := whitelistFault(text, source, false); fault != "" {
		return 0, web.Refuse(fault)
	}
	e.turn.Lock()
	defer e.turn.Unlock()
	id, err := e.w.store.AddWhitelist(ctx, text, source)
	if err != nil {
		return 0, err
	}
	return id, e.catchUp(ctx)
}

// Disallow implements web.Editor.
func (e *editor) Disallow(ctx context.Context, id int64) error {
	e.turn.Lock()
	defer e.turn.Unlock()
	err := e.w.store.RemoveWhitelist(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return web.Refuse("这一条已经撤销，或不存在。")
	}
	if err != nil {
		return err
	}
	return e.catchUp(ctx)
}
