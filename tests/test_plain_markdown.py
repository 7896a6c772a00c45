"""Texts without Markdown are not given to the Markdown renderer: what comes out must be the same."""

from hypothesis import given
from hypothesis import strategies as st

from policygen.formats._markdown import PLAIN, rendered, to_html

SIGNS = st.sampled_from("aÅøßĳ漢ب٣1 .,;:?!/()'\"%§–—’“”«»@-+=#*_`~^|\\<>&[]{}\n\t\u00a0\u0002\u0301²")
WORDS = st.sampled_from(["Name", "e-mail", "1.", "-", " - ", "  ", "http://a.no/b_c", "a@b.no", "&amp;", "====", "---"])


@given(st.lists(SIGNS | WORDS | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join))
def test_what_is_taken_as_plain_comes_out_as_rendered(text: str) -> None:
    assert to_html(text) == rendered(text)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_every_plain_text_comes_out_as_rendered(text: str) -> None:
    assert f"<p>{text}</p>" == rendered(text)


def test_usual_sentences_are_plain_and_markdown_is_not() -> None:
    assert PLAIN.fullmatch("Vi lagrer navn, e-post og «kjøp» (i 5 år) – se https://example.com/om-oss.")
    assert not any(map(PLAIN.fullmatch, ("1. First", "- item", "a *word*", "a_b_c", "a < b", "x\n\ny", "[a](b)", "")))
