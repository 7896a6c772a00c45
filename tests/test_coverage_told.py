"""How coverage is told: on the terminal, as JSON, and as one page for the privacy officer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from coverage_texts import BARE, RICH, read
from support import ROOT, policygen, project

from policygen.coverage import Outcome, duties, of, page
from policygen.project import Project


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return project(tmp_path / "two", RICH, BARE)


def test_text_tells_every_declaration_and_counts(two: Path) -> None:
    done = policygen("check", two, "--coverage")
    assert done.returncode == 0, done.stderr
    counts = of("a", read(RICH)).counts
    assert done.stdout.startswith(f"a (Example AS), 117 duties: missing 0 (0 must), "
                                  f"needs a human {counts[Outcome.HUMAN]}, met {counts[Outcome.MET]}, ")
    assert "\nb (Example Ltd), 117 duties: " in done.stdout
    assert re.search(r"must    GDPR 13\(1\)\(a\)    The legal name of the controller\. \(controller-identity\)\n"
                     r" +said by: controller\.facts\.name\n +from: declarations/a\.yaml:6:9\n", done.stdout)
    assert "\x1b[" not in done.stdout
    assert "\x1b[" in policygen("check", two, "--coverage", env={"NO_COLOR": "", "FORCE_COLOR": "1"}).stdout


def test_json_holds_everything(two: Path) -> None:
    made = json.loads(policygen("check", two, "--coverage", "--format", "json").stdout)
    assert made["version"] == 1
    first, second = made["declarations"]
    assert sum(first["counts"].values()) == len(first["duties"]) == 117
    named = {duty["id"]: duty for duty in second["duties"]}
    assert named["retention"]["outcome"] == "missing"
    assert named["retention"]["lacking"] == [{"name": "post", "file": "declarations/b.yaml", "line": 8, "column": 3}]
    assert second["must_missing"] == sum(duty["outcome"] == "missing" and duty["severity"] == "must"
                                         for duty in second["duties"])


def test_strict_fails_where_a_duty_is_missing_that_must_be_met(two: Path) -> None:
    assert policygen("check", two, "--coverage", "--strict").returncode == 1
    (two / "declarations" / "b.yaml").unlink()
    assert policygen("check", two, "--coverage", "--strict").returncode == 0


def test_a_declaration_that_cannot_be_read_is_an_error(two: Path) -> None:
    (two / "declarations" / "b.yaml").write_text("policygen: 1\n", "utf-8")
    done = policygen("check", two, "--coverage")
    assert done.returncode == 1
    assert "`controller` is missing" in done.stderr
    assert done.stdout.startswith("a (Example AS)")
    assert "\nb (" not in done.stdout


@pytest.mark.parametrize("arguments", [
    ("--output", "report.html"), ("--coverage", "--format", "sarif"), ("--coverage", "--output", "public/report.html"),
])
def test_wrong_use_ends_with_2(two: Path, arguments: tuple[str, ...]) -> None:
    done = policygen("check", *arguments, cwd=two)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(two.rglob("report.html"))


def test_the_page_is_one_strict_file_that_asks_nobody(two: Path) -> None:
    done = policygen("check", "--coverage", "-o", "reports/report.html", cwd=two)
    assert done.returncode == 0, done.stderr
    text = (two / "reports" / "report.html").read_text("utf-8")
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(root.findall(".//h1")) == len(root.findall(".//main")) == 1
    assert not root.findall(".//link") and not root.findall(".//script") and not root.findall(".//img")
    assert not re.search(r"url\(|@import", "".join(style.text or "" for style in root.iter("style")))
    for link in root.iter("a"):
        assert link.get("href", "").startswith("http") or link.get("href", "")[1:] in ids
    assert all(duty.id in text for duty in duties())
    assert not (two / "public").exists()


def test_the_page_escapes_what_is_declared() -> None:
    hostile = RICH.replace("name: Example AS", "name: A <script>alert(1)</script> AS")
    html, problem = page.report([of("a", read(hostile))], Project(ROOT), "default", "2026-01-31")
    assert problem is None
    assert "<script" not in html
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; AS" in html


@pytest.mark.browser
def test_the_page_is_accessible_and_fits(browser: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    html, _ = page.report([of("a", read(RICH)), of("b", read(BARE))], Project(ROOT), "default", "2026-01-31")
    (tmp_path / "report.html").write_text(html, "utf-8")
    for width, scheme in ((320, "light"), (1200, "dark")):
        shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        shown.goto(f"file://{tmp_path / 'report.html'}")
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert [violation["id"] for violation in Axe().run(shown).response["violations"]] == []
        shown.close()
