package classify

import (
	"testing"
	"time"

	"wenjian/corpus"
	"wenjian/internal/cputime"
	"wenjian/segment"
)

// benchDocuments are the annotated documents as segment hands them on.
func benchDocuments(b *testing.B, seg *segment.Segmenter) []*corpus.Document {
	var out []*corpus.Document
	for _, p := range goldDocs(b) {
		d := &corpus.Document{Text: p.doc.Text}
		segmented(seg, d)
		out = append(out, d)
	}
	return out
}

func segmented(seg *segment.Segmenter, d *corpus.Document) {
	d.Sections, d.Tokens = segment.Sections(d.Text), seg.Tokens(d.Text)
	d.Sentences = segment.SentencesIn(d.Text, d.Sections)
}

// perDocument reports documents of 1,000 characters per second, on the wall
// and of processor time since spent.
func perDocument(b *testing.B, chars int, spent time.Duration) {
	b.ReportMetric(float64(chars)/1000/b.Elapsed().Seconds(), "docs/s")
	if cpu := (cputime.Used() - spent).Seconds(); cpu > 0 {
		b.ReportMetric(float64(chars)/1000/cpu, "docs/cpu-s")
	}
}

func benchmarkDocuments(b *testing.B, do func(seg *segment.Segmenter, c *Classifier, d *corpus.Document)) {
	c := taught(b)
	seg := segment.New(c.Words())
	docs := benchDocuments(b, seg)
	seg.Tokens("词") // the dictionary is loaded once, not for each document
	n, spent := 0, cputime.Used()
	for i := 0; b.Loop(); i++ {
		d := *docs[i%len(docs)]
		do(seg, c, &d)
		n += len([]rune(d.Text))
	}
	perDocument(b, n, spent)
}

func BenchmarkClassify(b *testing.B) {
	benchmarkDocuments(b, func(_ *segment.Segmenter, c *Classifier, d *corpus.Document) { c.Classify(d) })
}

func BenchmarkSegmentAndClassify(b *testing.B) {
	benchmarkDocuments(b, func(seg *segment.Segmenter, c *Classifier, d *corpus.Document) {
		segmented(seg, d)
		c.Classify(d)
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
