"""The line: load -> declaration -> notice -> localise -> render, for each declaration and then for the site.

What comes out goes file by file into a sink; publishing stands in `publish`. Where nothing changed that a declaration's
pages depend on, they are not made again. The output is the same with any number of processes and any records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from policygen import checks, inputs
from policygen.build._records import Memory, Nothing, Records
from policygen.build._settings import id_problem, law_problem, settled
from policygen.build._tally import Tally
from policygen.build._unit import Made, Task, Through, Work, published, understand
from policygen.configuration import Configuration
from policygen.declaration import Declaration
from policygen.problem import Position, Problem, Severity, has_errors, ordered
from policygen.project import Project, declared, listed, read_all, shown

if TYPE_CHECKING:
    from policygen.formats import Publication, Site

__all__ = ["Files", "Memory", "Nowhere", "Outcome", "Records", "Sink", "build", "check", "composed", "understand"]
Progress = Callable[[str], None]
MOVED = "changed-meanwhile"


class Sink(Protocol):
    """Where files go while they are made."""

    def put(self, name: str, data: bytes, digest: str = "") -> None:
        """Take a file by its path with `/`, with its SHA-256 where it is known."""

    def keep(self, name: str, digest: str) -> bool:
        """Take the file as it was with this digest, without its bytes; whether that can be done."""


class Files(dict[str, bytes]):
    """Files in memory."""

    def put(self, name: str, data: bytes, digest: str = "") -> None:
        self[name] = data

    def keep(self, name: str, digest: str) -> bool:
        return False


class Nowhere:
    """For those who want to know the problems only."""

    def put(self, name: str, data: bytes, digest: str = "") -> None:
        pass

    def keep(self, name: str, digest: str) -> bool:
        return True


class Outcome(NamedTuple):
    """What a build made: the files by path where they stay in memory (none where an error stands), the problems, the
    settings, the ids of the declarations that could be read.

    `counts` are the numbers of problems by severity, `problems` those of them that were heeded. `remarked` holds for
    each further format how many declared values it leaves out, and how many questions it asks. `inputs` is the digest
    of all that was read; `looked_at` are files outside of the usual folders.
    """

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    configuration: Configuration | None
    declarations: tuple[str, ...]
    remarked: Mapping[str, tuple[int, int]] = {}
    counts: Mapping[Severity, int] = {}
    inputs: str = ""
    looked_at: tuple[str, ...] = ()


class Plan(NamedTuple):
    """How a build is made: what it tells and keeps, and with how many processes.

    `progress` is told each id; `into` opens the sink once the settings are known, and ends one from before; only
    problems that are `heeded` are kept, the others are counted.
    """

    progress: Progress = lambda done: None
    into: Callable[[Configuration], Sink] = lambda settings: Files()
    records: Records = Nothing()
    heeded: Callable[[Problem], bool] = lambda problem: True
    jobs: int = 1


USUAL = Plan()


def build(project: Project, today: str, more_formats: Iterable[str] = (), through: Through | None = None,
          plan: Plan = USUAL) -> Outcome:
    """The whole site, and all problems of all files; `today` is YYYY-MM-DD. All that is made goes into the plan's sink.

    `more_formats` are published beside those of the configuration; what is made into files is the site of each
    declaration as it comes `through`. Where there are errors, what went into the sink is not to be shown. What changes
    while the site is made may have been read half written, so it is made once more then, into another sink.
    """
    outcome = _once(project, today, more_formats, through, plan)
    if any(problem.id == MOVED for problem in outcome.problems):
        return _once(project, today, more_formats, through, plan)
    return outcome


def _once(project: Project, today: str, more_formats: Iterable[str], through: Through | None, plan: Plan) -> Outcome:
    settings, problems = settled(project, more_formats)
    sources, missing = listed(project)
    tally = Tally(plan.heeded)
    tally.add((*problems, *missing, *_no_declarations(sources, missing), *law_problem(today)))
    sink = plan.into(settings) if settings is not None else Nowhere()
    rendering = settings is not None and not has_errors(problems)
    work = _work(project, settings if rendering else None, today, len(sources) == 1, through, sink)
    base = inputs.settings(project, _looked_at(settings), today)
    whole = inputs.Everything(base, missing)
    for id, result in _results(work, sources, base, plan, sink, tally, whole):
        tally.made(id, result)
        for path, digest, data in result.files:
            sink.put(path, data, digest)
        plan.progress(id)
    if work.settings is not None and tally.entries and not tally.unrendered:
        _whole(work, tally, sink)
    now = inputs.everything(project, _looked_at(settings), today)
    tally.add(_moved(project, sources, whole, now))
    plan.records.close(now.parts[""] == whole.parts[""], len(sources))
    files = sink if isinstance(sink, Files) and not tally.counts[Severity.ERROR] else {}
    return Outcome(files, tally.problems, settings, tuple(tally.ids), tally.remarked, tally.counts,
                   whole.hexdigest(), _looked_at(settings))


def _work(project: Project, settings: Configuration | None, today: str, alone: bool, through: Through | None,
          sink: Sink) -> Work:
    """What all declarations have in common; catalogues are read when something is rendered."""
    work = Work(project, settings, today, alone, None, through, not isinstance(sink, Nowhere))
    if settings is None:
        return work
    from policygen.formats.html import theme
    from policygen.localise import Catalogues

    theme.cache_clear()                                       # it keeps the files of a theme for one build
    return work._replace(catalogues=Catalogues(project))


def _results(work: Work, sources: Mapping[str, tuple[Path, ...]], base: str, plan: Plan, sink: Sink,
             tally: Tally, whole: inputs.Everything) -> Iterator[tuple[str, Made]]:
    """What became of each declaration, in their order, and a record of it where it was made now."""
    from policygen.build._several import results

    keys: dict[str, str] = {}
    formats = " ".join(work.settings.formats) if work.settings is not None else ""

    def tasks() -> Iterator[Task | Made]:
        for id, paths in sources.items():
            files, missing = read_all(work.project, paths)
            tally.add(missing)
            whole.add(id, files, missing)
            key = inputs.declaration(f"{base} {formats}", id, work.alone, files) if work.settings is not None else ""
            found = plan.records.get(key, sink.keep) if key else None
            if found is None:
                keys[id] = key
            yield found if found is not None else (id, files) if files else Made(False, ())

    for id, result in zip(sources, results(work, tasks(), plan.jobs), strict=True):
        key = keys.pop(id, "")
        if key and result.entries is not None:
            plan.records.put(key, result)
        yield id, result


def _whole(work: Work, tally: Tally, sink: Sink) -> None:
    """The files of the site as a whole."""
    from policygen import formats
    from policygen.formats._entries import in_order

    assert work.settings is not None
    assert work.catalogues is not None
    site = formats.Site(work.project, work.settings, (), work.catalogues, in_order(tally.entries))
    files, problems = formats.collect(formats.render_whole(site))
    tally.add(problems)
    for name, data in files.items():
        sink.put(name, data)


def _moved(project: Project, sources: Mapping[str, tuple[Path, ...]], before: inputs.Everything,
           after: inputs.Everything) -> Iterator[Problem]:
    """What changed while the site was made: it may have been read when it was half written."""
    for id in dict.fromkeys((*before.parts, *after.parts)):
        if before.parts.get(id) != after.parts.get(id):
            what = f"The declaration `{id}`" if id else "The settings, a theme or a catalogue"
            place = shown(project, sources[id][0]) if id in sources else "declarations" if id else "policygen.yaml"
            yield Problem(Position(place), MOVED, f"{what} changed while the site was made.",
                          "Build again when it is saved.")


def _looked_at(settings: Configuration | None) -> tuple[str, ...]:
    """The further files of the project that a build reads."""
    look = settings.theme if settings is not None else None
    return (str(look.logo),) if look is not None and look.logo is not None else ()


def _no_declarations(sources: Mapping[str, tuple[Path, ...]], missing: tuple[Problem, ...]) -> Iterator[Problem]:
    if not sources and not missing:
        yield Problem(Position("declarations"), "no-declarations", "The folder `declarations` is empty.",
                      "Put `NAME.yaml` in it.")


def check(project: Project, today: str) -> tuple[Configuration | None, dict[str, Declaration], tuple[Problem, ...]]:
    """The settings and the declarations by id, read and checked, with all problems so far; nothing is rendered."""
    settings, problems = settled(project)
    sources, missing = declared(project)
    collected = [*problems, *missing, *_no_declarations(listed(project)[0], missing), *law_problem(today)]
    declarations = {}
    for id, files in sources.items():
        collected += id_problem(id, files[0].name)
        declaration, found = understand(files)
        collected += found
        if declaration is not None and not has_errors(found):
            declarations[id] = declaration
            collected += checks.on(declaration, today)
    return settings, declarations, ordered(collected)


def composed(project: Project, settings: Configuration, declarations: Mapping[str, Declaration],
             only: Collection[str] = ()) -> tuple[Site | None, tuple[Problem, ...]]:
    """Sound declarations -> everything that formats are made from, or the problems of the catalogues.

    With `only`, a site of these alone; each has its place among all the same.
    """
    from policygen.formats import Site
    from policygen.localise import Catalogues
    from policygen.notice import compose

    catalogues = Catalogues(project)
    publications: list[Publication] = []
    for id, declaration in ((id, found) for id, found in declarations.items() if not only or id in only):
        publications += published(declaration, compose(id, declaration), catalogues,
                                  "" if len(declarations) == 1 else f"{id}/")
    if catalogues.problems:
        return None, catalogues.problems
    return Site(project, settings, tuple(publications), catalogues), ()
