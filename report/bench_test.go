package report_test

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"testing"

	"wenjian/corpus"
	"wenjian/corpus/store"
	"wenjian/report"
)

// BenchmarkReports builds every report over 5,000 documents of 500 units with
// 20 activities, 10 figures and 8 sections each, and 5,000 matches.
func BenchmarkReports(b *testing.B) {
	s, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "w"))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const documents = 5000
	kinds := []string{"党性教育", "讲党课", "微党课", "走访慰问", "知识竞赛"}
	subs := make([]store.Submission, documents)
	comparison := store.Comparison{}
	for i := range subs {
		w := write("小结", "阶段总结", fmt.Sprintf("第%d村党支部", i%500), "村", "支部书记讲党课，捐款500元。")
		for k := range 20 {
			w.act("讲党课", kinds[(i+k)%len(kinds)], corpus.Statuses()[(i*k)%4])
		}
		for k := range 10 {
			w.figure("500元", "捐款金额", float64(i*k), "")
		}
		for range 8 {
			w.section("practice", "plans")
		}
		subs[i] = store.Submission{Source: corpus.Source{Path: fmt.Sprint(i)}, Data: binary.BigEndian.AppendUint32(nil, uint32(i)), Documents: []*corpus.Document{w.Document}, Stamp: "v"}
		comparison.Matches = append(comparison.Matches, store.Match{A: fmt.Sprint(i/2 + 1), B: fmt.Sprint(i + 1), SpanB: corpus.Span{End: 30}, Class: "passage"})
	}
	if _, err := s.PutAll(b.Context(), subs...); err != nil {
		b.Fatal(err)
	}
	if err := s.PutComparison(b.Context(), comparison); err != nil {
		b.Fatal(err)
	}
	for _, r := range report.Reports() {
		b.Run(r.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Build(b.Context(), s, report.Options{Taxonomy: taxonomy()}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
