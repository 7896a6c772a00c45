"""Themes: Jinja templates, always escaping. Shipped ones are trusted; a project's own run in a sandbox."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from policygen.formats._markdown import to_html
from policygen.problem import Position, Problem
from policygen.project import Project, layered, layers


class Theme:
    """The templates of a theme; those that it does not have come from the default theme."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.name = name
        own = len(layers(project, "themes")) > 1
        environment: type[Environment] = ImmutableSandboxedEnvironment if own else Environment
        self.environment = environment(
            loader=FunctionLoader(self._source), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
            lstrip_blocks=True, auto_reload=False)
        self.environment.filters["markdown"] = lambda text: Markup(to_html(text))

    def render(self, template: str, values: dict[str, Any]) -> tuple[str, Problem | None]:
        """A template filled with values, or the problem in the theme."""
        try:
            return self.environment.get_template(template).render(values), None
        except TemplateError as error:
            return "", self._problem(template, error)

    def file(self, name: str) -> bytes:
        """A file of the theme, such as its style sheet; empty where there is none."""
        found, _ = self._layered(name)
        return found or b""

    def _source(self, name: str) -> str | None:
        data, _ = self._layered(name)
        return None if data is None else data.decode("utf-8", "replace")

    def _layered(self, name: str) -> tuple[bytes | None, str]:
        for theme in (self.name, "default"):
            file, _ = layered(self.project, "themes", theme, *name.split("/"))
            if file is not None:
                return file.data, file.name
        return None, ""

    def _problem(self, template: str, error: TemplateError) -> Problem:
        name = getattr(error, "name", None) or template
        place = self._layered(name)[1] or f"themes/{self.name}/{name}"
        return Problem(Position(place, getattr(error, "lineno", 1) or 1), "theme-template",
                       f"The template cannot be rendered: {error}.", "Correct the template.")
