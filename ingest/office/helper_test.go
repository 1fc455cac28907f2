package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding"

	"wenjian/corpus"
	"wenjian/ingest/page"
)

// read reads data as whichever format of this package it is, as ingest.Read does.
func read(ctx context.Context, name string, data []byte) (page.Page, error) {
	ext := strings.ToLower(filepath.Ext(name))
	for _, f := range []struct {
		id     string
		detect func(string, []byte) bool
		read   func(context.Context, []byte) (page.Page, error)
	}{
		{"docx", DetectDocx, func(ctx context.Context, data []byte) (page.Page, error) { return ReadDocx(ctx, data, nil) }},
		{"xlsx", DetectXLSX, ReadXLSX},
		{"xls", DetectXLS, ReadXLS},
		{"doc", DetectOLE, ReadOLE},
		{"wordxml", DetectWordXML, ReadWordXML},
		{"rtf", DetectRTF, ReadRTF},
		{"odt", DetectODT, ReadODT},
	} {
		if f.detect(ext, data) {
			p, err := f.read(ctx, data)
			p.Format = f.id
			return p, err
		}
	}
	return page.Page{}, page.FailUnsupported("未知格式")
}

// lawfulPage fails unless a reader's page keeps the laws; a Failure is as good.
func lawfulPage(t *testing.T, p page.Page, err error) {
	t.Helper()
	if err != nil {
		var f *page.Failure
		if !errors.As(err, &f) || f.Code == "" || f.Reason == "" || f.Advice == "" {
			t.Fatalf("not a failure in words: %v", err)
		}
		return
	}
	d := corpus.Document{Text: p.Text, Removals: p.Removals}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if page.IsBlank(p.Text) || p.Charset == "" {
		t.Fatalf("bad page %+v", p)
	}
}

func sample(f testing.TB, name string) []byte {
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "ingest", name))
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// zipped makes an archive of name, content pairs.
func zipped(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], NonUTF8: true, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encode(t *testing.T, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
