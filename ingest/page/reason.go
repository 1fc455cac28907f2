package page

import "strings"

// reasons holds what the names in Removal.Why mean, in the words that readers
// are shown. Whatever takes something out of a text or repairs it uses a name
// of this table; a test of package ingest fails otherwise.
var reasons = map[string]string{
	// of web pages and what is copied from them
	"navigation": "网站导航",
	"site-meta":  "网站信息栏",
	"lead":       "网站导语",
	"ad":         "广告推广",
	"copyright":  "版权声明",
	"spam":       "垃圾信息",
	"pager":      "页码或翻页",
	"page-chunk": "网站分页序号",
	"mail-head":  "邮件头",
	"file-name":  "文件名",
	"entity":     "网页符号还原",

	// of compilations
	"page-head":          "汇编的封面或导语",
	"compilation-marker": "汇编的篇目标记",
	"title-glued":        "标题与正文分行",
	"separator":          "分隔线",
	"toc":                "目录",

	// of lines
	"hard-wrap":      "折行接续",
	"false-heading":  "折行接续（似标题）",
	"line-separator": "换行符统一",

	// of printed pages and word processors
	"running-head":     "页眉页脚",
	"header":           "页眉",
	"footer":           "页脚",
	"page-number":      "页码",
	"watermark":        "水印",
	"tracked-deletion": "修订中已删除的文字",
	"hidden-text":      "隐藏文字",
	"note-mark":        "注释标号",
	"placeholder":      "未填写的提示文字",
	"phonetic":         "注音",
	"comment":          "批注",
	"sheet-name":       "工作表名",
	"table-head":       "表头",
	"table-column":     "表格栏目",

	// of characters
	"pinyin":          "拼音注音",
	"control":         "控制字符",
	"text-direction":  "文字方向符",
	"zero-width":      "不可见字符",
	"noncharacter":    "无效字符",
	"bytes":           "无法解码的字节",
	"radical":         "部首字符还原",
	"lost-lead-byte":  "乱码还原（丢失字节）",
	"double-encoding": "乱码还原（重复转码）",
}

// ReasonLabel returns what the name of a reason (Removal.Why) means, in
// Chinese; a name it does not know comes back unchanged.
func ReasonLabel(why string) string {
	if l, ok := reasons[why]; ok {
		return l
	}
	if strings.HasPrefix(why, "misread-as-") {
		return "乱码还原（编码误认）"
	}
	return why
}
