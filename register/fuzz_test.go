package register

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzRead: no rows of cells bring the reader down, every row below a heading
// is a line or a problem or repeats the heading, and what was read resolves to
// itself where nothing else has its name.
func FuzzRead(f *testing.F) {
	f.Add("单位名称,上级单位\n柏川县教育局,县委\n一、县直\n合计\n")
	f.Add("序号,单位,简称、别名,曾用名,编号\n序号,单位,简称、别名,姓名,电话\n1,中共X县委,县委、X县,×,7\n")
	f.Add("单位名称,上级单位\n甲,甲\n甲,同上\n党支部,第一党支部\n第99中学,第0小学\n")
	f.Fuzz(func(t *testing.T, text string) {
		var s Sheet
		for i, line := range strings.Split(text, "\n") {
			s.Rows = append(s.Rows, Row{i + 1, strings.Split(line, ",")})
		}
		reading := Read([]Sheet{s}, taxonomy())
		u := Import(nil, reading.Lines, false)
		again := Import(u.Entries, reading.Lines, true)
		if len(again.Entries) != len(u.Entries) || len(u.Entries) != len(reading.Lines) {
			t.Fatalf("%d lines, %d entries, then %d", len(reading.Lines), len(u.Entries), len(again.Entries))
		}
		for i := range u.Entries {
			if u.Entries[i].ID = u.Entries[i].Name; !utf8.ValidString(u.Entries[i].Name) || u.Entries[i].Name == "" {
				t.Fatalf("name %q", u.Entries[i].Name)
			}
		}
		tax := taxonomy()
		names, _ := Headings(u.Entries)
		back := Sheet{Rows: []Row{{1, names}}}
		for i, e := range u.Entries {
			e.ID = ""
			back.Rows = append(back.Rows, Row{i + 2, Cells(e, names, tax)})
		}
		undone := Import(nil, Read([]Sheet{back}, tax).Lines, true)
		if len(undone.Entries) != len(u.Entries) {
			t.Fatalf("%d entries written, %d read", len(u.Entries), len(undone.Entries))
		}
		for i, e := range u.Entries {
			e.ID = ""
			if a, b := normal(e), normal(undone.Entries[i]); !reflect.DeepEqual(a, b) {
				t.Fatalf("written %+v, read %+v", a, b)
			}
		}
		r := New(u.Entries, Options{})
		if n := len(r.Tree()); n != r.Len() {
			t.Fatalf("%d of %d entries in the tree", n, r.Len())
		}
		r.Check()
		for _, e := range u.Entries {
			l := r.Resolve(Query{Unit: e.Name, Superior: e.Superior, Path: e.Name})
			if l.Unit == "" && l.Rule != RuleAmbiguous {
				t.Fatalf("%q does not find itself: %+v", e.Name, l)
			}
			r.Owner(e.ID)
			r.Nearest(e.Superior, 3)
		}
		var seen []Observation
		for _, e := range u.Entries {
			seen = append(seen, Observation{Unit: e.Name, Superior: e.Superior, Documents: 1})
		}
		Learn(seen)
	})
}

// FuzzKey: keys are stable and taking a name apart loses nothing of it.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"中国共产党柏川縣委員會", "柏川县第12中学", "青泥县凤凰镇小学", "县教育局", "第", "×县"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		key := Key(name)
		if Key(key) != key {
			t.Fatalf("%q: %q, then %q", name, key, Key(key))
		}
		s := shapeOf(key)
		if got := s.level + strings.Join(s.places, "") + s.tail; got != s.core {
			t.Fatalf("%q: %q taken apart is %q", name, s.core, got)
		}
	})
}
