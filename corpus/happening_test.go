package corpus

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestHappenings(t *testing.T) {
	held := func(event int) Activity { return Activity{Kind: "讲党课", Status: Held, Event: event} }
	for _, c := range []struct {
		name string
		in   []Activity
		want []Happening
	}{
		{"none", nil, []Happening{}},
		{"not linked", []Activity{held(0), held(0)}, []Happening{{held(0), []int{0}}, {held(0), []int{1}}}},
		{"told twice, the second time more exactly", []Activity{
			{Kind: "讲党课", Status: Held, When: "2010-06", Participants: 30, Event: 1}, held(2),
			{Kind: "讲党课", Status: Held, When: "2010-06-28", Place: "会议室", Actor: ActorPart, Participants: 32, Event: 1},
		}, []Happening{
			{Activity{Kind: "讲党课", Status: Held, When: "2010-06-28", Place: "会议室", Actor: ActorPart, Participants: 30, Event: 1}, []int{0, 2}}, {held(2), []int{1}},
		}},
		{"announced, then reported", []Activity{
			{Kind: "党性教育", Status: Planned, When: "七一", Place: "礼堂", Event: 1}, {Kind: "讲党课", Status: Held, Event: 1}, {Kind: "讲党课", Status: Mentioned, Event: 1},
		}, []Happening{{Activity{Kind: "讲党课", Status: Held, When: "七一", Place: "礼堂", Event: 1}, []int{0, 1, 2}}}},
		{"dates that differ", []Activity{
			{Kind: "讲党课", Status: Held, When: "2010-06-28", Event: 1}, {Kind: "讲党课", Status: Held, When: "2010-07", Event: 1},
		}, []Happening{{Activity{Kind: "讲党课", Status: Held, When: "2010-06-28", Event: 1}, []int{0, 1}}}},
	} {
		if got := Happenings(c.in); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// Every mention belongs to one happening, and no status is stronger than that
// of its happening.
func TestHappeningsLoseNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		in := make([]Activity, r.IntN(12))
		for i := range in {
			in[i] = Activity{Kind: "甲", Status: Statuses()[r.IntN(4)], Event: r.IntN(4)}
		}
		var all []int
		for _, h := range Happenings(in) {
			for _, i := range h.Mentions {
				if in[i].Event != h.Event || in[i].Status.strength() > h.Status.strength() {
					t.Fatalf("mention %+v in %+v", in[i], h)
				}
			}
			all = append(all, h.Mentions...)
		}
		slices.Sort(all)
		for i, n := range all {
			if i != n {
				t.Fatalf("mentions %v of %d", all, len(in))
			}
		}
		if len(all) != len(in) {
			t.Fatalf("%d mentions of %d", len(all), len(in))
		}
	}
}

func TestActorLabels(t *testing.T) {
	for _, a := range []Actor{ActorOwn, ActorPart, ActorSuperior, ActorOther} {
		if a.Label() == string(a) {
			t.Errorf("%s has no label", a)
		}
	}
	if Actor("").Label() != "" {
		t.Error("unknown is not empty")
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		in   Citation
		want string
	}{
		{Citation{Title: "关于\n创先争优的意见", Number: "县委〔2010〕5号", Issuer: "县委"}, "《关于 创先争优的意见》　县委〔2010〕5号　发文机关 县委"},
		{Citation{Number: "县委〔2010〕5号"}, "县委〔2010〕5号"},
		{Citation{}, ""},
	} {
		if got := c.in.Name(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	h := Happening{Activity{When: "七一", Place: "村部", Actor: ActorOwn, Participants: 30}, []int{0, 4}}
	if got := strings.Join(h.Details(), "|"); got != "七一|地点 村部|本单位|参加 30 人（次）|提及2处" {
		t.Errorf("details %q", got)
	}
	if h := (Happening{Mentions: []int{0}}); h.Details() != nil {
		t.Errorf("details of nothing: %q", h.Details())
	}
}
