package mojibake

// continuations are the bytes that follow the first of a UTF-8 character.
var continuations = func() []byte {
	b := make([]byte, 0x40)
	for i := range b {
		b[i] = byte(0x80 + i)
	}
	return b
}()

// hanLeads are the first bytes of the UTF-8 characters that Chinese consists of.
var hanLeads = []byte{0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEF}

// utf8Of reads a UTF-8 character of which bytes may be lost.
func utf8Of(b []unit) (slot, int) {
	leads, n := b[0].lost, 3
	if leads == nil {
		n = utf8Length(b[0].value)
	}
	switch n {
	case 1:
		return slot{one: rune(b[0].value)}, 1
	case 0:
		return slot{}, -1
	}
	r, whole := rune(b[0].value)&(0xFF>>(n+1)), leads == nil
	for _, u := range b[1:min(n, len(b))] {
		if u.lost == nil && u.value&0xC0 != 0x80 {
			return slot{}, -1
		}
		r, whole = r<<6|rune(u.value&0x3F), whole && u.lost == nil
	}
	switch {
	case len(b) < n:
		return slot{}, 0
	case whole && isEncodedIn(r, n):
		return slot{one: r}, n
	}
	if whole {
		return slot{}, -1
	}
	out, ok := readings(leads, b[:n])
	switch {
	case !ok:
		return slot{one: Lost}, n
	case len(out) == 0:
		return slot{}, -1
	}
	return slot{many: out}, n
}

// readings returns the known characters that units can mean, the first of
// them one of leads unless that is empty; false when they are beyond counting.
func readings(leads []byte, units []unit) ([]rune, bool) {
	n := len(units)
	if leads == nil {
		leads = []byte{units[0].value}
	}
	var out []rune
	for _, lead := range leads {
		if utf8Length(lead) != n {
			continue
		}
		out = append(out, rune(lead)&(0xFF>>(n+1)))
	}
	for _, u := range units[1:] {
		values := u.lost
		if values == nil {
			values = []byte{u.value}
		}
		if len(out)*len(values) > maxReadings {
			return nil, false
		}
		var longer []rune
		for _, r := range out {
			for _, v := range values {
				if v&0xC0 != 0x80 {
					continue
				}
				longer = append(longer, r<<6|rune(v&0x3F))
			}
		}
		out = longer
	}
	k := 0
	for _, r := range out {
		if isEncodedIn(r, n) && prose().idOf(r) != 0 {
			out[k] = r
			k++
		}
	}
	return out[:k], true
}

// maxReadings is how many characters one with lost bytes can be before it
// counts as lost whole.
const maxReadings = 0x800

// isEncodedIn reports whether r is a character that UTF-8 writes with n bytes.
func isEncodedIn(r rune, n int) bool {
	return r >= minOfLength[n] && r <= 0x10FFFF && (r < 0xD800 || r > 0xDFFF)
}

// minOfLength holds the least character that UTF-8 writes with so many bytes.
var minOfLength = [5]rune{2: 0x80, 3: 0x800, 4: 0x10000}

// utf8Length returns how many bytes a character that begins with lead has, 0
// when none begins so.
func utf8Length(lead byte) int {
	switch {
	case lead < 0x80:
		return 1
	case lead >= 0xC2 && lead < 0xE0:
		return 2
	case lead >= 0xE0 && lead < 0xF0:
		return 3
	case lead >= 0xF0 && lead < 0xF5:
		return 4
	}
	return 0
}
