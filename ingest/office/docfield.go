package office

import (
	"strings"
	"unicode"

	"wenjian/ingest/page"
)

// Fields ([MS-DOC] 2.8.25) stand in the text as 13 code 14 result 15, nested
// At will. The result is text; the code is not, but for the few fields whose
// code is what the reader sees.

// A docField is a field that has begun and not ended.
type docField struct {
	code   []byte
	result bool   // past the code
	why    string // reason for which the result is no reading text
}

const (
	maxFieldDepth = 32
	maxFieldCode  = 8 << 10 // bytes; a longer code is a lost end mark
)

// instruction returns the first word of a field's code, in upper case, and
// the rest.
func instruction(code string) (word, rest string) {
	code = strings.TrimSpace(code)
	i := strings.IndexFunc(code, unicode.IsSpace)
	if i < 0 {
		return strings.ToUpper(code), ""
	}
	return strings.ToUpper(code[:i]), strings.TrimSpace(code[i:])
}

// resultReason says why the result of a field with this code is no reading
// text, "" when it is.
func resultReason(code string) string {
	switch word, _ := instruction(code); word {
	case "TOC":
		return WhyContents
	case "PAGE", "NUMPAGES", "SECTIONPAGES":
		return page.WhyPageNumber
	}
	return ""
}

// shownCode returns what the reader sees of a field without result.
func shownCode(code string) string {
	switch word, rest := instruction(code); word {
	case "EQ":
		return shownEquation(rest)
	case "MACROBUTTON":
		_, text := instruction(rest)
		return text
	case "QUOTE":
		return strings.Trim(rest, `"“”`)
	}
	return ""
}

// shownEquation returns the base characters of an EQ field: Word sets
// enclosed characters as EQ \o\ac(○,一) and pronunciations as
// EQ \o\ad(\s\up 9(dǎng),党); the last argument is what was written.
func shownEquation(code string) string {
	open := strings.IndexByte(code, '(')
	end := strings.LastIndexByte(code, ')')
	if open < 0 || end < open {
		return ""
	}
	arg := code[open+1 : end]
	depth, last := 0, 0
	for i, r := range arg {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',', '，', ';':
			if depth == 0 {
				last = i + len(string(r))
			}
		}
	}
	arg = strings.TrimSpace(arg[last:])
	if strings.HasPrefix(arg, `\`) {
		return shownEquation(arg)
	}
	return arg
}
