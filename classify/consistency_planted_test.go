package classify

import (
	"strings"
	"testing"

	"wenjian/segment"
)

// planted are contradictions put into annotated documents: in the document,
// old is replaced by now.
var planted = []struct{ id, old, now, kind string }{
	{"T05/1", "退休党员１２１名", "退休党员１３１名", partsWrong},
	{"T05/1", "在岗党员４１７名", "在岗党员５４７名", partsWrong},
	{"T04/1", "合计      104条", "合计      114条", partsWrong},
	{"T04/1", "104条     88条", "104条     86条", partsWrong},
	{"T04/1", "发放征求意见表3000份,收回2718份", "发放征求意见表3000份,收回3718份", partsWrong},
	{"T01/1", "其中女党员8名", "其中女党员58名", partsWrong},
	{"T08/1", "其中学生党员119名", "其中学生党员191名", partsWrong},
	{"G02/1", "252条,已兑现240条", "252条,已兑现260条", partsWrong},
	{"T02/1", "发出问卷600份,收回571份", "发出问卷600份,收回671份", partsWrong},
	{"G15/1", "评议票700张，收回684张", "评议票700张，收回764张", partsWrong},
	{"T05/1", "承诺事项２１５０条，截至十月底兑现２０３３条", "承诺事项２１５０条，截至十月底兑现２３０３条", partsWrong},
	{"G13/1", "现有党员21名，其中女党员15名", "现有党员21名，其中男党员6名，女党员16名", partsWrong},
	{"G07/1", "下面，我讲三点意见", "下面，我讲四点意见", listedWrong},
	{"T12/1", "下面,我讲三点意见", "下面,我讲五点意见", listedWrong},
	{"G14/1", "下面,我讲三\n点意见", "下面,我讲四点意见", listedWrong},
	{"G13/1", "“服务群众”三项活动", "“服务群众”四项活动", listedWrong},
	{"T05/1", "问题主要有三：", "问题主要有以下四个方面：", listedWrong},
	{"T14/1", "整改落实四个方面", "整改落实五个方面", listedWrong},
	{"T02/1", "二是层层有审", "三是层层有审", itemMissing},
	{"T01/1", "二要继续和驻村", "三要继续和驻村", itemMissing},
	{"G06/1", "二是对27名外出", "三是对27名外出", itemMissing},
	{"T11/1", "三是承诺亮出来", "五是承诺亮出来", itemMissing},
	{"T03/1", "二是8月份请", "三是8月份请", itemMissing},
	{"T01/1", "四要按镇党委", "六要按镇党委", itemMissing},
	{"G02/1", "二是载体选得准", "四是载体选得准", itemMissing},
	{"G13/1", "支部12名党员组成突击队", "支部32名党员组成突击队", tooMany},
	{"T01/1", "34名在家党员", "全体54名党员", twoValues},
	{"T14/1", "119名党员亮出整改承诺", "129名党员亮出整改承诺", tooMany},
	{"T03/1", "131名党员撰写", "151名党员撰写", tooMany},
	{"T14/1", "9月11日", "9月31日", noSuchDay},
	{"T07/1", "3月24日", "2月30日", noSuchDay},
	{"T06/1", "每月5号", "13月5号", noSuchDay},
	{"G06/1", "9月18日", "11月31日", noSuchDay},
	{"T08/1", "2010年10月至2012年4月", "2010年10月至2102年4月", yearWrong},
	{"G13/1", "2010年7月19日", "20010年7月19日", yearWrong},
	{"T11/1", "2011年7月15日", "20111年7月15日", yearWrong},
	{"G03/1", "一、测评的组织", "三、测评的组织", itemMissing},
	{"T02/1", "收回571份,", "收回571份,回收率85%,", rateWrong},
	{"G15/1", "收回684张", "收回684张，回收率88.7%", rateWrong},
	{"G02/1", "已兑现240条", "已兑现240条,兑现率85%", rateWrong},
	{"T14/1", "已兑现281条", "已兑现281条,兑现率88%", rateWrong},
	{"T01/1", "2010年6月22日晚，支部在村小学操场开动员会", "2012年11月22日晚，支部在村小学操场召开了动员会", afterSigning},
	{"G15/1", "乡党委11月4日召开部署会", "2012年1月14日，乡党委召开了部署会", afterSigning},
	{"T13/1", "每月15日开展集中学习1次", "每月开展集中学习不少于2次，全年共集中学习20次", normMissed},
	{"G06/1", "组织党员集中学习15次", "坚持每月集中学习不少于2次，全年共集中学习15次", normMissed},
	{"T07/1", "三、在“改”上求实", "四、在“改”上求实", itemMissing},
}

// plantedMissed are rows of planted, by their new words, that are not found
// yet. The list only shrinks: a row that is found must leave it.
var plantedMissed = map[string]bool{
	"问题主要有以下四个方面：": true, // its items have no 一是
	"三、测评的组织":      true, // the first number may be lost with a page
}

// TestPlanted looks for contradictions that were put into documents in which
// there are none.
func TestPlanted(t *testing.T) {
	c, docs := load(t), ownGold(t)
	seg := segment.New(c.Words())
	clean, found := map[string]bool{}, 0
	for _, p := range planted {
		doc, ok := docs[p.id]
		if !ok {
			t.Fatalf("no document %s", p.id)
		}
		if !clean[p.id] {
			clean[p.id] = true
			for _, e := range exceptionsIn(c, seg, doc.doc.Text) {
				t.Errorf("%s: %s without cause: %s", p.id, e.Kind, e.Says)
			}
		}
		text := strings.Replace(doc.doc.Text, strings.ReplaceAll(p.old, "\n", ""), p.now, 1)
		if text == doc.doc.Text {
			t.Errorf("%s does not hold %s", p.id, p.old)
		}
		says := ""
		for _, e := range exceptionsIn(c, seg, text) {
			if e.Kind == p.kind {
				says = e.Says
			}
		}
		switch {
		case says != "" && plantedMissed[p.now]:
			t.Errorf("%s: %s is found now; take it out of plantedMissed", p.id, p.now)
		case says != "":
			found++
			t.Logf("%s: %s", p.kind, says)
		case !plantedMissed[p.now]:
			t.Errorf("%s: %s is not found in %s", p.id, p.kind, p.now)
		}
	}
	t.Logf("%d of %d found", found, len(planted))
}
