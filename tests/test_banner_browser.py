"""The generated configurations in the real libraries, in Chromium, under the policy that the documentation names."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from banners import (
    DECLARED,
    FILES,
    HOST,
    NAMES,
    declared,
    documented,
    pages,
    pseudo_languages,
    shipped,
    strict,
    written,
)
from browser import Visitor, violations
from support import ROOT, SMALL, some

from policygen.formats import Site

pytestmark = [pytest.mark.browser, pytest.mark.tools]

FIRST = {"klaro": "#klaro-cookie-notice", "cookieconsent": ".cm"}
ACCEPT = {"klaro": ".cookie-notice .cm-btn-success", "cookieconsent": ".cm [data-role=all]"}
REJECT = {"klaro": ".cookie-notice .cn-decline", "cookieconsent": ".cm [data-role=necessary]"}
CHOOSE = {"klaro": ".cn-learn-more", "cookieconsent": ".cm [data-role=show]"}
SECOND = {"klaro": ".cm-modal", "cookieconsent": ".pm"}
SAVE = {"klaro": ".cm-btn-accept", "cookieconsent": ".pm [data-role=save]"}
CLOSE = {"klaro": ".cm-modal .hide", "cookieconsent": ".pm__close-btn"}
AGAIN = {"klaro": "#choices", "cookieconsent": "footer button"}
SWITCH = {"klaro": "#service-item-{}", "cookieconsent": "input.section__toggle[value='{}']"}
WORDS = {"en": ("Accept all", "Reject all", "Choose"), "nb": ("Godta alle", "Avvis alle", "Velg selv")}
LOOK = """element => { const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return [Math.round(box.width / 15), Math.round(box.height), style.backgroundColor, style.color, style.fontSize,
          style.fontWeight, style.borderWidth, style.opacity, style.padding, style.textDecorationLine]; }"""
BOXES = """() => Object.fromEntries([...document.querySelectorAll('input[type=checkbox]')].map(box =>
  [box.id.replace('service-item-', '') || box.value, [box.checked, box.disabled]]))"""
# What a browser driven by a program tells of itself makes vanilla-cookieconsent hide.
QUIET = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false});"
MOVING = "document.getAnimations().filter(one => one.playState === 'running').length"
PATIENCE = 60.0                                           # seconds, for machines that do much else
# Cookies and storage as the declared services leave them.
LEFT = """() => { for (const name of ['_v', '_v_7', '_clicks', 'fan.9', 'shown', 'basket', 'other'])
    document.cookie = `${name}=1; path=/`;
  localStorage.setItem('look_dark', '1'); localStorage.setItem('other', '1'); }"""

Open = Callable[..., Any]


class Person(Visitor):
    """A visitor whose browser does not say that a program drives it."""

    @classmethod
    def window(cls, context: Any) -> Any:
        page = super().window(context)
        page.add_init_script(QUIET)
        return page


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Opens the documented page with a configuration; at the end, nothing may have been refused or failed."""
    visitors: list[Visitor] = []

    def start(address: str, language: str = "en", width: int = 1280, host: str = "") -> Any:
        visitors.append(Person(browser, address.replace("127.0.0.1", host) if host else address))
        return visitors[-1](f"{language}.html", width)

    yield start
    for visitor in visitors:
        visitor.close()
    faults = [fault for visitor in visitors for fault in visitor.faults]
    assert not [fault for fault in faults if not fault.startswith("debug: Deleting cookie: ")]       # Klaro tells it


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The library."""
    return str(request.param)


@pytest.fixture
def address(name: str) -> Iterator[str]:
    """Where the pages with the declaration of these tests are served."""
    with strict(pages(declared(), name)) as started:
        yield started


def until(page: Any, condition: Callable[[], bool]) -> None:
    """Wait for what the page does on its own time, on a slow machine too; a condition that never holds is a failure.

    Playwright's own waiting for a condition evaluates text in the page, which the policy refuses.
    """
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert condition()


def counted(page: Any) -> None:
    """Wait until the script has run."""
    until(page, lambda: bool(page.evaluate("Boolean(window.counted)")))


def rested(page: Any) -> None:
    """Wait until nothing moves or fades any more."""
    page.wait_for_timeout(400)
    until(page, lambda: not page.evaluate(MOVING))


def names_in(page: Any) -> set[str]:
    """The cookies in the browser, and what is in local storage."""
    return {cookie["name"] for cookie in page.context.cookies()} | {
        f"local {key}" for key in page.evaluate("Object.keys(localStorage)")}


@pytest.mark.parametrize(("language", "width"), some([("en", 360), ("nb", 1280)], [("en", 1280), ("nb", 360)]))
def test_both_answers_stand_in_the_first_layer_and_look_the_same(name: str, address: str, language: str, width: int,
                                                                 visit: Open) -> None:
    page = visit(address, language, width)
    page.wait_for_selector(FIRST[name], state="visible")
    buttons = [page.locator(selector[name]) for selector in (ACCEPT, REJECT, CHOOSE)]
    assert tuple(button.inner_text() for button in buttons) == WORDS[language]
    assert buttons[0].evaluate(LOOK) == buttons[1].evaluate(LOOK)
    assert "Example AS" in page.inner_text(FIRST[name])
    assert page.locator(f"{FIRST[name]} a[href='{HOST}{language}/privacy/#cookies']").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rested(page)
    assert not violations(page)
    assert page.is_visible("main h1")
    assert not page.context.cookies()


@pytest.mark.parametrize(("language", "spoken"), [("no", "nb"), ("nb-NO", "nb"), ("fr", "en")])
def test_a_page_in_another_language_gets_the_nearest(name: str, address: str, language: str, spoken: str,
                                                     visit: Open) -> None:
    page = visit(address, language)
    page.wait_for_selector(FIRST[name], state="visible")
    assert page.locator(REJECT[name]).inner_text() == WORDS[spoken][1]
    page.click(CHOOSE[name])
    shown = page.locator(SECOND[name])
    shown.wait_for(state="visible")
    assert ("Lys eller mørk" if spoken == "nb" else "Dark or light") in shown.text_content()
    assert "missing translation" not in page.content()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_second_layer_shows_every_cookie_and_nothing_is_ticked(name: str, address: str, language: str,
                                                                   visit: Open) -> None:
    page = visit(address, language)
    page.click(CHOOSE[name])
    shown = page.locator(SECOND[name])
    shown.wait_for(state="visible")
    text = shown.text_content()
    for said in ("_v_*", "_clicks", "fan.<id>", "shown", "look_*", "cc_cookie", "Counter GmbH", "Fans Inc.", "basket",
                 *(("1 year", "90 days") if language == "en" else ("1 år", "90 dager"))):
        assert said in text, said
    boxes = page.evaluate(BOXES)
    necessary = {"basket", "choice", "necessary", "purpose-item-necessary"}
    assert {box for box, state in boxes.items() if state == [True, True]} == necessary & set(boxes)
    assert {box for box, state in boxes.items() if state == [False, False]} == set(boxes) - necessary
    assert {"look", "counter-statistics", "fans-marketing", "counter-marketing"} <= set(boxes)
    for opener in page.query_selector_all(".cm-caret a, .pm__section--expandable .pm__section-title"):
        opener.click()
    rested(page)
    assert not violations(page)


def test_nothing_runs_before_consent_or_after_refusal(name: str, address: str, visit: Open) -> None:
    page = visit(address)
    page.wait_for_selector(FIRST[name], state="visible")
    assert not page.evaluate("window.counted")
    page.evaluate(LEFT)
    page.click(REJECT[name])
    until(page, lambda: {found for found in names_in(page) if not found.startswith(("klaro-", "cc_cookie"))} == {
        "basket", "other", "local other"})
    assert not page.evaluate("window.counted")
    page.reload()
    page.wait_for_timeout(300)
    assert not page.is_visible(FIRST[name])
    assert not page.evaluate("window.counted")


def test_closing_is_no_consent(name: str, address: str, visit: Open) -> None:
    page = visit(address)
    page.click(CHOOSE[name])
    page.wait_for_selector(SECOND[name], state="visible")
    page.wait_for_timeout(300)
    page.click(CLOSE[name])
    page.wait_for_timeout(300)
    assert not page.context.cookies()
    assert not page.evaluate("window.counted")
    page.reload()
    page.wait_for_selector(FIRST[name], state="visible")


def test_consent_lets_a_script_run_and_withdrawal_deletes_what_it_left(name: str, address: str, visit: Open) -> None:
    page = visit(address)
    page.click(ACCEPT[name])
    counted(page)
    page.evaluate(LEFT)
    page.reload()
    counted(page)
    assert {"_v", "_v_2", "_v_7", "fan.9", "local look_dark"} <= names_in(page)
    page.click(AGAIN[name])
    page.wait_for_selector(SECOND[name], state="visible")
    assert all(checked for checked, _ in page.evaluate(BOXES).values())
    for service in ("counter-statistics", "look"):
        page.evaluate("selector => document.querySelector(selector).click()", SWITCH[name].format(service))
    page.wait_for_timeout(300)
    page.click(SAVE[name])
    until(page, lambda: not names_in(page) & {"_v", "_v_2", "_v_7", "_clicks", "local look_dark"})
    assert {"fan.9", "shown", "basket", "other", "local other"} <= names_in(page)
    page.reload()
    page.wait_for_timeout(300)
    assert not page.evaluate("window.counted")
    assert not page.is_visible(FIRST[name])


@pytest.mark.parametrize("again", [False, True])
def test_visitors_are_asked_again_where_facts_change_and_else_not(name: str, again: bool, visit: Open,
                                                                  tmp_path: Path) -> None:
    files = pages(declared(), name)
    changed = DECLARED.replace("P3M", "P2Y") if again else DECLARED.replace("clicks, nb: klikk", "klicks, nb: klick")
    with strict(files) as address:
        page = visit(address)
        page.click(ACCEPT[name])
        counted(page)
        files.update(pages(written(tmp_path, changed), name))
        page.reload()
        if again:
            page.wait_for_selector(FIRST[name], state="visible")
        else:
            counted(page)
        page.wait_for_timeout(400)
        assert page.is_visible(FIRST[name]) is again
        assert bool(page.evaluate("window.counted")) is not again
        if again:
            page.evaluate(LEFT)
            page.click(CHOOSE[name])
            page.wait_for_selector(SECOND[name], state="visible")
            assert not any(checked for checked, locked in page.evaluate(BOXES).values() if not locked)
            page.evaluate("selector => document.querySelector(selector).click()", SWITCH[name].format("fans-marketing"))
            page.wait_for_timeout(300)
            page.click(SAVE[name])
            until(page, lambda: not names_in(page) & {"_v", "_clicks", "shown", "local look_dark"})
            assert "fan.9" in names_in(page)


def test_cookies_of_the_domain_above_www_are_deleted(name: str, address: str, visit: Open) -> None:
    page = visit(address, host="www.shop.localhost")
    page.click(ACCEPT[name])
    counted(page)
    page.evaluate("document.cookie = '_clicks=1; path=/; domain=.shop.localhost'")
    assert "_clicks" in names_in(page)
    page.wait_for_selector(FIRST[name], state="hidden")                      # Klaro lets it stand for a while
    page.click(AGAIN[name])
    page.wait_for_selector(SECOND[name], state="visible")
    page.evaluate("selector => document.querySelector(selector).click()", SWITCH[name].format("counter-statistics"))
    page.wait_for_timeout(300)
    page.click(SAVE[name])
    until(page, lambda: "_clicks" not in names_in(page))


@pytest.mark.parametrize("which", some(["everything", "onnet"], ["omnium", "databeat", "dni"]))
def test_the_examples_show_in_both_layers(name: str, which: str, visit: Open) -> None:
    folder = ROOT / "tests" / "cases" / "everything" if which == "everything" else ROOT
    site = shipped(folder)
    site = site._replace(publications=tuple(found._replace(prefix="") for found in site.wholes if found.id == which))
    with strict(pages(site, name)) as address:
        for language in ("en", "nb"):
            page = visit(address, language, 360)
            page.wait_for_selector(REJECT[name], state="visible")
            page.click(CHOOSE[name])
            page.wait_for_selector(SECOND[name], state="visible")
            text = page.locator(SECOND[name]).text_content()
            cookies = site.wholes[0].declaration.cookies
            for item in cookies.items if cookies else ():
                assert str(item.purpose.in_language(language))[1:] in text
            rested(page)
            assert not violations(page)


@pytest.mark.parametrize("language", ["he", "de"])
def test_other_scripts_and_long_words_fit(name: str, language: str, visit: Open) -> None:
    files = pages(pseudo_languages(), name)
    direction = "rtl" if language == "he" else "ltr"
    files["x.html"] = files["en.html"].replace(b'lang="en"', f'lang="{language}" dir="{direction}"'.encode())
    with strict(files) as address:
        page = visit(address, "x", 360)
        page.wait_for_selector(FIRST[name], state="visible")
        assert page.evaluate("e => getComputedStyle(document.querySelector(e)).direction", FIRST[name]) == direction
        page.click(CHOOSE[name])
        page.wait_for_selector(SECOND[name], state="visible")
        rested(page)
        outside = page.evaluate("""() => [...document.querySelectorAll('input[type=checkbox]')]
            .filter(box => box.checkVisibility()).map(box => box.getBoundingClientRect())
            .filter(box => box.left < 0 || box.right > innerWidth).length""")
        assert not outside
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert not violations(page)


def test_the_example_of_the_documentation_works(name: str, visit: Open, tmp_path: Path) -> None:
    cookies, _, recipients = documented("yaml", "counter: {name").partition("recipients:\n")
    text = re.sub(r"\{en: (.*?), nb: .*?\}", r"\1", SMALL).replace("[en, nb]", "en")
    site: Site = written(tmp_path, text.replace("recipients:\n", f"{cookies}recipients:\n{recipients}"))
    with strict(pages(site, name)) as address:
        page = visit(address)
        page.click(ACCEPT[name])
        counted(page)
        assert FILES[name] in page.content()
