package mojibake

import "testing"

func TestPinyin(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"各級黨(dǎng)組織創(chuàng)先爭優", "各級黨組織創先爭優"},
		{"各級黨（dǎng）組織開展學（xué）習", "各級黨組織開展學習"},
		{"皟蓪W(xué)一做", "皟蓪W一做"},
		{"歷(lì)史發(fā)展現(xiàn)狀動(dong)力", "歷史發展現狀動力"},
		{"方案(a)和方案(b)，(an)", "方案(a)和方案(b)，(an)"},
		{"多音字：重(zhong)", "多音字：重(zhong)"},
	} {
		if got := applied(t, c.text, Pinyin(c.text)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
