package report

import (
	"time"

	"wenjian/corpus/store"
)

// An ExternalRun is an import as it leaves the program, without its files.
// The field names are a contract; they are described in docs/format.md.
type ExternalRun struct {
	Run      int64              `json:"run"`
	Started  string             `json:"started"`            // UTC, RFC 3339
	Finished string             `json:"finished,omitempty"` // missing: under way, or killed
	Inputs   []string           `json:"inputs"`
	Files    int                `json:"files"`
	Warned   int                `json:"warned"`
	Fates    map[store.Fate]int `json:"fates"`
}

// An ExternalImport is an import with every file's fate.
type ExternalImport struct {
	ExternalRun
	Imported  int            `json:"imported"` // files that gave the workspace something
	Unchanged int            `json:"unchanged"`
	Documents int            `json:"documents"` // of the imported files
	Failures  []Complaint    `json:"failures"`
	Warnings  []Complaint    `json:"warnings"`
	List      []ExternalFile `json:"list"` // by path
}

// A Complaint is what is wrong with a file.
type Complaint struct {
	Path   string `json:"path"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Advice string `json:"advice"`
}

// An ExternalFile is one file of an import.
type ExternalFile struct {
	Path      string          `json:"path"`
	Fate      store.Fate      `json:"fate"`
	Label     string          `json:"label"` // of the fate, in Chinese
	Documents int             `json:"documents"`
	SHA256    string          `json:"sha256,omitempty"`
	Size      int64           `json:"size"`
	Code      string          `json:"code,omitempty"`
	Reason    string          `json:"reason,omitempty"`
	Advice    string          `json:"advice,omitempty"`
	SameAs    []string        `json:"same_as,omitempty"`
	Kept      bool            `json:"kept,omitempty"`
	Warnings  []store.Warning `json:"warnings,omitempty"`
}

// NewExternalRun returns r as it leaves the program.
func NewExternalRun(r store.Run) ExternalRun {
	x := ExternalRun{Run: r.ID, Started: r.Started.Format(time.RFC3339), Inputs: append([]string{}, r.Inputs...), Files: r.Files, Warned: r.Warned, Fates: r.Fates}
	if !r.Finished.IsZero() {
		x.Finished = r.Finished.Format(time.RFC3339)
	}
	return x
}

// NewExternalImport returns a run and its files as they leave the program.
func NewExternalImport(r store.Run, files []store.FileResult) ExternalImport {
	x := ExternalImport{
		ExternalRun: NewExternalRun(r), Imported: r.Imported(), Unchanged: r.Fates[store.Unchanged], Documents: r.Documents,
		Failures: []Complaint{}, Warnings: []Complaint{}, List: []ExternalFile{},
	}
	for _, f := range files {
		if f.Fate == store.Failed {
			x.Failures = append(x.Failures, Complaint{f.Path, f.Code, f.Reason, f.Advice})
		}
		for _, w := range f.Warnings {
			x.Warnings = append(x.Warnings, Complaint{f.Path, w.Code, w.Reason, w.Advice})
		}
		x.List = append(x.List, ExternalFile{f.Path, f.Fate, FateOf(f), f.Documents, f.SHA256, f.Size, f.Code, f.Reason, f.Advice, f.SameAs, f.Kept, f.Warnings})
	}
	return x
}
