"""Faults that are put into a file of Python one by one, each at one place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
OPERATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult}
# What is not behaviour: hints, names for star imports, memory of instances; how much is remembered (decorators).
SKIPPED = {"__all__", "__slots__", "T", "R", "Node"}


class Mutant(NamedTuple):
    """A file with one fault: `kind` is which of the changes of a node, `number` which of the nodes."""

    path: Path
    line: int
    function: str
    number: int
    kind: int

    def made(self) -> tuple[str, str]:
        """The whole source with the fault in it, and a line that tells it."""
        tree = ast.parse(self.path.read_text("utf-8"))
        node = list(_places(tree, ()))[self.number][0]
        before = ast.unparse(node)
        list(changes(node))[self.kind]()
        place = f"{self.path.relative_to(ROOT)}:{self.line} {self.function}".strip()
        return ast.unparse(ast.fix_missing_locations(tree)), f"{place}: {_told(before, ast.unparse(node))}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every fault that can be put into a file, in the order of its lines."""
    for number, (node, names) in enumerate(_places(ast.parse(path.read_text("utf-8")), ())):
        for kind in range(len(list(changes(node)))):
            yield Mutant(path, getattr(node, "lineno", 0), ".".join(names), number, kind)


def _places(node: ast.AST, names: tuple[str, ...]) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
    """The nodes that are behaviour, with the functions and classes around them."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        names = (*names, node.name)
    if isinstance(node, ast.Assign) and any(getattr(target, "id", "") in SKIPPED for target in node.targets):
        return
    if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
        return
    if isinstance(node, ast.FunctionDef) and any(getattr(mark, "id", "") == "overload" for mark in node.decorator_list):
        return
    yield node, names
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "ctx", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _documents(child, node):
                yield from _places(child, names)


def _documents(child: ast.AST, around: ast.AST) -> bool:
    """Whether a statement is a docstring, or a string in the place of one."""
    return isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant) and hasattr(around, "body")


def changes(node: ast.AST) -> Iterator[Callable[[], None]]:
    """What can be made wrong in one node itself; each does it, in place."""
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    elif isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            yield partial(node.ops.__setitem__, at, COMPARED[type(op)]())
    elif isinstance(node, ast.BoolOp):
        yield partial(setattr, node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield partial(setattr, node, "operand", _not(node.operand))
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATED:
        yield partial(setattr, node, "op", OPERATED[type(node.op)]())
    elif isinstance(node, ast.Constant) and node.value is not None and node.value is not ...:
        yield partial(setattr, node, "value", _other(node.value))
    elif isinstance(node, ast.IfExp) and not _swaps(node.test):
        yield partial(setattr, node, "test", _not(node.test))
    elif isinstance(node, ast.comprehension):
        yield from (partial(node.ifs.__setitem__, at, _not(test)) for at, test in enumerate(node.ifs)
                    if not _swaps(test))
    elif isinstance(node, ast.Call):
        yield from _of_call(node)


def _of_statement(node: ast.stmt) -> Iterator[Callable[[], None]]:
    """A statement that is left out, a condition turned around, nothing returned, another way out of a loop."""
    if isinstance(node, ast.If | ast.While) and not _swaps(node.test):
        yield partial(setattr, node, "test", _not(node.test))
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield partial(setattr, node, "value", ast.Constant(None))
    elif isinstance(node, ast.Expr | ast.Raise | ast.Delete):
        yield partial(setattr, node, "__class__", ast.Pass)
    elif isinstance(node, ast.AugAssign):
        yield partial(setattr, node, "__class__", ast.Pass)
        if type(node.op) in OPERATED:
            yield partial(setattr, node, "op", OPERATED[type(node.op)]())
    elif isinstance(node, ast.Break | ast.Continue):
        yield partial(setattr, node, "__class__", ast.Continue if isinstance(node, ast.Break) else ast.Break)


def _of_call(node: ast.Call) -> Iterator[Callable[[], None]]:
    """The first two arguments in the other order; one named argument less."""
    if len(node.args) > 1 and not any(isinstance(part, ast.Starred) for part in node.args[:2]):
        yield partial(node.args.__setitem__, slice(0, 2), [node.args[1], node.args[0]])
    for at, word in enumerate(node.keywords):
        if word.arg not in (None, "strict"):
            yield partial(node.keywords.__delitem__, at)


def _swaps(test: ast.expr) -> bool:
    """Whether a condition is turned around already by a change of its comparison, or of its `not`."""
    return isinstance(test, ast.UnaryOp) or (isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(
        test.ops[0], ast.Eq | ast.NotEq | ast.In | ast.NotIn | ast.Is | ast.IsNot))


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _other(value: object) -> object:
    """Another constant of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, bytes):
        return b"xx" + value
    return f"xx{value}" if isinstance(value, str) else value + 1 if isinstance(value, int | float) else value


def _told(before: str, after: str) -> str:
    """What was changed, from the last signs that are the same before it."""
    before, after = " ".join(before.split()), " ".join(after.split())
    same = max(0, next((at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two), 0) - 20)
    return f"`{before[same:same + 80]}` -> `{after[same:same + 80]}`"
