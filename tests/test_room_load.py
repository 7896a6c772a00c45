"""The reader of YAML: all that it says, its limits to the last byte, and what it writes itself."""

from __future__ import annotations

import pytest
import yaml
from golden import compare, told
from support import ROOT
from test_yaml_traps import REFUSED

from policygen import limits, load, project
from policygen.load import Mapping, Node, Scalar, Sequence, parse, scalar, utf8, without_hidden, written
from policygen.project import PACKAGE

FAULTS = {
    "second colon": b"a: b: c", "tab": b"a:\n\tb: c", "tab in front": b"\ta: b", "star": b"a: *",
    "ampersand": b"a: & b",
    "bad hexadecimal": b'a: "\\xzz"', "bad escape": b'a: "\\d"', "at": b"a: @b", "backtick": b"a: `b`",
    "key and text": b"a: b\n  c\nd", "less indented": b"a:\n    b: c\n  d: e", "list and keys": b"- a\nb: c",
    "keys and list": b"a: b\n- c", "no colon": b"a: b\nc\nd: e", "open double": b'x: y\na: "b', "open single": b"a: 'b",
    "open bracket": b"a: [b, c\nd: e", "open brace": b"a: {b: c", "no comma": b"a: ['b' 'c']", "handle": b"a: !x!b c",
    "percent": b"a: %b", "directive": b"%YAML 9.1\n---\na: b", "anchor": b"a: &b c", "alias": b"a: &b [*b]",
    "question mark": b"a: [?x]", "question mark in keys": b"{?x: y}", "question mark and space": b"? a\n: b",
    "question marks in texts": b"a: what?\nb: ?x\n? c\n: d", "twice": b"a: b\nc: d\na: e\n'a': f",
    "twice inside": b"a:\n  - {b: c, b: d}\n", "list as key": b"? [a]\n: b", "keys as key": b"? {a: b}\n: c",
    "merge": b"a: {<<: b}", "quoted merge": b"a: {'<<': b}", "second document": b"a\n---\nb", "tag": b"a: !!int 3",
    "tag of nothing": b"a: ! b", "tag on list": b"a: !!seq [b]", "anchor on keys": b"a: &x {b: c}", "text alone": b"a",
    "list alone": b"- a\n- - b\n  - c\n", "empty values": b"a:\nb: ''\nc: []\nd: {}\n", "byte": b"a: b\n\nc: \xff",
    "control": b"a: b\n  \x07", "control in quotes": b'a: b\nc: "\\a\\u202e"', "private": "a: \ue000".encode(),
    "hidden": "a: \u3164".encode(), "line ends": b"a: b\r\nc: \x01",
    "empty at the end": b"a: b\nc:\n", "empty and no line end": b"c:",
    "empty and lines": b"a:\n\n  # x\n\n",
    "open and lines": b"a: [b,\n\n", "block": b"a: |\n  b\n  c\nd: >-\n  e\n  f\n"}


def shown(node: Node | None) -> str:
    """A node in a line, with all places."""
    if isinstance(node, Scalar):
        return f"{node.text!r}{'' if node.plain else '!'}@{node.at.line}:{node.at.column}"
    if isinstance(node, Sequence):
        return f"[{', '.join(map(shown, node.items))}]@{node.at.line}:{node.at.column}"
    if isinstance(node, Mapping):
        inside = ", ".join(f"{shown(key)}: {shown(value)}" for key, value in node.entries)
        return f"{{{inside}}}@{node.at.line}:{node.at.column}"
    return "nothing"


def test_what_is_said_of_files(request: pytest.FixtureRequest) -> None:
    found = {}
    for name, data in {**{f"trap: {name}": data for name, (data, _) in REFUSED.items() if len(data) < 200_000},
                       **FAULTS}.items():
        node, problems = parse(data, "a.yaml")
        found[name] = f"  {shown(node)}\n{told(problems)}" if len(data) < 200 else told(problems)
    compare("load", found, request.config)


def kinds(data: bytes) -> list[str]:
    return [problem.id for problem in parse(data, "x")[1]]


def test_limits_end_where_they_say() -> None:
    assert utf8(b"#" * 2_000_000, "x") == ("#" * 2_000_000, ())
    text, (problem,) = utf8(b"#" * 2_000_001, "x")
    assert (text, problem.id, problem.at.file) == ("", "file-too-large", "x")
    assert problem.says + problem.fix == "The file has more than 2,000,000 bytes.Split it into several files."
    assert utf8(b"\xff", "x")[0] == load.decode(b"\x07", "x")[0] == ""
    assert kinds(b"[" * 32 + b"]" * 32) == []
    assert kinds(b"[" * 33 + b"]" * 33) == ["yaml-too-deep"]
    assert kinds(b"a: '" + b"x" * 20_000 + b"'") == []
    assert kinds(b"a: '" + b"x" * 20_001 + b"'") == ["text-too-long"]


def test_as_many_values_as_there_may_be_and_one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load.MAX_NODES == 100_000
    monkeypatch.setattr(load, "MAX_NODES", 4)
    assert kinds(b"{a: [b]}") == []
    assert kinds(b"{a: [b, c]}") == ["yaml-too-many-nodes"]
    assert kinds(b"{a: {b: []}}") == ["yaml-too-many-nodes"]


def test_any_other_fault_of_the_library_is_a_problem_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise yaml.YAMLError("no such thing")

    monkeypatch.setattr(load, "Loader", broken)
    node, problems = parse(b"a: b", "x.yaml")
    assert node is None
    assert told(problems) == (
        "    x.yaml:1:1 error yaml-syntax\n      The file is not YAML: no such thing. Correct the file.\n")


def test_the_reader_in_python_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [data for data in FAULTS.values() if not parse(data, "x")[1]]
    made = [parse(data, "x") for data in texts]
    monkeypatch.setattr(load, "Loader", yaml.SafeLoader)
    assert [parse(data, "x") for data in texts] == made


def test_the_document_names_the_limits() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    table = text.partition("| what | at most | problem |\n| --- | --- | --- |\n")[2].partition("\n\n")[0]
    assert table.splitlines() == [f"| {one.of} | {f'{one.most:,} {one.unit}'.strip()} | `{one.problem}` |"
                                  for one in limits.ALL]
    assert len(limits.ALL) > 15


def test_the_limits_are_those_that_hold() -> None:
    """No other number stands in their places, and each problem is one that the package tells."""
    assert (limits.FILE.most, limits.FILE.most) == (load.MAX_BYTES, project.MAX_BYTES)
    wanted = (limits.DEPTH.most, limits.NODES.most, limits.SCALAR.most)
    assert wanted == (load.MAX_DEPTH, load.MAX_NODES, load.MAX_SCALAR)
    code = [path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "limits.py"]
    for one in limits.ALL:
        assert any(f'"{one.problem}"' in text or "limits.STEPS.problem" in text for text in code), one
        name = next(name for name, value in vars(limits).items() if value is one)
        assert any(f"limits.{name}." in text for text in code), name


WRITTEN = [
    "plain", "NO", "no", "yes", "true", "No", "null", "~", "", " a", "a ", "a: b", "a #b", "#a", "- a", "[a]", "'a'",
    '"a"', "12", "120", "1200", "0", "012", "1.5", "2026-01-31", "2026-1-31", "2026-01-311", "x2026-01-31", "A",
    "AB", "ABC", "a\nb", "a\n\nb\n", "\na", "a\n b", "a\n", "a  b\nc", "\ta", "a\tb", "é Å €", "*a", "&a", "!a",
    "%a", "@a", "?a", "a?", "%", "x" * 99 + " y", "x" * 100 + " y", "word " * 30 + "end", "word  " * 30 + "end",
    " lead " * 30, "long word " * 20 + "\nsecond " + "line " * 30, "x" * 130, "a\u00a0b", "a: b\nc: d", "a\r\nb",
    "yes\nno", "- " * 70]


def test_what_is_written_is_read_as_the_same_text(request: pytest.FixtureRequest) -> None:
    found = {}
    for text in WRITTEN:
        for depth in (1, 3):
            made = scalar(text, depth)
            source = "".join("  " * level + "k:\n" for level in range(depth - 1)) + "  " * (depth - 1) + f"k: {made}\n"
            node, problems = parse(source.encode(), "x")
            assert problems == (), text
            for _ in range(depth):
                assert isinstance(node, Mapping)
                node = node.get("k")
            assert isinstance(node, Scalar)
            assert node.text == text
            found[f"{text!r} {depth}"] = "".join(f"  |{line}\n" for line in made.split("\n"))
    compare("scalar", found, request.config)


def test_nodes_say_what_they_hold_without_their_places() -> None:
    one, _ = parse(b"a: {b: [c, 'd'], e: f}", "x")
    two, _ = parse(b"a:\n  e: f\n  b:\n  - c\n  - d\n", "y")
    other, _ = parse(b"a: {b: [d, c], e: f}", "x")
    assert one is not None and two is not None and other is not None
    assert one != two
    assert written(one) == written(two) != written(other)
    assert {written(one): 1}[written(two)] == 1
    assert isinstance(one, Mapping)
    assert one.get("b") is None


@pytest.mark.parametrize(("text", "left"), [
    ("plain åß漢", "plain åß漢"), ("a\u200bb", "ab"), ("a\u200db", "ab"),
    ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u200d\u0937"), ("\u202eabc", "abc"), ("❤\ufe0f", "❤\ufe0f"),
    ("a\ufe0fb", "ab"), ("葛\U000e0100", "葛\U000e0100"), ("a\U000e0100", "a"),
    ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"), ("a\u200b\u200d", "a"), ("\ue000", ""),
    ("x\u200dx x\ufe0f x\U000e0100", "xx x x"), ("x 漢 x\u200b", "x 漢 x"),
    ("\U0001ffff\U00020000\U0002fffe", "\U00020000"),
    ("\U0001fffe\U0001fffd", "\U0001fffd"), ("漢\ufe0e 1\ufe0f\u20e3", "漢\ufe0e 1\ufe0f\u20e3")])
def test_signs_that_nobody_sees_are_taken_out_where_nothing_needs_them(text: str, left: str) -> None:
    assert without_hidden(text) == left
    assert without_hidden(text, lambda sign: "?").replace("?", "") == left
    assert (without_hidden(text, lambda sign: "?") == text) == (text == left)
    assert kinds(f"a: '{text}'".encode()) == ([] if text == left else ["control-character"])
