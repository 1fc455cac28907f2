package store

import (
	"encoding/binary"
	"errors"

	"wenjian/corpus"
)

// Tokens and sentences are many and are only ever read whole, so they are one
// blob instead of rows:
//
//	byte 1                          version
//	uvarint n, n × (gap, length)    tokens
//	uvarint m, m × (gap, length)    sentences
//
// gap is the uvarint distance from the end of the span before, length the
// span's bytes; spans are in order and do not overlap (corpus Check).
const wordsVersion = 1

var errWords = errors.New("分词数据损坏")

// packWords encodes tokens and sentences.
func packWords(tokens []corpus.Token, sentences []corpus.Span) []byte {
	b := make([]byte, 0, 8+2*len(tokens)+3*len(sentences))
	b = append(b, wordsVersion)
	b = binary.AppendUvarint(b, uint64(len(tokens)))
	last := 0
	for _, t := range tokens {
		b = appendSpan(b, t.Span, last)
		last = t.End
	}
	b = binary.AppendUvarint(b, uint64(len(sentences)))
	last = 0
	for _, s := range sentences {
		b = appendSpan(b, s, last)
		last = s.End
	}
	return b
}

func appendSpan(b []byte, s corpus.Span, last int) []byte {
	b = binary.AppendUvarint(b, uint64(s.Start-last))
	return binary.AppendUvarint(b, uint64(s.Len()))
}

// unpackWords decodes what packWords made for a text of size bytes; spans
// that would leave the text are an error.
func unpackWords(b []byte, size int) (tokens []corpus.Token, sentences []corpus.Span, err error) {
	if len(b) == 0 || b[0] != wordsVersion {
		return nil, nil, errWords
	}
	r := wordReader{b: b[1:], size: uint64(size)}
	if n := r.count(); n > 0 {
		tokens = make([]corpus.Token, n)
		for i := range tokens {
			tokens[i].Span = r.span()
		}
	}
	r.last = 0
	if n := r.count(); n > 0 {
		sentences = make([]corpus.Span, n)
		for i := range sentences {
			sentences[i] = r.span()
		}
	}
	if r.bad || len(r.b) > 0 {
		return nil, nil, errWords
	}
	return tokens, sentences, nil
}

type wordReader struct {
	b    []byte
	size uint64
	last uint64
	bad  bool
}

func (r *wordReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

// count reads a number of spans; each takes at least two bytes.
func (r *wordReader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b)/2) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *wordReader) span() corpus.Span {
	gap, length := r.uvarint(), r.uvarint()
	if gap > r.size || length > r.size || r.last+gap+length > r.size {
		r.bad = true
		return corpus.Span{}
	}
	start := r.last + gap
	r.last = start + length
	return corpus.Span{Start: int(start), End: int(r.last)}
}
