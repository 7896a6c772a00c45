"""What became of declarations that have not changed since: kept between builds, without the bytes of files.

Those stand in the published folder. A record counts only when the build that wrote it came to its end and found
settings, themes and catalogues as they had been at its start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

from policygen import kept
from policygen.build._unit import Made
from policygen.problem import Position, Problem, Severity

LEAST = 2_000                                                 # records that are kept in any case, of any project


class Records(Protocol):
    """Where what became of declarations is kept, by digests of all it depends on."""

    def get(self, key: str, held: Callable[[str, str], bool]) -> Made | None:
        """What became of it, or None; without those files that `held` has by path and digest already."""

    def put(self, key: str, made: Made) -> None:
        """Keep it."""

    def close(self, unchanged: bool, number: int) -> None:
        """The build of `number` declarations is done; `unchanged` tells that what they have in common still is."""


class Nothing:
    """Keeps nothing."""

    def get(self, key: str, held: Callable[[str, str], bool]) -> Made | None:
        return None

    def put(self, key: str, made: Made) -> None:
        pass

    def close(self, unchanged: bool, number: int) -> None:
        pass


class Memory:
    """Keeps what the last build used in memory, with the bytes."""

    def __init__(self) -> None:
        self.before: dict[str, Made] = {}
        self.now: dict[str, Made] = {}

    def get(self, key: str, held: Callable[[str, str], bool]) -> Made | None:
        found = self.before.get(key)
        if found is not None:
            self.now[key] = found
        return found

    def put(self, key: str, made: Made) -> None:
        self.now[key] = made

    def close(self, unchanged: bool, number: int) -> None:
        self.before, self.now = (self.now if unchanged else {}), {}


class Kept:
    """Keeps records in the user's cache folder; `run` is a hexadecimal name that no other build has."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.stored = False

    def get(self, key: str, held: Callable[[str, str], bool]) -> Made | None:
        record = kept.load("declarations", key)
        if record is None or not _ended(record["run"]):
            return None
        return _made(record) if all(held(path, digest) for path, digest in record["files"]) else None

    def put(self, key: str, made: Made) -> None:
        kept.store("declarations", key, _record(made, self.run))
        self.stored = True

    def close(self, unchanged: bool, number: int) -> None:
        if self.stored and unchanged:
            kept.store("builds", self.run, True)
            for kind in ("declarations", "builds"):
                kept.tidy(kind, max(LEAST, 3 * number))
        self.run, self.stored = f"{self.run}0", False         # what comes next is another build


@cache
def _ended(run: str) -> bool:
    return kept.load("builds", run) is True


def _record(made: Made, run: str) -> dict[str, Any]:
    return {"run": run, "read": made.read, "problems": [_plain(problem) for problem in made.problems],
            "files": [(path, digest) for path, digest, _ in made.files], "entries": made.entries,
            "remarked": made.remarked}


def _made(record: Mapping[str, Any]) -> Made:
    from policygen.formats._entries import of_json

    return Made(record["read"], tuple(map(_problem, record["problems"])), (),
                None if record["entries"] is None else of_json(record["entries"]),
                {name: (left_out, asked) for name, (left_out, asked) in (record["remarked"] or {}).items()})


def _plain(problem: Problem) -> list[Any]:
    return [*problem[:4], problem.severity.value, *problem[5:]]


def _problem(plain: list[Any]) -> Problem:
    at, id, says, fix, severity, provision, related = plain
    return Problem(Position(*at), id, says, fix, Severity(severity), provision,
                   None if related is None else Position(*related))
