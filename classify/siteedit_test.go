package classify

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAdd(t *testing.T) {
	const old = "# 本县的规则\nkinds:\n  - id: 巡河护河 # 河长办要的\n    aliases: [河道清漂]\n"
	for name, tc := range map[string]struct {
		data string
		add  Addition
		want string
	}{
		"new file":     {"", Addition{List: "activities", ID: "巡河护河", Parent: "志愿服务", Aliases: []string{"河道清漂"}}, "kinds:\n  - id: 巡河护河\n    parent: 志愿服务\n    aliases: [河道清漂]\n"},
		"comment only": {"# 说明\n", Addition{List: "activities", ID: "巡河护河"}, "# 说明\n\nkinds:\n  - id: 巡河护河\n"},
		"empty kinds":  {"kinds:\n", Addition{List: "activities", ID: "巡河护河"}, "kinds:\n  - id: 巡河护河\n"},
		"more names":   {old, Addition{List: "activities", ID: "巡河护河", Aliases: []string{"河道清漂", "护河行动"}, Match: []string{"开展护河行动"}}, "# 本县的规则\nkinds:\n  - id: 巡河护河 # 河长办要的\n    aliases: [河道清漂, 护河行动]\n    match: [开展护河行动]\n"},
		"another row":  {old, Addition{List: "activities", ID: "讲党课", Aliases: []string{"板凳课堂"}}, old + "  - id: 讲党课\n    aliases: [板凳课堂]\n"},
		"campaign":     {"", Addition{List: "campaigns", ID: "新教育", From: "2026-02", To: "2026-07"}, "kinds:\n  - id: 新教育\n    from: 2026-02\n    to: 2026-07\n"},
		"hostile name": {"", Addition{List: "activities", ID: "a: [b", Label: "#x - y: {"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Add([]byte(tc.data), tc.add)
			if err != nil {
				t.Fatal(err)
			}
			if tc.want != "" && string(got) != tc.want {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
			f, faults := readSiteFile(WithFile(nil, tc.add.List+".yaml", got), tc.add.List)
			if len(faults) > 0 || f.list.Kinds[len(f.list.Kinds)-1].ID != tc.add.ID && name != "more names" {
				t.Errorf("what was written reads as %+v, %v", f.list.Kinds, faults)
			}
		})
	}
	for _, data := range []string{"kinds: [", "- a\n", "kinds: x\n", "文字"} {
		var fs Faults
		if _, err := Add([]byte(data), Addition{List: "activities", ID: "甲乙"}); !errors.As(err, &fs) {
			t.Errorf("%q: %v", data, err)
		}
	}
}

func TestWithFile(t *testing.T) {
	under := fstest.MapFS{"activities.yaml": {Data: []byte("kinds: [{id: 甲乙}]")}, "units.yaml": {Data: []byte("kinds: [{id: 护林站}]")}}
	c, err := LoadWith(WithFile(under, "activities.yaml", []byte("kinds: [{id: 丙丁}]")))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.know.activities.row("甲乙"); ok {
		t.Error("the file underneath is still read")
	}
	if _, ok := c.know.units.row("护林站"); !ok {
		t.Error("another file is lost")
	}
	if _, err := LoadWith(WithFile(nil, "activities.yaml", []byte("kinds: ["))); err == nil {
		t.Error("the file on top is not read")
	}
}

// TestFailedExamples says what is told of a sentence that does not hold.
func TestFailedExamples(t *testing.T) {
	c := loadSite(t, map[string]string{
		"activities.yaml": "kinds:\n  - {id: 巡河护河, aliases: [河道清漂], match: [党员慰问困难群众], no_match: [河道清漂方案]}\n  - {id: 板凳会, patterns: [板凳], match: [开板凳会]}\n",
		"campaigns.yaml":  "kinds:\n  - {id: 政绩观教育, label: 正确政绩观学习教育, patterns: [政绩观学习教育], match: [正确政绩观学习教育方案]}\n",
	})
	failed, tested := c.FailedExamples()
	var got []string
	for _, e := range failed {
		if !e.Own {
			t.Errorf("built-in example: %+v", e)
		}
		got = append(got, e.ID+"/"+e.Sentence+"/"+strings.Join(e.Found, " "))
	}
	want := []string{"巡河护河/党员慰问困难群众/走访慰问", "巡河护河/河道清漂方案/"}
	if tested < 500 || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("failed of %d: %q, want %q", tested, got, want)
	}
}

// FuzzAdd: an addition to whatever file ends with a file that has it, or with
// faults in words.
func FuzzAdd(f *testing.F) {
	f.Add("", "巡河护河", "志愿服务", "河道清漂")
	f.Add("# 说明\nkinds:\n  - id: 巡河护河 # 注\n    aliases: [河道清漂]\n", "巡河护河", "", "护河")
	f.Add("kinds: &x\n- *x\n", "a: b", "- c", "#d")
	f.Add("kinds:\n- {id: a, aliases: x}\n---\nb", "a", "", "y")
	f.Fuzz(func(t *testing.T, data, id, parent, alias string) {
		got, err := Add([]byte(data), Addition{List: "activities", ID: id, Parent: parent, Aliases: []string{alias}})
		var faults Faults
		if err != nil && !errors.As(err, &faults) && !errors.Is(err, ErrTaxonomy) {
			t.Fatalf("no words for the clerk: %v", err)
		}
		if err != nil {
			return
		}
		file, bad := readSiteFile(WithFile(nil, "activities.yaml", got), "activities")
		if len(bad) > 0 {
			return // what was wrong before is wrong still
		}
		for _, r := range file.list.Kinds {
			if r.ID == id {
				return
			}
		}
		if id != "" {
			t.Fatalf("the addition is not in\n%s", got)
		}
	})
}
