package xlsx

import (
	"fmt"
	"io"
	"testing"

	"wenjian/report"
)

// BenchmarkWrite writes the report of an import of that many files.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{1000, 50000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			t := report.Table{Title: "导入情况表", Columns: []report.Column{{Name: "文件", Kind: report.Text}, {Name: "处理结果", Kind: report.Text}, {Name: "份数", Kind: report.Count}, {Name: "说明", Kind: report.Text}, {Name: "大小", Kind: report.Count}}}
			for i := range n {
				t.Rows = append(t.Rows, []report.Cell{{Value: fmt.Sprintf("报送材料/第%d批/某镇党委总结.doc", i)}, {Value: "新增"}, {Value: 1}, {}, {Value: i * 1000}})
			}
			for b.Loop() {
				if err := Write(io.Discard, t, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
