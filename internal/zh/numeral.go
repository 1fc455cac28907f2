package zh

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// A Numeral is a number as a text writes it: 6, １２, 3,500, 2.1万, 2万1千,
// 一百二十六, 两万一千, 四十余万, 二〇一〇, 三至五, 三五, 百分之九十五.
type Numeral struct {
	Value   float64 // of a range (三至五) the lower bound
	High    float64 // the upper bound of a range, otherwise Value
	Len     int     // bytes of s the numeral covers; 0 when s does not begin with one
	More    bool    // 余, 多, 几 or 来 stands inside or right behind: 四十余万, 十几, 三百多
	Percent bool    // 百分之…: Value is 95 for 百分之九十五
	Han     bool    // written in Chinese characters, at least at its beginning
}

// ReadNumeral reads the numeral that s begins with. s should be folded (see
// Fold), so that full-width digits are ASCII and 两萬 is 两万; on other text
// it finds less, never more. It accepts any writing in use: ASCII digits with
// groups and decimals, Chinese numerals with units (colloquial 一千五 is 1500,
// 两万一 is 21000), digit strings (二〇一〇), financial forms (壹拾), mixtures
// (2万1千, 1.5万), and ranges with 至, 到, 或, - or ~ or by juxtaposition
// (三五, 十五六). A range's parts share what follows: 一至二百 is 100 to 200.
func ReadNumeral(s string) Numeral {
	const percent = "百分之"
	if len(s) > len(percent) && s[:len(percent)] == percent {
		if n := readRange(s[len(percent):]); n.Len > 0 {
			n.Len += len(percent)
			n.Percent, n.Han = true, true
			return n
		}
	}
	return readRange(s)
}

// readRange reads one numeral, or two joined as a range.
func readRange(s string) Numeral {
	n := readOne(s)
	if n.Len == 0 || n.High != n.Value {
		return n
	}
	join := rangeMark(s[n.Len:])
	if join == 0 {
		return n
	}
	m := readOne(s[n.Len+join:])
	if m.Len == 0 || n.Han != m.Han {
		return n
	}
	low := n.Value
	// 三至五百: the lower bound borrows the unit of the upper.
	if f := tailFactor(s[n.Len+join:][:m.Len]); n.Value < 10 && f > 1 && n.Value*f < m.Value {
		low *= f
	}
	if m.Value <= low {
		return n // 18-3 is no range
	}
	return Numeral{Value: low, High: m.Value, Len: n.Len + join + m.Len, More: m.More, Han: n.Han}
}

// rangeMark returns the length of the joint of a range at the start of s.
func rangeMark(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '~', '至', '到', '或':
		return n
	}
	return 0
}

// tailFactor returns what the last character of a numeral multiplies by.
func tailFactor(s string) float64 {
	r, _ := utf8.DecodeLastRuneInString(s)
	return factor(r)
}

// factor returns the value of a unit character, 1 for any other.
func factor(r rune) float64 {
	switch r {
	case '十', '拾':
		return 10
	case '百', '佰':
		return 100
	case '千', '仟':
		return 1000
	case '万':
		return 1e4
	case '亿':
		return 1e8
	}
	return 1
}

// digit returns the value of a Chinese digit, -1 for any other rune.
func digit(r rune) int {
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰', '俩':
		return 2
	case '三', '叁', '仨':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// more reports whether r says that the number is somewhat larger.
func more(r rune) bool { return r == '余' || r == '多' || r == '几' || r == '来' }

// readOne reads a numeral without range marks.
func readOne(s string) Numeral {
	if s == "" {
		return Numeral{}
	}
	if s[0] >= '0' && s[0] <= '9' {
		return readDigits(s)
	}
	return readHan(s)
}

// readDigits reads ASCII digits, groups, a fraction, and unit characters.
func readDigits(s string) Numeral {
	v, i := readASCII(s)
	n := Numeral{Len: i}
	total, last := 0.0, math.Inf(1)
	for {
		r, size := utf8.DecodeRuneInString(s[n.Len:])
		at := n.Len
		if more(r) && r != '来' {
			if q, qs := utf8.DecodeRuneInString(s[at+size:]); factor(q) > 1 {
				n.More, at, r, size = true, at+size, q, qs
			}
		}
		f := factor(r)
		if f <= 1 || f >= last {
			break
		}
		at += size
		if g, k := biggerFactor(s[at:], f); k > 0 { // 百万, 3百多万
			n.More = n.More || k > len("万")
			f *= g
			at += k
		}
		total, last, v, n.Len = total+v*f, f, 0, at
		if w, k := readASCII(s[at:]); k > 0 { // 2万1千
			if r, _ := utf8.DecodeRuneInString(s[at+k:]); factor(r) > 1 && factor(r) < f {
				v, n.Len = w, at+k
				continue
			}
		}
		break
	}
	n.Value = min(total+v, math.MaxFloat64)
	n.High = n.Value
	return n
}

// biggerFactor reads a unit character above f, perhaps behind 余 or 多.
func biggerFactor(s string, f float64) (g float64, n int) {
	r, size := utf8.DecodeRuneInString(s)
	if more(r) {
		r, n = utf8.DecodeRuneInString(s[size:])
	}
	if g = factor(r); g <= f {
		return 0, 0
	}
	return g, n + size
}

// readASCII reads ASCII digits with groups of three and a fraction; it
// returns the value and the length.
func readASCII(s string) (float64, int) {
	i := digits(s)
	if i == 0 {
		return 0, 0
	}
	plain := s[:i]
	if i <= 3 && plain[0] != '0' {
		for i < len(s) && s[i] == ',' && digits(s[i+1:]) == 3 {
			plain += s[i+1 : i+4]
			i += 4
		}
	}
	if i < len(s) && s[i] == '.' {
		if k := digits(s[i+1:]); k > 0 && !dotted(s[i+1+k:]) {
			plain += s[i : i+1+k]
			i += 1 + k
		}
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil { // too large to be a count
		return math.MaxFloat64, i
	}
	return v, i
}

// dotted reports whether s goes on as a dotted number: 2010.7.2, 1.2.3.
func dotted(s string) bool { return len(s) > 1 && s[0] == '.' && digits(s[1:]) > 0 }

func digits(s string) int {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return i
}

// hanReader reads a Chinese numeral: total holds what 万 and 亿 have closed,
// section what is below them, low the digit that waits for its unit.
type hanReader struct {
	total, section float64
	low, high      int     // the waiting digit; high differs in 三五
	last           float64 // the last unit character's value, 0 before the first
	zero           bool    // 零 stands before the waiting digit
	rangeUnit      float64 // what one step of low to high is worth
}

// readHan reads a numeral in Chinese characters.
func readHan(s string) Numeral {
	if n := readDigitString(s); n.Len > 0 {
		return n
	}
	h := hanReader{low: -1, high: -1}
	n := Numeral{Han: true}
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !h.accept(r) {
			q, qs := utf8.DecodeRuneInString(s[i+size:])
			big := q == '万' || q == '亿'
			switch {
			case more(r) && h.last > 0 && h.low < 0 && big: // 四十余万, 几十多亿
				n.More = true
				h.accept(q)
				i += size + qs
				continue
			case r == '几' && h.last > 0 && h.low < 0: // 十几
				n.More = true
				i += size
			}
			break
		}
		i += size
	}
	if i == 0 || !h.any() {
		return Numeral{}
	}
	n.Len = i
	n.Value, n.High = h.value()
	return n
}

// readDigitString reads three or more digits without units: 二〇一〇.
func readDigitString(s string) Numeral {
	v, i, count, zero := 0.0, 0, 0, false
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		d := digit(r)
		if d < 0 || r == '两' || r == '俩' || r == '仨' {
			if factor(r) > 1 {
				return Numeral{}
			}
			break
		}
		v, i, zero = v*10+float64(d), i+size, zero || d == 0
		count++
	}
	if count > 15 || count < 2 || count == 2 && !zero {
		return Numeral{}
	}
	return Numeral{Value: v, High: v, Len: i, Han: true}
}

func (h *hanReader) any() bool { return h.low >= 0 || h.last > 0 }

// accept takes one more character, or reports that the numeral ended before.
func (h *hanReader) accept(r rune) bool {
	if d := digit(r); d >= 0 {
		return h.digit(d)
	}
	f := factor(r)
	switch {
	case f <= 1:
		return false
	case f >= 1e4:
		return h.big(f)
	}
	if h.low < 0 {
		if f != 10 || h.last > 0 && h.last <= 10 { // only 十 stands without a digit
			return false
		}
		if h.last == 0 || h.zero || h.last >= 100 {
			h.low, h.high = 1, 1
		}
	}
	if h.last > 0 && h.last < 1e4 && f >= h.last {
		return false
	}
	h.close(f)
	return true
}

func (h *hanReader) digit(d int) bool {
	switch {
	case d == 0:
		if !h.any() || h.low >= 0 {
			return false
		}
		h.zero = true
	case h.low < 0:
		h.low, h.high = d, d
	case h.low == h.high && h.low < 9 && (d == h.low+1 || h.low == 3 && d == 5) && !h.zero:
		h.high = d // 三四, 三五: a range
	default:
		return false
	}
	return true
}

// close multiplies the waiting digit by f and adds it to the section.
func (h *hanReader) close(f float64) {
	h.section += float64(h.low) * f
	if h.high > h.low {
		h.rangeUnit = float64(h.high-h.low) * f
	}
	h.low, h.high, h.last, h.zero = -1, -1, f, false
}

// big closes a section by 万 or 亿.
func (h *hanReader) big(f float64) bool {
	if h.low >= 0 {
		h.close(1)
	}
	if f == 1e8 && h.total > 0 && h.last == 1e4 { // 一万亿
		h.section, h.total = h.total, 0
	}
	if h.section == 0 {
		return false
	}
	if h.total > 0 && h.total < f {
		return false
	}
	h.total += h.section * f
	h.rangeUnit *= f
	h.section, h.last = 0, f
	return true
}

func (h *hanReader) value() (low, high float64) {
	f := 1.0
	if h.low >= 0 && h.last >= 100 && !h.zero {
		f = h.last / 10 // 一千五 is 1500
	}
	v := h.total + h.section
	if h.low >= 0 {
		v += float64(h.low) * f
		h.rangeUnit = float64(h.high-h.low) * f
	}
	return v, v + h.rangeUnit
}
