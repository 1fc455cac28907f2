package classify

import (
	"strings"

	"wenjian/corpus"
)

// EventKey returns a key that the tellings of one event in different documents
// share, such as the meeting that a school and its education bureau both report:
// kind, day, and the body under which both units stand. It is empty when the
// event is too vaguely told to be the same as another: when it was not held, or
// its day is not known. Place is no part of the key, since one writer names it
// and the other does not; two events with one key are the same only if neither
// names a place or participants that the other contradicts (see SameEvent).
//
// superior is the unit whose documents are compared, folded or not.
func EventKey(h corpus.Happening, superior string) string {
	if h.Status != corpus.Held || len(h.When) < fullDate || h.When[0] > '9' || superior == "" {
		return ""
	}
	return strings.Join([]string{h.Kind, h.When, foldName(superior)}, "|")
}

// SameEvent reports whether two happenings with one EventKey do not contradict
// each other: their places, where both tell them, are the same or one names
// the other more fully, and so do their numbers of participants.
func SameEvent(a, b corpus.Happening) bool {
	p, q := foldName(a.Place), foldName(b.Place)
	if p != "" && q != "" && !strings.Contains(p, q) && !strings.Contains(q, p) {
		return false
	}
	return a.Participants == 0 || b.Participants == 0 || a.Participants == b.Participants
}
