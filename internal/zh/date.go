package zh

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Date is a date as far as a text tells it: 0 where it does not. A Day
// never stands without its Month.
type Date struct {
	Year, Month, Day int
}

// String returns YYYY-MM-DD, YYYY-MM or YYYY; without a year --MM-DD or --MM;
// "" for the zero Date.
func (d Date) String() string {
	switch {
	case d.Year > 0 && d.Day > 0:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case d.Year > 0 && d.Month > 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case d.Year > 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day > 0:
		return fmt.Sprintf("--%02d-%02d", d.Month, d.Day)
	case d.Month > 0:
		return fmt.Sprintf("--%02d", d.Month)
	}
	return ""
}

// A DateAt is a date found in a text, at the bytes [Start, End) of it.
type DateAt struct {
	Date
	Start, End int
}

// Years outside this range are no dates of documents but numbers.
const (
	firstYear = 1900
	lastYear  = 2100
)

// ReadDate reads the date that s begins with and returns its length in
// bytes, 0 when there is none. s should be folded. Forms: 2010年7月2日,
// 二〇一〇年七月二日 (also 二O一O, 二零一零), 7月2日, 7月, 2010年, 2010-07-02,
// 2010/7/2, 2010.7.2, 2010.07; spaces between the parts are allowed. A bare
// number is no date. Impossible months or days end the date before them.
func ReadDate(s string) (Date, int) {
	if d, n := readNumericDate(s); n > 0 {
		return d, n
	}
	var d Date
	i := 0
	v, n := dateNumber(s)
	if n == 0 {
		return d, 0
	}
	if k := mark(s[n:], "年"); k > 0 {
		if v < firstYear || v > lastYear {
			return Date{}, 0
		}
		d.Year, i = v, n+k
		v, n = dateNumber(s[i:])
		n += i
		if n == i {
			return d, i
		}
	}
	k := mark(s[n:], "月")
	if k == 0 || v < 1 || v > 12 {
		return d, i
	}
	if strings.HasPrefix(s[n+k:], "份") {
		k += len("份")
	}
	d.Month, i = v, n+k
	v, n = dateNumber(s[i:])
	if n == 0 || v < 1 || v > 31 {
		return d, i
	}
	if k := mark(s[i+n:], "日"); k > 0 {
		d.Day, i = v, i+n+k
	} else if k := mark(s[i+n:], "号"); k > 0 {
		d.Day, i = v, i+n+k
	}
	return d, i
}

// readNumericDate reads 2010-07-02 and its kin.
func readNumericDate(s string) (Date, int) {
	if digits(s) != 4 {
		return Date{}, 0
	}
	year := atoi(s[:4])
	if year < firstYear || year > lastYear || len(s) < 6 || !strings.ContainsRune("-/.", rune(s[4])) {
		return Date{}, 0
	}
	sep := s[4]
	k := digits(s[5:])
	month := atoi(s[5 : 5+k])
	if k < 1 || k > 2 || month < 1 || month > 12 {
		return Date{}, 0
	}
	i := 5 + k
	if i < len(s) && s[i] == sep {
		if k := digits(s[i+1:]); k == 1 || k == 2 {
			if day := atoi(s[i+1 : i+1+k]); day >= 1 && day <= 31 {
				return Date{year, month, day}, i + 1 + k
			}
		}
	}
	// 2010-2012 is a range of years; 2010.5 may be a number, 2010.05 is not.
	if k == 2 && !strings.HasPrefix(strings.TrimLeft(s[i:], " "), "年") {
		return Date{year, month, 0}, i
	}
	return Date{}, 0
}

// mark returns the length of word at the start of s, leading spaces included.
func mark(s, word string) int {
	t := strings.TrimLeft(s, " ")
	if !strings.HasPrefix(t, word) {
		return 0
	}
	return len(s) - len(t) + len(word)
}

// dateNumber reads a year, month or day number, leading spaces included.
func dateNumber(s string) (v, n int) {
	t := strings.TrimLeft(s, " ")
	skip := len(s) - len(t)
	if k := digits(t); k > 0 {
		if k > 4 {
			return 0, 0
		}
		return atoi(t[:k]), skip + k
	}
	// 二O一O, 二0一0: whatever stands for 〇.
	count := 0
	for n < len(t) && count < 4 {
		r, size := utf8.DecodeRuneInString(t[n:])
		d := digit(r)
		if r == 'o' || r == 'O' || r == '0' {
			d = 0
		}
		if d < 0 {
			break
		}
		v, n, count = v*10+d, n+size, count+1
	}
	if count == 4 {
		return v, skip + n
	}
	m := readOne(t)
	if m.Len == 0 || m.Value > lastYear || m.More || m.High != m.Value {
		return 0, 0
	}
	return int(m.Value), skip + m.Len
}

func atoi(s string) int {
	v := 0
	for i := range len(s) {
		v = v*10 + int(s[i]-'0')
	}
	return v
}

// FindDates returns the dates in s (see ReadDate), in order, not overlapping.
func FindDates(s string) []DateAt {
	var out []DateAt
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r < '0' || r > '9') && digit(r) < 0 && r != '十' {
			i += size
			continue
		}
		d, n := ReadDate(s[i:])
		if n > 0 {
			out = append(out, DateAt{d, i, i + n})
			i += n
			continue
		}
		// No date begins inside a number: skip all of it.
		if k := digits(s[i:]); k > 0 {
			i += k
		} else {
			i += size
		}
	}
	return out
}
