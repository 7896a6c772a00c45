"""The line: load -> declaration -> notice -> localise -> render. Publishing the files stands in `publish`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from policygen import checks
from policygen.configuration import Configuration, configure
from policygen.declaration import Declaration, join, read
from policygen.law import reviewed
from policygen.load import parse
from policygen.problem import Position, Problem, Severity, has_errors, ordered
from policygen.project import File, Project, configuration, declared, names
from policygen.schema import Str, nearest
from policygen.schema.types import ID_PATTERN

if TYPE_CHECKING:
    from policygen.formats import Publication, Site
    from policygen.localise import Catalogues

RESERVED = frozenset({"assets"})
Progress = Callable[[str], None]
Through = Callable[["Site"], "Site"]


class Outcome(NamedTuple):
    """What a build made: the files by path (none where an error stands), the problems, the settings, the ids.

    `remarked` holds for each further format how many declared values it leaves out, and how many questions it asks.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    configuration: Configuration | None
    declarations: tuple[str, ...]
    remarked: Mapping[str, tuple[int, int]] = {}


def build(project: Project, today: str, progress: Progress = lambda done: None,
          more_formats: Iterable[str] = (), through: Through = lambda site: site) -> Outcome:
    """The whole site in memory, and all problems of all files.

    `today` is YYYY-MM-DD; `progress` is told each id; `more_formats` are published beside those of the configuration.
    What is made into files is the site as it comes `through`.
    """
    settings, declarations, problems = check(project, today)
    if settings is None or has_errors(problems):
        return Outcome({}, problems, settings, tuple(declarations))
    settings = settings.changed(formats=(*settings.formats, *(Str(name, settings.at) for name in more_formats)))
    files, remarked, found = rendered(project, settings, declarations, progress, through)
    problems = ordered((*problems, *found))
    return Outcome({} if has_errors(problems) else files, problems, settings, tuple(declarations), remarked)


def check(project: Project, today: str) -> tuple[Configuration | None, dict[str, Declaration], tuple[Problem, ...]]:
    """The settings and the declarations by id, read and checked, with all problems so far."""
    file, problems = configuration(project)
    settings, found = configure(file) if not problems else (None, ())
    sources, missing = declared(project)
    collected: list[Problem | None] = [*problems, *found, *missing]
    collected += _theme_problems(project, settings, not has_errors(found)) if settings is not None else ()
    collected += _format_problems(settings) if settings is not None else ()
    collected += [_id_problem(id, files) for id, files in sources.items()]
    declarations = {}
    for id, files in sources.items():
        declaration, found = understand(files)
        collected += found
        if declaration is not None and not has_errors(found):
            declarations[id] = declaration
            collected += checks.on(declaration, today)
    collected.append(_law_problem(today))
    if not sources and not missing:
        collected.append(Problem(Position("declarations"), "no-declarations", "The folder `declarations` is empty.",
                                 "Put `NAME.yaml` in it."))
    return settings, declarations, ordered(problem for problem in collected if problem is not None)


def understand(files: Iterable[File]) -> tuple[Declaration | None, tuple[Problem, ...]]:
    """The files of one declaration -> the declaration and the problems of loading and reading it."""
    parsed = [parse(file.data, file.name) for file in files]
    problems = [problem for _, found in parsed for problem in found]
    joined, found = join(root for root, _ in parsed if root is not None)
    problems += found
    if joined is None:
        return None, tuple(problems)
    declaration, found = read(joined)
    return declaration, (*problems, *found)


def rendered(project: Project, settings: Configuration, declarations: Mapping[str, Declaration],
             progress: Progress, through: Through = lambda site: site) \
        -> tuple[dict[str, bytes], dict[str, tuple[int, int]], tuple[Problem, ...]]:
    """Sound declarations -> the files of the site, the numbers of remarks, and the problems of making them."""
    from policygen import formats

    site, problems = composed(project, settings, declarations, progress)
    if site is None:
        return {}, {}, problems
    files, problems = formats.collect(formats.render(through(site)))
    return files, formats.remarked(site), problems


def composed(project: Project, settings: Configuration, declarations: Mapping[str, Declaration], progress: Progress,
             only: Collection[str] = ()) -> tuple[Site | None, tuple[Problem, ...]]:
    """Sound declarations -> everything that formats are made from, or the problems of the catalogues.

    With `only`, a site of these alone; each has its place among all the same.
    """
    from policygen.formats import Site
    from policygen.localise import Catalogues

    catalogues = Catalogues(project)
    publications: list[Publication] = []
    for id, declaration in ((id, found) for id, found in declarations.items() if not only or id in only):
        publications += _published(id, declaration, catalogues, "" if len(declarations) == 1 else f"{id}/")
        progress(id)
    if catalogues.problems:
        return None, catalogues.problems
    return Site(project, settings, tuple(publications), catalogues), ()


def _published(id: str, declaration: Declaration, catalogues: Catalogues, prefix: str) -> list[Publication]:
    """A declaration and its editions, each with its notice and a page for each language that has a catalogue."""
    from policygen.formats import Publication
    from policygen.localise import localise
    from policygen.notice import compose, compose_edition

    notices = [(compose(id, declaration), ""), *((compose_edition(id, declaration, edition), str(edition.id))
                                                 for edition in declaration.editions)]
    used = [found for language in declaration.languages if (found := catalogues.of(language)) is not None]
    return [Publication(id, declaration, notice, tuple(localise(notice, declaration.controller.name, catalogue)
                                                       for catalogue in used), prefix, part)
            for notice, part in notices]


def _law_problem(today: str) -> Problem | None:
    """The facts of law that ship with this version may have changed a year after they were reviewed."""
    file, day = min(reviewed(), key=lambda entry: entry[1])
    if f"{int(day[:4]) + 1}{day[4:]}" > today:
        return None
    return Problem(Position(file), "law-data-stale", f"The facts of law were last reviewed on {day}.",
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


def _id_problem(id: str, files: tuple[File, ...]) -> Problem | None:
    """Ids become folders of the site, so they are plain."""
    if ID_PATTERN.fullmatch(id) and id not in RESERVED:
        return None
    return Problem(Position(files[0].name), "bad-declaration-id", f"`{id}` cannot name a declaration.",
                   "Use small letters, digits, `_` and `-`, starting with a letter; `assets` is taken.")
