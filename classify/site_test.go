package classify

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"wenjian/corpus"
)

// siteOf returns a site's folder with those files.
func siteOf(files map[string]string) fstest.MapFS {
	site := fstest.MapFS{}
	for name, data := range files {
		site[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return site
}

func loadSite(t testing.TB, files map[string]string) *Classifier {
	t.Helper()
	c, err := LoadWith(siteOf(files))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSiteInAFewLines: rows of a few words find what they name.
func TestSiteInAFewLines(t *testing.T) {
	c := loadSite(t, map[string]string{
		"activities.yaml": "kinds:\n  - {id: 巡河护河, parent: 志愿服务, aliases: [河道清漂, “小河长”行動]}\n  - {id: 讲党课, aliases: [板凳课堂]}\n",
		"campaigns.yaml":  "kinds:\n  - {id: 政绩观学习教育, label: 树立和践行正确政绩观学习教育, from: 2026-02, to: 2026-07}\n",
		"sections.yaml":   "kinds:\n  - {id: practice, aliases: [林情通报]}\n  - {id: brigade, label: 队伍建设}\n",
		"documents.yaml":  "kinds:\n  - {id: 巡查日志, aliases: [巡河日志]}\n",
		"units.yaml":      "kinds:\n  - {id: 护林站}\n",
	})
	for _, s := range []string{"7月3日，支部组织党员开展巡河护河活动。", "党员参加河道清漂3次。", "开展小河长行动。", "開展「小河長」行動。"} {
		facts := read(c, s)
		if !slices.ContainsFunc(facts.Activities, func(a corpus.Activity) bool { return a.Kind == "巡河护河" }) {
			t.Errorf("%s: %+v", s, facts.Activities)
		}
	}
	facts := read(c, "河东村工作总结\n7月3日，支部组织党员开展巡河护河活动3次。\n")
	if a := facts.Activities; len(a) != 1 || a[0].Status != corpus.Held || !strings.Contains(facts.Title.Value, "总结") {
		t.Errorf("status or title: %+v", facts)
	}
	if d := (corpus.Document{Text: "支部办起了板凳课堂，请老书记讲党课。"}); !slices.ContainsFunc(c.Classify(&d).Activities, func(a corpus.Activity) bool { return strings.Contains(a.Of(d.Text), "板凳课堂") }) {
		t.Error("the new alias of a known activity is not found")
	}
	if !slices.Contains(c.Words(), "板凳课堂") || !slices.Contains(c.Words(), "巡河护河") {
		t.Error("segmentation does not learn the new words")
	}
	facts = read(c, "白石县水利局树立和践行正确政绩观学习教育工作方案\n一、开展树立和践行正确政绩观学习教育。\n")
	if facts.Campaign.Value != "政绩观学习教育" || len(facts.Activities) != 0 {
		t.Errorf("campaign %q, activities %+v", facts.Campaign.Value, facts.Activities)
	}
	if !c.hasSection("practice", "二、林情通报") || !c.hasSection("brigade", "三、队伍建设") {
		t.Error("the new headings are not known")
	}
	if got := read(c, "青河护林站巡河日志\n").Kind.Value; got != "巡查日志" {
		t.Errorf("document kind %q", got)
	}
	if got := c.docs.units.kindOf("青河护林站"); got != "护林站" {
		t.Errorf("unit kind %q", got)
	}
}

// TestSiteChangesNothingElse: a site's row leaves what others find as it was.
func TestSiteChangesNothingElse(t *testing.T) {
	plain, c := load(t), loadSite(t, map[string]string{"activities.yaml": "# 只有说明\n", "units.yaml": ""})
	if plain.Taxonomy().Hash != c.Taxonomy().Hash {
		t.Error("files that say nothing change the hash: everything would be read again")
	}
	a := loadSite(t, map[string]string{"activities.yaml": "kinds: [{id: 巡河护河}]\n"})
	b := loadSite(t, map[string]string{"activities.yaml": "# 说明\nkinds: [{id: 巡河护河, match: [开展巡河护河], no_match: [河长制]}]\n"})
	if a.Taxonomy().Hash != b.Taxonomy().Hash || a.Taxonomy().Hash == plain.Taxonomy().Hash {
		t.Error("the hash must follow what finds facts, not comments and examples")
	}
}

// TestFaults holds what a clerk is told.
func TestFaults(t *testing.T) {
	for name, tc := range map[string]struct {
		file, data, code, says string
		line                   int
	}{
		"unknown field":      {"activities.yaml", "kinds:\n  - id: 巡河\n    pattern: [x]\n", "taxonomy-field", "pattern", 3},
		"no list":            {"activities.yaml", "kinds:\n  - id: 巡河\n    aliases: 护河\n", "taxonomy-type", "应写成列表", 3},
		"wide brackets":      {"activities.yaml", "kinds:\n  - id: 巡河\n    aliases:［护河］\n", "taxonomy-yaml", "全角的“［”", 3},
		"wide colon":         {"activities.yaml", "kinds:\n  - id：巡河\n", "taxonomy-yaml", "全角的“：”", 2},
		"wide comma":         {"activities.yaml", "kinds:\n  - id: 巡河\n    aliases: [河道清漂，清河]\n", "taxonomy-name", "逗号", 3},
		"text for a list":    {"activities.yaml", "kinds: 巡河\n", "taxonomy-type", "一条一条", 1},
		"no yaml":            {"activities.yaml", "kinds: [", "taxonomy-yaml", "YAML", 1},
		"tab":                {"activities.yaml", "kinds:\n\t- id: a\n", "taxonomy-yaml", "YAML", 2},
		"GBK":                {"activities.yaml", "kinds: [{id: \xd1\xb2\xba\xd3}]\n", "taxonomy-encoding", "UTF-8", 0},
		"file name":          {"activity.yaml", "", "taxonomy-file", "不会生效", 0},
		"hidden extension":   {"activities.yaml.txt", "", "taxonomy-file", ".txt", 0},
		"no id":              {"activities.yaml", "kinds:\n  - label: 巡河\n", "taxonomy-id", "没有 id", 2},
		"bad id":             {"activities.yaml", "kinds:\n  - id: 巡/河\n", "taxonomy-id", "斜线", 2},
		"twice":              {"activities.yaml", "kinds:\n  - id: 巡河\n  - id: 巡河\n", "taxonomy-twice", "相同", 3},
		"unknown parent":     {"activities.yaml", "kinds:\n  - id: 巡河\n    parent: 志愿活动\n", "taxonomy-parent", "志愿活动", 3},
		"label as parent":    {"sections.yaml", "kinds:\n  - id: 林情\n    parent: 主要做法\n", "taxonomy-parent", "practice", 3},
		"loop":               {"activities.yaml", "kinds:\n  - {id: 甲乙, parent: 乙甲}\n  - {id: 乙甲, parent: 甲乙}\n", "taxonomy-parent", "绕回", 2},
		"short alias":        {"activities.yaml", "kinds:\n  - id: 巡河\n    aliases: [河]\n", "taxonomy-name", "太短", 3},
		"bad pattern":        {"activities.yaml", "kinds:\n  - id: 巡河\n    patterns:\n      - 巡河\n      - '巡(河'\n", "taxonomy-pattern", "少了右括号", 5},
		"lookahead":          {"activities.yaml", "kinds:\n  - id: 巡河\n    patterns: ['巡(?=河)']\n", "taxonomy-pattern", "(?=", 3},
		"matches nothing":    {"activities.yaml", "kinds:\n  - id: 巡河\n    patterns: ['巡?']\n", "taxonomy-pattern", "处处命中", 3},
		"full width":         {"activities.yaml", "kinds:\n  - id: 巡河\n    patterns: ['（巡河）']\n", "taxonomy-fullwidth", `\(`, 3},
		"unknown macro":      {"measures.yaml", "kinds:\n  - id: 河段\n    not: ['<nope>']\n", "taxonomy-macro", "没有定义", 3},
		"macro loop":         {"measures.yaml", "macros:\n  a: '<b>'\n  b: '<a>'\n", "taxonomy-macro", "互相引用", 2},
		"macro of ours":      {"activities.yaml", "macros:\n  num: '[0-9]'\n", "taxonomy-macro", "同名", 2},
		"unknown terms":      {"units.yaml", "terms:\n  orgn: [护林站]\n", "taxonomy-field", "organ", 2},
		"bad term":           {"units.yaml", "terms:\n  organ: ['护林站(']\n", "taxonomy-pattern", "护林站(", 2},
		"unknown measure of": {"measures.yaml", "kinds:\n  - id: 河段\n    told: [巡河]\n", "taxonomy-parent", "巡河", 3},
		"rule without kind":  {"sections.yaml", "rules:\n  - {kind: nope, heading: 林情}\n", "taxonomy-parent", "nope", 2},
		"bad rule":           {"sections.yaml", "rules:\n  - kind: practice\n    heading: '['\n", "taxonomy-pattern", "方括号", 3},
		"rules elsewhere":    {"units.yaml", "rules:\n  - {kind: practice, heading: 林情}\n", "taxonomy-field", "sections.yaml", 2},
		"bad status":         {"status.yaml", "status:\n  - {name: x, status: done}\n", "taxonomy-type", "done", 2},
		"status of nothing":  {"status.yaml", "status:\n  - {name: x, status: held, kinds: [巡河]}\n", "taxonomy-parent", "巡河", 2},
		"bad month":          {"campaigns.yaml", "kinds:\n  - {id: 新活动, from: 2026年3月}\n", "taxonomy-month", "2026-03", 2},
		"known row":          {"activities.yaml", "kinds:\n  - id: 讲党课\n    parent: 志愿服务\n", "taxonomy-known", "内置", 3},
		"together":           {"sections.yaml", "terms:\n  mode: [巡查日志]\n", "taxonomy-invalid", "mode", 0},
		"months reversed":    {"campaigns.yaml", "kinds:\n  - {id: 新活动, from: 2026-03, to: 2026-01}\n", "taxonomy-month", "早于", 2},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := LoadWith(siteOf(map[string]string{tc.file: tc.data}))
			var fs Faults
			if !errors.As(err, &fs) || !errors.Is(err, ErrTaxonomy) {
				t.Fatalf("no faults but %v", err)
			}
			f := fs[0]
			if f.Code != tc.code || f.File != tc.file || f.Line != tc.line || !strings.Contains(f.Error(), tc.says) || f.Advice == "" {
				t.Errorf("got %v (line %d), want %s at line %d saying %q", f, f.Line, tc.code, tc.line, tc.says)
			}
		})
	}
}

// TestAllFaultsAtOnce: a clerk sees everything that is wrong.
func TestAllFaultsAtOnce(t *testing.T) {
	_, err := LoadWith(siteOf(map[string]string{
		"activities.yaml": "kinds:\n  - {id: 巡河, parent: 无此}\n  - {id: 护河, patterns: ['(']}\n", "units.yaml": "kinds: [", "x.yml": "",
	}))
	var fs Faults
	if !errors.As(err, &fs) || len(fs) != 4 {
		t.Errorf("want 4 faults, got %v", err)
	}
}

// FuzzLoadWith: whatever a site's file holds, reading it ends with faults in
// words, or loading with a classifier that breaks no law.
func FuzzLoadWith(f *testing.F) {
	builtin := load(f).know.files() // reading a site's files does not change it
	f.Add("activities", "kinds: [{id: 巡河护河, aliases: [河道清漂], patterns: ['巡<x>河']}]", "组织党员巡护河道，河道清漂三次。")
	f.Add("sections", "rules: [{kind: practice, heading: 林情}]\nkinds: [{id: 甲乙, aliases: ['“甲”、乙']}]", "一、林情\n正文。")
	f.Add("campaigns", "kinds: [{id: 新活动, from: 2026-01}]", "新活动方案")
	f.Add("units", "terms: {organ: [护林站]}\nkinds: [{id: 护林站}]", "护林站")
	f.Fuzz(func(t *testing.T, name, data, text string) {
		switch name {
		case "activities", "sections", "campaigns", "units", "documents", "measures", "status":
		default:
			name = "activities"
		}
		site := siteOf(map[string]string{name + ".yaml": data})
		_, faults := readSite(site, builtin)
		for _, f := range faults {
			if f.Reason == "" || f.Advice == "" || f.Code == "" {
				t.Fatalf("no words for the clerk: %+v", f)
			}
		}
		if len(faults) > 0 {
			return
		}
		c, err := LoadWith(site)
		var fs Faults
		if err != nil && !errors.As(err, &fs) {
			t.Fatalf("no words for the clerk: %v", err)
		}
		if err != nil {
			return
		}
		d := &corpus.Document{Text: zhValid(text)}
		got := c.Classify(d)
		d.Activities, d.Figures, d.Persons, d.Leaks, d.Campaign, d.Kind = got.Activities, got.Figures, got.Persons, got.Leaks, got.Campaign, got.Kind
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}
