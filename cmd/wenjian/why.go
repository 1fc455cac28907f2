package main

import (
	"wenjian/classify"
	"wenjian/corpus"
)

// printWhy says of every fact of d why it is there: first in words, then by
// the rule's name for whoever looks after the rules.
func (a *app) printWhy(cls *classify.Classifier, d *corpus.Document) {
	tax := cls.Taxonomy()
	line := func(what string, of classify.FactKind, value string, at corpus.Span, by corpus.By) {
		a.printf("    %s　%s", what, orUnknown(value))
		if !at.Empty() {
			a.printf("　“%s”", oneLine(at.Of(d.Text)))
		}
		said := cls.Why(d, of, at, by)
		if said == "" {
			said = "没有说明"
		}
		a.printf("\n      %s〔规则 %s", said, orUnknown(by.Rule))
		if by.Confidence > 0 { // what is unknown is not unsure
			a.printf("，把握 %.0f%%", 100*by.Confidence)
		}
		a.printf("〕\n")
	}
	label := func(what string, of classify.FactKind, value string, l corpus.Label) {
		line(what, of, value, l.Evidence, l.By)
	}
	a.printf("  依据\n")
	label("标题", classify.TitleFact, d.Title.Value, d.Title)
	label("文种", classify.KindFact, corpus.LabelOf(tax.Documents, d.Kind.Value), d.Kind)
	line("单位", classify.UnitFact, d.Unit.Name, d.Unit.Evidence, d.Unit.By)
	label("上级", classify.SuperiorFact, d.Superior.Value, d.Superior)
	label("日期", classify.DateFact, d.Date.Value, d.Date)
	label("主题活动", classify.CampaignFact, corpus.LabelOf(tax.Campaigns, d.Campaign.Value), d.Campaign)
	for _, x := range d.Sections {
		line("段落", classify.SectionFact, sectionLabels(x, tax), x.Heading, x.By)
	}
	for _, x := range d.Activities {
		line("活动", classify.ActivityFact, corpus.LabelOf(tax.Activities, x.Kind)+"／"+x.Status.Label(), x.Span, x.By)
	}
	for _, x := range d.Figures {
		line("数据", classify.FigureFact, corpus.LabelOf(tax.Measures, x.Measure), x.Span, x.By)
	}
	for _, x := range d.Persons {
		line("人员", classify.PersonFact, x.Name, x.Span, x.By)
	}
	for _, x := range d.Citations {
		line("引用文件", classify.CitationFact, x.Name(), x.Span, x.By)
	}
	for _, x := range d.Leaks {
		line("串名", classify.LeakFact, x.Name, x.Span, x.By)
	}
	for _, x := range d.Exceptions {
		line("疑点", classify.ExceptionFact, corpus.LabelOf(tax.Exceptions, x.Kind), x.Span, x.By)
	}
}
