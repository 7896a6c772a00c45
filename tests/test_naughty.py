"""Public lists of naughty strings and of scripts in disguise: shown as the text that they are, and run by nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import cycle
from typing import Any

import html5lib
import pytest
from hostile import ENDINGS, Chosen, Hostile, composed_of
from support import ROOT
from test_hostile import JUDGES, Files, declared
from test_urls import parsed

from policygen.formats._markdown import SCHEMES, TAGS, to_html
from policygen.load import Scalar, Sequence, hidden, parse
from policygen.localise.cldr import upper_first
from policygen.problem import Position, Severity
from policygen.schema.links import link_fault
from policygen.schema.reading import Reading
from policygen.schema.types import WORDS, SentenceType, TextType, Type, WordsType

SUITES = ROOT / "tests" / "suites"
NAUGHTY: list[str] = json.loads((SUITES / "naughty-strings.json").read_text("utf-8"))
SCRIPTS: list[str] = json.loads((SUITES / "xss.json").read_text("utf-8"))
LANGUAGES = ("en", "nb")
STRICT = "default-src 'none'"
HOOKS = """() => { window.ran = []; for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'])
  window[name] = (...what) => { window.ran.push(name + ': ' + what); };
  addEventListener('securitypolicyviolation', found => window.ran.push(found.violatedDirective)); }"""
TOUCH = """() => { const every = [...document.querySelectorAll('*')];
  for (const element of every) for (const kind of ['mouseover', 'mouseenter', 'focus', 'blur', 'load', 'error',
    'toggle', 'animationstart', 'pointerover', 'wheel', 'keydown', 'copy', 'input', 'beforetoggle'])
    element.dispatchEvent(new Event(kind));
  const attributes = every.flatMap(element => [...element.attributes].map(found => [found.name, found.value]));
  return [window.ran, attributes.filter(([name, value]) => /^on|^srcdoc$|^formaction$/.test(name)
    || /^(href|src|action|data)$/.test(name) && /^\\s*(javascript|data|vbscript):/i.test(value)),
    every.filter(element => element.matches('script:not([type="application/ld+json"]), iframe, object, embed, form,' +
      'base, style, input, video, audio, math, marquee')).map(element => element.outerHTML)]; }"""


def read(type_: Type[Any], text: str) -> list[str]:
    """The errors of a text in a declaration."""
    reading = Reading(("en",))
    type_.read(Scalar(Position("x"), text, False), reading)
    return [problem.id for problem in reading.problems if problem.severity is Severity.ERROR]


@cache
def fits(text: str, markdown: bool, limit: int) -> bool:
    """Whether a string may be a text; what Markdown would take for HTML is refused there."""
    return bool(text.strip()) and len(text) < limit and not hidden(text) and not (markdown and read(WORDS, text))


class Each(Chosen):
    """Each text becomes the next string of a list, as it is, from a place in the list on."""

    def __init__(self, strings: list[str], start: int, languages: tuple[str, ...] = LANGUAGES) -> None:
        super().__init__("", languages)
        self.turn = cycle([*strings[start:], *strings[:start]])

    def of(self, text: str, type_: Type[Any]) -> str:
        assert isinstance(type_, WordsType | TextType)
        if text not in self.by_text:
            self.by_text[text] = next(found for found in self.turn if fits(found, type_ is WORDS, type_.limit))
        made = self.by_text[text]
        return made if not isinstance(type_, SentenceType) or made.endswith(ENDINGS) else f"{made}."


@lru_cache(maxsize=2)
def harmless(markdown: bool) -> Hostile:
    return composed_of(Chosen("% harmless", LANGUAGES), markdown)


def pressed(text: str) -> str:
    return " ".join(text.split())


def shown(found: Hostile, language: str) -> str:
    """All words of the page of a language, which must be HTML without a fault."""
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(
        found.made("html")[f"{language}/privacy/index.html"].decode())
    return pressed(" ".join("".join(element.itertext()) for element in page.iter("body")))


def forms(text: str) -> Iterator[str]:
    """How a declared text may stand on a page: as it is, with a capital, or as what its Markdown says."""
    yield from (pressed(text), pressed(upper_first(text)))
    rendered = html5lib.parseFragment(to_html(text), namespaceHTMLElements=False)
    yield pressed("".join(rendered.itertext()))


@pytest.mark.long
@pytest.mark.parametrize("markdown", [False, True], ids=["texts", "Markdown too"])
@pytest.mark.parametrize("turn", range(10))
def test_each_text_is_shown_exactly_in_every_language(turn: int, markdown: bool) -> None:
    """Every text of the declaration that uses every key is another string; in each turn, all are."""
    good, bad = harmless(markdown), composed_of(Each(NAUGHTY, turn * 53), markdown)
    texts, others = declared(good), declared(bad)
    assert texts.keys() == others.keys()
    for language in LANGUAGES:
        one, other = shown(good, language), shown(bad, language)
        others_of = tuple(f".{code}" for code in LANGUAGES if code != language)
        seen = [path for path, text in texts.items()
                if "harmless" in text and not path.endswith(others_of) and any(form in one for form in forms(text))]
        assert len(seen) > 150
        for path in seen:
            assert any(form in other for form in forms(others[path])), (path, others[path])
    for name in ("html", "jsonld", "tilt"):
        JUDGES[name](Files(good, name), Files(bad, name), markdown)


def test_each_naughty_string_is_read_as_it_is_or_refused_for_what_nobody_sees() -> None:
    refused = 0
    for text in NAUGHTY:
        node, problems = parse(json.dumps([text], ensure_ascii=False).encode("utf-8", "surrogatepass"), "x")
        refused += bool(problems)
        assert {problem.id for problem in problems} <= {"control-character"}
        if not problems:
            assert isinstance(node, Sequence)
            assert [item.text for item in node.items if isinstance(item, Scalar)] == [text]
    assert refused < 25


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
def test_no_script_gets_through_markdown_or_a_link(step: int) -> None:
    """What the parser of browsers makes of it, whether the declaration would be refused or not."""
    for text in SCRIPTS[::step]:
        for form in ("{}", "[x]({})", "[x](<{}>)", "[x]: {}\n\n[x]", "![{}]({})", "> {}"):
            written = form.replace("{}", text)
            for element in html5lib.parseFragment(to_html(written), namespaceHTMLElements=False).iter():
                assert element.tag in TAGS | {"DOCUMENT_FRAGMENT"}, written
                assert set(element.attrib) <= ({"href", "title"} if element.tag == "a" else set()), written
                scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", element.get("href", ""), re.IGNORECASE)
                assert scheme is None or scheme[1].lower() in SCHEMES, written


@pytest.mark.tools
def test_no_script_is_a_link_that_browsers_would_run_or_follow_elsewhere() -> None:
    links = [text for text in SCRIPTS if (fault := link_fault(text)) is None or fault.usable]
    for link, found in zip(links, parsed(links), strict=True):
        assert found is not None
        assert found[:2] in (["https:", ""], ["http:", ""], ["mailto:", ""], ["tel:", ""]), link
        assert found[2] == "own.example" or found[2] in link


@pytest.mark.long
@pytest.mark.parametrize("markdown", [False, True], ids=["texts", "Markdown too"])
@pytest.mark.parametrize("turn", range(5))
def test_scripts_in_every_text_build_nothing(turn: int, markdown: bool) -> None:
    good, bad = harmless(markdown), composed_of(Each(SCRIPTS, turn * 97), markdown)
    for name in ("html", "index", "cookies", "recipients", "not_found", "jsonld", "markdown"):
        JUDGES[name](Files(good, name), Files(bad, name), markdown)


@pytest.mark.browser
@pytest.mark.parametrize(("markdown", "policy"), [
    (True, ""), pytest.param(False, "", marks=pytest.mark.long), pytest.param(True, STRICT, marks=pytest.mark.long),
    pytest.param(False, STRICT, marks=pytest.mark.long)])
def test_a_browser_runs_nothing(browser: Any, markdown: bool, policy: str) -> None:
    """Every function that scripts would show themselves by is hooked, and every element touched."""
    for turn in range(0, len(SCRIPTS), 250):
        html = composed_of(Each(SCRIPTS, turn), markdown).made("html")["en/privacy/index.html"].decode()
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">' if policy else ""
        assert touched(browser, re.sub('<link rel="stylesheet"[^>]*>', meta, html)) == []


@pytest.mark.browser
def test_the_hooks_notice_what_runs(browser: Any) -> None:
    assert touched(browser, "<script>alert(1)</script>")
    assert touched(browser, "<p onmouseover='alert(1)'>")
    assert touched(browser, "<img src=x: onerror=alert(1)>")
    assert touched(browser, "<a href='javascript:alert(1)'>x</a>")
    assert touched(browser, "<iframe srcdoc='x'></iframe>")
    assert touched(browser, "<p>x</p>") == []


def touched(browser: Any, html: str) -> list[Any]:
    """What ran, was asked for, or could run, in a page whose every element is touched."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(f"({HOOKS})()")
    page.set_content(html, wait_until="load")
    page.wait_for_timeout(200)
    found = [*page.evaluate(TOUCH), [address for address in asked if address != "about:blank"]]
    page.close()
    return [item for part in found for item in part]
