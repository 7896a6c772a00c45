"""`policygen serve` in Chromium: pages follow the files where the reader is, tell errors, and show their sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import SIDEWAYS, violations
from serving import PATIENCE, Served, changed, serving
from support import SMALL, project

pytestmark = pytest.mark.browser

PAGE = "en/privacy/"
MAILER = 1 + [line.startswith("  mailer:") for line in SMALL.splitlines()].index(True)
FRAMES = "async () => { for (let n = 0; n < 30; n++) await new Promise(requestAnimationFrame); }"
ERRORS, SOURCE = "section[aria-label=Errors]", "section[aria-label=Source]"
MARKER = "button.policygen-source"


class Visit:
    """A page, and everything that it complains about."""

    def __init__(self, browser: Any, served: Served, path: str = PAGE, **options: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 600}, **options})
        self.context.set_default_timeout(PATIENCE * 1000)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", lambda request: request.url.startswith(served.address)
                     or self.faults.append(f"asked: {request.url}"))
        self.page.goto(served.address + path)
        self.page.get_by_role("status").filter(has_text="problems").or_(
            self.page.get_by_role("status").filter(has_text="error")).wait_for()

    def top(self, selector: str) -> float:
        """How far a part is from the top of the window."""
        return float(self.page.locator(selector).first.evaluate("part => part.getBoundingClientRect().top"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return project(tmp_path / "project", SMALL)


@pytest.fixture
def served(small: Path) -> Iterator[Served]:
    with serving(small) as started:
        yield started


def test_an_open_page_follows_and_stays_where_the_reader_is(browser: Any, served: Served, small: Path) -> None:
    visit = Visit(browser, served)
    visit.page.evaluate("document.querySelector('#rights').scrollIntoView({behavior: 'instant'})")
    visit.page.evaluate("scrollBy({top: 40, behavior: 'instant'})")
    before = visit.top("#rights")
    long = "A long introduction that moves all the rest. " * 60
    changed(small / "declarations" / "a.yaml", "activities:\n",
            f"introduction: {{en: {long}, nb: {long}}}\nactivities:\n")
    visit.page.get_by_text("A long introduction").first.wait_for()
    visit.page.wait_for_load_state("load")
    visit.page.evaluate(FRAMES)
    assert abs(visit.top("#rights") - before) < 3
    assert visit.page.evaluate("scrollY") > 600
    assert visit.faults == []


def test_errors_are_told_over_the_last_good_page(browser: Any, served: Served, small: Path) -> None:
    visit = Visit(browser, served)
    page, declaration = visit.page, small / "declarations" / "a.yaml"
    assert not page.locator(ERRORS).is_visible()
    words = page.locator("main").inner_text()
    changed(declaration, "recipients: [mailer]", "recipients: ['<script>alert(1)</script>']")
    page.locator(ERRORS).locator("li").first.wait_for()
    told = page.locator(ERRORS).inner_text()
    for part in ("1 error in the last change", "declarations/a.yaml:16:18", "<script>alert(1)</script>"):
        assert part in told
    assert page.locator("main").inner_text() == words
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.get_by_role("button", name="Hide errors").click()
    page.locator(ERRORS).wait_for(state="hidden")
    page.get_by_role("button", name="Show errors").click()
    page.locator(ERRORS).wait_for(state="visible")

    changed(declaration, "recipients: ['<script>alert(1)</script>']", "recipients: [mailer]")
    page.locator(ERRORS).wait_for(state="hidden")
    assert visit.faults == []


def test_a_project_with_errors_turns_into_the_site(browser: Any, small: Path) -> None:
    declaration = small / "declarations" / "a.yaml"
    changed(declaration, "country: NO\n", "country: XX\n")
    with serving(small) as served:
        visit = Visit(browser, served)
        assert "declarations/a.yaml:7:12" in visit.page.locator("main").inner_text()
        assert violations(visit.page) == []
        changed(declaration, "country: XX\n", "country: NO\n")
        visit.page.locator("#rights").wait_for()
        assert [fault for fault in visit.faults if "503" not in fault] == []


def test_the_list_of_problems_follows_too(browser: Any, served: Served, small: Path) -> None:
    visit = Visit(browser, served, "_policygen/problems", viewport={"width": 360, "height": 700})
    changed(small / "declarations" / "a.yaml", "updated: 2026-01-15\n", "")
    visit.page.get_by_text("(policy-date-missing)").wait_for()
    assert violations(visit.page) == []
    assert visit.page.evaluate(SIDEWAYS) == {"by": 0, "hidden": False}
    assert visit.faults == []


@pytest.mark.parametrize("width", [1280, 360])
def test_each_part_shows_its_source(browser: Any, served: Served, small: Path, width: int) -> None:
    visit = Visit(browser, served, viewport={"width": width, "height": 800})
    page = visit.page
    assert page.locator(MARKER).count() == 0
    plain = page.locator("main").inner_text()
    page.get_by_role("button", name="Show sources").press("Enter")
    page.locator(MARKER).first.wait_for()
    for name, count in page.evaluate(WITHOUT).items():
        assert count == 0, name

    marker = page.locator("#recipients tr", has_text="Mailer GmbH").locator(MARKER).first
    assert marker.get_attribute("aria-label").startswith(f"Source: declarations/a.yaml:{MAILER}:18 · GDPR 13(1)(e)")
    marker.focus()
    panel = page.locator(SOURCE)
    panel.wait_for()
    told = panel.inner_text()
    assert SMALL.splitlines()[MAILER - 1].strip() in told
    assert "GDPR 13(1)(e)" in told
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS)["by"] == 0

    marker.press("Enter")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')") == "Source"
    page.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "policygen-source"

    changed(small / "declarations" / "a.yaml", "policygen: 1\n", "# one line more\npolicygen: 1\n")
    page.locator(f"#recipients button[aria-label*='a.yaml:{MAILER + 1}:18']").first.wait_for(state="attached")
    page.get_by_role("button", name="Show sources").click()
    page.locator(MARKER).first.wait_for(state="detached")
    assert page.locator("main").inner_text() == plain
    assert visit.faults == []


# Texts of the page that no marker follows; words around the notice, such as the table of contents, are no blocks.
WITHOUT = """() => Object.fromEntries(
  ['p', 'li', 'dt', 'dd', 'td', 'th', 'h2', 'h3', 'caption', 'figcaption'].map(name => [name,
    [...document.querySelectorAll(`main ${name}`)].filter(part => !part.closest('nav') && part.innerText.trim()
      && !part.querySelector('button.policygen-source')).length]))"""


def test_a_page_in_the_background_rests_and_catches_up(browser: Any, served: Served, small: Path) -> None:
    visit = Visit(browser, served)
    visit.page.evaluate("""() => {
        Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
        dispatchEvent(new Event('visibilitychange'));
    }""")
    changed(small / "declarations" / "a.yaml", "Mailer GmbH", "Second GmbH")
    served.renewed()
    assert visit.page.get_by_text("Second GmbH").count() == 0
    visit.page.evaluate("""() => { delete document.visibilityState; dispatchEvent(new Event('visibilitychange')); }""")
    visit.page.get_by_text("Second GmbH").first.wait_for()
