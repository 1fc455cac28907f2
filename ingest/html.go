package ingest

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wenjian/corpus"
	"wenjian/ingest/charset"
	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// detectHTML recognises a page by its first tags; the extension helps a
// fragment that lacks them.
func detectHTML(ext string, data []byte) bool {
	if isForeign(data) {
		return false
	}
	head := bytes.ReplaceAll(data[:min(len(data), 4096)], []byte{0}, nil) // UTF-16 shows too
	head = bytes.ToLower(head)
	if bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<!doctype html")) {
		return true
	}
	tags := bytes.Count(head, []byte("</")) + bytes.Count(head, []byte("<br")) + bytes.Count(head, []byte("<p>"))
	return tags > 0 && (ext == ".html" || ext == ".htm" || ext == ".shtml" || ext == ".xhtml" || bytes.Contains(head, []byte("<body")))
}

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_-]+)`)

// readHTML reads a web page. Page.Text is its main part, one block to a line,
// table rows with tabs; what readers see around it (menus, footers, lists of
// links) becomes Removals. Scripts and styles are not text and are left out.
func readHTML(ctx context.Context, data []byte) (page.Page, error) {
	declared := ""
	if m := metaCharset.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		declared = strings.ToLower(string(m[1]))
	}
	dec, fail := charset.Decode(data, declared)
	if fail != nil {
		return page.Page{}, fail
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(dec.Text))
	if err != nil { // elements nested deeper than the parser goes
		dec.Text = tagless(dec.Text)
		return newPage(dec)
	}
	if err := ctx.Err(); err != nil {
		return page.Page{}, err
	}
	body := doc.Find("body").First()
	if body.Length() == 0 {
		return page.Page{}, page.FailNoContent()
	}
	title, props := head(doc)
	r := render(body.Get(0), mainPart(body, title))
	d := page.Draft{Text: r.text.String()}.Edited(r.drops)
	d = d.Edited(page.Invisible(d.Text))
	if page.IsBlank(d.Text) {
		return page.Page{}, page.FailNoContent()
	}
	if declared != "" {
		props["declared-charset"] = declared
	}
	return page.Page{Text: d.Text, Removals: d.Removals, Title: title, Charset: dec.Charset, Properties: props, Warnings: dec.Warnings}, nil
}

// head returns the title of the page and what its meta elements say.
func head(doc *goquery.Document) (string, map[string]string) {
	meta := map[string]string{}
	doc.Find("meta[content]").Each(func(_ int, s *goquery.Selection) {
		name, _ := s.Attr("name")
		if name == "" {
			name, _ = s.Attr("property")
		}
		if v := page.OneLine(s.AttrOr("content", "")); name != "" && v != "" {
			meta[strings.ToLower(name)] = v
		}
	})
	first := func(names ...string) string {
		for _, n := range names {
			if v := meta[n]; v != "" {
				return v
			}
		}
		return ""
	}
	props := map[string]string{}
	for key, v := range map[string]string{
		"author":    first("author", "article:author"),
		"published": first("pubdate", "publishdate", "article:published_time", "og:release_date", "firstpublishedtime"),
		"source":    first("contentsource", "source", "og:site_name", "sitename"),
	} {
		if v != "" {
			props[key] = v
		}
	}
	title := first("articletitle", "og:title")
	if title == "" {
		title = siteless(page.OneLine(doc.Find("title").First().Text()))
	}
	return title, props
}

// siteless cuts the name of the site off a page title.
func siteless(title string) string {
	for _, sep := range []string{"_", " - ", "-", " – ", "|", "——", "--"} {
		if i := strings.Index(title, sep); i > 0 && zh.HanCount(title[:i]) >= 4 {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// A rendering is the text of a page and the parts of it that are furniture.
type rendering struct {
	text  strings.Builder
	drops []corpus.Edit
	keep  part
	space bool // white space is due before the next word
}

// render writes the text that root shows; everything outside keep is dropped.
func render(root *html.Node, keep part) *rendering {
	r := &rendering{keep: keep}
	r.node(root, "outside")
	return r
}

// node writes n. why is the reason for dropping it, "" to keep it.
func (r *rendering) node(n *html.Node, why string) {
	switch n.Type {
	case html.TextNode:
		r.words(n.Data, why)
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if unseen(n) {
		return
	}
	switch w, known := r.keep[n]; {
	case known:
		why = w
	case why == "" && isLinkList(n):
		why = whyNavigation
	}
	switch {
	case n.Data == "br" || n.Data == "hr":
		r.newline(why)
		return
	case n.Data == "pre":
		r.newline(why)
		r.raw(nodeText(n), why)
		r.newline(why)
		return
	case n.Data == "table" && isDataTable(n):
		r.table(n, why)
		return
	}
	block := isBlock[n.Data]
	if block {
		r.newline(why)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.node(c, why)
	}
	if block {
		r.newline(why)
	}
}

// words writes the words of s, white space between them made single. Chinese
// Text wrapped in the source has line ends between characters that mean nothing.
func (r *rendering) words(s, why string) {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	for i, w := range strings.FieldsFunc(s, func(c rune) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }) {
		if (i > 0 || r.space || strings.IndexAny(s, " \n\t\r\f") == 0) && r.needsSpace(w) {
			w = " " + w
		}
		r.raw(w, why)
		r.space = false
	}
	r.space = r.space || s != "" && strings.ContainsRune(" \n\t\r\f", rune(s[len(s)-1]))
}

func (r *rendering) needsSpace(string) bool {
	t := r.text.String()
	return t != "" && t[len(t)-1] != '\n' && t[len(t)-1] != '\t'
}

// raw writes s and marks it as dropped unless why is empty.
func (r *rendering) raw(s, why string) {
	if s == "" {
		return
	}
	from := r.text.Len()
	r.text.WriteString(s)
	if why == "" {
		return
	}
	if why == "outside" {
		why = whyNavigation
	}
	if k := len(r.drops) - 1; k >= 0 && r.drops[k].End == from && r.drops[k].Why == why {
		r.drops[k].End = r.text.Len()
		return
	}
	r.drops = append(r.drops, corpus.Edit{Span: corpus.Span{Start: from, End: r.text.Len()}, Why: why})
}

// newline ends the line, if there is one.
func (r *rendering) newline(why string) {
	r.space = false
	if t := r.text.String(); t != "" && t[len(t)-1] != '\n' {
		r.raw("\n", why)
	}
}

// table writes a table of data, a row to a line, cells parted by tabs.
func (r *rendering) table(n *html.Node, why string) {
	r.newline(why)
	goquery.NewDocumentFromNode(n).Find("tr").Each(func(_ int, tr *goquery.Selection) {
		tr.ChildrenFiltered("td,th").Each(func(i int, cell *goquery.Selection) {
			if i > 0 {
				r.raw("\t", why)
			}
			r.raw(page.OneLine(strings.ReplaceAll(cell.Text(), "\u00a0", " ")), why)
		})
		r.newline(why)
	})
}

// tagless returns the text of a page that is too broken to be parsed into a
// tree: all of it, a block to a line, without scripts and styles.
func tagless(page string) string {
	r := &rendering{}
	z := html.NewTokenizer(strings.NewReader(page))
	skip := ""
	for {
		kind := z.Next()
		name, _ := z.TagName()
		tag := string(name)
		switch {
		case kind == html.ErrorToken:
			return r.text.String()
		case skip != "":
			if kind == html.EndTagToken && tag == skip {
				skip = ""
			}
		case kind == html.StartTagToken && (tag == "script" || tag == "style" || tag == "title" || tag == "textarea" || tag == "noscript"):
			skip = tag
		case kind == html.TextToken:
			r.words(string(z.Text()), "")
		case isBlock[tag] || tag == "br":
			r.newline("")
		}
	}
}
