"""Writes `policygen/formats/_shipped_themes.py`: the templates of the shipped themes as Python functions.

    make generated

Jinja reads a template; what it read is written down as a function that writes the same page in a fraction of the time
and starts without Jinja. Only what the shipped templates use is understood; anything else ends with an error. The file
names the templates that it was made from by digest: one that was changed since is rendered by Jinja.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from jinja2 import Environment, nodes
from markupsafe import escape

from policygen.formats import _templates
from policygen.formats._shipped import digest
from policygen.project import shipped

TEMPLATES = ("default/blocks.html", "default/page.html", "default/chooser.html", "default/index.html",
             "embed/fragment.html")
ENTRIES = frozenset({"frame", "language", "hashes", "link", "company", "title"})  # may be mappings: asked for keys
FILTERS = {**{name: name for name in _templates.FILTERS}, "length": "len"}
TESTS = {"markdown": "is_markdown"}
COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "lt": "<", "gteq": ">=", "lteq": "<="}
HEAD = '''"""The templates of the shipped themes as functions. Written by `tests/theme_compiler.py`; do not edit."""

from __future__ import annotations

from typing import Any


def templates(t: Any) -> Any:
    """The functions by the name of the template; `t` has what templates may call."""
    e, get, markdown, plain, is_markdown = t.e, t.get, t.markdown, t.plain, t.is_markdown
    icon, icons, flow_picture = t.icon, t.icons, t.flow_picture
    period_axis, period_bar = t.period_axis, t.period_bar
'''


class Function:
    """Lines of a function, and what its names mean."""

    def __init__(self, depth: int, macros: dict[str, str], local: Iterable[str] = ()) -> None:
        self.depth = depth
        self.macros = macros
        self.local = set(local)
        self.lines: list[str] = []
        self.waiting: list[str] = []
        self.context: dict[str, None] = {}

    def line(self, text: str) -> None:
        """A line, after what was waiting to be written."""
        self.flush()
        self.lines.append("    " * self.depth + text)

    def write(self, part: str, constant: bool = False) -> None:
        """An expression whose text is written as it is; constants side by side become one."""
        if constant and self.waiting and self.waiting[-1][:1] in "'\"":
            part = repr(_constant(self.waiting.pop()) + _constant(part))
        self.waiting.append(part)

    def flush(self) -> None:
        """Write what is waiting in one call."""
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            added = f"o.append({waiting[0]})" if len(waiting) == 1 else f"o += ({', '.join(waiting)})"
            self.lines.append("    " * self.depth + added)

    def body(self, found: Sequence[nodes.Node]) -> None:
        """The statements of a block one step further in."""
        self.flush()
        self.depth += 1
        before = len(self.lines)
        for node in found:
            self.statement(node)
        self.flush()
        if len(self.lines) == before:
            self.line("pass")
        self.depth -= 1

    def statement(self, node: nodes.Node) -> None:
        """One statement of a template."""
        getattr(self, f"on_{type(node).__name__.lower()}", self.unknown)(node)

    def unknown(self, node: nodes.Node) -> NoReturn:
        """What this does not understand."""
        raise SystemExit(f"line {node.lineno}: {node!r} is not understood")

    def on_output(self, node: nodes.Output) -> None:
        """Text, and expressions that are escaped unless they are markup."""
        for part in node.nodes:
            self.output(part)

    def output(self, node: nodes.Node) -> None:
        """One part of the output."""
        if isinstance(node, nodes.TemplateData):
            self.write(repr(node.data), constant=True)
        elif isinstance(node, nodes.Const):
            self.write(repr(str(escape(node.value))), constant=True)
        elif isinstance(node, nodes.Or):
            self.line(f"said = {self.value(node.left)}")
            self.line("if said:")
            self.line("    o.append(e(said))")
            self.line("else:")
            self.body([nodes.Output([node.right])])
        elif (macro := self.macro(node)) is not None:
            self.line(macro)
        else:
            self.write(f"e({self.value(node)})")

    def macro(self, node: nodes.Node) -> str | None:
        """The call of a macro, which writes by itself; None for anything else."""
        if not isinstance(node, nodes.Call):
            return None
        called = node.node
        name = called.name if isinstance(called, nodes.Name) else (
            called.attr if isinstance(called, nodes.Getattr) and isinstance(called.node, nodes.Name)
            and called.node.name == "blocks" else "")
        if name not in self.macros:
            return None
        return f"{self.macros[name]}({', '.join(['o', *map(self.value, node.args)])})"

    def on_if(self, node: nodes.If) -> None:
        """Branches."""
        self.line(f"if {self.value(node.test)}:")
        self.body(node.body)
        for other in node.elif_:
            self.line(f"elif {self.value(other.test)}:")
            self.body(other.body)
        if node.else_:
            self.line("else:")
            self.body(node.else_)

    def on_for(self, node: nodes.For) -> None:
        """A loop; `loop.first` and `loop.last` are known where nothing is passed over."""
        assert isinstance(node.target, nodes.Name)
        assert not node.else_ and not node.recursive
        name = node.target.name
        used = any(found.name == "loop" for found in node.find_all(nodes.Name))
        assert not (used and node.test), f"line {node.lineno}"
        over = self.value(node.iter)
        self.local.add(name)
        if used:
            self.line(f"loop = list({over})")
            self.line(f"for place, {name} in enumerate(loop):")
        else:
            self.line(f"for {name} in {over}:")
        body = list(node.body)
        if node.test is not None:
            body = [nodes.If(node.test, body, [], [], lineno=node.lineno)]
        self.body(body)

    def on_assign(self, node: nodes.Assign) -> None:
        """A name for a value."""
        assert isinstance(node.target, nodes.Name)
        self.line(f"{node.target.name} = {self.value(node.node)}")
        self.local.add(node.target.name)

    def on_macro(self, node: nodes.Macro) -> None:
        """A function that writes."""
        name = f"m_{node.name}"
        self.macros[node.name] = name
        self.line(f"def {name}({', '.join(['o: list[str]', *(f'{arg.name}: Any' for arg in node.args)])}) -> None:")
        outside, self.local = self.local, self.local | {arg.name for arg in node.args}
        self.body(node.body)
        self.local = outside

    def on_block(self, node: nodes.Block) -> None:
        """A part that themes may fill in another way; here it stands as it is."""
        for inside in node.body:
            self.statement(inside)

    def on_import(self, node: nodes.Import) -> None:
        """The macros of blocks.html are functions beside this one."""
        assert isinstance(node.template, nodes.Const)
        assert (node.template.value, node.target) == ("blocks.html", "blocks")

    def value(self, node: nodes.Node) -> str:
        """An expression."""
        if isinstance(node, nodes.Const):
            return repr(node.value)
        if isinstance(node, nodes.Name):
            return self.name(node.name)
        if isinstance(node, nodes.Getattr):
            return self.attribute(node)
        return self.made(node)

    def made(self, node: nodes.Node) -> str:
        """An expression that is made of others."""
        if isinstance(node, nodes.Getitem):
            return f"{self.value(node.node)}[{self.value(node.arg)}]"
        if isinstance(node, nodes.Filter):
            return f"{FILTERS[node.name]}({self.value(node.node)})"
        if isinstance(node, nodes.Test):
            return f"{TESTS[node.name]}({self.value(node.node)})"
        if isinstance(node, nodes.Call):
            assert isinstance(node.node, nodes.Name) and node.node.name in _templates.FUNCTIONS, node
            return f"{node.node.name}({', '.join(map(self.value, node.args))})"
        if isinstance(node, (nodes.Or, nodes.And, nodes.Add)):
            sign = {"Or": "or", "And": "and", "Add": "+"}[type(node).__name__]
            return f"({self.value(node.left)} {sign} {self.value(node.right)})"
        if isinstance(node, nodes.Not):
            return f"(not {self.value(node.node)})"
        if not isinstance(node, nodes.Compare):
            self.unknown(node)
        return f"({self.value(node.expr)}{''.join(f' {COMPARED[op.op]} {self.value(op.expr)}' for op in node.ops)})"

    def name(self, name: str) -> str:
        """A name: a local one, else one of the values that the template is given."""
        if name in self.local:
            return name
        self.context[name] = None
        return f"v_{name}"

    def attribute(self, node: nodes.Getattr) -> str:
        """An attribute; of what may be a mapping, the value of a key."""
        base = node.node
        if isinstance(base, nodes.Name) and base.name == "loop":
            return {"first": "(place < 1)", "last": "(place + 1 >= len(loop))"}[node.attr]
        last = base.name if isinstance(base, nodes.Name) else base.attr if isinstance(base, nodes.Getattr) else ""
        if last in ENTRIES:
            return f"get({self.value(base)}, {node.attr!r})"
        return f"{self.value(base)}.{node.attr}"


def _constant(text: str) -> str:
    found = eval(text, {"__builtins__": {}})
    assert isinstance(found, str)
    return found


def source(name: str) -> str:
    """The text of a shipped template."""
    return (shipped("themes") / name).read_text("utf-8")


def made() -> str:
    """The text of the module."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    lines: list[str] = []
    macros: dict[str, str] = {}
    for name in TEMPLATES:
        tree = environment.parse(source(name))
        if name.endswith("blocks.html"):
            function = Function(1, macros)
            for node in tree.body:
                if isinstance(node, nodes.Macro):
                    function.statement(node)
            assert not function.context, function.context
            lines += ["", *function.lines]
        else:
            lines += ["", *_page(name, tree, dict(macros))]
    found = ", ".join(f"{name!r}: {_called(name)}" for name in TEMPLATES[1:])
    made_from = "".join(f"    {name!r}: {digest(source(name).encode())!r},\n" for name in TEMPLATES)
    return f"{HEAD}{chr(10).join(lines)}\n\n    return {{{found}}}\n\n\nMADE_FROM = {{\n{made_from}}}\n"


def _page(name: str, tree: nodes.Template, macros: dict[str, str]) -> list[str]:
    """The lines of the function of a whole template: it takes the values and returns the text."""
    function = Function(1, macros)
    function.body(tree.body)
    names = [f"        v_{one} = v[{one!r}]" for one in function.context]
    start = [f"    def {_called(name)}(v: Any) -> str:", "        o: list[str] = []"]
    return [*start, *names, *function.lines, "        return ''.join(o)"]


def _called(name: str) -> str:
    return name.replace("/", "_").replace(".", "_")


if __name__ == "__main__":
    target = Path(sys.modules["policygen"].__file__ or "").parent / "formats" / "_shipped_themes.py"
    target.write_text(made(), "utf-8")
