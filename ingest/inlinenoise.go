package ingest

import (
	"wenjian/corpus"
	"wenjian/ingest/page"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// button matches what a site prints in square brackets inside or behind a
// line of the text: its buttons, font sizes and hints at other pages.
var button = pattern.Must(`[ ]*\[ ?(?:(?:字体|字号)(?:大小|显示)? ?:? ?[大中小 ]*|大 中 小|打印(?:本[页文])?|关闭(?:窗口|本页)?|收藏(?:本[文页])?|返回(?:顶部|列表)?|我要评论|分享|纠错|(?:延伸|相关|推荐|拓展|扩展)(?:阅读|链接|文章) ?:? ?[^\[\]\n]{0,30}|点击(?:查看|进入|阅读|下载)[^\[\]\n]{0,16}|查看(?:全文|更多)) ?\]`)

// buttons finds buttons in lines that are otherwise text.
func buttons(d page.Draft) []corpus.Edit {
	var edits []corpus.Edit
	v := zh.NewView(d.Text)
	for _, m := range button.FindAllStringIndex(v.Text, -1) {
		edits = append(edits, corpus.Edit{Span: corpus.Span{Start: v.At(m[0]), End: v.At(m[1])}, Why: whySiteMeta})
	}
	return edits
}
