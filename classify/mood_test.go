package classify

import (
	"testing"

	"wenjian/internal/zh"
)

func TestMoodOfClause(t *testing.T) {
	moods := &load(t).act.moods
	for text, want := range map[string]mood{
		"党员向社区捐了26箱图书":      moodDone,
		"座谈会已于上月开完":         moodDone,
		"先后到五个村子听意见":        moodDone,
		"支部办过两期夜校":          moodDone,
		"去年全站献血42人次":        moodDone,
		"听了19户商户的意见":        moodDone,
		"已将倡议书送到各户":         moodDone,
		"支部将组织一次义诊":         moodWill,
		"拟在秋收后补课":           moodWill,
		"打算把夜校办到船上":         moodWill,
		"下一步抓好整改":           moodWill,
		"党员要带头报名":           moodMust,
		"每人不少于两篇":           moodMust,
		"各车间须在月底前报名":        moodMust,
		"今年继续办夜校":           moodNow,
		"支部拟出三张清单":          moodNone, // drew up
		"主要做法是结对":           moodNone,
		"检查已作出承诺的落实情况":      moodNone, // an attribute
		"为了方便船民":            moodNone,
		"党员集体过政治生日":         moodNone,
		"将党员编入四个小组":         moodNone, // 将 as 把
		"根据要求开展谈心":          moodNone,
		"支部打算把去年征求到的意见再过一遍": moodWill,
	} {
		if got := moods.of(zh.Fold(text)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestNextYearIsPlanned(t *testing.T) {
	c := load(t)
	x := newStatusContext(c, &reading{Facts: Facts{}}, &layout{})
	if x.nextYear != "" {
		t.Errorf("without a date: %q", x.nextYear)
	}
	for date, want := range map[string]string{"2012-01-15": "2012年", "2012-06-30": "2013年", "2012-12": "2013年", "2012": "2013年"} {
		r := &reading{}
		r.Date.Value = date
		if got := newStatusContext(c, r, &layout{}).nextYear; got != want {
			t.Errorf("%s: got %s, want %s", date, got, want)
		}
	}
}

// FuzzMood: whatever a clause holds, it has one of the moods.
func FuzzMood(f *testing.F) {
	for _, s := range []string{"", "已将承诺书送去", "将", "了", "的了", "\xff已", "下一步要先后"} {
		f.Add(s)
	}
	moods := &load(f).act.moods
	f.Fuzz(func(t *testing.T, s string) {
		switch m := moods.of(zh.Fold(s)); m {
		case moodNone, moodDone, moodWill, moodMust, moodNow:
		default:
			t.Errorf("%q: %q", s, m)
		}
	})
}
