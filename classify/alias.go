package classify

// An alias is a short form that the text introduces: 白石县城关小学党支部(以下
// 简称"校党支部").
type alias struct{ full, short string } // folded

// aliases returns the short forms that the text introduces, in text order.
func (c *Classifier) aliases(r *reading) []alias {
	var out []alias
	text := r.view.Text
	in(&c.docs.units.introduced, text, r.stretches(), func(m []int) {
		out = append(out, alias{text[m[2]:m[3]], text[m[4]:m[5]]})
	})
	return out
}
