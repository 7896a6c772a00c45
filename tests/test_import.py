"""Drafts from foreign files: what is written is read back, texts are made safe, nothing is dropped, nothing crashes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.imports import _texts
from policygen.imports._draft import Draft, Note, Noted, Tree, bare, noted, notes
from policygen.imports._source import Source, read_json, read_yaml, told
from policygen.imports._write import reviews, written
from policygen.load import CONTROL, Mapping, Node, Scalar, parse
from policygen.schema import Reading
from policygen.schema.types import LABEL, LINK, SENTENCE, TEXT, WORDS

HARD = ["NO", "no", "yes", "0150", "22:22", " x", "#", "a #b", ": ", "a: b", "😀", "null", "~", "- a", "? a", "|", ">-",
        "%", "@", "`", "'", '"', "\\", "a\\b", "a\nb", "a\n\nb\n", "\n", "\na", " a\n b", "---", "...", "a\n...\n---",
        "*a", "&a", "!a", "{a", "[a", ",", "\t", "é\tä", "1e3", "0x1F", "2026-01-31", ".inf", "<<", "=",
        "x " * 70 + "y", "word\n" * 40, "a\r\nb", "x" * 400, "a" * 60 + "  " + "b" * 60, "# " + "x " * 60 + "y",
        "a\n# b", "تجربة", "a  b"]
CLEAN = st.text(st.characters(blacklist_categories=["Cs"])).map(lambda text: CONTROL.sub("", text))
TEXTS = st.one_of(st.sampled_from(HARD), CLEAN, st.lists(st.sampled_from(HARD), min_size=1).map(" ".join),
                  st.lists(st.sampled_from([*HARD, "a few plain words that make a line long enough"])).map("\n".join))
NOTES = st.lists(st.builds(Note, st.text(), st.sampled_from(["", "$.a[0]"])), max_size=2)
KEYS = st.sampled_from(["no", "yes", "on", "null", "pt-BR", "zh-Hant-TW", "b_2", "class", "y", "e-mail"])
TREES = st.recursive(TEXTS, lambda inside: st.builds(
    lambda value, found: noted(value, *found),
    st.one_of(st.lists(inside, max_size=4), st.dictionaries(KEYS, inside, max_size=4)),
    NOTES), max_leaves=12)


def plain(node: Node) -> Tree:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: plain(child) for key, child in node.entries}
    return [plain(child) for child in node.items]


def single(tree: Tree) -> Tree:
    """A list of one word is written without a dash, which the language reads as the same."""
    if isinstance(tree, dict):
        return {key: single(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return single(tree[0]) if len(tree) == 1 and isinstance(tree[0], str) else [single(item) for item in tree]
    return tree


@settings(max_examples=400)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=5), NOTES)
def test_what_is_written_is_read_back_with_every_note(tree: dict[str, Tree], left: list[Note]) -> None:
    data = written(Draft(tree, tuple(left), "a head\nof two lines"))
    root, problems = parse(data, "draft.yaml")
    expected = bare(tree)
    if not expected:
        assert root is None
        return
    assert not problems, (problems, data.decode())
    assert root is not None
    assert single(plain(root)) == single(expected)
    assert len(list(reviews(data))) == len(list(notes(tree)))


@pytest.mark.parametrize("text", HARD)
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_hard_texts_in_every_place(text: str, depth: int) -> None:
    tree: Tree = [text, {"k": text}, [text, "x"]]
    for _ in range(depth):
        tree = {"k": [noted({"l": tree}, Note(text))]}
    assert isinstance(tree, dict)
    root, problems = parse(written(Draft(tree)), "draft.yaml")
    assert root is not None
    assert not problems
    assert plain(root) == bare(tree)


def test_notes_of_what_is_empty_stand_on_what_holds_it() -> None:
    tree: dict[str, Tree] = {"a": {"b": noted(None, Note("no b", "$.b")), "c": "d"}, "e": noted([], Note("no e"))}
    data = written(Draft(tree))
    assert data.decode() == "# review: no e\n# review: no b ($.b)\na:\n  c: d\n"


# Texts

HOSTILE = st.one_of(st.text(), st.lists(st.sampled_from([
    "<b>", "</p>", "<script>alert(1)</script>", "<", "< a", "<a", "<!--", "&lt;b&gt;", "&#60;i",
    "[x](javascript:alert(1))",
    "[x](https://example.com/)", "\n[x]: data:text/html,x\n", "](", "](<", "[a]: b c",
    "\u202e", "\ud800", "\x00", "word",
    " ", "\n", "\r\n", ".", "x" * 250, "ä", "![x](//a)", "\\", "www.x"]), max_size=60).map("".join))
PLACES: list[tuple[Callable[[str, str], Tree], object]] = [
    (_texts.line, TEXT), (_texts.label, LABEL), (_texts.sentence, SENTENCE), (_texts.words, WORDS), (_texts.link, LINK)]


@pytest.mark.parametrize(("make", "type_"), PLACES, ids=lambda value: getattr(value, "__name__", ""))
@settings(max_examples=400)
@given(text=HOSTILE)
def test_every_text_fits_its_place(make: Callable[[str, str], Tree], type_: type, text: str) -> None:
    tree = make(text, "$.x")
    if not bare(tree):
        return
    root, problems = parse(written(Draft({"k": tree})), "draft.yaml")
    assert isinstance(root, Mapping)
    assert not problems, problems
    reading = Reading(("en",))
    type_.read(root.entries[0][1], reading)
    assert [problem for problem in reading.problems if problem.severity.value == "error"] == []


@given(HOSTILE)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    tree = _texts.label(text, "$.x")
    kept = f"{bare(tree) or ''} {' '.join(note.says for note in notes(tree))}"
    for word in re.findall(r"[A-Za-z]{3,40}", CONTROL.sub("", text)):
        assert word in kept.replace(" ", "") or word in kept or "&" in text or CONTROL.search(text)


@given(st.text(), st.lists(st.text(), max_size=8))
def test_ids_are_ids_and_unique(first: str, others: list[str]) -> None:
    taken: dict[str, str] = {}
    for title in [first, *others, first]:
        id = _texts.unique(_texts.slug(title, "entry"), taken)
        assert re.fullmatch(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*", id)
        assert len(id) <= 80
        assert id not in taken
        taken[id] = title


@pytest.mark.parametrize(("title", "id"), [
    ("Größe & Maße", "grosse_masse"), ("Ærlig øl på Ås", "aerlig_ol_pa_as"), ("电子邮件", "entry"),
    ("2021 Umfrage", "umfrage"),
    ("E-mail address", "e_mail_address")])
def test_ids_from_titles(title: str, id: str) -> None:
    assert _texts.slug(title, "entry") == id


# Reading

VALUES = st.recursive(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
                      lambda inside: st.one_of(st.lists(inside), st.dictionaries(st.text(), inside)), max_leaves=20)


@given(VALUES)
def test_whatever_is_not_taken_is_told(value: object) -> None:
    source, problems = read_json(json.dumps(value).encode(), "x.json")
    assert source is not None
    assert not problems
    assert len(source.left()) == len(list(source.leaves()))
    source.take()
    assert source.left() == ()


def test_numbers_stay_as_written_and_keys_that_stand_twice_are_told() -> None:
    data = b'{"a": 1, "a": {"b": 1e400}, "n": NaN, "big": ' + b"9" * 5000 + b"}"
    source, problems = read_json(data, "x.json")
    assert source is not None
    assert not problems
    found = [str(note) for note in source.left()]
    assert found[:2] == ["$.a.b: 1e400", "$.n: NaN"]
    assert found[2] == f"$.big: {'9' * 5000}"
    assert found[3] == "$.a (before it stands again): 1"


@pytest.mark.parametrize(("data", "id", "line", "column"), [
    (b"", "json-syntax", 1, 1), (b"{", "json-syntax", 1, 2), (b'{"a": 1,\n "b" 2}', "json-syntax", 2, 6),
    (b"\xff\xfe{}", "not-utf-8", 1, 1), (b'{"a":\n"\xe9"}', "not-utf-8", 2, 2), (b"[" * 100_000, "too-deep", 1, 1),
    (b"[" * 70 + b"]" * 70, "too-deep", 1, 1), (b"[0" + b",0" * 100_001 + b"]", "too-many-values", 1, 1)])
def test_what_cannot_be_read_is_a_problem_with_its_place(data: bytes, id: str, line: int, column: int) -> None:
    source, problems = read_json(data, "x.json")
    assert source is None
    assert [(problem.id, problem.at.line, problem.at.column) for problem in problems] == [(id, line, column)]


def test_yaml_is_read_as_json_is() -> None:
    text = "a: [1, true, null, 'null', NO]\nb: {c: ''}\n"
    source, _ = read_yaml(text.encode(), "x.yaml")
    assert source is not None
    assert [(path, value) for path, value in source.leaves()] == [
        ("$.a[0]", "1"), ("$.a[1]", True), ("$.a[3]", "null"), ("$.a[4]", "NO")]
    same, _ = read_yaml(b'\xef\xbb\xbf {"a": "b"}', "x.json")
    assert same is not None
    assert same.get("a").text() == "b"
    assert same.left() == ()
    assert read_yaml(b"a: b: c", "x.yaml")[1][0].at.line == 1


def test_values_are_read_in_any_shape() -> None:
    source = Source({"a": ["x", None, ["y"], 3], "b": {"c": "yes"}, "d": "z"})
    assert source.get("a").texts() == ("x",)
    assert source.get("b", "c").flag() is True
    assert source.get("d").each().__next__().text() == "z"
    assert source.get("d", "e", "f").text() == ""
    assert {note.says for note in source.left()} == {'$.a[2][0]: "y"', "$.a[3]: 3"}
    assert told("æ\n") == '"æ\\n"'
    assert isinstance(noted("x", Note("y")), Noted)
