package office

import (
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"wenjian/ingest/charset"
)

// The piece table ([MS-DOC] 2.8.35, in the Clx 2.9.38) says where in the
// WordDocument stream the characters lie:
//
//	Clx  = { 01 length16 properties } 02 length32 PlcPcd
//	Pcd  = flags16 fc32 prm16; bit 30 of fc: 8-bit characters at fc/2
//
// A piece is a run of characters that lie together.
type piece struct {
	from, to int   // character positions
	at       int   // byte offset of the first
	narrow   bool  // one byte each, otherwise UTF-16
	props    block // property modifiers of the whole piece
}

func (p piece) width() int {
	if p.narrow {
		return 1
	}
	return 2
}

// maxPieces bounds the pieces that are read. Word merges them at 100,000 or so.
const maxPieces = 1 << 20

// readPieces returns the pieces in order. They never overlap and together
// hold no more characters than the stream has bytes: a table that says
// otherwise is cut there. adapt changes what the table says of the characters
// of a piece, which is how Word 97 says it; at is in bytes then.
func readPieces(clx, text block, adapt func(*piece)) []piece {
	var prcs []block
	at := 0
	for clx.u8(at) == 1 && at < len(clx) {
		n := clx.u16(at + 1)
		prcs = append(prcs, clx.part(at+3, n))
		at += 3 + n
	}
	if clx.u8(at) != 2 {
		return nil
	}
	table := newPlc(clx.part(at+5, clx.u32(at+1)), 8)
	var out []piece
	next, left := 0, len(text)
	for i := range table.n {
		r := table.record(i)
		fc := r.u32(2)
		p := piece{from: table.at(i), to: table.at(i + 1), at: fc & 0x3FFFFFFF, narrow: fc&(1<<30) != 0, props: pieceProps(r.u16(6), prcs)}
		if p.narrow {
			p.at /= 2
		}
		if adapt != nil {
			adapt(&p)
		}
		if p.from < next || p.to <= p.from || p.at >= len(text) {
			continue
		}
		p.to = min(p.to, p.from+min(left, (len(text)-p.at)/p.width()))
		if left -= p.to - p.from; p.to <= p.from {
			continue
		}
		if out = append(out, p); len(out) == maxPieces {
			break
		}
		next = p.to
	}
	return out
}

// shortProps maps the index in a short modifier to the property it means,
// [MS-DOC] 2.9.214; only those that readers of text heed.
var shortProps = map[int]int{0x41: propDeleted, 0x43: propHidden}

// pieceProps returns the property modifiers that prm names.
func pieceProps(prm int, prcs []block) block {
	if prm&1 == 1 {
		if i := prm >> 1; i < len(prcs) {
			return prcs[i]
		}
		return nil
	}
	if p := shortProps[prm>>1&0x7F]; p != 0 {
		return block{byte(p), byte(p >> 8), byte(prm >> 8)}
	}
	return nil
}

// A glyph is one character of the document with the place it came from.
type glyph struct {
	r  rune
	cp int // character position
	fc int // byte offset in the WordDocument stream; properties hang on it
	p  *piece
}

// A docText gives the characters of a document.
type docText struct {
	stream block
	pieces []piece
	ansi   bool // narrow pieces hold GBK, not Windows-1252
}

// newDocText chooses the reading of 8-bit pieces: by the format they hold
// Windows-1252, but programs that were not Word wrote the code page of the
// system. The bytes decide.
func newDocText(stream block, pieces []piece) docText {
	t := docText{stream: stream, pieces: pieces}
	var sample []byte
	for _, p := range pieces {
		if p.narrow && len(sample) < 64<<10 {
			sample = append(sample, stream.part(p.at, min(p.to-p.from, 64<<10))...)
		}
	}
	high := 0
	for _, c := range sample {
		if c >= 0x80 {
			high++
		}
	}
	if high >= 8 {
		gb, _ := charset.DecodeGB18030(sample)
		t.ansi = !strings.ContainsRune(gb, utf8.RuneError) && charset.Plausibility(gb) >= 0.5
	}
	return t
}

// each calls yield for the characters from position from up to to, until it
// returns false. Half surrogate pairs come as U+FFFD.
func (t docText) each(from, to int, yield func(glyph) bool) {
	i, _ := slices.BinarySearchFunc(t.pieces, from, func(p piece, cp int) int {
		if p.to <= cp {
			return -1
		}
		return 1
	})
	for ; i < len(t.pieces) && t.pieces[i].from < to; i++ {
		p := &t.pieces[i]
		for cp := max(from, p.from); cp < min(to, p.to); {
			g := glyph{cp: cp, fc: p.at + (cp-p.from)*p.width(), p: p}
			n := 1
			switch {
			case !p.narrow:
				g.r, n = t.wide(g.fc, min(to, p.to)-cp)
			case t.ansi:
				g.r, n = t.double(g.fc, min(to, p.to)-cp)
			default:
				g.r = narrowRune(byte(t.stream.u8(g.fc)))
			}
			if !yield(g) {
				return
			}
			cp += n
		}
	}
}

// wide reads a UTF-16 character of at most n units.
func (t docText) wide(fc, n int) (rune, int) {
	r := rune(t.stream.u16(fc))
	if !utf16.IsSurrogate(r) {
		return r, 1
	}
	if pair := utf16.DecodeRune(r, rune(t.stream.u16(fc+2))); n > 1 && pair != utf8.RuneError {
		return pair, 2
	}
	return utf8.RuneError, 1
}

// double reads a GBK character of at most n bytes.
func (t docText) double(fc, n int) (rune, int) {
	b := t.stream.part(fc, min(n, 2))
	if len(b) < 2 || b[0] < 0x81 {
		return narrowRune(byte(b.u8(0))), 1
	}
	s, _ := charset.DecodeGB18030(b)
	if r, size := utf8.DecodeRuneInString(s); size == len(s) && r != utf8.RuneError {
		return r, 2
	}
	return utf8.RuneError, 1
}

// narrowRune reads a byte as Windows-1252; the control characters of Word
// keep their values.
func narrowRune(c byte) rune {
	if c < 0x80 {
		return rune(c)
	}
	return charmap.Windows1252.DecodeByte(c)
}
