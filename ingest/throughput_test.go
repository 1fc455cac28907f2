package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"wenjian/internal/cputime"
)

// submission returns the n-th of many texts of about 1,000 characters, as
// units write them.
func submission(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "第%d村党支部创先争优活动总结\n", n)
	for i, what := range []string{"加强组织领导", "抓好学习教育", "开展公开承诺", "办好惠民实事", "健全长效机制"} {
		fmt.Fprintf(&b, "%s、%s\n", listHeads[i], what)
		for k := range 3 {
			fmt.Fprintf(&b, "（%s）%d月%d日，支部书记主持召开党员大会，组织%d名党员学习文件，围绕中心工作讨论发言，明确了责任人和完成时限，会后走访困难群众%d户，送去慰问金%d元，解决实际问题%d件。\n",
				listHeads[k], 1+(n+k)%12, 1+(n*7+i)%28, 10+n%50, 1+n%20, 100*(1+n%30), 1+(n+i)%9)
		}
	}
	b.WriteString("下一步，我们将继续努力，把活动引向深入。\n第" + strconv.Itoa(n) + "村党支部\n2010年12月20日\n")
	return b.String()
}

var listHeads = []string{"一", "二", "三", "四", "五"}

// wordDocument returns text as a Word document with the parts that Word
// writes; only the main part is other than always the same.
func wordDocument(tb testing.TB, text string) []byte {
	tb.Helper()
	var body strings.Builder
	body.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for l := range strings.Lines(text) {
		body.WriteString(`<w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>`)
		body.WriteString(strings.TrimSuffix(l, "\n"))
		body.WriteString(`</w:t></w:r></w:p>`)
	}
	body.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`)
	styles := `<w:styles xmlns:w="w">` + strings.Repeat(`<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:sz w:val="21"/></w:rPr></w:style>`, 150) + `</w:styles>`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:creator>办公室</dc:creator><cp:lastModifiedBy>办公室</cp:lastModifiedBy></cp:coreProperties>`},
		{"word/styles.xml", styles},
		{"word/document.xml", body.String()},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// ingested takes one input from bytes to clean texts and returns how many
// bytes of text came out.
func ingested(ctx context.Context, in Input) (int, error) {
	if in.Err != nil {
		return 0, in.Err
	}
	p, err := Read(ctx, in.Path, in.Data)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range Split(p) {
		n += len(Clean(d).Text)
	}
	return n, nil
}

// BenchmarkFiles reads, splits and cleans files of about 1,000 characters on
// all cores. Where other programs take the cores, the processor time of a file
// tells more than the files of a second.
func BenchmarkFiles(b *testing.B) {
	for _, c := range []struct {
		name string
		data func(n int) []byte
	}{
		{"a.txt", func(n int) []byte { return []byte(submission(n)) }},
		{"a.docx", func(n int) []byte { return wordDocument(b, submission(n)) }},
	} {
		b.Run(strings.TrimPrefix(filepath.Ext(c.name), "."), func(b *testing.B) {
			var inputs []Input
			for n := range 64 {
				inputs = append(inputs, Input{Path: c.name, Data: c.data(n)})
			}
			b.ReportAllocs()
			spent := cputime.Used()
			b.RunParallel(func(pb *testing.PB) {
				for n := 0; pb.Next(); n++ {
					if got, err := ingested(b.Context(), inputs[n%len(inputs)]); err != nil || got < 2000 {
						b.Errorf("%d bytes, %v", got, err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "files/s")
			b.ReportMetric((cputime.Used()-spent).Seconds()*1000/float64(b.N), "cpu-ms/file")
		})
	}
}

// BenchmarkFolder walks a folder of many files, reads, splits and cleans them
// on all cores, and prints the peak of the memory after a tenth of the files
// and after all: the two must not differ by more than noise. WALK_FILES says
// how many files; half are Word documents. Without it there is little to see.
// WALK_DIR names an empty folder for the files, which then stay there.
func BenchmarkFolder(b *testing.B) {
	files, err := strconv.Atoi(os.Getenv("WALK_FILES"))
	if err != nil {
		b.Skip("WALK_FILES is not set")
	}
	dir := os.Getenv("WALK_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	writeSubmissions(b, dir, files)
	runtime.GC()
	b.ResetTimer()
	for range b.N {
		early := walkAll(b, dir, files)
		b.ReportMetric(early, "MB-at-tenth")
		b.ReportMetric(peakMemory(), "MB-at-end")
		b.ReportMetric(float64(files)/b.Elapsed().Seconds()*float64(b.N), "files/s")
	}
}

// writeSubmissions fills dir with folders of at most a thousand files.
func writeSubmissions(tb testing.TB, dir string, files int) {
	tb.Helper()
	for n := range files {
		sub := filepath.Join(dir, fmt.Sprintf("%03d", n/1000))
		if n%1000 == 0 {
			if err := os.Mkdir(sub, 0o755); err != nil {
				tb.Fatal(err)
			}
		}
		name, data := fmt.Sprintf("%06d.txt", n), []byte(submission(n))
		if n%2 == 1 {
			name, data = fmt.Sprintf("%06d.docx", n), wordDocument(tb, submission(n))
		}
		if err := os.WriteFile(filepath.Join(sub, name), data, 0o644); err != nil {
			tb.Fatal(err)
		}
	}
}

// walkAll takes every file under dir in and returns the peak of the memory, in
// megabytes, after a tenth of them.
func walkAll(b *testing.B, dir string, files int) (early float64) {
	inputs := make(chan Input)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for in := range inputs {
				if got, err := ingested(b.Context(), in); err != nil || got < 2000 {
					b.Errorf("%s: %d bytes, %v", in.Path, got, err)
				}
			}
		})
	}
	n := 0
	err := Walk(b.Context(), []string{dir}, func(in Input) bool {
		if n++; n == files/10 {
			early = peakMemory()
		}
		inputs <- in
		return true
	})
	close(inputs)
	wg.Wait()
	if err != nil || n != files {
		b.Errorf("%d of %d files, %v", n, files, err)
	}
	return early
}

// peakMemory returns the largest resident memory of this process so far, in
// megabytes; 0 where the system does not tell.
func peakMemory() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for l := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024
		}
	}
	return 0
}
