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
		return textQuery(wjquery.TermTexts(n.Value))
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
	bonus := func(q query.BoostableQuery, boost float64) query.Query {
		q.SetBoost(boost)
		return q
	}
	return query.NewBooleanQuery([]query.Query{phraseQuery(allField, phrase)}, []query.Query{
		bonus(phraseQuery(titleField, phrase), index.TitleBonus),
		bonus(phraseQuery(headField, phrase), index.HeadingBonus),
		bonus(termQuery(wordField, strings.Join(phrase, "")), index.WordBonus),
	}, nil)
}

func termQuery(field, term string) query.BoostableQuery {
	q := query.NewTermQuery(term)
	q.SetField(field)
	return q
}

// phraseQuery finds the phrase in a field that has terms and pairs. Every
// second pair is enough, and the last: an empty term steps over one position.
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
	case f.To != "":
		inclusive := true
		q := query.NewTermRangeInclusiveQuery(f.Value, f.To, &inclusive, &inclusive)
		q.SetField(field)
		return unscored(q)
	case f.Exact:
		return unscored(termQuery(field, zh.Fold(f.Value)))
	}
	phrase := wjquery.TermTexts(f.Value)
	if len(phrase) == 0 {
		return query.NewMatchNoneQuery()
	}
	return unscored(phraseQuery(f.Name, phrase))
}

// unscored keeps q out of the score.
func unscored(q query.BoostableQuery) query.Query {
	q.SetBoost(0)
	return q
}

// scores reports whether n has a word to rank by.
func scores(n wjquery.Node) bool {
	var list []wjquery.Node
	switch n := n.(type) {
	case wjquery.Text:
		return true
	case wjquery.And:
		list = n
	case wjquery.Or:
		list = n
	}
	for _, c := range list {
		if scores(c) {
			return true
		}
	}
	return false
}
