package classify

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"wenjian/internal/pattern"
	"wenjian/internal/zh"
)

// maxSiteFile is the largest file of a site, in bytes: no list that people
// keep is longer, and one that is was put there by mistake.
const maxSiteFile = 4 << 20

// A siteFile is one of a site's files, decoded, with its nodes for the lines.
type siteFile struct {
	name string // activities
	list list
	root *yaml.Node
}

// readSite reads and vets all files of a site against the built-in lists.
// When there are faults no file is to be used: half of what a site says is
// not what it says.
func readSite(site fs.FS, builtin map[string]*list) ([]siteFile, Faults) {
	entries, err := fs.ReadDir(site, ".")
	if err != nil {
		return nil, Faults{{Code: "taxonomy-read", Reason: "规则文件夹读不了：" + err.Error(), Advice: "请检查文件夹是否存在、是否有读取权限。"}}
	}
	var files []siteFile
	var faults Faults
	for _, e := range entries {
		base, ours := strings.CutSuffix(e.Name(), ".yaml")
		switch {
		case strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~"):
		case ours && builtin[base] != nil:
			f, bad := readSiteFile(site, base)
			if len(bad) == 0 {
				files = append(files, f)
			}
			faults = append(faults, bad...)
		case strings.Contains(strings.ToLower(e.Name()), ".yaml") || strings.EqualFold(path.Ext(e.Name()), ".yml"):
			faults = append(faults, unknownFile(e.Name(), builtin))
		}
	}
	v := vetter{builtin: builtin, site: files}
	for i := range files {
		faults = append(faults, v.vet(&files[i])...)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	for i := range files {
		files[i].complete(builtin[files[i].name])
	}
	return files, nil
}

// blamed finds the file and the row in an error of the lists taken together.
var blamed = pattern.MustCompile(`\b([a-z]+)\.yaml:(?:.*?kind ([^\s:]+))?`)

// blame is the fault of files each of which is well written and that make no
// classifier together.
func blame(site fs.FS, err error) Fault {
	f := Fault{Code: "taxonomy-invalid", Reason: "与内置规则合在一起之后不能使用：" + strings.TrimPrefix(err.Error(), ErrTaxonomy.Error()+": "), Advice: "请对照 docs/rules.md 修改；拿不准时先移走这个文件。"}
	m := blamed.FindStringSubmatch(err.Error())
	if m == nil {
		return f
	}
	f.File, f.Row = m[1]+".yaml", m[2]
	if file, faults := readSiteFile(site, m[1]); len(faults) == 0 {
		if i := slices.IndexFunc(file.list.Kinds, func(r row) bool { return r.ID == f.Row }); i >= 0 {
			f.Line = file.line("kinds", i)
		}
	}
	return f
}

// unknownFile is the fault of a file that nothing would read.
func unknownFile(name string, builtin map[string]*list) Fault {
	names := make([]string, 0, len(builtin))
	for n := range builtin {
		names = append(names, n+".yaml")
	}
	slices.Sort(names)
	return Fault{
		File: name, Code: "taxonomy-file", Reason: "不认识这个文件名，里面的内容不会生效",
		Advice: "文件名应为 " + strings.Join(names, "、") + "（注意不要多出 .txt）；不用的文件请移走。",
	}
}

// readSiteFile reads and decodes one file.
func readSiteFile(site fs.FS, name string) (siteFile, Faults) {
	f := siteFile{name: name}
	file := name + ".yaml"
	data, err := fs.ReadFile(site, file)
	switch {
	case err != nil:
		return f, Faults{{File: file, Code: "taxonomy-read", Reason: "文件读不了：" + err.Error(), Advice: "请检查读取权限，或者它是不是文件夹。"}}
	case len(data) > maxSiteFile:
		return f, Faults{{File: file, Code: "taxonomy-read", Reason: fmt.Sprintf("文件太大（%d 字节）", len(data)), Advice: "规则文件不应超过 4 MB，请检查是不是放错了文件。"}}
	case !utf8.Valid(data):
		return f, Faults{notUTF8(file)}
	}
	var root yaml.Node
	err = yaml.Unmarshal(data, &root)
	if err == nil {
		dec := yaml.NewDecoder(bytes.NewReader(data))
		dec.KnownFields(true)
		if err = dec.Decode(&f.list); errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		return f, yamlFaults(file, data, err)
	}
	f.root = &root
	return f, nil
}

func notUTF8(file string) Fault {
	return Fault{File: file, Code: "taxonomy-encoding", Reason: "文件不是 UTF-8 编码", Advice: "用记事本打开，选“另存为”，编码选“UTF-8”。"}
}

var (
	yamlLine    = pattern.MustCompile(`line (\d+): ?`)
	yamlUnknown = pattern.MustCompile(`field (\S+) not found`)
)

// yamlFaults puts what the decoder says of a file into words.
func yamlFaults(file string, data []byte, err error) Faults {
	says := []string{err.Error()}
	var t *yaml.TypeError
	typed := errors.As(err, &t)
	if typed {
		says = t.Errors
	}
	lines := strings.Split(string(data), "\n")
	var out Faults
	for _, s := range says {
		f := Fault{File: file, Code: "taxonomy-yaml", Reason: "这里的写法不合 YAML 格式", Advice: "请检查缩进（用空格，不用 Tab）、冒号后面的空格、引号和方括号是否成对；参照 docs/rules.md 的例子。"}
		if m := yamlLine.FindStringSubmatch(s); m != nil {
			f.Line, _ = strconv.Atoi(m[1]) // digits
		}
		wide := ""
		if f.Line > 0 && f.Line <= len(lines) {
			wide = yamlWide.FindString(lines[f.Line-1])
		}
		switch m := yamlUnknown.FindStringSubmatch(s); {
		case wide != "":
			f.Reason, f.Advice = "这一行用了全角的“"+wide+"”", "YAML 的冒号、逗号、括号、引号都要用半角，冒号后面空一格，如 aliases: [巡河, 护河]。"
		case m != nil:
			f.Code, f.Reason, f.Advice = "taxonomy-field", "没有“"+m[1]+"”这个字段", "请检查拼写；可用的字段见 docs/rules.md。"
		case typed:
			f.Code, f.Reason, f.Advice = "taxonomy-type", "这里"+wanted(s), "例句、别名等要写成列表，如 aliases: [巡河, 护河]；参照 docs/rules.md 的例子。"
		}
		out = append(out, f)
	}
	return out
}

// yamlWide finds the signs that a Chinese keyboard types in place of YAML's.
var yamlWide = pattern.MustCompile(`[：，［］｛｝【】“”＃]`)

// wanted says what the decoder wanted to read.
func wanted(s string) string {
	for _, k := range []struct{ into, says string }{
		{"into []string", "应写成列表"}, {"into []", "应是一条一条的内容，每条以“- ”开头"}, {"into classify.", "应是“名称: 内容”这样的几行"}, {"into map", "应是“名称: 内容”这样的几行"},
		{"into string", "应写一个词语，不是列表"}, {"into float", "应写一个数"},
	} {
		if strings.Contains(s, k.into) {
			return k.says
		}
	}
	return "的内容类型不对"
}

// value returns the value of a key of a mapping, nil when it has none.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// line returns the line of what the steps lead to, keys of mappings and
// indexes of lists, or of the last step that exists.
func (f *siteFile) line(steps ...any) int {
	n := f.root
	if n != nil && n.Kind == yaml.DocumentNode && len(n.Content) > 0 {
		n = n.Content[0]
	}
	at := 0
	for _, s := range steps {
		switch s := s.(type) {
		case string:
			n = value(n, s)
		case int:
			if n == nil || n.Kind != yaml.SequenceNode || s >= len(n.Content) {
				return at
			}
			n = n.Content[s]
		}
		if n == nil {
			return at
		}
		at = n.Line
	}
	return at
}

// complete makes a row of a few words useful: the names of a row without
// patterns become what is looked for, and patterns are written in the script
// that folded text has.
func (f *siteFile) complete(builtin *list) {
	for i := range f.list.Kinds {
		r := &f.list.Kinds[i]
		for _, ps := range r.regexps() {
			for j, p := range ps.list {
				ps.list[j] = foldHan(p)
			}
		}
		_, known := builtin.byID[r.ID]
		f.named(r, namesOf(*r, known))
	}
	for i := range f.list.Rules {
		r := &f.list.Rules[i]
		r.Heading, r.Unless, r.Body = foldHan(r.Heading), foldHan(r.Unless), foldHan(r.Body)
	}
}

// named gives a row that says nothing of how to find it patterns of its names.
func (f *siteFile) named(r *row, names []string) {
	if len(names) == 0 {
		return
	}
	literals := make([]string, len(names))
	for i, n := range names {
		literals[i] = nameRegexp(n)
	}
	one := strings.Join(literals, "|")
	switch f.name {
	case "activities":
		if len(r.Patterns)+len(r.Wide) == 0 {
			r.Patterns = []string{`"?(?:` + one + `)"?(?:主题)?(?:活动)?`}
		}
	case "campaigns":
		if len(r.Patterns) == 0 {
			r.Patterns = []string{one}
		}
	case "documents":
		if len(r.Title)+len(r.Body) == 0 {
			r.Title = []string{one}
		}
	case "sections":
		f.list.Rules = append(f.list.Rules, sectionRule{Kind: r.ID, Heading: one})
	case "units":
		if len(r.Patterns)+len(r.Suffixes)+len(r.Context) == 0 {
			r.Suffixes = names
			if f.list.Terms == nil {
				f.list.Terms = map[string][]string{}
			}
			f.list.Terms["organ"] = append(f.list.Terms["organ"], literals...)
		}
	}
}

// namesOf returns the names by which a row can be found: its aliases and,
// where the row is new, its label or ID. Those of a known row are looked for
// already.
func namesOf(r row, known bool) []string {
	var out []string
	if !known {
		name := r.Label
		if name == "" {
			name = r.ID
		}
		if zh.HanCount(name) >= 2 {
			out = append(out, name)
		}
	}
	return append(out, r.Aliases...)
}

// nameRegexp returns the regexp that finds a name in folded text as people write
// it: quotes may be missing, 、 may be a comma, and blanks may be there or not.
func nameRegexp(name string) string {
	var b strings.Builder
	for _, r := range zh.Fold(strings.TrimSpace(name)) {
		switch {
		case r == '"' || r == '\'':
			b.WriteString(`["']?`)
		case r == '、' || r == ',':
			b.WriteString(`[、,]? ?`)
		case unicode.IsSpace(r):
			b.WriteString(`\s?`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return b.String()
}

// foldHan folds the Han characters of a regexp, which may be written in
// traditional script: no other character can be folded without asking what
// it means to the regexp.
func foldHan(p string) string {
	return strings.Map(func(r rune) rune {
		if !zh.IsHan(r) {
			return r
		}
		return zh.FoldRune(r)
	}, p)
}

// A field is one list of a row under its name in the file.
type field struct {
	name string
	list []string
}

// regexps returns the lists of a row that hold regexps.
func (r *row) regexps() []field {
	return []field{
		{"patterns", r.Patterns}, {"not", r.Not}, {"wide", r.Wide}, {"title", r.Title}, {"body", r.Body}, {"context", r.Context},
	}
}

// extend joins a site's files with the built-in lists and adds to the hash
// what they change: comments and example sentences change no reading.
func (k *knowledge) extend(site fs.FS, sum io.Writer) error {
	lists := k.files()
	files, faults := readSite(site, lists)
	if len(faults) > 0 {
		return faults
	}
	for _, f := range files {
		said := f.list
		if len(said.Macros)+len(said.Terms)+len(said.Kinds)+len(said.Status)+len(said.Rules) == 0 {
			continue
		}
		said.Kinds = slices.Clone(said.Kinds)
		for i := range said.Kinds {
			said.Kinds[i].Match, said.Kinds[i].NoMatch = nil, nil
		}
		data, err := yaml.Marshal(&said)
		if err != nil {
			return fmt.Errorf("%w: %s.yaml: %w", ErrTaxonomy, f.name, err)
		}
		fmt.Fprintf(sum, "site %s %d\n%s", f.name, len(data), data)
		l := lists[f.name]
		if err := l.join(f.list); err != nil {
			return fmt.Errorf("%w: %s.yaml: %w", ErrTaxonomy, f.name, err)
		}
		l.own = map[string]bool{}
		for _, r := range f.list.Kinds {
			l.own[r.ID] = true
		}
	}
	return nil
}

// maskCampaigns keeps the names of a site's campaigns from being read as
// activities (…学习教育 is no 学习培训); the built-in ones have masks of their own.
func (k *knowledge) maskCampaigns() {
	for _, r := range k.campaigns.Kinds {
		if k.campaigns.own[r.ID] {
			for _, p := range r.Patterns {
				k.activities.Terms["mask"] = append(k.activities.Terms["mask"], `"?(?:`+p+`)"?(?:活动)?`)
			}
		}
	}
}
