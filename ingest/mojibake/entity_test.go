package mojibake

import "testing"

func TestEntities(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"一、指导思想&nbsp;&nbsp;二、目标", "一、指导思想  二、目标"},
		{"加强&nbsp领导&nbsp,落实", "加强 领导 ,落实"},
		{"nbsp;nbsp;各支部", "  各支部"},
		{"＆nbsp；各支部& nbsp;要", " 各支部 要"},
		{"&amp;nbsp;各支部&amp;amp;lt;甲&amp;gt;", " 各支部<甲>"},
		{"amp;lt;附件amp;gt;", "<附件>"},
		{"&#x4e2d;&#22269;&#x5171;产党", "中国共产党"},
		{"&#x4e2d国&#20013，", "中国中，"},
		{"#x4e2d;国", "中国"},
		{"&ldquo;五个好&rdquo;，ldquo;五带头rdquo;", "“五个好”，“五带头”"},
		{"五&middot;一，&hellip;&hellip;", "五·一，……"},
		{"零宽&#8203;字&zwnj;符", "零宽字符"},
		// What is none.
		{"研究开发R&D投入，A&B公司", "研究开发R&D投入，A&B公司"},
		{"http://a.cn/?id=1&copy=2&lt=3&section=4", "http://a.cn/?id=1&copy=2&lt=3&section=4"},
		{"&unknown; &;", "&unknown; &;"},
		{"C#1234;第#12;项", "C#1234;第#12;项"},
		{"编号&#12项", "编号&#12项"},
		{"&#0;&#xFFFFFF;", ""},
	} {
		if got := applied(t, c.text, Entities(c.text)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
