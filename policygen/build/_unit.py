"""One declaration through the whole line: its problems, its files, and what lists of pages need to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from policygen import checks
from policygen.build._settings import id_problem
from policygen.configuration import Configuration
from policygen.declaration import Declaration, join, read
from policygen.load import parse
from policygen.notice import compose, compose_edition
from policygen.notice.blocks import Notice
from policygen.problem import Problem, has_errors, ordered
from policygen.project import File, Project

if TYPE_CHECKING:
    from policygen.formats import Publication, Site
    from policygen.formats._entries import Entry
    from policygen.localise import Catalogues

Through = Callable[["Site"], "Site"]
Task = tuple[str, tuple[File, ...]]                           # the id of a declaration, and its files


class Work(NamedTuple):
    """What all declarations of a build have in common.

    `settings` are None where nothing can be rendered; `alone` tells that there is one declaration; what is made into
    files is the site as it comes `through`; without `files`, nobody wants their bytes.
    """

    project: Project
    settings: Configuration | None
    today: str
    alone: bool
    catalogues: Catalogues | None = None
    through: Through | None = None
    files: bool = True


class Made(NamedTuple):
    """What became of a declaration.

    read      whether it could be read without errors
    problems  all that was found
    files     path, SHA-256 and bytes of each file; none where an error stands in the way of rendering
    entries   its pages for lists, None where it was not rendered
    remarked  for each further format, how many values it leaves out and how many questions it asks
    """

    read: bool
    problems: tuple[Problem, ...]
    files: tuple[tuple[str, str, bytes], ...] = ()
    entries: tuple[Entry, ...] | None = None
    remarked: Mapping[str, tuple[int, int]] | None = None


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


def made(work: Work, id: str, files: Sequence[File]) -> Made:
    """The whole line for one declaration."""
    declaration, problems = understand(files)
    wrong = tuple(id_problem(id, files[0].name))
    if declaration is None or has_errors(problems):
        return Made(False, ordered((*wrong, *problems)))
    notice = compose(id, declaration)
    problems += (*wrong, *checks.on(declaration, work.today, notice))
    if work.settings is None or has_errors(problems):
        return Made(True, ordered(problems))
    return _rendered(work, work.settings, declaration, notice, problems)


def _rendered(work: Work, settings: Configuration, declaration: Declaration, notice: Notice,
              problems: tuple[Problem, ...]) -> Made:
    from policygen import formats

    assert work.catalogues is not None
    catalogues = work.catalogues.afresh()
    found = published(declaration, notice, catalogues, "" if work.alone else f"{notice.id}/")
    if catalogues.problems:
        return Made(True, ordered((*problems, *catalogues.problems)))
    site = formats.Site(work.project, settings, found, catalogues)
    files, faults = formats.collect(formats.render_each(work.through(site) if work.through else site))
    return Made(True, ordered((*problems, *faults)),
                tuple((path, sha256(data).hexdigest(), data if work.files else b"") for path, data in files.items()),
                site.entries, formats.remarked(site))


def published(declaration: Declaration, notice: Notice, catalogues: Catalogues, prefix: str) -> tuple[Publication, ...]:
    """A declaration with its notice and its editions, with a page for each language that has a catalogue."""
    from policygen.formats import Publication
    from policygen.localise import localise

    notices = [(notice, ""), *((compose_edition(notice.id, declaration, edition), str(edition.id))
                               for edition in declaration.editions)]
    used = [found for language in declaration.languages if (found := catalogues.of(language)) is not None]
    return tuple(Publication(notice.id, declaration, said, tuple(localise(said, declaration.controller.name, catalogue)
                                                                 for catalogue in used), prefix, part)
                 for said, part in notices)
