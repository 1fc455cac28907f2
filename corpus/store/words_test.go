package store

import (
	"reflect"
	"testing"

	"wenjian/corpus"
)

// What unpackWords accepts keeps the laws of order and, packed again, is the
// same words; it never panics.
func FuzzUnpackWords(f *testing.F) {
	f.Add(packWords(nil, nil), 0)
	f.Add(packWords([]corpus.Token{{Span: corpus.Span{Start: 0, End: 6}}, {Span: corpus.Span{Start: 9, End: 12}}}, []corpus.Span{{Start: 0, End: 300}}), 300)
	f.Add([]byte{1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1}, 10)
	f.Fuzz(func(t *testing.T, b []byte, size int) {
		if size < 0 {
			size = -(size + 1)
		}
		tokens, sentences, err := unpackWords(b, size)
		if err != nil {
			return
		}
		last := 0
		for _, x := range tokens {
			if x.Start < last || x.End < x.Start || x.End > size {
				t.Fatalf("token %v after %d of %d", x, last, size)
			}
			last = x.End
		}
		last = 0
		for _, x := range sentences {
			if x.Start < last || x.End < x.Start || x.End > size {
				t.Fatalf("sentence %v after %d of %d", x, last, size)
			}
			last = x.End
		}
		tokens2, sentences2, err := unpackWords(packWords(tokens, sentences), size)
		if err != nil || !reflect.DeepEqual(tokens, tokens2) || !reflect.DeepEqual(sentences, sentences2) {
			t.Fatalf("packed again: %v", err)
		}
	})
}
