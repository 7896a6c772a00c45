"""The rooms that everything hostile passes through, and the tests that judge them: by coverage, and by mutants."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent


class Room(NamedTuple):
    """Some files of policygen, by patterns, and the fast tests that run them without starting a process."""

    name: str
    patterns: tuple[str, ...]
    tests: tuple[str, ...]
    without: tuple[str, ...] = ()

    def files(self) -> list[Path]:
        """The files, sorted; each pattern must find some."""
        found: list[Path] = []
        for pattern in self.patterns:
            some = sorted((ROOT / "policygen").glob(pattern))
            assert some, f"No file of policygen is {pattern}"
            found += [path for path in some if path.name not in self.without]
        return found


ROOMS = {room.name: room for room in (
    Room("load", ("load.py",), ("tests/test_room_load.py", "tests/test_yaml_suites.py")),
    Room("schema", ("schema/*.py",), (
        "tests/test_room_schema.py", "tests/test_reference.py", "tests/test_schema.py"), ("links.py", "scripts.py")),
    Room("links", ("schema/links.py", "schema/scripts.py"), ("tests/test_room_links.py", "tests/test_urls.py")),
    Room("paths", ("project.py",), ("tests/test_room_paths.py",)),
    Room("sanitiser", ("formats/_markdown*.py", "formats/_templates.py"), (
        "tests/test_room_sanitiser.py",)),
    Room("publish", ("publish/*.py", "published.py"), ("tests/test_room_publish.py", "tests/test_publish.py")),
)}
