package register

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// Key returns the form in which two names are one and the same name: folded
// (simplified, half-width, lower case), without spaces, brackets and other
// marks, 第2 as 第二, 中国共产党 as 中共. Masks stay: a masked name equals nothing
// but itself.
func Key(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	for _, r := range name {
		if r = zh.FoldRune(r); unicode.IsLetter(r) || unicode.IsDigit(r) || zh.IsHan(r) || strings.ContainsRune("*×□_?", r) {
			b.WriteRune(r)
		}
	}
	key := ordinals(b.String())
	if rest, ok := strings.CutPrefix(key, "中国共产党"); ok {
		key = "中共" + rest
	}
	return key
}

// ordinals writes 第1 to 第99 as 第一 to 第九十九.
func ordinals(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "第")
		if i < 0 {
			return b.String() + s
		}
		i += len("第")
		b.WriteString(s[:i])
		s = s[i:]
		n, value := 0, 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			if value = value*10 + int(s[n]-'0'); value > 99 {
				break
			}
			n++
		}
		if n == 0 || value == 0 || value > 99 {
			continue
		}
		b.WriteString(numeral(value))
		s = s[n:]
	}
}

// numeral writes 1 to 99 in Chinese.
func numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

// partyBodies close the name of a Party organisation; a longer one stands
// before those it ends with.
var partyBodies = []string{
	"党总支部委员会", "总支部委员会", "总支委员会", "党支部委员会", "支部委员会", "机关委员会", "党委会",
	"机关党总支", "机关党支部", "机关党委", "机关总支", "党总支部", "党总支", "党支部", "总支部", "党委", "党组", "总支", "支部",
}

// branches stand before a Party body and say which part of the organisation
// has it.
var branches = []string{"离退休干部", "离退休", "离休", "退休", "老干部", "老干", "直属", "联合", "联", "临时", "机关", "流动党员", "在职", "教工", "教师", "职工", "学生"}

// offices run a campaign for the organisation they belong to; a longer one
// stands before those it ends with.
var offices = []string{
	"创先争优活动领导小组办公室", "创先争优领导小组办公室", "创先争优活动领导小组", "创先争优活动办公室", "创先争优办公室", "创先争优活动办", "创先争优领导小组", "创先争优办", "创先办",
	"活动领导小组办公室", "领导小组办公室", "活动领导小组", "活动办公室", "领导小组",
}

// Host returns the organisation whose name stands before a Party body: the
// key of 白石小学 for 中共白石小学支部委员会, 桃溪镇 for 中共桃溪镇委员会, 柏川县委 for
// 中共柏川县委员会. A name without Party body is its own host, one that is
// nothing else has the host "".
func Host(name string) string { return host(Key(name)) }

func host(key string) string {
	rest, party := strings.CutPrefix(key, "中共")
	rest, _ = cutBody(rest)
	if body, ok := cutCommittee(rest, party); ok {
		rest = body
	}
	return rest
}

// cutBody removes the Party bodies at the end of key.
func cutBody(key string) (rest string, cut bool) {
	for range 3 {
		i := slices.IndexFunc(partyBodies, func(b string) bool { return strings.HasSuffix(key, b) })
		if i < 0 {
			break
		}
		key, cut = strings.TrimSuffix(key, partyBodies[i]), true
	}
	return key, cut
}

// cutCommittee removes 委员会 and its kin where they mean the Party's: always
// behind 中共, and 工委 behind a place that a working committee runs.
func cutCommittee(key string, party bool) (string, bool) {
	for _, c := range []string{"党工作委员会", "党工委", "工作委员会", "工委"} {
		rest, ok := strings.CutSuffix(key, c)
		switch {
		case !ok || rest == "":
			continue
		case strings.HasPrefix(c, "党") || endsIn(rest, "街道", "街道办事处", "镇", "乡", "开发区", "园区", "新区"):
			return rest, true
		}
		return rest + "工委", true
	}
	if !party {
		return key, false
	}
	rest, ok := strings.CutSuffix(key, "委员会")
	if !ok || rest == "" {
		return key, false
	}
	if endsIn(rest, "省", "市", "州", "盟", "县", "旗", "区") && !endsIn(rest, "社区", "开发区", "园区") {
		return rest + "委", true // 柏川县委 is called so, not 柏川县
	}
	return rest, true
}

// cutBranch removes what says which part of an organisation a unit is: 第一,
// 机关, 离退休 …, from a host whose Party body is gone, or the office of a
// campaign.
func cutBranch(host string) (rest string, cut bool) {
	if i := officeAt(host); i >= 0 {
		return strings.TrimSuffix(host, offices[i]), true
	}
	for range 3 {
		n := len(host)
		if i := strings.LastIndex(host, "第"); i >= 0 && isNumeral(host[i+len("第"):]) {
			host = host[:i]
		}
		for _, b := range branches {
			if rest := strings.TrimSuffix(host, b); rest != host && utf8.RuneCountInString(rest) >= 2 {
				host = rest
				break
			}
		}
		if len(host) == n {
			break
		}
		cut = true
	}
	return host, cut
}

// officeAt returns which of the offices key ends with, -1 for none.
func officeAt(key string) int {
	return slices.IndexFunc(offices, func(o string) bool { return strings.HasSuffix(key, o) && len(key) > len(o) })
}

func isNumeral(s string) bool {
	return s != "" && strings.Trim(s, "一二三四五六七八九十") == ""
}

// seats are endings that mean the body which sits at a place and stands for
// it: the first is replaced by the second.
var seats = [][2]string{
	{"街道办事处", "街道"}, {"镇人民政府", "镇"}, {"乡人民政府", "乡"}, {"街道人民政府", "街道"}, {"镇政府", "镇"}, {"乡政府", "乡"}, {"镇委", "镇"}, {"乡委", "乡"},
	{"村村民委员会", "村"}, {"村民委员会", "村"}, {"村委会", "村"}, {"社区居民委员会", "社区"}, {"社区居委会", "社区"}, {"居民委员会", "社区"}, {"居委会", "社区"},
}

// seat returns the place that a body at the end of host stands for, or host;
// the offices of a campaign are called alike.
func seat(host string) string {
	if i := officeAt(host); i >= 0 {
		return strings.TrimSuffix(host, offices[i]) + "领导小组"
	}
	for _, s := range seats {
		if rest, ok := strings.CutSuffix(host, s[0]); ok && rest != "" {
			return rest + s[1]
		}
	}
	return host
}

// numbered are kinds of organisations that are called by their number: 第二中学
// is 二中.
var numbered = [][2]string{{"高级中学", "中"}, {"初级中学", "中"}, {"中学", "中"}, {"小学", "小"}, {"幼儿园", "幼"}, {"人民医院", "院"}, {"医院", "院"}}

// loose returns host with 第二中学 as 二中.
func loose(host string) string {
	i := strings.LastIndex(host, "第")
	if i < 0 {
		return host
	}
	for _, n := range numbered {
		if number, ok := strings.CutSuffix(host[i+len("第"):], n[0]); ok && isNumeral(number) {
			return host[:i] + number + n[1]
		}
	}
	return host
}

func endsIn(s string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(s, e) })
}
