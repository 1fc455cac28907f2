package zh

import (
	"testing"
	"unicode/utf8"
)

func TestReadDate(t *testing.T) {
	for _, tc := range []struct{ in, want, rest string }{
		{"2010年7月2日", "2010-07-02", ""},
		{"2010 年 7 月 2 日", "2010-07-02", ""},
		{"２０１０年０７月０２日下午", "2010-07-02", "下午"},
		{"二〇一〇年七月二日", "2010-07-02", ""},
		{"二○一○年十二月三十一日", "2010-12-31", ""},
		{"二零一零年七月", "2010-07", ""},
		{"二O一O年七月二日", "2010-07-02", ""},
		{"二0一0年七月二日", "2010-07-02", ""},
		{"二〇一一年十月二十五日", "2011-10-25", ""},
		{"二〇一一年廿日", "2011", "廿日"},
		{"2012年8月份", "2012-08", ""},
		{"2010年", "2010", ""},
		{"2010年度", "2010", "度"},
		{"7月2日", "--07-02", ""},
		{"七月二日", "--07-02", ""},
		{"每月", "", "每月"},
		{"6月上旬", "--06", "上旬"},
		{"8月15号", "--08-15", ""},
		{"2010-07-02", "2010-07-02", ""},
		{"2010/7/2", "2010-07-02", ""},
		{"2010.7.2", "2010-07-02", ""},
		{"2010.07", "2010-07", ""},
		{"2010.5", "", "2010.5"},
		{"2010-2012年", "", "2010-2012年"},
		{"20100702", "", "20100702"},
		{"5月至6月", "--05", "至6月"},
		{"十月革命", "--10", "革命"},
		{"13月", "", "13月"},
		{"1年", "", "1年"},
		{"三五年", "", "三五年"},
	} {
		in := Fold(tc.in)
		d, n := ReadDate(in)
		if d.String() != tc.want || in[n:] != Fold(tc.rest) {
			t.Errorf("%s: got %q, rest %q; want %q, rest %q", tc.in, d, in[n:], tc.want, tc.rest)
		}
	}
}

func TestFindDates(t *testing.T) {
	text := Fold("自2010年6月起，6月11日至13日开会120100年次，截止８月２５日。")
	var got string
	for _, d := range FindDates(text) {
		got += d.String() + " " + text[d.Start:d.End] + ";"
	}
	if want := "2010-06 2010年6月;--06-11 6月11日;--08-25 8月25日;"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"2010年7月2日", "二〇一〇年七月二日", "2010-07-02", "2010.", "年月日", "2010年13月", "十月十日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = Fold(s)
		last := 0
		for _, d := range FindDates(s) {
			if d.Start < last || d.End <= d.Start || d.End > len(s) || !utf8.ValidString(s[d.Start:d.End]) {
				t.Fatalf("bad place %+v after %d", d, last)
			}
			if d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 || d.Day > 0 && d.Month == 0 || d.String() == "" {
				t.Fatalf("bad date %+v", d)
			}
			last = d.End
		}
	})
}
