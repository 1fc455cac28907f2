package bleveindex_test

import (
	"testing"
	"time"

	"wenjian/index"
	"wenjian/index/query"
)

func TestZZ(t *testing.T) {
	x := open(t, "/tmp/idxwork/big")
	for range 3 {
	st := time.Now()
	r, _ := x.Search(t.Context(), index.Request{Query: query.Text{Value: "党性教育"}})
	t.Log("all", r.Total, len(r.Hits), time.Since(st))
	}
}
