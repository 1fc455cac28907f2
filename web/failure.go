package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"wenjian/corpus/store"
)

// An inputError says what is wrong with a request, in words for the reader.
type inputError string

// Error returns the message.
func (e inputError) Error() string { return string(e) }

var (
	errNoPage      = errors.New("no such page")
	errForeignHost = errors.New("host name not allowed")
)

// A failureView is what an error page says: what happened, what to do, and
// the number under which the log has the details.
type failureView struct {
	Status   int
	What, Do string
	Number   string // empty where nothing is wrong on our side
	Code     string // stable, for programs
}

// failureOf turns an error into words.
func failureOf(err error) failureView {
	var in inputError
	switch {
	case errors.As(err, &in):
		return failureView{Status: http.StatusBadRequest, Code: "bad_request", What: "这个请求不能处理", Do: in.Error()}
	case errors.Is(err, errNoPage):
		return failureView{Status: http.StatusNotFound, Code: "not_found", What: "没有这个页面", Do: "地址可能写错了，或页面已经移走。请从上方导航重新进入。"}
	case errors.Is(err, store.ErrNotFound):
		return failureView{Status: http.StatusNotFound, Code: "not_found", What: "没有这份材料", Do: "它可能已被重新导入的新版本替换，编号随之改变。请按标题或单位重新检索。"}
	case errors.Is(err, store.ErrNoRun):
		return failureView{Status: http.StatusNotFound, Code: "not_found", What: "没有这次导入", Do: "请从“导入记录”中选择。"}
	case errors.Is(err, errForeignForm):
		return failureView{Status: http.StatusForbidden, Code: "foreign_form", What: "这个表单不能用了", Do: "程序可能重新启动过，或页面不是本程序的。请重新打开页面再填一次。"}
	case errors.Is(err, errForeignHost):
		return failureView{Status: http.StatusForbidden, Code: "foreign_host", What: "不接受用这个域名访问", Do: "请用 IP 地址访问，或请管理员在启动时登记这个域名。"}
	case errors.Is(err, context.DeadlineExceeded):
		return failureView{Status: http.StatusServiceUnavailable, Code: "timeout", What: "处理超时", Do: "服务器可能正忙（如正在导入材料）。请稍后重试，或缩小检索范围。"}
	case errors.Is(err, store.ErrLocked):
		return failureView{Status: http.StatusServiceUnavailable, Code: "locked", What: "资料库正被占用", Do: "另一个程序正在写入。请稍后重试。"}
	}
	return failureView{Status: http.StatusInternalServerError, Code: "internal", What: "系统出错了", Do: "请稍后重试。如果反复出现，请把下面的编号告诉管理员。"}
}

// handle turns an action into a handler: errors and panics become error
// pages, or problem documents for the API, and are logged under a number.
func (s *site) handle(api bool, do action) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if err, ok := v.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(v) // means what it says to net/http
				}
				s.fail(w, r, api, fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
			}
		}()
		if err := do(w, r); err != nil {
			s.fail(w, r, api, err)
		}
	})
}

func (s *site) fail(w http.ResponseWriter, r *http.Request, api bool, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // the reader has gone away
	}
	v := failureOf(err)
	if v.Status >= http.StatusInternalServerError {
		v.Number = failureNumber()
		s.log.Error("request failed", "number", v.Number, "status", v.Status, "path", r.URL.Path, "query", r.URL.RawQuery, "err", err)
	}
	if api {
		s.problem(w, v)
		return
	}
	if err := s.show(w, v.Status, "error", page{Title: v.What, Body: v}); err != nil {
		s.log.Error("error page failed", "number", v.Number, "err", err)
		http.Error(w, v.What, v.Status)
	}
}

// problem writes v as application/problem+json (RFC 9457).
func (s *site) problem(w http.ResponseWriter, v failureView) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(v.Status)
	_ = json.NewEncoder(w).Encode(map[string]any{"status": v.Status, "title": v.What, "detail": v.Do, "code": v.Code, "number": v.Number})
}

// failureNumber returns a number that the reader can pass on and the log holds.
func failureNumber() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return "E" + hex.EncodeToString(b[:])
}
