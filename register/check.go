package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Check returns what is wrong with the register as a whole: superiors that
// are in no row or in several, cycles, names that several units claim. The
// order is that of the entries.
func (r *Register) Check() []Problem {
	var out []Problem
	near := r.asker()
	for i, e := range r.entries {
		if e.Superior != "" && r.parent[i] < 0 {
			out = append(out, r.badSuperior(i, near))
		}
	}
	out = append(out, r.claimed()...)
	return out
}

// badSuperior says why entry i has no place in the tree.
func (r *Register) badSuperior(i int, near func(string) string) Problem {
	e := r.entries[i]
	p := Problem{Unit: e.Name, entry: i + 1}
	switch s := shapeOf(Key(e.Superior)); {
	case len(r.exact[0][s.key]) > 1 || len(r.whole(s.host)) > 1:
		p.Code = CodeAmbiguousAbove
		p.Reason = fmt.Sprintf("“%s”的上级“%s”在名册里有几个。", e.Name, e.Superior)
		p.Advice = "请把上级单位写成能区分的全称。"
	case r.superiorOf(s) >= 0:
		p.Code = CodeCycle
		p.Reason = fmt.Sprintf("“%s”的上级“%s”又是它自己或它的下级，上级关系成了圈。", e.Name, e.Superior)
		p.Advice = "请改正其中一行的上级单位；现在把它放在最上层。"
	default:
		p.Code = CodeUnknownSuperior
		p.Reason = fmt.Sprintf("“%s”的上级“%s”不在名册里。", e.Name, e.Superior)
		p.Advice = "请补上这个上级单位的一行，或改正名称" + near(e.Superior) + "。"
	}
	return p
}

// asker returns a function that asks whether the unit nearest to a name is
// meant; it remembers its answers, since many units have one superior.
func (r *Register) asker() func(name string) string {
	known := map[string]string{}
	return func(name string) string {
		if q, ok := known[name]; ok {
			return q
		}
		q := ""
		if near := r.Nearest(name, 1); len(near) > 0 {
			q = fmt.Sprintf("（是不是“%s”？）", near[0].Name)
		}
		known[name] = q
		return q
	}
}

// claimed returns the names that several entries have.
func (r *Register) claimed() []Problem {
	var out []Problem
	of := map[string][]int{}
	for _, list := range r.exact {
		for key, entries := range list {
			of[key] = uniq(append(of[key], entries...))
		}
	}
	keys := make([]string, 0, len(of))
	for key, entries := range of {
		if len(entries) > 1 {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(slices.Compare(of[a], of[b]), strings.Compare(a, b)) })
	for _, key := range keys {
		if p, bad := r.claim(key, of[key]); bad {
			out = append(out, p)
		}
	}
	return out
}

// claim says what it means that the entries share a name. Equal names under
// different superiors are no fault: context tells them apart.
func (r *Register) claim(key string, entries []int) (Problem, bool) {
	var names, superiors []string
	for _, i := range entries {
		names = append(names, "“"+r.entries[i].Name+"”")
		superiors = append(superiors, Host(r.entries[i].Superior))
	}
	if own := r.exact[0][key]; len(own) == len(entries) {
		slices.Sort(superiors)
		if len(slices.Compact(superiors)) == len(entries) {
			return Problem{}, false
		}
		return Problem{
			Code: CodeSameName, Unit: r.entries[entries[0]].Name, entry: entries[0] + 1,
			Reason: fmt.Sprintf("名册里有 %d 个“%s”，上级单位也相同，材料无法区分归谁。", len(entries), r.entries[entries[0]].Name),
			Advice: "如果是同一单位，请用 units merge 合并；如果不是，请把名称写全，或写清上级单位。",
		}, true
	}
	return Problem{
		Code: CodeAliasClaimed, Unit: r.entries[entries[0]].Name, entry: entries[0] + 1,
		Reason: fmt.Sprintf("%s都叫“%s”，用这个名称的材料无法确定归谁。", strings.Join(names, "、"), key),
		Advice: "请只在一个单位名下保留这个别名或曾用名。",
	}, true
}
