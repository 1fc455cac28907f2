package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// A progress shows on standard error how far long work is, when that is a
// terminal; elsewhere it is silent.
type progress struct{ bar *progressbar.ProgressBar }

func (a *app) progress(what string) progress {
	if !terminal(a.err) {
		return progress{}
	}
	return progress{progressbar.NewOptions(-1, progressbar.OptionSetWriter(a.err), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		// The library's spinner turns in a goroutine of its own, which races with Add.
		progressbar.OptionSetSpinnerChangeInterval(0))}
}

// step says that one more piece of work is done. What cannot be drawn is no
// reason to stop the work.
func (p progress) step() {
	if p.bar != nil {
		_ = p.bar.Add(1)
	}
}

func (p progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
