package register

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A field is what a column of a register means.
type field int

const (
	fieldOther field = iota // kept, without meaning
	fieldIgnored
	fieldID
	fieldName
	fieldSuperior
	fieldKind
	fieldLevel
	fieldAliases
	fieldFormer
	fieldDue
	fieldContact
	fieldPhone
)

// A heading is one column that the program understands: the name it writes,
// what the template says of it, and the names it reads.
type heading struct {
	field field
	name  string
	help  string
	also  []string
}

// headings are the columns in the order in which they are written. Names to
// read are folded and without spaces; an earlier heading wins a name.
var headings = []heading{
	{fieldName, "单位名称", "必填，写全称，一行一个单位", []string{"单位", "单位全称", "单位名", "名称", "全称", "党组织名称", "党组织全称", "党组织", "基层党组织", "基层党组织名称", "支部名称", "党支部名称", "机构名称", "部门名称", "部门", "组织名称", "报送单位", "填报单位", "单位(党组织)名称", "单位(部门)"}},
	{fieldSuperior, "上级单位", "写上级单位的全称，它也要有一行；最上层的留空", []string{"上级", "上级单位名称", "上级党组织", "上级党组织名称", "主管单位", "主管部门", "隶属", "隶属单位", "隶属关系", "所属单位", "所属", "所属党委", "所属党组织", "隶属党组织", "上级部门", "上级主管", "上级主管部门", "上级党委", "归口单位", "归口部门"}},
	{fieldKind, "类别", "单位类别，见“说明”", []string{"单位类别", "单位类型", "类型", "单位性质", "性质", "分类"}},
	{fieldLevel, "层级", "单位层级，见“说明”", []string{"单位层级", "级别", "单位级别", "行政级别", "层次"}},
	{fieldAliases, "简称、别名", "几个之间用顿号隔开", []string{"简称", "别名", "简称别名", "单位简称", "又名", "其他名称", "常用名", "简称/别名", "别称"}},
	{fieldFormer, "曾用名", "改名、合并以前的名称，几个之间用顿号隔开", []string{"原名", "原名称", "原单位名称", "旧称", "旧名", "前身", "曾用名称"}},
	{fieldDue, "应报送", "写“是”“否”，或应报送几份", []string{"是否应报送", "应报", "应报送份数", "应报份数", "是否报送", "应报材料", "应报送材料", "报送任务"}},
	{fieldContact, "联系人", "", []string{"联系人姓名", "联络员", "联络人", "经办人", "负责人", "责任人"}},
	{fieldPhone, "联系电话", "", []string{"电话", "联系方式", "手机", "手机号", "手机号码", "电话号码", "办公电话", "联系人电话"}},
	{fieldID, "编号", "程序写的，改名时凭它认出是哪个单位；新单位留空", []string{"名册编号", "单位编号"}},
	{fieldIgnored, "序号", "", []string{"顺序", "顺序号", "no", "no.", headingKey(LearnedCount)}},
}

// LearnedCount is the column that says how many documents a proposed entry
// has. Reading a register passes over it.
const LearnedCount = "本次材料份数"

// headingKey returns the form in which names of columns are compared: folded,
// without spaces, a remark in brackets or a mark for duty left out.
func headingKey(cell string) string {
	key := strings.Join(strings.Fields(foldLine(cell)), "")
	key = strings.Trim(key, "*:★")
	if i := strings.IndexByte(key, '('); i > 0 && strings.HasSuffix(key, ")") {
		if bare := key[:i]; bare != "单位" {
			key = bare
		}
	}
	return key
}

// fieldOf returns what the column called cell means.
func fieldOf(cell string) field {
	key := headingKey(cell)
	if key == "" || utf8.RuneCountInString(key) > 12 {
		return fieldOther
	}
	for _, h := range headings {
		if headingKey(h.name) == key {
			return h.field
		}
		for _, a := range h.also {
			if a == key {
				return h.field
			}
		}
	}
	return fieldOther
}

// columns are the columns of a sheet.
type columns struct {
	fields []field
	names  []string // as printed
	header int      // index of the last row of the heading
}

// mostHeading is how far down the heading of a table may stand.
const mostHeading = 20

// findColumns finds the heading of a sheet: the row that names the column of
// units and most others. Of two rows of headings the lower one names what the
// upper one gathers (联系人: 姓名, 电话).
func findColumns(rows []Row) (columns, bool) {
	best, at := 0, -1
	for i, r := range rows[:min(len(rows), mostHeading)] {
		if n := understood(r.Cells); n > best {
			best, at = n, i
		}
	}
	if at < 0 {
		return columns{}, false
	}
	c := columns{header: at}
	for _, cell := range rows[at].Cells {
		c.names = append(c.names, foldSpaces(cell))
		c.fields = append(c.fields, fieldOf(cell))
	}
	if at+1 < len(rows) {
		c.below(rows[at+1].Cells)
	}
	c.unique()
	c.distinguish()
	return c, true
}

// understood returns how many columns a row names, 0 when it does not name
// that of the units or is filled by one merged title.
func understood(cells []string) int {
	seen := map[field]bool{}
	for _, cell := range cells {
		if f := fieldOf(cell); f != fieldOther {
			seen[f] = true
		}
	}
	if !seen[fieldName] {
		return 0
	}
	return len(seen)
}

// below takes a second row of headings, if it is one: every cell repeats what
// stands above it (merged) or is empty or names something, and the units' cell
// names no unit.
func (c *columns) below(cells []string) {
	sub := map[int]string{}
	for j, cell := range cells {
		cell = foldSpaces(cell)
		switch {
		case cell == "" || j < len(c.names) && cell == c.names[j]:
		case j < len(c.fields) && c.fields[j] == fieldName:
			return // a unit: the rows have begun
		case fieldOf(cell) != fieldOther || headingKey(cell) == "姓名":
			sub[j] = cell
		default:
			return
		}
	}
	if len(sub) == 0 {
		return
	}
	c.header++
	for j, name := range sub {
		for len(c.names) <= j {
			c.names, c.fields = append(c.names, ""), append(c.fields, fieldOther)
		}
		if f := fieldOf(name); f != fieldOther {
			c.fields[j] = f
		}
		if c.names[j] != "" {
			name = c.names[j] + name
		}
		c.names[j] = name
	}
}

// unique leaves each meaning to the first column that has it, so that no
// column is lost: 联系人 and 负责人 are both kept.
func (c *columns) unique() {
	seen := map[field]bool{}
	for j, f := range c.fields {
		if f == fieldOther || f == fieldIgnored {
			continue
		}
		if seen[f] && f != fieldAliases && f != fieldFormer {
			c.fields[j] = fieldOther
			c.rename(j)
		}
		seen[f] = true
	}
	// 单位 beside 单位名称 or 上级 beside 上级单位: the fuller heading wins.
	for j, f := range c.fields {
		for k := j + 1; k < len(c.fields); k++ {
			if (f == fieldName || f == fieldSuperior) && fieldOf(c.names[k]) == f && headingKey(c.names[k]) == headingOf(f).name && headingKey(c.names[j]) != headingOf(f).name {
				c.fields[j], c.fields[k] = fieldOther, f
				c.rename(j)
			}
		}
	}
}

// distinguish gives columns without meaning names of their own, so that each is
// kept: 备注, 备注（第 6 列）.
func (c *columns) distinguish() {
	seen := map[string]bool{}
	for j, f := range c.fields {
		if f != fieldOther {
			continue
		}
		if c.names[j] == "" {
			c.names[j] = fmt.Sprintf("第 %d 列", j+1)
		}
		for seen[c.names[j]] {
			c.names[j] += fmt.Sprintf("（第 %d 列）", j+1)
		}
		seen[c.names[j]] = true
	}
}

// rename tells a column that is kept beside one of ours of the same name from it.
func (c *columns) rename(j int) {
	if c.names[j] == headingOf(fieldOf(c.names[j])).name {
		c.names[j] += fmt.Sprintf("（第 %d 列）", j+1)
	}
}

func headingOf(f field) heading {
	for _, h := range headings {
		if h.field == f {
			return h
		}
	}
	return heading{}
}
