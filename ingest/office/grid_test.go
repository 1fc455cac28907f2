package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"wenjian/ingest/page"
)

// gridWorkbook is a register as offices make them: a merged title, a superior
// merged over its units, a long number, an empty row.
func gridWorkbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "单位名册", "A3": "单位名称", "B3": "上级单位", "C3": "电话", "A4": "甲局", "B4": "县委", "C4": 123456789012345, "A5": "乙局", "A7": "丙局",
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range [][2]string{{"A1", "C1"}, {"B4", "B5"}} {
		if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("说明"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadGrids(t *testing.T) {
	got, err := ReadGrids(t.Context(), gridWorkbook(t))
	if err != nil {
		t.Fatal(err)
	}
	want := "[{Sheet1 [{1 [单位名册 单位名册 单位名册]} {3 [单位名称 上级单位 电话]} {4 [甲局 县委 123456789012345]} {5 [乙局 县委]} {7 [丙局]}]} {说明 []}]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}

func TestReadGridsRefuses(t *testing.T) {
	for name, data := range map[string][]byte{"nothing": nil, "text": []byte("单位名称"), "half a zip": gridWorkbook(t)[:300], "empty zip": []byte("PK\x05\x06" + string(make([]byte, 18)))} {
		var fail *page.Failure
		if _, err := ReadGrids(t.Context(), data); !errors.As(err, &fail) || fail.Reason == "" || fail.Advice == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	big := excelize.NewFile()
	for i := 1; i < 200; i++ {
		if err := big.SetCellValue("Sheet1", fmt.Sprintf("A%d", i), i); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := big.Write(&b); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadGrids(ctx, b.Bytes()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// FuzzReadGrids: no bytes bring the reader down, and rows come in order.
func FuzzReadGrids(f *testing.F) {
	f.Add(gridWorkbook(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		grids, err := ReadGrids(t.Context(), data)
		var fail *page.Failure
		if err != nil && !errors.As(err, &fail) {
			t.Fatal(err)
		}
		for _, g := range grids {
			last := 0
			for _, r := range g.Rows {
				if r.Number <= last {
					t.Fatalf("row %d behind %d", r.Number, last)
				}
				last = r.Number
			}
		}
	})
}
