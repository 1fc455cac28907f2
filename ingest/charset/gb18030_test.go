package charset

import "testing"

func TestDecodeGB18030(t *testing.T) {
	for _, c := range []struct {
		name, data, want string
		cut              bool
	}{
		{"two bytes", "\xb5\xb3\xd4\xb1", "党员", false},
		{"four bytes", "\x95\x32\x82\x36\x81\x39\xee\x39", "𠀀㐀", false},
		{"the euro sign, in the standard and in Microsoft's page", "\xa2\xe3\x80", "€€", false},
		{"2005", "\xa8\xbc\xa8\xbf", "ḿǹ", false},
		{"2022: once private", "\xfe\x59\xfe\xa0\xa6\xd9\xa6\xf3", "龴龻︐︙", false},
		{"2022: beyond the basic plane", "\xfe\x51\xfe\x91", "𠂇𤇾", false},
		{"user-defined areas", "\xaa\xa1\xf8\xa1\xa1\x40\xa7\xa0", "\ue000\ue234\ue4c6\ue765", false},
		{"gap in a row", "\xa2\xab", "\ue766", false},
		{"an unknown byte keeps the rest in step", "\xff\xb5\xb3", "\uFFFD党", false},
		{"a lead byte before ASCII", "\xb5\x20\xb5\xb3", "\uFFFD 党", false},
		{"an unused four-byte code", "\xfe\x39\xfe\x39\xb5\xb3", "\uFFFD9\uFFFD9党", false},
		{"cut in two bytes", "\xb5\xb3\xd4", "党", true},
		{"cut in four bytes", "\xb5\xb3\x95\x32\x90", "党", true},
	} {
		if got, cut := DecodeGB18030([]byte(c.data)); got != c.want || cut != c.cut {
			t.Errorf("%s: got %q, %v, want %q, %v", c.name, got, cut, c.want, c.cut)
		}
	}
}
