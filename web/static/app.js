'use strict';
// The pages work without this file. It adds linked hovering, aligned jumps and
// scrolling to the comparison, and keys. ES2017, Chromium 86.
(function () {
  const $ = (s, r) => (r || document).querySelector(s);
  const $$ = (s, r) => Array.from((r || document).querySelectorAll(s));
  document.documentElement.classList.add('has-js');

  // ---- comparison: every element of passage n carries n in data-m ----
  const pa = $('#pa'), pb = $('#pb');
  let current = 0, lockedUntil = 0;
  const of = (n, root) => $$('[data-m~="' + n + '"]', root);
  const numbers = (el) => el.dataset.m.split(' ').map(Number);
  const light = (el, on) => numbers(el).forEach((n) => of(n).forEach((e) => e.classList.toggle('on', on)));
  const topIn = (pane, el) => el.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  const clamp = (lo, x, hi) => Math.min(hi, Math.max(lo, x));

  // go selects passage n and brings its two halves to one height: the height
  // must be within reach of both panes, or short texts never line up.
  function go(n, from) {
    $$('.sel').forEach((e) => e.classList.remove('sel'));
    of(n).forEach((e) => e.classList.add('sel'));
    current = n;
    lockedUntil = Date.now() + 600;
    const ea = of(n, pa)[0], eb = of(n, pb)[0];
    if (ea && eb) {
      const ta = topIn(pa, ea), tb = topIn(pb, eb);
      let y = from === pa ? ta - pa.scrollTop : from === pb ? tb - pb.scrollTop : pa.clientHeight / 3;
      const lo = Math.max(ta - (pa.scrollHeight - pa.clientHeight), tb - (pb.scrollHeight - pb.clientHeight));
      y = clamp(lo, y, Math.min(ta, tb));
      pa.scrollTop = ta - y;
      pb.scrollTop = tb - y;
    }
    const item = $('.mi[data-m="' + n + '"]');
    if (item) { item.scrollIntoView({ block: 'nearest' }); }
  }

  // anchors maps heights of one pane to the other through the passages; those
  // that cross (another order of paragraphs) are left out.
  function anchors() {
    const seen = $$('.mi').map((e) => +e.dataset.m).map((n) => [of(n, pa)[0], of(n, pb)[0]]).filter((p) => p[0] && p[1]);
    const points = seen.map((p) => [topIn(pa, p[0]), topIn(pb, p[1])]).sort((x, y) => x[0] - y[0]);
    const out = [[0, 0]];
    points.forEach((p) => { if (p[1] >= out[out.length - 1][1]) { out.push(p); } });
    out.push([pa.scrollHeight, pb.scrollHeight]);
    return out;
  }

  function follow(pane, i) {
    const other = pane === pa ? pb : pa, a = anchors(), j = 1 - i;
    const mid = pane.scrollTop + pane.clientHeight / 3;
    let k = 0;
    while (k < a.length - 2 && a[k + 1][i] <= mid) { k++; }
    const d = a[k + 1][i] - a[k][i] || 1;
    other.scrollTop = a[k][j] + (mid - a[k][i]) / d * (a[k + 1][j] - a[k][j]) - pane.clientHeight / 3;
  }

  if (pa && pb) {
    const linked = (on) => (e) => { const t = e.target.closest && e.target.closest('[data-m]'); if (t) { light(t, on); } };
    ['mouseover', 'focusin'].forEach((ev) => document.addEventListener(ev, linked(true)));
    ['mouseout', 'focusout'].forEach((ev) => document.addEventListener(ev, linked(false)));
    document.addEventListener('click', (e) => {
      const t = e.target.closest('[data-m]');
      if (!t) { return; }
      e.preventDefault();
      const n = numbers(t)[0];
      go(n, t.closest('#pa') ? pa : t.closest('#pb') ? pb : null);
      history.replaceState(null, '', location.pathname + location.search + '#m' + n);
    });
    [pa, pb].forEach((pane, i) => pane.addEventListener('scroll', () => {
      if ($('#sync').checked && Date.now() > lockedUntil && pane.matches(':hover')) { follow(pane, i); }
    }));
    $('#onlydup').addEventListener('change', (e) => document.body.classList.toggle('onlydup', e.target.checked));
    const h = /^#(?:m|a|b)(\d+)$/.exec(location.hash);
    if (h) { go(+h[1], null); }
  }

  // ---- keys ----
  const pages = { h: '/', s: '/search', r: '/overlaps', t: '/stats', i: '/imports' };
  let prefix = '', row = -1;

  function step(by) {
    if (pa) {
      const ns = $$('.mi').map((e) => +e.dataset.m);
      if (ns.length) { go(ns[clamp(0, ns.indexOf(current) + by, ns.length - 1)], null); }
      return;
    }
    const rows = $$('.r');
    if (!rows.length) { return; }
    row = clamp(0, row + by, rows.length - 1);
    rows.forEach((x) => x.classList.remove('cur'));
    rows[row].classList.add('cur');
    $('h2 a', rows[row]).focus();
  }

  document.addEventListener('keydown', (e) => {
    // A Chinese input method that is composing sends keys that are not ours.
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.keyCode === 229) { return; }
    const t = e.target;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName) && !/^(checkbox|radio)$/.test(t.type)) { return; }
    const k = e.key.toLowerCase();
    if (prefix === 'g' && pages[k]) { location.href = pages[k]; return; }
    prefix = k === 'g' ? 'g' : '';
    if (k === '?' || k === '？') { $('#keys').showModal(); e.preventDefault(); }
    if (k === '/') { const q = $('#q') || $('#tq'); if (q) { q.focus(); q.select(); e.preventDefault(); } }
    if (k === 'j') { step(1); }
    if (k === 'k') { step(-1); }
    if (k === 's' && pa) { $('#sync').click(); }
  });
  document.addEventListener('click', (e) => {
    if (e.target.closest('[data-keys]')) { $('#keys').showModal(); }
    if (e.target.closest('[data-print]')) { e.preventDefault(); window.print(); }
  });

  // ---- pages exchanged by htmx ----
  document.addEventListener('htmx:afterSwap', () => {
    row = -1;
    const count = $('.cnt');
    if (count) { $('#said').textContent = count.textContent; } // a screen reader hears what changed
  });
  // Without an answer let the browser show what is wrong.
  document.addEventListener('htmx:sendError', (e) => {
    const to = e.detail.pathInfo && e.detail.pathInfo.finalRequestPath;
    if (to) { location.href = to; }
  });
})();
