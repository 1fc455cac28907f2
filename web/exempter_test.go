package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"wenjian/corpus/store"
)

// The fake remembers nothing of what is exempt: the tests look at what the
// site says and where it leads.
func (e *fakeEditor) Mark(_ context.Context, id string, mark store.Mark) error {
	e.exempted = append(e.exempted, id+" "+string(mark))
	return e.err
}

func (e *fakeEditor) Preview(_ context.Context, text string) ([]WhitelistChange, error) {
	e.exempted = append(e.exempted, "preview "+text)
	return []WhitelistChange{{A: "1", B: "2", Before: 28, After: 9}}, e.err
}

func (e *fakeEditor) Allow(_ context.Context, text, source string) (int64, error) {
	e.exempted = append(e.exempted, "allow "+text+" "+source)
	return 1, e.err
}

func (e *fakeEditor) Disallow(context.Context, int64) error {
	e.exempted = append(e.exempted, "disallow")
	return e.err
}

func bodyOf(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestMarkFromPage: the page of a document marks it as a superior's, with the
// token, and only where the site may be changed.
func TestMarkFromPage(t *testing.T) {
	f, e := editable(t)
	res := f.post(t, "/docs/1", "/docs/1/mark", url.Values{"mark": {"superior"}})
	if res.StatusCode != http.StatusSeeOther || !strings.HasPrefix(res.Header.Get("Location"), "/docs/1?done=mark") || len(e.exempted) != 1 || e.exempted[0] != "1 superior" {
		t.Errorf("%s to %s, %v", res.Status, res.Header.Get("Location"), e.exempted)
	}
	if res := f.post(t, "", "/docs/1/mark", url.Values{"mark": {"superior"}}); res.StatusCode != http.StatusForbidden {
		t.Errorf("without token: %s", res.Status)
	}
	if res := f.post(t, "/docs/1", "/docs/1/mark", url.Values{"mark": {"x"}}); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a mark that is none: %s", res.Status)
	}
	if n := newFixture(t).page(t, "/docs/1").Find("form[action='/docs/1/mark']").Length(); n != 0 {
		t.Errorf("%d forms where the site only shows", n)
	}
}

// TestWhitelistPage: an entry is previewed before it is added, from a passage
// of the comparison, and taken off again.
func TestWhitelistPage(t *testing.T) {
	f, e := editable(t)
	ctx := context.Background()
	if _, err := f.store.AddWhitelist(ctx, "帮助打扫院落", "县委〔2010〕5号"); err != nil {
		t.Fatal(err)
	}
	link, ok := f.page(t, "/compare/1/2").Find("a[href^='/whitelist?text=']").First().Attr("href")
	if !ok {
		t.Fatal("no way from a passage to the whitelist")
	}
	p := f.page(t, link)
	if text := p.Find("textarea[name='text']").Text(); !strings.Contains(text, "走访慰问老人") {
		t.Errorf("the form holds %q", text)
	}
	if row := p.Find("tbody tr").Text(); !strings.Contains(row, "帮助打扫院落") || !strings.Contains(row, "县委〔2010〕5号") {
		t.Errorf("list: %q", row)
	}
	res := f.post(t, "/whitelist", "/whitelist", url.Values{"text": {"打扫院落、整理内务"}, "op": {"preview"}})
	body := bodyOf(t, res)
	if res.StatusCode != http.StatusOK || !strings.Contains(body, "28") || !strings.Contains(body, `href="/compare/1/2"`) {
		t.Errorf("preview: %s\n%s", res.Status, body)
	}
	if res := f.post(t, "/whitelist", "/whitelist", url.Values{"text": {"打扫院落、整理内务"}, "source": {"会议"}, "op": {"add"}}); res.StatusCode != http.StatusSeeOther {
		t.Errorf("add: %s", res.Status)
	}
	if res := f.post(t, "/whitelist", "/whitelist/1/remove", url.Values{}); res.StatusCode != http.StatusSeeOther {
		t.Errorf("remove: %s", res.Status)
	}
	if got := strings.Join(e.exempted, "；"); got != "preview 打扫院落、整理内务；allow 打扫院落、整理内务 会议；disallow" {
		t.Errorf("the editor was asked: %s", got)
	}
}
