package ingest

import (
	"strings"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// breaks tells line ends inside words, by the words of the text itself: 通过党⏎员
// breaks 党员 if the text has 党员 elsewhere and not 过党.
type breaks struct {
	ls    []line
	pairs map[[2]rune]int
	fours map[[4]rune]int
}

// maxCounted is how many characters of a text are looked at for its words.
const maxCounted = 200_000

func newBreaks(ls []line) *breaks { return &breaks{ls: ls} }

// count counts the pairs and fours of neighbouring Chinese characters, once.
func (b *breaks) count() {
	if b.pairs != nil {
		return
	}
	b.pairs, b.fours = map[[2]rune]int{}, map[[4]rune]int{}
	seen := 0
	for _, l := range b.ls {
		var last [3]rune
		for _, r := range l.fold {
			if !zh.IsHan(r) {
				last = [3]rune{}
				continue
			}
			if last[2] != 0 {
				b.pairs[[2]rune{last[2], r}]++
			}
			if last[0] != 0 {
				b.fours[[4]rune{last[0], last[1], last[2], r}]++
			}
			last = [3]rune{last[1], last[2], r}
		}
		if seen += l.runes(); seen > maxCounted {
			return
		}
	}
}

// known are words of two characters that official prose has in any text; a
// short text proves few by itself.
var known = wordSet("党员 支部 组织 群众 活动 服务 工作 干部 党性 承诺 评议 点评 学习 教育 开展 加强 建设 发展 制度 落实 领导 先进 模范 作用 发挥 思想 责任 问题 措施 实施 方案 总结 汇报 材料 安排 部署 要求 精神 政策 经济 社会 基层 农村 社区 学校 教师 学生 医院 企业 职工 单位 部门 机关 技术 管理 质量 安全 生产 环境 文化 宣传 培训 考核 监督 检查 整改 提高 增强 促进 推动 坚持 围绕 结合 通过 形成 取得 成效 成绩 效果 困难 帮扶 走访 慰问 志愿 捐款 意见 建议 征求 会议 召开 举办 参加 代表 同志 书记 主任 局长 校长 委员 小组 办公 公开 公示 满意 评选 表彰 优秀 机制 目标 任务 重点 阶段 时间 地点 内容 形式 方式 方法 步骤 情况 基本 主要 积极 认真 深入 扎实 切实 全面 进一 不断 努力 充分 广泛 及时 严格 统一 密切 联系 解决 办理 提供 建立 健全 完善 制定 明确 成立 负责 具体 为了 根据 按照 我们 他们 自己 以及 并且 但是 因此 同时 由于 关于 对于")

func wordSet(s string) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	for _, w := range strings.Fields(s) {
		rs := []rune(w)
		out[[2]rune{rs[0], rs[1]}] = true
	}
	return out
}

// isWord reports whether the pair is a word in this text.
func (b *breaks) isWord(x, y rune) bool {
	return b.pairs[[2]rune{x, y}] >= 2 || known[[2]rune{x, y}]
}

// inWord reports whether the line end between a and z, neighbours, stands
// inside a word: the last character of a with the first of z is a word, which
// they do not both have with their other neighbours. Where a is prose the four
// characters around the line end may prove it too, standing together elsewhere;
// where it is too short to tell, the text itself must have the word.
func (b *breaks) inWord(a, z line) bool {
	if endsSentence(a.last()) || labelled.MatchString(z.fold) {
		return false
	}
	head, tail := []rune(z.fold), []rune(a.fold)
	n := len(tail)
	if n < 2 || len(head) < 2 || !zh.IsHan(tail[n-1]) || !zh.IsHan(head[0]) {
		return false
	}
	b.count()
	w, x, y, next := tail[n-2], tail[n-1], head[0], head[1]
	if !flowing.MatchString(a.fold) || n < minBroken/4 {
		return b.pairs[[2]rune{x, y}] >= 2 && !b.isWord(w, x) && zh.IsHan(w) && closesParagraph(z.text)
	}
	if b.fours[[4]rune{w, x, y, next}] >= 2 {
		return true
	}
	return b.isWord(x, y) && !(b.isWord(w, x) && (b.isWord(y, next) || !zh.IsHan(next)))
}

var (
	numberEnd   = pattern.Must(`(?:\d[.,]?|[一二三四五六七八九十百千两])$`)
	numberStart = pattern.Must(`^(?:\d+(?:[.,]\d+)?[^\d.、)]|[一二三四五六七八九十百千]{0,6}[十百千万亿])`)
	quantityEnd = pattern.Must(`(?:\d%?|[一二三四五六七八九十百千万])$`)
	afterNumber = pattern.Must(`^(?:以上|以下|以内|左右|[余多][名人个户次元件封条份篇万亩里米吨台套场家])`)
)

// splitsNumber reports whether the line end between a and z stands inside a
// number, or between a number and the words that belong to it.
func splitsNumber(a, z line) bool {
	if isMarked(z.fold) {
		return false
	}
	return numberEnd.MatchString(a.fold) && numberStart.MatchString(z.fold) && sameScript(a, z) || quantityEnd.MatchString(a.fold) && afterNumber.MatchString(z.fold)
}

// isRunning reports whether l can be part of running text: no cells, no label.
func isRunning(l line) bool {
	return zh.HanCount(l.text) >= 6 && !gap.MatchString(l.text) && !labelled.MatchString(l.fold)
}

// sameScript reports whether a ends and z begins with digits, or neither does.
func sameScript(a, z line) bool {
	r := rune(strings.TrimRight(a.fold, ".,")[len(strings.TrimRight(a.fold, ".,"))-1])
	return (r >= '0' && r <= '9') == (z.fold[0] >= '0' && z.fold[0] <= '9')
}
