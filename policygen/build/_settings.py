"""What is wrong outside of declarations: with the theme and the formats that are named, the ids, the facts of law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policygen.configuration import Configuration, configure
from policygen.law import reviewed
from policygen.problem import Position, Problem, Severity, has_errors
from policygen.project import Project, configuration, names
from policygen.schema import Str, nearest
from policygen.schema.types import ID_PATTERN

RESERVED = frozenset({"assets"})


def settled(project: Project, more_formats: Iterable[str] = ()) -> tuple[Configuration | None, tuple[Problem, ...]]:
    """The settings of a project with further formats, None where they cannot be read, and what is wrong with them."""
    file, problems = configuration(project)
    if problems:
        return None, problems
    settings, found = configure(file)
    if settings is None:
        return None, found
    found = (*found, *_theme_problems(project, settings, not has_errors(found)), *_format_problems(settings))
    more = (Str(name, settings.at) for name in more_formats)
    return settings.changed(formats=(*settings.formats, *more)), found


def law_problem(today: str) -> Iterator[Problem]:
    """The facts of law that ship with this version may have changed a year after they were reviewed."""
    file, day = min(reviewed(), key=lambda entry: entry[1])
    if f"{int(day[:4]) + 1}{day[4:]}" <= today:
        yield Problem(Position(file), "law-data-stale", f"The facts of law were last reviewed on {day}.",
                      "Update policygen, or look up what has changed since.", Severity.REVIEW, "GDPR 5(1)(a)")


def _theme_problems(project: Project, settings: Configuration, sound: bool) -> Iterator[Problem]:
    """A theme that is named must be there; what is set in its place must fit it, once it could be read."""
    known, theme = names(project, "themes"), settings.theme
    if theme is not None and theme.name is not None and theme.name not in known:
        yield Problem(theme.name.at, "unknown-theme", f"There is no theme `{theme.name}`.",
                      nearest(theme.name, known) + f" Or make `themes/{theme.name}/`.")
    elif sound and theme is not None and theme.adapts:
        from policygen.formats import Site
        from policygen.formats._look import look_problems
        from policygen.localise import Catalogues

        yield from look_problems(Site(project, settings, (), Catalogues(project)))


def _format_problems(settings: Configuration) -> Iterator[Problem]:
    """A format that is named must be one that can be switched on."""
    if settings.formats:
        from policygen.formats import optional

        known = optional()
        for name in settings.formats:
            if name not in known:
                yield Problem(name.at, "unknown-format", f"There is no further format `{name}`.", nearest(name, known))


def id_problem(id: str, file: str) -> Iterator[Problem]:
    """Ids become folders of the site, so they are plain."""
    if not ID_PATTERN.fullmatch(id) or id in RESERVED:
        yield Problem(Position(file), "bad-declaration-id", f"`{id}` cannot name a declaration.",
                      "Use small letters, digits, `_` and `-`, starting with a letter; `assets` is taken.")
