package store

// Fate says what became of one file of an import run.
type Fate string

// The fates of a file. Put decides between the first five; the importer knows
// the others.
const (
	Added     Fate = "added"     // a new document
	Updated   Fate = "updated"   // the path came with other bytes, which replace the old ones
	Reread    Fate = "reread"    // the same bytes, understood anew by a newer program
	Unchanged Fate = "unchanged" // already stored with these bytes and stamp
	Sighted   Fate = "sighted"   // another source of a document that is stored
	Identical Fate = "identical" // the same bytes as another unit's: a document of its own, linked
	Alike     Fate = "alike"     // the same bytes, but unit or period is unknown: a document of its own, linked
	Failed    Fate = "failed"    // no document: code, reason, advice
	Skipped   Fate = "skipped"   // not read on purpose: hidden, temporary, a workspace
)

// fates holds the fates in the order reports show them, with a name for
// narrow places and one that says what was done.
var fates = []struct {
	fate        Fate
	short, full string
}{
	{Failed, "失败", "失败"},
	{Identical, "与他单位相同", "与他单位报送的文件完全相同（另立一份，已关联）"},
	{Alike, "相同，单位或时间不明", "与库中文件完全相同，单位或时间不明（另立一份，已关联）"},
	{Sighted, "再次收到", "再次收到（同一文档的又一来源）"},
	{Updated, "已更新", "已更新（内容有变化）"},
	{Reread, "重新识别", "已更新（程序更新，重新识别）"},
	{Added, "新增", "新增"},
	{Unchanged, "未变", "未变（已在库中）"},
	{Skipped, "跳过", "跳过"},
}

// Fates returns all fates, in the order reports show them: what needs
// attention first.
func Fates() []Fate {
	out := make([]Fate, len(fates))
	for i, f := range fates {
		out[i] = f.fate
	}
	return out
}

// Label returns what the report says of a file with fate f.
func (f Fate) Label() string {
	for _, x := range fates {
		if x.fate == f {
			return x.full
		}
	}
	return string(f)
}

// Short returns a name of f for headings and filters.
func (f Fate) Short() string {
	for _, x := range fates {
		if x.fate == f {
			return x.short
		}
	}
	return string(f)
}

// Stored reports whether f gave the workspace documents it did not have, or
// new facts of those it had.
func (f Fate) Stored() bool {
	switch f {
	case Added, Updated, Reread, Identical, Alike:
		return true
	}
	return false
}
