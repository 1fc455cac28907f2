package classify

import (
	"slices"
	"testing"
)

// TestMentions says which kinds a sentence tells of, all of them and no
// other: what units say in plain words, what stands beside an activity
// without being one, and what is told of in a second clause.
func TestMentions(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"two kinds in one clause", "支部组织观看廉政警示片。", []string{"廉政教育", "观影"}},
		{"toil over two clauses is one mention", "抢修班连续值守六天，没有一人请假。", []string{"岗位奉献"}},
		{"toil of two is two", "组长连续守了三夜闸口；党员老周带病坚守岗位。", []string{"岗位奉献", "岗位奉献"}},
		{"promises are carried into the clause that says how many were kept", "党员作出公开承诺86条，至今办结79条。", []string{"公开承诺", "公开承诺"}},
		{"opinions are no promises", "收集意见31条，办结27条。", []string{"征求意见"}},
		{"a meeting that moves is a kick-off", "支部召开党员大会，对秋季工作进行再部署。", []string{"动员大会"}},
		{"help in plain words", "党员给摊主补办执照，替独居老人照看孩子。", []string{"服务群众", "服务群众"}},
		{"a visit to hear is no visit of care", "班子成员走访经营户听意见。", []string{"征求意见"}},
		{"master and pupil", "老钳工收三名青年为徒。", []string{"结对帮扶"}},
		{"a slogan", "围绕服务群众、加强基层组织的目标开展工作。", nil},
		{"a word across two others", "让老同志愿意来、坐得住。", nil},
		{"an honour that is a post", "急诊室被命名为党员示范岗。", []string{"党员先锋岗"}},
		{"science is no study", "提高科学技术水平。", nil},
	} {
		r := readingOf(tc.text)
		c.activities(r)
		var got []string
		for _, a := range r.Activities {
			got = append(got, a.Kind)
		}
		slices.Sort(got)
		if want := slices.Sorted(slices.Values(tc.want)); !slices.Equal(got, want) {
			t.Errorf("%s: %s: got %v, want %v", tc.name, tc.text, got, want)
		}
	}
}

// TestMentionAt says that the clause that only leads to a mention is not part
// of its span.
func TestMentionAt(t *testing.T) {
	c := load(t)
	const text = "去年党员许诺45条，到腊月办结41条。"
	r := readingOf(text)
	c.activities(r)
	if n := len(r.Activities); n != 2 {
		t.Fatalf("got %d mentions, want 2", n)
	}
	if got, want := r.Activities[1].Of(text), "到腊月办结41条"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
