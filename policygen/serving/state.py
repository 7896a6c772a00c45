"""What is served: the last good site and the problems of the last build, exchanged as a whole and told to who waits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from threading import Condition
from typing import NamedTuple

from policygen.build import Memory, Outcome, Plan, build
from policygen.formats import Site
from policygen.formats._marks import marked
from policygen.problem import Problem, Severity, has_errors
from policygen.project import Project, line_of, read
from policygen.serving.sources import Source, sources

APART = 1_000_000                                         # more blocks than a declaration can have


class State(NamedTuple):
    """What there is to show.

    files     the last good site, by path; empty before there was one
    sources   of each block by the number of its mark; `lines` are those of the files that they name, as they were then
    problems  those of the last build, each with its line in the file
    broken    whether the last build had errors, so that `files` are older than the declarations
    site      changes when `files` or their sources do
    """

    files: Mapping[str, bytes]
    sources: Mapping[int, Source]
    lines: Mapping[str, tuple[str, ...]]
    problems: tuple[tuple[Problem, str], ...]
    broken: bool
    site: str

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are."""
        return sum(problem.severity is severity for problem, _ in self.problems)

    def told(self) -> dict[str, object]:
        """What an open page must know; `build` changes when anything does that can be seen."""
        return {"site": self.site, "build": _hash([self.site, repr(self.problems)]), "broken": self.broken,
                **{severity.value: self.count(severity) for severity in Severity}}


NOTHING = State({}, {}, {}, (), True, "")


class Workshop:
    """What is kept in memory between builds: the pages of declarations that do not change, and their sources."""

    def __init__(self) -> None:
        self.records = Memory()
        self._starts: dict[str, int] = {}
        self._sources: dict[str, dict[int, Source]] = {}

    def through(self, site: Site) -> Site:
        """The site of one declaration with marks that no other declaration has."""
        id = site.publications[0].id
        start = self._starts.setdefault(id, len(self._starts) * APART)
        self._sources[id] = dict(enumerate((source for publication in site.publications
                                            for source in sources(publication.notice)), start))
        return marked(site, start)

    def sources(self, ids: Iterable[str]) -> dict[int, Source]:
        """The sources of the blocks of declarations, by their marks."""
        return {number: source for id in ids for number, source in self._sources.get(id, {}).items()}


def rebuilt(project: Project, today: str, before: State, workshop: Workshop) -> tuple[State, Outcome]:
    """The state after building the project again: what has not changed since the last time is not made again."""
    outcome = build(project, today, through=workshop.through, plan=Plan(records=workshop.records))
    found = workshop.sources(outcome.declarations)
    problems = tuple((problem, line_of(project, problem.at)) for problem in outcome.problems)
    if has_errors(outcome.problems):
        return before._replace(problems=problems, broken=True), outcome
    site = _hash([*(part for path, data in sorted(outcome.files.items()) for part in (path, data)), repr(found)])
    lines = _lines(project, {at.file for source in found.values() for at in source.places})
    return State(outcome.files, found, lines, problems, False, site), outcome


def _lines(project: Project, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found = {name: read(project, project.root / name, []) for name in sorted(names)}
    return {name: tuple(file.data.decode("utf-8", "replace").splitlines()) for name, file in found.items() if file}


def _hash(parts: Iterable[str | bytes]) -> str:
    made = sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")
        made.update(b"%d:" % len(data) + data)
    return made.hexdigest()[:24]


class Live:
    """The present state, for all who serve it and all who wait for the next one."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._state = NOTHING
        self._number = 0

    @property
    def state(self) -> State:
        """The state as it is now."""
        return self._state

    def renew(self, state: State) -> None:
        """Put a state in the place of the present one, and wake those who wait."""
        with self._changed:
            self._state = state
            self._number += 1
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> tuple[int, State]:
        """The first state after that of a number, with its own; after some seconds the same once more."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, seconds)
            return self._number, self._state


def event(state: State) -> bytes:
    """A state as an event of a stream (HTML, Server-sent events)."""
    return f"event: state\ndata: {json.dumps(state.told())}\n\n".encode()
