package compare_test

import (
	"math"
	"strings"
	"testing"

	"wenjian/compare"
	"wenjian/corpus"
)

// directed makes a pair of documents with one shared passage, after text of
// their own.
func directed(shared, ownA, ownB, unitA, unitB, dateA, dateB string) (a, b compare.DirectionSide, ms []compare.DirectionMatch) {
	a = compare.DirectionSide{Name: "甲", Text: compare.Text{ID: "1", Unit: unitA, Date: dateA, Text: ownA + shared}}
	b = compare.DirectionSide{Name: "乙", Text: compare.Text{ID: "2", Unit: unitB, Date: dateB, Text: ownB + shared}}
	span := func(own string) corpus.Span {
		return corpus.Span{Start: len(own), End: len(own) + len(shared)}
	}
	return a, b, []compare.DirectionMatch{{A: span(ownA), B: span(ownB), Class: compare.Passage}}
}

const (
	neutral  = "党员每周三晚上到晾谷场搬一回条凳，把没讲完的事接着往下讲。"
	hospital = "每名党员认领两间病房，把患者的意见当天写上床头卡。"
)

// mirrored is the verdict with the documents exchanged.
func mirrored(v compare.Verdict) compare.Verdict {
	switch v {
	case compare.FromFirst:
		return compare.FromSecond
	case compare.FromSecond:
		return compare.FromFirst
	}
	return v
}

func TestDirectionOf(t *testing.T) {
	const school, clinic = "青泥县柳湾镇中心小学党支部", "云门县石坝乡卫生院党支部"
	for _, c := range []struct {
		name   string
		shared string
		change func(a, b *compare.DirectionSide)
		dates  [2]string
		want   compare.Verdict
		reason string
	}{
		{"nothing to tell by", neutral, nil, [2]string{}, compare.Undecided, ""},
		{"dates alone never decide", neutral, nil, [2]string{"2009-03-01", "2012-03-01"}, compare.Undecided, "落款日期甲 2009-03-01，乙 2012-03-01"},
		{"a year is no earlier than a day of it", neutral, nil, [2]string{"2011", "2011-03-01"}, compare.Undecided, ""},
		{"the other unit's name left in", "柳湾镇中心小学" + neutral, nil, [2]string{}, compare.FromFirst, "留有甲单位的名称"},
		{"a name against the dates", "柳湾镇中心小学" + neutral, nil, [2]string{"2012-03-01", "2009-03-01"}, compare.Undecided, "留有甲单位的名称"},
		{"words of the other's field, and later", hospital, nil, [2]string{"2012-03-01", "2011-03-01"}, compare.FromSecond, "行业的用语"},
		{"the unit had it before", neutral, func(a, _ *compare.DirectionSide) {
			a.Prior = []compare.Prior{{Span: corpus.Span{End: len(a.Text.Text)}, ID: "7", Date: "2008-01-01", Self: true}}
		}, [2]string{"2011-01-01", "2011-02-01"}, compare.FromFirst, "里已有这段文字"},
		{"a third document has it", neutral, func(a, b *compare.DirectionSide) {
			for _, s := range []*compare.DirectionSide{a, b} {
				s.Prior = []compare.Prior{{Span: corpus.Span{End: len(s.Text.Text)}, ID: "9"}}
			}
		}, [2]string{"2011-01-01", "2012-02-01"}, compare.SameSource, "更早的材料［9］里也有"},
		{"the file says whose it was", neutral, func(_, b *compare.DirectionSide) {
			b.Properties = map[string]string{"company": "青泥县柳湾镇中心小学"}
		}, [2]string{}, compare.FromFirst, "文件属性"},
		{"one file passed on", neutral, func(a, b *compare.DirectionSide) {
			a.Properties = map[string]string{"created": "2011-03-01T08:00:00Z", "modified": "2011-03-02T08:00:00Z"}
			b.Properties = map[string]string{"created": "2011-03-01T08:00:00Z", "modified": "2011-03-09T08:00:00Z"}
		}, [2]string{"2011-03-02", "2011-03-09"}, compare.FromFirst, "是同一个文件改成的"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b, ms := directed(c.shared, "学校把操场分给了三个年级。\n", "药房把窗台擦了三遍。\n", school, clinic, c.dates[0], c.dates[1])
			if c.change != nil {
				c.change(&a, &b)
			}
			d := compare.DirectionOf(a, b, ms)
			var words []string
			for _, r := range d.Reasons {
				words = append(words, r.Words)
			}
			if all := strings.Join(words, "；"); d.Verdict != c.want || !strings.Contains(all, c.reason) {
				t.Errorf("%s, %.1f: %s; want %s by %s", d.Verdict, d.Score, all, c.want, c.reason)
			}
			ms[0].A, ms[0].B = ms[0].B, ms[0].A
			if back := compare.DirectionOf(b, a, ms); back.Verdict != mirrored(d.Verdict) || math.Abs(back.Score+d.Score) > 1e-9 {
				t.Errorf("exchanged: %s, %.1f, was %s, %.1f", back.Verdict, back.Score, d.Verdict, d.Score)
			}
		})
	}
}

// TestDirectionOfNothing: what claims no copying has no direction.
func TestDirectionOfNothing(t *testing.T) {
	a, b, ms := directed("柳湾镇中心小学"+neutral, "甲", "乙", "柳湾镇中心小学", "石坝乡卫生院", "2010", "2011")
	ms[0].Class = compare.Superior
	if d := compare.DirectionOf(a, b, ms); d.Verdict != compare.Undecided || len(d.Reasons) > 0 {
		t.Errorf("%+v", d)
	}
	for v, want := range map[compare.Verdict]string{compare.FromFirst: "甲在先", compare.FromSecond: "乙在先", compare.SameSource: "同源", compare.Undecided: "不能判断"} {
		if got := v.Label("甲", "乙"); !strings.Contains(got, want) || strings.Contains(got, "抄") {
			t.Errorf("%s: %q", v, got)
		}
	}
}

// FuzzDirection: whatever the texts, exchanging the documents exchanges the
// verdict.
func FuzzDirection(f *testing.F) {
	f.Add("柳湾镇中心小学"+neutral, "甲", "乙", "柳湾镇中心小学", "石坝乡卫生院", "2010-01", "2011-02-03")
	f.Add("", "", "", "", "", "", "x")
	f.Fuzz(func(t *testing.T, shared, ownA, ownB, unitA, unitB, dateA, dateB string) {
		a, b, ms := directed(shared, ownA, ownB, unitA, unitB, dateA, dateB)
		d := compare.DirectionOf(a, b, ms)
		ms[0].A, ms[0].B = ms[0].B, ms[0].A
		if back := compare.DirectionOf(b, a, ms); back.Verdict != mirrored(d.Verdict) {
			t.Errorf("%s, exchanged %s", d.Verdict, back.Verdict)
		}
	})
}
