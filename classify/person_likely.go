package classify

import (
	"strings"
	"unicode/utf8"

	"wenjian/internal/zh"
)

// What speaks for a name beside the characters it is made of, in the unit of
// nameStat: natural logarithms. The weights were set by reading what they
// accept and refuse in annotated documents and in official reports.
const (
	enoughForName = 8.0
	postWeight    = 5.5  // a post, a list
	shownWeight   = 3.5  // what people are called
	openWeight    = 1.0  // a stop, the beginning of a line
	ofWeight      = 0.5  // 的, 和, on either side
	organWeight   = 1.0  // a unit's name before it
	chosenWeight  = 2.0  // 邀请, 学习
	doesWeight    = 2.5  // what persons do behind it
	honourWeight  = 4.0  // 同志
	severalWeight = 3.0  // 等3名
	endedWeight   = 1.0  // a stop behind it
	elseWeight    = -2.0 // anything else behind it
	unclearWeight = -3.0 // a surname that begins many words
	placeWeight   = -6.0 // 村, 路, 中学 behind it
	placeEnding   = -3.0 // itself ends as places do
)

// likely reports how sure it is that the text from start to end is a full name
// of three characters: the surname and the given name are words of their own,
// its characters are those of names, and what stands around adds to that.
func (s *nameSearch) likely(c *nameContext, start, end int) bool {
	name, rest := s.text[start:end], s.text[end:]
	alone := s.standsAlone(start, end) || (c.post || s.titles.begins(rest)) && s.words.cut(start, end)
	if runes(name) != givenMax+1 || !alone || s.notLast.Has(lastRune(name)) || s.counted(c.left, name) || s.leads(start, end) {
		return false
	}
	_, size := utf8.DecodeRuneInString(name)
	if given := name[size:]; s.address[given] || strings.ContainsAny(given, `"*×`) || strings.HasSuffix(c.left, `"`) && strings.HasPrefix(rest, `"`) {
		return false
	}
	rate := s.stat.rate(name)
	if rate+postWeight+honourWeight < enoughForName { // whatever stands around it
		return false
	}
	return rate+s.left(c)+s.right(rest)+s.shape(name, rest) >= enoughForName
}

// standsAlone reports whether the segmenter set the name apart: its surname is
// a word, and its given name is one or two.
func (s *nameSearch) standsAlone(start, end int) bool {
	_, first := utf8.DecodeRuneInString(s.text[start:])
	_, second := utf8.DecodeRuneInString(s.text[start+first:])
	given, middle := start+first, start+first+second
	return s.words.one(start, given) && (s.words.one(given, end) || s.words.one(given, middle) && s.words.one(middle, end))
}

// left rates what stands before a name.
func (s *nameSearch) left(c *nameContext) float64 {
	last := lastRune(c.left)
	switch {
	case c.post || c.listed:
		return postWeight
	case c.person:
		return shownWeight
	case s.isChosen(c):
		return chosenWeight
	case s.organ.MatchString(c.left):
		return organWeight
	case c.left == "" || !zh.IsHan(last) && (last < '0' || last > '9'):
		return openWeight
	case c.open:
		return ofWeight
	}
	return 0
}

// right rates what stands behind a name.
func (s *nameSearch) right(rest string) float64 {
	switch {
	case s.titles.begins(rest):
		return honourWeight
	case s.several.MatchString(firstRunes(rest, postAhead)):
		return severalWeight
	case strings.HasPrefix(rest, "的"):
		return ofWeight
	case s.after.begins(rest) || verbBehind(rest):
		return doesWeight
	case s.ended(rest):
		return endedWeight
	}
	return elseWeight
}

// shape rates what a name is and whether it is that of a place.
func (s *nameSearch) shape(name, rest string) (sum float64) {
	if !s.clear.Has(firstRune(name)) {
		sum += unclearWeight
	}
	if s.places.begins(rest) {
		sum += placeWeight
	}
	if s.places.ends(name) || s.places.ends(name[:len(name)-len(string(lastRune(name)))]) || strings.HasPrefix(rest, "至") {
		sum += placeEnding
	}
	return sum
}

// counted reports whether what looks like a surname is a counting word: 三项,
// 那张, 210余.
func (s *nameSearch) counted(left, name string) bool {
	r := lastRune(left)
	return (zh.ReadNumeral(string(r)).Len > 0 || strings.ContainsRune("这那每几数各某整", r)) && s.counters.Has(firstRune(name))
}

// refused reports whether the characters of what the context shows as a name
// are not those of names: 占六成, 余人来, 史馆前.
func (s *nameSearch) refused(c *nameContext, start, end int) bool {
	name, rest := s.text[start:end], s.text[end:]
	if s.double[firstRunes(name, 2)] || runes(name) > givenMax+1 || strings.ContainsAny(name, "*×x 某") {
		return false
	}
	rate, ended := s.stat.rate(name), s.ended(rest)
	shown := c.post || c.person || c.listed || s.titles.begins(rest) || s.several.MatchString(firstRunes(rest, postAhead)) || atLine(c.left) && s.presented(rest)
	clear, short := s.clear.Has(firstRune(name)), runes(name) == givenMax
	switch {
	case s.counted(c.left, name), s.places.begins(rest) && !s.after.begins(rest):
		return true
	case s.strong.begins(rest):
		return false
	case short && !clear && !s.titles.begins(rest) && (rate < unlikelyName || c.person && rate < likelyName):
		return true
	case short && s.words.one(start, end) && !s.titles.begins(rest): // 党员许下, 同志周末, 成员包片
		return !ended && (!c.post || rate < likelyName+1) || rate < unlikelyName
	case numbered(name):
		return true
	case (c.post || c.listed) && ended:
		return rate < unlikelyName-3
	case c.post:
		return rate < unlikelyName-3
	case !c.listed && strings.HasPrefix(name[len(firstRunes(name, 1)):], firstRunes(name, 1)): // 周周磨课
		return true
	case !shown && s.places.ends(name):
		return rate < likelyName-placeEnding
	case !c.listed && s.leads(start, end):
		return true
	case !clear && !shown:
		return rate < likelyName
	case !clear:
		return rate < unlikelyName || c.person && rate < likelyName/2
	}
	return rate < unlikelyName
}

// leads reports whether the text is a preposition and a word: 向玉树捐款,
// 向辛勤工作的人们.
func (s *nameSearch) leads(start, end int) bool {
	_, size := utf8.DecodeRuneInString(s.text[start:])
	return strings.ContainsRune(prepositions, firstRune(s.text[start:])) && end-start > 2*size && s.words.one(start+size, end) && !strings.HasPrefix(s.text[start+size:], "小")
}

// prepositions are surnames that lead to what follows: 向灾区, 于社区.
const prepositions = "向于应由从和与让连任"

// numbered reports whether the given name of three characters is a number and
// what it counts: 占六成.
func numbered(name string) bool {
	_, size := utf8.DecodeRuneInString(name)
	return zh.ReadNumeral(name[size:]).Len > 0 && strings.ContainsRune("成年月日次人户项条件块层楼斤亩倍", lastRune(name))
}

// rather reports whether short is likelier the whole name than long, which
// begins with it and ends before rest: 左健 of 左健来.
func (s *nameSearch) rather(short, long, rest string) bool {
	tail := long[len(short):]
	if strings.ContainsAny(short, "*×x") {
		return !strings.ContainsAny(tail, masks) && !s.ended(rest) && ratio(s.stat.second, lastRune(tail)) <= 0
	}
	if verbBehind(tail + rest) { // 沈琼发着高烧
		return true
	}
	if runes(short) != givenMax || runes(long) != givenMax+1 || s.ended(rest) || strings.HasPrefix(rest, "的") || !s.after.begins(tail+rest) {
		return false
	}
	return s.stat.rate(short)+shortName > s.stat.rate(long)
}

// shortName is the logarithm of the odds of a given name of one character where
// what would be its second one begins as what persons do begins.
const shortName = 0.0

// blottedOut reports whether name is a surname and what stands for the rest of
// it, 李某, 张××, so that no counting word follows.
func (s *nameSearch) blottedOut(name, rest string) bool {
	_, size := utf8.DecodeRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest)
	return strings.Trim(name[size:], "*×x某") == "" && !strings.ContainsRune("*×x某名人个件元次条份户场万余多", next)
}
