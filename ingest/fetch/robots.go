package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// maxRobots is how much of a robots.txt is read (RFC 9309 asks for at least 500 KiB).
const maxRobots = 512 << 10

// A host is one web server: its turn-taking and its robots.txt.
type host struct {
	limit  *rate.Limiter
	mu     sync.Mutex
	robots *robotstxt.RobotsData // nil until asked for
}

// allows asks the host's robots.txt about u, fetching it when need be. As RFC
// 9309 demands, a missing file allows everything and a server error nothing.
func (h *host) allows(ctx context.Context, f *Fetcher, u *url.URL) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	agent, _, _ := strings.Cut(f.opt.UserAgent, "/")
	if h.robots == nil {
		robots, err := f.robots(ctx, h, u)
		if err != nil {
			return false, err
		}
		h.robots = robots
		if d := robots.FindGroup(agent).CrawlDelay; d > f.opt.Interval {
			h.limit.SetLimit(rate.Every(d))
		}
	}
	return h.robots.TestAgent(u.RequestURI(), agent), nil
}

// robots fetches the robots.txt of u's host, redirects followed.
func (f *Fetcher) robots(ctx context.Context, h *host, u *url.URL) (*robotstxt.RobotsData, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for range f.opt.MaxRedirects + 1 {
		resp, err := f.request(ctx, h, at)
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
		_ = resp.Body.Close() // only read
		if err != nil {
			return nil, fmt.Errorf("fetch: read %s: %w", at, err)
		}
		if to := resp.Header.Get("Location"); resp.StatusCode >= 300 && resp.StatusCode < 400 && to != "" {
			next, err := at.Parse(to)
			if err != nil || next.Scheme != "http" && next.Scheme != "https" {
				break
			}
			at = next
			continue
		}
		robots, err := robotstxt.FromStatusAndBytes(resp.StatusCode, body)
		if err != nil {
			// A file that cannot be parsed forbids nothing.
			return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
		}
		return robots, nil
	}
	return robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
}
