// What only the browser can do: keys, theme, time zone, moving clocks, native dialogs. No framework, nothing fetched.
(() => {
  'use strict';
  const year = 60 * 60 * 24 * 365;
  const remember = (name, value) => { document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=${year};samesite=lax`; };
  const root = document.documentElement;

  // The zone travels as a cookie so that the server writes times in it from the first byte of the next page on.
  remember('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);

  function setTheme(theme) {
    root.dataset.theme = theme;
    remember('theme', theme);
    markTheme();
  }
  function markTheme() {
    for (const button of document.querySelectorAll('[data-sets-theme]'))
      button.setAttribute('aria-pressed', String(button.dataset.setsTheme === (root.dataset.theme || 'system')));
  }

  const acts = {
    theme: setTheme,
    language: (to) => { const form = document.getElementById('language'); form?.requestSubmit(form.querySelector(`[value="${to}"]`)); },
    submit: (id) => document.getElementById(id)?.requestSubmit(),
  };
  window.portal = {
    /** Closes the palette and, if there is one, does the act "name:argument". */
    run(act) {
      document.getElementById('palette')?.close();
      if (!act) return;
      const [name, ...rest] = act.split(':');
      acts[name]?.(rest.join(':'));
    },
    open(dialog) { if (!dialog.open) dialog.showModal(); },
    close(dialog) { dialog.close(); },
    /** Focuses an element that the page has just made reachable. */
    focusId(id) { document.getElementById(id)?.focus(); },
    /** Tells the page how wide an element is, now and when it changes; stop() ends it. */
    watchWidth(element, page) {
      let last = 0;
      const tell = () => { const width = element.clientWidth; if (width && Math.abs(width - last) >= 8) { last = width; page.invokeMethodAsync('OnWidth', width); } };
      const observer = new ResizeObserver(tell);
      observer.observe(element);
      tell();
      return { stop() { observer.disconnect(); } };
    },
    scrollTo(element) { element?.scrollIntoView({ block: 'nearest' }); },
    focusId(id) { document.getElementById(id)?.focus(); },
    scrollToId(id) { document.getElementById(id)?.scrollIntoView({ block: 'nearest' }); },
  };

  function openPalette() {
    const palette = document.getElementById('palette');
    if (!palette || palette.open || document.querySelector('dialog[open]')) return;
    palette.showModal();
    palette.querySelector('input')?.focus();
  }

  // Copies the text of another element and says so; where the browser refuses (no secure origin), the text is selected for the person to copy.
  async function copy(button) {
    const source = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.dataset.says ??= button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = button.dataset.says; }, 2000);
    } catch {
      getSelection().selectAllChildren(source);
    }
  }

  const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');
  let leading = 0;
  document.addEventListener('keydown', (e) => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k') { e.preventDefault(); openPalette(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector('dialog[open]')) return;
    if (e.key === '/') {
      const filter = document.querySelector('[data-filter]');
      if (filter) { e.preventDefault(); filter.focus(); filter.select?.(); }
      return;
    }
    if (e.key === 'g') { leading = e.timeStamp; return; }
    if (e.timeStamp - leading < 1500) document.querySelector(`.page-link[data-key="${CSS.escape(e.key)}"]`)?.click();
    leading = 0;
  });
  // In the palette the arrows choose; the caret must not move and Enter must not submit.
  document.addEventListener('keydown', (e) => {
    if (e.target.closest?.('.palette') && ['ArrowDown', 'ArrowUp', 'Enter'].includes(e.key)) e.preventDefault();
    if (e.target.closest?.('[data-arrows]') && ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', ' '].includes(e.key)) e.preventDefault();
  });
  document.addEventListener('click', (e) => {
    if (e.target.closest('[data-opens-palette]')) openPalette();
    const copies = e.target.closest('[data-copies]');
    if (copies) copy(copies);
    const theme = e.target.closest('[data-sets-theme]');
    if (theme) setTheme(theme.dataset.setsTheme);
    if (e.target.matches('dialog.palette')) e.target.close();
    for (const menu of document.querySelectorAll('details.account[open]'))
      if (!menu.contains(e.target)) menu.open = false;
  });
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') for (const menu of document.querySelectorAll('details.account[open]')) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // Relative times move on without a message from the server, in the words of the page. Only the text node's data changes, so Blazor keeps its node.
  // The distance is counted on from the server's own reckoning: its clock may be simulated or differ from this one's.
  const words = JSON.parse(document.body.dataset.times || '{}');
  const say = (key, count) => words[key]?.replace('{0}', count);
  function tick() {
    for (const time of document.querySelectorAll('time[data-relative]')) {
      const node = time.firstChild;
      if (!node || node.nodeType !== Node.TEXT_NODE) continue;
      if (time.seenNow !== time.dataset.relative || time.seenAt !== time.dateTime) {
        [time.seenNow, time.seenAt, time.seenHere] = [time.dataset.relative, time.dateTime, performance.now()];
      }
      const span = new Date(time.seenNow) - new Date(time.dateTime) + (performance.now() - time.seenHere);
      const [tense, s] = [span < 0 ? 'In' : 'Ago', Math.abs(span) / 1000];
      const text = s < 5 ? say('Time_Now') : s < 60 ? say('Time_Seconds' + tense, Math.trunc(s)) : s < 3600 ? say('Time_Minutes' + tense, Math.trunc(s / 60))
        : s < 172800 ? say('Time_Hours' + tense, Math.trunc(s / 3600)) : say('Time_Days' + tense, Math.trunc(s / 86400));
      if (text && node.data !== text) node.data = text;
    }
  }
  setInterval(tick, 5000);
  markTheme();
  new MutationObserver(markTheme).observe(document.body, { childList: true, subtree: true });
})();
