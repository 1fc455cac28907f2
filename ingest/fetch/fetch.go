// Package fetch fetches web pages politely: it obeys robots.txt, asks each
// host at most once a second, says who it is, and takes only text.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// DefaultUserAgent is sent when Options names no other.
const DefaultUserAgent = "wenjian/1.0"

// Options configures a Fetcher; the zero value works.
type Options struct {
	UserAgent    string            // default DefaultUserAgent; robots.txt is asked for its first word
	Interval     time.Duration     // least time between two requests to one host, default one second
	Timeout      time.Duration     // for one request with its body, default 30 seconds
	MaxBytes     int64             // largest page, default 16 MiB
	MaxRedirects int               // default 5
	Transport    http.RoundTripper // default http.DefaultTransport
}

func (o *Options) setDefaults() {
	if o.UserAgent == "" {
		o.UserAgent = DefaultUserAgent
	}
	if o.Interval <= 0 {
		o.Interval = time.Second
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 16 << 20
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = 5
	}
}

// A Result is one fetched page.
type Result struct {
	URL         string // as asked for
	Final       string // after redirects; where the page came from
	ContentType string // as the server says
	Data        []byte
}

// A Failure says in words why a page was not fetched. It is a result, not an
// infrastructure error: the run goes on.
type Failure struct {
	URL    string
	Code   string // stable: bad-url, robots, status, not-text, too-large, redirects, unreachable
	Reason string // one Chinese sentence for the clerk
	Advice string
	err    error
}

func (f *Failure) Error() string {
	return f.URL + "：" + f.Reason + "（" + f.Code + "）：" + f.Advice
}

// Unwrap returns the network error behind f, if there is one.
func (f *Failure) Unwrap() error { return f.err }

// A Fetcher fetches pages. It remembers robots.txt and the time of the last
// request of every host, so one Fetcher should serve a whole run. It is safe
// for concurrent use.
type Fetcher struct {
	opt    Options
	client *http.Client
	mu     sync.Mutex
	hosts  map[string]*host // by scheme and host
}

// New returns a Fetcher.
func New(o Options) *Fetcher {
	o.setDefaults()
	return &Fetcher{
		opt: o,
		client: &http.Client{
			Transport: o.Transport,
			Timeout:   o.Timeout,
			// Redirects are followed by Get, which asks the next host's robots.txt first.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		hosts: map[string]*host{},
	}
}

// Each fetches the pages one after another and calls yield for each, with a
// Result or a *Failure; it stops when yield returns false or ctx ends, and
// only then returns an error, that of ctx.
func (f *Fetcher) Each(ctx context.Context, urls []string, yield func(Result, *Failure) bool) error {
	for _, u := range urls {
		r, err := f.Get(ctx, u)
		var fail *Failure
		if err != nil && !errors.As(err, &fail) {
			return err
		}
		if !yield(r, fail) {
			return nil
		}
	}
	return ctx.Err()
}

// Get fetches one page. The error is a *Failure, or that of ctx.
func (f *Fetcher) Get(ctx context.Context, raw string) (Result, error) {
	u, err := parse(raw)
	if err != nil {
		return Result{}, &Failure{URL: raw, Code: "bad-url", Reason: "网址不正确或不是网页地址", Advice: "请填写以 http:// 或 https:// 开头的网址。", err: err}
	}
	for range f.opt.MaxRedirects + 1 {
		next, r, err := f.step(ctx, u)
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		if errors.Is(err, errTurn) {
			return Result{}, context.DeadlineExceeded
		}
		if err != nil {
			var fail *Failure
			if !errors.As(err, &fail) {
				fail = &Failure{Code: "unreachable", Reason: "网页打不开", Advice: "请核对网址和网络，稍后再试。", err: err}
			}
			fail.URL = raw
			return Result{}, fail
		}
		if next == nil {
			r.URL, r.Final = raw, u.String()
			return r, nil
		}
		u = next
	}
	return Result{}, &Failure{URL: raw, Code: "redirects", Reason: "网页转来转去，没有终点", Advice: "请在浏览器中打开，复制最后的网址。"}
}

// parse accepts web addresses only, and drops the fragment.
func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("fetch: %q is no web address", raw)
	}
	u.Fragment = ""
	return u, nil
}

// step makes one request. next is where a redirect leads, nil at the page itself.
func (f *Fetcher) step(ctx context.Context, u *url.URL) (next *url.URL, r Result, err error) {
	h := f.host(u)
	allowed, err := h.allows(ctx, f, u)
	if err != nil {
		return nil, r, err
	}
	if !allowed {
		return nil, r, &Failure{Code: "robots", Reason: "网站不允许自动抓取这个网页（robots.txt）", Advice: "请在浏览器中打开，另存为网页文件后导入。"}
	}
	resp, err := f.request(ctx, h, u)
	if err != nil {
		return nil, r, err
	}
	defer func() { _ = resp.Body.Close() }() // only read
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400 && resp.Header.Get("Location") != "":
		to, err := u.Parse(resp.Header.Get("Location"))
		if err == nil {
			to, err = parse(to.String())
		}
		if err != nil {
			return nil, r, &Failure{Code: "bad-url", Reason: "网页转向了不是网页的地址", Advice: "请在浏览器中打开核对。", err: err}
		}
		return to, r, nil
	case resp.StatusCode != http.StatusOK:
		return nil, r, &Failure{Code: "status", Reason: fmt.Sprintf("网站没有给出网页（状态 %d）", resp.StatusCode), Advice: "请在浏览器中打开核对，稍后再试。"}
	}
	r.ContentType = resp.Header.Get("Content-Type")
	r.Data, err = io.ReadAll(io.LimitReader(resp.Body, f.opt.MaxBytes+1))
	if err != nil {
		return nil, r, fmt.Errorf("fetch: read %s: %w", u, err)
	}
	if int64(len(r.Data)) > f.opt.MaxBytes {
		return nil, r, &Failure{Code: "too-large", Reason: fmt.Sprintf("网页太大（上限 %d 兆字节）", f.opt.MaxBytes>>20), Advice: "请把需要的部分另存为文件后导入。"}
	}
	if !isText(r.ContentType, r.Data) {
		return nil, r, &Failure{Code: "not-text", Reason: "网址给出的不是网页或文本（" + r.ContentType + "）", Advice: "请下载文件后再导入。"}
	}
	return nil, r, nil
}

// errTurn says that the host's turn comes after the context's deadline.
var errTurn = errors.New("fetch: deadline before the host's turn")

// request waits for the host's turn and asks for u.
func (f *Fetcher) request(ctx context.Context, h *host, u *url.URL) (*http.Response, error) {
	if err := h.limit.Wait(ctx); err != nil {
		return nil, errTurn
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("fetch: request %s: %w", u, err)
	}
	req.Header.Set("User-Agent", f.opt.UserAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9")
	req.Header.Set("Accept-Language", "zh-CN,zh;q=0.9")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch: %w", err)
	}
	return resp, nil
}

// host returns what is known of u's host.
func (f *Fetcher) host(u *url.URL) *host {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.hosts[key]
	if h == nil {
		h = &host{limit: rate.NewLimiter(rate.Every(f.opt.Interval), 1)}
		f.hosts[key] = h
	}
	return h
}

// isText reports whether a body is a page or text, by what the server says
// and, where it says nothing useful, by the content.
func isText(contentType string, data []byte) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind == "application/octet-stream" {
		kind, _, _ = mime.ParseMediaType(http.DetectContentType(data))
	}
	return strings.HasPrefix(kind, "text/") || kind == "application/xhtml+xml" || kind == "application/xml"
}
