package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"time"

	"wenjian/report"
	"wenjian/report/docx"
	"wenjian/report/xlsx"
)

// download answers with a file that is written whole before it is sent: one
// that fails half way must become an error page.
func download(w http.ResponseWriter, name, kind string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Cache-Control", "no-store")
	_, _ = b.WriteTo(w) // the reader has gone away; nobody is left to tell
	return nil
}

// The types of the files that tables are downloaded as.
const (
	typeCSV  = "text/csv; charset=utf-8"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

func downloadCSV(w http.ResponseWriter, t report.Table) error {
	return download(w, "文鉴-"+t.Title+".csv", typeCSV, func(to io.Writer) error { return report.WriteCSV(to, t, false) })
}

func (s *site) downloadXLSX(w http.ResponseWriter, t report.Table) error {
	return download(w, "文鉴-"+t.Title+".xlsx", typeXLSX, func(to io.Writer) error { return xlsx.Write(to, t, xlsx.Options{Info: s.info()}) })
}

// info says who made a file, and when.
func (s *site) info() string {
	return "文鉴 " + s.opt.Version + "　导出时间：" + clock(time.Now())
}

// statsCSV answers /stats.csv, statsXLSX /stats.xlsx: the table of /stats.
func (s *site) statsCSV(w http.ResponseWriter, r *http.Request) error {
	t, err := s.statsTable(r)
	if err != nil {
		return err
	}
	return downloadCSV(w, t)
}

func (s *site) statsXLSX(w http.ResponseWriter, r *http.Request) error {
	t, err := s.statsTable(r)
	if err != nil {
		return err
	}
	return s.downloadXLSX(w, t)
}

// statsDOCX answers /stats.docx: the table of /stats as a document to hand up.
func (s *site) statsDOCX(w http.ResponseWriter, r *http.Request) error {
	t, err := s.statsTable(r)
	if err != nil {
		return err
	}
	return download(w, "文鉴-"+t.Title+".docx", typeDOCX, func(to io.Writer) error { return docx.Write(to, t, docx.Options{Info: s.info()}) })
}

// statsTable makes the report that the request names.
func (s *site) statsTable(r *http.Request) (report.Table, error) {
	rep, err := reportOf(r.URL.Query().Get("view"))
	if err != nil {
		return report.Table{}, err
	}
	t, err := s.build(r.Context(), rep.ID, optionsOf(r.URL.Query(), rep))
	var wrong report.AskError
	if errors.As(err, &wrong) {
		return report.Table{}, inputError(wrong.Error())
	}
	if err != nil {
		return report.Table{}, fmt.Errorf("stats %s: %w", rep.ID, err)
	}
	return t, nil
}
