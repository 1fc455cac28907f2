package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wenjian/corpus"
	"wenjian/corpus/store"
)

// importsFixture is a workspace in which one file came twice and a third time
// from another unit, after which one of its paths changed; and a run with
// more files than a page lists.
func importsFixture(t *testing.T) fixture {
	t.Helper()
	f := emptyFixture(t)
	for range 2 {
		if _, err := f.store.BeginRun(t.Context(), "v", "报送", "<补报>.zip"); err != nil {
			t.Fatal(err)
		}
	}
	bring := func(path, data string, same int64) {
		d := firstDocument(t)
		src := corpus.Source{Path: path, Format: "docx", Properties: map[string]string{"author": "王芳", "last-saved-by": "<李明>", "company": "白河镇"}}
		if _, err := f.store.PutAll(t.Context(), store.Submission{Source: src, Data: []byte(data), Documents: []*corpus.Document{d}, Stamp: "v", Run: 1, SameAs: same}); err != nil {
			t.Fatal(err)
		}
	}
	bring("甲/总结.docx", "原件", 0)
	bring("副本/<总结>.docx", "原件", 1)
	bring("乙/总结.docx", "原件", 0)
	bring("丙.docx", "原件", 1)
	bring("丙.docx", "改过", 0)
	record := func(run int64, x store.FileResult) {
		if err := f.store.RecordFile(t.Context(), run, x, nil); err != nil {
			t.Fatal(err)
		}
	}
	record(1, store.FileResult{Path: "甲/总结.docx", Fate: store.Added, Documents: 1})
	record(1, store.FileResult{Path: "副本/<总结>.docx", Fate: store.Sighted, Documents: 1, SameAs: []string{"甲/总结.docx"}})
	record(1, store.FileResult{Path: "乙/总结.docx", Fate: store.Identical, Documents: 1, SameAs: []string{"甲/总结.docx"}})
	record(1, store.FileResult{Path: "=坏.doc", Fate: store.Failed, Code: "encrypted", Reason: "文件已加密", Advice: "请解密"})
	record(1, store.FileResult{Path: "汇编.txt", Fate: store.Added, Documents: 5, Warnings: []store.Warning{{Code: "damaged-text", Reason: "有乱码", Advice: "请核对"}}})
	for i := range filesListed + 5 {
		record(2, store.FileResult{Path: fmt.Sprintf("%03d.txt", i), Fate: store.Skipped, Code: "hidden-file", Reason: "隐藏文件", Advice: "改名"})
	}
	if err := f.store.EndRun(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestImportPages(t *testing.T) {
	f, empty := importsFixture(t), emptyFixture(t)
	for _, c := range []struct {
		f                   fixture
		url, selector, text string
		n                   int // -1: at least one
	}{
		{f, "/imports", "nav a[aria-current=page]", "导入记录", 1},
		{f, "/imports", "main tbody tr", "第 2 次", 2},
		{f, "/imports", "main tbody tr:first-child .note", "没有做完", 1},
		{f, "/imports", `a[href="/imports/1"]`, "第 1 次", 1},
		{f, "/imports", "td.paths", "报送、<补报>.zip", 2},
		{empty, "/imports", ".empty", "还没有导入过", 1},
		{f, "/imports/1", "h1", "第 1 次导入", 1},
		{f, "/imports/1", "table.grid tbody tr", "=坏.doc", 5},
		{f, "/imports/1", `.pick a[href="/imports/1?fate=identical"]`, "与他单位相同 1", 1},
		{f, "/imports/1", `tbody th a[href="/docs/1"]`, "副本/<总结>.docx", 2}, // under both of its paths
		{f, "/imports/1", ".notes li", "共 5 个文件", -1},
		{f, "/imports/1", `a[href="/imports/1/files.xlsx"]`, "下载 Excel", 1},
		{f, "/imports/1?fate=failed", "table.grid tbody tr", "文件已加密；原件没有留存", 1},
		{f, "/imports/1?fate=failed", `a[href="/imports/1/files.csv?fate=failed"]`, "", 1},
		{f, "/imports/1?fate=failed", `.pick a[aria-current]`, "失败", 1},
		{f, "/imports/1?fate=warned", "table.grid tbody tr", "新增，拆分为 5 篇，有警告", 1},
		{f, "/imports/1?fate=split", "table.grid tbody tr", "汇编.txt", 1},
		{f, "/imports/1?fate=updated", ".pad.note", "没有这样的文件", 1},
		{f, "/imports/2", "table.grid tbody tr", "000.txt", filesListed},
		{f, "/imports/2?page=2", "table.grid tbody tr", "100.txt", 5},
		{f, "/imports/2", `.pager a[href="/imports/2?page=2"]`, "", -1},
		{f, "/docs/1", "#sightings li", "甲/总结.docx", 3},
		{f, "/docs/1", "#sightings li:last-child", "丙.docx", 1},
		{f, "/docs/1", "#sightings li:last-child .why", "此路径后来换成了别的文件", 1},
		{f, "/docs/1", `#sightings a[href="/imports/1"]`, "第 1 次导入", 3},
		{f, "/docs/1", `#identical a[href="/docs/2"]`, "", 1},
		{f, "/docs/1", `#identical a[href="/compare/1/2"]`, "比对", 1},
		{f, "/docs/1", "#properties dt", "作者", 3},
		{f, "/docs/1", "#properties dd:nth-of-type(2)", "<李明>", 1},
		{f, "/docs/3", "#identical", "", 0},
	} {
		doc := c.f.page(t, c.url)
		found := doc.Find(c.selector)
		if c.n >= 0 && found.Length() != c.n || c.n < 0 && found.Length() == 0 {
			t.Errorf("%s: %d × %s, want %d", c.url, found.Length(), c.selector, c.n)
		} else if text := strings.Join(strings.Fields(found.First().Text()), " "); !strings.Contains(text, c.text) {
			t.Errorf("%s: %s says %q, want %q", c.url, c.selector, text, c.text)
		}
		checkMarkup(t, doc)
	}
	for url, want := range map[string]int{"/imports/9": 404, "/imports/x": 404, "/imports/1?fate=x": 400, "/imports/1?page=0": 400, "/imports/9/files.csv": 404, "/api/v1/imports/9": 404} {
		if res := f.get(t, url); res.StatusCode != want {
			t.Errorf("%s: %s, want %d", url, res.Status, want)
		}
	}
}

func TestImportDownloads(t *testing.T) {
	f := importsFixture(t)
	read := func(url string) []byte {
		t.Helper()
		res := f.get(t, url)
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v", url, res.Status, err)
		}
		if d := res.Header.Get("Content-Disposition"); !strings.HasPrefix(url, "/api/") && !strings.HasPrefix(d, "attachment; filename*=utf-8''") {
			t.Errorf("%s: %q", url, d)
		}
		return body
	}
	if s := string(read("/imports/1/files.csv?fate=failed")); !strings.Contains(s, "\r\n'=坏.doc,失败,—,文件已加密；原件没有留存,请解密,—,encrypted\r\n合计 1 个文件,") {
		t.Errorf("csv %q", s)
	}
	x, err := excelize.OpenReader(bytes.NewReader(read("/imports/1/files.xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if rows, err := x.GetRows(x.GetSheetName(0)); err != nil || len(rows) != 9 || rows[0][0] != "第 1 次导入情况表" || rows[3][0] != "=坏.doc" || !strings.Contains(rows[1][0], "导出时间") {
		t.Errorf("xlsx %q, %v", rows, err)
	}
	if x, err := excelize.OpenReader(bytes.NewReader(read("/stats.xlsx?view=units"))); err != nil {
		t.Error(err)
	} else {
		x.Close()
	}
	var run struct {
		Run  int
		List []struct{ Path, Fate string }
	}
	if err := json.Unmarshal(read("/api/v1/imports/1"), &run); err != nil || run.Run != 1 || len(run.List) != 5 || run.List[0].Fate != "failed" {
		t.Errorf("json %+v, %v", run, err)
	}
	if s := string(read("/api/v1/imports")); !strings.HasPrefix(s, `[{"run":2,`) {
		t.Errorf("json %s", s)
	}
	if s := string(read("/api/v1/documents/1")); !strings.Contains(s, `"properties":{"author":"王芳","company":"白河镇","last-saved-by":"\u003c李明\u003e"}`) ||
		!strings.Contains(s, `"sightings":[{"path":"甲/总结.docx","run":1,`) || !strings.Contains(s, `"identical":[{"id":"2","source":"乙/总结.docx"`) {
		t.Errorf("json %s", s)
	}
}
