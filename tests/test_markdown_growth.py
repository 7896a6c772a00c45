"""Public inputs on which Markdown renderers take a time that explodes: refused by the limit, or rendered quickly.

Sources and licences: tests/suites/README.md. Growth is counted in lines of Python that run, so that no other program of
the machine changes it; the time of the process also holds what the C libraries do.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from support import ROOT, SMALL

from policygen.declaration import join, read
from policygen.formats._markdown import rendered
from policygen.load import parse
from policygen.schema.types import MAX_WORDS, markdown_links

FILE = ROOT / "tests" / "suites" / "markdown-pathological.json"
INPUTS = {case["name"]: case for case in json.loads(FILE.read_text("utf-8"))}
OWN = {"nested links": "[a](b", "links in links": "[x[a](b)", "addresses and quotation marks": "[a](b\"",
       "references": "[a][", "definitions": "[a]: b\n", "rows": "|a", "quoted titles": "[a](b 'c' ",
       "tables": "|a|b|\n|-|-|\n"}
SIZES = {**INPUTS, **{name: {"length": MAX_WORDS, "start": "", "again": unit} for name, unit in OWN.items()}}
STEEP = 3.0                        # for double the length; 2 is even growth, 4 is what was found and mended
SOME = 50_000                      # lines of Python that run in a hundredth of a second


def text_of(name: str, length: int) -> str:
    """The first characters of an input."""
    case: dict[str, Any] = SIZES[name]
    return str((case["start"] + case.get("again", "") * length)[:min(length, case["length"])])


def work(task: Callable[[], object]) -> int:
    """How many lines of Python the task runs."""
    lines = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        task()
    finally:
        sys.settrace(before)
    return lines


def seconds(text: str) -> float:
    """The least time of this process in up to five trials to look for the links and to render."""
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        markdown_links(text)
        rendered(text)
        best = min(best, time.process_time() - start)
        if best < 0.5:
            break
    return best


@pytest.mark.parametrize("name", SIZES)
def test_the_longest_text_is_rendered_quickly(name: str) -> None:
    rendered("**once before**, as the first text loads the library")
    assert seconds(text_of(name, MAX_WORDS)) < 0.5


@pytest.mark.parametrize("name", SIZES)
def test_double_the_length_takes_less_than_three_times_the_work(name: str) -> None:
    rendered("**once before**")
    whole = text_of(name, MAX_WORDS // 2)
    single, double = (work(lambda part=part: rendered(part)) for part in (whole[:len(whole) // 2], whole))
    assert double < max(SOME, STEEP * single)


def test_work_that_grows_with_the_square_is_seen() -> None:
    """The measure itself: without the own way to the brackets this is four times the work."""
    single, double = (work(lambda n=n: [0 for _ in range(n) for _ in range(n)]) for n in (200, 400))
    assert double >= STEEP * single


@pytest.mark.parametrize("name", INPUTS)
def test_a_longer_text_is_refused_before_it_is_rendered(name: str) -> None:
    """And what is within the limit makes problems or a text, but no exception."""
    for text, ids in ((text_of(name, MAX_WORDS) + "x" * MAX_WORDS, {"text-too-long"}), (text_of(name, 600), set())):
        clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
        source = SMALL.replace("{en: Use the link in every newsletter., nb: Bruk lenken i hvert nyhetsbrev.}",
                               json.dumps({"en": "Ask us.", "nb": clean}))
        node, problems = parse(source.encode(), "x")
        assert problems == ()
        assert node is not None
        joined, _ = join([node])
        assert joined is not None
        declaration, found = read(joined)
        assert ids <= {problem.id for problem in found}
        assert declaration is not None or found
