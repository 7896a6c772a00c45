"""Where things are: the user's project, and what the package ships. The only room that reads files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from policygen import limits
from policygen.problem import Position, Problem

MAX_BYTES = limits.FILE.most
MAX_FOLDERS = 6                                               # how deep `stamps` looks; links may lead in a circle
PACKAGE = Path(__file__).resolve().parent
NOT_FILES = frozenset({"__pycache__"})


class File(NamedTuple):
    """A file that was read: `name` is how positions show it, `data` its bytes."""

    name: str
    data: bytes


class Project(NamedTuple):
    """A folder with `policygen.yaml` or `declarations/`, and maybe `themes/` and `locales/`."""

    root: Path

    def folder(self, name: str) -> Path:
        return self.root / name


def find(path: str) -> tuple[Project | None, Problem | None]:
    """The project at `path`, or the problem that it is none."""
    root = Path(os.path.abspath(path))
    if (root / "policygen.yaml").exists() or (root / "declarations").is_dir():
        return Project(root), None
    what = "is no folder" if not root.is_dir() else "holds neither `policygen.yaml` nor a folder `declarations`"
    return None, Problem(Position(path), "no-project", f"`{path}` {what}.",
                         "Name the folder of your project, or make `declarations/NAME.yaml` in it.")


@cache
def shipped(kind: str) -> Path:
    """The folder `themes` or `locales` as shipped: inside an installed package, beside it in a checkout."""
    inside = PACKAGE / "_data" / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind


def layers(project: Project, kind: str) -> tuple[Path, ...]:
    """The folders `kind` in the order they are looked through: the user's first, then the shipped one."""
    own = project.folder(kind)
    base = shipped(kind)
    return (own, base) if own.is_dir() and own.resolve() != base.resolve() else (base,)


def package_data(*parts: str) -> File:
    """A data file inside the package, such as `vocabulary/data.yaml`; missing ones are our bug."""
    name = "/".join(parts)
    return File(f"policygen/{name}", PACKAGE.joinpath(*parts).read_bytes())


def package_listing(folder: str, suffix: str) -> tuple[str, ...]:
    """The names without suffix of the files of one kind in a folder of the package, sorted."""
    names = sorted(entry.name for entry in os.scandir(PACKAGE / folder) if entry.name.endswith(suffix))
    return tuple(name.removesuffix(suffix) for name in names if not name.startswith("_"))


def listed(project: Project) -> tuple[dict[str, tuple[Path, ...]], tuple[Problem, ...]]:
    """The paths of each declaration by its id: `declarations/ID.yaml`, or all files of `declarations/ID/`."""
    found: dict[str, list[Path]] = {}
    problems: list[Problem] = []
    folder = project.folder("declarations")
    for path in _yaml_files(folder, problems, project):
        parts = path.relative_to(folder).parts
        id = parts[0] if len(parts) > 1 else path.stem
        first = found.get(id)
        if first and (first[0].parent != path.parent or len(parts) == 1):
            problems.append(Problem(Position(shown(project, path)), "declaration-twice",
                                    f"`{id}` is declared already in `{shown(project, first[0])}`.",
                                    "Keep one file or one folder of this name."))
        else:
            found.setdefault(id, []).append(path)
    return {id: tuple(paths) for id, paths in found.items()}, tuple(problems)


def read_all(project: Project, paths: Iterable[Path]) -> tuple[tuple[File, ...], tuple[Problem, ...]]:
    """The files at paths, and the problems of those that cannot be read."""
    problems: list[Problem] = []
    files = (read(project, path, problems) for path in paths)
    return tuple(file for file in files if file is not None), tuple(problems)


def declared(project: Project) -> tuple[dict[str, tuple[File, ...]], tuple[Problem, ...]]:
    """The files of each declaration by its id, all of them read; without those of which none can be read."""
    sources, problems = listed(project)
    found = {id: read_all(project, paths) for id, paths in sources.items()}
    return {id: files for id, (files, _) in found.items() if files}, \
        (*problems, *(problem for _, missing in found.values() for problem in missing))


def contents(project: Project, kinds: Iterable[str], more: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of everything in the project that a build may read: its settings, what stands in the folders
    `kinds`, and the paths `more` in the project; for a file that cannot be read, why.
    """
    roots = [project.root / "policygen.yaml", *map(project.folder, kinds), *(project.root / name for name in more)]
    for root in roots:
        for path, stamp in _stamped(root, MAX_FOLDERS):
            problems: list[Problem] = []
            file = read(project, path, problems) if stamp else None
            yield shown(project, path), file.data if file else "".join(found.says for found in problems).encode()


def installed() -> Iterator[tuple[Path, tuple[int, ...]]]:
    """All files that ship with policygen, each with numbers that change when it does."""
    for root in (PACKAGE, shipped("themes"), shipped("locales")):
        yield from _stamped(root, MAX_FOLDERS)


def configuration(project: Project) -> tuple[File | None, tuple[Problem, ...]]:
    """`policygen.yaml`, or None where there is none."""
    path = project.root / "policygen.yaml"
    if not path.exists():
        return None, ()
    problems: list[Problem] = []
    return read(project, path, problems), tuple(problems)


def layered(project: Project, kind: str, *parts: str) -> tuple[File | None, tuple[Problem, ...]]:
    """The first file `kind/parts` in the layers, or None; `kind` is `themes` or `locales`."""
    for folder in layers(project, kind):
        path = folder.joinpath(*parts)
        if path.is_file():
            problems: list[Problem] = []
            return read(project, path, problems), tuple(problems)
    return None, ()


def names(project: Project, kind: str, *parts: str) -> tuple[str, ...]:
    """The names of what stands in `kind/parts` in any layer, sorted."""
    found: set[str] = set()
    for folder in layers(project, kind):
        path = folder.joinpath(*parts)
        if path.is_dir():
            found.update(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
    return tuple(sorted(found - NOT_FILES))


def read(project: Project, path: Path, problems: list[Problem]) -> File | None:
    """The file at `path`, or None and a problem: only regular files of a bounded size inside a known folder."""
    name = shown(project, path)
    try:
        _inside(project, path)
        with open(path, "rb", opener=_open_regular) as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(Problem(Position(name), "unreadable-file", f"The file cannot be read: {error.strerror}.",
                                "Make it a regular, readable file inside the project."))
        return None
    return File(name, data)


def image(project: Project, name: str, at: Position, limit: int) -> File | Problem:
    """The file `name` inside the project that `at` names, or why it cannot be had; `limit` in bytes."""
    path = project.root / name
    if not os.path.exists(path):
        return Problem(at, "image-missing", f"There is no file `{name}` in the project.",
                       "Put it there, or correct the path.")
    problems: list[Problem] = []
    file = read(project, path, problems)
    if file is None:
        return problems[0]._replace(at=at, says=f"`{name}`: {problems[0].says}")
    if len(file.data) > limit:
        return Problem(at, "image-too-large", f"`{name}` has more than {limit:,} bytes; every reader would load them.",
                       "Make the image smaller.")
    return file


def line_of(project: Project, at: Position) -> str:
    """The source line of a position, or an empty text where it cannot be read."""
    path = project.root / at.file
    file = read(project, path, []) if path.is_file() else None
    lines = file.data.decode("utf-8", "replace").splitlines() if file else []
    return lines[at.line - 1] if 0 < at.line <= len(lines) else ""


def stamps(project: Project, more: Iterable[str] = ()) -> dict[str, tuple[int, ...]]:
    """What changes whenever a file changes that a build reads, by its name; `more` are paths in the project.

    Nothing is read but names, times and sizes. A folder stands here too, so that an empty one is seen.
    """
    roots = [project.root / "policygen.yaml", project.folder("declarations"), *layers(project, "themes"),
             *layers(project, "locales"), *(project.root / name for name in more)]
    return {shown(project, path): stamp for root in roots for path, stamp in _stamped(root, MAX_FOLDERS)}


def _stamped(path: Path, depth: int) -> Iterator[tuple[Path, tuple[int, ...]]]:
    try:
        found = os.stat(path)
        if not stat.S_ISDIR(found.st_mode):
            yield path, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)
            return
        names = sorted(entry.name for entry in os.scandir(path) if not entry.name.startswith("."))
    except OSError:                                           # gone in the meantime, or not to be looked into
        return
    yield path, ()
    for name in names if depth else ():
        if name not in NOT_FILES:
            yield from _stamped(path / name, depth - 1)


def shown(project: Project, path: Path) -> str:
    """The path as positions show it: relative to the project with `/`, else the plain path."""
    try:
        return path.relative_to(project.root).as_posix()
    except ValueError:
        return path.as_posix()


def _inside(project: Project, path: Path) -> None:
    real = os.path.realpath(path)
    roots = (project.root, shipped("themes"), shipped("locales"))
    if not any(real.startswith(os.path.join(_real(os.fspath(root)), "")) for root in roots):
        raise OSError(0, "it is a link that leads out of the project")


@lru_cache(maxsize=8)
def _real(folder: str) -> str:
    """Where a folder really is; asked for each file that is read."""
    return os.path.realpath(folder)


def _open_regular(path: str, flags: int) -> int:
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is not a regular file")
    return descriptor


def _yaml_files(folder: Path, problems: list[Problem], project: Project) -> Iterator[Path]:
    if not folder.is_dir():
        problems.append(Problem(Position("declarations"), "no-declarations", "There is no folder `declarations`.",
                                "Make it and put `NAME.yaml` in it."))
        return
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if _is_folder(path):
            inside = [child for child in sorted(path.iterdir()) if not child.name.startswith(".")]
            if not any(map(_is_yaml, inside)):
                problems.append(Problem(Position(shown(project, path)), "no-declarations",
                                        "The folder holds no .yaml file.", "Put the declaration in it, or remove it."))
            for child in inside:
                yield from _yaml_file(child, problems, project)
        else:
            yield from _yaml_file(path, problems, project)


def _yaml_file(path: Path, problems: list[Problem], project: Project) -> Iterator[Path]:
    """The path where it is a declaration; a problem where it is neither that nor a text beside it."""
    if _is_yaml(path) and not _is_folder(path):
        yield path
    elif path.suffix not in (".md", ".txt"):
        problems.append(Problem(Position(shown(project, path)), "unknown-file",
                                "Only .yaml, .yml, .md and .txt files stand here.", "Rename or remove it."))


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; a link that leads in a circle is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_yaml(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
