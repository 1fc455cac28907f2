package corpus

// A Taxonomy lists the kinds that facts can have. It is a plain value:
// package classify loads it from YAML, everything else ranges over it.
// Nothing else in the program lists kinds.
type Taxonomy struct {
	Documents  []Kind // 文种
	Units      []Kind // 单位类别
	Levels     []Kind // 单位层级, the highest first
	Sections   []Kind // 段落结构, preamble and signoff included
	Activities []Kind // 活动
	Measures   []Kind // 数据指标
	Campaigns  []Kind // 主题活动
	Exceptions []Kind // 疑点
	Hash       string // of everything above, the rules beside it and the models; a run with another hash is stale
}

// A Kind is one row of a taxonomy.
type Kind struct {
	ID     string // stable, as machine output prints it
	Label  string // Chinese name as the interface shows it
	Parent string // ID of the kind that includes this one, or empty
}

// Find returns the kind of list with that ID.
func Find(list []Kind, id string) (Kind, bool) {
	for _, k := range list {
		if k.ID == id {
			return k, true
		}
	}
	return Kind{}, false
}

// LabelOf returns the Chinese label of the kind with that ID, or the ID
// itself when list does not hold it.
func LabelOf(list []Kind, id string) string {
	if k, ok := Find(list, id); ok {
		return k.Label
	}
	return id
}
