package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A tab is one browser tab that remembers what went wrong in it.
type tab struct {
	t      *testing.T
	ctx    context.Context
	mu     sync.Mutex
	errors []string
}

// chromium returns the browser to test with.
func chromium(t *testing.T) string {
	t.Helper()
	if bin := os.Getenv("CHROME_BIN"); bin != "" {
		return bin
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if bin, err := exec.LookPath(name); err == nil {
			return bin
		}
	}
	t.Fatal("no Chromium: apt-get install chromium fonts-noto-cjk, or set CHROME_BIN")
	return ""
}

// newTab opens a fresh browser with a window of that size. At the end of the
// test every console error, exception and blocked resource fails it.
func newTab(t *testing.T, width, height int) *tab {
	t.Helper()
	profile, err := os.MkdirTemp("", "wenjian-e2e-")
	if err != nil {
		t.Fatal(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.WindowSize(width, height),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-sync", true))
	if os.Getenv("CHROME_OLD") != "" {
		opts = append(opts, chromedp.Flag("headless", true), chromedp.Flag("no-zygote", true), chromedp.Flag("disable-dev-shm-usage", true))
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	quiet := func(string, ...any) {}
	ctx, stopTab := chromedp.NewContext(alloc, chromedp.WithErrorf(quiet), chromedp.WithLogf(quiet))
	ctx, stopTimer := context.WithTimeout(ctx, 90*time.Second)
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		stopTimer()
		stopTab()
		stopAlloc()
		_ = os.RemoveAll(profile) // the browser may still be writing; the folder is temporary
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, e := range b.errors {
			t.Error(e)
		}
	})
	chromedp.ListenTarget(ctx, b.listen)
	b.do(chromedp.EmulateViewport(int64(width), int64(height)))
	return b
}

func (b *tab) listen(ev any) {
	said := ""
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		said = "exception: " + e.ExceptionDetails.Error()
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			said = fmt.Sprintf("console: %s", e.Args[0].Value)
		}
	case *cdplog.EventEntryAdded: // blocked by the content policy, failed loads
		if e.Entry.Level == cdplog.LevelError || e.Entry.Level == cdplog.LevelWarning {
			said = "log: " + e.Entry.Text + " " + e.Entry.URL
		}
	}
	if said != "" {
		b.mu.Lock()
		b.errors = append(b.errors, said)
		b.mu.Unlock()
	}
}

// forget drops reports that the test expects.
func (b *tab) forget(part string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.errors = slices.DeleteFunc(b.errors, func(e string) bool { return strings.Contains(e, part) })
}

func (b *tab) do(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open loads a page of the program and waits until its scripts have run.
func (b *tab) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(base+path), chromedp.WaitVisible("#main", chromedp.ByQuery))
	b.wait("the page", `document.readyState === 'complete'`)
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *tab, js string) (v T) {
	b.t.Helper()
	b.do(chromedp.Evaluate(js, &v))
	return v
}

// wait fails the test unless the JavaScript expression becomes true. A page
// that is just being left answers with an error, which only means not yet.
func (b *tab) wait(what, js string) {
	b.t.Helper()
	var last error
	for range 50 {
		var ok bool
		if last = chromedp.Run(b.ctx, chromedp.Evaluate(js, &ok)); ok && last == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("waited in vain for %s (%s), last error: %v", what, js, last)
}

// shot saves the page as a picture when SHOTS names a folder.
func (b *tab) shot(name string) {
	b.t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	var png []byte
	b.do(chromedp.Sleep(200*time.Millisecond), chromedp.CaptureScreenshot(&png))
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// axe fails the test for every accessibility violation that axe-core finds:
// WCAG 2.1 A and AA, and its best practices.
func (b *tab) axe() {
	b.t.Helper()
	if os.Getenv("CHROME_OLD") != "" {
		return // axe-core itself wants a newer engine
	}
	source, err := os.ReadFile("testdata/axe-4.14.1.min.js")
	if err != nil {
		b.t.Fatal(err)
	}
	const run = `axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','best-practice']}).then(r=>JSON.stringify({
		passes:r.passes.length,
		violations:r.violations.map(v=>v.id+' ('+v.impact+') × '+v.nodes.length+': '+v.nodes.slice(0,3).map(n=>n.html.slice(0,140)+' | '+n.failureSummary).join(' || '))}))`
	var answer string
	await := func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
	b.do(chromedp.Evaluate(string(source)+";0", nil), chromedp.Evaluate(run, &answer, await))
	var r struct {
		Passes     int
		Violations []string
	}
	if err := json.Unmarshal([]byte(answer), &r); err != nil {
		b.t.Fatal(err)
	}
	if r.Passes < 10 {
		b.t.Errorf("axe passed only %d rules: did it run?", r.Passes)
	}
	for _, v := range r.Violations {
		b.t.Errorf("axe: %s", strings.ReplaceAll(v, "\n", " "))
	}
}

// executor returns the context for commands that answer with values.
func executor(b *tab) context.Context {
	return cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Target)
}
