"""The table of rooms in ARCHITECTURE.md holds: import order, doors to libraries, who touches the world, sizes."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "policygen"
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
READS = {"open", "read_text", "read_bytes", "scandir", "listdir", "iterdir", "glob", "rglob"}
WRITES = {"write_text", "write_bytes", "mkdir", "makedirs", "unlink", "remove", "rmtree", "rename", "replace",
          "copy2", "copyfile", "symlink_to", "touch", "fsync"}
STRING_METHODS = {"replace", "remove"}
LISTENS = {"socket", "socketserver", "http.server", "asyncio", "selectors"}
ASKS = {"http.client", "urllib.request", "xmlrpc", "ftplib", "smtplib", "imaplib", "poplib", "ssl"}
CLOCKS = {"today", "now", "time", "random", "urandom", "getenv"}


class Room(NamedTuple):
    name: str
    doors: frozenset[str]
    world: str


ROOMS = [Room(name, frozenset(re.findall(r"\w+", doors)), world.strip())
         for name, doors, world in ROW.findall((ROOT / "ARCHITECTURE.md").read_text("utf-8"))]
ORDER = [room.name for room in ROOMS]
GENERATED = PACKAGE / "formats" / "_shipped_themes.py"           # written by tests/theme_compiler.py
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__main__.py",) and path != PACKAGE /
               "__init__.py")


def room_of(path: Path) -> Room:
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return next(room for room in ROOMS if room.name == name)


def imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module == "policygen":
                found.update(f"policygen.{alias.name}" for alias in node.names)
    return found


def test_the_table_names_every_room() -> None:
    present = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in FILES}
    assert present == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_room_imports_only_rooms_above_it(path: Path) -> None:
    own = room_of(path).name
    for module in imports(ast.parse(path.read_text("utf-8"))):
        if module.startswith("policygen.") and module != "policygen.__version__":
            other = module.split(".")[1]
            assert ORDER.index(other) <= ORDER.index(own), f"{path}: {own} imports {other}, which stands below it"
            assert (own, other) != ("formats", "checks"), f"{path}: a format must not depend on what rules look at"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_library_has_one_door(path: Path) -> None:
    libraries = {module.split(".")[0] for module in imports(ast.parse(path.read_text("utf-8")))}
    foreign = libraries - set(sys.stdlib_module_names) - {"policygen", "__future__"}
    assert foreign <= room_of(path).doors


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_ends_touch_the_world(path: Path) -> None:
    world = room_of(path).world
    called: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            on_module = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) \
                and node.func.value.id in ("os", "shutil")
            if name not in STRING_METHODS or on_module:
                called.add(name)
    if world != "writes":
        assert not called & WRITES, f"{path} writes"
    if world not in ("reads", "writes", "prints"):
        assert not called & READS, f"{path} reads"
    if world != "prints":
        assert not called & (CLOCKS | {"print", "echo"}), f"{path} prints, or asks the clock or chance"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_one_room_listens_and_none_asks_the_network(path: Path) -> None:
    imported = imports(ast.parse(path.read_text("utf-8")))
    assert not imported & ASKS
    if room_of(path).world != "listens":
        assert not imported & LISTENS, f"{path} opens a socket"


@pytest.mark.parametrize("path", [path for path in FILES if path != GENERATED],
                         ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(tree), f"{path} has no docstring"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 40, f"{path}: {node.name} has over 40 lines"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_public_functions_say_what_they_do(path: Path) -> None:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or node.name in ("compose", "main"), f"{path}: {node.name}"


def test_nothing_knows_the_examples() -> None:
    names = [path.name for path in (ROOT / "declarations").iterdir() if path.is_dir()]
    for path in [*FILES, *PACKAGE.rglob("*.yaml"), *(ROOT / "themes").rglob("*.*")]:
        text = path.read_text("utf-8").lower()
        assert not [name for name in names if re.search(rf"\b{name}\b", text)], path
