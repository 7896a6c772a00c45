"""Themes of a project: they reach no file and no Python, come to an end, and lose no block; else it is a problem."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support import SMALL, policygen, project

from policygen.formats._templates import Theme
from policygen.project import Project

SECRET = "only-outside-of-themes"
REACHING = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ page.__class__ }}",
    "{{ page.walk.__func__.__globals__ }}",
    "{{ self.__init__.__globals__ }}", "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''|attr('__class__') }}", "{{ ''['__class__'] }}", "{{ '{0.__class__}'.format(page) }}",
    "{{ '{x.__class__}'.format_map({'x': page}) }}",
    "{{ lipsum.__globals__ }}", "{{ namespace.__init__.__globals__ }}", "{{ icon.__self__.project }}",
    "{{ config }}", "{{ open('/etc/hostname').read() }}", "{{ request.application }}",
    "{% import 'os' as os %}{{ os }}",
    "{% include '/etc/hostname' %}", "{% include '../../secret.txt' %}", "{% include 'default/../../secret.txt' %}",
    "{% include '..\\\\..\\\\secret.txt' %}", "{% extends '../policygen.yaml' %}", "{% include 'x\\0.html' %}",
    "{% include './../secret.txt' %}", "{% include '....//secret.txt' %}", "{% set page.title = 'x' %}",
    "{{ [].append(1) }}", "{{ {}.update(x=1) }}",
]
ENDLESS = [
    "{% for i in range(10 ** 9) %}{% endfor %}", "{% for i in range(999999999) %}{% endfor %}",
    "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{% set r = range(99999) %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
    "{% set r = 'x' * 99999 %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(50) }}",
    "{% include 'page.html' %}", "{% for a in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
    "{{ 'x' * 999999999 }}", "{{ 99999 * ('x' * 99999) }}", "{{ [0] * 999999999 }}", "{{ 9 ** 9 ** 9 }}",
    "{{ '%999999999d' % 1 }}", "{{ '%*d' % (99999999, 1) }}", "{{ '{:>999999999}'.format('x') }}",
    "{{ '{:>{}}'.format('x', 999999999) }}", "{{ 'x'|center(999999999) }}", "{{ 'x'.ljust(999999999) }}",
    "{{ 'x'|indent(999999999) }}", "{{ '%999999999s'|format('x') }}", "{{ lipsum(n=999999999) }}",
    "{% set n = namespace(x='xxxxxxxx') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x='xxxxxxxx') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x.replace('x', 'xxx') %}{% endfor %}",
    "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
]


def rendered(folder: Path, template: str) -> tuple[str, str]:
    """What a page of a theme `own` says, and its problem."""
    made = project(folder, SMALL, **{"themes__own__page.html": template, "secret.txt": SECRET})
    text, problem = Theme(Project(made), "own").render("page.html", {"page": ("x",)})
    return text, f"{problem.at}: {problem.says}" if problem else ""


@pytest.mark.parametrize("template", REACHING)
def test_a_theme_reaches_nothing_outside(tmp_path: Path, template: str) -> None:
    text, problem = rendered(tmp_path, template)
    assert problem.startswith("themes/own/page.html:1:1: "), text
    assert SECRET not in problem


@pytest.mark.parametrize("template", ENDLESS)
def test_a_theme_comes_to_an_end(tmp_path: Path, template: str) -> None:
    start = time.process_time()
    text, problem = rendered(tmp_path, template)
    assert problem.startswith("themes/own/page.html:1:1: "), len(text)
    assert time.process_time() - start < 10


def test_ordinary_work_is_done(tmp_path: Path) -> None:
    text, problem = rendered(tmp_path,
                             "{% for i in range(2000) %}{{ i * 2 }}{{ '%02d' % i }}{{ 'a' ~ '<' }}\n{% endfor %}"
                             "{{ 'x'|center(5) }}{{ '{:>4}'.format('y') }}{{ loop is defined }}")
    assert problem == ""
    assert text.startswith("000a&lt;\n201a&lt;\n")
    assert text.endswith("  x     yFalse")


def test_a_theme_of_a_project_builds_the_same_pages_in_the_sandbox(tmp_path: Path) -> None:
    plain, own = project(tmp_path / "a", SMALL), project(tmp_path / "b", SMALL, **{"themes__own__x.txt": "x"})
    (own / "policygen.yaml").write_text("policygen: 1\ntheme: own\n")
    for folder in (plain, own):
        assert policygen("build", folder).returncode == 0
    page = "public/en/privacy/index.html"
    assert (plain / page).read_bytes() == (own / page).read_bytes()
