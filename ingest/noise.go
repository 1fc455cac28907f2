package ingest

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
)

// Reasons for which lines and phrases are removed; Removal.Why carries them.
const (
	whyNavigation = "navigation" // breadcrumbs, previous and next, related pages
	whySiteMeta   = "site-meta"  // click counts, release times, print buttons
	whyLead       = "lead"       // a web editor's introduction
	whyPager      = "pager"      // Page numbers and page links
	whyCopyright  = "copyright"
	whyAd         = "ad"
	whyMarker     = "compilation-marker"
	whySpam       = "spam"         // what a hijacked mirror puts around a page
	whyRunning    = "running-head" // the header or footer of a printed page
	whyChunk      = "page-chunk"   // the number that a site puts before each chunk of a text
	whySeparator  = "separator"    // a ruled line around a document
	whyFileName   = "file-name"    // the name of the file, above its title
	whyMailHead   = "mail-head"    // sender, addressee and subject of a forwarded message
)

// zone says where in a document a rule holds.
type zone int

const (
	anywhere zone = iota
	atEdge        // within the first or last edgeLines lines
	atEnd         // within the last edgeLines lines
)

// edgeLines is how many non-blank lines at either end count as its edge.
const edgeLines = 8

// A noiseRule recognises a line, or a part of a line set apart by wide gaps,
// that no author of the document wrote. Patterns are matched against folded
// Text (simplified, half-width, lower case, no outer blanks).
type noiseRule struct {
	why   string
	where zone
	opens bool // what follows on the same line is of the same kind
	re    *pattern.Pattern
}

// maxNoiseRunes is the length in characters above which a line is prose,
// whatever words it holds.
const maxNoiseRunes = 220

// maxLeadRunes is the same for the introduction that a web editor writes and signs.
const maxLeadRunes = 500

var editorsLead = pattern.Must(`小编(?:为|给|精心|整理|收集|搜集|推荐|分享|带来|帮|今天)|(?:网友|会员)(?:上传|整理|投稿)|(?:整理|收集|搜集)的.{0,40}(?:范文|欢迎|希望)`)

var gap = pattern.Must(` {2,}|\t+`)

// partMark begins a part of a line that a single blank sets apart.
var partMark = pattern.Must(`[ |/](?:[\[(<]?(?:上一?[篇条则页]|下一?[篇条则页]|前一[篇页]|后一[篇页]|首页 |尾页|末页)|[\[(]?(?:相关|推荐|延伸|扩展|拓展|热门|精彩)(?:文章|阅读|链接|推荐|内容|资讯|新闻|信息|文档|范文|专题)|(?:本文|文章)?标签 ?:|关键[词字] ?:|[\[("]?(?:责任编辑|责编|编辑|网络编辑|审核|录入|作者|来源|出处|点击|浏览|阅读|人气|字体|字号|打印|关闭|收藏|分享|返回)|版权|copyright|技术支持|备案|本文来源|\[大 中 小\]|第 ?\d+ ?页|共 ?\d+ ?页)`)

// noiseOf returns the reason why a folded line is noise, or "". edge and end
// tell whether it stands at an edge of the document, or at its end.
func noiseOf(fold string, edge, end bool) string {
	switch n := utf8.RuneCountInString(fold); {
	case n == 0, n > maxLeadRunes:
		return ""
	case n > maxNoiseRunes && edge && editorsLead.MatchString(fold):
		return whyLead
	case n > maxNoiseRunes:
		return ""
	}
	if why, _ := noisePart(fold, edge, end); why != "" {
		return why
	}
	if plain := strings.Trim(fold, ornaments); plain != fold && plain != "" {
		if why, _ := noisePart(plain, edge, end); why != "" && why != whyPager {
			return why
		}
	}
	if spaced.MatchString(fold) { // [ 打 印 ] [ 关 闭 ]
		if why, _ := noisePart(bare(fold), edge, end); why != "" {
			return why
		}
	}
	// Several kinds of noise can share a line, set apart by wide gaps or by one
	// blank before what begins a part.
	if parts := gap.Split(fold, -1); len(parts) > 1 {
		if why := noiseOfAll(parts, edge, end); why != "" {
			return why
		}
	}
	if parts := cutParts(fold); len(parts) > 1 {
		return noiseOfAll(parts, edge, end)
	}
	return ""
}

// spaced matches what an editor put between the characters of a button.
var spaced = pattern.Must(`[打列] +印|关 +闭|返 +回|收 +藏|分 +享`)

// ornaments are the marks that sites put around a line.
const ornaments = "◎<>«→·•◆★☆●▪▼▲◇■□※▶»| "

// cutParts cuts a line before each partMark.
func cutParts(s string) []string {
	if !strings.ContainsAny(s, " |/") {
		return nil
	}
	var parts []string
	from := 0
	for _, m := range partMark.FindAllStringIndex(s, -1) {
		parts = append(parts, s[from:m[0]])
		from = m[0] + 1 // the blank
	}
	return append(parts, s[from:])
}

// noiseOfAll returns the reason for the first part when every part is noise,
// up to one that the rest of the line belongs to; else "".
func noiseOfAll(parts []string, edge, end bool) string {
	first, bare := "", ""
	for _, part := range parts {
		if part = strings.Trim(part, " |"); part == "" {
			continue
		}
		why, opens := noisePart(part, edge, end)
		switch {
		case why == "" && bare == "" && metaLine.MatchString(part): // a key with its value, weak by itself
			bare = part
			continue
		case why == "":
			return ""
		case first == "":
			first = why
		}
		if opens {
			break
		}
	}
	return first
}

// noisePart classifies one part; opens says that the rest of the line follows it.
func noisePart(s string, edge, end bool) (why string, opens bool) {
	if isPageNumbers(s) {
		return whyPager, false
	}
	if edge && isMenu(s) {
		return whyNavigation, true
	}
	if isMeta(s) {
		return whySiteMeta, false
	}
	if isSpam(s) {
		return whySpam, false
	}
	sign := pattern.Signed(s)
	if metaStrong.Matches(s, sign) && metaLine.Matches(s, sign) {
		return whySiteMeta, false
	}
	for _, r := range noiseRules {
		if r.where == atEdge && !edge || r.where == atEnd && !end {
			continue
		}
		if r.re.Matches(s, sign) {
			return r.why, r.opens
		}
	}
	return "", false
}

// isPageNumbers reports whether s is 1 2 3 … n, three or more.
func isPageNumbers(s string) bool {
	n := pageNumbers(s)
	return n > 0 && n == len(s)
}

// pageNumbers returns the length in bytes of the page numbers 1 2 3 … n, three
// or more, with which s begins, 0 when it does not.
func pageNumbers(s string) int {
	at, want := 0, 1
	for at < len(s) && want < 100 {
		num := itoa(want)
		if !strings.HasPrefix(s[at:], num) {
			break
		}
		next := at + len(num)
		if next < len(s) && s[next] >= '0' && s[next] <= '9' {
			break
		}
		at, want = next, want+1
		if rest := strings.TrimLeft(s[next:], blanks); len(rest) < len(s)-next {
			if rest == "" || !strings.HasPrefix(rest, itoa(want)) {
				break
			}
			at = len(s) - len(rest)
		} else {
			break
		}
	}
	if want <= 3 {
		return 0
	}
	return at
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}
