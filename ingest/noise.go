package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
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
	re    *regexp.Regexp
	hints []string // a pattern that may match anywhere in a line is tried only where one of these stands
}

const (
	crumb    = `(?:->|-->|>>?|»|›|→|\\)`
	stamp    = `\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?`
	stampHMS = stamp + `[ t]*\d{1,2}:\d{2}(?::\d{2})?`
)

// noiseRules is asked from the top; the first match counts.
var noiseRules = []noiseRule{
	{whyNavigation, anywhere, true, re(`^(?:[您你]|读者)?(?:现在|当前|目前|所在|所处)?的?位置(?:是|在)? ?[:>] ?.*(?:` + crumb + `|首页|主页|正文|/| - )`), nil},
	{whyNavigation, anywhere, true, re(`^(?:[您你])?(?:现在|当前|目前|所在|所处)的?位置(?:是|在)? ?[:>]`), nil},
	{whyNavigation, anywhere, true, re(`^(?:[^ >。,;:]{0,10})(?:首页|主页|home) ?(?:` + crumb + `|[|/]) ?`), nil},
	{whyNavigation, atEdge, false, re(`^[^>。;]{2,16}(?: ?(?:->|>>?|»|›) ?[^>。;]{1,40}){2,}$`), nil},
	{whyNavigation, anywhere, true, re(`^[\[(<]?(?:上一?[篇条则]|下一?[篇条则]|前一篇|后一篇)(?:文章|新闻|信息|内容)?(?:[\])>]| ?:|$| )`), nil},
	{whyNavigation, atEdge, true, re(`^[\[(]?(?:相关(?:文章|阅读|链接|推荐|内容|资讯|新闻|信息|文档|范文|专题|搜索|热词)|(?:推荐|延伸|扩展|拓展|精彩|热门)(?:阅读|文章|推荐|内容|资讯|范文)|热点推荐|猜你喜欢|为您推荐|(?:本文|文章)?标签|tags?|关键[词字]|[您你]可能(?:感兴趣|喜欢|关注)|看[了过]本文|分享[到至]|大家(?:还|都)在看|最新(?:文章|更新|推荐)|本类(?:推荐|热门)|随机(?:推荐|文章)|友情链接|(?:返回|回到)(?:首页|顶部|列表|上页))[\])]?(?: ?:|$| |的)`), nil},

	{whyPager, anywhere, false, re(`^[\[(<]?第 ?\d+ ?页(?:[,/| ]* ?[共总]计? ?\d+ ?页)?[\])>]?$`), nil},
	{whyPager, anywhere, false, re(`^[共总]计? ?\d+ ?页[,/| ]*(?:(?:当前)?第? ?\d+ ?页)?$`), nil},
	{whyPager, anywhere, false, re(`^(?:[\[(]?(?:首页|第一页|上一?页|前一?页)[\])]?[ |]*)+(?:[\[(]?\d+[\])]?[ |]*)*(?:[\[(]?(?:下一?页|后一?页|尾页|末页|最后一页)[\])]?[ |]*)*$`), nil},
	{whyPager, anywhere, false, re(`^(?:[\[(]?\d+[\])]?[ |]*)*(?:[\[(]?(?:下一?页|后一?页|尾页|末页|最后一页)[\])]?[ |]*)+$`), nil},
	{whyPager, anywhere, false, re(`^\[1\](?: ?\[\d+\])+$`), nil},
	{whyPager, anywhere, false, re(`^- ?\d{1,3} ?-$|^\(?\d{1,3}/\d{1,3}\)?$|^第 ?\d+ ?/ ?\d+ ?页$|^\(?本文共 ?\d+ ?页\)?$`), nil},
	{whyPager, anywhere, false, re(`^(?:page|p) ?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?$`), nil},

	{whyNavigation, atEdge, false, re(`^(?:网站)?首页(?: [^ 。,;:]{2,8}){3,}$`), nil},

	{whyCopyright, anywhere, true, re(`copyright|©|\(c\) ?\d{4}|all rights? reserved|版权(?:所有|声明|归)|著作权归|备案[号序证]|icp[备证]|公网安备`), []string{"copyright", "©", "(c)", "rights", "版权", "著作权", "备案", "icp", "公网"}},
	{whyCopyright, anywhere, true, re(`^(?:本文|本站|本网|本资料|文章|内容|以上内容|未经).{0,24}(?:未经.{0,10}(?:授权|许可|同意)|(?:不得|禁止|请勿|谢绝)转载|转载请|侵权|不代表本[站网]|免责)`), nil},
	{whyCopyright, anywhere, false, re(`^(?:如(?:有|涉及?|果)?)?侵(?:权|犯).{0,20}(?:删除|联系|告知)|如有侵权|^免责声明|^转载(?:请|时|须)|未经(?:授权|许可).{0,6}(?:禁止|不得)转载`), []string{"侵权", "侵犯", "免责", "转载"}},
	{whyCopyright, atEnd, true, re(`^(?:技术支持|网站地图|联系我们|关于我们|网站声明|法律声明|网站标识码|客服(?:热线|电话|qq))(?: ?[:|]|$| )`), nil},

	{whyCopyright, atEnd, true, re(`技术支持 ?:|分辨率.{0,10}(?:浏览|访问|最佳)|第 ?\d+ ?位访(?:客|问者)`), []string{"技术支持", "分辨率", "位访"}},

	{whyLead, atEdge, true, re(`^[\[(]?(?:导语|导读|编者按|摘要|引言|前言|内容(?:提要|简介|摘要)|文章导读|本文简介)[\])]? ?:? ?.*(?:小编|网友|本站|本网|范文|下载|原创|收藏|仅供参考|本文(?:主要)?从|供参考|进行(?:论述|讲述|阐述)|(?:材料|内容)(?:请)?详见|欢迎(?:参考|阅读|借鉴|浏览)|为(?:大家|您|你)|供(?:大家|您|你)|分享)`), nil},
	{whyAd, anywhere, false, re(`小编(?:为|给|精心|整理|收集|推荐|今天|就|在|带来|的|特|,)|[是由]小编|(?:网友|会员)(?:上传|投稿|提供|分享)|(?:本站|本网)(?:整理|提供|收集|推荐|编辑|小编)`), []string{"小编", "网友", "会员", "本站", "本网"}},
	{whyAd, anywhere, false, re(`^-{0,6}本(?:文|资料|文档|范文|内容|篇)(?:内容)?(?:由|来源于?|来自|转载自|出自|选自|摘自|地址|链接|网址|关键词)[: ]?.{0,30}(?:网络|互联网|网友|网站|网$|网[,。 ]|会员|www|http|作者|整理|上传)`), nil},
	{whyAd, atEdge, false, re(`^(?:以上|以下|下面|上面|上文)(?:就)?(?:是|内容|为).{0,40}(?:范文|全部内容|整理|参考|分享|供(?:大家|您)|希望).{0,60}$`), nil},
	{whyAd, anywhere, false, re(`(?:公务员之家|秘书网|文秘网|秘书之友|范文网|范文大全|文库网|百度文库|豆丁网|道客巴巴|第一范文|出国留学网|文档网|文书帮|好范文)`), []string{"公务员之家", "网", "秘书", "范文", "文库", "豆丁", "客巴巴", "文书帮"}},
	{whyAd, anywhere, false, re(`(?:此处|以下|中间)(?:已)?(?:隐藏|省略|删除)\d+字|试读(?:已)?结束|(?:开通|成为|购买|升级).{0,4}(?:vip|会员)|vip(?:会员|专享|免费|用户)|剩余\d+%?(?:页|字|内容)?未读|(?:下载|查看|阅读)(?:本文|文档|全文|完整版|原文|word版|文档到电脑).{0,20}$|(?:点击|立即|一键)下载|免费下载(?:$|[,。!本全]|word|文档)|(?:如需|需要|想要|欢迎)(?:下载|转载|收藏)|[展点]击?开?(?:阅读|查看)(?:全文|更多|剩余)|展开全文|收藏本站|加入收藏|设为首页`), []string{"隐藏", "省略", "删除", "试读", "vip", "会员", "未读", "下载", "转载", "收藏", "全文", "查看", "阅读", "首页"}},
	{whyAd, atEdge, false, re(`(?:精品|精选|优质)(?:文档|资料|范文)|欢迎下载|值得下载|下载后可|文[档件]下载 ?:|(?:word|文档).{0,6}到电脑|\d+ ?(?:金币|财富值|下载券)|vip才|^可编辑$|仅供(?:个人|交流|学习)(?:参考|学习|使用|交流)|来源于 ?(?:http|www)`), []string{"下载", "精", "优质", "到电脑", "币", "财富值", "下载券", "vip", "可编辑", "仅供", "来源于"}},
	{whyAd, anywhere, false, re(`^(?:更多|想了解更多|了解更多|欲知更多|查看更多).{0,40}(?:请?关注|请?访问|尽在|请?点击|请?登录|频道|栏目|网站)`), nil},
	{whyAd, atEdge, false, re(`(?:关注|扫描|扫一扫|扫码|添加|加)(?:我们的?|本站|官方|下方|客服)?.{0,8}(?:微信|公众号|二维码|客服|qq群?)(?:[:,!。 ].{0,40})?$`), []string{"微信", "公众号", "二维码", "客服", "qq"}},
	{whyAd, atEdge, false, re(`(?:仅供|供)(?:大家|您|各位)?(?:学习|参考|借鉴|阅读)?.{0,6}(?:参考|学习|借鉴|下载)[,。!]?.{0,20}(?:本站|下载|删除|范文|收藏|分享)`), []string{"供"}},
	{whyAd, anywhere, false, re(`^(?:https?://|www\.)[^ ]+$`), nil},

	{whySiteMeta, atEdge, false, re(`^[\[(](?:本文|文章|信息|稿件)?(?:来源|来自|作者) ?: ?[^\])]{1,30}[\])]$`), nil},
	{whySiteMeta, atEnd, false, re(`^[\[(]?(?:责任编辑|责编|编辑|网络编辑|实习编辑|值班编辑) ?: ?[^ 。,;:]{0,12}[\])]?$`), nil},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

// The grammar of site meta lines: keys with values, buttons, times, counts.
var (
	metaKey = `(?:发[布表](?:时间|日期|人|者|单位)?|(?:更新|录入|添加|上传|创建|编辑)(?:时间|日期)|时间|日期|(?:文章|信息|稿件|新闻|内容|资料)?(?:来源|出处)|(?:文章)?作者|点击(?:率|数|次数|量)?|(?:浏览|阅读|访问|查看)(?:次数|数|量|人数)?|人气|热度|下载(?:次数|量|数)|字体(?:大小|显示)?|字号|(?:责任)?编辑|责编|(?:文章|信息)?录入(?:者|人|员)?|审核(?:人)?|上传(?:者|人|用户|会员)|贡献者|供稿(?:人|单位)?|投稿|评论(?:数)?|所属?(?:栏目|分类|类别)|栏目|分类|类别|文[章档](?:类[别型]|编号|字数|id)|(?:文[件档])?(?:大小|格式|页数|类型)|字数|积分|星级|推荐(?:指数|度)?|收藏(?:数)?|分享到?|关键[词字]|标签|索引号)`
	// metaStrong are keys and values that only web sites write.
	metaStrong = re(`点击(?:率|数|次数|量)? ?:|(?:^|[ |\[\]])(?:浏览|阅读|访问|查看)(?:次数|数|量|人数)? ?:|(?:浏览|点击|阅读|查看)(?:次数|数|量)? ?\d+ ?次?(?: |$)|人气 ?:|热度 ?:|字体(?:大小|显示)? ?:|字号 ?:|\[大 中 小\]|录入 ?:|: ?admin|来源 ?:.* ` + stamp + `|` + stamp + `.* 来源 ?:|(?:收藏|打印|关闭) ?\| ?(?:收藏|打印|关闭|分享)|(?:更新|录入|添加|上传|发布|发表)(?:时间|日期)? ?: ?\d|时间 ?: ?` + stampHMS + `|(?:来源|作者|出处) ?: ?(?:本站|本网|网络|互联网|佚名|未知|不详|admin|网友|原创|转载|管理员)|下载(?:次数|量|数) ?:|[\["](?:打印|关闭|字体|收藏|评论|推荐)|(?:打印|关闭)(?:本页|本文|窗口)|(?:文[件档])?大小 ?: ?[\d.]+ ?[kmg]|格式 ?: ?(?:docx?|pdf|wps|txt|rtf|pptx?|xlsx?)|文档?(?:页数|编号|id) ?:|上传(?:者|人|用户|会员) ?:|下载文档|收藏本文|复制(?:链接|本文)|分享到`)
	metaButton = `[\[("]?(?:打印(?:本[页文]|预览)?|关闭(?:窗口|本页)?|收藏(?:本[文页站])?|加入收藏|下载(?:本文|文档|word)?|返回(?:列表|顶部|首页|上页)?|复制(?:链接|本文|全文)?|分享(?:到.{0,10})?|推荐(?:给朋友)?|投稿|举报|纠错|评论|我要评论|发表评论|大|中|小|特大|字体|字号|微信|微博|qq空间|朋友圈|a[+-]?|t[+|-]?|[+-])[\])"]?`
	metaLine   = re(`^[-·*•]? ?(?:(?:` + metaKey + ` ?: ?(?:` + stampHMS + `|[\d.]+ ?[kmg]b?|[^ :\[\]]*)|[\[(](?:字体(?:大小|显示)?|字号)? ?:? ?[大中小 ]{3,}[\])]|` + metaButton + `|[\[(]?` + stampHMS + `[\])]?|[\[(]` + stamp + `[\])]|` + stamp + `|(?:浏览|点击|阅读|查看)(?:次数|数|量)? ?\d+ ?次?|\d+ ?次?)[ |/,;]*)+$`)
)

// maxNoiseRunes is the length in characters above which a line is prose,
// whatever words it holds.
const maxNoiseRunes = 220

var gap = re(` {2,}|\t+`)

// partMark begins a part of a line that a single blank sets apart.
var partMark = re(`[ |/](?:[\[(<]?(?:上一?[篇条则页]|下一?[篇条则页]|前一[篇页]|后一[篇页]|首页 |尾页|末页)|[\[(]?(?:相关|推荐|延伸|扩展|拓展|热门|精彩)(?:文章|阅读|链接|推荐|内容|资讯|新闻|信息|文档|范文|专题)|(?:本文|文章)?标签 ?:|关键[词字] ?:|[\[("]?(?:责任编辑|责编|编辑|网络编辑|审核|录入|作者|来源|出处|点击|浏览|阅读|人气|字体|字号|打印|关闭|收藏|分享|返回)|版权|copyright|技术支持|备案|本文来源|\[大 中 小\]|第 ?\d+ ?页|共 ?\d+ ?页)`)

// noiseOf returns the reason why a folded line is noise, or "". edge and end
// tell whether it stands at an edge of the document, or at its end.
func noiseOf(fold string, edge, end bool) string {
	if fold == "" || utf8.RuneCountInString(fold) > maxNoiseRunes {
		return ""
	}
	if why, _ := noisePart(fold, edge, end); why != "" {
		return why
	}
	// Several kinds of noise can share a line, set apart by wide gaps or by one
	// blank before what begins a part.
	if why := noiseOfAll(gap.Split(fold, -1), edge, end); why != "" {
		return why
	}
	if parts := cutParts(fold); len(parts) > 1 {
		return noiseOfAll(parts, edge, end)
	}
	return ""
}

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
		if part = strings.TrimSpace(part); part == "" {
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
	if metaLine.MatchString(s) && metaStrong.MatchString(s) {
		return whySiteMeta, false
	}
	for _, r := range noiseRules {
		if r.where == atEdge && !edge || r.where == atEnd && !end {
			continue
		}
		if hinted(s, r.hints) && r.re.MatchString(s) {
			return r.why, r.opens
		}
	}
	return "", false
}

// hinted reports whether s holds one of the hints, or there are none.
func hinted(s string, hints []string) bool {
	return len(hints) == 0 || slices.ContainsFunc(hints, func(h string) bool { return strings.Contains(s, h) })
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
