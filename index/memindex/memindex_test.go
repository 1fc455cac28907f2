package memindex_test

import (
	"testing"

	"wenjian/index"
	"wenjian/index/indextest"
	"wenjian/index/memindex"
)

func TestIndex(t *testing.T) {
	indextest.Run(t, func(*testing.T) index.Index { return memindex.New() })
}

func BenchmarkMemory(b *testing.B) {
	indextest.Bench(b, func(*testing.B) index.Index { return memindex.New() })
}
