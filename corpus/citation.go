package corpus

import "strings"

// Name returns how the interface calls a cited document: 《title》, number and
// issuer, as far as the text tells them.
func (c Citation) Name() string {
	var parts []string
	if c.Title != "" {
		parts = append(parts, "《"+onLine(c.Title)+"》")
	}
	if c.Number != "" {
		parts = append(parts, onLine(c.Number))
	}
	if c.Issuer != "" {
		parts = append(parts, "发文机关 "+onLine(c.Issuer))
	}
	return strings.Join(parts, "　")
}

// onLine joins the lines of s.
func onLine(s string) string { return strings.Join(strings.Fields(s), " ") }
