package register

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"wenjian/corpus"
)

func taxonomy() corpus.Taxonomy {
	return corpus.Taxonomy{
		Units:  []corpus.Kind{{ID: "机关", Label: "党政机关"}, {ID: "乡镇", Label: "乡镇街道"}, {ID: "中小学", Label: "中小学"}, {ID: "村", Label: "村"}},
		Levels: []corpus.Kind{{ID: "county", Label: "县级"}, {ID: "town", Label: "乡镇级"}},
	}
}

// sheetOf makes a sheet of lines whose cells are parted by |.
func sheetOf(lines ...string) Sheet {
	s := Sheet{}
	for i, l := range lines {
		s.Rows = append(s.Rows, Row{i + 1, strings.Split(l, "|")})
	}
	return s
}

func codesOf(problems []Problem) (out []string) {
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%d %s", p.Row, p.Code))
	}
	return out
}

func TestRead(t *testing.T) {
	s := sheetOf(
		"柏川县基层党组织名册|柏川县基层党组织名册|柏川县基层党组织名册",
		"填报单位：县委组织部||2010年6月",
		"序号|单 位 名 称（全称）|隶属关系|单位性质|级别|简称/别名|原名|是否应报送|地址|联系人|联系人",
		"序号|单 位 名 称（全称）|隶属关系|单位性质|级别|简称/别名|原名|是否应报送|地址|姓名|电话",
		"一、县直机关（3个）||||||||||",
		"1|柏 川 县 教 育 局|中共柏川县委|机关|县级|县教育局、教育局|文教局|是|城关街1号|李某|12345678901",
		"2|3.柏川县卫生局|同上|党政机关||||2|||",
		"3||中共柏川县委||||||||",
		"4|×县财政局|||||||||",
		"二、乡镇|二、乡镇|二、乡镇|||||||",
		"5|桃溪镇党委|中共柏川县委|乡镇|乡级||||城关||",
		"6|柏川县教育局|中共柏川县委||||县教体局|||||",
		"7|青石乡党委|中共柏川县委|园区||||看情况|||",
		"合计|||||||||| ",
		"注：本表一式两份",
	)
	s.Rows[13].Cells[1] = "合计"
	r := Read([]Sheet{s}, taxonomy())
	want := []string{"5 row-not-unit", "8 no-name", "9 name-masked", "10 row-not-unit", "11 unknown-level", "12 duplicate-row", "13 unknown-kind", "13 unknown-due", "14 row-not-unit", "15 row-not-unit"}
	got := codesOf(r.Problems)
	if !slices.Equal(got, want) {
		t.Errorf("problems %q, want %q", got, want)
	}
	for _, p := range r.Problems {
		if p.Reason == "" || p.Advice == "" || !strings.HasSuffix(p.Advice, "。") || !strings.Contains(p.String(), p.Code) {
			t.Errorf("%+v says too little", p)
		}
	}
	if len(r.Lines) != 4 {
		t.Fatalf("%d lines: %+v", len(r.Lines), r.Lines)
	}
	first := corpus.RegisterEntry{
		Name: "柏川县教育局", Superior: "中共柏川县委", Kind: "机关", Level: "county", Aliases: []string{"县教育局", "教育局"}, Former: []string{"文教局"},
		Due: "是", Contact: "李某", Phone: "12345678901", Others: []corpus.RegisterField{{Name: "地址", Value: "城关街1号"}},
	}
	first.Former = append(first.Former, "县教体局") // of the second row
	if got := r.Lines[0].RegisterEntry; !reflect.DeepEqual(got, first) {
		t.Errorf("first line %+v, want %+v", got, first)
	}
	if l := r.Lines[1]; l.Name != "柏川县卫生局" || l.Superior != "中共柏川县委" || l.Due != "2" || l.Row != 7 {
		t.Errorf("second line %+v", l)
	}
}

// TestNumbers: 编号 is ours only when we wrote it.
func TestNumbers(t *testing.T) {
	r := Read([]Sheet{sheetOf("编号|单位名称", "1|甲局", "73ccb7-2|乙局", "|丙局")}, taxonomy())
	if len(r.Problems) > 0 || len(r.Lines) != 3 {
		t.Fatalf("%+v", r)
	}
	if a := r.Lines[0]; a.ID != "" || a.Whole || len(a.Others) != 1 || a.Others[0] != (corpus.RegisterField{Name: "原编号", Value: "1"}) {
		t.Errorf("%+v", a)
	}
	if b := r.Lines[1]; b.ID != "73ccb7-2" || !b.Whole || len(b.Others) > 0 {
		t.Errorf("%+v", b)
	}
}

func TestReadWithoutHeading(t *testing.T) {
	r := Read([]Sheet{sheetOf("柏川县教育局|局长", "柏川县卫生局|局长"), {Name: "空"}}, taxonomy())
	if len(r.Lines) != 0 || !slices.Equal(codesOf(r.Problems), []string{"0 no-header"}) {
		t.Errorf("%+v", r)
	}
}

func TestHeadings(t *testing.T) {
	for cell, want := range map[string]field{
		"单位名称": fieldName, "单位": fieldName, " 单 位 名 称 * ": fieldName, "单位（党组织）名称": fieldName, "党组织全称": fieldName, "上级党组织": fieldSuperior, "主管部门": fieldSuperior,
		"類別": fieldKind, "级别": fieldLevel, "简称、别名": fieldAliases, "简称／别名": fieldAliases, "曾用名（可不填）": fieldFormer, "应报送份数": fieldDue, "Ｎｏ．": fieldIgnored, "备注": fieldOther, "": fieldOther,
	} {
		if got := fieldOf(cell); got != want {
			t.Errorf("%q is %d, want %d", cell, got, want)
		}
	}
}

func TestExpected(t *testing.T) {
	for cell, want := range map[string]int{"是": 1, "√": 1, "否": 0, "×": 0, "2": 2, "３份": 3, "方案、总结": 2, "": -1, "看情况": -1, "-1": -1} {
		got, ok := Expected(cell)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", cell, got, want)
		}
	}
}

// TestImport: rows add and update, nothing is lost, and what was exported
// comes back when it is imported with replace.
func TestImport(t *testing.T) {
	tax := taxonomy()
	first := Read([]Sheet{sheetOf("单位名称|上级单位|类别|地址", "柏川县教育局|柏川县委|机关|城关", "中心小学|桃溪镇|中小学|", "中心小学|青石乡|中小学|", "柏川县文化局|柏川县委|机关|")}, tax)
	u := Import(nil, first.Lines, false)
	if len(u.Added) != 4 || len(u.Entries) != 4 || len(u.Problems) != 0 {
		t.Fatalf("%+v", u)
	}
	old := u.Entries
	for i := range old {
		old[i].ID = Number("abcdef0123", fmt.Sprint(i+1))
	}
	if u := Import(old, first.Lines, false); u.Unchanged != 4 || len(u.Changed)+len(u.Added)+len(u.Missing) > 0 {
		t.Errorf("the same again: %+v", u)
	}
	second := Read([]Sheet{sheetOf("单位名称|上级单位|简称|曾用名", "柏川县教育局||县教育局|", "中心小学|青石乡|乡小|", "柏川县文化体育局|柏川县委||柏川县文化局")}, tax)
	u = Import(old, second.Lines, false)
	if len(u.Added) != 0 || len(u.Changed) != 3 || !slices.Equal(u.Missing, []string{"中心小学"}) || len(u.Entries) != 4 {
		t.Fatalf("%+v", u)
	}
	if e := u.Entries[0]; e.Superior != "柏川县委" || e.Others[0].Value != "城关" || !slices.Equal(e.Aliases, []string{"县教育局"}) {
		t.Errorf("an empty cell took something away: %+v", e)
	}
	if e := u.Entries[3]; e.ID != "abcdef-4" || e.Name != "柏川县文化体育局" || !slices.Equal(e.Former, []string{"柏川县文化局"}) {
		t.Errorf("renamed: %+v", e)
	}
	names, _ := Headings(old)
	back := Sheet{Rows: []Row{{1, names}}}
	for i, e := range old {
		back.Rows = append(back.Rows, Row{i + 2, Cells(e, names, tax)})
	}
	undo := Import(u.Entries, Read([]Sheet{back}, tax).Lines, true)
	if !reflect.DeepEqual(undo.Entries, old) {
		t.Errorf("undone:\n%+v\nwant\n%+v", undo.Entries, old)
	}
	if u := Import(old, second.Lines, true); len(u.Entries) != 3 || !slices.Equal(u.Missing, []string{"中心小学"}) {
		t.Errorf("replaced: %+v", u)
	}
}

func TestCheck(t *testing.T) {
	r := New([]corpus.RegisterEntry{
		{Name: "甲局", Superior: "乙委"}, {Name: "乙委", Superior: "甲局"}, {Name: "柏川县教育局", Superior: "柏川县委"}, {Name: "柏川县委组织部"},
		{Name: "丙站", Aliases: []string{"服务站"}}, {Name: "丁站", Aliases: []string{"服务站"}},
		{Name: "中心小学", Superior: "桃溪镇"}, {Name: "中心小学", Superior: "桃溪镇"}, {Name: "桃溪镇"}, {Name: "青石乡"}, {Name: "中心学校", Superior: "桃溪镇"}, {Name: "中心学校", Superior: "青石乡"},
	}, Options{})
	var got []string
	for _, p := range r.Check() {
		got = append(got, p.Code+" "+p.Unit)
	}
	want := []string{"superior-cycle 乙委", "unknown-superior 柏川县教育局", "alias-claimed 丙站", "same-name 中心小学"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTreeAndOwner(t *testing.T) {
	r := New(county(), Options{})
	nodes := r.Tree()
	if len(nodes) != r.Len() {
		t.Fatalf("%d nodes of %d entries", len(nodes), r.Len())
	}
	depth := map[string]int{}
	for i, n := range nodes {
		depth[n.Name+n.Superior] = n.Depth
		if n.Up >= i || n.Up >= 0 && nodes[n.Up].Depth != n.Depth-1 {
			t.Errorf("%s hangs on %d", n.Name, n.Up)
		}
	}
	if depth["中共柏川县委"] != 0 || depth["柏川县第二中学县教育局"] != 2 || depth["石桥村党支部青石乡"] != 2 {
		t.Errorf("depths %v", depth)
	}
	if r.Owner("12") != "2" || r.Owner("2") != "2" || r.Owner("99") != "99" || r.Owner("6") != "6" {
		t.Errorf("owners %s %s %s %s", r.Owner("12"), r.Owner("2"), r.Owner("99"), r.Owner("6"))
	}
}

func TestNearest(t *testing.T) {
	r := New(append(county(), corpus.RegisterEntry{Name: "柏川县质量技术监督局"}), Options{})
	for name, want := range map[string]string{
		"柏川县教育体育局": "柏川县教育局", "县质监局党组": "柏川县质量技术监督局", "桃溪镇中心学校": "桃溪镇中心小学", "青泥县卫生局": "柏川县卫生局",
		"柏川县气象局": "", "铁路工务段": "", "": "", "党支部": "",
	} {
		got := ""
		if near := r.Nearest(name, 2); len(near) > 0 {
			got = near[0].Name
		}
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestLearn(t *testing.T) {
	got := Learn([]Observation{
		{Unit: "中共柏川县教育局党组", Kind: "机关", Superior: "中共柏川县委", Documents: 1},
		{Unit: "柏川县教育局", Kind: "机关", Documents: 3},
		{Unit: "县教育局", Kind: "中小学", Superior: "县委", Documents: 1},
		{Unit: "桃溪镇党委", Kind: "乡镇", Superior: "柏川县委", Documents: 2},
		{Unit: "桃溪镇中心卫生院", Superior: "镇党委；县卫生局", Documents: 1}, {Unit: "青石乡卫生院", Superior: "乡党委", Documents: 1}, {Unit: "第三公司", Superior: "上级党委", Documents: 1},
		{Unit: "柏川县委", Documents: 1},
		{Unit: "青泥县教育局", Documents: 1},
		{Unit: "党支部", Documents: 4},
	})
	var lines []string
	for _, p := range got {
		lines = append(lines, fmt.Sprint(p.Name, p.Aliases, p.Kind, " ", p.Superior, " ", p.Documents))
	}
	want := []string{"柏川县教育局[中共柏川县教育局党组 县教育局]机关 柏川县委 5", "桃溪镇党委[]乡镇 柏川县委 2", "桃溪镇中心卫生院[] 柏川县卫生局 1", "青石乡卫生院[] 青石乡党委 1", "柏川县委[]  1", "青泥县教育局[]  1", "第三公司[]  1", "柏川县卫生局[]  0", "青石乡党委[]  0"}
	if !slices.Equal(lines, want) {
		t.Errorf("%q, want %q", lines, want)
	}
}
