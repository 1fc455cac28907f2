package classify

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// A vetter examines a site's files before they are joined with the built-in
// ones, so that every fault is named with its line, all at once.
type vetter struct {
	builtin map[string]*list
	site    []siteFile
}

// vetting is one file under examination.
type vetting struct {
	vetter
	file   *siteFile
	have   *list           // the built-in list of that name
	ids    map[string]bool // of built-in and own rows
	expand list            // its macros are all that patterns of the file may use
	faults Faults
}

// vet returns the faults of one file.
func (v vetter) vet(f *siteFile) Faults {
	t := &vetting{vetter: v, file: f, have: v.builtin[f.name], ids: map[string]bool{}}
	t.expand.Macros = maps.Clone(t.have.Macros)
	if f.name == "status" {
		maps.Copy(t.expand.Macros, v.builtin["activities"].Macros)
	}
	t.macros()
	for _, k := range t.have.Kinds {
		t.ids[k.ID] = true
	}
	seen := map[string]bool{}
	for i, k := range f.list.Kinds {
		if seen[k.ID] && k.ID != "" {
			t.fail(Fault{Line: f.line("kinds", i), Row: k.ID, Code: "taxonomy-twice", Reason: "同一个文件里有两条的 id 相同", Advice: "请合并成一条。"})
		}
		seen[k.ID], t.ids[k.ID] = true, true
	}
	for i := range f.list.Kinds {
		t.row(i)
	}
	t.loops()
	t.terms()
	t.rules()
	t.statuses()
	return t.faults
}

func (t *vetting) fail(f Fault) {
	f.File = t.file.name + ".yaml"
	t.faults = append(t.faults, f)
}

func (t *vetting) macros() {
	for _, name := range slices.Sorted(maps.Keys(t.file.list.Macros)) {
		if _, taken := t.expand.Macros[name]; taken {
			t.fail(Fault{Line: t.file.line("macros", name), Row: "macros/" + name, Code: "taxonomy-macro", Reason: "宏“" + name + "”与内置的同名，会改变内置规则的意思", Advice: "请换一个名字。"})
			continue
		}
		t.expand.Macros[name] = t.file.list.Macros[name]
	}
	for _, name := range slices.Sorted(maps.Keys(t.file.list.Macros)) {
		t.pattern("<"+name+">", "macros/"+name, "macros", name)
	}
}

// maxName is how many characters an ID, label or alias may have.
const maxName = 40

// row examines one row of kinds.
func (t *vetting) row(i int) {
	r := &t.file.list.Kinds[i]
	fail := func(code, reason, advice string, at ...any) {
		t.fail(Fault{Line: t.file.line(append([]any{"kinds", i}, at...)...), Row: r.ID, Code: code, Reason: reason, Advice: advice})
	}
	if r.ID == "" {
		fail("taxonomy-id", fmt.Sprintf("第 %d 条没有 id", i+1), "每一条都要有 id，就是它的名称，如 id: 巡河护河。")
		return
	}
	if strings.ContainsFunc(r.ID, func(c rune) bool {
		return unicode.IsSpace(c) || unicode.IsControl(c) || strings.ContainsRune("/+,;\"'", c)
	}) || utf8.RuneCountInString(r.ID) > maxName {
		fail("taxonomy-id", "id“"+r.ID+"”含有空格、引号、斜线、加号、逗号，或者太长", "id 只用汉字、字母和数字；带标点的正式名称写在 label 里。", "id")
	}
	t.known(r, fail)
	if r.Parent != "" && !t.ids[r.Parent] {
		fail("taxonomy-parent", "没有“"+r.Parent+"”这个上一级", t.nearest(r.Parent), "parent")
	}
	for j, y := range r.Yields {
		if !t.ids[y] {
			fail("taxonomy-parent", "yields 里的“"+y+"”不存在", t.nearest(y), "yields", j)
		}
	}
	for j, k := range r.Told {
		if !t.knows("activities", k) {
			fail("taxonomy-parent", "told 里的活动“"+k+"”不存在", "运行 wenjian taxonomy list activities 查看全部活动。", "told", j)
		}
	}
	for _, f := range []field{{"aliases", r.Aliases}, {"words", r.Words}, {"suffixes", r.Suffixes}, {"label", []string{r.Label}}} {
		for j, w := range f.list {
			if n := utf8.RuneCountInString(w); n > maxName || strings.ContainsAny(w, "\n\t") || n < 2 && f.name == "aliases" {
				fail("taxonomy-name", "名称“"+w+"”太短、太长或含有换行", fmt.Sprintf("名称应有 2 到 %d 个字，写在一行里。", maxName), f.name, j)
			} else if strings.ContainsAny(w, "，,；;") {
				fail("taxonomy-name", "名称“"+w+"”里有逗号或分号", "几个名称之间要用半角逗号隔开，如 aliases: [巡河, 护河]。", f.name, j)
			}
		}
	}
	for _, f := range append(r.regexps(), field{"join", []string{r.Join}}) {
		for j, p := range f.list {
			if p != "" || f.name != "join" {
				t.pattern(p, r.ID, "kinds", i, f.name, j)
			}
		}
	}
	t.months(r, fail)
	if math.IsNaN(r.Weight) || r.Weight < 0 || r.Weight > 100 {
		fail("taxonomy-type", "weight 应在 0 到 100 之间", "不写就是 1。", "weight")
	}
}

// known refuses what a site says of a built-in row and what nobody would
// heed: a row is added to, not changed.
func (t *vetting) known(r *row, fail func(code, reason, advice string, at ...any)) {
	i, ok := t.have.byID[r.ID]
	if !ok {
		return
	}
	b := t.have.Kinds[i]
	for _, f := range []struct{ name, said, is string }{{"label", r.Label, b.Label}, {"parent", r.Parent, b.Parent}, {"from", r.From, b.From}, {"to", r.To, b.To}} {
		if f.said != "" && f.said != f.is {
			fail("taxonomy-known", "“"+r.ID+"”是内置的，不能改它的 "+f.name, "内置的只能补充别名、规则和例句；请去掉这一项，或另起一个 id。", f.name)
		}
	}
	if r.Weight != 0 && r.Weight != b.Weight {
		fail("taxonomy-known", "“"+r.ID+"”是内置的，不能改它的 weight", "请去掉这一项，或另起一个 id。", "weight")
	}
}

func (t *vetting) months(r *row, fail func(code, reason, advice string, at ...any)) {
	for _, m := range []struct{ name, value string }{{"from", r.From}, {"to", r.To}} {
		if _, err := time.Parse("2006-01", m.value); err != nil && m.value != "" {
			fail("taxonomy-month", m.name+" 的“"+m.value+"”不是年月", "请写成 2026-03 这样的形式。", m.name)
			return
		}
	}
	if r.From != "" && r.To != "" && r.To < r.From {
		fail("taxonomy-month", "结束的年月 "+r.To+" 早于开始的年月 "+r.From, "请核对 from 和 to。", "to")
	}
}

// knows reports whether a list, of the program or of the site, has a row.
func (v vetter) knows(name, id string) bool {
	if _, ok := v.builtin[name].byID[id]; ok {
		return true
	}
	for _, f := range v.site {
		if f.name == name && slices.ContainsFunc(f.list.Kinds, func(r row) bool { return r.ID == id }) {
			return true
		}
	}
	return false
}

// nearest advises which ID may have been meant: a label or an alias of it.
func (t *vetting) nearest(name string) string {
	folded := zh.Fold(name)
	for _, k := range t.have.Kinds {
		if zh.Fold(k.Label) == folded || slices.ContainsFunc(k.Aliases, func(a string) bool { return zh.Fold(a) == folded }) {
			return "要写 id，这里应写 " + k.ID + "。"
		}
	}
	return "请检查拼写；运行 wenjian taxonomy list " + t.file.name + " 查看全部名称。"
}

// pattern examines one regexp; at leads to its line.
func (t *vetting) pattern(p, row string, at ...any) {
	f := Fault{Line: t.file.line(at...), Row: row, Code: "taxonomy-pattern"}
	shown := "“" + p + "”"
	full, err := t.expand.expand(foldHan(p))
	var re *pattern.Regexp
	if err == nil {
		re, err = pattern.Compile(full)
	}
	switch {
	case re == nil && strings.Contains(err.Error(), "macro"):
		f.Code, f.Reason, f.Advice = "taxonomy-macro", shown+"用了没有定义的宏，或宏互相引用", "尖括号里的名称要先在 macros 里写明。"
	case err != nil:
		f.Reason, f.Advice = shown+inRegexp(err), "要匹配括号、星号等符号本身，请在前面加反斜杠；不熟悉正则表达式时，去掉 patterns，只写 aliases 也可以。"
	case re.MatchString("") && at[0] == "kinds" && slices.Contains(at, any("patterns")):
		f.Reason, f.Advice = shown+"什么都没有也能匹配，会处处命中", "请至少写一个必须出现的字。"
	default:
		wide := strings.IndexFunc(p, func(r rune) bool { return r > unicode.MaxASCII && !zh.IsHan(r) && zh.FoldRune(r) != r })
		if wide < 0 {
			return
		}
		r, _ := utf8.DecodeRuneInString(p[wide:])
		f.Code, f.Reason = "taxonomy-fullwidth", shown+"里有全角符号“"+string(r)+"”，永远匹配不上"
		f.Advice = "规则匹配的是折算成半角的文字，这里应写 " + regexp.QuoteMeta(string(zh.FoldRune(r))) + "。"
	}
	t.fail(f)
}

// loops finds rows that are, over others, part of themselves.
func (t *vetting) loops() {
	parent := map[string]string{}
	for _, l := range []list{*t.have, t.file.list} {
		for _, k := range l.Kinds {
			if _, known := parent[k.ID]; !known { // the parent of a known row stays
				parent[k.ID] = k.Parent
			}
		}
	}
	for i, k := range t.file.list.Kinds {
		at, steps := k.ID, 0
		for at = parent[at]; at != "" && at != k.ID && steps <= len(parent); steps++ {
			at = parent[at]
		}
		if at == k.ID && k.ID != "" {
			t.fail(Fault{Line: t.file.line("kinds", i, "parent"), Row: k.ID, Code: "taxonomy-parent", Reason: "上一级绕回了自己", Advice: "请改正 parent。"})
		}
	}
}

func (t *vetting) terms() {
	for _, name := range slices.Sorted(maps.Keys(t.file.list.Terms)) {
		if _, ok := t.have.Terms[name]; !ok {
			t.fail(Fault{Line: t.file.line("terms", name), Row: "terms/" + name, Code: "taxonomy-field", Reason: "没有“" + name + "”这一组词，写了不会生效", Advice: "可用的有：" + strings.Join(slices.Sorted(maps.Keys(t.have.Terms)), "、") + "。"})
			continue
		}
		for j, w := range t.file.list.Terms[name] {
			t.pattern(w, "terms/"+name, "terms", name, j)
		}
	}
}

// rules examines the rules that give headings their kind.
func (t *vetting) rules() {
	if len(t.file.list.Rules) > 0 && t.file.name != "sections" {
		t.fail(Fault{Line: t.file.line("rules"), Row: "rules", Code: "taxonomy-field", Reason: "rules 只能写在 sections.yaml 里", Advice: "请移到 sections.yaml。"})
		return
	}
	for i, r := range t.file.list.Rules {
		name := fmt.Sprintf("rules/%d", i+1)
		if !t.ids[r.Kind] {
			t.fail(Fault{Line: t.file.line("rules", i, "kind"), Row: name, Code: "taxonomy-parent", Reason: "没有“" + r.Kind + "”这种段落", Advice: t.nearest(r.Kind)})
		}
		for _, p := range []struct{ field, src string }{{"heading", r.Heading}, {"unless", r.Unless}, {"body", r.Body}} {
			if p.src != "" {
				t.pattern(p.src, name, "rules", i, p.field)
			}
		}
	}
}

// statuses examines the rules that tell what was held from what was planned.
func (t *vetting) statuses() {
	if len(t.file.list.Status) > 0 && t.file.name != "status" {
		t.fail(Fault{Line: t.file.line("status"), Row: "status", Code: "taxonomy-field", Reason: "status 只能写在 status.yaml 里", Advice: "请移到 status.yaml。"})
		return
	}
	for i, r := range t.file.list.Status {
		name := fmt.Sprintf("status/%d", i+1)
		if r.Name == "" || r.Status != fromSection && !slices.Contains(corpus.Statuses(), r.Status) {
			t.fail(Fault{Line: t.file.line("status", i), Row: name, Code: "taxonomy-type", Reason: "没有 name，或 status“" + string(r.Status) + "”不认识", Advice: "status 写 held、planned、required、mentioned 之一。"})
		}
		for _, k := range slices.Concat(r.Kinds, r.NotKinds) {
			if !t.knows("activities", k) {
				t.fail(Fault{Line: t.file.line("status", i), Row: name, Code: "taxonomy-parent", Reason: "没有“" + k + "”这种活动", Advice: "运行 wenjian taxonomy list activities 查看全部活动。"})
			}
		}
		for _, p := range []struct{ field, src string }{
			{"before", r.Before}, {"at", r.At}, {"after", r.After}, {"clause", r.Clause}, {"left", r.Left}, {"unless", r.Unless}, {"not_left", r.NotLeft},
		} {
			if p.src != "" {
				t.pattern(p.src, name, "status", i, p.field)
			}
		}
	}
}
