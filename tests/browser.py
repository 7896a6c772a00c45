"""What the browser tests share: a loopback server with strict headers, and questions that are asked in the page."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from typing import Any

import sites

LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run"]
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'",
           "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What a shared window can be told, and what holds where it is not.
MEDIA = {"color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none"}
# The rules of axe whose outcome depends on colours and on the width of the window.
SIGHT = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "scrollable-region-focusable",
                                    "target-size"]}

PAGES = sorted(path for path in sites.example() if path.endswith(".html"))
POLICIES = [path for path in PAGES if "/privacy/" in path]
LANGUAGES = ["en", "nb", "he", "de"]


def rich(language: str) -> str:
    """The path of the page that uses every key of the declaration language, in a language or pseudo language."""
    return f"rich/{language}/privacy/index.html"


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[str]:
    """The files on the loopback interface, under the address that is given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/").partition("?")[0]
            path += "index.html" if not path or path.endswith("/") else ""
            data = files.get(path)
            kind = {"jsonld": "application/ld+json"}.get(path.rpartition(".")[2]) or guess_type(path)[0]
            self.send_response(204 if path == "favicon.ico" else 404 if data is None else 200)  # browsers ask by habit
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind else "application/octet-stream")
            self.send_header("Content-Length", str(len(data or b"")))
            for name, value in HEADERS.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            if not isinstance(sys.exc_info()[1], ConnectionError):     # a page that is closed hangs up
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Visitor:
    """Opens pages of the served sites, and notes what they complain about; closes at the end what is its own.

    A new window costs more than all that is done in it. So visitors with the same window share one, which forgets
    what was stored in it; whoever wants other options than those of MEDIA gets a window of its own.
    """

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: list[Any] = []
        self.faults: list[str] = []
        self._listening: list[tuple[Any, str, Callable[[Any], object]]] = []

    def __call__(self, path: str, width: int = 1280, **options: Any) -> Any:
        if options.keys() <= MEDIA.keys():
            page = _shared(type(self), self.browser)
            self._hush()
            _forget(page)
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media="null", **{**MEDIA, **options})
        else:
            context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
            self.contexts.append(context)
            page = self.window(context)
        self._listen(page)
        response = page.goto(self.address + path)
        assert response.status == 200, path
        return page

    @classmethod
    def window(cls, context: Any) -> Any:
        """A page that tells what is refused."""
        page = context.new_page()
        page.add_init_script("""addEventListener('securitypolicyviolation', violation =>
            console.error(`refused by the policy: ${violation.violatedDirective} ${violation.blockedURI}`))""")
        return page

    def _listen(self, page: Any) -> None:
        note = self.faults.append
        heard: dict[str, Callable[[Any], object]] = {
            "console": lambda message: note(f"{message.type}: {message.text}"),
            "pageerror": lambda error: note(f"error: {error}"),
            "requestfailed": lambda request: note(f"failed: {request.url}"),
            "response": lambda response: response.ok or note(f"{response.status}: {response.url}"),
            "request": lambda request: request.url.startswith(self.address) or note(f"asked: {request.url}")}
        for name, listener in heard.items():
            page.on(name, listener)
            self._listening.append((page, name, listener))

    def close(self) -> None:
        """Hear no more, and close the windows of this visitor."""
        self._hush()
        for context in self.contexts:
            context.close()

    def _hush(self) -> None:
        while self._listening:
            page, name, listener = self._listening.pop()
            page.remove_listener(name, listener)


@cache
def _shared(kind: type[Visitor], browser: Any) -> Any:
    return kind.window(browser.new_context())


def _forget(page: Any) -> None:
    """Let nothing be left in a window of who was there before."""
    if page.url.startswith("http"):
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.context.clear_cookies()


def violations(page: Any, rules: dict[str, Any] = STANDARDS) -> list[Any]:
    """What axe finds in the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[Any] = page.evaluate("""rules => axe.run({preload: false, resultTypes: ['violations'], runOnly: rules})
        .then(found => found.violations.map(rule =>
            [rule.id, rule.nodes.length, rule.nodes[0].html, rule.nodes[0].failureSummary]))""", rules)
    return found


# How far the page can be scrolled sideways, and whether something hides that it could be.
SIDEWAYS = """() => ({by: document.documentElement.scrollWidth - innerWidth,
  hidden: [document.documentElement, document.body].some(e => /hidden|clip/.test(getComputedStyle(e).overflowX))})"""

# Elements whose text is cut off; those that only screen readers meet are one pixel small.
CUT = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  const cuts = /hidden|clip/.test(style.overflowX + style.overflowY) && !e.closest('svg');
  return cuts && e.clientWidth > 1 && e.clientHeight > 1
    && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
}).map(e => e.outerHTML.slice(0, 120))"""

# The distances that WCAG 1.4.12 lets readers set; pictures have their texts beside them.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*:not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""

# Keeps what was reached by the keyboard, and tells of the element that has the focus now: null at the end of the page.
KEYBOARD = """() => {
  const wanted = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')];
  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflow)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  const regions = [...document.body.querySelectorAll('*')].filter(scrolls);
  const reached = new Set();
  const shown = e => e.outerHTML.slice(0, 160);
  window.missed = () => [...wanted.filter(e => !reached.has(e)),
    ...regions.filter(region => ![...reached].some(e => region.contains(e)))]
    .filter(e => e.checkVisibility({visibilityProperty: true})).map(shown);
  window.focused = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement || reached.has(e)) return null;
    reached.add(e);
    const style = getComputedStyle(e), box = e.getClientRects()[0];
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      && !/, 0\\)|transparent/.test(style.outlineColor);
    const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {html: shown(e), marked: outlined || style.boxShadow !== 'none',
      seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
        && !!top && (e.contains(top) || top.contains(e))};
  };
  return wanted.length + regions.length;
}"""

# Headings that cannot be followed by the address of their own id or of the part that they head.
LOST = """() => [...document.querySelectorAll('h2, h3, h4')].filter(heading => {
  const part = heading.closest('[id]');
  if (!part || (part !== heading && part.querySelector('h1, h2, h3, h4') !== heading)) return false;
  location.hash = '';
  scrollTo(0, part.getBoundingClientRect().top > 5 ? 0 : document.body.scrollHeight);
  location.hash = '#' + part.id;
  const box = heading.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 8), box.y + box.height / 2);
  return !(box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && top
           && (heading.contains(top) || top.contains(heading)));
}).map(heading => heading.outerHTML)"""

# Everything that would still move for somebody who asked for less motion.
MOVING = """() => {
  const seconds = text => Math.max(...text.split(',').map(part => parseFloat(part) * (/ms/.test(part) ? .001 : 1)));
  const moving = style => seconds(style.transitionDuration) > .001
    || (style.animationName !== 'none' && seconds(style.animationDuration) > .001);
  return [...document.querySelectorAll('*')].filter(e => getComputedStyle(e).scrollBehavior === 'smooth'
      || ['', '::before', '::after', '::marker', '::backdrop'].some(part => moving(getComputedStyle(e, part || null))))
    .map(e => e.outerHTML.slice(0, 120)).concat(document.getAnimations().map(one => `running: ${one.id}`));
}"""

# How much the page moved under the reader while it was loaded and scrolled to its end and back.
SHIFTED = """async () => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
    .observe({type: 'layout-shift', buffered: true});
  const frames = async count => { while (count--) await new Promise(requestAnimationFrame); };
  await frames(2);
  scrollTo(0, document.documentElement.scrollHeight);
  await frames(3);
  scrollTo(0, 0);
  await frames(3);
  return sum;
}"""
