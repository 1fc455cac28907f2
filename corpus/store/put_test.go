package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func put(t testing.TB, s *store.Store, path, data, stamp string, docs ...*corpus.Document) []string {
	t.Helper()
	ids, err := s.Put(t.Context(), corpus.Source{Path: path, Format: "txt", Charset: "utf-8"}, []byte(data), docs, stamp)
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

func TestRoundTrip(t *testing.T) {
	s := open(t)
	data := bytes.Repeat([]byte("源文件\x00\xff"), 100)
	d := full(t)
	d.Source.SHA256 = hash(data)
	ids, err := s.Put(t.Context(), d.Source, data, []*corpus.Document{d}, "v1")
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) != 1 || ids[0] != "1" || d.ID != "1" {
		t.Fatalf("ids %v, document has %q", ids, d.ID)
	}
	got, err := s.Document(t.Context(), "1")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, d) {
		t.Errorf("got  %+v\nwant %+v", got, d)
	}
	src, back, err := s.SourceBytes(t.Context(), "1")
	if err != nil || !bytes.Equal(back, data) || !reflect.DeepEqual(src, d.Source) {
		t.Errorf("source bytes: %+v, %d bytes, %v", src, len(back), err)
	}
}

func TestRandomDocumentsRoundTrip(t *testing.T) {
	s := open(t)
	r := rand.New(rand.NewPCG(1, 2))
	want := make(map[string]*corpus.Document)
	for i := range 100 {
		src := corpus.Source{Path: fmt.Sprint(i, ".txt"), Format: "txt"}
		data := []byte(fmt.Sprint("bytes ", i%7))
		src.SHA256 = hash(data)
		var docs []*corpus.Document
		for o := range r.IntN(4) {
			d := random(r, o+1)
			d.Source = src
			docs = append(docs, d)
		}
		ids, err := s.Put(t.Context(), src, data, docs, "v1")
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Put(t.Context(), src, data, docs, "v1")
		if err != nil || !slices.Equal(ids, again) {
			t.Fatalf("put twice: %v, then %v, %v", ids, again, err)
		}
		for k, id := range ids {
			want[id] = docs[k]
		}
	}
	got := all(t, s)
	if len(got) != len(want) {
		t.Errorf("%d documents, want %d", len(got), len(want))
	}
	for id, d := range want {
		if !reflect.DeepEqual(got[id], d) {
			t.Errorf("document %s:\ngot  %+v\nwant %+v", id, got[id], d)
		}
	}
	if problems, err := s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Errorf("check: %v, %v", problems, err)
	}
}

func TestPutAgain(t *testing.T) {
	doc := func(ordinal int, text string) *corpus.Document {
		return &corpus.Document{Ordinal: ordinal, Text: text}
	}
	s := open(t)
	first := put(t, s, "a.txt", "甲", "v1", doc(1, "一"), doc(2, "二"))
	other := put(t, s, "b.txt", "甲", "v1", doc(1, "一"), doc(2, "二"))
	before, err := s.Changes(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(before.Put, []string{"1", "2", "3", "4"}) || slices.Equal(first, other) {
		t.Errorf("same bytes under another path must be other documents: %v %v, changes %+v", first, other, before)
	}

	t.Run("same stamp changes nothing", func(t *testing.T) {
		if ids := put(t, s, "a.txt", "甲", "v1", doc(1, "一"), doc(2, "二")); !slices.Equal(ids, first) {
			t.Errorf("ids %v, want %v", ids, first)
		}
		if c, err := s.Changes(t.Context(), before.Seq); err != nil || len(c.Put)+len(c.Deleted) > 0 || c.Seq != before.Seq {
			t.Errorf("changes %+v, %v", c, err)
		}
	})
	t.Run("other stamp keeps IDs by ordinal", func(t *testing.T) {
		for _, fresh := range []struct {
			stamp string
			want  bool
		}{{"v1", true}, {"v2", false}} {
			if got, err := s.Fresh(t.Context(), "a.txt", hash([]byte("甲")), fresh.stamp); got != fresh.want || err != nil {
				t.Errorf("fresh %s: %v, %v", fresh.stamp, got, err)
			}
		}
		if ids := put(t, s, "a.txt", "甲", "v2", doc(2, "二改"), doc(3, "三")); !slices.Equal(ids, []string{"2", "5"}) {
			t.Errorf("ids %v", ids)
		}
		c, err := s.Changes(t.Context(), before.Seq)
		if err != nil || !slices.Equal(c.Put, []string{"2", "5"}) || !slices.Equal(c.Deleted, []string{"1"}) {
			t.Errorf("changes %+v, %v", c, err)
		}
		if d, err := s.Document(t.Context(), "2"); err != nil || d.Text != "二改" {
			t.Errorf("document 2: %+v, %v", d, err)
		}
	})
	t.Run("other bytes supersede", func(t *testing.T) {
		if ids := put(t, s, "a.txt", "乙", "v2", doc(1, "新")); !slices.Equal(ids, []string{"6"}) {
			t.Errorf("ids %v", ids)
		}
		if _, err := s.Document(t.Context(), "2"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("old document: %v", err)
		}
		if n := len(all(t, s)); n != 3 {
			t.Errorf("%d current documents, want 3", n)
		}
		if c, err := s.Counts(t.Context()); err != nil || c.Sources != 2 || c.Bytes != 6 {
			t.Errorf("counts %+v, %v: the superseded bytes must stay", c, err)
		}
	})
}

func TestPutRefuses(t *testing.T) {
	s := open(t)
	ok := func() *corpus.Document { return &corpus.Document{Ordinal: 1, Text: "好"} }
	for name, c := range map[string]struct {
		src  corpus.Source
		docs []*corpus.Document
	}{
		"wrong hash":     {corpus.Source{SHA256: "00"}, []*corpus.Document{ok()}},
		"same ordinals":  {corpus.Source{}, []*corpus.Document{ok(), ok()}},
		"broken law":     {corpus.Source{}, []*corpus.Document{{Ordinal: 1, Text: "\xff"}}},
		"span cuts rune": {corpus.Source{}, []*corpus.Document{{Ordinal: 1, Text: "好", Sentences: []corpus.Span{{Start: 0, End: 1}}}}},
	} {
		c.src.Path = name
		if _, err := s.Put(t.Context(), c.src, []byte("x"), c.docs, "v"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if n := len(all(t, s)); n != 0 {
		t.Errorf("%d documents stored", n)
	}
}

func BenchmarkPut(b *testing.B) {
	for _, batch := range []int{1, 50} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			s := open(b)
			n, size := 0, 0
			for b.Loop() {
				subs := make([]store.Submission, batch)
				for i := range subs {
					d := benchDocument()
					size = len(d.Text)
					subs[i] = store.Submission{Source: corpus.Source{Path: fmt.Sprint(n)}, Data: []byte(fmt.Sprint(n, d.Text)), Documents: []*corpus.Document{d}, Stamp: "v"}
					n++
				}
				if _, err := s.PutAll(b.Context(), subs...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
			b.SetBytes(int64(size * batch))
		})
	}
}

// benchDocument is of the size of a real one: 1,700 characters, 1,000 tokens,
// 12 sections, 25 activities, 20 figures.
func benchDocument() *corpus.Document {
	r := []rune("党支部组织全体党员认真学习文件精神，开展讲党课和走访慰问活动。")
	text := make([]rune, 1700)
	for i := range text {
		text[i] = r[(i*i/7+i)%len(r)]
	}
	d := &corpus.Document{Ordinal: 1, Text: string(text)}
	by := corpus.By{Rule: "rule", Confidence: 0.9}
	d.Unit.Name = "某镇某村党支部"
	for i := range 1000 {
		d.Tokens = append(d.Tokens, corpus.Token{Span: corpus.Span{Start: i * 5 / 3 * 3, End: i*5/3*3 + 3}})
	}
	for i := range 12 {
		d.Sections = append(d.Sections, corpus.Section{Span: corpus.Span{Start: i * 300, End: i*300 + 300}, Heading: corpus.Span{Start: i * 300, End: i*300 + 30}, Level: 1, Parent: -1, Kinds: []string{"practice"}, By: by})
	}
	for i := range 25 {
		d.Activities = append(d.Activities, corpus.Activity{Span: corpus.Span{Start: i * 30, End: i*30 + 30}, Kind: "讲党课", Status: corpus.Held, By: by})
	}
	for i := range 20 {
		d.Figures = append(d.Figures, corpus.Figure{Span: corpus.Span{Start: i * 30, End: i*30 + 6}, Measure: "党员数", Value: 6, Op: corpus.Equal, By: by})
	}
	return d
}
