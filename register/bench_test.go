package register

import (
	"fmt"
	"testing"

	"wenjian/corpus"
)

// district is a register of n units with names as they repeat in life.
func district(n int) []corpus.RegisterEntry {
	out := []corpus.RegisterEntry{{ID: "1", Name: "中共柏川县委"}}
	syllables := []rune("桃溪青石柳湾白河东风光明新华红旗永安和平长乐太平")
	for i := 1; len(out) < n; i++ {
		town := string(syllables[i%len(syllables)]) + string(syllables[i/len(syllables)%len(syllables)]) + "镇"
		name := town + fmt.Sprintf("第%d村党支部", i%97+1)
		out = append(out, corpus.RegisterEntry{ID: fmt.Sprint(i + 1), Name: name, Superior: town + "党委"})
	}
	return out
}

func BenchmarkNew(b *testing.B) {
	entries := district(5000)
	for b.Loop() {
		New(entries, Options{})
	}
}

func BenchmarkResolve(b *testing.B) {
	r := New(district(5000), Options{})
	queries := []Query{{Unit: "中共溪东镇第12村支部委员会"}, {Unit: "县教育局", Superior: "柏川县委"}, {Unit: "第12村", Path: "报送/溪东镇/总结.doc"}}
	for b.Loop() {
		for _, q := range queries {
			r.Resolve(q)
		}
	}
}

// BenchmarkCheck looks for the superiors of a register that lacks all of them.
func BenchmarkCheck(b *testing.B) {
	r := New(district(5000), Options{})
	for b.Loop() {
		r.Check()
	}
}
