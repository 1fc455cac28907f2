package bleveindex

import (
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"

	"wenjian/index"
	wjquery "wenjian/index/query"
	"wenjian/internal/zh"
)

// bleveQuery turns a parsed query into one of bleve. Conditions on fields do
// not score; the words that are not negated do, see index.TitleBonus.
func bleveQuery(n wjquery.Node) query.Query {
	switch n := n.(type) {
	case wjquery.Text:
		return eachPhrase(n.Value, textQuery)
	case wjquery.Wild, wjquery.Near:
		return verified{candidates(n), occursIn(n)}
	case wjquery.In:
		return verified{inQuery(n), func(e stored) (bool, error) {
			all, err := e.entry()
			return index.Within(all, n), err
		}}
	case wjquery.Field:
		return fieldQuery(n)
	case wjquery.Not:
		return not(bleveQuery(n.Node))
	case wjquery.And:
		return andQuery(n)
	case wjquery.Or:
		list := make([]query.Query, len(n))
		for i, c := range n {
			list[i] = bleveQuery(c)
		}
		return query.NewDisjunctionQuery(list)
	}
	return everything()
}

func everything() query.Query { return unscored(query.NewMatchAllQuery()) }

func not(q query.Query) query.Query {
	return query.NewBooleanQuery([]query.Query{everything()}, nil, []query.Query{q})
}

func andQuery(list []wjquery.Node) query.Query {
	var must, mustNot []query.Query
	for _, c := range list {
		if n, ok := c.(wjquery.Not); ok {
			mustNot = append(mustNot, bleveQuery(n.Node))
		} else {
			must = append(must, bleveQuery(c))
		}
	}
	if len(must) == 0 {
		must = append(must, everything())
	}
	return query.NewBooleanQuery(must, nil, mustNot)
}

// textQuery requires the phrase in title or text and ranks by where it is.
func textQuery(phrase []string) query.Query {
	if len(phrase) == 0 {
		return query.NewMatchNoneQuery()
	}
	return withBonus(phrase, sureQuery(phrase))
}

// withBonus ranks what found finds by where the phrase is.
func withBonus(phrase []string, found query.Query) query.Query {
	bonus := func(q query.BoostableQuery, boost float64) query.Query {
		q.SetBoost(boost)
		return q
	}
	return query.NewBooleanQuery([]query.Query{found}, []query.Query{
		bonus(phraseQuery(titleField, phrase), index.TitleBonus),
		bonus(phraseQuery(headField, phrase), index.HeadingBonus),
		bonus(termQuery(wordField, strings.Join(phrase, "")), index.WordBonus),
	}, nil)
}

// eachPhrase asks for any of the ways in which v may be written.
func eachPhrase(v string, ask func(phrase []string) query.Query) query.Query {
	phrases := wjquery.Phrases(v)
	if len(phrases) == 1 {
		return ask(phrases[0])
	}
	list := make([]query.Query, len(phrases))
	for i, p := range phrases {
		list[i] = ask(p)
	}
	return query.NewDisjunctionQuery(list)
}

func termQuery(field, term string) query.BoostableQuery {
	q := query.NewTermQuery(term)
	q.SetField(field)
	return q
}

// phraseQuery finds the phrase in a field that has terms, and pairs with their
// positions. Every second pair is enough, and the last: an empty term steps
// over one position.
func phraseQuery(field string, phrase []string) query.BoostableQuery {
	pair := func(i int) string { return phrase[i] + string(pairSep) + phrase[i+1] }
	switch n := len(phrase); n {
	case 1:
		return termQuery(field+termsOf, phrase[0])
	case 2:
		return termQuery(field+pairsOf, pair(0))
	default:
		pairs := make([]string, n-1)
		for i := range pairs {
			if i%2 == 0 || i == n-2 {
				pairs[i] = pair(i)
			}
		}
		return query.NewPhraseQuery(pairs, field+pairsOf)
	}
}

func fieldQuery(f wjquery.Field) query.Query {
	field := f.Name + exactOf
	switch {
	case f.Exact && f.Value == "" && f.Status != "":
		return not(unscored(termQuery("status"+exactOf, string(f.Status))))
	case f.Exact && f.Value == "":
		return unscored(termQuery(field, none))
	case f.Status != "":
		return unscored(termQuery(heldField, heldKey(f.Value, string(f.Status))))
	case f.Name == "id":
		return unscored(query.NewDocIDQuery(strings.Split(f.Value, ",")))
	case f.Name == "date":
		return unscored(daysQuery(f.Value, f.To))
	case f.To != "":
		return unscored(rangeQuery(field, f.Value, f.To))
	case f.Exact:
		return unscored(termQuery(field, zh.Fold(f.Value)))
	}
	return eachPhrase(f.Value, func(phrase []string) query.Query {
		if len(phrase) == 0 {
			return query.NewMatchNoneQuery()
		}
		return unscored(phraseQuery(f.Name, phrase))
	})
}

func rangeQuery(field, from, to string) query.BoostableQuery {
	inclusive := true
	q := query.NewTermRangeInclusiveQuery(from, to, &inclusive, &inclusive)
	q.SetField(field)
	return q
}

// daysQuery finds the dates that lie within those days as a whole.
func daysQuery(first, last string) query.BoostableQuery {
	after, before := rangeQuery(fromField, first, last), rangeQuery(toField, first, last)
	return query.NewConjunctionQuery([]query.Query{after, before})
}

// unscored keeps q out of the score.
func unscored(q query.BoostableQuery) query.Query {
	q.SetBoost(0)
	return q
}

// scores reports whether n has a word to rank by.
func scores(n wjquery.Node) bool { return len(wjquery.Words(n, nil)) > 0 }
