"""What spares rules a search: no text is passed over that an expression matches."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from needles import made, needles

from policygen.checks._words import Words, folded
from policygen.project import package_data

SHIPPED = json.loads(package_data("checks", "words.json").data)
EXPRESSIONS = sorted(SHIPPED["needles"])


def test_the_file_is_that_of_the_lists() -> None:
    assert package_data("checks", "words.json").data.decode() == made(), "make generated"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_match_holds_a_needle(data: st.DataObject) -> None:
    """Texts that an expression matches, in any case and with the letters that only differ in it."""
    expression = data.draw(st.sampled_from(EXPRESSIONS))
    text = data.draw(st.from_regex(re.compile(expression, re.IGNORECASE)))
    match = re.search(expression, text, re.IGNORECASE)
    assert match is not None
    for shown in (match.group(), match.group().upper(), match.group().lower(), match.group().replace("s", "ſ")):
        if re.search(expression, shown, re.IGNORECASE):
            for group in SHIPPED["needles"][expression]:
                assert any(needle in folded(shown) for needle in group), shown


@pytest.mark.parametrize(("expression", "needed"), [
    ("osv", (("osv",),)),
    (r"we (?:may|might)(?: also)? (?:use|share)", (("we may", "we might"), (" share", " use"))),
    (r"a(?:b|\d)?c+", (("a",), ("c",))),
    (r"(?:Stra\u00dfe|road)", (("road", "strasse"),)),
    (r"(?:K\u0130|x)y", (("kiy", "xy"),)),
    (r"\w+(?:x|\d)", ()),
    (r"(?:ab|)", ()),
])
def test_what_is_needed(expression: str, needed: tuple[tuple[str, ...], ...]) -> None:
    assert needles(expression) == needed


def test_words_without_needles_are_always_searched_for() -> None:
    assert Words((r"a\d+z",)).search("say A12Z!")
    assert Words(()).search("say A12Z!") is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([r"a\d+b", "ab", "(?:x|ab) y", r"\w+z", "b?", "ab y"]), min_size=1, max_size=4),
       st.text("ab1xyz ,", max_size=14), st.integers(0, 6))
def test_several_words_match_as_one_expression_would(words: list[str], text: str, start: int) -> None:
    one = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    many = Words(tuple(words))
    for told, wanted in ((many.search(text, start), one.search(text, start)), (many.match(text, start),
                         one.match(text, start)), (many.fullmatch(text), one.fullmatch(text))):
        assert (told and told.span()) == (wanted and wanted.span())
    assert [found.span() for found in many.finditer(text) if found.group()] == \
        [found.span() for found in one.finditer(text) if found.group()]
