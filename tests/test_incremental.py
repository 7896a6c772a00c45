"""Only what changed is made again, and what comes out is what a build from nothing makes, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import ROOT, SMALL, project, tree

from policygen import again
from policygen.build import _several
from policygen.build._unit import Made, Work
from policygen.commands import main
from policygen.project import File

OTHER = SMALL.replace("Example AS", "Other AS").replace("919 627 816", "923 609 016")
THIRD = OTHER.replace("Other AS", "Third AS").replace("2026-01-15", "2026-01-20")
SETTINGS = "policygen: 1\nbase_url: https://example.com/\ntheme: own\nformats: [markdown, cookies, headers]\n"
COOKIE = """cookies:
  items:
    basket: {class: necessary, purpose: {en: Shopping basket, nb: Handlekurv}, duration: P1Y}
"""


class Builds:
    """A project that is built again and again by the command, and compared with builds from nothing."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.out, self.monkeypatch = folder, folder.parent / "public", monkeypatch
        self.made: list[str] = []
        self.said = ""
        once = _several.made

        def told(work: Work, id: str, files: Sequence[File]) -> Made:
            self.made.append(id)
            return once(work, id, files)

        monkeypatch.setattr(_several, "made", told)
        self.day("2026-01-31")

    def day(self, day: str) -> None:
        """Let it be another day."""
        epoch = subprocess.run(["date", "-u", "-d", day, "+%s"], capture_output=True, text=True, check=True).stdout
        self.monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch.strip())

    def build(self, *more: str) -> list[str]:
        """Build as the console does; the declarations that were made, or `again` where nothing was done at all."""
        self.made.clear()
        arguments = ["build", str(self.folder), "-o", str(self.out), "-j", "1", *more]
        said = again.said(arguments)
        if said is not None:
            assert said == self.said
            return ["again"]
        done = CliRunner().invoke(main, arguments, obj=arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        self.said = done.stderr
        return list(self.made)

    def clean(self) -> dict[str, bytes]:
        """What a build from nothing makes."""
        out = self.folder.parent / "clean"
        shutil.rmtree(out, ignore_errors=True)
        arguments = ["build", str(self.folder), "-o", str(out), "--fresh", "-j", "1"]
        with self.monkeypatch.context() as patch:
            patch.setenv("POLICYGEN_CACHE", "")
            done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return tree(out)

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file of the project; with nothing as `old`, write it."""
        path = self.folder / name
        text = path.read_text("utf-8") if old else ""
        assert old in text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new) if old else new, "utf-8")

    def gone(self, *ids: str) -> None:
        """Remove declarations."""
        for id in ids:
            (self.folder / "declarations" / f"{id}.yaml").unlink()


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builds:
    monkeypatch.setenv("POLICYGEN_CACHE", str(tmp_path / "cache"))
    page = (ROOT / "themes" / "default" / "page.html").read_text("utf-8")
    catalogue = (ROOT / "locales" / "nb" / "LC_MESSAGES" / "policygen.po").read_text("utf-8")
    folder = project(tmp_path / "project", SMALL, OTHER, THIRD, **{
        "policygen.yaml": SETTINGS, "themes__own__page.html": page,
        "locales__nb__LC_MESSAGES__policygen.po": catalogue})
    return Builds(folder, monkeypatch)


def test_nothing_to_do_is_nothing_done(builds: Builds) -> None:
    assert builds.build() == ["a", "b", "c"]
    before = {path: os.stat(path) for path in builds.out.rglob("*") if path.is_file()}
    assert builds.build() == ["again"]
    assert {path: os.stat(path) for path in builds.out.rglob("*") if path.is_file()} == before
    assert tree(builds.out) == builds.clean()


CHANGES: dict[str, tuple[Callable[[Builds], None], list[str], bool]] = {
    "a sentence": (lambda it: it.change("declarations/b.yaml", "sending emails", "sending letters"), ["b"], True),
    "a comment": (lambda it: it.change("declarations/b.yaml", "policygen: 1", "# A comment\npolicygen: 1"),
                  ["b"], False),
    "a name that stands in the index": (
        lambda it: it.change("declarations/c.yaml", "Third AS", "Last AS"), ["c"], True),
    "cookies for a page of their own": (
        lambda it: it.change("declarations/a.yaml", "rights:", f"{COOKIE}rights:"), ["a"], True),
    "one more declaration": (lambda it: it.change("declarations/d.yaml", "", SMALL), ["d"], True),
    "one less": (lambda it: it.gone("a"), [], True),
    "one as a folder": (lambda it: (
        (it.folder / "declarations" / "n").mkdir(),
        (it.folder / "declarations" / "a.yaml").rename(it.folder / "declarations" / "n" / "a.yaml"))[0], ["n"], True),
    "another name": (lambda it: (it.folder / "declarations" / "b.yaml").rename(
        it.folder / "declarations" / "bb.yaml") and None, ["bb"], True),
    "all but one gone": (lambda it: it.gone("a", "b"), ["c"], True),
    "the theme": (lambda it: it.change("themes/own/page.html", "</main>", "<p>One more.</p></main>"),
                  ["a", "b", "c"], True),
    "a style sheet": (lambda it: it.change("themes/own/style.css", "", ".policygen { margin: 1px }"),
                      ["a", "b", "c"], True),
    "a file of the theme": (lambda it: it.change("themes/own/assets/more.css", "", "p { margin: 1px }"),
                            ["a", "b", "c"], True),
    "a catalogue": (lambda it: it.change("locales/nb/LC_MESSAGES/policygen.po", 'msgstr "Personvernerklæring"',
                                         'msgstr "Personvern"'), ["a", "b", "c"], True),
    "a setting": (lambda it: it.change("policygen.yaml", "example.com", "example.org"), ["a", "b", "c"], True),
    "one more format": (lambda it: it.change("policygen.yaml", "markdown,", "markdown, text,"), ["a", "b", "c"], True),
    "the day": (lambda it: it.day("2026-02-01"), ["a", "b", "c"], False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_changed_is_made_and_all_is_as_from_nothing(builds: Builds, name: str) -> None:
    change, made, seen = CHANGES[name]
    builds.build()
    before = tree(builds.out)
    change(builds)
    assert builds.build() == made
    after = tree(builds.out)
    assert (after != before) is seen
    assert after == builds.clean()
    assert builds.build() == ["again"]


def test_formats_of_the_command_line_count_too(builds: Builds) -> None:
    builds.build()
    before = tree(builds.out)
    assert builds.build("--format", "turtle", "--format", "text") == ["a", "b", "c"]
    assert tree(builds.out).keys() - before.keys() == {
        *(f"{id}/privacy.ttl" for id in "abc"),
        *(f"{id}/{language}/privacy/index.txt" for id in "abc" for language in ("en", "nb"))}
    builds.build()
    assert tree(builds.out) == before


def test_what_was_changed_back_is_known(builds: Builds) -> None:
    builds.build()
    before = tree(builds.out)
    builds.change("declarations/b.yaml", "sending emails", "sending letters")
    assert builds.build() == ["b"]
    builds.change("declarations/b.yaml", "sending letters", "sending emails")
    assert builds.build() == ["b"], "its files are not there any more"
    assert tree(builds.out) == before


@pytest.mark.parametrize("damage", ["changed", "removed", "emptied", "a link"])
def test_what_was_done_to_published_files_is_mended(builds: Builds, damage: str) -> None:
    builds.build()
    before, page = tree(builds.out), builds.out / "b" / "en" / "privacy" / "index.html"
    if damage == "changed":
        page.write_bytes(page.read_bytes().replace(b"Other AS", b"Wrong AS"))
    elif damage == "emptied":
        page.write_bytes(b"")
    else:
        page.unlink()
    if damage == "a link":
        page.symlink_to(builds.out / "a" / "en" / "privacy" / "index.html")
    assert builds.build() == ["b"]
    assert tree(builds.out) == before


@pytest.mark.parametrize("damage", ["", "{}", '{"run": 1}', "\0" * 90])
def test_a_damaged_cache_is_as_if_there_were_none(builds: Builds, damage: str) -> None:
    builds.build()
    before, cache = tree(builds.out), Path(os.environ["POLICYGEN_CACHE"])
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        path.write_text(damage)
    assert builds.build() == ["a", "b", "c"]
    assert tree(builds.out) == before


def test_another_output_folder_gets_all_files(builds: Builds) -> None:
    builds.build()
    before, builds.out = tree(builds.out), builds.folder.parent / "elsewhere"
    assert builds.build() == ["a", "b", "c"]
    assert tree(builds.out) == before


def test_two_projects_do_not_take_each_other_for_published(builds: Builds, tmp_path: Path) -> None:
    builds.build()
    before = tree(builds.out)
    other = project(tmp_path / "other", OTHER)
    first, builds.folder = builds.folder, other
    assert builds.build() == ["a"]
    builds.folder = first
    assert builds.build() == ["a", "b", "c"], "the folder holds the other site"
    assert tree(builds.out) == before


def test_a_check_knows_what_a_build_found(builds: Builds) -> None:
    builds.build()
    builds.made.clear()
    told = [CliRunner().invoke(main, ["check", str(builds.folder), "--format", "json", "-j", "1", *more])
            for more in ([], ["--fresh"])]
    assert builds.made == ["a", "b", "c"], "the second one looks at all again"
    assert told[0].stdout == told[1].stdout


def test_errors_are_told_again_and_again(builds: Builds) -> None:
    builds.build()
    before = tree(builds.out)
    builds.change("declarations/b.yaml", "role: processor", "role: procesor")
    arguments = ["build", str(builds.folder), "-o", str(builds.out)]
    told = [CliRunner().invoke(main, arguments, obj=arguments) for _ in range(2)]
    assert [one.exit_code for one in told] == [1, 1]
    assert told[0].stderr == told[1].stderr
    assert again.said(arguments) is None
    assert tree(builds.out) == before


@pytest.mark.parametrize(("name", "old", "new", "always"), [
    pytest.param("themes/own/page.html", "</main>", "<p>One more.</p></main>", True, marks=pytest.mark.long),
    ("themes/own/page.html", "</main>", "<p>One more.</p></main>", False),
    ("declarations/a.yaml", "sending emails", "sending letters", True),
    pytest.param("declarations/b.yaml", "sending news", "letters", True, marks=pytest.mark.long),
    pytest.param("declarations/b.yaml", "sending news", "letters", False, marks=pytest.mark.long)])
def test_what_changes_while_it_is_built_is_read_once_more(builds: Builds, monkeypatch: pytest.MonkeyPatch, name: str,
                                                          old: str, new: str, always: bool) -> None:
    builds.build()
    before, once, texts = tree(builds.out), _several.made, [new, old]

    def saves(work: Work, id: str, files: Sequence[File]) -> Made:
        found = once(work, id, files)
        if id == "b" and texts:
            builds.change(name, texts[-1], texts[0])
            texts[:] = texts[::-1] if always else []
        return found

    builds.change("declarations/b.yaml", "sending emails", "sending news")
    arguments = ["build", str(builds.folder), "-o", str(builds.out), "-j", "1"]
    with monkeypatch.context() as patch:
        patch.setattr(_several, "made", saves)
        done = CliRunner().invoke(main, arguments, obj=arguments)
    assert done.exit_code == int(always)
    if always:
        assert "changed while the site was made" in done.stderr
        assert done.stderr.startswith("policygen.yaml:" if name.startswith("themes") else f"{name}:")
        assert tree(builds.out) == before
        builds.build()
    assert os.listdir(builds.out.parent).count(f".{builds.out.name}.policygen-new") == 0
    assert tree(builds.out) == builds.clean()
    if not always:
        builds.change(name, new, old)
        builds.build()
        assert tree(builds.out) == builds.clean()


@pytest.mark.slow
def test_another_version_of_the_package_makes_all_again(tmp_path: Path) -> None:
    folder, copy, out = project(tmp_path / "project", SMALL), tmp_path / "copy", tmp_path / "public"
    for name in ("policygen", "themes", "locales"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "PYTHONPATH": str(copy), "POLICYGEN_CACHE": str(tmp_path / "cache"),
                   "SOURCE_DATE_EPOCH": "1769817600"}

    def built(target: Path, *more: str) -> dict[str, bytes]:
        subprocess.run([sys.executable, "-m", "policygen", "build", str(folder), "-q", "-o", str(target), *more],
                       cwd=tmp_path, env=environment, check=True)
        return tree(target)

    before = built(out)
    assert built(out) == before
    for name, old, new in (("policygen/__init__.py", '"0.', '"9.'),
                           ("themes/default/page.html", "</main>", "\n</main>"),
                           ("policygen/formats/html.py", '"assets/policygen.css"', '"assets/style.css"')):
        path = copy / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")
        after = built(out)
        assert after != before, name
        assert after == built(tmp_path / "clean", "--fresh"), name
        before = after
