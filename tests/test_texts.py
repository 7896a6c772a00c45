"""Markdown and plain text: the same blocks, words, links and anchors as the page; nothing declared becomes markup."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import sites
from markdown import Markdown
from support import ROOT, SMALL, TODAY, policygen, project, tree

from policygen.build import build, check, composed
from policygen.formats._markdown import to_html
from policygen.formats._readback import TAG, lost, read
from policygen.localise import Page
from policygen.project import Project

FOLDERS = [ROOT, ROOT / "tests" / "cases" / "everything", ROOT / "tests" / "cases" / "beyond-retention"]
FILES = {folder: sites.site(folder, "markdown", "text") for folder in FOLDERS}


def pages(folder: Path) -> list[tuple[str, Page]]:
    """The pages of a project with their folders in the site."""
    settings, declarations, _ = check(Project(folder), TODAY)
    assert settings is not None
    site, problems = composed(Project(folder), settings, declarations)
    assert site is not None, problems
    return [(publication.path(page.language), page) for publication in site.publications for page in publication.pages]


PAGES = [(folder, path, page) for folder in FOLDERS for path, page in pages(folder)]
NAMES = [f"{folder.name}/{path}" for folder, path, _ in PAGES]


@pytest.mark.parametrize(("folder", "path", "page"), PAGES, ids=NAMES)
def test_markdown_says_what_the_page_says(folder: Path, path: str, page: Page) -> None:
    text = FILES[folder][f"{path}index.md"].decode()
    html = Markdown(extensions=["tables", "sane_lists"], tab_length=2).convert(text)
    facts = read(html)
    spoken = [block for block in page.walk() if block.anchor]
    assert facts.ids == {block.id for block in spoken}
    told = [problem.says for problem in lost(page, facts, "x")]
    assert not [says for says in told if "the date" not in says and "the duration" not in says]
    assert facts.links >= {piece.href for block in page.walk() for piece in block.said if piece.href}


@pytest.mark.parametrize(("folder", "path", "page"), PAGES, ids=NAMES)
def test_plain_text_says_what_the_page_says_in_short_lines(folder: Path, path: str, page: Page) -> None:
    text = FILES[folder][f"{path}index.txt"].decode()
    words = "".join(text.split())
    for block in [block for top in page.blocks for block in top.walk() if ".scale" not in block.id]:
        for piece in block.said:
            said = unescape(TAG.sub(" ", to_html(piece.text))) if piece.markdown else piece.text
            parts = said.split() if piece.markdown else ["".join(said.split())]
            assert all(part in words for part in parts), piece
            if piece.href.startswith("https"):
                assert piece.href in words
    assert all(len(line) <= 78 or len(line.split()[-1]) > 40 for line in text.splitlines())
    assert not re.search(r"<(?:a|p|li|strong|em)\b", text)


def test_plain_text_tells_where_links_lead_unless_the_words_say_it(tmp_path: Path) -> None:
    links = "[Rights](#rights), [page](https://x.example/?a=1&b=2), [x.no](https://x.no), [a@b.no](mailto:a@b.no)"
    folder = project(tmp_path, f"{SMALL}introduction: {{en: '{links}', nb: Hei}}\n")
    text = build(Project(folder), TODAY, more_formats=("text",)).files["en/privacy/index.txt"].decode()
    assert "Rights, page <https://x.example/?a=1&b=2>, x.no <https://x.no>, a@b.no" in " ".join(text.split())


def test_what_is_declared_does_not_become_markup(tmp_path: Path) -> None:
    name = r"*A* [x](https://evil.example/) `b` # | \\ _c_ &lt; ~~d~~"
    folder = project(tmp_path, SMALL.replace("name: Example AS", f"name: '{name}'"))
    assert policygen("build", folder, "--format", "markdown", "-f", "text").returncode == 0
    files = tree(folder / "public")
    html = Markdown(extensions=["tables", "sane_lists"], tab_length=2).convert(files["en/privacy/index.md"].decode())
    assert "evil.example/\"" not in html
    assert not re.search(r"<(?:em|code|del)>", html)
    read_back = unescape(TAG.sub("", html)).replace(r"\~", "~")           # CommonMark has this escape, this library not
    assert "".join(name.split()) in "".join(read_back.split())
    assert name in files["en/privacy/index.txt"].decode()


def test_further_formats_are_asked_for_in_the_configuration_or_the_command(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    assert policygen("build", folder).returncode == 0
    assert not [path for path in tree(folder / "public") if path.endswith((".md", ".txt"))]
    (folder / "policygen.yaml").write_text("policygen: 1\nformats: [markdown]\n")
    assert policygen("build", folder).returncode == 0
    assert {"en/privacy/index.md", "nb/privacy/index.md"} <= set(tree(folder / "public"))
    (folder / "policygen.yaml").write_text("policygen: 1\nformats: [markdwon]\n")
    done = policygen("check", folder)
    assert done.returncode == 1
    assert "policygen.yaml:2:11: error: There is no further format `markdwon`." in done.stdout
    assert "Did you mean `markdown`?" in done.stdout
    (folder / "policygen.yaml").unlink()
    wrong = policygen("build", folder, "--format", "pdff")
    assert wrong.returncode == 2
    assert "There is no further format `pdff`." in wrong.stderr
