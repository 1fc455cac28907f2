package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestCorrect corrects an activity, sees it on the page of the document and
// takes it back.
func TestCorrect(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/docs/1/corrections?fact=activity&n=1")
	b.do(chromedp.SetValue("#f-status", "required", chromedp.ByQuery), chromedp.SetValue("#f-why", "电话核实", chromedp.ByQuery), chromedp.Click(`.form button[value="set"]`, chromedp.ByQuery))
	b.wait("the answer", `location.search === '?done=correct' && document.querySelector('.said') !== null`)
	b.axe()
	if eval[int](b, `document.querySelectorAll('.tb tbody tr').length`) != 1 {
		t.Error("the correction is not listed")
	}
	b.open("/docs/1")
	if eval[int](b, `document.querySelectorAll('.act.required').length`) == 0 {
		t.Error("the document does not show the correction")
	}
	b.open("/docs/1/corrections")
	b.do(chromedp.Click(`form[action$="/undo"] button`, chromedp.ByQuery))
	b.wait("the answer", `location.search === '?done=undo' && document.querySelectorAll('form[action$="/undo"]').length === 0`)
}

// TestTryRule tries a new activity: the page says what would change and has
// written nothing.
func TestTryRule(t *testing.T) {
	b := newTab(t, 1440, 900)
	b.open("/taxonomy")
	b.do(chromedp.SetValue("#r-id", "义诊服务", chromedp.ByQuery), chromedp.SetValue("#r-aliases", "义诊", chromedp.ByQuery), chromedp.Click(`.form button[value="try"]`, chromedp.ByQuery))
	b.wait("the trial", `document.querySelector('#trial') !== null`)
	b.axe()
	b.shot("taxonomy-trial")
	b.open("/taxonomy")
	if eval[bool](b, `document.querySelector('.tb').textContent.includes('义诊服务')`) {
		t.Error("trying has written")
	}
}
