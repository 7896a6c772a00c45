"""Shipped templates as functions: they are those of the templates, and give what Jinja makes of these, to the byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pseudo
import pytest
import sites
import theme_compiler
from jinja2 import Environment
from support import ROOT, SMALL, TODAY, project

from policygen.build import build
from policygen.formats import _templates, html
from policygen.project import PACKAGE, Project

KINDS = (".html",)


def by_jinja(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Mapping[str, bytes]:
    """The pages of a project, rendered by Jinja."""
    monkeypatch.setattr(_templates, "functions", lambda calls, project: {})
    html.theme.cache_clear()
    found = build(Project(folder), TODAY).files
    html.theme.cache_clear()
    return pages(found)


def pages(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The pages among the files of a site."""
    return {path: data for path, data in files.items() if path.endswith(KINDS)}


def test_the_functions_are_those_of_the_templates() -> None:
    written = (PACKAGE / "formats" / "_shipped_themes.py").read_text("utf-8")
    assert written == theme_compiler.made(), "make generated"


def test_all_templates_that_a_build_needs_have_functions() -> None:
    names = {path.relative_to(ROOT / "themes").as_posix() for path in (ROOT / "themes").rglob("*.html")}
    assert names - set(theme_compiler.TEMPLATES) == {"default/coverage.html"}     # a report, not a part of a site


@pytest.mark.parametrize("name", ["everything", "small", "several", "beyond-editions", "english-only"])
def test_a_case_is_the_same_by_jinja(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(sites.case(name)) == by_jinja(monkeypatch, ROOT / "tests" / "cases" / name)


def test_other_scripts_and_directions_are_the_same_by_jinja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages(sites.pseudo_languages()) == by_jinja(monkeypatch, pseudo.project(tmp_path))


def test_a_fragment_is_the_same_by_jinja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project(tmp_path, SMALL, **{"policygen.yaml": "policygen: 1\ntheme: embed\n"})
    files = build(Project(folder), TODAY).files
    assert "en/privacy/fragment.html" in files
    assert pages(files) == by_jinja(monkeypatch, folder)


def test_hostile_texts_are_escaped_as_jinja_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = SMALL.replace("name: Mailer GmbH", "name: \"M&M's > \\\"A\\\" <b>\"")
    files = pages(build(Project(project(tmp_path, hostile)), TODAY).files)
    assert any(b"M&amp;M&#39;s &gt; &#34;A&#34; &lt;b&gt;" in data for data in files.values())
    assert files == by_jinja(monkeypatch, tmp_path)


def test_a_changed_template_is_rendered_by_jinja(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a checkout a template may be newer than its function: the template counts."""
    from policygen.formats import _shipped_themes

    folder = project(tmp_path, SMALL)
    monkeypatch.setitem(_shipped_themes.MADE_FROM, "default/page.html", "of another one")
    html.theme.cache_clear()
    used = html.theme(Project(folder), "default")
    assert not used._functions
    assert pages(build(Project(folder), TODAY).files)
    html.theme.cache_clear()


@pytest.mark.parametrize("template", ["{% set a, b = c %}", "{{ a.b() }}", "{{ a | upper }}", "{{ a is number }}",
                                      "{% for a in b recursive %}{{ a }}{% endfor %}",
                                      "{% filter upper %}{% endfilter %}",
                                      "{{ a - b }}", "{% for a in b if a %}{{ loop.first }}{% endfor %}"])
def test_what_is_not_understood_ends_the_compiler(template: str) -> None:
    tree = Environment(autoescape=True).parse(template)
    with pytest.raises((SystemExit, AssertionError, KeyError)):
        theme_compiler._page("default/x.html", tree, {})
