package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestPages loads every kind of page in two window sizes: no error on the
// console, nothing blocked, no accessibility violation, no sideways scrolling.
func TestPages(t *testing.T) {
	for _, p := range []struct{ name, path string }{
		{"home", "/"},
		{"search", "/search?q=" + url.QueryEscape("服务群众")},
		{"search-all", "/search"},
		{"search-none", "/search?q=" + url.QueryEscape("没有这样的一句话")},
		{"document", "/docs/1"},
		{"compare", pairPath(t)},
		{"overlaps", "/overlaps"},
		{"stats", "/stats"},
		{"stats-units", "/stats?view=units"},
		{"stats-sections", "/stats?view=sections"},
		{"stats-kinds", "/stats?view=kinds"},
		{"stats-citations", "/stats?view=citations"},
		{"stats-exceptions", "/stats?view=exceptions"},
		{"groups", "/overlaps/groups"},
		{"whitelist", "/whitelist"},
		{"stats-cross", "/stats?view=cross"},
		{"stats-timeline", "/stats?view=timeline"},
		{"stats-presence", "/stats?view=presence"},
		{"stats-promises", "/stats?view=promises"},
		{"stats-submissions", "/stats?view=submissions"},
		{"stats-leaders", "/stats?view=leaders"},
		{"stats-figures-by-unit", "/stats?view=figures-by-unit"},
		{"stats-evidence-free", "/stats?view=evidence-free"},
		{"stats-copying", "/stats?view=copying"},
		{"stats-experiences", "/stats?view=experiences"},
		{"corrections", "/docs/1/corrections"},
		{"correction-activity", "/docs/1/corrections?fact=activity&n=1"},
		{"correction-figure", "/docs/1/corrections?fact=figure"},
		{"correction-unit", "/docs/1/corrections?fact=unit"},
		{"taxonomy", "/taxonomy"},
		{"taxonomy-sections", "/taxonomy?list=sections"},
		{"units", "/units"},
		{"imports", "/imports"},
		{"import", "/imports/1"},
	} {
		t.Run(p.name, func(t *testing.T) {
			b := newTab(t, 1440, 900)
			b.open(p.path)
			b.shot(p.name)
			b.axe()
			for _, width := range []int64{1366, 1024} {
				b.do(chromedp.EmulateViewport(width, 768))
				if over := eval[int](b, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
					t.Errorf("%d pixels too wide at %d", over, width)
				}
			}
		})
	}
}

// TestSearch types a query, narrows it by a facet without a reload, and goes
// back.
func TestSearch(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/")
	b.do(chromedp.SendKeys("#q", "党员"+kb.Enter, chromedp.ByQuery))
	b.wait("results", `location.pathname === '/search' && document.querySelectorAll('.res .r').length > 1`)
	if eval[int](b, `document.querySelectorAll('.res mark').length`) == 0 {
		t.Error("no hit is marked")
	}
	all := eval[string](b, `document.querySelector('.cnt b').textContent`)
	eval[int](b, `window.sameDocument = 1`)
	row := eval[string](b, `Array.from(document.querySelectorAll('.fac > ul > li > a')).find(a => a.querySelector('.c').textContent !== '`+all+`').id`)
	b.do(chromedp.Click("#"+row, chromedp.ByQuery))
	b.wait("the filtered results", `document.querySelectorAll('.chip').length === 1`)
	few := eval[string](b, `document.querySelector('.cnt b').textContent`)
	if few == all {
		t.Errorf("%s results with and without the filter", few)
	}
	if eval[int](b, `window.sameDocument || 0`) != 1 {
		t.Error("the filter reloaded the page")
	}
	if !strings.Contains(eval[string](b, `decodeURIComponent(location.search)`), "q=党员") {
		t.Error("the address lost the query")
	}
	b.do(chromedp.NavigateBack())
	b.wait("the results before", `document.readyState === 'complete' && document.documentElement.classList.contains('has-js') && document.querySelectorAll('.chip').length === 0 && document.querySelector('.cnt b').textContent === '`+all+`'`)
	b.do(chromedp.KeyEvent("j"))
	b.wait("the first result in focus", `document.activeElement === document.querySelector('.res .r h2 a')`)
	b.do(chromedp.KeyEvent(kb.Enter))
	b.wait("the first document", `location.pathname.startsWith('/docs/') && document.querySelectorAll('.txt .hit').length > 0`)
}

// TestWrongQuery: a query that cannot be read says which character is meant,
// and the next query works.
func TestWrongQuery(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/search")
	b.do(chromedp.SendKeys("#q", "党员 (讲"+kb.Enter, chromedp.ByQuery))
	b.wait("the message", `document.querySelector('.msg .at') && document.querySelector('.msg .at').textContent === '('`)
	b.do(chromedp.Evaluate(`document.querySelector("#q").value = ""`, nil), chromedp.SendKeys("#q", "党员"+kb.Enter, chromedp.ByQuery))
	b.wait("results", `document.querySelectorAll('.res .r').length > 1`)
	b.forget("status of 400") // the browser itself reports the first answer
}

// TestDocument looks at a document: facts lead to their places, layers can
// be switched off.
func TestDocument(t *testing.T) {
	var found struct{ Hits []struct{ ID string } }
	fetchJSON(t, "/api/v1/search?status=held", &found)
	if len(found.Hits) == 0 {
		t.Fatal("the sample has no activity")
	}
	b := newTab(t, 1440, 900)
	b.open("/docs/" + found.Hits[0].ID)
	held := `getComputedStyle(document.querySelector('.act.held')).borderBottomStyle`
	if s := eval[string](b, held); s != "solid" {
		t.Errorf("an activity that was held is underlined %s", s)
	}
	if s := eval[string](b, `document.querySelector('.b-act').textContent`); !strings.Contains(s, "·") {
		t.Errorf("the label says %q and no status", s)
	}
	b.do(chromedp.Click("#t-act", chromedp.ByQuery))
	if eval[bool](b, `document.querySelector('.b-act').offsetParent !== null`) {
		t.Error("switched off and still there")
	}
	b.do(chromedp.Click("#t-act", chromedp.ByQuery), chromedp.Click(`.facts .list a[href^="#act-"]`, chromedp.ByQuery))
	b.wait("the place in view", `(r => r.top > 40 && r.bottom < innerHeight)(document.querySelector(location.hash).getBoundingClientRect())`)
}

// TestEvents: an event leads to each place that tells it, and a place back to
// the event.
func TestEvents(t *testing.T) {
	var found struct{ Hits []struct{ ID string } }
	fetchJSON(t, "/api/v1/search?status=held", &found)
	b := newTab(t, 1440, 900)
	const twice = `document.querySelector('[aria-label="活动清单"] .why a[aria-label]')`
	for _, h := range found.Hits {
		b.open("/docs/" + h.ID)
		if eval[bool](b, twice+` !== null`) {
			break
		}
	}
	if !eval[bool](b, twice+` !== null`) {
		t.Fatal("the sample has no event that is told twice")
	}
	b.axe()
	href := eval[string](b, twice+`.getAttribute('href')`)
	b.do(chromedp.Evaluate(twice+`.click()`, nil))
	b.wait("the place in view", `location.hash === '`+href+`' && (r => r.top > 40 && r.bottom < innerHeight)(document.querySelector(location.hash).getBoundingClientRect())`)
	b.do(chromedp.Evaluate(`document.querySelector(location.hash).click()`, nil))
	b.wait("the event in view", `location.hash.startsWith('#ev-') && (r => r.top >= 0 && r.top < innerHeight)(document.querySelector(location.hash).getBoundingClientRect())`)
	if why := eval[string](b, `document.querySelector('li:target .why:last-child').textContent`); !strings.Contains(why, "词表") && !strings.Contains(why, "模型") {
		t.Errorf("the event is explained by %q", why)
	}
}

// TestCompare: the two halves of a passage light up together, line up when
// clicked, and follow the keys.
func TestCompare(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open(pairPath(t))
	b.do(chromedp.Sleep(100 * time.Millisecond))
	b.do(chromedp.Evaluate(`document.querySelector('#pb .m').dispatchEvent(new MouseEvent('mouseover',{bubbles:true}))`, nil))
	if n := eval[int](b, `document.querySelectorAll('#pa .m.on').length`); n == 0 {
		t.Error("the other half does not light up")
	}
	if eval[int](b, `document.querySelectorAll('.mi.on').length`) != 1 || eval[int](b, `document.querySelectorAll('.pos .on').length`) < 2 {
		t.Error("list or strips do not light up")
	}
	b.shot("compare-hover")
	b.do(chromedp.Evaluate(`document.querySelector('#pb .m').dispatchEvent(new MouseEvent('mouseout',{bubbles:true}))`, nil))
	b.do(chromedp.KeyEvent("j"))
	n := eval[string](b, `document.querySelector('.mi.sel').dataset.m`)
	if eval[string](b, `document.querySelector('.mi').dataset.m`) != n {
		t.Errorf("j selects %s first", n)
	}
	b.do(chromedp.Click("#a"+n, chromedp.ByQuery))
	b.wait("the address of the passage", `location.hash === '#m`+n+`'`)
	if off := eval[float64](b, `Math.abs(document.querySelector('#a`+n+`').getBoundingClientRect().top - document.querySelector('#b`+n+`').getBoundingClientRect().top)`); off > 4 {
		t.Errorf("the halves stand %.0f pixels apart", off)
	}
	b.do(chromedp.KeyEvent("s"))
	if eval[bool](b, `document.querySelector('#sync').checked`) {
		t.Error("s does not switch")
	}
}

// TestStats: a number leads to the documents that it counts.
func TestStats(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/stats?view=kinds")
	want := eval[string](b, `document.querySelector('.tb.grid td a.n').textContent`)
	b.do(chromedp.Click(".tb.grid td a.n", chromedp.ByQuery))
	b.wait("the search", `location.pathname === '/search'`)
	b.wait("the same number of documents", `document.querySelector('.cnt b').textContent === '`+want+`'`)
}

// TestWithoutScript: search, filters and comparison work in a browser that
// runs no script.
func TestWithoutScript(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.do(emulation.SetScriptExecutionDisabled(true))
	b.do(chromedp.Navigate(base+"/"), chromedp.WaitVisible("#q", chromedp.ByQuery), chromedp.SendKeys("#q", "党员"+kb.Enter, chromedp.ByQuery),
		chromedp.WaitVisible(".res .r", chromedp.ByQuery), chromedp.Click(".fac li a", chromedp.ByQuery), chromedp.WaitVisible(".chip", chromedp.ByQuery))
	b.do(chromedp.Navigate(base+pairPath(t)), chromedp.WaitVisible("#pa .m", chromedp.ByQuery), chromedp.Click("#pa .mno", chromedp.ByQuery))
	var at string
	b.do(chromedp.Location(&at))
	if !strings.Contains(at, "#b") {
		t.Errorf("the badge leads to %s", at)
	}
}

// TestPrint: pages print.
func TestPrint(t *testing.T) {
	b := newTab(t, 1440, 900)
	for _, p := range []string{"/stats", "/docs/1", pairPath(t)} {
		b.open(p)
		pdf, _, err := page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(executor(b))
		if err != nil || len(pdf) < 5000 {
			t.Errorf("%s: %d bytes, %v", p, len(pdf), err)
		}
	}
}

// TestImports: from the list of imports to one of them, and to the files that
// met one fate.
func TestImports(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/imports")
	b.do(chromedp.Click(`tbody a[href^="/imports/"]`, chromedp.ByQuery))
	b.wait("the files", `document.querySelectorAll('.tb.grid tbody tr').length > 2`)
	all := eval[int](b, `document.querySelectorAll('.tb.grid tbody tr').length`)
	b.do(chromedp.Click(`.pick a[href*="fate=split"]`, chromedp.ByQuery))
	b.wait("fewer files", `location.search === '?fate=split' && document.querySelectorAll('.tb.grid tbody tr').length < `+strconv.Itoa(all))
	if link := eval[string](b, `document.querySelector('a[href*="files.xlsx"]').getAttribute('href')`); !strings.HasSuffix(link, "/files.xlsx?fate=split") {
		t.Errorf("the download is %s", link)
	}
	b.do(chromedp.Click(`.tb.grid tbody th a`, chromedp.ByQuery))
	b.wait("the document with its source", `location.pathname.startsWith('/docs/') && document.querySelectorAll('#sightings li').length === 1`)
}
