package charset

import (
	"strings"
	"unicode/utf8"

	"wenjian/ingest/mojibake"
	"wenjian/ingest/page"
)

// decodeMixed reads files that are partly UTF-8 and partly in the two-byte
// encoding other: pasted together from several sources, or UTF-8 with bytes
// damaged. Which part is which follows from the cheapest way through the bytes
// (Viterbi 1967), where characters cost more the rarer they are, bytes without
// meaning much, and a change of encoding once more. It returns false when no
// part is UTF-8.
func decodeMixed(data []byte, other candidate) (Decoded, bool) {
	if other.charset != "gb18030" && other.charset != "big5" || !hasUTF8(data) {
		return Decoded{}, false
	}
	var b strings.Builder
	var bytesOf [2]int // beyond ASCII, by encoding
	var last int
	cut := false
	for len(data) > 0 {
		block := data[:blockEnd(data)]
		data = data[len(block):]
		for _, s := range stretches(block, other, last) {
			last = s.mode
			for _, c := range s.bytes {
				if c >= 0x80 {
					bytesOf[s.mode]++
				}
			}
			if s.mode == modeUTF8 {
				b.WriteString(strings.ToValidUTF8(string(s.bytes), lost))
				continue
			}
			text, c := other.read(s.bytes)
			b.WriteString(text)
			cut = c && len(data) == 0
		}
	}
	d := Decoded{Text: b.String(), Charset: "mixed"}
	switch {
	case bytesOf[modeUTF8] == 0 || !believed(d):
		return Decoded{}, false
	case bytesOf[modeOther] == 0:
		d.Charset = "utf-8"
	default:
		d.Warnings = append(d.Warnings, warnMixed(other.charset))
	}
	if cut {
		d.Warnings = append(d.Warnings, page.WarnTruncated(other.charset))
	}
	return d, true
}

// mixedRun is how many Chinese characters in a row must be valid UTF-8 before
// a file that is none as a whole is looked at more closely. Two-byte text hits
// the pattern of one such character by chance about once in 40.
const mixedRun = 4

// hasUTF8 reports whether mixedRun Chinese characters of UTF-8 stand together
// somewhere in data.
func hasUTF8(data []byte) bool {
	run := 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r >= 0x2E80 && n == 3 && r != mojibake.Lost:
			if run++; run == mixedRun {
				return true
			}
		case r >= 0x80 || n == 1 && r == utf8.RuneError:
			run = 0
		}
		i += n
	}
	return false
}

// blockSize bounds the memory that one search takes.
const blockSize = 1 << 20

// blockEnd returns where the first block of data ends: behind a line if it can.
func blockEnd(data []byte) int {
	if len(data) <= blockSize {
		return len(data)
	}
	for i := blockSize; i > blockSize/2; i-- {
		if data[i-1] == '\n' {
			return i
		}
	}
	return blockSize
}

const (
	modeUTF8 = iota
	modeOther
)

// A stretch is a part of a file in one encoding.
type stretch struct {
	mode  int
	bytes []byte
}

const (
	changeCost  = 14 // of going over to the other encoding
	badByteCost = 7  // of a byte without meaning
)

// stretches returns the parts of data; before it stood text in mode last.
func stretches(data []byte, other candidate, last int) []stretch {
	const never = 1 << 30
	n := len(data)
	cost := [2][]int32{make([]int32, n+1), make([]int32, n+1)}
	size := [2][]uint8{make([]uint8, n+1), make([]uint8, n+1)} // of the character that ends here
	from := [2][]uint8{make([]uint8, n+1), make([]uint8, n+1)} // the mode before it
	for m := range cost {
		for i := range cost[m] {
			cost[m][i] = never
		}
	}
	cost[last][0], cost[1-last][0] = 0, changeCost
	for i := range n {
		for m := range cost {
			if cost[1-m][i]+changeCost < cost[m][i] { // change here
				cost[m][i], from[m][i] = cost[1-m][i]+changeCost, uint8(1-m)
			} else {
				from[m][i] = uint8(m)
			}
		}
		for m := range cost {
			if cost[m][i] >= never {
				continue
			}
			k, c := stepUTF8(data[i:])
			if m == modeOther {
				k, c = other.step(data[i:])
			}
			if to := cost[m][i] + c; to < cost[m][i+k] {
				cost[m][i+k], size[m][i+k] = to, uint8(k)
			}
		}
	}
	mode := modeUTF8
	if cost[modeOther][n] < cost[modeUTF8][n] {
		mode = modeOther
	}
	return traceBack(data, mode, size, from)
}

// traceBack follows the cheapest way from its end in mode.
func traceBack(data []byte, mode int, size, from [2][]uint8) []stretch {
	var out []stretch
	end := len(data)
	for i := end; i > 0; {
		i -= int(size[mode][i])
		if next := int(from[mode][i]); next != mode || i == 0 {
			out = append(out, stretch{mode, data[i:end]})
			mode, end = next, i
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// stepUTF8 returns the length and the cost of the UTF-8 character at the head of data.
func stepUTF8(data []byte) (int, int32) {
	r, n := utf8.DecodeRune(data)
	if r == utf8.RuneError {
		return 1, badByteCost
	}
	return n, costOf(r)
}

// step does the same for a character of c.
func (c candidate) step(data []byte) (int, int32) {
	if data[0] < 0x80 {
		return 1, 0
	}
	if len(data) < 2 {
		return 1, badByteCost
	}
	n := 2
	if c.charset == "gb18030" {
		if r := mojibake.GBK(data[0], data[1]); r != 0 {
			return 2, costOf(r)
		}
		if data[1] < '0' || data[1] > '9' {
			return 1, badByteCost
		}
		n = min(4, len(data))
	}
	text, cut := c.read(data[:n])
	r, k := utf8.DecodeRuneInString(text)
	if cut || k != len(text) || r == mojibake.Lost {
		return 1, badByteCost
	}
	return n, costOf(r)
}

// costOf returns what a character costs: nothing for ASCII and common ones.
func costOf(r rune) int32 {
	switch {
	case r < 0x80 || isCommon(r):
		return 0
	case mojibake.IsStrange(r):
		return 6
	}
	return 2
}
