package main

import (
	"regexp"
	"strings"

	"wenjian/internal/concept"
)

var (
	noMeaning = regexp.MustCompile(`variant of|^see |\bsee also |surname|^abbr\. |^used in|^CL:|also written|erhua`)
	aside     = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]|[^\x00-\x7f]+`)
	english   = regexp.MustCompile(`[a-z]{2,}`)
)

// functionWords say nothing of a word's meaning where they explain it.
var functionWords = set(`an the of to in on at for by with from as is be and or not no sb sth one etc used that this it its up out off into over
under about who which what whom whose esp also fig lit see variant old abbr cl pr usu so very more than being having do does have has had make made
something someone become get go can will may must person people place thing kind type name area part parts word words form forms chinese china formal
coll slang literary dialect idiom classifier particle prefix suffix surname some any all other another such only just too two three`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// concepts returns the stems of the content words of one explanation.
func concepts(gloss string) []concept.Sense {
	var out []concept.Sense
	for _, part := range strings.Split(gloss, ";") {
		if noMeaning.MatchString(part) {
			continue
		}
		var stems []string
		for _, w := range english.FindAllString(strings.ToLower(aside.ReplaceAllString(part, " ")), -1) {
			if !functionWords[w] {
				stems = append(stems, stem(w))
			}
		}
		for _, s := range stems {
			out = append(out, concept.Sense{Concept: s, Breadth: len(stems)})
		}
	}
	return out
}

// endings are what stem takes off, the first that fits, and what it puts in
// its place.
var endings = []struct{ from, to string }{
	{"ations", "ate"}, {"ation", "ate"}, {"ies", "y"}, {"ing", ""}, {"ed", ""}, {"ely", "e"}, {"ly", ""},
	{"ness", ""}, {"ment", ""}, {"ers", "er"}, {"es", "e"}, {"s", ""},
}

// stem cuts an English word to what its forms have in common; it need not
// be a word.
func stem(w string) string {
	for _, e := range endings {
		if cut, ok := strings.CutSuffix(w, e.from); ok && len(cut) >= 3 {
			w = cut + e.to
			break
		}
	}
	if len(w) > 4 {
		w = strings.TrimSuffix(w, "e")
	}
	if n := len(w); n > 4 && w[n-1] == w[n-2] {
		w = w[:n-1]
	}
	return w
}
