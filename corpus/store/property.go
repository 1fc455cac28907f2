package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"wenjian/corpus"
)

// A PropertyKind is one document property that is kept as a provenance fact.
type PropertyKind struct {
	Key   string // as corpus.Source.Properties and properties.key hold it
	Label string // in Chinese
}

// propertyKinds lists the properties that say where a file comes from, in
// the order they are shown. Files name others too; those are kept and shown
// under their own key.
var propertyKinds = []PropertyKind{
	{"author", "作者"},
	{"last-saved-by", "最后保存者"},
	{"company", "单位"},
	{"manager", "主管"},
	{"created", "创建时间"},
	{"modified", "修改时间"},
	{"printed", "打印时间"},
	{"editing-minutes", "编辑分钟数"},
	{"revision", "修订次数"},
	{"template", "模板"},
	{"saved-by", "保存记录"},
	{"title", "文件标题"},
	{"subject", "主题"},
	{"keywords", "关键词"},
	{"application", "软件"},
}

// A Property is one provenance fact of a document: what the file says of
// itself, unchecked.
type Property struct {
	PropertyKind
	Value string
}

// Shown returns the value as people read it: a time of the machine's own zone
// to the minute, anything else as it stands.
func (p Property) Shown() string {
	if t, err := time.Parse(time.RFC3339, p.Value); err == nil {
		return t.Local().Format("2006-01-02 15:04")
	}
	return p.Value
}

// PropertiesOf returns what a file says of itself, the known properties first
// and in their order, then the others by key. Empty values are left out.
func PropertiesOf(src corpus.Source) []Property {
	var out []Property
	known := map[string]bool{}
	for _, k := range propertyKinds {
		known[k.Key] = true
		if v := src.Properties[k.Key]; v != "" {
			out = append(out, Property{k, v})
		}
	}
	var rest []string
	for k, v := range src.Properties {
		if !known[k] && v != "" {
			rest = append(rest, k)
		}
	}
	slices.Sort(rest)
	for _, k := range rest {
		out = append(out, Property{PropertyKind{k, k}, src.Properties[k]})
	}
	return out
}

// DocumentsWith returns the IDs, in order, of the documents whose file has
// that property with exactly that value: who else's file was last saved by
// the same hand.
func (s *Store) DocumentsWith(ctx context.Context, key, value string) (ids []string, err error) {
	err = each(ctx, s.reader, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, formatID(id))
		return err
	}, `SELECT document_id FROM properties WHERE key = ? AND value = ? ORDER BY document_id`, key, value)
	return ids, wrap("查询文档属性", err)
}

// properties writes the properties of src as rows of the document id.
func (w *putter) properties(id int64, src corpus.Source) error {
	if err := w.exec(`DELETE FROM properties WHERE document_id = ?`, id); err != nil {
		return err
	}
	var rows [][]any
	for _, p := range PropertiesOf(src) {
		rows = append(rows, []any{id, p.Key, p.Value})
	}
	return w.insert(`properties (document_id, key, value)`, rows)
}
