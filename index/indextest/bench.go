package indextest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wenjian/corpus"
	"wenjian/index"
	"wenjian/internal/cputime"
)

// The shape of the documents that Bench searches.
const (
	benchDocs  = 4000
	benchWords = 500 // about 1000 characters
	benchBatch = 200
)

// Bench measures putting generated documents of about 1,000 characters into
// an index, and searching them by classes of queries, ten hits a page.
func Bench(b *testing.B, open func(*testing.B) index.Index) {
	docs := benchEntries(benchDocs)
	b.Run("Put", func(b *testing.B) {
		used := cputime.Used()
		for b.Loop() {
			fill(b, open(b), docs)
		}
		b.ReportMetric(float64(len(docs)*b.N)/max((cputime.Used()-used).Seconds(), 1e-9), "docs/cpu-s")
		b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
	})
	x := open(b)
	fill(b, x, docs)
	facets := countable()
	for _, c := range []struct{ name, query string }{
		{"Character", "党"}, {"CommonWord", "工作"}, {"RareWord", "重温入党誓词"}, {"LongPhrase", "党性教育工作"},
		{"CommonPhrase", "志愿服务"}, {"Near", "党课 NEAR/5 慰问"}, {"Wild", "党?课"}, {"Sentence", "同句(捐款 老人)"}, {"Days", "党课 日期:2010"},
		{"And", "党性教育 志愿服务 单位:学校"}, {"Or", "党课 OR 宣誓 OR 慰问"}, {"Not", "学习 -工作"}, {"Field", "类型:通知"},
	} {
		r := index.Request{Query: parse(b, c.query), Limit: 10}
		b.Run(c.name, func(b *testing.B) {
			var total int
			used := cputime.Used()
			for b.Loop() {
				total = search(b, x, r).Total
			}
			b.ReportMetric(float64(total), "hits")
			b.ReportMetric(1000*(cputime.Used()-used).Seconds()/float64(b.N), "cpu-ms/op")
		})
	}
	b.Run("AllFacets", func(b *testing.B) {
		for b.Loop() {
			search(b, x, index.Request{Query: parse(b, "党性教育 类型:通知 单位:学校"), Limit: 10, Facets: facets})
		}
	})
}

func fill(b *testing.B, x index.Index, docs []index.Entry) {
	b.Helper()
	for i := 0; i < len(docs); i += benchBatch {
		Put(b, x, docs[i:min(i+benchBatch, len(docs))]...)
	}
}

// benchEntries makes documents whose words are as unequally frequent as in
// real text (Zipf), with rare names made of common characters.
func benchEntries(n int) []index.Entry {
	rng := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields("的 工作 党员 学习 开展 我们 活动 群众 党 支部 服务 认真 教育 组织 创先争优 落实 单位 干部 提高 领导 志愿服务 党性教育 会议 要求 全体 加强 " +
		"通过 思想 建设 学校 制度 岗位奉献 承诺 讲党课 走访 慰问 党课 宣誓 重温入党誓词 入党 誓词 谈心 征文 红色 基地 观看 影片 捐款 困难 老人")
	chars := []rune("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈")
	for range 4000 {
		words = append(words, string([]rune{chars[rng.IntN(len(chars))], chars[rng.IntN(len(chars))]}))
	}
	zipf := rand.NewZipf(rng, 1.2, 4, uint64(len(words)-1))
	kinds := []string{"通知", "总结", "讲话", "信息简报"}
	list := make([]index.Entry, n)
	for i := range list {
		var text strings.Builder
		e := index.Entry{ID: fmt.Sprint(i + 1), Source: fmt.Sprintf("%d.txt", i), Ordinal: 1, Kind: kinds[rng.IntN(len(kinds))], Date: fmt.Sprint(2008 + rng.IntN(5)),
			Unit: fmt.Sprintf("第%d学校党支部", rng.IntN(300)), UnitKind: "中小学", Title: words[zipf.Uint64()] + words[zipf.Uint64()] + "总结"}
		for j := range benchWords {
			w := words[zipf.Uint64()]
			span := corpus.Span{Start: text.Len(), End: text.Len() + len(w)}
			e.Tokens = append(e.Tokens, corpus.Token{Span: span})
			text.WriteString(w)
			if j%9 == 8 {
				text.WriteString("。")
			}
			if j%100 == 99 {
				e.Headings = append(e.Headings, span)
				e.Acts = append(e.Acts, index.Part{Span: span, Kind: w, Status: corpus.Held})
			}
		}
		e.Text = text.String()
		list[i] = e
	}
	return list
}
