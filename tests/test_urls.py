"""Links: each of two tables has its verdict, browsers agree with it, and Markdown lets no other link through.

`pytest tests/test_urls.py --accept` writes the verdicts of the public suite anew: tests/suites/urltestdata.verdicts.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import banners
import html5lib
import pytest
from support import ROOT, SMALL, TODAY, project

from policygen.build import check
from policygen.formats._markdown import to_html
from policygen.load import Scalar
from policygen.problem import Position, Severity
from policygen.project import Project
from policygen.schema.links import link_fault, punycode
from policygen.schema.reading import Reading
from policygen.schema.types import WORDS

SUITES = ROOT / "tests" / "suites"
VERDICTS: dict[str, list[str]] = json.loads((SUITES / "urls.json").read_text("utf-8"))
LINKS = [(link, verdict) for verdict, links in VERDICTS.items() for link in links]
USABLE = [*VERDICTS["accepted"], *VERDICTS["The link is not encrypted."]]
# An address, the page it stands on, and its scheme, user and host; None where browsers take it for none.
SUITE: list[tuple[str, str, list[str] | None]] = json.loads((SUITES / "urltestdata.json").read_text("utf-8"))
ACCEPTED = [case for case in SUITE if (fault := link_fault(case[0])) is None or fault.usable]
WHOLE = re.compile(r"(https?)://([^/?#]*)", re.IGNORECASE)
PARSE = """const links = JSON.parse(require("fs").readFileSync(0));
const read = link => { try { const u = new URL(link, "https://own.example/en/privacy/");
  return [u.protocol, u.username + u.password, u.hostname]; } catch { return null; } };
console.log(JSON.stringify(links.map(read)));"""
MARKDOWN = ["[x]({})", "[x](<{}>)", "[x]( {} )", '[x]({} "title")', "[x][y]\n\n[y]: {}", "> [x][y]\n>\n> [y]: {}",
            "- [x][y]\n\n    [y]: {}", "[y]: <{}>\n\n[y]", "[y]:\n  {}\n\n[x][y]", "[a [b] c]({})", "![x]({})", "<{}>",
            "[x\ny](\n{})", "| a |\n|---|\n| [x]({}) |", "**[x]({})**"]
ESCAPED = ["&#47;&#47;evil.example", "&sol;&sol;evil.example", "javascript&colon;alert(1)", "&#106;avascript:alert(1)",
           "java&Tab;script:alert(1)", "/&#92;evil.example", "https://a&commat;evil.example/", "/&#8238;x",
           "https&colon;//user@evil.example/", "&sol;/evil.example", "/&ZeroWidthSpace;x"]


def parsed(links: list[str]) -> list[list[str] | None]:
    """Scheme, user and host of each link on a page, as the URL standard of browsers has them; None for no link."""
    done = subprocess.run([banners.node(), "-e", PARSE], input=json.dumps(links), capture_output=True, text=True,
                          encoding="utf-8", timeout=60, check=True)
    found: list[list[str] | None] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("link", "verdict"), LINKS, ids=[ascii(link[:60]) for link, _ in LINKS])
def test_each_address_has_its_verdict(link: str, verdict: str) -> None:
    fault = link_fault(link)
    assert (re.sub(r"`[^`]*`", "…", fault.says) if fault else "accepted") == verdict
    assert fault is None or fault.usable == (verdict == "The link is not encrypted.")
    assert fault is None or fault.fix


def said(link: str) -> str:
    fault = link_fault(link)
    return "accepted" if fault is None else re.sub(r"`[^`]*`", "…", fault.says)


def test_each_address_of_the_suite_of_browsers_has_its_verdict(request: pytest.FixtureRequest) -> None:
    lines = [f"{link!a} | {said(link)}\n" for link, _, _ in SUITE]
    path = SUITES / "urltestdata.verdicts"
    if request.config.getoption("--accept"):
        path.write_text("".join(lines), "utf-8")
    assert lines == path.read_text("utf-8").splitlines(keepends=True)


def test_what_is_accepted_of_the_suite_is_what_it_looks_like() -> None:
    """No other scheme, no user, no sign that is not seen, no backslash; the host is the one that the suite names."""
    assert len(ACCEPTED) > 50
    for link, base, means in ACCEPTED:
        assert not re.search(r"[\s\\\x00-\x20\x7f-\xa0]", link), ascii(link)
        whole = WHOLE.match(link)
        if whole:
            assert means == [f"{whole[1].lower()}:", "", whole[2].partition(":")[0].lower()], link
        elif link.startswith(("mailto:", "tel:")):
            assert means == [f"{link.partition(':')[0]}:", "", ""], link
        elif means is not None:                                                     # relative to any page, also a file
            assert means[0] == f"{base.partition(':')[0]}:", link
            assert not base.startswith("http") or re.match(f"https?://(.*@)?{re.escape(means[2])}[:/]", base), link


@pytest.mark.tools
def test_browsers_read_links_that_are_let_through_as_they_look() -> None:
    links = [*USABLE, *(link for link, _, _ in ACCEPTED)]
    for link, read in zip(links, parsed(links), strict=True):
        assert read is not None, link
        scheme, user, host = read
        whole = WHOLE.match(link)
        assert user == ""
        if whole:
            assert (scheme, host) == (f"{whole[1].lower()}:", whole[2].partition(":")[0].lower()), link
        elif re.match(r"mailto:|tel:", link, re.IGNORECASE):
            assert scheme in ("mailto:", "tel:")
        else:
            assert (scheme, host) == ("https:", "own.example"), link


@pytest.mark.tools
def test_the_host_that_is_told_is_the_one_that_browsers_ask() -> None:
    links = [link for link in VERDICTS["The name of the host is not in ASCII; browsers take it for …."]
             if "\u2044" not in link]                                # browsers refuse this sign
    for link, read in zip(links, parsed(links), strict=True):
        whole = WHOLE.match(link)
        assert read is not None and whole is not None, link
        assert punycode(whole[2].partition(":")[0]) == read[2]


@pytest.mark.parametrize("form", MARKDOWN)
def test_no_form_of_markdown_makes_a_link_that_was_not_looked_at(form: str) -> None:
    for link in [*(link for link, _ in LINKS), *ESCAPED]:
        text = form.replace("{}", link)
        reading = Reading(("en",))
        WORDS.read(Scalar(Position("a"), text, False), reading)
        if not any(problem.severity is Severity.ERROR for problem in reading.problems):
            tree = html5lib.parseFragment(to_html(text), namespaceHTMLElements=False)
            for href in [element.get("href", "") for element in tree.iter("a")]:
                fault = link_fault(href)
                assert fault is None or fault.usable, (text, href)


def test_a_host_in_another_script_is_shown_in_punycode_where_it_stands(tmp_path: Path) -> None:
    text = SMALL.replace("  country: NO", "  website: https://аpple.com/\n  country: NO")
    (told,) = [problem for problem in check(Project(project(tmp_path, text)), TODAY)[2] if problem.id == "bad-link"]
    assert "`xn--pple-43d.com`" in told.says
    assert (told.at.line, told.at.column) == (7, 12)
