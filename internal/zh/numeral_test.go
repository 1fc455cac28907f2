package zh

import (
	"math"
	"testing"
	"unicode/utf8"
)

func TestReadNumeral(t *testing.T) {
	for _, tc := range []struct {
		in        string
		low, high float64
		len       string // the part that is the numeral
		more      bool
	}{
		{"6次", 6, 6, "6", false},
		{"０次", 0, 0, "０", false},
		{"１２．５万元", 125000, 125000, "１２．５万", false},
		{"3,500份", 3500, 3500, "3,500", false},
		{"12,3", 12, 12, "12", false},
		{"2.1万元", 21000, 21000, "2.1万", false},
		{"2万1千元", 21000, 21000, "2万1千", false},
		{"3千字", 3000, 3000, "3千", false},
		{"5百万元", 5e6, 5e6, "5百万", false},
		{"3百多万元", 3e6, 3e6, "3百多万", true},
		{"92.6平方公里", 92.6, 92.6, "92.6", false},
		{"2010.7.2", 2010, 2010, "2010", false},
		{"十次", 10, 10, "十", false},
		{"十六块", 16, 16, "十六", false},
		{"两名", 2, 2, "两", false},
		{"二十一年", 21, 21, "二十一", false},
		{"一百二十六人", 126, 126, "一百二十六", false},
		{"一百零五", 105, 105, "一百零五", false},
		{"一千五字", 1500, 1500, "一千五", false},
		{"两万一千元", 21000, 21000, "两万一千", false},
		{"两萬一", 21000, 21000, "两萬一", false},
		{"四十余万元", 400000, 400000, "四十余万", true},
		{"十几名", 10, 10, "十几", true},
		{"三百多人", 300, 300, "三百", false},
		{"三亿二千万", 3.2e8, 3.2e8, "三亿二千万", false},
		{"一万亿", 1e12, 1e12, "一万亿", false},
		{"壹拾贰万", 120000, 120000, "壹拾贰万", false},
		{"二〇一〇年", 2010, 2010, "二〇一〇", false},
		{"一至二条", 1, 2, "一至二", false},
		{"三至五百人", 300, 500, "三至五百", false},
		{"3-5名", 3, 5, "3-5", false},
		{"1500—2000字", 1500, 2000, "1500—2000", false},
		{"18或24篇", 18, 24, "18或24", false},
		{"三四名", 3, 4, "三四", false},
		{"三五个", 3, 5, "三五", false},
		{"十五六人", 15, 16, "十五六", false},
		{"三四十人", 30, 40, "三四十", false},
		{"18-3", 18, 18, "18", false},
		{"百分之九十五点", 95, 95, "百分之九十五", false},
		{"万元", 0, 0, "", false},
		{"几十名", 0, 0, "", false},
		{"零", 0, 0, "", false},
		{"", 0, 0, "", false},
		{"名", 0, 0, "", false},
	} {
		n := ReadNumeral(Fold(tc.in))
		if n.Value != tc.low || n.High != tc.high || n.More != tc.more || n.Len != len(Fold(tc.len)) {
			t.Errorf("%s: got %+v, want %v to %v in %q, more %v", tc.in, n, tc.low, tc.high, tc.len, tc.more)
		}
	}
}

func FuzzReadNumeral(f *testing.F) {
	for _, s := range []string{"两万一千元", "四十余万", "3,500.25万", "一至二百", "百分之三", "二〇一〇", "十几", "亿", "1-", "百分之"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, s := range []string{s, Fold(s)} {
			n := ReadNumeral(s)
			if n.Len < 0 || n.Len > len(s) {
				t.Fatalf("length %d of %d", n.Len, len(s))
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[n.Len:]) {
				t.Fatal("cuts a character")
			}
			if math.IsNaN(n.Value) || math.IsInf(n.Value, 0) || n.Value < 0 || n.High < n.Value {
				t.Fatalf("value %v to %v", n.Value, n.High)
			}
		}
	})
}
