package web

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"unicode/utf8"

	"wenjian/classify"
	"wenjian/corpus"
)

// An Editor changes the workspace on a reader's behalf: facts that were read
// wrong, and the site's own rules. Its errors are for the log, those made by
// Refuse for the reader. It is safe for concurrent use.
type Editor interface {
	// Correct makes a correction and applies it, also to the same sentence in
	// other documents when the request says so. It returns how many were made;
	// what was said before is not said twice.
	Correct(ctx context.Context, r CorrectionRequest) (int, error)
	// Elsewhere returns the other places that have the sentence.
	Elsewhere(ctx context.Context, r CorrectionRequest) ([]Place, error)
	// Undo takes a correction back.
	Undo(ctx context.Context, id int64) error
	// Lists returns the kinds as the site's files now have them.
	Lists(ctx context.Context) ([]classify.List, error)
	// Try says what an addition to the site's file would change.
	Try(ctx context.Context, a classify.Addition) (Trial, error)
	// Save writes an addition to the site's file, whose name it returns.
	Save(ctx context.Context, a classify.Addition) (file string, err error)
	Exempter
}

// A CorrectionRequest is what a reader says of a document.
type CorrectionRequest struct {
	Document   string
	Correction corpus.Correction // Fact, Remove, Was, Value, Set, Who, Why
	Quote      string            // from the text
	Nth        int               // which of the places that have it, from 1; 0: it is the only one
	Everywhere bool              // also where the same sentence stands in other documents
}

// A Place is a sentence of another document.
type Place struct{ Document, Unit, Sentence string }

// A Trial is what an addition to the site's rules would change.
type Trial struct {
	Failed    []string      // examples that would not hold, in words
	Documents int           // that have the added words and were read anew
	More      bool          // there are more, which were not
	Changes   []TrialChange // what differs in them
}

// A TrialChange is one fact that would differ.
type TrialChange struct{ Document, What, Words, Quote string }

// Refuse returns an error that tells the reader in words what is wrong with
// a request.
func Refuse(words string) error { return inputError(words) }

// errForeignForm says that a form was not one of our pages'.
var errForeignForm = errors.New("form without the site's token")

// maxForm is the largest form, in bytes.
const maxForm = 64 << 10

// newToken returns what forms carry to show that they are ours. The browser
// says where a request comes from, too (http.CrossOriginProtection); this is
// for browsers that do not.
func newToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}

// editing returns an action that needs the right to write: an editor, a form
// of ours of sensible size, and text in it.
func (s *site) editing(do action) action {
	return func(w http.ResponseWriter, r *http.Request) error {
		if s.opt.Editor == nil {
			return errNoPage
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			return inputError("表单太大或已损坏，请返回重填。")
		}
		if subtle.ConstantTimeCompare([]byte(r.PostFormValue("token")), []byte(s.token)) != 1 {
			return errForeignForm
		}
		for _, values := range r.PostForm {
			for _, v := range values {
				if !utf8.ValidString(v) {
					return inputError("表单里有无法识别的字符，请返回重填。")
				}
			}
		}
		return do(w, r)
	}
}

// seeOther sends the reader on after a change, so that reloading the page
// does not repeat it.
func seeOther(w http.ResponseWriter, r *http.Request, url string) error {
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, url, http.StatusSeeOther)
	return nil
}

// edits returns the routes that change something. They answer POST only.
func (s *site) edits() []route {
	return []route{
		{"/docs/{id}/corrections", false, s.editing(s.correct)},
		{"/docs/{id}/corrections/{n}/undo", false, s.editing(s.undo)},
		{"/taxonomy", false, s.editing(s.addRule)},
		{"/docs/{id}/mark", false, s.editing(s.mark)},
		{"/whitelist", false, s.editing(s.allow)},
		{"/whitelist/{n}/remove", false, s.editing(s.disallow)},
	}
}

// doing wraps an error with what was being done; nil stays nil.
func doing(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
