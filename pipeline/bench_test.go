package pipeline

import (
	"os"
	"path/filepath"
	"testing"

	"wenjian/classify"
	"wenjian/ingest"
	"wenjian/segment"
)

// BenchmarkUnderstand takes our own annotated documents through the pure
// stages on one core.
func BenchmarkUnderstand(b *testing.B) {
	cls, err := classify.Load()
	if err != nil {
		b.Fatal(err)
	}
	stages := Understand(segment.New(cls.Words()), cls)
	files, err := filepath.Glob("../testdata/gold/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal("no documents: ", err)
	}
	var inputs []ingest.Input
	var size int64
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		inputs = append(inputs, ingest.Input{Path: f, Data: data})
		size += int64(len(data))
	}
	if _, err := Run(b.Context(), stages, inputs[0]); err != nil { // loads the dictionary
		b.Fatal(err)
	}
	b.SetBytes(size)
	n := 0
	for b.Loop() {
		for _, in := range inputs {
			f, err := Run(b.Context(), stages, in)
			if err != nil {
				b.Fatal(err)
			}
			n += len(f.Documents)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}
