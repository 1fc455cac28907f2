package segment

import "strings"

// setLevels gives each heading its level in the intended outline: 1 for the
// outermost numbering. A style that is open keeps its level and closes what is
// inside; a new one nests below what is open, except that an outer style closes
// inner ones. (一) is level 2 even where the 一、 above it is missing.
func setLevels(hs []heading) {
	type open struct {
		style style
		level int
	}
	var stack []open
	if missingFirst(hs) {
		stack = append(stack, open{han, 1})
	}
	for i := range hs {
		h := &hs[i]
		at := len(stack)
		for k := range stack {
			if stack[k].style == h.style {
				at = k
				break
			}
		}
		switch {
		case h.style == attachment:
			stack = stack[:0]
		case at < len(stack):
			stack = stack[:at]
		case fixed(h.style):
			for n := len(stack); n > 0; n-- {
				if top := stack[n-1].style; top == attachment || fixed(top) && top < h.style || !fixed(top) && h.style > han {
					break
				}
				stack = stack[:n-1]
			}
		}
		h.level = 1
		if len(stack) > 0 {
			h.level = stack[len(stack)-1].level + 1
		} else if h.style == hanParen {
			h.level = 2
		}
		stack = append(stack, open{h.style, h.level})
	}
}

// adopt gives headings that are lines of their own the style of the numbered
// ones around them whose number they lost: of the outermost when the phrase is
// one by which texts are divided (存在的问题), of the one before when that style
// goes on behind. A heading directly below another is a part of it and keeps
// its own style.
func adopt(text string, hs []heading) {
	if len(hs) == 0 || hs[0].style == loose {
		return // they divide the text themselves
	}
	outermost := attachment
	for i := range hs {
		h := &hs[i]
		switch {
		case fixed(h.style):
			outermost = min(outermost, h.style)
		case h.style == loose && i > 0 && fixed(hs[i-1].style) && strings.TrimSpace(text[hs[i-1].end:h.start]) != "":
			if knownHeading(text[h.start:h.end]) {
				h.style, h.number = outermost, 0
			} else if i+1 < len(hs) && hs[i+1].style == hs[i-1].style && ownsLine(text, hs[i-1]) {
				h.style, h.number = hs[i-1].style, 0
			}
		}
	}
}

// fixed reports whether a style has its place in the order of styles; the
// others nest wherever they stand.
func fixed(s style) bool {
	switch s {
	case chapter, section, han, hanParen, arabic, decimal, arabicParen, circled, article:
		return true
	}
	return false
}

// missingFirst reports whether the text begins inside a section whose 一、 was
// lost: the first 一、-style number is not 1, or (一) stands before it.
func missingFirst(hs []heading) bool {
	for i, h := range hs {
		if h.style == han {
			return i > 0 && h.number > 1 && fixed(hs[0].style)
		}
	}
	return false
}
