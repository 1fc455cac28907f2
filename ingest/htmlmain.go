package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"wenjian/ingest/page"
	"wenjian/internal/zh"
)

// A part says for elements of a page whether they and what they hold are
// kept (""), or the reason why not. Elements it does not name go with their parent.
type part map[*html.Node]string

// containers are the elements in which the content systems of Chinese
// government and news sites put the body of an article.
var containers = []string{
	".TRS_Editor", "#UCAP-CONTENT", ".pages_content", "#zoom", "#Zoom", "#zoomcon", ".Custom_UnionStyle", "#ozoom",
	".article-content", ".article_content", ".article-body", ".article_body", "#artibody", "#article_content", "#ArticleContent",
	".rm_txt_con", "#rwb_zw", ".text_con", "#p-detail", "#detailContent", ".main-aticle", ".left_zw", "#chan_newsDetail", "#js_content", ".rich_media_content",
	"#endText", ".post_body", "#Cnt-Main-Article-QQ", ".content-article", ".TRS_UEDITOR", ".view.TRS_UEDITOR", "#news_content", ".news_content", ".newscontent",
	".wp_articlecontent", ".v_news_content", "#vsb_content", "[itemprop=articleBody]", "article", ".entry-content", ".post-content", ".art_content", ".article", "#article", "#content_main", "#txt_content",
}

// minContent is how many Chinese characters of running text a container must hold to be believed.
const minContent = 40

// mainPart finds the article of a page: a known container, or else the
// smallest element that holds nearly all running text (in the spirit of
// Kohlschütter, Fankhauser, Nejdl: Boilerplate Detection using Shallow Text
// Features, 2010: block length and link density). A page of hardly any
// running text, such as a short notice, is kept whole but for lists of links.
func mainPart(body *goquery.Selection, title string) part {
	keep := part{}
	weight := weigh(body.Get(0))
	total := weight[body.Get(0)]
	node := knownContainer(body, weight, total)
	if node == nil && total >= minContent {
		node = densest(body.Get(0), weight)
	}
	if node == nil {
		node = body.Get(0)
	}
	keep[node] = ""
	if h := headline(body, title, node); h != nil {
		keep[h] = ""
	}
	goquery.NewDocumentFromNode(node).Find("*").Each(func(_ int, s *goquery.Selection) {
		n := s.Get(0)
		if n != node && isFurniture(n) && 2*weight[n] < weight[node] {
			keep[n] = whyNavigation
		}
	})
	return keep
}

// weigh returns for every element the Chinese characters of running text in
// it: text blocks that are no links and have the punctuation of sentences.
func weigh(root *html.Node) map[*html.Node]int {
	weight := map[*html.Node]int{}
	var walk func(n *html.Node) (own string)
	walk = func(n *html.Node) string {
		if n.Type == html.TextNode {
			return n.Data
		}
		if n.Type != html.ElementNode || unseen(n) {
			return ""
		}
		if n.Data == "br" {
			return " "
		}
		var flow strings.Builder // inline text directly in this block
		sum := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			flow.WriteString(walk(c))
			sum += weight[c]
		}
		text := flow.String()
		if n.Data == "a" {
			text = ""
		}
		if isBlock[n.Data] {
			if strings.ContainsAny(text, "，。；！？、,;") && zh.HanCount(text) >= 12 {
				sum += zh.HanCount(text)
			}
			text = ""
		}
		weight[n] = sum
		return text
	}
	walk(root)
	return weight
}

// knownContainer returns the known container with most running text, when it
// has a fair share of the page's.
func knownContainer(body *goquery.Selection, weight map[*html.Node]int, total int) *html.Node {
	for _, sel := range containers {
		var best *html.Node
		body.Find(sel).Each(func(_ int, s *goquery.Selection) {
			if n := s.Get(0); best == nil || weight[n] > weight[best] {
				best = n
			}
		})
		if best != nil && weight[best] >= minContent && 10*weight[best] >= 4*total {
			return best
		}
	}
	return nil
}

// densest descends from n as long as one child holds nearly all running text.
func densest(n *html.Node, weight map[*html.Node]int) *html.Node {
	for {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if 100*weight[c] >= 70*weight[n] && weight[c] >= minContent && !isParagraph[c.Data] && (next == nil || weight[c] > weight[next]) {
				next = c
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
}

// headline returns the element that shows the title above the article.
func headline(body *goquery.Selection, title string, article *html.Node) *html.Node {
	var found *html.Node
	want := letters(title)
	body.Find("h1,h2,h3,[class*=title],[class*=Title],[id*=title],[id*=Title]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		got := letters(s.Text())
		if n := utf8.RuneCountInString(got); n >= 6 && n <= 80 && (strings.Contains(want, got) || strings.Contains(got, want) && want != "" && n <= utf8.RuneCountInString(want)+12) && !contains(s.Get(0), article) && s.Find("a").Length() == 0 {
			found = s.Get(0)
			return false
		}
		return true
	})
	return found
}

// letters returns the folded letters and Chinese characters of s.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if zh.IsHan(r) || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, zh.Fold(s))
}

func contains(outer, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == outer {
			return true
		}
	}
	return false
}

// unseen reports whether readers of the page do not see n.
func unseen(n *html.Node) bool {
	switch n.Data {
	case "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "select", "textarea", "button", "input", "head", "title", "audio", "video", "map":
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "style" && hiddenStyle.MatchString(a.Val) {
			return true
		}
	}
	return false
}

var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// furniture matches class names and ids of what stands around an article.
var furniture = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|copyright|sidebar|aside|share|bdshare\S*|social|comments?|pinglun|related?|relate|recommend|tuijian|xgwz|pager|pages|pagination|fenye|prev|next|toolbar|tools|print|banner|ad|ads|advert\S*|guanggao|editor-info|edit-info|function|qrcode|erweima|jiathis\S*|tags?|hot|rank\S*|login|search)(?:$|[\s_-])`)

func isFurniture(n *html.Node) bool {
	switch n.Data {
	case "nav", "footer", "aside", "form":
		return true
	case "div", "ul", "ol", "p", "span", "section", "table", "dl":
	default:
		return false
	}
	for _, a := range n.Attr {
		if (a.Key == "class" || a.Key == "id") && furniture.MatchString(a.Val) {
			return true
		}
	}
	return false
}

// isLinkList reports whether an element is a list of links: at least three,
// and nearly all of its text in them.
func isLinkList(n *html.Node) bool {
	switch n.Data {
	case "ul", "ol", "dl", "div", "table", "p", "section", "td":
	default:
		return false
	}
	all, linked, links := 0, 0, 0
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		if n.Type == html.TextNode {
			k := len(strings.Join(strings.Fields(n.Data), ""))
			all += k
			if in {
				linked += k
			}
		}
		if n.Type == html.ElementNode && n.Data == "a" {
			in = true
			links++
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(n, false)
	return links >= 3 && 10*linked >= 8*all && all < 6000
}

// isDataTable tells tables of data from tables that lay out a page: cells are
// short and hold no table or several blocks, and some row has two of them.
func isDataTable(n *html.Node) bool {
	s := goquery.NewDocumentFromNode(n)
	if s.Find("table table").Length() > 0 || n.Data != "table" || s.Find("td table").Length() > 0 {
		return false
	}
	wide, data := false, true
	s.Find("tr").Each(func(_ int, tr *goquery.Selection) {
		cells := tr.ChildrenFiltered("td,th")
		wide = wide || cells.Length() > 1
		cells.Each(func(_ int, c *goquery.Selection) {
			if utf8.RuneCountInString(page.OneLine(c.Text())) > 200 || c.Find("p,div,li").Length() > 3 {
				data = false
			}
		})
	})
	return wide && data
}

func nodeText(n *html.Node) string { return goquery.NewDocumentFromNode(n).Text() }

// isBlock lists the elements that begin a new line.
var isBlock = map[string]bool{
	"address": true, "article": true, "aside": true, "blockquote": true, "body": true, "center": true, "dd": true, "details": true, "div": true, "dl": true, "dt": true,
	"fieldset": true, "figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"header": true, "hr": true, "li": true, "main": true, "nav": true, "ol": true, "p": true, "pre": true, "section": true, "summary": true, "table": true,
	"tbody": true, "td": true, "tfoot": true, "th": true, "thead": true, "tr": true, "ul": true,
}

// isParagraph lists blocks of text, which are never a whole article's frame.
var isParagraph = map[string]bool{"p": true, "li": true, "h1": true, "h2": true, "h3": true, "pre": true, "blockquote": true}
