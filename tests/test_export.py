"""`policygen export`: one format by itself, with what it leaves out; what is internal is never published."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from support import SMALL, TODAY, policygen, project, tree

from policygen.build import build, understand
from policygen.declaration import Declaration
from policygen.formats import exportable, internal
from policygen.formats._left_out import left_out
from policygen.project import File, Project
from policygen.schema.leaves import leaves


def declaration(text: str = SMALL) -> Declaration:
    found, problems = understand([File("a.yaml", text.encode())])
    assert found is not None
    assert not problems
    return found


def test_leaves_are_all_declared_values_with_their_places() -> None:
    found = {leaf.path: leaf for leaf in leaves(declaration())}
    assert found["activities.newsletter.data.0.category.0"].value == "email"
    assert found["activities.newsletter.data.1.when"].value.in_language("nb") == "hvis du oppgir det"
    assert found["recipients.mailer.country"].keys == "recipients.country"
    assert str(found["recipients.mailer.country"].at) == "a.yaml:19:57"
    assert len(found) == len(list(leaves(declaration()))) == 25


@pytest.mark.parametrize(("carried", "because", "gone"), [
    ({"recipients"}, {}, {"purpose": False, "name": False}),
    ({"recipients"}, {"recipients.purpose": "No place."}, {"purpose": True, "name": False}),
    ({"recipients.purpose"}, {"recipients": "No place."}, {"purpose": False, "name": True}),
    (set(), {}, {"purpose": True, "name": True}),
])
def test_what_is_not_carried_is_left_out(carried: set[str], because: dict[str, str], gone: dict[str, bool]) -> None:
    paths = {remark.what for remark in left_out(declaration(), carried, because)}
    assert {key: f"recipients.mailer.{key}" in paths for key in gone} == gone


def test_the_formats_are_listed() -> None:
    shown = policygen("export")
    assert shown.returncode == 0
    assert [line.split("  ")[0] for line in shown.stdout.splitlines()] == list(exportable())
    assert all(len(line.split("  ", 1)[1]) > 20 for line in shown.stdout.splitlines())


def test_an_export_is_what_a_build_publishes(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    done = policygen("export", "markdown", folder)
    assert (done.returncode, done.stdout) == (0, "")
    built = build(Project(folder), TODAY, more_formats=["markdown"]).files
    assert tree(folder / "export") == {path: data for path, data in built.items() if path.endswith(".md")}
    assert policygen("export", "text", folder, "-o", tmp_path / "x", "--dry-run").returncode == 0
    assert not (tmp_path / "x").exists()


def test_one_declaration_of_several(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL, SMALL.replace("Example AS", "Other AS"))
    assert policygen("export", "text", folder, "-d", "b").returncode == 0
    assert set(tree(folder / "export")) == {"en/privacy/index.txt", "nb/privacy/index.txt"}
    (folder / "policygen.yaml").write_text("policygen: 1\nbase_url: https://example.no/\n")
    assert policygen("export", "jsonld", folder, "-d", "b").returncode == 0
    published = build(Project(folder), TODAY).files["b/privacy.jsonld"]
    assert (folder / "export" / "privacy.jsonld").read_bytes() == published
    assert b"https://example.no/b/privacy.jsonld" in published


@pytest.mark.parametrize("arguments", [["marckdown"], ["text", "-d", "c"], ["html"]])
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    name, *others = arguments
    done = policygen("export", name, project(tmp_path, SMALL), *others)
    assert done.returncode == 2
    assert "There is no" in done.stderr


def test_nothing_is_written_where_an_error_stands(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL.replace("country: DE", "country: XX"))
    done = policygen("export", "text", folder)
    assert done.returncode == 1
    assert "declarations/a.yaml:19:" in done.stderr
    assert not (folder / "export").exists()


@pytest.mark.parametrize("name", [name for name in exportable() if internal(name)])
def test_what_is_internal_is_never_published(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path, SMALL)
    assert policygen("build", folder, "--format", name).returncode == 2
    assert policygen("export", name, folder, "-o", folder / "public" / "x").returncode == 2
    assert not (folder / "public").exists()


@pytest.mark.parametrize("name", exportable())
def test_remarks_as_json_name_every_value_with_its_place(tmp_path: Path, name: str) -> None:
    done = policygen("export", name, project(tmp_path, SMALL), "--dry-run", "--format", "json")
    told = json.loads(done.stdout)
    assert told["format"] == name
    for remark in told["declarations"]["a"]:
        assert set(remark) == {"kind", "what", "says", "file", "line", "column"}
        assert remark["kind"] in ("left-out", "question")
        assert remark["file"] == "declarations/a.yaml"
        assert remark["says"].endswith((".", "?"))


def test_remarks_as_text_are_those_of_the_json_by_reason(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    told = json.loads(policygen("export", "tilt", folder, "-n", "--format", "json").stdout)["declarations"]["a"]
    shown = policygen("export", "tilt", folder, "-n").stdout
    questions = [remark for remark in told if remark["kind"] == "question"]
    left_out = [remark for remark in told if remark["kind"] == "left-out"]
    assert questions
    assert left_out
    assert f"a: tilt asks {len(questions)} question" in shown
    assert f"a: tilt leaves out {len(left_out)} declared value" in shown
    for remark in questions:
        assert f"  {remark['file']}:{remark['line']}:{remark['column']} {remark['what']}: {remark['says']}\n" in shown
    pressed = "".join(shown.split())
    for reason, found in groupby(sorted(left_out, key=itemgetter("says")), itemgetter("says")):
        names = Counter(re.sub(r"\.\d+", "", remark["what"]) for remark in found)
        line = reason.removesuffix(".") + ":"
        assert pressed.count("".join(line.split())) == 1
        assert all(f"{name}({count})" in pressed if count > 1 else name in pressed for name, count in names.items())


def test_open_questions_fail_a_strict_export(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    assert policygen("export", "tilt", folder, "-n").returncode == 0
    assert policygen("export", "tilt", folder, "-n", "--strict").returncode == 1
    assert policygen("export", "text", folder, "-n", "--strict").returncode == 0


def test_a_build_says_how_much_its_formats_leave_out(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    told = json.loads(policygen("export", "tilt", folder, "-n", "--format", "json").stdout)["declarations"]["a"]
    left_out = sum(remark["kind"] == "left-out" for remark in told)
    shown = policygen("build", folder, "-f", "tilt", "-f", "text").stderr
    assert f"tilt leaves out {left_out} declared values and asks {len(told) - left_out} question" in shown
    assert "text leaves" not in shown
