package classify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// An Addition is what a person adds to a site's file: a new row, or more
// names and examples for a row that is there.
type Addition struct {
	List           string // activities, campaigns, sections, documents, units
	ID             string
	Label, Parent  string // of a new row; may be empty
	Aliases        []string
	From, To       string // of a campaign
	Match, NoMatch []string
}

// Editable returns the lists that Add can write to: those where a name alone
// finds something.
func Editable() []string {
	return []string{"activities", "campaigns", "sections", "documents", "units"}
}

// Add returns data, the content of a site's file, with the addition: names
// and examples go to the row that has the ID, else a row is put at the end.
// Comments stay. The error is Faults when data is not such a file.
func Add(data []byte, a Addition) ([]byte, error) {
	if !utf8.Valid(data) {
		return nil, Faults{notUTF8(a.List + ".yaml")}
	}
	for _, s := range slices.Concat([]string{a.ID, a.Label, a.Parent, a.From, a.To}, a.Aliases, a.Match, a.NoMatch) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			return nil, Faults{{File: a.List + ".yaml", Code: "taxonomy-name", Reason: "要添加的内容里有换行或损坏的字符", Advice: "请重新输入，写在一行里。"}}
		}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(data, &root); err != nil {
		return nil, yamlFaults(a.List+".yaml", data, err)
	}
	if root.Kind == 0 {
		root = yaml.Node{Kind: yaml.DocumentNode, HeadComment: comments(data), Content: []*yaml.Node{{Kind: yaml.MappingNode}}}
	}
	top := root.Content[0]
	if top.Kind == yaml.ScalarNode && top.Tag == "!!null" {
		*top = yaml.Node{Kind: yaml.MappingNode}
	}
	kinds := value(top, "kinds")
	if kinds != nil && kinds.Kind == yaml.ScalarNode && kinds.Tag == "!!null" {
		*kinds = yaml.Node{Kind: yaml.SequenceNode}
	}
	if top.Kind == yaml.MappingNode && kinds == nil {
		kinds = &yaml.Node{Kind: yaml.SequenceNode}
		top.Content = append(top.Content, scalar("kinds"), kinds)
	}
	if top.Kind != yaml.MappingNode || kinds.Kind != yaml.SequenceNode {
		return nil, Faults{{File: a.List + ".yaml", Line: top.Line, Code: "taxonomy-yaml", Reason: "文件里没有 kinds 列表", Advice: "请对照 docs/rules.md 修改，或移走这个文件重新添加。"}}
	}
	at := slices.IndexFunc(kinds.Content, func(n *yaml.Node) bool {
		id := value(n, "id")
		return id != nil && id.Value == a.ID
	})
	row := &yaml.Node{Kind: yaml.MappingNode}
	if at >= 0 {
		row = kinds.Content[at]
	} else {
		put(row, "id", a.ID)
		kinds.Content = append(kinds.Content, row)
	}
	put(row, "label", a.Label)
	put(row, "parent", a.Parent)
	putAll(row, "aliases", a.Aliases)
	put(row, "from", a.From)
	put(row, "to", a.To)
	putAll(row, "match", a.Match)
	putAll(row, "no_match", a.NoMatch)
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err := enc.Encode(&root)
	if err = errors.Join(err, enc.Close()); err != nil {
		return nil, fmt.Errorf("%w: write %s.yaml: %w", ErrTaxonomy, a.List, err)
	}
	return b.Bytes(), nil
}

// comments returns the lines of a file that are comments.
func comments(data []byte) string {
	var out []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }

// put sets a key of a row, unless s is empty.
func put(row *yaml.Node, key, s string) {
	if s == "" {
		return
	}
	if v := value(row, key); v != nil {
		*v = *scalar(s)
		return
	}
	row.Content = append(row.Content, scalar(key), scalar(s))
}

// putAll adds to a list of a row what it does not hold.
func putAll(row *yaml.Node, key string, words []string) {
	if len(words) == 0 {
		return
	}
	l := value(row, key)
	if l == nil || l.Kind != yaml.SequenceNode {
		if l == nil {
			l = &yaml.Node{}
			row.Content = append(row.Content, scalar(key), l)
		}
		*l = yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	}
	for _, w := range words {
		if !slices.ContainsFunc(l.Content, func(n *yaml.Node) bool { return n.Value == w }) {
			l.Content = append(l.Content, scalar(w))
		}
	}
}

// WithFile returns site with one file replaced or added; site may be nil.
func WithFile(site fs.FS, name string, data []byte) fs.FS { return overlay{site, name, data} }

// overlay is a folder with one file on top.
type overlay struct {
	under fs.FS
	name  string
	data  []byte
}

// Open opens what lies under; the file on top is only for ReadFile, as
// loading reads.
func (o overlay) Open(name string) (fs.File, error) {
	if o.under == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.under.Open(name)
}

// ReadFile implements fs.ReadFileFS.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	if o.under == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(o.under, name)
}

// ReadDir implements fs.ReadDirFS for the folder itself.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	if o.under != nil {
		var err error
		if entries, err = fs.ReadDir(o.under, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == o.name }) {
		entries = append(entries, fs.FileInfoToDirEntry(onTop(o)))
	}
	return entries, nil
}

// onTop describes the file on top of an overlay.
type onTop overlay

func (f onTop) Name() string     { return f.name }
func (f onTop) Size() int64      { return int64(len(f.data)) }
func (onTop) Mode() fs.FileMode  { return 0o444 }
func (onTop) ModTime() time.Time { return time.Time{} }
func (onTop) IsDir() bool        { return false }
func (onTop) Sys() any           { return nil }
