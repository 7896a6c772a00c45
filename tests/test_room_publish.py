"""Publishing: what is said of each refusal, what is remembered of files, and the ways of systems that can do less."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support import tree

from policygen import kept, published
from policygen.publish import MANIFEST, Publishing, _swap, publish, write_file
from policygen.publish._folder import Published, manifest, read
from policygen.publish._stage import Stage

ONE, TWO = {"index.html": b"one", "en/a.html": b"a"}, {"index.html": b"two", "en/a.html": b"a"}
FIX = "Free space or change the permissions; the published folder is as it was."


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    assert publish(ONE, folder) == ()
    return folder


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("POLICYGEN_CACHE", str(folder))
    yield folder


def said(path: Path, adopt: bool = False, project: Path | None = None) -> str:
    with Publishing(path, adopt, project) as publishing:
        publishing.put("index.html", b"one")
        (problem,) = publishing.commit()
        assert publishing.site == ""
        assert publishing.keep("index.html", "any")                     # there is nothing more to do
        assert len(publishing.commit()) == 1
    return f"{problem.at.file}: {problem.id}: {problem.says} {problem.fix}"


def test_each_refusal_says_what_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    other = "Name another folder with `--output`, or empty this one."
    for name, why, fix, project in (
            ("file", "is not a folder", other, None), ("link", "is not a folder", other, None),
            ("full", "holds files that policygen did not write",
             f"{other} To keep them beside the site, add `--adopt`.", None),
            ("full", "holds the project", other, tmp_path / "full" / "site"),
            ("full", "holds the project", other, tmp_path / "full")):
        path = tmp_path / name
        assert said(path, project=project) == f"{path}: output-refused: The output folder `{path}` {why}. {fix}"
    monkeypatch.chdir(tmp_path / "full")
    for path in (tmp_path / "full", tmp_path):
        assert said(path, True).startswith(f"{path}: output-refused: The output folder `{path}` ")
        assert said(path, True).endswith(f"holds the folder you are in. {other}")
    long = tmp_path / ("x" * 300)
    assert said(long) == (f"{long}: output-refused: The output folder `{long}` cannot be looked into: File name too "
                          f"long. {other}")


def test_a_site_beside_the_project_and_one_inside_it_are_fine(tmp_path: Path) -> None:
    for path in (tmp_path / "site" / "public", tmp_path / "site-public"):
        with Publishing(path, project=tmp_path / "site") as publishing:
            publishing.put("index.html", b"one")
            assert publishing.commit() == ()


def test_a_folder_may_be_named_from_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for site in (ONE, TWO):
        assert publish(site, Path("public")) == ()
    assert tree(tmp_path / "public")["index.html"] == b"two"


def test_what_is_in_the_way_is_told_each(out: Path) -> None:
    (out / "de").write_text("mine")
    (out / "z.html").write_text("mine")
    problems = publish({**ONE, "de/b/c.html": b"", "z.html": b"", "q/de": b""}, out)
    assert [f"{problem.at.file}: {problem.id}: {problem.says} {problem.fix}" for problem in problems] == [
        f"{out}/{name}: file-in-the-way: `{name}` is not from policygen, but the site needs its place. Move or rename "
        "it, or rename the declaration." for name in ("de", "z.html")]
    assert tree(out)["index.html"] == b"one"


def test_a_damaged_list_and_a_folder_of_an_earlier_build_are_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = out.parent / ".public.policygen-new"
    fresh.symlink_to("nowhere")
    assert said(out) == (f"{fresh}: cannot-publish: `{fresh}` is left of an earlier build and cannot be removed. "
                         "Remove it; something in it may not be written.")
    fresh.unlink()
    (out / MANIFEST).write_text("{}")
    assert said(out) == (f"{out}/{MANIFEST}: manifest-damaged: The list of the files that policygen wrote cannot be "
                         "read. Empty the folder, or name another one with `--output`.")


def failing(number: int) -> Callable[..., Any]:
    def fail(*arguments: object, **more: object) -> Any:
        raise OSError(number, os.strerror(number))
    return fail


@pytest.mark.parametrize(("number", "fix"), [
    (errno.ENOSPC, FIX), (errno.EBUSY, "The folder is a mount point: name a folder inside it with `--output`."),
    (errno.EXDEV, "The folder is a mount point: name a folder inside it with `--output`.")])
def test_a_failure_says_what_to_do(out: Path, monkeypatch: pytest.MonkeyPatch, number: int, fix: str) -> None:
    monkeypatch.setattr("policygen.publish.swap", failing(number))
    (problem,) = publish(TWO, out)
    assert problem.at.file == str(out)
    assert (problem.id, problem.says, problem.fix) == (
        "cannot-publish", f"The site cannot be written: {os.strerror(number)}.", fix)
    assert tree(out)["index.html"] == b"one"
    assert os.listdir(out.parent) == ["public"]
    monkeypatch.undo()
    assert publish(TWO, out) == ()


def test_folders_that_were_made_for_nothing_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.setattr("policygen.publish.swap", failing(errno.EIO))
    assert len(publish(ONE, tmp_path / "a" / "b" / "c" / "public")) == 1
    assert os.listdir(tmp_path / "a") == []
    monkeypatch.undo()
    assert publish(ONE, tmp_path / "a" / "b" / "c" / "public") == ()


def test_what_is_left_and_may_not_be_written_is_made_so_and_removed(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left, real, modes = out.parent / ".public.policygen-new", shutil.rmtree, []
    (left / "a" / "b").mkdir(parents=True)
    (left / "link").symlink_to("a")
    for path in (left / "a" / "b", left / "a", left):
        path.chmod(0o500)

    def guarded(path: Path, ignore_errors: bool = False) -> None:
        folders = (left, left / "a", left / "a" / "b")
        modes.append([folder.stat().st_mode & 0o777 for folder in folders if folder.exists()])
        if 0o500 not in modes[-1]:
            real(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", guarded)
    assert publish(TWO, out) == ()
    assert modes[:2] == [[0o500] * 3, [0o700] * 3]
    assert os.listdir(out.parent) == ["public"]


def test_where_a_file_cannot_be_kept_nothing_more_is_to_be_done(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygen.publish.Stage.keep", failing(errno.EIO))
    with Publishing(out) as publishing:
        assert publishing.keep("index.html", digest(b"one"))
        (problem,) = publishing.commit()
    assert problem.says == "The site cannot be written: Input/output error."


def test_an_exception_leaves_nothing_and_frees_the_folder(out: Path) -> None:
    with pytest.raises(KeyError), Publishing(out) as publishing:
        publishing.put("index.html", b"two")
        raise KeyError
    assert tree(out)["index.html"] == b"one"
    assert os.listdir(out.parent) == ["public"]
    assert publish(TWO, out) == ()


def test_who_waits_in_vain_takes_nothing_of_the_other(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _swap.PATIENCE == 60
    monkeypatch.setattr(_swap, "PATIENCE", 0.1)
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with Publishing(out) as first:
        first.put("index.html", b"two")
        assert said(out) == (f"{out}: output-busy: Another build has been publishing here for a minute. Wait until it "
                             "is done, or stop it.")
        assert slept == [0.05, 0.05]
        assert first.commit() == ()
    assert tree(out)["index.html"] == b"two"


@pytest.mark.parametrize(("number", "goes_on"), [(errno.ENOLCK, True), (errno.ENOSYS, True), (errno.EIO, False)])
def test_where_there_are_no_locks_a_build_goes_on(out: Path, monkeypatch: pytest.MonkeyPatch, number: int,
                                                   goes_on: bool) -> None:
    monkeypatch.setattr(fcntl, "flock", failing(number))
    assert [problem.id for problem in publish(TWO, out)] == ([] if goes_on else ["cannot-publish"])


class System:
    """A C library that lacks a call, or whose call fails with a number."""

    def __init__(self, name: str, number: int | None) -> None:
        self.name, self.number, self.real = name, number, ctypes.CDLL(None, use_errno=True)
        self.calls = 0

    def __call__(self, *arguments: object, **more: object) -> System:
        return self

    def __getattr__(self, name: str) -> Any:
        if name != self.name:
            return getattr(self.real, name)
        if self.number is None:
            raise AttributeError(name)

        def call(*arguments: object) -> int:
            self.calls += 1
            ctypes.set_errno(self.number or 0)
            return -1
        return call


@pytest.mark.parametrize(("name", "number", "goes_on"), [
    ("syncfs", None, True), ("syncfs", errno.EIO, False), ("renameat2", None, True), ("renameat2", errno.EINVAL, True),
    ("renameat2", errno.ENOSYS, True), ("renameat2", errno.ENOTSUP, True), ("renameat2", errno.EIO, False)])
def test_systems_that_can_do_less_publish_all_the_same(out: Path, monkeypatch: pytest.MonkeyPatch, name: str,
                                                       number: int | None, goes_on: bool) -> None:
    system, synced, all_synced = System(name, number), os.sync, []
    monkeypatch.setattr(ctypes, "CDLL", system)
    monkeypatch.setattr(os, "sync", lambda: all_synced.append(synced))
    problems = publish(TWO, out)
    said = [problem.says for problem in problems]
    assert said == ([] if goes_on else ["The site cannot be written: Input/output error."])
    assert tree(out)["index.html"] == (b"two" if goes_on else b"one")
    assert os.listdir(out.parent) == ["public"]
    assert system.calls == (number is not None)
    assert len(all_synced) == (name == "syncfs" and number is None)


def test_an_exchange_that_fails_tells_why(out: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        _swap.swap(tmp_path / "none", out, tmp_path / "aside")
    assert tree(out)["index.html"] == b"one"
    assert not (tmp_path / "aside").exists()


def test_no_descriptor_is_left_open(out: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for site in (TWO, ONE, TWO):
        assert publish(site, out) == ()
    assert len(os.listdir("/proc/self/fd")) == before


def test_without_links_files_are_copied(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "CNAME").write_text("mine")
    (out / "CNAME").chmod(0o640)
    (out / "link").symlink_to("CNAME")
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    assert publish(TWO, out) == ()
    found = {name: data for name, data in tree(out).items() if name != MANIFEST}
    assert found == {**TWO, "CNAME": b"mine", "link": b"mine"}
    assert (out / "CNAME").stat().st_mode & 0o777 == 0o640
    assert os.readlink(out / "link") == "CNAME"


def test_the_list_of_files_is_sorted_and_named(out: Path) -> None:
    files = {name: digest(ONE[name]) for name in sorted(ONE)}
    assert (out / MANIFEST).read_text() == json.dumps({"policygen": 1, "files": files}, indent=1) + "\n"
    assert manifest({"b": "2", "a": "1"}) == b'{\n "policygen": 1,\n "files": {\n  "a": "1",\n  "b": "2"\n }\n}\n'


def test_files_are_put_once_and_kept_where_they_have_the_bytes(out: Path) -> None:
    with Publishing(out) as publishing:
        assert publishing.number == 0
        assert not publishing.keep("index.html", digest(b"two"))
        assert publishing.keep("index.html", digest(b"one"))
        assert not publishing.keep("none.html", digest(b"one"))
        publishing.put("index.html", b"one")
        publishing.put("en/a.html", b"a", digest(b"a"))
        assert publishing.number == 2
        assert publishing.commit() == ()
        site = publishing.site
    assert site == sha256(repr(sorted((name, digest(data)) for name, data in ONE.items())).encode()).hexdigest()
    assert published.untouched(out, site)


def test_what_was_done_to_a_file_shows(out: Path, cache: Path) -> None:
    known = published.remembered(out)
    assert set(known) == set(ONE)
    found = (out / "index.html").lstat()
    assert list(known["index.html"]) == [found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino,
                                         found.st_mode, digest(b"one")]
    with Publishing(out) as publishing:
        for name, data in ONE.items():
            publishing.put(name, data)
        publishing.commit()
        site = publishing.site
    assert published.untouched(out, site)
    assert not published.untouched(out, site[::-1])
    assert not published.untouched(out.parent, site)
    os.utime(out / "index.html")
    assert not published.untouched(out, site)
    assert published.remember(out, {name: digest(data) for name, data in ONE.items()}) == site
    assert published.untouched(out, site)
    os.utime(out / MANIFEST)
    assert not published.untouched(out, site)
    published.remember(out, {name: digest(data) for name, data in ONE.items()})
    (out / "en" / "a.html").unlink()
    assert not published.untouched(out, site)
    assert published.remembered(out)
    assert published.remember(out, {"none": "x"}) != site                # a file that is not there is not remembered
    assert set(published.remembered(out)) == set(ONE)
    assert published.remembered(out.parent) == {}


def test_only_so_many_folders_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(kept, "tidy", lambda kind, most: asked.append((kind, most)))
    assert publish(ONE, tmp_path / "public") == ()
    assert asked == [("published", 50)]


def test_a_file_that_is_known_is_not_read(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(out)
    assert isinstance(before, Published)
    assert before.ours == set(ONE)
    assert (before.folder, before.kept, before.held) == (out, (), ())
    monkeypatch.setattr(Path, "read_bytes", failing(errno.EIO))
    assert before.holds("index.html", digest(b"one"))
    assert not before.holds("index.html", digest(b"two"))
    assert not before.holds(MANIFEST, digest(b"one"))
    os.utime(out / "index.html")
    assert not before.holds("index.html", digest(b"one"))
    monkeypatch.undo()
    assert before.holds("index.html", digest(b"one"))
    assert not before._replace(known={}).holds("index.html", digest(b"two"))
    assert before._replace(known={}).holds("index.html", digest(b"one"))
    (out / "index.html").unlink()
    (out / "index.html").symlink_to("en/a.html")
    assert not before.holds("index.html", digest(b"a"))
    (out / "index.html").unlink()
    assert not before.holds("index.html", digest(b"one"))


def test_what_is_kept_is_listed_without_following_links(out: Path) -> None:
    (out / "loop").symlink_to(".")
    (out / "b" / "empty").mkdir(parents=True)
    (out / "b" / "c.txt").touch()
    (out / "en" / "mine.txt").touch()
    before = read(out)
    assert isinstance(before, Published)
    assert before.kept == ("b/c.txt", "b/empty/", "en/mine.txt", "loop")
    assert read(out.parent / "none") == Published(out.parent / "none", frozenset(), (), {}, ())
    (out.parent / "bare").mkdir()
    assert read(out.parent / "bare") == Published(out.parent / "bare", frozenset(), (), {}, ())


def test_a_stage_takes_the_rights_of_the_folder_and_never_overwrites(out: Path, tmp_path: Path) -> None:
    out.chmod(0o711)
    before = read(out)
    assert isinstance(before, Published)
    stage = Stage(before, tmp_path / "fresh")
    assert (tmp_path / "fresh").stat().st_mode & 0o777 == 0o711
    assert stage.linked
    stage.put("index.html", b"one")
    assert stage.linked
    stage.put("index.html", b"one", digest(b"one"))
    assert (tmp_path / "fresh" / "index.html").samefile(out / "index.html")
    stage.put("a/b/c", b"new")
    assert not stage.linked
    with pytest.raises(FileExistsError):
        stage.write("a/b/c", b"other")
    assert stage.digests == {"index.html": digest(b"one"), "a/b/c": digest(b"new")}
    assert (tmp_path / "fresh" / "a" / "b" / "c").read_bytes() == b"new"


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a" / "b" / "c.po"
    assert write_file(path, b"one") == ()
    assert write_file(path, b"two") == ()
    assert tree(tmp_path) == {"a/b/c.po": b"two"}
    monkeypatch.setattr(os, "replace", failing(errno.EACCES))
    (problem,) = write_file(path, b"three")
    assert (problem.at.file, problem.id, problem.says, problem.fix) == (
        str(path), "cannot-write", "The file cannot be written: Permission denied.",
        "Free space or change the permissions.")
    assert tree(tmp_path) == {"a/b/c.po": b"two"}
    (problem,) = write_file(path / "d", b"x")
    assert problem.says == "The file cannot be written: File exists."
