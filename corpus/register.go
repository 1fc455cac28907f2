package corpus

// A RegisterEntry is one unit of a register (单位名册): a list of the units
// that an office expects texts from, kept by people.
type RegisterEntry struct {
	ID       string   // given by the store, a short decimal integer; empty for an entry not stored yet
	Name     string   // 单位名称, as the register prints it
	Superior string   // 上级单位, as the register prints it; empty at the top
	Kind     string   // an ID of Taxonomy.Units, or empty
	Level    string   // an ID of Taxonomy.Levels, or empty
	Aliases  []string // 简称、别名
	Former   []string // 曾用名
	Due      string   // 应报送, as the register prints it: 是, 否, a number, a list; empty when it does not say
	Contact  string   // 联系人
	Phone    string   // 联系电话
	Others   []RegisterField
}

// A RegisterField is a column of a register that has no meaning to the
// program; it is kept and written out again.
type RegisterField struct {
	Name, Value string
}

// A UnitLink says which entry of the register wrote a document. It stands
// beside the document: Document.Unit keeps what the text prints.
type UnitLink struct {
	Document   string   // ID
	Unit       string   // ID of a RegisterEntry; empty when the document is linked to none, Rule then says why
	Candidates []string // IDs of the entries that it could be, where that is more than one
	By
}
