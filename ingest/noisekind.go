package ingest

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// Kinds of noise that one pattern cannot tell: they count what a line holds.

// siteWord matches the entries of a site's menu.
var siteWord = pattern.Must(`首页|主页|home|博客|日志|相册|留言|论坛|登录|注册|关于我们|联系|投诉|声明|地图|帮助|概况|公告|动态|公开|办事|咨询|互动|服务大厅|在线|信箱|繁体|简体|cookies|archiver|wap|社区|english|无障碍|隐私|rss`)

var menuBar = pattern.Must(`[|┊│]| - | · `)

// isMenu reports whether a folded line is the menu of a site: three entries or
// more between bars, none a phrase or figure, and two of them at least, or the
// first, such as sites have.
func isMenu(fold string) bool {
	if !menuBar.MatchString(fold) || strings.HasPrefix(fold, "|") || strings.ContainsAny(fold, "。;!?:,0123456789") {
		return false
	}
	entries, known := 0, 0
	for i, e := range menuBar.Split(fold, -1) {
		if e = bare(e); e == "" {
			continue
		}
		if utf8.RuneCountInString(e) > 12 {
			return false
		}
		entries++
		if siteWord.MatchString(e) {
			known++
			if i == 0 {
				known++
			}
		}
	}
	return entries >= 3 && known >= 2
}

var (
	metaPair = pattern.Must(`(?:^|[^\p{Han}])(?:` + metaKey + ` ?:|` + stampHMS + `|发表于 ?` + stamp + `)`)
	// webPair matches the keys that only web sites have.
	webPair = pattern.Must(`(?:点击(?:率|数|次数|量)?|(?:浏览|阅读)(?:次数|数|量)?|人气|字[号体]|视力保护色?|保护视力色?|录入(?:者|人|员)?|转贴自|(?:更新|发布|上传)(?:时间|日期)|上传(?:人|者)|文档编号|下载次数|发帖人|楼主|影响了) ?:|发表于 ?` + stamp + `|` + stampHMS + ` ?(?:更新|发布|发表)|` + countOrButton)
	// countPair matches a count behind its word, and a button: 阅读(213), 已被浏览 732 次, [关闭窗口].
	countPair = pattern.Must(countOrButton)
)

const countOrButton = `(?:点击|浏览|阅读|评论|转载|收藏|喜欢)(?:次数|数|量)? ?[(\[]\d+[)\]]|被(?:浏览|阅读|点击|访问) ?[\d,]+ ?次|\[(?:打印|关闭|收藏|加入收藏|推荐)(?:本?[页文]|窗口)?\]`

// maxMetaRunes is the length of the longest line of site meta data.
const maxMetaRunes = 140

// isMeta reports whether a folded line is a site's record of a page: two keys
// or more with values, one of them such as no document has, and no sentence.
func isMeta(fold string) bool {
	if utf8.RuneCountInString(fold) > maxMetaRunes || strings.ContainsAny(fold, "。;!?") || !webPair.MatchString(fold) {
		return false
	}
	return len(metaPair.FindAllStringIndex(fold, 2))+len(countPair.FindAllStringIndex(fold, 2)) >= 2
}

// spamWord matches what hijacked mirrors advertise, spamSure what nobody else
// writes. One word alone proves nothing: a report may tell of action against 赌博.
var (
	spamWord = pattern.Must(`彩票|博彩|赌场|老虎机|百家乐|时时彩|六合|棋牌|娱乐城|真人(?:娱乐|视讯)|电影|在线观看|影视|高清|铃声|特价机票|注册送|彩金|红包|私服|外挂|代开发票|刻章|办证|贷款|减肥|网赚|网络赚钱|代孕|信用卡套现|开奖|投注|(?:体育|足球)直播|加qq|加微信|领取|小说下载|游戏(?:大厅|平台)|域名出售|友情链接交换`)
	spamSure = pattern.Must(`博彩|赌场|老虎机|百家乐|时时彩|六合(?:彩|开奖)|娱乐城|真人(?:娱乐|视讯)|在线观看|注册送|彩金|私服|外挂|代开发票|网赚|网络赚钱|代孕|套现|无抵押贷款|铃声下载|小说下载|特价机票|(?:体育|足球)直播|加qq|游戏(?:大厅|平台)|域名出售|链接交换|影视大全|投注`)
)

// ownWords are those that a text of the genre has even where it names spam.
var ownWords = pattern.Must(`党|支部|群众|活动|职工|专项|整治|打击|执法|宣传|发放|查处|帮扶|学习`)

// isSpam reports whether a folded line is advertising that has nothing to do
// with the page: two different words at least, making up a good part of it.
func isSpam(fold string) bool {
	found := spamWord.FindAllStringIndex(fold, -1)
	if len(found) < 2 || !spamSure.MatchString(fold) || ownWords.MatchString(fold) || strings.Contains(fold, "。") {
		return false
	}
	runes, words := 0, map[string]bool{}
	for _, m := range found {
		runes += utf8.RuneCountInString(fold[m[0]:m[1]])
		words[fold[m[0]:m[1]]] = true
	}
	return len(words) > 1 && 5*runes >= zh.HanCount(fold)
}
