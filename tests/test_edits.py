"""Whatever is done between builds, in any order: what comes out is what a build from nothing makes, byte for byte.

A state machine edits a project, its themes and catalogues, the day, the published files and what is remembered. Found
problems are the same too: `check` tells what `check --fresh` tells.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from support import ROOT, SMALL, project, tree
from test_incremental import COOKIE, OTHER, SETTINGS

from policygen import again
from policygen.commands import main

NAMES = st.sampled_from(["a", "b", "c", "d"])
EDITS = st.sampled_from([("sending emails", "sending letters"), ("policygen: 1\n", "policygen: 1\n# A comment\n"),
                         ("Mailer GmbH", "Mailer & Söhne GmbH"), ("rights:", f"{COOKIE}rights:"),
                         ("2026-01-15", "2026-01-20"), ("[en, nb]", "[nb, en]"), ("role: processor", "role: procesor"),
                         ("consent_withdrawn", "no_such_event"), ("country: DE", "country: US")])
DAMAGES = st.sampled_from(["changed", "same size and time", "removed", "emptied", "a link", "touched", "mode"])
FORMATS = st.sampled_from([(), ("-f", "text"), ("-f", "turtle"), ("-f", "text", "-f", "redirects")])
CATALOGUE = "locales/nb/LC_MESSAGES/policygen.po"
PAGE = "themes/own/page.html"


class Edits(RuleBasedStateMachine):
    """A project in a folder of its own, built by the command as the console does."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("POLICYGEN_CACHE", str(self.place / "cache"))
        self.patch.setenv("SOURCE_DATE_EPOCH", "1769817600")
        own = {name.replace("/", "__"): (ROOT / source).read_text("utf-8") for name, source in
               ((PAGE, "themes/default/page.html"), (CATALOGUE, CATALOGUE))}
        self.folder = project(self.place / "project", SMALL, OTHER, **{"policygen.yaml": SETTINGS, **own})
        self.out = self.place / "public"
        self.jobs, self.formats, self.waiting = "1", (), 0
        self.said: dict[tuple[str, ...], str] = {}
        self.states = [tree(self.folder)]

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.place)

    def declaration(self, id: str) -> Path:
        return self.folder / "declarations" / f"{id}.yaml"

    def turned(self, name: str, old: str, new: str) -> None:
        """Change a file of the project, or change it back."""
        path = self.folder / name
        text = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(text.replace(new, old) if new in text else text.replace(old, new) if old else new, "utf-8")

    @rule(id=NAMES, edit=EDITS)
    def edit(self, id: str, edit: tuple[str, str]) -> None:
        if self.declaration(id).exists():
            self.turned(f"declarations/{id}.yaml", *edit)

    @rule(id=NAMES, text=st.sampled_from([SMALL, OTHER]))
    def add(self, id: str, text: str) -> None:
        self.declaration(id).write_text(text, "utf-8")

    @rule(id=NAMES)
    def remove(self, id: str) -> None:
        self.declaration(id).unlink(missing_ok=True)

    @rule(id=NAMES, to=NAMES)
    def rename(self, id: str, to: str) -> None:
        if self.declaration(id).exists():
            self.declaration(id).rename(self.declaration(to))

    @rule()
    def theme(self) -> None:
        self.turned(PAGE, "</main>", "<p>One more.</p></main>")

    @rule()
    def style(self) -> None:
        path = self.folder / "themes/own/style.css"
        path.write_text(".policygen { margin: 1px }\n" + ("" if not path.exists() else path.read_text()), "utf-8")

    @rule(new=st.sampled_from(['msgstr "Personvern"', 'msgstr ""']))
    def catalogue(self, new: str) -> None:
        self.turned(CATALOGUE, 'msgstr "Personvernerklæring"', new)

    @rule(change=st.sampled_from([("example.com", "example.org"), ("markdown, ", ""), ("theme: own\n", ""),
                                  ("headers]", "headers, text]")]))
    def settings(self, change: tuple[str, str]) -> None:
        old, new = change
        path = self.folder / "policygen.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace(old, new) if old in text else SETTINGS, "utf-8")

    @rule(day=st.sampled_from(["1769817600", "1769904000", "1801440000", "1890000000"]))
    def day(self, day: str) -> None:
        self.patch.setenv("SOURCE_DATE_EPOCH", day)

    @precondition(lambda self: self.out.is_dir())
    @rule(number=st.integers(0, 99), damage=DAMAGES)
    def damage(self, number: int, damage: str) -> None:
        files = sorted(path for path in self.out.rglob("*") if path.is_file())
        path = files[number % len(files)]
        data, times = path.read_bytes(), path.stat()
        if damage == "mode":
            path.chmod(0o600)
            return
        if damage != "touched":
            path.unlink()
        if damage == "a link":
            path.symlink_to(self.place / "project" / "policygen.yaml")
        elif damage not in ("removed", "touched"):
            path.write_bytes(b"" if damage == "emptied" else bytes([data[0] ^ 1]) + data[1:] if data else b"x")
        if damage == "same size and time":
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        elif damage == "touched":
            os.utime(path, (1, 1))

    @rule(number=st.integers(0, 99), how=st.sampled_from(["", "{}", "\0" * 90, "all", "half"]))
    def forget(self, number: int, how: str) -> None:
        files = sorted(path for path in (self.place / "cache").rglob("*") if path.is_file())
        if how == "all":
            shutil.rmtree(self.place / "cache", ignore_errors=True)
        elif files:
            path = files[number % len(files)]
            path.write_text(path.read_text("utf-8")[:path.stat().st_size // 2] if how == "half" else how, "utf-8")

    @rule(number=st.integers(0, 99))
    def change_back(self, number: int) -> None:
        """The project as it was after some earlier step."""
        state = self.states[number % len(self.states)]
        shutil.rmtree(self.folder)
        for name, data in state.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    @rule(second=st.sampled_from([1, 1_700_000_000, 4_000_000_000]))
    def times(self, second: int) -> None:
        for path in self.folder.rglob("*"):
            os.utime(path, (second, second))

    @rule(jobs=st.sampled_from("12"), formats=FORMATS)
    def otherwise(self, jobs: str, formats: tuple[str, ...]) -> None:
        self.jobs, self.formats = jobs, formats

    @rule()
    def wait(self) -> None:
        """Let the next two changes come together."""
        self.waiting = 3

    @invariant()
    def as_from_nothing(self) -> None:
        self.states.append(tree(self.folder))
        self.waiting = max(0, self.waiting - 1)
        if self.waiting:
            return
        before = tree(self.out) if self.out.exists() else {}
        code = self.build()
        clean = self.clean()
        assert code == (clean is None)
        assert (tree(self.out) if self.out.exists() else {}) == (before if clean is None else clean)
        told = [CliRunner().invoke(main, ["check", str(self.folder), "--format", "json", "-j", self.jobs, *more],
                                   catch_exceptions=False) for more in ([], ["--fresh"])]
        assert told[0].stdout == told[1].stdout
        assert told[0].exit_code == told[1].exit_code

    def build(self) -> int:
        arguments = ["build", str(self.folder), "-o", str(self.out), "-j", self.jobs, *self.formats]
        said = again.said(arguments)
        if said is not None:
            assert said == self.said[tuple(arguments)]
            return 0
        done = CliRunner().invoke(main, arguments, obj=arguments, catch_exceptions=False)
        self.said[tuple(arguments)] = done.stderr
        return done.exit_code

    def clean(self) -> dict[str, bytes] | None:
        """What a build from nothing makes; None where it makes nothing."""
        out = self.place / "clean"
        shutil.rmtree(out, ignore_errors=True)
        arguments = ["build", str(self.folder), "-o", str(out), "--fresh", "-j", "1", *self.formats]
        with self.patch.context() as patch:
            patch.setenv("POLICYGEN_CACHE", "")
            done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code in (0, 1), done.output
        assert out.exists() is (done.exit_code == 0)
        return tree(out) if done.exit_code == 0 else None


def run(examples: int, steps: int) -> None:
    """Edits without end; a failure is told as it was found, since making it smaller takes longer than finding it."""
    run_state_machine_as_test(Edits, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, database=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck)))


def test_a_few_edits() -> None:
    run(1, 3)


@pytest.mark.long
def test_many_edits() -> None:
    run(20, 20)
