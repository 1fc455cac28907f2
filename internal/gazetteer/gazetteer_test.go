package gazetteer

import (
	"strings"
	"testing"
)

func load(t testing.TB) *Table {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestFind(t *testing.T) {
	g := load(t)
	for _, tc := range []struct{ name, want string }{
		{"湖南省", "湖南省"},
		{"长沙市", "长沙市<湖南省"},
		{"长沙县", "长沙县<长沙市<湖南省"},
		{"义乌市", "义乌市<金华市<浙江省"},
		{"海淀区", "海淀区<北京市"},
		{"仙桃市", "仙桃市<湖北省"},
		{"宁乡县", "宁乡市<长沙市<湖南省"}, // a former name
		{"乌兰察布市", "乌兰察布市<内蒙古自治区"},
		{"凉山彝族自治州", "凉山彝族自治州<四川省"},
		{"柏川县", ""},
		{"教育局", ""},
		{"", ""},
		{"县", ""},
	} {
		got := ""
		if ps := g.Find(tc.name); len(ps) > 0 {
			var chain []string
			for p := ps[0]; p != nil; p = p.Above {
				chain = append(chain, p.Name)
			}
			got = strings.Join(chain, "<")
		}
		if got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestNamesakes(t *testing.T) {
	if n := len(load(t).Find("鼓楼区")); n < 2 {
		t.Errorf("鼓楼区: %d places, want every one of that name", n)
	}
}

func TestWithin(t *testing.T) {
	g := load(t)
	ning, sha, jin := g.Find("宁乡市")[0], g.Find("长沙市")[0], g.Find("金华市")[0]
	if !ning.Within(sha) || !ning.Within(ning) || ning.Within(jin) || sha.Within(ning) {
		t.Error("宁乡市 lies in 长沙市 and in itself, and in nothing else of these")
	}
}

func TestAt(t *testing.T) {
	g := load(t)
	for _, tc := range []struct{ s, want string }{
		{"长沙县教育局", "长沙县"},
		{"吉林省吉林市", "吉林省"},
		{"柏川县教育局", ""},
		{"", ""},
	} {
		_, n := g.At(tc.s)
		if got := tc.s[:n]; got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.s, got, tc.want)
		}
	}
}

// TestTable holds the table to what its source says: every county lies in a
// province, and no rung is empty.
func TestTable(t *testing.T) {
	g := load(t)
	n := map[Rung]int{}
	for _, ps := range g.byName {
		for _, p := range ps {
			n[p.Rung]++
			if p.Rung != Province && p.Above == nil || p.Rung == Province && p.Above != nil {
				t.Errorf("%s stands under the wrong division", p.Name)
			}
		}
	}
	if n[Province] != 34 || n[City] < 330 || n[County] < 2800 {
		t.Errorf("got %d provinces, %d cities, %d counties", n[Province], n[City], n[County])
	}
}

func FuzzParse(f *testing.F) {
	f.Add("=甲省\n+乙市\n丙县 丁区\n", "丙县教育局")
	f.Add("+乙市\n", "")
	f.Fuzz(func(t *testing.T, table, s string) {
		g, err := parse(table)
		if err != nil {
			return
		}
		g.Find(s)
		g.Stem(s)
		if _, n := g.At(s); n > len(s) {
			t.Fatal("a name reaches beyond the text")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
