package classify

import (
	"strings"

	"wenjian/corpus"
	"wenjian/internal/zh"
)

// actorRules are the words of events.yaml about who acts.
type actorRules struct {
	subject, notBefore, times                            *wordFinder
	own, partBefore, partAfter, superior, other, members []string
	bodies                                               []string // Party bodies, the lowest first
}

func newActorRules(l *list) actorRules {
	return actorRules{
		subject: newWordFinder(l.Terms["subject"]), notBefore: newWordFinder(l.Terms["not_before_subject"]),
		times: newWordFinder(l.Terms["times"]), own: l.Terms["own"],
		partBefore: l.Terms["part_before"], partAfter: l.Terms["part_after"], superior: l.Terms["superior"],
		other: l.Terms["other"], members: l.Terms["members"], bodies: l.Terms["bodies"],
	}
}

const (
	subjectClauses = 3  // a subject may stand so many clauses before its act
	subjectBytes   = 90 // and no further than this into its clause
)

// An actorFinder says who carries out the mentions of one document.
type actorFinder struct {
	rules    *actorRules
	text     string
	unit     string // the unit's name, folded, without 中共
	body     string // its own Party body, of rules.bodies, or empty
	superior string
}

func newActorFinder(rules *actorRules, r *reading) actorFinder {
	f := actorFinder{rules: rules, text: r.view.Text, superior: foldName(r.Superior.Value)}
	f.unit = bodyName(foldName(r.Unit.Name))
	for _, b := range rules.bodies {
		if strings.HasSuffix(f.unit, b) {
			f.body = b
		}
	}
	return f
}

// shortBodies makes names of Party bodies short.
var shortBodies = strings.NewReplacer("总支部委员会", "总支", "支部委员会", "支部", "党总支部", "总支", "党支部", "支部", "党总支", "总支")

// bodyName returns a Party body's name in its short form: 中共桃溪镇委员会 is
// 桃溪镇党委.
func bodyName(name string) string {
	name = shortBodies.Replace(name)
	if rest, ok := strings.CutPrefix(name, "中共"); ok {
		name = rest
		if stem, ok := strings.CutSuffix(name, "委员会"); ok {
			name = stem + "党委"
		}
	}
	return name
}

// of returns who carries s out and the words that say so. It looks at the
// beginning of the mention's clause, then at those before it in the sentence.
func (f *actorFinder) of(s *scene) (corpus.Actor, string) {
	end := s.at.Start
	if timeLen(f.text[s.clause.Start:end], f.rules.times) == end-s.clause.Start { // the act's own words may begin with who acts
		end += len(head(f.text[end:s.at.End], subjectBytes/2))
	}
	for from, n := s.clause.Start, 0; n < subjectClauses; n++ {
		if name := f.subject(f.text[from:end]); name != "" {
			return f.side(name), name
		}
		if from <= s.sentence.Start {
			break
		}
		end = from - 1
		from = max(stopBefore(f.text, end, false), s.sentence.Start)
	}
	return "", ""
}

// subject returns the words that name who acts at the beginning of a clause.
func (f *actorFinder) subject(clause string) string {
	clause = clause[timeLen(clause, f.rules.times):]
	if i := strings.LastIndexAny(clause, " \t"); i >= 0 { // 第十三条 支部每年…
		clause = clause[i+1:]
	}
	clause = strings.TrimPrefix(strings.TrimPrefix(clause, "由"), "经")
	clause = head(clause, subjectBytes)
	first, size := f.rules.subject.find(clause)
	if first < 0 {
		return ""
	}
	end := first + size
	if i, _ := f.rules.notBefore.find(clause[:end]); i >= 0 && i < first || strings.ContainsAny(clause[:end], "\"《(") {
		return ""
	}
	for more := true; more; { // 县教育局党委副书记
		rest := strings.TrimPrefix(clause[end:], "副")
		n := f.rules.subject.at(rest)
		if more = n > 0; more {
			end = len(clause) - len(rest) + n
		}
	}
	return clause[:end]
}

// timeLen returns the length of a clause's beginning that only says when: dates
// and the words of times.
func timeLen(clause string, times *wordFinder) int {
	n := 0
	for n < len(clause) {
		if _, size := zh.ReadDate(clause[n:]); size > 0 {
			n += size
			continue
		}
		size := times.at(clause[n:])
		if size == 0 {
			break
		}
		n += size
	}
	return n
}

// side says what an acting body is to the document's unit.
func (f *actorFinder) side(name string) corpus.Actor {
	a := f.rules
	short := bodyName(name)
	switch {
	case f.isOwn(short):
		return corpus.ActorOwn
	case f.superior != "" && runes(short) > shortBody && (strings.HasPrefix(short, f.superior) || strings.HasSuffix(f.superior, short)):
		return corpus.ActorSuperior
	case f.isSuperior(short):
		return corpus.ActorSuperior
	case hasAny(short, a.own, strings.HasPrefix):
		if hasAny(short, a.partAfter, strings.HasSuffix) && !strings.Contains(short, "全") {
			return corpus.ActorPart
		}
		return corpus.ActorOwn
	case hasAny(short, a.partBefore, strings.HasPrefix):
		if f.isOther(short) {
			return corpus.ActorOther
		}
		return corpus.ActorPart
	case f.isOther(short):
		return corpus.ActorOther
	case hasAny(short, a.partAfter, strings.HasSuffix):
		return corpus.ActorPart
	}
	return f.byBody(short)
}

// isOwn reports whether a name in its short form is the unit's: the whole, its
// end (局党委), or with a piece of the unit's name before the same body.
func (f *actorFinder) isOwn(name string) bool {
	if f.unit == "" {
		return false
	}
	stem, ok := strings.CutSuffix(name, f.body)
	return strings.HasSuffix(f.unit, name) || ok && f.body != "" && strings.Contains(f.unit, stem)
}

// isSuperior reports whether a name holds a body above the unit.
func (f *actorFinder) isSuperior(name string) bool {
	for _, w := range f.rules.superior {
		if strings.Contains(name, w) && !strings.Contains(f.unit, w) {
			return true
		}
	}
	return false
}

// isOther reports whether a name is that of people outside: 村民代表, not 党员代表.
func (f *actorFinder) isOther(name string) bool {
	return hasAny(name, f.rules.other, strings.HasSuffix) && !hasAny(name, f.rules.members, strings.Contains)
}

// byBody compares a bare or named Party body with the unit's own.
func (f *actorFinder) byBody(name string) corpus.Actor {
	rank := func(body string) int {
		for i, b := range f.rules.bodies {
			if strings.HasSuffix(body, b) {
				return i + 1
			}
		}
		return 0
	}
	own, its := rank(f.body), rank(name)
	switch {
	case its == 0 && strings.Contains(f.unit, name):
		return corpus.ActorOwn
	case its == 0 || own == 0:
		if runes(name) <= shortBody { // 公司, 学校, 支部: no other is meant
			return corpus.ActorOwn
		}
		return ""
	case its < own:
		return corpus.ActorPart
	case its > own:
		return corpus.ActorSuperior
	case runes(name) <= shortBody+1: // 支部, 我支部, 局党委
		return corpus.ActorOwn
	}
	return corpus.ActorOther
}

// shortBody is the length in characters up to which a body has no name of its
// own: 支部, 党委, 局党委.
const shortBody = 3

func hasAny(s string, words []string, test func(s, w string) bool) bool {
	for _, w := range words {
		if test(s, w) {
			return true
		}
	}
	return false
}
