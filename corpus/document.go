package corpus

// A Document is one submission (材料): what a unit wrote, and what the stages
// found in it. A compilation (汇编) is one Source with several Documents.
//
// Text is immutable once the clean stage is done; every fact is a byte Span
// of it. Only package pipeline writes a Document.
type Document struct {
	ID      string // given by the store; empty outside a workspace
	Source  Source
	Ordinal int // 1-based place among the documents of its source

	Text     string    // reading text: valid UTF-8, the document's own script, noise and hard wraps gone
	Removals []Removal // what was removed or repaired on the way to Text, ordered by At

	Title    Label // Evidence is empty where the title stood outside Text (a page title)
	Kind     Label // 文种, an ID of Taxonomy.Documents
	Unit     Unit
	Superior Label // the superior organisation the text names
	Date     Label // as signed: YYYY-MM-DD, YYYY-MM, YYYY or empty
	Campaign Label // an ID of Taxonomy.Campaigns, or empty

	Tokens     []Token // in text order, not overlapping
	Sentences  []Span  // in text order, not overlapping
	Sections   []Section
	Activities []Activity
	Figures    []Figure
	Persons    []Person
	Leaks      []Leak
	Citations  []Citation
	Exceptions []Exception
}

// A Source (稿源文件) is a file or page as it was handed in.
type Source struct {
	Path       string            // as given; a file inside an archive is archive.zip!inner.txt
	SHA256     string            // of the bytes, lower-case hex
	Format     string            // txt, html …: the ingest format that read it
	Charset    string            // the encoding it was decoded from, IANA name
	Properties map[string]string // document properties kept as provenance: author, created …
}

// By says who found a fact: the rule or model and how sure it is.
type By struct {
	Rule       string  // a stable name, such as "title-word" or a taxonomy rule
	Confidence float64 // 0 to 1
}

// A Label is one value that holds for the whole document, with the place
// that shows it. A Label with an empty Value says "unknown"; its Rule then
// says why.
type Label struct {
	Value    string
	Evidence Span // empty when the evidence is not in Text
	By
}

// A Unit (单位) is the organisation that wrote a document.
type Unit struct {
	Name     string // as the text prints it, with its Party body where given; empty when unknown or masked
	Kind     string // an ID of Taxonomy.Units; empty when unknown
	Level    string // an ID of Taxonomy.Levels; empty when unknown
	Evidence Span
	By
}

// A Token is one word as segment cut it.
type Token struct {
	Span
}

// A Section (段落结构) is a stretch of text under one heading, or one of the
// un-headed parts preamble and signoff.
type Section struct {
	Span             // heading and body, subsections included
	Heading Span     // empty for un-headed parts; a run-in heading ends with its 。 or ：
	Level   int      // 1 is the outermost numbering of the intended outline; 0 for un-headed parts
	Parent  int      // index into Document.Sections of an earlier section, or -1
	Kinds   []string // IDs of Taxonomy.Sections, the first the main one; empty until classified
	By
}

// Status (开展情况) says whether an activity took place.
type Status string

// The four statuses of an activity.
const (
	Held      Status = "held"      // 已开展
	Planned   Status = "planned"   // 计划
	Required  Status = "required"  // 上级或规定要求
	Mentioned Status = "mentioned" // 提及
)

// Statuses returns all statuses, in the order reports show them.
func Statuses() []Status { return []Status{Held, Planned, Required, Mentioned} }

// Label returns the Chinese name of s as the interface shows it.
func (s Status) Label() string {
	switch s {
	case Held:
		return "已开展"
	case Planned:
		return "计划"
	case Required:
		return "上级要求"
	case Mentioned:
		return "提及"
	}
	return string(s)
}

// An Actor says who carries an activity out, seen from the document's unit.
type Actor string

// The actors of an activity; the empty Actor says that the text does not tell.
const (
	ActorOwn      Actor = "own"      // the unit itself
	ActorPart     Actor = "part"     // a branch, department or member of it
	ActorSuperior Actor = "superior" // a superior organisation
	ActorOther    Actor = "other"    // anybody else
)

// An Activity (活动) is one mention of a named activity.
type Activity struct {
	Span                // the shortest clause that holds the name or content and its verb
	Kind         string // an ID of Taxonomy.Activities
	Status       Status //
	When         string // YYYY-MM-DD, YYYY-MM, YYYY, or a festival's name, or empty
	Place        string // where, as printed; empty when the text does not tell
	Actor        Actor  // who
	Participants int    // how many took part, 人 or 人次, as its clause says; 0 when it does not tell
	Event        int    // mentions of a document with one number tell one event; numbers count from 1 in the order of first mention
	By
}

// Op relates a figure's value to the true number.
type Op string

// The relations a figure's wording can express.
const (
	Equal       Op = "eq"
	AtLeast     Op = "ge" // 余, 多, 以上
	AtMost      Op = "le" // 近, 不超过
	Approximate Op = "approx"
)

// A Figure (数据) is one number with its unit and meaning.
type Figure struct {
	Span            // the literal, such as 6次 or 近四千人
	Measure string  // an ID of Taxonomy.Measures
	Value   float64 // plain number: 2.1万元 is 21000; 0 when Masked
	Unit    string  // 次, 人, 元 …
	Op      Op
	Norm    bool // a quota, target or plan, not a count
	Masked  bool // XX户: the number was blotted out; Value means nothing
	By
}

// A Person is one mention of a named person.
type Person struct {
	Span        // the name in the text
	Name string // in simplified characters
	Post string // 职务 as printed beside the name, or empty
	By
}

// A Citation is a document or meeting that the text refers to by its title
// or number (发文字号).
type Citation struct {
	Span          // title and number as they stand together
	Title  string // without 《》; empty when only the number stands
	Number string // 县委〔2010〕5号; empty when only the title stands
	Issuer string // as printed or as the number shows; empty when unknown
	By
}

// An Exception (疑点) is a place where a document contradicts itself, for a
// reviewer to look at: seven announced and six listed, parts that do not make
// the total, an act dated after the sign-off.
type Exception struct {
	Span          // the claim
	Kind   string // an ID of Taxonomy.Exceptions
	Others []Span // what contradicts it, in text order; may be empty
	Says   string // the contradiction in Chinese, one sentence for the reviewer
	By
}

// A Leak (串名) is another unit's (place's, leader's) name left in by copying.
type Leak struct {
	Span
	Name string // the foreign name, in simplified characters
	From string // source path of the document that owns the name, when compare knows it
	By
}
