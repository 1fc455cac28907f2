package bleveindex

import (
	"github.com/blevesearch/bleve/v2/search/query"

	wjquery "wenjian/index/query"
)

// candidates finds every document that can match n, and more: words count
// wherever they stand. What is returned is to be verified.
func candidates(n wjquery.Node) query.Query {
	switch n := n.(type) {
	case wjquery.Text:
		return eachPhrase(n.Value, func(phrase []string) query.Query {
			if len(phrase) == 0 {
				return query.NewMatchNoneQuery()
			}
			return withBonus(phrase, query.NewConjunctionQuery(pairQueries(phrase)))
		})
	case wjquery.Wild:
		return wildCandidates(n)
	case wjquery.Near:
		return query.NewConjunctionQuery([]query.Query{candidates(n.A), candidates(n.B)})
	case wjquery.And:
		return query.NewConjunctionQuery(allCandidates(n))
	case wjquery.Or:
		return query.NewDisjunctionQuery(allCandidates(n))
	}
	return everything()
}

func allCandidates(list []wjquery.Node) []query.Query {
	out := make([]query.Query, len(list))
	for i, c := range list {
		out[i] = candidates(c)
	}
	return out
}

// wildCandidates asks for the pieces between the wildcards.
func wildCandidates(w wjquery.Wild) query.Query {
	var all []query.Query
	var phrase []string
	flush := func() {
		if len(phrase) > 0 {
			all = append(all, pairQueries(phrase)...)
		}
		phrase = nil
	}
	for _, s := range w.Steps() {
		switch {
		case s.Glob:
			flush()
			q := query.NewWildcardQuery(s.Term) // a run of letters and digits: nothing to escape
			q.SetField(allField + termsOf)
			all = append(all, q)
		case s.Term != "":
			phrase = append(phrase, s.Term)
		default:
			flush()
		}
	}
	flush()
	if len(all) == 0 {
		return query.NewMatchNoneQuery()
	}
	return query.NewConjunctionQuery(all)
}

// pairQueries asks for all pairs of a phrase, or for its only term.
func pairQueries(phrase []string) []query.Query {
	if len(phrase) == 1 {
		return []query.Query{termQuery(allField+termsOf, phrase[0])}
	}
	all := make([]query.Query, len(phrase)-1)
	for i := range all {
		all[i] = termQuery(allField+pairsOf, phrase[i]+string(pairSep)+phrase[i+1])
	}
	return all
}

// inQuery finds the documents that may hold what n asks for in one piece.
func inQuery(n wjquery.In) query.Query {
	if n.Scope != wjquery.Part {
		return candidates(n.Node)
	}
	return query.NewConjunctionQuery([]query.Query{fieldQuery(n.Of), candidates(n.Node)})
}
