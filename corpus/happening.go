package corpus

import (
	"fmt"
	"strings"
)

// A Happening is one event that a document tells, in one place or in several.
// Its facts are those of its leading mention, completed by the others.
type Happening struct {
	Activity       // the leading mention: the first one with the strongest status; Event is 0 where it stands alone
	Mentions []int // indices into the activities given, ascending; never empty
}

// Happenings gathers the mentions of one document's activities by their Event
// number, in the order of first mention; a mention without a number is an
// event of its own. What the leading mention does not tell (date, place,
// actor, participants) comes from the first mention that does, and a date from
// the one that tells it most exactly. Every mention belongs to one happening.
func Happenings(activities []Activity) []Happening {
	out := make([]Happening, 0, len(activities))
	byEvent := make(map[int]int)
	for i, a := range activities {
		at, told := byEvent[a.Event]
		if a.Event == 0 || !told {
			byEvent[a.Event] = len(out)
			out = append(out, Happening{Activity: a, Mentions: []int{i}})
			continue
		}
		h := &out[at]
		h.Mentions = append(h.Mentions, i)
		if a.Status.strength() > h.Status.strength() {
			h.Activity, a = a, h.Activity
		}
		h.complete(a)
	}
	return out
}

// complete fills in what h does not tell from another mention of it.
func (h *Happening) complete(a Activity) {
	if strings.HasPrefix(a.When, h.When) { // "" and 2010-06 are beginnings of 2010-06-28
		h.When = a.When
	}
	if h.Place == "" {
		h.Place = a.Place
	}
	if h.Actor == "" {
		h.Actor = a.Actor
	}
	if h.Participants == 0 {
		h.Participants = a.Participants
	}
}

// Details says in Chinese when, where, by whom and with how many h took place
// and how often it is told: one short text each, without what nobody tells.
func (h Happening) Details() []string {
	var out []string
	if h.When != "" {
		out = append(out, h.When)
	}
	if h.Place != "" {
		out = append(out, "地点 "+onLine(h.Place))
	}
	if h.Actor != "" {
		out = append(out, h.Actor.Label())
	}
	if h.Participants > 0 {
		out = append(out, fmt.Sprintf("参加 %d 人（次）", h.Participants))
	}
	if n := len(h.Mentions); n > 1 {
		out = append(out, fmt.Sprintf("提及%d处", n))
	}
	return out
}

// strength orders statuses by how much they say: what one place reports as
// held was held, though another place only announces it.
func (s Status) strength() int {
	for i, x := range Statuses() {
		if x == s {
			return len(Statuses()) - i
		}
	}
	return 0
}

// Label returns the Chinese name of a as the interface shows it; empty when
// the text does not tell.
func (a Actor) Label() string {
	switch a {
	case ActorOwn:
		return "本单位"
	case ActorPart:
		return "内设机构或个人"
	case ActorSuperior:
		return "上级"
	case ActorOther:
		return "其他单位"
	}
	return string(a)
}
