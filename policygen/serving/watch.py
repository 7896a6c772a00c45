"""What has changed on the disk, by looking again and again: it needs no library and works on every file system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from policygen.project import Project, stamps

EVERY = 0.25                                              # seconds between two looks
SETTLING = 0.08                                           # and while something is being written
LONGEST = 25                                              # looks until a build is made of what does not come to rest


class Watch:
    """The files of a project that a build reads."""

    def __init__(self, project: Project, pause: Callable[[float], None]) -> None:
        self.project = project
        self.pause = pause
        self.more: tuple[str, ...] = ()
        self.seen = self._stamps()

    def changes(self) -> Iterator[tuple[str, ...]]:
        """The names of what was changed, made or removed, whenever something was and has come to rest."""
        while True:
            self.pause(EVERY)
            now = self._stamps()
            if now != self.seen:
                now = self._settled(now)
                changed = {name for name in {*self.seen, *now} if self.seen.get(name) != now.get(name)}
                self.seen = now
                yield tuple(sorted(changed))

    def also(self, names: Iterable[str]) -> None:
        """Look at further files of the project too, new ones as they are now; other changes are still told."""
        before, self.more = self.more, tuple(PurePath(name).as_posix() for name in names)
        seen = {name: stamp for name, stamp in self.seen.items() if name in self.more or name not in before}
        new = {*self.more}.difference(before)
        self.seen = {name: stamp for name, stamp in self._stamps().items() if name in new} | seen

    def _settled(self, now: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        for _ in range(LONGEST):
            self.pause(SETTLING)
            before, now = now, self._stamps()
            if now == before:
                break
        return now

    def _stamps(self) -> dict[str, tuple[int, ...]]:
        return stamps(self.project, self.more)
