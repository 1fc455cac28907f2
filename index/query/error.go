package query

import "fmt"

// An Error says what is wrong with a query, and where, in words for the one
// who typed it.
type Error struct {
	Offset  int    // code points before the character that is meant
	Message string // goes on from 第 N 个字符处
}

// Error returns the whole sentence; it counts characters from 1.
func (e *Error) Error() string { return fmt.Sprintf("第 %d 个字符处%s", e.Offset+1, e.Message) }

// brief returns v, cut when it is too long to be shown in a message.
func brief(v string) string {
	const most = 20
	if r := []rune(v); len(r) > most {
		return string(r[:most]) + "…"
	}
	return v
}
