package corpus

import "time"

// A Correction is what a person says of one fact of a document. It outranks
// what the program finds, and stays when the document is read again.
type Correction struct {
	ID       int64  // given by the store; 0 before
	Document string // ID of the document that it corrects now, the first of several; empty where its source is no current one
	SHA256   string // of the source's bytes: every submission of these bytes is corrected
	Path     string // only the submission that came under this path; empty for all
	Ordinal  int    // of the document in its source
	Fact     Fact
	Remove   bool   // the program is wrong to find it; else it is there
	Was      string // what the program calls the fact; empty where it finds none
	Value    string // what it is: a kind's ID, a unit's name, a date, a leaked name
	// Set holds further values, by the names of Setting; what is not in it
	// stays as the program finds it.
	Set    map[string]string
	Anchor Anchor // of a fact of the text; empty for a fact of the whole document

	Who, Why string // who corrected it; why may be empty
	Made     time.Time
	Undone   time.Time // zero: in force
	Lost     bool      // the last reading of the source did not find its place
}

// A Fact is a sort of fact that can be corrected.
type Fact string

// The facts that can be corrected.
const (
	FactActivity Fact = "activity"
	FactFigure   Fact = "figure"
	FactSection  Fact = "section"
	FactLeak     Fact = "leak"
	FactKind     Fact = "kind"
	FactUnit     Fact = "unit"
	FactDate     Fact = "date"
	FactCampaign Fact = "campaign"
)

// Facts returns all facts that can be corrected, in the order pages show them.
func Facts() []Fact {
	return []Fact{FactActivity, FactFigure, FactSection, FactLeak, FactKind, FactUnit, FactDate, FactCampaign}
}

// Label returns the Chinese name of f as the interface shows it.
func (f Fact) Label() string {
	switch f {
	case FactActivity:
		return "活动"
	case FactFigure:
		return "数据"
	case FactSection:
		return "段落结构"
	case FactLeak:
		return "串名"
	case FactKind:
		return "文种"
	case FactUnit:
		return "单位"
	case FactDate:
		return "日期"
	case FactCampaign:
		return "主题活动"
	}
	return string(f)
}

// InText reports whether facts of sort f have a place in the text.
func (f Fact) InText() bool {
	switch f {
	case FactActivity, FactFigure, FactSection, FactLeak:
		return true
	}
	return false
}

// The names of Correction.Set.
const (
	SetStatus   = "status"    // of an activity: a Status
	SetWhen     = "when"      // of an activity: as Activity.When, empty for none
	SetValue    = "value"     // of a figure: a decimal number
	SetUnit     = "unit"      // of a figure: 次, 人 …
	SetNorm     = "norm"      // of a figure: true or false
	SetUnitKind = "unit_kind" // of the unit: an ID of Taxonomy.Units
)

// An Anchor says where in a text a correction holds, so that the place is
// found again in another reading of the same source.
type Anchor struct {
	Start  int    // byte offset in the text that was corrected
	Quote  string // what stands there
	Before string // what stands left of it, at most 40 characters
	After  string // what stands right of it
}
