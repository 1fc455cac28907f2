package pipeline

import (
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"wenjian/classify"
	"wenjian/compare"
	"wenjian/corpus"
	"wenjian/corpus/store"
)

// A sender is the unit that handed a file in, as far as that shows: the unit
// that its folder or file name names where that is another than the text's
// own, else the text's. Names of paths are weak evidence. They keep apart what
// would otherwise be one submission; they never make two submissions one.

// Names returns a function that says which unit a file or folder name names,
// or "" when it names none that cls recognises: 03白河镇（已审） names 白河镇.
// It is safe for concurrent use and remembers its answers: it is only asked
// about files with equal bytes, and about each folder again and again.
func Names(cls *classify.Classifier) func(name string) string {
	var known sync.Map // string → string
	return func(name string) string {
		if u, ok := known.Load(name); ok {
			return u.(string)
		}
		u := unitIn(cls, name)
		known.Store(name, u)
		return u
	}
}

func unitIn(cls *classify.Classifier, name string) string {
	for _, run := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		if i := matterAt(run); i >= 0 {
			run = run[:i]
		}
		d := &corpus.Document{Text: run, Title: corpus.Label{Value: run}}
		if u := cls.Classify(d).Unit.Name; u != "" {
			return u
		}
	}
	return ""
}

// matters are the words with which the matter of a file's name begins.
var matters = []string{
	"创先争优", "总结", "小结", "汇报", "报告", "材料", "方案", "简报", "计划", "承诺", "经验", "交流", "报送", "上报", "活动", "工作", "开展", "关于", "学习", "心得", "体会", "讲话", "发言", "信息", "第",
}

// matterAt returns where the matter of a name begins, or -1.
func matterAt(name string) int {
	at := -1
	for _, m := range matters {
		if i := strings.Index(name, m); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}

// named returns the units that two paths name where they differ: the folder
// that both lie in says nothing of either.
func (w *Workspace) named(a, b string) (unitA, unitB string) {
	if w.Names == nil {
		return "", ""
	}
	x, y := steps(a), steps(b)
	for len(x) > 1 && len(y) > 1 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	return w.innermost(x), w.innermost(y)
}

// steps returns the parts of a path, from the outermost, without extensions
// of the file and of archives.
func steps(p string) []string {
	parts := strings.FieldsFunc(p, func(r rune) bool { return r == '/' || r == '\\' || r == '!' })
	for i, s := range parts {
		if e := path.Ext(s); i == len(parts)-1 || strings.EqualFold(e, ".zip") {
			parts[i] = strings.TrimSuffix(s, e)
		}
	}
	return parts
}

// innermost returns the unit that the innermost part names.
func (w *Workspace) innermost(parts []string) string {
	for _, s := range slices.Backward(parts) {
		if u := w.Names(s); u != "" {
			return u
		}
	}
	return ""
}

// near reports whether two unit names may mean one submitter: the same
// organisation, or one inside the other (白河镇, 白河镇卫生院党支部).
func near(a, b string) bool {
	x, y := store.UnitKey(a), store.UnitKey(b)
	return compare.SameUnit(a, b) || strings.Contains(x, y) || strings.Contains(y, x)
}

// kinship is what two files with the same bytes are to each other.
type kinship int

const (
	unsure  kinship = iota // unit or period unknown
	one                    // one submission that came twice
	foreign                // handed in by different units
)

// A claim is the unit and period that a text names.
type claim struct{ unit, date string }

// kinOf compares two paths under which the same words came; claims is what
// the documents among them say.
func (w *Workspace) kinOf(claims []claim, a, b string) kinship {
	known := len(claims) > 0
	var units []string
	for _, c := range claims {
		known = known && c.unit != "" && c.date != ""
		if c.unit != "" {
			units = append(units, c.unit)
		}
	}
	ua, ub := w.named(a, b)
	stranger := func(u string) bool {
		return u != "" && !slices.ContainsFunc(units, func(own string) bool { return near(u, own) })
	}
	agree := ua != "" && ub != "" && near(ua, ub)
	switch apart := (stranger(ua) || stranger(ub)) && !agree; {
	case apart && (len(units) > 0 || ua != "" && ub != ""):
		return foreign
	case known && !apart:
		return one
	}
	return unsure
}
