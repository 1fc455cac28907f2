package classify

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"
)

// A Fault says what is wrong in a site's knowledge file, in words for the
// clerk who wrote it. It wraps ErrTaxonomy.
type Fault struct {
	File   string `json:"file"` // activities.yaml; empty when no file is to blame
	Line   int    // from 1; 0 when unknown
	Row    string `json:"row"`    // ID of the row, or rules/2, terms/verb; empty when unknown
	Code   string `json:"code"`   // stable: taxonomy-pattern …
	Reason string `json:"reason"` // what is wrong, without a full stop at its end
	Advice string `json:"advice"` // what to do
}

// Error returns everything on one line.
func (f Fault) Error() string {
	where := f.File
	if f.Line > 0 {
		where += fmt.Sprintf(" 第 %d 行", f.Line)
	}
	if f.Row != "" {
		where += "（" + f.Row + "）"
	}
	if where != "" {
		where += "："
	}
	return where + f.Reason + "（" + f.Code + "）。" + f.Advice
}

// Unwrap returns ErrTaxonomy.
func (f Fault) Unwrap() error { return ErrTaxonomy }

// Faults are all faults of a site's files, in the order of files and lines;
// never empty where it is an error. It wraps ErrTaxonomy.
type Faults []Fault

// Error returns the faults, one a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns ErrTaxonomy.
func (fs Faults) Unwrap() error { return ErrTaxonomy }

// inRegexp says in Chinese what is wrong with a regular expression.
func inRegexp(err error) string {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return "正则表达式有误"
	}
	for _, k := range regexpFaults {
		if k.code == e.Code {
			return k.says
		}
	}
	return "正则表达式有误：" + e.Code.String()
}

var regexpFaults = []struct {
	code syntax.ErrorCode
	says string
}{
	{syntax.ErrMissingParen, "圆括号没有成对：少了右括号"},
	{syntax.ErrUnexpectedParen, "圆括号没有成对：多了右括号"},
	{syntax.ErrMissingBracket, "方括号没有成对：少了 ]"},
	{syntax.ErrMissingRepeatArgument, "*、+、? 的前面没有内容"},
	{syntax.ErrInvalidRepeatOp, "*、+、? 不能连用"},
	{syntax.ErrInvalidRepeatSize, "花括号里的次数太大或写反了"},
	{syntax.ErrInvalidPerlOp, "用了不支持的写法，如 (?=…)、(?!…)"},
	{syntax.ErrInvalidEscape, "反斜杠后面的写法不认识"},
	{syntax.ErrTrailingBackslash, "不能以反斜杠结尾"},
	{syntax.ErrInvalidCharRange, "方括号里的范围写反了或不认识"},
	{syntax.ErrInvalidCharClass, "方括号里的写法有误"},
	{syntax.ErrInvalidNamedCapture, "组名有误"},
	{syntax.ErrInvalidUTF8, "含有损坏的字符"},
	{syntax.ErrNestingDepth, "括号套得太深"},
	{syntax.ErrLarge, "展开后太大，请把次数写小些"},
}
