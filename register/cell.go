package register

import (
	"strconv"
	"strings"
	"unicode"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// foldLine returns s folded, on one line.
func foldLine(s string) string { return zh.Fold(foldSpaces(s)) }

// foldSpaces makes every run of white space one space.
func foldSpaces(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' || r == '\u200b' }), " ")
}

// nameCell reads the name of a unit: on one line, without the spaces that
// spread short names (财 政 局) and without a number before it.
func nameCell(s string) string {
	s = foldSpaces(s)
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		if r == ' ' && (i == 0 || i+1 == len(rs) || zh.IsHan(rs[i-1]) && zh.IsHan(rs[i+1])) {
			continue
		}
		b.WriteRune(r)
	}
	return cutNumber(b.String())
}

// cutNumber removes 3. or 12、 before a name.
func cutNumber(s string) string {
	rest := strings.TrimLeft(s, "0123456789０１２３４５６７８９")
	if rest == s || rest == "" {
		return s
	}
	if r := []rune(rest); strings.ContainsRune(".．、)）", r[0]) && len(r) > 1 {
		return strings.TrimSpace(string(r[1:]))
	}
	return s
}

// listCell reads several names: parted by 、，；/ or line breaks.
func listCell(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；;/／|\n\r\t", r) }) {
		if part = nameCell(part); part != "" && part != "无" && part != "-" && part != "—" {
			out = append(out, part)
		}
	}
	return out
}

// ditto reports whether a cell means what stands above it.
func ditto(s string) bool {
	switch strings.TrimSpace(s) {
	case "同上", "〃", "″", "\"", "''", "”", "…":
		return true
	}
	return false
}

// Expected reads the column 应报送: how many texts the unit is to hand in. ok
// is false when the cell is empty or not understood.
func Expected(due string) (n int, ok bool) {
	s := strings.TrimSuffix(strings.Join(strings.Fields(foldLine(due)), ""), "份")
	switch s {
	case "是", "√", "✓", "✔", "y", "yes", "应报", "应报送", "需报", "需报送", "要", "对":
		return 1, true
	case "否", "×", "x", "✗", "✘", "n", "no", "不报", "不报送", "不需报送", "免", "免报", "不需", "不需要":
		return 0, true
	}
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && n <= 10000 {
		return n, true
	}
	if items := listCell(due); len(items) > 1 { // 方案、总结
		return len(items), true
	}
	return 0, false
}

// kindCell finds the kind that a cell names by ID or label, fully or as the
// one kind whose label it is a part of. It returns "" when none or several do.
func kindCell(cell string, kinds []corpus.Kind) string {
	want := Key(cell)
	if want == "" {
		return ""
	}
	var near []string
	for _, k := range kinds {
		label := Key(k.Label)
		if want == label || want == Key(k.ID) {
			return k.ID
		}
		if label != "" && (strings.Contains(label, want) || strings.Contains(want, label)) {
			near = append(near, k.ID)
		}
	}
	if len(near) == 1 {
		return near[0]
	}
	return ""
}
