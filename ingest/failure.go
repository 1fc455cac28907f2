package ingest

// A Failure says in words why an input did not become a document. It is a
// result, not an infrastructure error: the run goes on.
type Failure struct {
	Code   string // stable, machine-readable: empty-file, binary, unreadable, too-large …
	Reason string // one Chinese sentence for the clerk
	Advice string // what to do about it, in Chinese
}

func (f *Failure) Error() string { return f.Reason + "（" + f.Code + "）：" + f.Advice }
