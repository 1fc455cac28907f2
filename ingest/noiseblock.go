package ingest

import (
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A block finds lines that are noise by what stands around them. why holds
// the reason for each line, "" where there is none yet; a block adds to it.
type block func(ls []line, why []string)

var blocks = []block{runningHeads, pageSequence, headers, fileName, mailHead, menuBelow, record, listBelow, footer, trailing, rulers}

// noiseOfLines returns for each line the reason why it is noise, or "".
func noiseOfLines(ls []line) []string {
	total := 0
	for _, l := range ls {
		if !l.blank() {
			total++
		}
	}
	why := make([]string, len(ls))
	n := 0
	for i, l := range ls {
		if l.blank() {
			continue
		}
		n++
		end := n > total-edgeLines
		why[i] = noiseOf(l.fold, n <= edgeLines || end, end)
	}
	for _, b := range blocks {
		b(ls, why)
	}
	return why
}

var runningHead = pattern.Must(`^(?P<h>[^。;]{4,50}?)[ |·-]*第 ?(?P<n>\d{1,3}) ?页(?:[,/ ]*共 ?\d{1,3} ?页)?$`)

// runningHeads finds the headers and footers of printed pages: the same words
// with page numbers that rise, or the title itself with one.
func runningHeads(ls []line, why []string) {
	pages := map[string][]int{}
	title := ""
	for i, l := range ls {
		if l.blank() || why[i] != "" {
			continue
		}
		if title == "" {
			title = bare(l.fold)
		}
		if m := runningHead.FindStringSubmatch(l.fold); m != nil {
			h := bare(m[1])
			pages[h] = append(pages[h], i)
		}
	}
	for h, is := range pages {
		if len(is) < 2 && h != title {
			continue
		}
		for _, i := range is {
			why[i] = whyRunning
		}
	}
}

var (
	dressedNumber = pattern.Must(`^(?:[-·•~*|]+ ?(\d{1,3}) ?[-·•~*|]+|第 ?(\d{1,3}) ?页.*)$`)
	bareNumber    = pattern.Must(`^(\d{1,3})$`)
)

// minPage is how many Chinese characters a page has at least.
const minPage = 120

// pageSequence finds page numbers that stand bare on a line: they go on from
// one that is dressed (— 3 —, 第3页), or count up from page to page.
func pageSequence(ls []line, why []string) {
	last, han, plain := -1, 0, []int{}
	for i, l := range ls {
		if l.blank() {
			continue
		}
		if m := dressedNumber.FindStringSubmatch(l.fold); m != nil && why[i] == whyPager {
			last, han = ordinal(m[1]+m[2]), 0
			continue
		}
		if m := bareNumber.FindStringSubmatch(l.fold); m != nil && why[i] == "" {
			n := ordinal(m[1])
			if n == last+1 && last > 0 {
				why[i], last, han = whyPager, n, 0
				continue
			}
			if han >= minPage && (len(plain) == 0 || n == ordinal(ls[plain[len(plain)-1]].fold)+1) {
				plain = append(plain, i)
				han = 0
				continue
			}
		}
		if why[i] == "" {
			han += zh.HanCount(l.text)
		}
	}
	if len(plain) >= 2 {
		for _, i := range plain {
			why[i] = whyPager
		}
	}
}

// headers finds the words that a printed page repeats beside its number: the
// same short line next to two page numbers or more.
func headers(ls []line, why []string) {
	beside := map[string][]int{} // lines next to page numbers, by their words
	add := func(i, step int) {
		for k := i + step; k >= 0 && k < len(ls); k += step {
			if ls[k].blank() {
				continue
			}
			if l := ls[k]; why[k] == "" && l.runes() <= maxTrailer && !endsSentence(l.last()) && !isMarked(l.fold) {
				beside[bare(l.fold)] = append(beside[bare(l.fold)], k)
			}
			return
		}
	}
	for i, l := range ls {
		if why[i] == whyPager && dressedNumber.MatchString(l.fold) {
			add(i, -1)
			add(i, 1)
		}
	}
	for _, at := range beside {
		if len(at) < 2 || at[0] == at[len(at)-1] {
			continue
		}
		for _, i := range at {
			why[i] = whyRunning
		}
	}
}

var fileNamed = pattern.Must(`^(?P<n>[^。;!?]{2,60})\.(?:docx?|wps|txt|rtf|pdf|odt)$`)

// fileName finds the name of the file above the title that it repeats.
func fileName(ls []line, why []string) {
	name := -1
	for i, l := range ls {
		switch {
		case l.blank() || why[i] != "":
		case name < 0:
			if !fileNamed.MatchString(l.fold) {
				return
			}
			name = i
		default:
			got, title := bigrams(fileNamed.FindStringSubmatch(ls[name].fold)[1]), bigrams(l.fold)
			if 2*sharedBigrams(got, title) >= len(got) && len(got) > 0 {
				why[name] = whyFileName
			}
			return
		}
	}
}

var (
	mailKey  = pattern.Must(`^(?:发件人|收件人|抄送|密送|主题|日期|时间|发送时间|发件时间|附件|优先级|from|to|cc|subject|date|sent) ?:`)
	mailSure = pattern.Must(`^(?:发件人|收件人|from|to) ?:`)
)

// mailHead finds the head of a message that was saved with its attachment's
// text: three lines or more, a sender or addressee among them.
func mailHead(ls []line, why []string) {
	for i := 0; i < len(ls); i++ {
		n, sure, end := 0, false, i
		for ; end < len(ls) && (ls[end].blank() || mailKey.MatchString(ls[end].fold)); end++ {
			if !ls[end].blank() {
				n++
				sure = sure || mailSure.MatchString(ls[end].fold)
			}
		}
		if n >= 3 && sure {
			for k := i; k < end; k++ {
				if !ls[k].blank() {
					why[k] = whyMailHead
				}
			}
		}
		i = max(i, end)
	}
}

var menuHome = pattern.Must(`^(?:网站|返回)?(?:首页|主页|home)$`)

// maxMenu is the length in characters of the longest entry of a menu.
const maxMenu = 8

// menuBelow finds the menu of a site with one entry to a line, 首页 first.
func menuBelow(ls []line, why []string) {
	open := false
	for i, l := range ls {
		switch {
		case l.blank():
		case menuHome.MatchString(l.fold):
			open = true
			why[i] = whyNavigation
		case open && why[i] == "" && l.runes() <= maxMenu && !strings.ContainsAny(l.fold, "。,;:!?、0123456789"):
			why[i] = whyNavigation
		case why[i] == "":
			return
		}
	}
}

// recordKey matches the fields of the record that government sites show above
// a published document.
var recordKey = pattern.Must(`^(?:索 ?引 ?号|主题分类|发布机构|发文(?:机关|单位|字号)|(?:成文|生成|发布|公开|废止)日期|公开(?:方式|形式|范围|时限)|信息(?:名称|分类)|体裁分类|组配分类|名 *称|标 *题|文 *号|主 *题 *词|有 *效 *性|内容概述) ?:`)

// record finds the rest of such a record, below its index number.
func record(ls []line, why []string) {
	open := false
	for i, l := range ls {
		switch {
		case l.blank():
		case strings.HasPrefix(bare(l.fold), "索引号:"):
			open = true
		case open && recordKey.MatchString(l.fold):
			why[i] = whySiteMeta
		case open && why[i] == "":
			return
		}
	}
}

// listHead matches the words above a list of links.
var listHead = pattern.Must(`(?:相关|推荐|延伸|拓展|热门|精彩|最新|猜你|喜欢|感兴趣|关注).{0,8}:?$`)

// maxLink is the length in characters of the longest title in a list of links.
const maxLink = 50

// listBelow finds the links below 相关文章 and its like: titles to the end of
// the document, nothing that is a sentence.
func listBelow(ls []line, why []string) {
	for i := len(ls) - 1; i >= 0; i-- {
		l := ls[i]
		switch {
		case l.blank():
			continue
		case why[i] == whyNavigation && listHead.MatchString(strings.Trim(l.fold, ornaments)):
			for k := i + 1; k < len(ls); k++ {
				if why[k] == "" && !ls[k].blank() {
					why[k] = whyNavigation
				}
			}
			return
		case why[i] == "" && (l.runes() > maxLink || closesParagraph(l.text) || isDateLine(l)):
			return
		}
	}
}

// contact matches the lines of a site's footer that a document could have too.
var contact = pattern.Must(`^(?:(?:联系|单位|办公)?(?:地址|邮编|邮政编码|电话|传真|邮箱|e-?mail|热线|qq)|主办|承办|协办|维护|管理|访问量|建议)[^。]{0,3}[:|]`)

// footer finds the lines of contact between the noise at the end of a page.
func footer(ls []line, why []string) {
	noise := []int{} // lines of the tail that are noise, from the end up
	from := len(ls)
	for i := len(ls) - 1; i >= 0; i-- {
		if ls[i].blank() {
			continue
		}
		if why[i] == "" && !contact.MatchString(ls[i].fold) {
			break
		}
		if why[i] != "" {
			noise = append(noise, i)
		}
		from = i
	}
	if len(noise) == 0 || noise[len(noise)-1] != from && why[from] == "" && len(noise) < 2 {
		return
	}
	for i := noise[len(noise)-1]; i < len(ls); i++ {
		if why[i] == "" && !ls[i].blank() {
			why[i] = whySiteMeta
		}
	}
}

// trailer matches words that at the end of a page, in lines that are no
// sentence, only its site has.
var trailer = pattern.Must(`app|客户端(?:查看|阅读|打开)?$|请登[录陆]|登[录陆](?:后|即可|$| )|(?:免费|立即)注册|[打列]印(?:本[页文]|此页|$|[ |/])|收藏(?:本|此|夹|$|[ |/])|二维码|扫码|举报(?:$|[ |/])|换一换|都在搜|分享到|点赞|阅读全文|(?:点击|立即|免费)下载|下载(?:本文|全文|文档)|[上下]一篇|返回(?:顶部|首页|列表|上)|版权(?:所有|声明)|浏览(?:次数|量|器)|点击(?:查看|进入|阅读|更多|率|数)|责编|小编|网友|(?:请勿|禁止|谢绝)转载|转载请`)

// distributed matches the line at the end of a bulletin that says who gets it.
var distributed = pattern.Must(`^(?:[主抄]?报|[主抄分]?送|[分印]?发) ?:`)

// maxTrailer is the length in characters of the longest such line.
const maxTrailer = 40

// trailing finds the rest of what a site puts below a document: from the end
// up, short lines that are no sentences and hold a word of sites.
func trailing(ls []line, why []string) {
	some := false
	for i := len(ls) - 1; i >= 0; i-- {
		l := ls[i]
		switch {
		case l.blank() || why[i] != "":
			some = some || why[i] != ""
		case l.runes() <= maxTrailer && trailer.MatchString(l.fold) && !closesParagraph(l.text) && !strings.ContainsAny(l.fold, "。;,") && !isMarked(l.fold) && !distributed.MatchString(l.fold) && (some || i == len(ls)-1 || restBlank(ls[i+1:])):
			why[i], some = whySiteMeta, true
		default:
			return
		}
	}
}

var ruler = pattern.Must(`^(?:={4,}|-{4,}|\*{6,}|~{4,}|#{4,}|[=-]{6,})$`)

// rulers finds ruled lines at the very beginning and end of a document.
func rulers(ls []line, why []string) {
	for i := range ls {
		if l := ls[i]; !l.blank() && why[i] == "" {
			if !ruler.MatchString(l.fold) {
				break
			}
			why[i] = whySeparator
		}
	}
	for i := len(ls) - 1; i >= 0; i-- {
		if l := ls[i]; !l.blank() && why[i] == "" {
			if !ruler.MatchString(l.fold) {
				break
			}
			why[i] = whySeparator
		}
	}
}
