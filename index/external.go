package index

// External is a Result as it leaves the program: what `wenjian search --json`
// prints. Offsets are code points, half open. The field names are a contract.
type External struct {
	Total  int                        `json:"total"`
	Hits   []ExternalHit              `json:"hits"`
	Facets map[string][]ExternalCount `json:"facets"`
}

// ExternalHit is a hit of an External result.
type ExternalHit struct {
	Source     string            `json:"source"`
	Ordinal    int               `json:"ordinal"`
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	TitleMarks [][2]int          `json:"title_marks"`
	Unit       string            `json:"unit"`
	UnitKind   string            `json:"unit_kind"`
	Kind       string            `json:"kind"`
	Date       string            `json:"date"`
	Score      float64           `json:"score"`
	Snippets   []ExternalSnippet `json:"snippets"`
	Also       []string          `json:"also,omitempty"` // IDs of hits that are copies and are not listed themselves
}

// ExternalSnippet is a snippet of an External result; marks are in Text.
type ExternalSnippet struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// ExternalCount is one row of a facet; value "" counts documents in which the
// field is unknown.
type ExternalCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// External returns r in the form that leaves the program. No list in it is
// null.
func (r Result) External() External {
	x := External{Total: r.Total, Hits: make([]ExternalHit, 0, len(r.Hits)), Facets: map[string][]ExternalCount{}}
	for _, h := range r.Hits {
		e := ExternalHit{
			Source: h.Source, Ordinal: h.Ordinal, ID: h.ID, Title: h.Title, TitleMarks: marks(h.TitleMarks), Unit: h.Unit,
			UnitKind: h.UnitKind, Kind: h.Kind, Date: h.Date, Score: h.Score, Snippets: make([]ExternalSnippet, 0, len(h.Snippets)),
		}
		for _, s := range h.Snippets {
			e.Snippets = append(e.Snippets, ExternalSnippet{s.Text, marks(s.Marks)})
		}
		for _, c := range h.Also {
			e.Also = append(e.Also, c.ID)
		}
		x.Hits = append(x.Hits, e)
	}
	for field, counts := range r.Facets {
		rows := make([]ExternalCount, 0, len(counts))
		for _, c := range counts {
			rows = append(rows, ExternalCount{c.Value, c.N})
		}
		x.Facets[field] = rows
	}
	return x
}

func marks(m [][2]int) [][2]int {
	if m == nil {
		return [][2]int{}
	}
	return m
}
