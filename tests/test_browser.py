"""The published pages in a browser: nothing is refused or fetched from elsewhere, and everybody can read and move."""

from __future__ import annotations

from itertools import product

import pytest
from browser import (
    CUT,
    KEYBOARD,
    LANGUAGES,
    LOST,
    MOVING,
    PAGES,
    POLICIES,
    SHIFTED,
    SIDEWAYS,
    SIGHT,
    SPACED,
    Visitor,
    rich,
    violations,
)
from support import some

pytestmark = pytest.mark.browser

RICH = [rich(language) for language in LANGUAGES]
SAMPLE = ["index.html", "onnet/index.html", *POLICIES[::2]]  # every kind of page, every company
FEW = ["index.html", POLICIES[0]]                            # of what depends on the theme more than on the words
EVERY = [*PAGES, *RICH]
WIDTHS = (320, 768, 1920)
# In every run each kind of page, each company, each colour scheme in each width; in the long run all with all.
SCHEMES = list(product(("light", "dark"), (320, 1200)))
LOOKS = [("index.html", *SCHEMES[0]), ("onnet/index.html", *SCHEMES[3]),
         *((path, *SCHEMES[number % 4]) for number, path in enumerate(POLICIES[::2])),
         (rich("en"), *SCHEMES[1]), (rich("he"), *SCHEMES[2])]


@pytest.mark.parametrize("path", some([*SAMPLE, *RICH], EVERY))
def test_a_strict_security_policy_refuses_nothing_and_nobody_else_is_asked(visit: Visitor, path: str) -> None:
    visit(path).evaluate("new Promise(requestAnimationFrame)")
    assert not visit.faults


@pytest.mark.parametrize("path", some(FEW, SAMPLE[:4]))
def test_the_text_is_the_same_without_javascript(visit: Visitor, path: str) -> None:
    with_scripts = visit(path).inner_text("body")
    assert visit(path, java_script_enabled=False).inner_text("body") == with_scripts


@pytest.mark.parametrize("path", some([*FEW, *RICH], EVERY))
def test_a_page_never_scrolls_sideways(visit: Visitor, path: str) -> None:
    page = visit(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(SIDEWAYS)
        assert found["by"] <= 0, width
        assert not found["hidden"], width


@pytest.mark.parametrize("path", some([*FEW, *RICH], SAMPLE))
def test_wider_text_spacing_cuts_nothing_off(visit: Visitor, path: str) -> None:
    page = visit(path)
    page.evaluate(SPACED)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS)["by"] <= 0, width
        assert not page.evaluate(CUT), width


def test_headings_start_at_the_right_where_the_script_runs_to_the_left(visit: Visitor) -> None:
    for width in (320, 1280):
        page = visit(rich("he"), width)
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        gaps = page.evaluate("""() => [...document.querySelectorAll('h1, h2, h3, h4')].map(heading => {
            const range = document.createRange(), box = heading.getBoundingClientRect();
            range.selectNodeContents(heading);
            const text = range.getBoundingClientRect();
            return {heading: heading.textContent, right: box.right - text.right, left: text.left - box.left};
        }).filter(gap => gap.right > gap.left + 1 || gap.right > 100)""")
        assert not gaps, width


def test_addresses_and_numbers_keep_their_order_where_the_script_runs_to_the_left(visit: Visitor) -> None:
    turned = visit(rich("he")).evaluate("""() => [...document.querySelectorAll('main a')].filter(link =>
        /^[\\x21-\\x7e ]{4,}$/.test(link.textContent.trim())).filter(link => {
          const node = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
          const boxes = [...node.data.trimEnd()].map((_, index) => {
            range.setStart(node, index); range.setEnd(node, index + 1);
            return range.getBoundingClientRect(); });
          return boxes.some((box, index) => index && Math.abs(box.top - boxes[index - 1].top) < 4
                                            && box.left < boxes[index - 1].left - 1);
        }).map(link => link.outerHTML)""")
    assert not turned


@pytest.mark.parametrize(("path", "width"), some(
    [(rich("nb"), 1280), *((path, 320) for path in FEW)], [(path, 320) for path in [*SAMPLE, rich("he")]]))
def test_the_keyboard_reaches_everything_in_sight_and_leaves_again(visit: Visitor, path: str, width: int) -> None:
    page = visit(path, width, reduced_motion="reduce")
    stops = page.evaluate(KEYBOARD)
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
        focused = page.evaluate("focused()")
        if focused is None:
            break
        assert focused["marked"], f"no visible mark: {focused['html']}"
        assert focused["seen"], f"out of sight: {focused['html']}"
    else:
        pytest.fail("The focus does not leave the page.")
    assert not page.evaluate("missed()")


@pytest.mark.parametrize("path", some([POLICIES[0], rich("he")], POLICIES[::2]))
def test_the_first_stop_of_the_keyboard_skips_to_the_main_content(visit: Visitor, path: str) -> None:
    page = visit(path, 320)
    page.keyboard.press("Tab")
    target = page.evaluate("""() => {
        const link = document.activeElement, box = link.getBoundingClientRect();
        const seen = box.width > 1 && box.left >= 0 && box.right <= innerWidth && box.top >= 0;
        return link.matches('a[href^="#"]') && seen && link.getAttribute('href').slice(1);
    }""")
    assert target, "the first stop is no visible link inside the page"
    page.keyboard.press("Enter")
    assert page.evaluate("id => document.getElementById(id).closest('main') !== null", target)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", some([POLICIES[0], rich("he"), rich("de")], POLICIES[::2]))
def test_every_heading_can_be_linked_to(visit: Visitor, path: str) -> None:
    assert not visit(path, 360, reduced_motion="reduce").evaluate(LOST)


@pytest.mark.parametrize("path", some(FEW, SAMPLE, [rich("en")]))
def test_nothing_moves_for_those_who_asked_for_less_motion(visit: Visitor, path: str) -> None:
    assert not visit(path, reduced_motion="reduce").evaluate(MOVING)


@pytest.mark.parametrize(("path", "width"), some(
    [*((path, 360) for path in [*FEW, rich("de")]), (POLICIES[0], 1280)], product([*SAMPLE, rich("de")], [360, 1280])))
def test_the_layout_never_shifts_on_a_slow_machine(visit: Visitor, path: str, width: int) -> None:
    page = visit(path, width)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.reload()
    moved = page.evaluate(SHIFTED)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()
    assert moved == 0


@pytest.mark.parametrize(("path", "scheme", "width"), some(
    LOOKS, ((path, *how) for path in [*PAGES, rich("en"), rich("he")] for how in SCHEMES)))
def test_a_page_is_accessible_in_light_and_dark_narrow_and_wide(visit: Visitor, path: str, scheme: str,
                                                                width: int) -> None:
    assert not violations(visit(path, width, color_scheme=scheme))


@pytest.mark.parametrize("path", some(FEW, SAMPLE, [rich("en")]))
def test_a_page_is_accessible_in_forced_colours(visit: Visitor, path: str) -> None:
    assert not violations(visit(path, 1200, forced_colors="active"), SIGHT)
