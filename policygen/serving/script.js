// What `policygen serve` adds to the pages it shows: they follow the files, tell problems, and tell their sources.
// Everything that comes from a declaration is put in as text; the list of problems comes escaped from the server.
'use strict';
(() => {
  const HERE = '/_policygen/';
  const {kind, version} = document.currentScript.dataset;
  const memory = {
    get: key => { try { return JSON.parse(sessionStorage.getItem(`policygen.${key}`)); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(`policygen.${key}`, JSON.stringify(value)); } catch { /* full, or off */ } },
  };
  const make = (tag, properties = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === false) continue;
      made.setAttribute(name, value === true ? '' : value);
    }
    made.append(...inside);
    return made;
  };
  const counted = (number, name) => `${number} ${name}${number === 1 ? '' : 's'}`;

  // Our own parts stand in a tree of their own, so that a theme and they do not meet.
  const host = make('policygen-serve', {lang: 'en', dir: 'ltr'});
  const root = host.attachShadow({mode: 'open'});
  const status = make('span', {role: 'status'}, 'Connecting …');
  const more = make('a', {href: `${HERE}problems`, hidden: true});
  const toggle = make('button', {type: 'button', 'aria-pressed': 'false', class: 'toggle'}, 'Show sources');
  const trouble = make('button', {type: 'button', 'aria-expanded': 'true', class: 'fold', hidden: true}, 'Hide errors');
  const overlay = make('section', {'aria-label': 'Errors', class: 'overlay', tabindex: '0', hidden: true});
  const panel = make('section', {'aria-label': 'Source', class: 'panel', tabindex: '0', hidden: true});
  const bar = make('div', {class: 'bar'}, make('strong', {}, 'policygen serve'), status, more, trouble);
  if (kind === 'page') bar.append(toggle);
  root.append(make('link', {rel: 'stylesheet', href: `${HERE}style.css`}),
              make('aside', {'aria-label': 'policygen serve', class: 'ours'}, panel, overlay, bar));
  document.body.append(host);

  // --- The page follows the files -------------------------------------------------------------------------------
  let events = null;
  let leaving = false;

  function listen() {
    if (events || leaving || document.visibilityState === 'hidden') return;
    events = new EventSource(`${HERE}events`);
    events.addEventListener('state', event => told(JSON.parse(event.data)));
    events.addEventListener('error', () => { status.textContent = 'Not connected: this page does not follow the files.'; });
  }

  // A page in the background does not listen: a browser has few connections for one host. It catches up when it is seen.
  function rest() {
    events?.close();
    events = null;
  }

  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' ? rest() : listen());
  addEventListener('pagehide', () => {
    rest();
    // Not before: a browser that finds `auto` while it loads a page scrolls to where the reader was in the old one.
    if (!leaving) history.scrollRestoration = 'auto';
  });
  addEventListener('pageshow', listen);

  function told(state) {
    if (version !== (kind === 'problems' ? state.build : state.site)) {
      again();
      return;
    }
    const others = [state.warning && counted(state.warning, 'warning'), state.review && counted(state.review, 'review')]
      .filter(Boolean).join(', ');
    status.textContent = state.broken ? `${counted(state.error, 'error')}: this is the last good page.`
      : others ? 'No errors.' : 'No problems.';
    more.textContent = others || 'All problems';
    more.hidden = kind === 'problems' || !(others || state.broken);
    if (kind !== 'problems') tell(state.broken);
  }

  // --- What the reader looks at stays where it is -----------------------------------------------------------------
  const parts = () => [...document.querySelectorAll('body [id]')].filter(part => part.getClientRects().length);

  function again() {
    leaving = true;
    rest();
    const seen = parts().map(part => [part.id, part.getBoundingClientRect().top]);
    const near = seen.filter(([, top]) => top <= 1).pop() ?? seen[0] ?? ['', 0];
    memory.set('place', {path: location.pathname, x: scrollX, y: scrollY, id: near[0], top: near[1],
                         open: [...document.querySelectorAll('details')].map(part => part.open)});
    history.scrollRestoration = 'manual';
    location.reload();
  }

  const place = memory.get('place');
  const returned = place?.path === location.pathname ? place : null;
  memory.set('place', null);

  function back() {
    if (!returned) return;
    const part = returned.y > 0 && returned.id ? document.getElementById(returned.id) : null;
    const y = part ? scrollY + part.getBoundingClientRect().top - returned.top : returned.y;
    scrollTo({left: returned.x, top: y, behavior: 'instant'});
  }

  if (returned) {
    const details = [...document.querySelectorAll('details')];
    if (details.length === returned.open.length) details.forEach((part, number) => { part.open = returned.open[number]; });
    back();
  }

  // --- Errors -------------------------------------------------------------------------------------------------------
  let asked = 0;

  async function tell(broken) {
    const turn = ++asked;
    if (!broken) {
      overlay.hidden = trouble.hidden = true;
      overlay.replaceChildren();
      return;
    }
    const answer = await fetch(`${HERE}problems`).then(found => found.text()).catch(() => '');
    if (turn !== asked) return;
    const list = new DOMParser().parseFromString(answer, 'text/html').querySelector('ol.problems');
    const errors = [...list?.querySelectorAll(':scope > li.error') ?? []].map(item => document.importNode(item, true));
    overlay.replaceChildren(make('h2', {}, `${counted(errors.length, 'error')} in the last change`),
                            make('p', {}, 'The page is as it was before; it is renewed once everything is mended.'),
                            make('ol', {class: 'problems', role: 'list'}, ...errors));
    trouble.hidden = false;
    fold(false);
  }

  function fold(away) {
    overlay.hidden = away;
    trouble.textContent = away ? 'Show errors' : 'Hide errors';
    trouble.setAttribute('aria-expanded', String(!away));
    if (!away) close();
  }

  trouble.addEventListener('click', () => fold(!overlay.hidden));

  // --- Sources ------------------------------------------------------------------------------------------------------
  const MARK = /^(\/?)policygen:(\d+)$/;
  let sources = null;
  let pinned = null;

  function marks() {
    const found = [];
    const open = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
    while (walker.nextNode()) {
      const [, end, number] = walker.currentNode.data.match(MARK) ?? [];
      if (!number || walker.currentNode.parentElement.closest('svg')) continue;
      if (!end) open.set(number, walker.currentNode);
      else if (open.has(number)) {
        found.push({number, begin: open.get(number), end: walker.currentNode});
        open.delete(number);
      }
    }
    return found;
  }

  // After the words; inside the last paragraph where they are several; never inside of what can be clicked.
  function put(button, {end}) {
    const clickable = end.parentElement.closest('a, button, summary, label');
    const before = end.previousSibling;
    if (clickable) clickable.after(button);
    else if (before?.nodeType === Node.ELEMENT_NODE && /^(P|UL|OL|BLOCKQUOTE)$/.test(before.tagName))
      (before.querySelector(':scope > li:last-child, :scope > p:last-child') ?? before).append(button);
    else end.after(button);
  }

  const law = source => source.law.length ? source.law.join(', ') : 'no provision';

  function named(source) {
    const first = source.places.length ? sources.places[source.places[0]].at : '';
    const rest = source.places.length > 1 ? ` and ${source.places.length - 1} more` : '';
    return source.apart ? `policygen’s own words · ${law(source)}` : `${first}${rest} · ${law(source)}`;
  }

  async function show() {
    const path = location.pathname;
    sources ??= await fetch(`${HERE}sources${path}`).then(found => found.json()).catch(() => null);
    if (!sources || toggle.getAttribute('aria-pressed') !== 'true') return;
    for (const mark of marks()) {
      const source = sources.blocks[mark.number];
      if (!source) continue;
      const line = source.places.length ? sources.places[source.places[0]].line : '';
      const label = source.apart ? '§' : `${line}${source.places.length > 1 ? '+' : ''}`;
      const button = make('button', {type: 'button', class: 'policygen-source', 'data-number': mark.number,
                                     'aria-label': `Source: ${named(source)}`, lang: 'en', dir: 'ltr'}, label);
      button.range = mark;
      put(button, mark);
    }
    back();
  }

  function hide() {
    document.querySelectorAll('button.policygen-source').forEach(button => button.remove());
    close();
  }

  function close() {
    panel.hidden = true;
    pinned = null;
    globalThis.CSS?.highlights?.delete('policygen-source');
  }

  function told_of(source) {
    const why = source.apart ? 'Words of policygen’s own, from no line of the declaration. The part around them comes from:'
      : source.own ? 'Words of policygen’s own. They stand here because of:' : '';
    const places = source.places.map(number => sources.places[number]).map(({at, lines}) => make('li', {},
      make('code', {class: 'at'}, at), make('pre', {}, ...lines.flatMap(([number, text]) =>
        [make('b', {}, String(number)), ` ${text}\n`]))));
    const provisions = source.law.map(id => make('li', {}, make('strong', {}, id), ` ${sources.law[id].title}: ${sources.law[id].text}`));
    return [make('h2', {}, named(source)), ...why ? [make('p', {}, why)] : [], make('ol', {role: 'list'}, ...places),
            make('p', {}, !provisions.length ? 'No provision of law is named for it.'
              : source.around ? 'The part around it answers:' : 'It answers:'), make('ul', {role: 'list'}, ...provisions)];
  }

  function tell_of(button) {
    const source = sources?.blocks[button.dataset.number];
    if (!source) return;
    panel.replaceChildren(...told_of(source));
    panel.scrollTop = 0;
    panel.hidden = false;
    panel.classList.toggle('top', button.getBoundingClientRect().top > innerHeight / 2);
    if (globalThis.Highlight && CSS.highlights) {
      const range = new Range();
      range.setStartAfter(button.range.begin);
      range.setEndBefore(button.range.end);
      CSS.highlights.set('policygen-source', new Highlight(range));
    }
  }

  const marker = event => event.target instanceof Element ? event.target.closest('button.policygen-source') : null;
  for (const type of ['mouseover', 'focusin'])
    document.addEventListener(type, event => { const button = marker(event); if (button && !pinned) tell_of(button); });
  for (const type of ['mouseout', 'focusout'])
    document.addEventListener(type, event => { if (marker(event) && !pinned && event.relatedTarget !== host) close(); });
  document.addEventListener('click', event => {
    const button = marker(event);
    if (!button) return;
    pinned = button;
    tell_of(button);
    panel.focus();
  });
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || panel.hidden) return;
    const button = pinned;
    close();
    button?.focus();
    if (button) close();
  });

  function sourced(on) {
    toggle.setAttribute('aria-pressed', String(on));
    memory.set('sources', on);
    if (on) show();
    else hide();
  }

  toggle.addEventListener('click', () => sourced(toggle.getAttribute('aria-pressed') !== 'true'));
  if (kind === 'page' && memory.get('sources')) sourced(true);
  addEventListener('load', back);
  listen();
})();
