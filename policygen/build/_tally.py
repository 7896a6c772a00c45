"""What is known of a build while declarations come in: small for any number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from policygen.build._unit import Made
from policygen.problem import Problem, Severity, ordered

if TYPE_CHECKING:
    from policygen.formats._entries import Entry


class Tally:
    """Problems, ids of what could be read, entries of pages, and numbers of remarks.

    Problems of a declaration's own files come once; all others (of themes, catalogues) may come with each declaration.
    """

    def __init__(self, heeded: Callable[[Problem], bool]) -> None:
        self.ids: list[str] = []
        self.entries: list[Entry] = []
        self.unrendered = 0
        self.remarked: dict[str, tuple[int, int]] = {}
        self._heeded = heeded
        self._shared: set[Problem] = set()
        self._own: list[Problem] = []
        self._counts: Counter[Severity] = Counter()

    def add(self, problems: Iterable[Problem]) -> None:
        """Problems that may be told again."""
        self._shared.update(problems)

    def made(self, id: str, result: Made) -> None:
        """What became of a declaration."""
        if result.read:
            self.ids.append(id)
        for problem in result.problems:
            if not problem.at.file.startswith("declarations/"):
                self._shared.add(problem)
            else:
                self._counts[problem.severity] += 1
                if self._heeded(problem):
                    self._own.append(problem)
        if result.entries is None:
            self.unrendered += 1
        else:
            self.entries += result.entries
        for name, counts in (result.remarked or {}).items():
            before = self.remarked.get(name, (0, 0))
            self.remarked[name] = (before[0] + counts[0], before[1] + counts[1])

    @property
    def counts(self) -> Counter[Severity]:
        """How many problems of each severity there are."""
        return self._counts + Counter(problem.severity for problem in self._shared)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are heeded, in their order."""
        return ordered((*self._own, *filter(self._heeded, self._shared)))
