package office

// symbolFonts gives what fonts of symbols show for a code, where Unicode has
// it. The codes stand in files as such or in the private area from U+F000.
var symbolFonts = map[string]map[rune]string{
	"symbol":     {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xB0: "°", 0xD7: "⋅", 0xD6: "√", 0xA5: "∞", 0xB2: "″", 0xA2: "′"},
	"wingdings":  {0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x2A: "✉", 0x46: "☞"},
	"wingdings2": {0x50: "✓", 0x52: "☑", 0x51: "☒", 0x4F: "✗", 0xA3: "□", 0x97: "●", 0xA2: "■"},
}

// symbol returns what the given code shows in a font, "" when it is unknown.
func symbol(font string, code rune) string {
	if code >= 0xF000 && code <= 0xF0FF {
		code -= 0xF000
	}
	return symbolFonts[fontKey(font)][code]
}

// fontKey returns the name of a font without spaces, in lower case.
func fontKey(name string) string {
	b := make([]byte, 0, len(name))
	for _, c := range []byte(name) {
		switch {
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c != ' ':
			b = append(b, c)
		}
	}
	return string(b)
}
