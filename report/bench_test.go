package report_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/internal/cputime"
	"wenjian/report"
)

// large fills a workspace with documents of 500 units, each with 20 activities,
// 10 figures, 8 sections and a person, and as many matches.
func large(b *testing.B, documents int) *store.Store {
	b.Helper()
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "w"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	kinds := []string{"党性教育", "讲党课", "微党课", "走访慰问", "知识竞赛"}
	comparison := store.Comparison{}
	var subs []store.Submission
	for i := range documents {
		w := write("小结", "阶段总结", fmt.Sprintf("第%d村党支部", i%500), "村", "支部书记王建国讲党课，捐款500元。").on(fmt.Sprintf("2010-%02d-%02d", i%12+1, i%28+1))
		w.person("王建国", "书记")
		for k := range 20 {
			w.act("讲党课", kinds[(i+k)%len(kinds)], corpus.Statuses()[(i*k)%4])
			if k%4 == 0 {
				w.Activities[k].When = fmt.Sprintf("2010-%02d-%02d", (i+k)%12+1, i%28+1)
			}
		}
		for k := range 10 {
			w.figure("500元", "捐款金额", float64(i*k), "")
		}
		for range 8 {
			w.section("practice", "plans")
		}
		subs = append(subs, store.Submission{Source: corpus.Source{Path: fmt.Sprint(i)}, Data: binary.BigEndian.AppendUint32(nil, uint32(i)), Documents: []*corpus.Document{w.Document}, Stamp: "v"})
		comparison.Matches = append(comparison.Matches, store.Match{A: fmt.Sprint(i/2 + 1), B: fmt.Sprint(i + 1), SpanB: corpus.Span{End: 30}, Class: "passage"})
		if len(subs) == 1000 || i == documents-1 {
			if _, err := s.PutAll(b.Context(), subs...); err != nil {
				b.Fatal(err)
			}
			subs = nil
		}
	}
	if err := s.PutComparison(b.Context(), comparison); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkReports builds every report over 5,000 documents.
func BenchmarkReports(b *testing.B) {
	s := large(b, 5000)
	for _, r := range report.Reports() {
		b.Run(r.ID, func(b *testing.B) { benchmark(b, s, r) })
	}
}

// BenchmarkLarge builds every report over 100,000 documents, which takes
// minutes to fill.
func BenchmarkLarge(b *testing.B) {
	if testing.Short() {
		b.Skip("fills a workspace with 100,000 documents")
	}
	s := large(b, 100_000)
	for _, r := range report.Reports() {
		b.Run(r.ID, func(b *testing.B) { benchmark(b, s, r) })
	}
}

// benchmark builds a report, and tells its processor time beside the time on
// the wall, which a busy machine changes.
func benchmark(b *testing.B, s *store.Store, r report.Report) {
	used := cputime.Used()
	defer func() { b.ReportMetric((cputime.Used()-used).Seconds()/float64(b.N), "cpu-s/op") }()
	for b.Loop() {
		if _, err := r.Build(b.Context(), s, report.Options{Taxonomy: taxonomy()}); err != nil {
			b.Fatal(err)
		}
	}
}
