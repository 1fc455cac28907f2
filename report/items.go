package report

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// A listItem is one thing that a section lists, such as one problem.
type listItem struct {
	corpus.Span        // in the document's text, without number and lead
	text        string // folded, on one line
}

var (
	// itemNumber is what begins an item of a list; the group is the number.
	itemNumber = regexp.MustCompile(`(?:^|[。;,:!?\s])((?:[一二三四五六七八九十]{1,2}(?:是|、|,|要)|第[一二三四五六七八九十](?:,|、|是)?|[0-9]{1,2}(?:\.|、)|\([一二三四五六七八九十0-9]{1,2}\)|(?:首先|其次|再次|再者|最后|此外|另外)(?:,|是)?))`)
	// itemEnds is where the talk turns to causes or to what is to be done: the
	// rest of the line lists no more of the kind.
	itemEnds = regexp.MustCompile(`^(?:下一?步|下一?阶段|今后|往后|以后|来年|明年|[上下]半年|接下来|打算|对此|针对|为此|下面|我们(?:要|将)|努力方向|整改|[0-9]{4}年,?$|[0-9]{4}年,[一首]|究其|原因|主要原因|根子|根源|这些问题|这说明)`)
	// itemTurns is how a lead goes on to what is to be done.
	itemTurns = regexp.MustCompile(`(?:打算|计划|准备|下一|今后|明年|来年|我们要|要做|抓好|做好|着力|按照[^,]*(?:要求|规定|部署))[^。;]*[:,]$`)
	// itemCourtesy is how a text ends that lists no more.
	itemCourtesy = regexp.MustCompile(`^(?:以上|汇报完|谢谢|恳请|敬请|请(?:各位|批评|领导))|批评指正|谢谢大家`)
	// itemLead is what stands before the first item.
	itemLead = regexp.MustCompile(`^(?:(?:但是?|同时|当然|还有|主要|问题|不足(?:之处)?|差距|毛病|存在的?|表现|集中在|总的看|具体)+(?:是|为|有|在于)|但是?,?|是),?`)
	// itemLack is what a sentence says that tells of a lack.
	itemLack = regexp.MustCompile(`不(?:够|足|强|高|深|实|严|细|紧|齐|大|平衡|均衡|到位|及时|经常|明显|突出|完善|健全|规范|平|力|全|多|活|新|浓|勤|畅|了|下|上|起|响|便|广|透|准|清)|有待|薄弱|缺乏|缺少|欠缺|欠|较[少差慢低弱]|偏[少低慢软松紧窄浅虚]|滞后|单一|单调|问题|差距|困难|还没有?|没有|尚未|未能|短板|太[少难窄]|流于形式|走过场|跟不上|脱节|松散|松懈|陈旧|老套|笼统|空泛|淡薄|弱化|时断时续|难以|让位|挤占|慢$|少$|窄$|浅$|差$|难$|松$|虚$`)
)

// itemRunes is the least that an item has.
const itemRunes = 5

// itemsIn returns the items that the bytes [from, to) of text list: those with
// numbers, or set off by semicolons; where there are none of these, the
// sentences that tell of a lack.
func itemsIn(text string, from, to int) []listItem {
	view := zh.NewView(text[from:to])
	numbers := make(map[int]int) // where a number begins, and where it ends
	for _, m := range itemNumber.FindAllStringSubmatchIndex(view.Text, -1) {
		rest := view.Text[m[3]:]
		if view.Text[m[3]-1] == '.' && rest != "" && rest[0] >= '0' && rest[0] <= '9' { // 3.5 is no number of a list
			continue
		}
		numbers[m[2]] = m[3]
	}
	r := itemReader{view: view, base: from, numbers: numbers}
	for line := range lineSpans(view.Text) {
		r.line(line[0], line[1])
	}
	return r.items
}

// An itemReader gathers the items of a section.
type itemReader struct {
	view    zh.View
	base    int // of the view in the document
	numbers map[int]int
	items   []listItem
}

// line reads the items of one line.
func (r *itemReader) line(from, to int) {
	text := r.view.Text
	listed := false // a number or semicolon says that this line is a list
	next := false   // the piece before ended with a semicolon
	var end int
	for at := from; at < to; at = end {
		start := at
		n, numbered := r.numbers[at]
		if numbered {
			start = n
		}
		end = r.pieceEnd(start, to)
		s := strings.TrimLeft(text[start:end], " 　,")
		start = end - len(s)
		if itemEnds.MatchString(s) || !numbered && itemTurns.MatchString(s) {
			return
		}
		if i := strings.IndexByte(s, ':'); i >= 0 && utf8.RuneCountInString(s[:i]) <= 24 {
			listed = true
			start += i + 1
		} else if m := itemLead.FindStringIndex(s); m != nil && !numbered && len(s) > m[1] {
			start += m[1]
		}
		semicolon := text[end-1] == ';'
		switch {
		case numbered, semicolon, next, listed && end >= to:
			r.add(start, end)
		case len(r.numbers) == 0 && itemLack.MatchString(s):
			r.add(start, end)
		}
		listed, next = listed || numbered || semicolon, semicolon
		if numbered { // what explains the item up to the next one
			for end < to && r.numbers[end] == 0 && text[end-1] != ';' {
				more := r.pieceEnd(end, to)
				if itemEnds.MatchString(strings.TrimLeft(text[end:more], " ,")) {
					return
				}
				end = more
			}
		}
	}
}

// pieceEnd returns the end of the sentence or list item at from.
func (r *itemReader) pieceEnd(from, to int) int {
	for i, c := range r.view.Text[from:to] {
		at := from + i
		if i > 0 && r.numbers[at] > 0 {
			return at
		}
		if c == ';' || zh.IsSentenceEnd(c) {
			return at + utf8.RuneLen(c)
		}
	}
	return to
}

// add adds what stands in [from, to), or each clause of it where all of them
// tell of a lack.
func (r *itemReader) add(from, to int) {
	clauses := strings.Split(strings.TrimRight(r.view.Text[from:to], "。;!?"), ",")
	split := len(clauses) > 1 && to-from <= 60*hanBytes
	for _, c := range clauses {
		split = split && itemLack.MatchString(c) && utf8.RuneCountInString(c) >= itemRunes
	}
	if !split {
		r.put(from, to)
		return
	}
	at := from
	for _, c := range clauses {
		r.put(at, at+len(c))
		at += len(c) + 1
	}
}

func (r *itemReader) put(from, to int) {
	s := r.view.Text[from:to]
	trimmed := strings.TrimLeft(s, " 　,:")
	from += len(s) - len(trimmed)
	trimmed = strings.TrimRight(trimmed, " 　。;,!?:")
	to = from + len(trimmed)
	if zh.HanCount(trimmed) < itemRunes || itemCourtesy.MatchString(trimmed) {
		return
	}
	r.items = append(r.items, listItem{
		corpus.Span{Start: r.base + r.view.At(from), End: r.base + r.view.At(to)}, strings.Join(strings.Fields(trimmed), ""),
	})
}

// lineSpans yields the bytes of every line of s that is not empty.
func lineSpans(s string) func(func([2]int) bool) {
	return func(yield func([2]int) bool) {
		from := 0
		for line := range strings.Lines(s) {
			to := from + len(strings.TrimRight(line, "\n"))
			if to > from && !yield([2]int{from, to}) {
				return
			}
			from += len(line)
		}
	}
}

// shortItem returns the beginning of an item as a heading: its first clause,
// or several where that says too little.
func shortItem(s string) string {
	const least, most = 6, 24
	n := 0
	for i, r := range s {
		if n >= least && (r == ',' || r == '。' || r == ':' || r == '(') {
			return s[:i]
		}
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
