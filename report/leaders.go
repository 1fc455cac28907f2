package report

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// leads are the words of a body's leadership, those that hold others first.
func leads() []string { return []string{"副组长", "组长", "成员"} }

// A leader is a person in a leading body, or a body that no person is named of.
type leader struct {
	spot
	body, role, name, post string
}

// leaders lists who leads the bodies that units set up.
func leaders(ctx context.Context, q Querier, o Options) (Table, error) {
	fail := func(err error) (Table, error) { return Table{}, fmt.Errorf("列机构人员：%w", err) }
	what := cmp.Or(strings.Join(strings.Fields(o.Ask["body"]), ""), defaultBody)
	people, err := personsOf(ctx, q)
	if err != nil {
		return fail(err)
	}
	var list []leader
	err = each(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var body string
		if err := rows.Scan(&id, &body); err != nil {
			return err
		}
		list = append(list, leadersIn(id, body, what, people[id])...)
		return nil
	}, `SELECT d.id, t.body FROM counted d CROSS JOIN texts t ON t.document_id = d.id WHERE instr(t.body, ?) > 0 ORDER BY d.id`, what)
	if err != nil {
		return fail(err)
	}
	read, err := readPlaces(ctx, q, list, func(l leader) spot { return l.spot })
	if err != nil {
		return fail(err)
	}
	units, led := map[string]bool{}, map[string]bool{}
	t := Table{Title: what + "人员", List: true, Columns: []Column{{"单位", Text}, {"机构", Text}, {"组内职责", Text}, {"姓名", Text}, {"职务", Text}, {"材料", Text}, {"原文", Text}}}
	for i, l := range read.shown {
		h := read.named[l.document]
		units[h.unitKey] = true
		led[h.unitKey] = led[h.unitKey] || l.name != "" && l.role == "组长"
		t.Rows = append(t.Rows, []Cell{known(h.unit), known(l.body), known(l.role), known(l.name), known(l.post), h.cell(), h.quote(read.texts[i])})
	}
	delete(units, "")
	delete(led, "")
	n := 0
	for _, named := range led {
		if named {
			n++
		}
	}
	t.Notes = appendNotes([]string{
		fmt.Sprintf("%d 个单位写到成立%s，其中 %d 个写明组长。", len(units), what, n),
		"取同一行或紧接几行里写明组长、副组长、成员的人；“—”是写到成立而没有写明由谁负责。上级的同类机构不列。",
	}, read.more)
	return t, nil
}

// A namedPerson is one mention of a person.
type namedPerson struct {
	spot
	name, post string
}

func personsOf(ctx context.Context, q Querier) (map[int64][]namedPerson, error) {
	out := make(map[int64][]namedPerson)
	err := each(ctx, q, func(rows *sql.Rows) error {
		var p namedPerson
		err := rows.Scan(&p.document, &p.name, &p.post, &p.start, &p.stop)
		out[p.document] = append(out[p.document], p)
		return err
	}, `SELECT d.id, p.name, p.post, p.start, p.stop FROM counted d CROSS JOIN persons p ON p.document_id = d.id ORDER BY d.id, p.start`)
	return out, err
}

// setUp are the words that say that a body was founded, before its name.
func setUp() []string { return []string{"成立", "设立", "建立", "组建", "组成"} }

// memberLines is how many lines below a body's name may list its people.
const memberLines = 6

// leadersIn finds the people of every body whose name ends in what, or the
// body alone where it was set up and nobody is named. people stand in order; what is
// not empty.
func leadersIn(document int64, text, what string, people []namedPerson) (out []leader) {
	seen := make(map[string]bool)
	for from := 0; ; {
		i := strings.Index(text[from:], what)
		if i < 0 {
			return out
		}
		start, stop := from+i, from+i+len(what)
		from = stop
		line := text[strings.LastIndexByte(text[:start], '\n')+1:]
		line, _, _ = strings.Cut(line, "\n")
		at := start - (strings.LastIndexByte(text[:start], '\n') + 1)
		body := bodyName(line[:at]) + what
		founded := slices.ContainsFunc(setUp(), func(w string) bool { return strings.Contains(tail(line[:at], 90), w) })
		found := false
		for _, p := range people {
			if p.start < start-len(line[:at]) || p.stop > len(text) || strings.Count(text[min(start, p.start):p.start], "\n") > memberLines {
				continue
			}
			role := roleOf(text, p)
			if role == "" || seen[p.name] {
				continue
			}
			seen[p.name], found = true, true
			out = append(out, leader{p.spot, body, role, p.name, p.post})
		}
		if founded && !found && !seen[body] && len(seen) == 0 {
			seen[body] = true
			out = append(out, leader{spot: spot{document, start, stop}, body: body})
		}
	}
}

// bodyName returns what stands before the common part of a body's name: the
// campaign, behind the word that founds it.
func bodyName(before string) string {
	for _, w := range append(setUp(), "了", "，", "。", "、", "：", "“", "《", "（", " ", "的", "以及", "和") {
		if i := strings.LastIndex(before, w); i >= 0 {
			before = before[i+len(w):]
		}
	}
	if len(before) > 60 {
		return ""
	}
	return before
}

// tail returns the last bytes of s, from a whole character on.
func tail(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-bytes:], "")
}

// roleBehind is what follows a name whose role stands behind it, alone or
// behind the names of others in the same role: 张三任组长，李四、王五任副组长.
var roleBehind = regexp.MustCompile(`^(?:同志)?(?:[、和]\p{Han}{2,4}(?:同志)?)*(?:担任|任|为)(?:第一|常务)?(副组长|组长|成员)`)

// roleBytes is how far behind a name its role is looked for.
const roleBytes = 120

// roleOf returns what a person is in a body: the role whose list holds the
// name (组长：张三), or behind it (张三任组长).
func roleOf(text string, p namedPerson) string {
	after := text[p.stop:min(len(text), p.stop+roleBytes)]
	after, _, _ = strings.Cut(strings.ToValidUTF8(after, ""), "\n")
	if m := roleBehind.FindStringSubmatch(after); m != nil {
		return m[1]
	}
	before := text[strings.LastIndexByte(text[:p.start], '\n')+1 : p.start]
	if i := strings.LastIndexAny(before, "。；"); i >= 0 {
		before = before[i:]
	}
	before = strings.NewReplacer(" ", "", "　", "", "\t", "").Replace(before)
	return openList(before)
}

// openList returns the role whose list is open at the end of a line: the last
// one that a colon or 由 follows (组长：张三, 副组长由李四担任), or that nothing does.
func openList(line string) string {
	for line != "" {
		at, role := -1, ""
		for _, r := range leads() { // 副组长 ends in 组长 and is asked first
			if i := strings.LastIndex(line, r); i >= 0 && i+len(r) > at+len(role) {
				at, role = i, r
			}
		}
		if at < 0 {
			return ""
		}
		behind := line[at+len(role):]
		if behind == "" || slices.ContainsFunc([]string{"：", ":", "由"}, func(s string) bool { return strings.HasPrefix(behind, s) }) {
			return role
		}
		line = line[:at]
	}
	return ""
}

// defaultBody is the body that campaigns set up.
const defaultBody = "领导小组"

// bodyParam names the kind of body that leaders lists.
func bodyParam() Param {
	return Param{ID: "body", Label: "机构", Help: "机构名称的末尾，如 领导小组", Default: defaultBody}
}
