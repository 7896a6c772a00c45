"""What is kept between runs: it comes back as it was, only from a folder that is the user's own, or not at all."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import needs
from support import ROOT, SMALL, policygen, project, started, tree

from policygen import kept

KEY = kept.key("one")
VALUE = {"text": "Personopplysninger – «ja»", "rows": [[1, None, True], []], "odd": "\ud800\n"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("POLICYGEN_CACHE", str(folder))
    return folder


def stored(cache: Path) -> Path:
    kept.store("texts", KEY, VALUE)
    (file,) = (cache / "texts").iterdir()
    return file


def test_a_value_comes_back_as_it_was(cache: Path) -> None:
    assert kept.load("texts", KEY) is None
    stored(cache)
    assert kept.load("texts", KEY) == VALUE
    assert kept.load("texts", kept.key("two")) is None
    assert kept.load("pages", KEY) is None
    kept.store("texts", KEY, [])
    assert kept.load("texts", KEY) == []


def test_a_key_tells_its_parts_apart() -> None:
    keys = [kept.key(*parts) for parts in ((), ("",), ("ab",), ("a", "b"), ("b", "a"), (b"a", "b1:c"), ("\udcff",))]
    assert len(set(keys)) == len(keys)
    assert kept.key("a", "b") == kept.key(b"a", b"b")


def test_only_the_user_can_read_and_write_it(cache: Path) -> None:
    file = stored(cache)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (cache, file.parent, file)] == [0o700, 0o700, 0o600]


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: file.write_bytes(b""),
    "cut off": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "one letter": lambda file: file.write_bytes(file.read_bytes().replace(b"ja", b"ha")),
    "zeros": lambda file: file.write_bytes(bytes(len(file.read_bytes()))),
    "no checksum": lambda file: file.write_text(json.dumps(VALUE), "utf-8"),
    "deep": lambda file: file.write_bytes(b"0\n" + b"[" * 1_000_000),
    "folder": lambda file: (file.unlink(), file.mkdir()),
    "link": lambda file: file.rename(file.with_suffix(".old")) and file.symlink_to(file.with_suffix(".old")),
    "pipe": lambda file: (file.unlink(), os.mkfifo(file)),
    "writable by others": lambda file: file.chmod(0o666),
    "another name": lambda file: file.with_name(f"{kept.key('two')}.json").rename(file),
    "another kind": lambda file: (file.parent.parent / "pages" / file.name).rename(file),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_an_unsound_file_is_as_if_it_were_not_there(cache: Path, how: str) -> None:
    kept.store("texts", kept.key("two"), ["of another name"])
    kept.store("pages", KEY, ["of another kind"])
    file = cache / "texts" / f"{KEY}.json"
    kept.store("texts", KEY, VALUE)
    DAMAGE[how](file)
    assert kept.load("texts", KEY) is None
    if not file.is_dir():
        kept.store("texts", KEY, VALUE)
        assert kept.load("texts", KEY) == VALUE


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o1777])
def test_a_folder_that_others_can_write_to_is_refused(cache: Path, mode: int) -> None:
    stored(cache)
    cache.chmod(mode)
    assert kept.folder() is None and kept.load("texts", KEY) is None
    kept.store("texts", kept.key("two"), VALUE)
    cache.chmod(0o700)
    assert kept.load("texts", kept.key("two")) is None
    (cache / "texts").chmod(mode)
    kept.store("texts", kept.key("two"), VALUE)
    assert kept.load("texts", kept.key("two")) is None


def test_a_folder_or_file_of_somebody_else_is_refused(cache: Path) -> None:
    needs("A user who may give files away", os.getuid() == 0)
    file = stored(cache)
    os.chown(file, 12345, -1)
    assert kept.load("texts", KEY) is None
    os.chown(file, 0, -1)
    assert kept.load("texts", KEY) == VALUE
    os.chown(cache, 12345, -1)
    assert kept.folder() is None and kept.load("texts", KEY) is None


def test_the_administrator_makes_none_in_the_home_of_a_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("A user who may give files away", os.getuid() == 0)
    os.chown(tmp_path, 12345, -1)
    monkeypatch.delenv("POLICYGEN_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert kept.folder() is None and not list(tmp_path.iterdir())


@pytest.mark.parametrize("named", ["", "cache", "./cache"])
def test_nothing_is_kept_in_a_folder_that_depends_on_where_one_stands(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYGEN_CACHE", named)
    kept.store("texts", KEY, VALUE)
    kept.tidy("texts", 0)
    assert kept.folder() is None and kept.load("texts", KEY) is None and not list(tmp_path.iterdir())


def test_the_usual_folder_is_that_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYGEN_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert kept.folder() == tmp_path / "xdg" / "policygen"
    monkeypatch.setenv("XDG_CACHE_HOME", "xdg")               # the specification says to ignore a relative path
    assert kept.folder() == tmp_path / ".cache" / "policygen"
    monkeypatch.setattr("sys.platform", "darwin")
    assert kept.folder() == tmp_path / "Library" / "Caches" / "policygen"


def test_where_nothing_can_be_written_nothing_happens(cache: Path) -> None:
    cache.write_text("a file where the folder should be", "utf-8")
    kept.store("texts", KEY, VALUE)
    assert kept.folder() is None and kept.load("texts", KEY) is None
    cache.unlink()
    cache.mkdir(mode=0o700)
    (cache / "texts").write_text("a file where the folder should be", "utf-8")
    kept.store("texts", KEY, VALUE)
    kept.tidy("texts", 0)
    assert kept.load("texts", KEY) is None


def test_a_write_that_fails_leaves_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(cache)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    kept.store("texts", KEY, ["new"])
    assert list(file.parent.iterdir()) == [file] and kept.load("texts", KEY) == VALUE


def test_what_was_not_used_for_longest_goes_first(cache: Path) -> None:
    keys = [kept.key(str(number)) for number in range(5)]
    for number, key in enumerate(keys):
        kept.store("texts", key, number)
        os.utime(cache / "texts" / f"{key}.json", (1000 + number, 1000 + number))
    (cache / "texts" / f"{keys[0]}.1.new").write_bytes(b"left by a build that was killed")
    os.utime(cache / "texts" / f"{keys[0]}.1.new", (1, 1))
    kept.store("pages", KEY, VALUE)
    assert kept.load("texts", keys[0]) == 0
    kept.tidy("texts", 3)
    assert [kept.load("texts", key) for key in keys] == [0, None, None, 3, 4]
    assert len(list((cache / "texts").iterdir())) == 3 and kept.load("pages", KEY) == VALUE
    kept.tidy("texts", 0)
    assert not list((cache / "texts").iterdir())


def test_a_build_is_the_same_with_and_without_what_is_kept(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    cache = {"POLICYGEN_CACHE": str(tmp_path / "cache")}
    told = []
    for number, env in enumerate(({"POLICYGEN_CACHE": ""}, cache, cache)):
        ran = started("build", folder, "--output", tmp_path / f"out{number}", env=env)    # that has read no table yet
        told.append(ran.stderr.replace(f"out{number}", "out"))
        assert ran.returncode == 0, ran.stderr
    assert told[0] == told[1] == told[2]
    assert tree(tmp_path / "out0") == tree(tmp_path / "out1") == tree(tmp_path / "out2")
    assert {path.name for path in (tmp_path / "cache").iterdir()} >= {"catalogues", "tables"}


def test_a_changed_catalogue_is_read_anew_and_a_bad_one_told_each_time(tmp_path: Path) -> None:
    shipped = (ROOT / "locales/nb/LC_MESSAGES/policygen.po").read_text("utf-8")
    path = "locales/nb/LC_MESSAGES/policygen.po"
    assert shipped.count('msgstr "Personvernerklæring"') > 0
    for word in ("Personvernerklæring", "Personvernomtale"):
        folder = project(tmp_path, SMALL, **{path: shipped.replace('"Personvernerklæring"', f'"{word}"')})
        ran = policygen("build", folder)
        assert ran.returncode == 0, ran.stderr
        assert f"<h1>{word}" in (folder / "public/nb/privacy/index.html").read_text("utf-8")
    (folder / path).write_text(shipped + "nonsense\n", "utf-8")
    told = [policygen("build", folder) for _ in range(2)]
    assert [ran.returncode for ran in told] == [1, 1] and "catalogue-invalid" in told[0].stderr
    assert told[0].stderr == told[1].stderr
