package pipeline

import (
	"slices"

	"wenjian/compare"
	"wenjian/corpus/store"
	"wenjian/ingest"
)

// Identical submissions: processing may be shared, submissions never merge.
// The same bytes from the same known unit and period are another sighting of
// one document; anything else becomes documents of its own, which the store
// and compare link as identical.

// sameAsLimit is how many paths of identical files a report names.
const sameAsLimit = 20

// identify finds among the stored sources with f's bytes the one that f is
// another sighting of, 0 when there is none, and those it is not.
func (w *Workspace) identify(f *File, twins []store.Twin) (same int64, others []store.Twin) {
	for _, t := range twins {
		paths := slices.DeleteFunc(slices.Clone(t.Paths), func(p string) bool { return p == f.Input.Path })
		switch {
		case len(paths) == 0: // it is f itself
		case same == 0 && w.kinOf(claims(f), f.Input.Path, paths[0]) == one:
			same = t.Source
		default:
			others = append(others, t)
		}
	}
	return same, others
}

// alike names what f is to sources with its bytes that are not its own.
func (w *Workspace) alike(f *File, others []store.Twin) store.Fate {
	for _, t := range others {
		if w.kinOf(claims(f), f.Input.Path, t.Paths[0]) == foreign {
			return store.Identical
		}
	}
	return store.Alike
}

// pathsOf returns the paths of twins, of one source only unless it is 0.
func pathsOf(twins []store.Twin, source int64) (out []string) {
	for _, t := range twins {
		if source == 0 || t.Source == source {
			out = append(out, t.Paths...)
		}
	}
	return out[:min(len(out), sameAsLimit)]
}

func claims(f *File) []claim {
	out := make([]claim, len(f.Documents))
	for i, d := range f.Documents {
		out[i] = claim{d.Unit.Name, d.Date.Value}
	}
	return out
}

// wholeOrSelf returns the class of a match between equal texts: what one
// unit's folder holds of another unit's is no earlier text of its own.
func (w *Workspace) wholeOrSelf(m compare.Match, a, b *compare.Text) compare.Class {
	if m.Class == compare.Self && a.Text == b.Text && w.kinOf([]claim{{b.Unit, b.Date}}, b.Source, a.Source) == foreign {
		return compare.Whole
	}
	return m.Class
}

// CodeUnitChanged is the code of the warning that a path brings another
// unit's document than before.
const CodeUnitChanged = "unit-changed"

// warnOfNewUnit warns where a path that had one unit's document now has
// another's: it may be no newer version but another submission of the same
// name, and has taken the older one's place.
func (f *File) warnOfNewUnit(before []store.Row) {
	if len(before) != 1 || len(f.Documents) != 1 {
		return
	}
	was, is := before[0].Unit, f.Documents[0].Unit.Name
	if was == "" || is == "" || near(was, is) {
		return
	}
	f.Page.Warnings = append(f.Page.Warnings, ingest.Failure{
		Path: f.Input.Path, Code: CodeUnitChanged, Reason: "这个路径原来是“" + was + "”的材料，现在是“" + is + "”的，原来的已被替换（旧文件仍保存）",
		Advice: "如果两份都要，请把文件改名，重新导入。",
	})
}
