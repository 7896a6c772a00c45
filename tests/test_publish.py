"""Publishing: the folder is the old site or the new one, whole; what is not ours is never touched."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import needs
from faults_trials import powerless
from support import ROOT, SMALL, policygen, project, tree

from policygen.publish import MANIFEST, Publishing, publish, write_file

SITE = {"index.html": b"one", "en/privacy/index.html": b"page"}


def names(folder: Path) -> set[str]:
    return set(tree(folder)) - {MANIFEST}


def test_a_site_is_written_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "public"
    assert publish(SITE, out) == ()
    assert names(out) == set(SITE)
    assert publish({"index.html": b"two"}, out) == ()
    assert tree(out)["index.html"] == b"two"
    assert names(out) == {"index.html"}
    assert os.listdir(tmp_path) == ["public"]


def test_files_the_user_put_there_stay(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    (out / "CNAME").write_text("example.com")
    (out / ".well-known").mkdir()
    (out / ".well-known" / "security.txt").write_text("Contact: mailto:a@example.com")
    assert publish({"index.html": b"two"}, out) == ()
    assert names(out) == {"index.html", "CNAME", ".well-known/security.txt"}


def test_a_folder_with_foreign_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    problems = publish(SITE, tmp_path)
    assert [problem.id for problem in problems] == ["output-refused"]
    assert names(tmp_path) == {"thesis.tex"}


def test_a_folder_that_is_left_and_cannot_be_removed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, left = tmp_path / "public", tmp_path / ".public.policygen-new"
    publish(SITE, out)
    before = tree(out)
    left.mkdir()
    monkeypatch.setattr("shutil.rmtree", lambda path, ignore_errors: None)
    problems = publish({"index.html": b"two"}, out)
    assert [(problem.id, problem.at.file) for problem in problems] == [("cannot-publish", str(left))]
    assert tree(out) == before


@pytest.mark.parametrize("above", [".", ".."])
def test_a_folder_that_holds_the_project_is_never_adopted(tmp_path: Path, above: str) -> None:
    folder = project(tmp_path / "outside" / "own", SMALL)
    before = tree(tmp_path)
    done = policygen("build", folder, "--adopt", "--output", folder / above)
    assert done.returncode == 1
    assert "holds the project" in done.stderr
    assert tree(tmp_path) == before


def test_a_folder_with_foreign_files_is_adopted_where_that_is_told(tmp_path: Path) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "CNAME").write_bytes(b"example.com")
    with Publishing(out, adopt=True) as publishing:
        publishing.put("index.html", b"one")
        assert publishing.commit() == ()
    assert tree(out).keys() == {"CNAME", "index.html", MANIFEST}
    (out / "other").mkdir()
    (out / "other" / "index.html").write_bytes(b"mine")
    with Publishing(out, adopt=True) as publishing:
        publishing.put("other/index.html", b"theirs")
        assert [problem.id for problem in publishing.commit()] == ["file-in-the-way"]
    assert tree(out)["other/index.html"] == b"mine"


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_folders_that_hold_the_current_one_are_refused(tmp_path: Path, name: str,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    assert [problem.id for problem in publish(SITE, Path(name).absolute())] == ["output-refused"]


@pytest.mark.parametrize("adopt", [False, True])
def test_the_home_of_the_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adopt: bool) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for kind in ("", "letter"):
        if kind:
            (tmp_path / "home" / kind).write_text("dear")
        for way in ("home", "home/../home", "home/."):
            with Publishing(tmp_path / way, adopt) as publishing:
                publishing.put("index.html", b"one")
                assert [problem.id for problem in publishing.commit()] == ["output-refused"]
        assert names(tmp_path / "home") == ({kind} if kind else set())


def test_the_root_of_a_project_is_refused_from_elsewhere_too(tmp_path: Path) -> None:
    project(tmp_path / "project", SMALL)
    before = tree(tmp_path)
    for name in ("project", "project/declarations"):
        done = policygen("build", "-q", "-o", tmp_path / name, tmp_path / "project")
        assert (done.returncode, "(output-refused)" in done.stderr) == (1, True)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["declarations/new", "themes/site", "locales/../declarations/new", "link/new"])
def test_sources_are_no_place_for_a_site(tmp_path: Path, name: str) -> None:
    folder = project(tmp_path, SMALL)
    (folder / "link").symlink_to("declarations")
    before = tree(folder)
    with Publishing(folder / name, adopt=True, project=folder) as publishing:
        publishing.put("index.html", b"one")
        assert [problem.id for problem in publishing.commit()] == ["output-refused"]
    assert tree(folder) == before


def test_who_has_no_home_can_publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", unknown)
    assert publish(SITE, tmp_path / "public") == ()


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    for name in ("file/public", "file/deep/public"):
        problem, = publish(SITE, tmp_path / name)
        assert (problem.id, "A file stands" in problem.fix) == ("cannot-publish", True)
    assert tree(tmp_path) == {"file": b"text"}


def test_a_link_or_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("text")
    for name in ("link", "file"):
        assert [problem.id for problem in publish(SITE, tmp_path / name)] == ["output-refused"]
    assert not list((tmp_path / "real").iterdir())


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    assert publish(SITE, tmp_path / "public") == ()


@pytest.mark.parametrize("step", ["Stage.put", "swap"])
def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    before = tree(out)

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"policygen.publish.{step}", full)
    problems = publish({"index.html": b"two"}, out)
    assert [problem.id for problem in problems] == ["cannot-publish"]
    assert tree(out) == before
    assert os.listdir(tmp_path) == ["public"]


def test_without_an_exchange_in_one_step_the_old_site_comes_back(tmp_path: Path,
                                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    before = tree(out)
    monkeypatch.setattr("policygen.publish._swap._exchanged", lambda one, other: False)
    assert publish({"index.html": b"two"}, out) == ()
    assert tree(out)["index.html"] == b"two"
    rename, calls = os.rename, []

    def second_fails(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(5, "Input/output error")
        rename(source, target)

    assert publish(SITE, out) == ()
    monkeypatch.setattr(os, "rename", second_fails)
    assert [problem.id for problem in publish({"index.html": b"three"}, out)] == ["cannot-publish"]
    assert tree(out) == before
    assert os.listdir(tmp_path) == ["public"]


def test_what_a_killed_build_left_is_mended(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    os.rename(out, tmp_path / ".public.policygen-old")
    (tmp_path / ".public.policygen-new").mkdir()
    assert publish({"index.html": b"two"}, out) == ()
    assert tree(out)["index.html"] == b"two"
    assert os.listdir(tmp_path) == ["public"]


def test_files_that_did_not_change_are_not_written_again(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    old = {name: (out / name).stat() for name in SITE}
    publish({**SITE, "index.html": b"two"}, out)
    new = {name: (out / name).stat() for name in SITE}
    assert new["en/privacy/index.html"].st_ino == old["en/privacy/index.html"].st_ino
    assert new["index.html"].st_ino != old["index.html"].st_ino
    folder = out.stat().st_ino
    publish({**SITE, "index.html": b"two"}, out)
    assert out.stat().st_ino == folder


def test_a_page_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    (out / "index.html").write_bytes(b"vandals")
    (out / "en/privacy/index.html").unlink()
    (out / "en/privacy/index.html").symlink_to("/etc/hostname")
    publish(SITE, out)
    assert {name: data for name, data in tree(out).items() if name != MANIFEST} == SITE
    assert not (out / "en/privacy/index.html").is_symlink()


def test_what_the_user_keeps_stays_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    (tmp_path / "elsewhere").mkdir()
    (out / "link").symlink_to("../elsewhere")
    (out / "broken").symlink_to("nowhere")
    (out / "empty").mkdir()
    (out / "mine").mkdir()
    (out / "mine" / "note.txt").write_text("mine")
    (out / "mine").chmod(0o750)
    (out / "run.sh").write_text("true")
    (out / "run.sh").chmod(0o750)
    out.chmod(0o711)
    assert publish({"index.html": b"two"}, out) == ()
    assert os.readlink(out / "link") == "../elsewhere"
    assert os.readlink(out / "broken") == "nowhere"
    assert (out / "empty").is_dir()
    assert (out / "mine").stat().st_mode & 0o777 == 0o750
    assert (out / "run.sh").stat().st_mode & 0o777 == 0o750
    assert out.stat().st_mode & 0o777 == 0o711
    assert sorted(os.listdir(out)) == [MANIFEST, "broken", "empty", "index.html", "link", "mine", "run.sh"]


def test_folders_of_ours_that_may_not_be_written_leave_nothing(tmp_path: Path) -> None:
    limited = powerless()
    needs("setpriv", limited is not None)
    folder = project(tmp_path, SMALL)
    assert policygen("build", "-q", "-o", "www/public", cwd=folder).returncode == 0
    page = folder / "www" / "public" / "en" / "privacy"
    (page / "mine.txt").write_text("mine")
    page.chmod(0o555)
    project(folder, SMALL.replace("Example AS", "Changed AS"))
    done = subprocess.run([*(limited or ()), sys.executable, "-m", "policygen", "build", "-q", "-o", "www/public"],
                          cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
                          check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.listdir(folder / "www") == ["public"]
    assert "Changed AS" in (page / "index.html").read_text("utf-8")
    assert (page / "mine.txt").read_text() == "mine"


def test_what_is_left_is_not_followed(tmp_path: Path) -> None:
    out, other = tmp_path / "public", tmp_path / "other"
    other.mkdir(mode=0o500)
    (tmp_path / ".public.policygen-new").symlink_to("other")
    assert [problem.id for problem in publish(SITE, out)] == ["cannot-publish"]
    assert other.stat().st_mode & 0o777 == 0o500


def test_a_folder_of_another_user_is_named_before_anything_is_replaced(tmp_path: Path,
                                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    before = tree(out)
    (out / "theirs").mkdir()                                  # an empty one can be removed
    monkeypatch.setattr(os, "geteuid", lambda: -1)
    monkeypatch.setattr(os, "access", lambda path, how: path != out / "en/privacy")
    for _ in range(2):
        problems = publish({"index.html": b"two"}, out)
        assert [(problem.id, problem.at.file) for problem in problems] == [("cannot-publish", f"{out}/en/privacy")]
        assert tree(out) == before
        assert os.listdir(tmp_path) == ["public"]


@pytest.mark.parametrize("name", ["de/privacy/index.html", "de"])
def test_a_file_of_the_user_is_never_overwritten(tmp_path: Path, name: str) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text("mine")
    problems = publish({**SITE, "de/privacy/index.html": b"page"}, out)
    assert [(problem.id, problem.at.file) for problem in problems] == [("file-in-the-way", str(out / name))]
    assert (out / name).read_text() == "mine"


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"files": 3}', b"\xff", b"[" * 100_000])
def test_a_damaged_manifest_is_told(tmp_path: Path, damage: bytes) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    (out / MANIFEST).write_bytes(damage)
    before = tree(out)
    assert [problem.id for problem in publish({"index.html": b"two"}, out)] == ["manifest-damaged"]
    assert tree(out) == before


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("old")

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert [problem.id for problem in write_file(tmp_path / "a.txt", b"new")] == ["cannot-write"]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.txt": "old"}


def test_a_build_waits_for_another_and_says_so_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    monkeypatch.setattr("policygen.publish._swap.PATIENCE", 0.2)
    descriptor = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    assert [problem.id for problem in publish({"index.html": b"two"}, out)] == ["output-busy"]
    os.close(descriptor)
    assert publish({"index.html": b"two"}, out) == ()
