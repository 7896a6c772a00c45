"""Where files are read from: which are declarations, what is refused, and what is told of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from golden import told
from support import ROOT, SMALL
from support import project as project_in

from policygen import project
from policygen.problem import Position
from policygen.project import File, Project


@pytest.fixture
def own(tmp_path: Path) -> Project:
    return Project(project_in(tmp_path / "site", SMALL))


def test_a_project_is_found_where_its_settings_or_its_declarations_are(tmp_path: Path) -> None:
    (tmp_path / "a" / "declarations").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "policygen.yaml").touch()
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "declarations").touch()
    for name in "ab":
        assert project.find(str(tmp_path / "b" / ".." / name)) == (Project(tmp_path / name), None)
    for name, why in (("c", "holds neither `policygen.yaml` nor a folder `declarations`"), ("d", "is no folder")):
        found, problem = project.find(str(tmp_path / name))
        assert (found, problem) == (None, problem)
        assert problem is not None
        path = tmp_path / name
        assert told([problem]) == (
            f"    {path}:1:1 error no-project\n      `{path}` {why}. Name the folder of your project, or make "
            "`declarations/NAME.yaml` in it.\n")


def paths(own: Project, *files: str) -> tuple[dict[str, list[str]], list[str]]:
    """The declarations when these files are there too, and what is said."""
    for name in files:
        path = own.root / "declarations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.touch()
    found, problems = project.listed(own)
    return ({id: [path.relative_to(own.root).as_posix() for path in some] for id, some in found.items()},
            [f"{problem.at.file} {problem.id}: {problem.says} {problem.fix}" for problem in problems])


def test_declarations_are_files_or_folders_of_files(own: Project) -> None:
    found, problems = paths(own, "b.yml", "c/x.yaml", "c/a.yml", "c/.hidden.yaml", "c/notes.md", ".d.yaml",
                            "README.txt", ".git/x.yaml")
    assert found == {"a": ["declarations/a.yaml"], "b": ["declarations/b.yml"],
                     "c": ["declarations/c/a.yml", "declarations/c/x.yaml"]}
    assert problems == []


def test_what_stands_among_declarations_and_is_none_is_told(own: Project) -> None:
    found, problems = paths(own, "b.json", "c/x.yaml", "c/y.py", "c/in.yaml/", "d/", "e/only.md", "e.yaml",
                            "f/g/h.yaml")
    assert found == {"a": ["declarations/a.yaml"], "c": ["declarations/c/x.yaml"], "e": ["declarations/e.yaml"]}
    unknown = "Only .yaml, .yml, .md and .txt files stand here. Rename or remove it."
    empty = "The folder holds no .yaml file. Put the declaration in it, or remove it."
    assert problems == [
        f"declarations/b.json unknown-file: {unknown}", f"declarations/c/in.yaml unknown-file: {unknown}",
        f"declarations/c/y.py unknown-file: {unknown}", f"declarations/d no-declarations: {empty}",
        f"declarations/e no-declarations: {empty}", f"declarations/f no-declarations: {empty}",
        f"declarations/f/g unknown-file: {unknown}"]


def test_one_name_is_one_file_or_one_folder(own: Project) -> None:
    found, problems = paths(own, "a.yml", "b/x.yaml", "b.yaml", "b.yml")
    assert found == {"a": ["declarations/a.yaml"], "b": ["declarations/b/x.yaml"]}
    twice = "declaration-twice: `{}` is declared already in `{}`. Keep one file or one folder of this name."
    assert problems == [
        f"declarations/a.yml {twice.format('a', 'declarations/a.yaml')}",
        f"declarations/b.yaml {twice.format('b', 'declarations/b/x.yaml')}",
        f"declarations/b.yml {twice.format('b', 'declarations/b/x.yaml')}"]
    (own.root / "declarations" / "a").mkdir()
    (own.root / "declarations" / "a" / "y.yaml").touch()
    assert paths(own)[0]["a"] == ["declarations/a/y.yaml"]


def test_without_declarations_that_is_said(tmp_path: Path) -> None:
    assert paths(Project(tmp_path)) == ({}, [
        "declarations no-declarations: There is no folder `declarations`. Make it and put `NAME.yaml` in it."])


def test_files_are_read_or_it_is_said_why_not(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own.root / "declarations"
    (folder / "b.yaml").symlink_to("../../outside.yaml")
    (own.root.parent / "outside.yaml").write_text("x")
    os.mkfifo(folder / "c.yaml")
    (folder / "d").mkdir()
    (folder / "d" / "x.yaml").write_bytes(b"d")
    (folder / "e.yaml").symlink_to("nowhere.yaml")
    found, problems = project.declared(own)
    assert found == {"a": (File("declarations/a.yaml", SMALL.encode()),), "d": (File("declarations/d/x.yaml", b"d"),)}
    why = ("it is a link that leads out of the project", "it is not a regular file", "No such file or directory")
    assert told(problems) == "".join(
        f"    declarations/{name}.yaml:1:1 error unreadable-file\n      The file cannot be read: {said}. Make it a "
        "regular, readable file inside the project.\n" for name, said in zip("bce", why, strict=True))
    read, faults = project.read_all(own, [folder / "d" / "x.yaml", folder / "c.yaml"])
    assert ([file.data for file in read], len(faults)) == ([b"d"], 1)
    monkeypatch.setattr(project, "MAX_BYTES", 3)
    (folder / "a.yaml").write_bytes(b"12345")
    assert project.declared(own)[0]["a"][0].data == b"1234"       # one more than there may be, so that this is seen


def test_no_file_is_left_open(own: Project) -> None:
    os.mkfifo(own.root / "declarations" / "c.yaml")
    before = os.listdir("/proc/self/fd")
    for _ in range(3):
        project.declared(own)
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_folder_beside_the_project_with_its_name_as_a_start_is_outside(tmp_path: Path) -> None:
    own = Project(project_in(tmp_path / "site", SMALL))
    other = project_in(tmp_path / "site-other", SMALL)
    problems: list[project.Problem] = []
    assert project.read(own, other / "declarations" / "a.yaml", problems) is None
    assert project.read(own, own.root / "declarations" / "a.yaml", problems) is not None
    assert project.read(own, ROOT / "themes" / "default" / "page.html", problems) is not None
    assert len(problems) == 1


def test_settings_are_read_where_there_are_some(own: Project) -> None:
    assert project.configuration(own) == (None, ())
    (own.root / "policygen.yaml").write_bytes(b"x")
    assert project.configuration(own) == (File("policygen.yaml", b"x"), ())
    (own.root / "policygen.yaml").unlink()
    (own.root / "policygen.yaml").mkdir()
    file, problems = project.configuration(own)
    assert (file, [problem.id for problem in problems]) == (None, ["unreadable-file"])


def test_own_themes_are_laid_over_those_that_are_shipped(own: Project) -> None:
    base = project.shipped("themes")
    assert base == ROOT / "themes"
    assert project.layers(own, "themes") == (base,)
    assert project.layers(Project(ROOT), "themes") == (base,)
    mine = own.folder("themes")
    (mine / "default" / "assets").mkdir(parents=True)
    (mine / "default" / "page.html").write_text("mine")
    for name in ("b.css", "a.css", ".hidden"):
        (mine / "default" / "assets" / name).touch()
    assert project.layers(own, "themes") == (mine, base)
    assert project.layered(own, "themes", "default", "page.html") == (File("themes/default/page.html", b"mine"), ())
    shipped, problems = project.layered(own, "themes", "default", "index.html")
    assert shipped is not None
    assert (shipped.name, problems) == ((base / "default" / "index.html").as_posix(), ())
    assert project.layered(own, "themes", "default", "none.html") == (None, ())
    assert project.names(own, "themes", "default", "assets") == ("a.css", "b.css")
    assert "__pycache__" not in project.names(own, "themes")
    (mine / "own").mkdir()
    (mine / "__pycache__").mkdir()
    assert project.names(own, "themes") == tuple(sorted({"own", *project.names(Project(ROOT), "themes")}))
    (mine / "default" / "page.html").unlink()
    (mine / "default" / "page.html").symlink_to("/etc/hostname")
    assert [problem.id for problem in project.layered(own, "themes", "default", "page.html")[1]] == ["unreadable-file"]


def test_the_data_of_an_installed_package_stand_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "PACKAGE", tmp_path)
    project.shipped.cache_clear()
    assert project.shipped("locales") == tmp_path.parent / "locales"
    project.shipped.cache_clear()
    (tmp_path / "_data" / "locales").mkdir(parents=True)
    assert project.shipped("locales") == tmp_path / "_data" / "locales"
    project.shipped.cache_clear()


def test_files_of_the_package() -> None:
    file = project.package_data("starter", "policy.yaml")
    assert (file.name, file.data) == ("policygen/starter/policy.yaml",
                                      (ROOT / "policygen" / "starter" / "policy.yaml").read_bytes())
    with pytest.raises(FileNotFoundError):
        project.package_data("starter", "none")
    assert project.package_listing("reports", ".py") == ("github", "gitlab", "json", "sarif", "text")


def test_an_image_is_had_or_it_is_said_why_not(own: Project) -> None:
    at = Position("policygen.yaml", 3, 4)
    (own.root / "a.svg").write_bytes(b"1234")
    (own.root / "out.svg").symlink_to("/etc/hostname")
    assert project.image(own, "a.svg", at, 4) == File("a.svg", b"1234")
    said = []
    for name, limit in (("a.svg", 3), ("none.svg", 9), ("out.svg", 9), ("declarations", 9)):
        problem = project.image(own, name, at, limit)
        assert isinstance(problem, project.Problem)
        assert problem.at == at
        said.append(f"{problem.id}: {problem.says} {problem.fix}")
    unreadable, fix = "The file cannot be read: it is", "Make it a regular, readable file inside the project."
    assert said == [
        "image-too-large: `a.svg` has more than 3 bytes; every reader would load them. Make the image smaller.",
        "image-missing: There is no file `none.svg` in the project. Put it there, or correct the path.",
        f"unreadable-file: `out.svg`: {unreadable} a link that leads out of the project. {fix}",
        f"unreadable-file: `declarations`: {unreadable} not a regular file. {fix}"]
    (own.root / "big.svg").write_bytes(b"x" * 1_234)
    problem = project.image(own, "big.svg", at, 1_000)
    assert isinstance(problem, project.Problem)
    assert "1,000 bytes" in problem.says


def test_the_line_of_a_place_is_shown_where_there_is_one(own: Project) -> None:
    (own.root / "b.txt").write_bytes(b"one\ntw\xff\n")
    lines = [project.line_of(own, Position(name, line)) for name, line in (
        ("b.txt", 1), ("b.txt", 2), ("b.txt", 3), ("b.txt", 0), ("b.txt", -1), ("c.txt", 1), ("declarations", 1))]
    assert lines == ["one", "tw\ufffd", "", "", "", "", ""]


def test_what_changes_is_seen_without_reading(own: Project, tmp_path: Path) -> None:
    (own.root / "more.txt").write_text("x")
    (own.root / "declarations" / ".hidden").touch()
    (own.root / "declarations" / "__pycache__").mkdir()
    for folder in ("themes", "locales"):
        (own.root / folder).mkdir()
    seen = project.stamps(own, ["more.txt", "none.txt"])
    names = {name for name in seen if not name.startswith(ROOT.as_posix())}
    assert names == {"declarations", "declarations/a.yaml", "more.txt", "themes", "locales"}
    assert seen["declarations"] == seen["themes"] == ()
    assert len(seen["more.txt"]) == 4
    assert (ROOT / "themes" / "default" / "page.html").as_posix() in seen
    (own.root / "declarations" / "a.yaml").write_text("other")
    after = project.stamps(own, ["more.txt"])
    assert {name for name in after if after[name] != seen[name]} == {"declarations/a.yaml"}
    (own.root / "policygen.yaml").touch()
    assert "policygen.yaml" in project.stamps(own)


def test_folders_are_looked_into_to_a_depth(own: Project) -> None:
    deep = own.root / "declarations"
    for name in "123456789":
        deep = deep / name
    deep.mkdir(parents=True)
    found = [name for name in project.stamps(own) if name.startswith("declarations/1")]
    assert max(name.count("/") for name in found) == project.MAX_FOLDERS == 6
    (own.root / "declarations" / "round").symlink_to(".")
    (own.root / "declarations" / "circle").symlink_to("circle")
    (own.root / "declarations" / "long").symlink_to("x" * 300)
    assert project.stamps(own)
    problems = [problem.at.file for problem in project.listed(own)[1]]
    assert {"declarations/circle", "declarations/long"} <= set(problems)


def test_everything_that_a_build_may_read_is_told_with_its_bytes(own: Project) -> None:
    (own.root / "policygen.yaml").write_bytes(b"settings")
    (own.root / "declarations" / "out.yaml").symlink_to("/etc/hostname")
    (own.root / "themes").mkdir()
    (own.root / "logo.svg").write_bytes(b"logo")
    assert dict(project.contents(own, ["declarations", "themes"], ["logo.svg", "none"])) == {
        "policygen.yaml": b"settings", "declarations": b"", "declarations/a.yaml": SMALL.encode(), "themes": b"",
        "declarations/out.yaml": b"The file cannot be read: it is a link that leads out of the project.",
        "logo.svg": b"logo"}


def test_all_that_ships_has_a_stamp() -> None:
    found = dict(project.installed())
    for path in (ROOT / "policygen" / "load.py", ROOT / "themes" / "default" / "page.html",
                 ROOT / "locales" / "nb" / "LC_MESSAGES" / "policygen.po"):
        now = path.stat()
        assert found[path] == (now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino)


def test_paths_are_shown_from_the_project(own: Project) -> None:
    assert project.shown(own, own.root / "a" / "b.yaml") == "a/b.yaml"
    assert project.shown(own, Path("/etc/hostname")) == "/etc/hostname"
