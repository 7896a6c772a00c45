"""A page on paper: A4 with numbered pages, the addresses of links written out, nothing that only works on a screen."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from browser import Visitor, rich
from pypdf import PageObject, PdfReader

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
MARGIN = 60
PRINTED = ["bookbeat/nb/privacy/index.html", rich("en"), rich("he")]


def written(page: PageObject) -> tuple[str, str]:
    """The text of a printed page, and that of its upper and lower margin."""
    body: list[str] = []
    margins: list[str] = []

    def keep(text: str, user: list[float], place: list[float], font: Any, size: float) -> None:
        height = user[1] * place[4] + user[3] * place[5] + user[5]
        (body if MARGIN < height < A4[1] - MARGIN else margins).append(text)

    page.extract_text(visitor_text=keep)
    return "".join(body), "".join(margins)


def solid(text: str) -> str:
    """The ASCII signs of the text: an address that goes on in the next line stands in it beside words that run left."""
    return re.sub(r"[\s()]|[^\x00-\x7f]", "", text)


@pytest.mark.parametrize("path", PRINTED)
def test_a_printed_page_is_a4_with_page_numbers_and_full_addresses(visit: Visitor, path: str) -> None:
    page = visit(path)
    addresses = page.evaluate("""[...document.querySelectorAll('a[href^="http"]')].map(a => a.getAttribute('href'))""")
    assert addresses
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texts = [written(sheet) for sheet in sheets]
    for number, (sheet, (_, margins)) in enumerate(zip(sheets, texts, strict=True), 1):
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
        assert re.search(rf"(?<!\d){number}(?!\d)", margins), f"page {number}: {margins!r}"
    whole = solid("".join(body for body, _ in texts))
    assert not [address for address in set(addresses) if solid(address) not in whole]


@pytest.mark.parametrize("path", PRINTED)
def test_a_printed_page_has_no_navigation(visit: Visitor, path: str) -> None:
    page = visit(path)
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelectorAll('nav').length") > 0
    assert not page.evaluate("""[...document.querySelectorAll('nav, a[href^="#main"], a[href="#top"]')]
        .filter(e => e.checkVisibility() && e.getClientRects()[0]?.width > 1).map(e => e.outerHTML.slice(0, 120))""")
