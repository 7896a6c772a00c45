"""Themes: Jinja templates, always escaping. Shipped ones are trusted; a project's own run in a sandbox."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from policygen.formats._flow import picture
from policygen.formats._markdown import to_html
from policygen.formats._marks import around
from policygen.formats._periods import axis, bar
from policygen.formats._shipped import Template, functions
from policygen.localise.page import Page, PageBlock
from policygen.problem import Position, Problem
from policygen.project import PACKAGE, Project, layered, layers, names

if TYPE_CHECKING:
    from jinja2 import Environment

FRAGMENT = "fragment.html"
FILTERS = ("markdown", "plain", "icon")
FUNCTIONS = ("icon", "icons", "flow_picture", "period_axis", "period_bar")
SANDBOX = "_sandbox.py"
WITH_ICONS = ("data.families-", "rights-")
ENDING = re.compile("[<>&']")
NOTHING = ("", "", "", False, "", "")
ICON = Markup('<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>')
ICONS = Markup('<svg class="icons" aria-hidden="true" width="0" height="0">{}</svg>')


def plain(block: PageBlock) -> str:
    """What a block says itself, where that is text alone; empty where something in it needs an element of its own."""
    said = block.said
    if len(said) == 1 and said[0][1:7] == NOTHING and not said[0].isolated:
        return said[0].text
    return ""


def script(thing: object) -> Markup:
    """The JSON of a thing for a `<script>`: what could end that, or an attribute, is written as an escape of JSON."""
    written = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return Markup(ENDING.sub(lambda sign: f"\\u{ord(sign.group()):04x}", written))


def is_markdown(block: PageBlock) -> bool:
    """Whether a block says something in Markdown, which makes paragraphs of its own."""
    return any(piece.markdown for piece in block.said)


class Theme:
    """The templates and files of a theme; those that it does not have come from the default theme.

    `default/page.html` names a file of the default theme, also where the theme has its own of that name.
    """

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.name = name
        self._found: dict[str, tuple[bytes | None, str]] = {}
        self._begin: Callable[[], None] = lambda: None
        # A theme that has a fragment itself makes parts for other pages instead of pages.
        fragment, _ = layered(project, "themes", name, FRAGMENT)
        self.page = FRAGMENT if fragment is not None else "page.html"

    @cached_property
    def _functions(self) -> Mapping[str, Template]:
        """The templates of shipped themes as functions; none where the project has themes, which may replace any."""
        return {} if len(layers(self.project, "themes")) > 1 else functions(self._calls, self.project)

    @cached_property
    def _calls(self) -> dict[str, Callable[..., Any]]:
        """What templates may call."""
        return {"markdown": lambda text: around(text, Markup(to_html(str(text)))), "plain": plain, "icon": self.icon,
                "is_markdown": is_markdown, "icons": self.icons, "flow_picture": picture, "period_axis": axis,
                "period_bar": bar}

    @cached_property
    def environment(self) -> Environment:
        """What templates are compiled and filled by; none is needed where only files of the theme are wanted."""
        from jinja2 import Environment, FunctionLoader, StrictUndefined

        options: dict[str, Any] = {
            "loader": FunctionLoader(self._source), "undefined": StrictUndefined, "trim_blocks": True,
            "lstrip_blocks": True, "auto_reload": False}
        if len(layers(self.project, "themes")) == 1:
            return self._equipped(Environment(autoescape=True, **options))
        from policygen.formats._sandbox import Sandbox

        sandbox = Sandbox(autoescape=True, **options)
        self._equipped(sandbox)
        sandbox.bound_filters()
        self._begin = sandbox.begin
        return sandbox

    def _equipped(self, made: Environment) -> Environment:
        """The environment with what templates may call."""
        calls = self._calls
        made.filters.update({name: calls[name] for name in FILTERS})
        made.tests["markdown"] = calls["is_markdown"]
        made.globals.update({name: calls[name] for name in FUNCTIONS})
        return made

    def render(self, template: str, values: dict[str, Any]) -> tuple[str, Problem | None]:
        """A template filled with values, or the problem in the theme."""
        known = self._functions.get(f"{self.name}/{template}")
        if known is not None:
            return known(values), None
        from jinja2 import TemplateError

        try:
            found = self.environment.get_template(template)
            self._begin()
            return found.render(values), None
        except TemplateError as error:
            return "", self._problem(template, error)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            if not self._of_template(error):
                raise
            return "", self._problem(template, error)

    def icon(self, block: PageBlock) -> Markup:
        """The icon of a block that has one, which stands in the page's `icons`; empty for others."""
        name = self._icon(block)
        return ICON.format(name) if name else Markup("")

    def icons(self, page: Page) -> Markup:
        """The drawings of the icons that a page shows, each once."""
        names = dict.fromkeys(name for block in page.walk() if (name := self._icon(block)))
        drawings = Markup("".join(self.file(f"icons/{name}.svg").decode("utf-8", "replace") for name in names))
        return ICONS.format(drawings) if names else Markup("")

    def _icon(self, block: PageBlock) -> str | None:
        """The name of a file in the theme's `icons`: the last part of the id of a kind of data or a right."""
        if not block.id.startswith(WITH_ICONS):
            return None
        for start in WITH_ICONS:
            name = block.id.removeprefix(start)
            if name != block.id and "." not in name and self.file(f"icons/{name}.svg"):
                return name
        return None

    def assets(self) -> Iterator[tuple[str, bytes] | Problem]:
        """The further files of the theme, such as a font or more style: the name and bytes of each in its `assets`."""
        for name in names(self.project, "themes", self.name, "assets"):
            file, problems = layered(self.project, "themes", self.name, "assets", name)
            yield from problems
            if file is not None:
                yield name, file.data
            elif not problems:
                yield Problem(Position(f"themes/{self.name}/assets/{name}"), "theme-asset", "This is not a file.",
                              "Put the files themselves into `assets`; folders in it are not published.")

    def file(self, name: str) -> bytes:
        """A file of the theme, such as its style sheet; empty where there is none."""
        found, _ = self._layered(name)
        return found or b""

    def _source(self, name: str) -> tuple[str, str, None] | None:
        data, place = self._layered(name)
        return None if data is None else (data.decode("utf-8", "replace"), place, None)

    def _layered(self, name: str) -> tuple[bytes | None, str]:
        """The bytes of a file of the theme and where it stands; each file is looked for once."""
        if name not in self._found:
            self._found[name] = self._looked_for(name)
        return self._found[name]

    def _looked_for(self, name: str) -> tuple[bytes | None, str]:
        """The theme's own file, that of the default theme, or one named with its theme; none outside of themes."""
        inside = name.split("/")
        if not all(part.strip(".") for part in inside):
            return None, ""
        for parts in ((self.name, *inside), ("default", *inside), *((inside,) if len(inside) > 1 else ())):
            file, _ = layered(self.project, "themes", *parts)
            if file is not None:
                return file.data, file.name
        return None, ""

    def _problem(self, template: str, error: Exception) -> Problem:
        """Where the template went wrong: the line that was being rendered, else the one that cannot be read."""
        from jinja2 import TemplateSyntaxError

        name = getattr(error, "name", None)
        at = next((Position(place, line) for place, line in reversed(self._frames(error))), None)
        if at is None or isinstance(error, TemplateSyntaxError):
            place = self._layered(name or template)[1] or f"themes/{self.name}/{name or template}"
            at = Position(place, getattr(error, "lineno", 1) or 1)
        return Problem(at, getattr(error, "problem", "theme-template"), f"The template cannot be rendered: {error}.",
                       "Correct the template.")

    def _frames(self, error: Exception) -> list[tuple[str, int]]:
        """The lines of templates in a traceback, from the outermost to where it happened."""
        from traceback import extract_tb

        places = {place for _, place in self._found.values() if place}
        return [(frame.filename, frame.lineno or 1) for frame in extract_tb(error.__traceback__)
                if frame.filename in places]

    def _of_template(self, error: Exception) -> bool:
        """Whether an error happened in a template or in what it asked of Jinja, and not in our own functions."""
        from traceback import extract_tb

        ours = str(PACKAGE)
        places = {place for place, _ in self._frames(error)}
        names = [frame.filename for frame in extract_tb(error.__traceback__) if not frame.filename.endswith(SANDBOX)]
        last = max((number for number, name in enumerate(names) if name in places), default=len(names))
        return last < len(names) and not any(name.startswith(ours) for name in names[last + 1:])
