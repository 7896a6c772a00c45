"""Drafts from foreign files: what is written is read back, texts are made safe, nothing is dropped, nothing crashes."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, policygen, some
from values import EACH, site

from policygen.build import understand
from policygen.declaration import Declaration
from policygen.formats import tilt
from policygen.imports import _texts, draft, text_of
from policygen.imports._draft import Draft, Note, Noted, Tree, bare, noted, notes
from policygen.imports._labels import country, known, labels, says_itself
from policygen.imports._references import provisions
from policygen.imports._source import Source, read_json, read_yaml, told
from policygen.imports._write import reviews, written
from policygen.load import Mapping, Node, Scalar, hidden, parse, without_hidden
from policygen.notice.basis import bases_of
from policygen.project import File
from policygen.schema import Reading
from policygen.schema.types import LABEL, LINK, SENTENCE, TEXT, WORDS
from policygen.vocabulary import terms

HARD = ["NO", "no", "yes", "0150", "22:22", " x", "#", "a #b", ": ", "a: b", "😀", "null", "~", "- a", "? a", "|", ">-",
        "%", "@", "`", "'", '"', "\\", "a\\b", "a\nb", "a\n\nb\n", "\n", "\na", " a\n b", "---", "...", "a\n...\n---",
        "*a", "&a", "!a", "{a", "[a", ",", "\t", "é\tä", "1e3", "0x1F", "2026-01-31", ".inf", "<<", "=",
        "x " * 70 + "y", "word\n" * 40, "a\r\nb", "x" * 400, "a" * 60 + "  " + "b" * 60, "# " + "x " * 60 + "y",
        "a\n# b", "تجربة", "a  b"]
CLEAN = st.text(st.characters(blacklist_categories=["Cs"])).map(without_hidden)
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


@pytest.mark.parametrize("examples", some([40], [150]))
def test_what_is_written_is_read_back_with_every_note(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(st.dictionaries(KEYS, TREES, min_size=1, max_size=5), NOTES)
    def tried(tree: dict[str, Tree], left: list[Note]) -> None:
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

    tried()


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
@pytest.mark.parametrize("examples", some([40], [150]))
def test_every_text_fits_its_place(make: Callable[[str, str], Tree], type_: type, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(text=HOSTILE)
    def tried(text: str) -> None:
        tree = make(text, "$.x")
        if not bare(tree):
            return
        root, problems = parse(written(Draft({"k": tree})), "draft.yaml")
        assert isinstance(root, Mapping)
        assert not problems, problems
        reading = Reading(("en",))
        type_.read(root.entries[0][1], reading)
        assert [problem for problem in reading.problems if problem.severity.value == "error"] == []

    tried()


@given(HOSTILE)
def test_no_word_of_a_text_is_lost(text: str) -> None:
    tree = _texts.label(text, "$.x")
    kept = f"{bare(tree) or ''} {' '.join(note.says for note in notes(tree))}"
    for word in re.findall(r"[A-Za-z]{3,40}", without_hidden(text)):
        assert word in kept.replace(" ", "") or word in kept or "&" in text or hidden(text)


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


# TILT

KEYS_OF_TILT = sorted({key for path in (ROOT / "tests/schemas").glob("tilt-*.json")
                       for key in re.findall(r'"(\w+)": \{\s*"\$id"', path.read_text("utf-8"))})
ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), HOSTILE, st.sampled_from([
    "GDPR-6-1-f", "Art. 6 Abs. 1 lit. a DSGVO", "BDSG-42-5", "P30D", "2020-08-09T18:31:42P3Y", "P2,5Y", "DE", "Germany",
    "US", "x@example.com", "x@example.invalid", "https://example.com/", "+47 22 00 00 00", "2021-07-30T20:00:00",
    "0000", "true", "name", "email address", "A: b", "a\nb", "Storgata 1, 0155 Oslo", "en", "no", "max", "a; b"]))
LIKE_TILT = st.recursive(ODD, lambda inside: st.one_of(
    st.lists(inside, max_size=4), st.dictionaries(st.sampled_from(KEYS_OF_TILT), inside, max_size=8)), max_leaves=30)
REQUIRED_ONLY = {"missing-key", "contact-empty"}


def drafted(document: object) -> tuple[Draft, bytes, list[str]]:
    """The draft of a TILT document, its YAML, and the ids of the errors that are left in it."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    made, problems = draft("tilt", data, "x.json", "")
    assert made is not None, problems
    text, problems = text_of(made, "draft.yaml")
    assert not problems, problems
    _, found = understand([File("draft.yaml", text)])
    return made, text, [problem.id for problem in found if problem.severity.value == "error"]


def put(document: Any, path: list[object], value: object) -> Any:
    """A copy of the document with another value at a path."""
    if not path:
        return value
    copy = document.copy()
    copy[path[0]] = put(copy[path[0]], path[1:], value)
    return copy


def spots(value: Any, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, child in inside for spot in spots(child, (*path, key)))]


def exported(folder: Path, name: str, language: str = "en") -> dict[str, Any]:
    """A declaration of a project as TILT."""
    made = site(folder, name)
    files = dict(output for output in tilt.of_notice(made, made.wholes[0]) if isinstance(output, tuple))
    document: dict[str, Any] = json.loads(files[f"privacy.tilt.{language}.json"])
    return document


EXAMPLE = json.loads((ROOT / "tests/schemas/tilt-schema.json").read_text("utf-8"))["examples"][0]
SPOTS = spots(EXAMPLE)


@pytest.mark.parametrize("examples", some([20], [60]))
def test_any_json_with_the_keys_of_tilt_becomes_a_draft(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(st.dictionaries(st.sampled_from(KEYS_OF_TILT), LIKE_TILT, min_size=1), LIKE_TILT)
    def tried(document: dict[str, object], disclosed: object) -> None:
        _, _, errors = drafted({**document, "dataDisclosed": disclosed})
        assert set(errors) <= REQUIRED_ONLY

    tried()


@pytest.mark.parametrize("examples", some([20], [60]))
def test_a_damaged_document_becomes_a_draft_with_every_fact(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(SPOTS[1:]), st.one_of(ODD, LIKE_TILT)), min_size=1, max_size=4))
    def tried(damages: list[tuple[tuple[object, ...], object]]) -> None:
        document = EXAMPLE
        for path, value in damages:
            with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError):
                document = put(document, list(path), value)
        made, text, errors = drafted(document)
        assert set(errors) <= REQUIRED_ONLY
        assert_nothing_dropped(json.dumps(document).encode(), made, text)

    tried()


@pytest.mark.parametrize("value", [[1000], {"en": "You cannot order."}, True, ["a", "b"]])
def test_consequences_that_are_no_text_are_told(value: object) -> None:
    spot = next(path for path in SPOTS if path and path[-1] == "consequences")
    document = put(EXAMPLE, list(spot), value)
    made, text, _ = drafted(document)
    assert_nothing_dropped(json.dumps(document).encode(), made, text)


KINDS = ("data", "purposes", "recipients", "sources", "legal_bases", "special_conditions", "authorities",
         "transfer_tools")


def understood(value: object, language: str) -> bool:
    """Whether a value became a term, code or flag of the declaration, so that its words need not stand there."""
    if isinstance(value, bool) or value in ("true", "false"):
        return True
    text = " ".join(str(value).split())
    parts = (text, *re.split(r"[:;,] ?", text))
    rights = ("access", "rectification erasure", "portability", "withdraw_consent")
    return any(known(kind, part, language) for kind in KINDS for part in parts) or bool(
        provisions(text) or country(text, language)) or any(says_itself(ids, text, language) for ids in rights)


def assert_nothing_dropped(data: bytes, made: Draft, text: bytes) -> None:
    """Every word of the input stands in the draft, or the value was understood as something else."""
    source, _ = read_json(data, "x.json")
    assert source is not None
    language = bare(made.root["languages"])
    assert isinstance(language, str)
    whole = without_hidden(re.sub(r"\\u[0-9a-f]{4}", "", text.decode()))
    for path, value in source.leaves():
        if f"{path}: " in whole:
            continue
        said = re.findall(r"[A-Za-z0-9]{4,40}", without_hidden(html.unescape(str(value).removeprefix("mailto:"))))
        missing = [word for word in said if word not in whole and word.removeprefix("00") not in whole]
        assert not missing or path.endswith(".modified") or understood(value, language), (path, value, missing)


@EACH
@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_tilt_can_hold_comes_back(root: Path, name: str, language: str) -> None:
    document = exported(root, name, language)
    _, text, errors = drafted(document)
    assert set(errors) <= REQUIRED_ONLY
    before = site(root, name).wholes[0].declaration
    after = bare_of(text)
    assert after["controller"]["name"] == before.controller.name
    assert after["controller"]["country"] == before.controller.country
    assert after["languages"] == language
    shipped = {str(id) for activity in before.activities for item in activity.data for id in item.category
               if id in terms("data")}
    assert shipped <= {id for activity in after["activities"].values() for id in several(activity["data"])}
    assert paired_before(before) == paired_after(after)
    assert names(after, document) == {entry["category"] for entry in document["dataDisclosed"]}


def bare_of(text: bytes) -> dict[str, Any]:
    root, _ = parse(text, "draft.yaml")
    assert root is not None
    found = plain(root)
    assert isinstance(found, dict)
    return cast("dict[str, Any]", found)


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def paired_before(declaration: Declaration) -> set[tuple[str, str, str]]:
    """Each shipped category with each legal basis of its use and each period."""
    return {(str(category), str(basis.basis), iso) for activity in declaration.activities for item in activity.data
            for category in item.category if category in terms("data") for purpose in activity.purposes
            for basis in bases_of(declaration, activity, purpose)
            for iso in periods(declaration, activity, category, basis)}


def periods(declaration: Declaration, activity: Any, category: str, basis: Any) -> list[str]:
    """The periods that hold for a category under a basis: what follows, and what is kept longer, too."""
    rules = activity.retention or (declaration.defaults.retention if declaration.defaults else ())
    held = [rule for rule in rules if (not rule.data or category in rule.data)
            and (not rule.basis or basis.basis in rule.basis)]
    found = [period for rule in held for period in (rule.period, rule.backups, *(
        part.period for part in (*rule.stages, *rule.except_)))]
    return [period.iso for period in found if period is not None] or [""]


def paired_after(draft: dict[str, Any]) -> set[tuple[str, str, str]]:
    found = set()
    for activity in draft["activities"].values():
        for category in several(activity["data"]):
            for basis in several(activity.get("legal_basis", [])):
                rules = [rule["period"] for rule in activity.get("retention", ()) if "period" in rule
                         and category in several(rule.get("data", category))]
                id = basis["basis"] if isinstance(basis, dict) else basis
                found |= {(category, id, iso) for iso in rules or [""] if category in terms("data")}
    return found


def names(draft: dict[str, Any], document: dict[str, Any]) -> set[str]:
    """The names of the categories in a draft, by the labels of the document."""
    own = {id: term["label"] for id, term in draft.get("vocabulary", {}).get("data", {}).items()}
    used = {id for activity in draft["activities"].values() for id in several(activity["data"])}
    return {own.get(id) or next(entry["category"] for entry in document["dataDisclosed"]
                                if labels("data", document["meta"]["language"]).get(entry["category"].casefold()) == id)
            for id in used}


SAMPLES = sorted((ROOT / "tests/imports").glob("*.tilt.json"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name.split(".")[0])
def test_a_sample_becomes_the_draft_beside_it(path: Path) -> None:
    """`ACCEPT=1` writes the drafts; read what has changed before you commit it."""
    made, problems = draft("tilt", path.read_bytes(), path.name, "")
    assert made is not None, problems
    text, problems = text_of(made, "draft.yaml")
    assert not problems
    expected = path.with_suffix("").with_suffix(".yaml")
    if os.environ.get("ACCEPT"):
        expected.write_bytes(text)
    assert text.decode() == expected.read_text("utf-8")
    assert_nothing_dropped(path.read_bytes(), made, text)
    _, found = understand([File("draft.yaml", text)])
    assert {problem.id for problem in found if problem.severity.value == "error"} <= REQUIRED_ONLY


# The command

def test_a_file_becomes_a_declaration_that_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(EXAMPLE), "utf-8")
    (tmp_path / "declarations").mkdir()
    done = policygen("import", "tilt", "in.json", "-o", "declarations/green.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    written = (tmp_path / "declarations/green.yaml").read_text("utf-8")
    lines = written.splitlines()
    told = [line for line in done.stderr.splitlines() if ": review: " in line]
    assert len(told) == sum("# review: " in line for line in lines) > 5
    for line in told:
        place, note = line.split(": review: ", 1)
        assert lines[int(place.split(":")[1]) - 1].strip() == f"# review: {note}"
    left = sum(line.startswith("# not carried: ") for line in lines)
    found = policygen("check", "--format", "json", tmp_path)
    errors = json.loads(found.stdout)["counts"]["error"]
    assert done.stderr.splitlines()[-1] == (
        f"{len(told)} notes to review; {left} values of the input without a place, told at the end of the draft; "
        f"{errors} errors left for `policygen check`.")
    assert 0 < errors < 6
    same = policygen("import", "tilt", "in.json", cwd=tmp_path)
    assert same.stdout == written


def test_nothing_is_overwritten_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(EXAMPLE), "utf-8")
    (tmp_path / "a.yaml").write_text("mine", "utf-8")
    assert policygen("import", "tilt", "in.json", "-o", "a.yaml", cwd=tmp_path).returncode == 2
    assert (tmp_path / "a.yaml").read_text("utf-8") == "mine"
    assert policygen("import", "tilt", "in.json", "-o", "a.yaml", "--force", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.yaml").read_text("utf-8").startswith("# A draft from in.json")


@pytest.mark.parametrize(("content", "place", "says"), [
    (b"", ":1:1", "not valid JSON"), (b'{"meta":\n {]', ":2:3", "not valid JSON"), (b"\xff", ":1:1", "not valid UTF-8"),
    (b"[1, 2]", ":1:1", "no TILT document"), (b"[" * 200_000, ":1:1", "nested deeper"),
    (b'{"a":"' + b"x" * 10_000_000 + b'"}', ":1:1", "more than 2,000,000 bytes")])
def test_a_file_that_cannot_be_read_is_told_of_with_its_place(tmp_path: Path, content: bytes, place: str,
                                                              says: str) -> None:
    (tmp_path / "in.json").write_bytes(content)
    done = policygen("import", "tilt", "in.json", "-o", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"in.json{place}: error: " in done.stderr
    assert says in done.stderr
    assert not (tmp_path / "a.yaml").exists()


@pytest.mark.parametrize(("arguments", "code"), [
    (["tilt"], 2), (["tlit", "in.json"], 2), (["tilt", "in.json", "--language", "no"], 2),
    (["tilt", "missing.json"], 1), (["tilt", "."], 1), ([], 0)])
def test_wrong_use(tmp_path: Path, arguments: list[str], code: int) -> None:
    done = policygen("import", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr or code == 0


def test_the_language_is_that_of_the_document_else_that_of_the_caller() -> None:
    for said, asked, found in (("de", "fr", "de"), ("no", "", "nb"), ("xx-klingon", "fr", "fr"), (None, "", "en")):
        data = json.dumps({"meta": {"language": said}}).encode()
        made, _ = draft("tilt", data, "x.json", asked)
        assert made is not None
        assert bare(made.root["languages"]) == found


@pytest.mark.parametrize("reference", ["GDPR-" + "1" * 200_000 + "!", "6" + "-" * 200_000, "GDPR 6 " + "abs " * 50_000])
def test_long_references_cost_no_time(reference: str) -> None:
    started = time.perf_counter()
    drafted({"dataDisclosed": [{"category": "name", "legalBases": [{"reference": reference}]}]})
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(("reference", "found"), [
    ("GDPR-6-1-a", ["consent"]), ("gdpr-6-1-F", ["legitimate_interests"]), ("DSGVO-6-1-b", ["contract"]),
    ("Art. 6 Abs. 1 S. 1 lit. f DSGVO", ["legitimate_interests"]), ("Art. 6(1)(f) GDPR", ["legitimate_interests"]),
    ("Art. 6 Abs. 1 Satz 1 Buchst. c DS-GVO", ["legal_obligation"]), ("GDPR-6-1-a, GDPR-6-1-f", ["consent",
                                                                                       "legitimate_interests"]),
    ("6-1-e", ["public_task"]), ("GDPR-9-2-a", ["explicit_consent"]), ("BDSG-6-1-a", []), ("GDPR-6-1", []),
    ("GDPR-16-1-a", []), ("GDPR-99-1-a", [])])
def test_references_to_the_regulation(reference: str, found: list[str]) -> None:
    assert [id for _, id in provisions(reference)] == found
