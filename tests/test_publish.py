"""Publishing: the folder is the old site or the new one, whole; what is not ours is never touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import tree

from policygen.publish import MANIFEST, publish

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


@pytest.mark.parametrize("name", [".", "..", "/"])
def test_folders_that_hold_the_current_one_are_refused(tmp_path: Path, name: str,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")
    assert [problem.id for problem in publish(SITE, Path(name).absolute())] == ["output-refused"]


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


def test_a_failure_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    before = tree(out)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problems = publish({"index.html": b"two"}, out)
    assert [problem.id for problem in problems] == ["cannot-publish"]
    assert tree(out) == before
    assert os.listdir(tmp_path) == ["public"]


def test_what_a_killed_build_left_is_mended(tmp_path: Path) -> None:
    out = tmp_path / "public"
    publish(SITE, out)
    os.rename(out, tmp_path / ".public.policygen-1-old")
    (tmp_path / ".public.policygen-1-new").mkdir()
    assert publish({"index.html": b"two"}, out) == ()
    assert tree(out)["index.html"] == b"two"
    assert os.listdir(tmp_path) == ["public"]
