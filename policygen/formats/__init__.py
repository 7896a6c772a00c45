"""Published formats: one file each, found by listing. A format turns pages and notices into files.

A module here defines any of `of_publication(site, publication)`, called for each declaration and each of its editions,
`of_notice(site, publication)`, called for each declaration, and `of_site(site)`, called once, which sees the entries of
all pages and no declaration; each yields `(path, bytes)` and may yield Problems. One with `OPTIONAL = True` is
published only where it is asked for, and one with `INTERNAL = True` never: `policygen export` writes it for the company
itself. `remarks(site, publication)` tells what of a declaration the format cannot hold, and what it asks that the
declaration does not say. The first line of a module's docstring says what the format is. Modules and folders whose
names start with `_` are shared parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from policygen.configuration import Configuration
from policygen.declaration import Declaration
from policygen.formats._entries import WHOLE, Entry, entries, page_folder
from policygen.localise import Catalogues
from policygen.localise.page import Page
from policygen.notice.blocks import Notice
from policygen.problem import Position, Problem
from policygen.project import Project, package_data, package_listing


class Publication(NamedTuple):
    """One declaration with its notice and its pages.

    `prefix` is its folder in the site, with `/`, or empty; `part` the id of an edition, or empty for the whole;
    `folder` the name of its folder in that of each language.
    """

    id: str
    declaration: Declaration
    notice: Notice
    pages: tuple[Page, ...]
    prefix: str
    part: str = ""
    folder: str = WHOLE

    def path(self, language: str) -> str:
        """The folder of a language's page in the site, with `/` at its end."""
        return page_folder(self.prefix, language, self.folder, self.part)


class Site(NamedTuple):
    """Everything that is published together, or one declaration of it; `known` are the entries of all its pages."""

    project: Project
    configuration: Configuration
    publications: tuple[Publication, ...]
    catalogues: Catalogues
    known: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What there is to list: all pages in the order of their declarations, pages of one section last."""
        return self.known or entries(self)

    @property
    def wholes(self) -> tuple[Publication, ...]:
        """The publications that are no editions of another."""
        return tuple(publication for publication in self.publications if not publication.part)

    @property
    def theme(self) -> str:
        """The name of the theme."""
        return self.configuration.theme_name

    def asked(self, name: str) -> Position:
        """Where a format is asked for: in the configuration, or at its start where the command line asks."""
        return next((found.at for found in self.configuration.formats if found == name), self.configuration.at)


Output = tuple[str, bytes] | Problem


class Remark(NamedTuple):
    """What a format says of a declaration.

    `kind` is `left-out` (a declared value that it cannot hold; `what` is its path) or `question` (something that it
    asks and the declaration does not say; `what` is the name of the field). `says` is a sentence, the reason or the
    question.
    """

    kind: str
    at: Position
    what: str
    says: str


def known() -> tuple[str, ...]:
    """The formats: the names of the files beside this one."""
    return package_listing("formats", ".py")


def optional() -> tuple[str, ...]:
    """The formats that are published only where they are asked for."""
    return tuple(name for name in known() if _marked(name, "OPTIONAL"))


def internal(name: str) -> bool:
    """Whether a format is for the company itself and never published."""
    return _marked(name, "INTERNAL")


@cache
def _marked(name: str, mark: str) -> bool:
    """Whether a format has the mark; its module is not imported for that, since most formats are not asked for."""
    return f"\n{mark} = True\n".encode() in package_data("formats", f"{name}.py").data


def exportable() -> dict[str, str]:
    """The formats that can be written by themselves, with what each is."""
    found = {name: _module(name) for name in known()}
    return {name: (module.__doc__ or "").split("\n")[0] for name, module in found.items()
            if _marked(name, "OPTIONAL") or internal(name) or hasattr(module, "remarks")}


def _module(name: str) -> ModuleType:
    return import_module(f"policygen.formats.{name}")


def render_each(site: Site) -> Iterator[Output]:
    """The files of each declaration in every format that is wanted, and the problems of rendering."""
    for name in _wanted(site):
        yield from _each(site, _module(name))


def render_whole(site: Site) -> Iterator[Output]:
    """The files of the site as a whole in every format that is wanted; they need its entries only."""
    for name in _wanted(site):
        yield from _whole(site, _module(name))


def render_one(site: Site, name: str) -> Iterator[Output]:
    """Every file of the site in one format."""
    yield from _each(site, _module(name))
    yield from _whole(site, _module(name))


def _wanted(site: Site) -> Iterator[str]:
    for name in known():
        asked = name in site.configuration.formats or not _marked(name, "OPTIONAL")
        if asked and not internal(name):
            yield name


def _each(site: Site, module: ModuleType) -> Iterator[Output]:
    for publication in site.publications:
        if _defines(module, "of_publication"):
            yield from module.of_publication(site, publication)
        if _defines(module, "of_notice") and not publication.part:
            yield from module.of_notice(site, publication)


def _whole(site: Site, module: ModuleType) -> Iterator[Output]:
    if _defines(module, "of_site"):
        yield from module.of_site(site)


def _defines(module: ModuleType, hook: str) -> bool:
    """Whether a hook is the module's own; one that it imports from another format is not."""
    return getattr(getattr(module, hook, None), "__module__", "") == module.__name__


def remarks(site: Site, name: str) -> dict[str, tuple[Remark, ...]]:
    """What a format says of each declaration, by the declaration's id."""
    module = _module(name)
    return {whole.id: tuple(module.remarks(site, whole)) if hasattr(module, "remarks") else () for whole in site.wholes}


def remarked(site: Site) -> dict[str, tuple[int, int]]:
    """For each further format that is published: how many values it leaves out and questions it asks, if any."""
    counts = {}
    for name in dict.fromkeys(map(str, site.configuration.formats)):
        kinds = [remark.kind for found in remarks(site, name).values() for remark in found]
        if kinds:
            counts[name] = (kinds.count("left-out"), kinds.count("question"))
    return counts


def collect(outputs: Iterable[Output]) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Files by path and problems; two files for one path are our bug."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for output in outputs:
        if isinstance(output, Problem):
            problems.append(output)
        else:
            assert output[0] not in files, output[0]
            files[output[0]] = output[1]
    return files, tuple(problems)
