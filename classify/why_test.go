package classify

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"wenjian"
	"wenjian/corpus"
	"wenjian/segment"
)

// eachFact calls f for everything in d that a rule made, the labels of the
// whole document included.
func eachFact(d *corpus.Document, f func(of FactKind, at corpus.Span, by corpus.By)) {
	for _, l := range []struct {
		of FactKind
		corpus.Label
	}{{TitleFact, d.Title}, {KindFact, d.Kind}, {SuperiorFact, d.Superior}, {DateFact, d.Date}, {CampaignFact, d.Campaign}} {
		f(l.of, l.Evidence, l.By)
	}
	f(UnitFact, d.Unit.Evidence, d.Unit.By)
	for _, x := range d.Sections {
		f(SectionFact, x.Heading, x.By)
	}
	for _, x := range d.Activities {
		f(ActivityFact, x.Span, x.By)
	}
	for _, x := range d.Figures {
		f(FigureFact, x.Span, x.By)
	}
	for _, x := range d.Persons {
		f(PersonFact, x.Span, x.By)
	}
	for _, x := range d.Leaks {
		f(LeakFact, x.Span, x.By)
	}
	for _, x := range d.Citations {
		f(CitationFact, x.Span, x.By)
	}
	for _, x := range d.Exceptions {
		f(ExceptionFact, x.Span, x.By)
	}
}

// understood returns a text with all its facts.
func understood(c *Classifier, seg *segment.Segmenter, text string) *corpus.Document {
	d := &corpus.Document{Ordinal: 1, Text: text}
	d.Tokens, d.Sections = seg.Tokens(text), segment.Sections(text)
	d.Sentences = segment.SentencesIn(text, d.Sections)
	f := c.Classify(d)
	d.Title, d.Kind, d.Unit, d.Superior, d.Date, d.Campaign = f.Title, f.Kind, f.Unit, f.Superior, f.Date, f.Campaign
	d.Sections, d.Activities, d.Figures, d.Persons, d.Leaks = f.Sections, f.Activities, f.Figures, f.Persons, f.Leaks
	d.Citations, d.Exceptions = f.Citations, f.Exceptions
	return d
}

// ownTexts returns the texts of this repository that are whole documents, by name.
func ownTexts(t *testing.T) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for dir, tree := range map[string]fs.FS{"sample": wenjian.Sample(), "gold": os.DirFS(filepath.Join("..", "testdata", "gold"))} {
		names, err := fs.Glob(tree, "*.txt")
		if err != nil || len(names) == 0 {
			t.Fatalf("no texts in %s: %v", dir, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				t.Fatal(err)
			}
			if utf8.Valid(data) { // the others are read by ingest
				texts[dir+"/"+name] = string(data)
			}
		}
	}
	return texts
}

// TestEveryRuleHasWords: whatever a rule says of our own texts, rules.yaml
// tells a clerk why. Add what is missing there.
func TestEveryRuleHasWords(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	missing := make(map[string]string) // rule to an example
	for name, text := range ownTexts(t) {
		d := understood(c, seg, text)
		eachFact(d, func(of FactKind, at corpus.Span, by corpus.By) {
			said, unknown := c.why(d, of, at, by)
			for _, part := range unknown {
				missing[string(of)+" "+part] = by.Rule + " in " + name
			}
			if by.Rule != "" && (said == "" || strings.ContainsAny(said, "{}")) {
				t.Errorf("%s: %s %s is explained as %q", name, of, by.Rule, said)
			}
		})
	}
	for _, rule := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("taxonomy/rules.yaml has no words for %s (%s)", rule, missing[rule])
	}
}

// TestStatusRulesHaveWords: every rule of status.yaml is explained, and
// nothing else is.
func TestStatusRulesHaveWords(t *testing.T) {
	c := load(t)
	words, err := readExplanations()
	if err != nil {
		t.Fatal(err)
	}
	names := make(map[string]bool)
	for _, r := range c.act.status {
		names[r.Name] = true
		if words.Status[r.Name] == "" {
			t.Errorf("taxonomy/rules.yaml: status has no words for %s", r.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(words.Status)) {
		if !names[name] {
			t.Errorf("taxonomy/rules.yaml: status explains %s, which status.yaml does not have", name)
		}
	}
}

func TestWhy(t *testing.T) {
	c := load(t)
	seg := segment.New(c.Words())
	d := understood(c, seg, "柳湾镇中心小学党支部创先争优活动总结\n今年以来，我校党支部认真开展创先争优活动。\n一、主要做法\n支部书记为全体党员讲了党课，17名党员参加。\n"+
		"二、下步打算\n下一步，我们将组织党员开展志愿服务活动。\n柳湾镇中心小学党支部\n2010年7月8日\n")
	at := func(part string) corpus.Span {
		i := strings.Index(d.Text, part)
		return corpus.Span{Start: i, End: i + len(part)}
	}
	for _, x := range []struct {
		of   FactKind
		at   corpus.Span
		rule string
		want []string // parts of what is said
	}{
		{UnitFact, corpus.Span{}, "signoff", []string{"落款署名"}},
		{UnitFact, corpus.Span{}, "signoff+superior", []string{"落款署名；署名只写简称"}},
		{KindFact, corpus.Span{}, "masthead", []string{"版头是简报"}},
		{UnitFact, corpus.Span{}, "masthead", []string{"版头写的单位"}},
		{ActivityFact, at("讲了党课"), "activities/讲党课/1+held:section", []string{"字面：讲了党课（活动“讲党课”词表第1条）；状态：已开展——所在部分“一、主要做法”属于“主要做法”"}},
		{ActivityFact, at("组织党员开展志愿服务活动"), "activities/志愿服务/1+planned:will", []string{"状态：计划——前面有", "一类说法：“下一步，我们将"}},
		{ActivityFact, at("今年以来"), "activities/志愿服务/1+planned:section", []string{"状态：计划——按文种判断"}},
		{ActivityFact, at("讲了党课"), "activities/讲党课/1+held:of-a-site", []string{"；状态：已开展——规则 of-a-site"}},
		{ActivityFact, at("讲了党课"), "model/mentions+held:section", []string{"由按已标注材料训练的模型判断；状态：已开展"}},
		{ActivityFact, at("讲了党课"), "correction/7", []string{"人工更正（第7号更正）"}},
		{RegisterFact, corpus.Span{}, "former", []string{"曾用名"}},
		{FigureFact, at("17名"), "column+figure-pattern", []string{"据表格的栏目名；数字前后是"}},
		{FigureFact, at("17名"), "figure-after", []string{"数字后面有这项指标的提示词"}},
		{ExceptionFact, at("17名"), "exceptions/parts/2", []string{"前后核对："}},
		{CitationFact, at("17名"), "citations/number", []string{"17名"}},
		{SectionFact, at("一、主要做法"), "sections/inherit", []string{"随上一级"}},
		{CampaignFact, at("创先争优"), "campaign/创先争优", []string{"写到“创先争优”"}},
		{LeakFact, at("17名"), "site-rule", []string{"规则 site-rule"}},
		{LeakFact, corpus.Span{Start: 5, End: 1 << 20}, "foreign-slot", []string{"foreign-slot"}},
		{TitleFact, corpus.Span{}, "", []string{""}},
	} {
		got := c.Why(d, x.of, x.at, corpus.By{Rule: x.rule, Confidence: 0.9})
		for _, w := range x.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s %s: %q, want %q in it", x.of, x.rule, got, w)
			}
		}
	}
}

// FuzzWhy: whatever the rule is called and wherever its evidence stands, an
// explanation comes back whole.
func FuzzWhy(f *testing.F) {
	c := load(f)
	for _, rule := range []string{"activities/讲党课/3+held:will", "sections/practice/12", "campaign/创先争优", "+", "/", ":", "a/b/c/d", "sections/x/99999999999", "activities/讲党课/w1", "held:", "column+figure"} {
		f.Add("一、做法\n书记讲党课。", rule, 0, 12, "activity")
	}
	f.Fuzz(func(t *testing.T, text, rule string, from, to int, of string) {
		d := &corpus.Document{Text: text}
		if got := c.Why(d, FactKind(of), corpus.Span{Start: from, End: to}, corpus.By{Rule: rule}); rule != "" && got == "" {
			t.Errorf("%q is explained by nothing", rule)
		} else if utf8.ValidString(text) && utf8.ValidString(rule) && from >= 0 && to <= len(text) && from <= to && utf8.ValidString(text[from:to]) && !utf8.ValidString(got) {
			t.Errorf("%q is explained by %q", rule, got)
		}
	})
}
