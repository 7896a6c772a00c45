"""Builds that are killed, have no space or no rights, or meet each other: is the published folder whole each time?

    python tests/faults.py 1000

kills that many builds by `kill -9` at random moments, and prints how often the published folder was neither the old
site nor the new one. With the programs installed, the same is done to Hugo and MkDocs: `--rivals`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGES = 60
PUBLISHER = """
import sys
from pathlib import Path
import faults
publish = getattr(faults, sys.argv[3])
number = int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    publish(faults.site(number % 2), Path(sys.argv[1]))
"""


class Tally(NamedTuple):
    """How many builds were killed, and how often the folder was not whole, gone, or the next build failed."""

    killed: int
    broken: int
    unmended: int


def site(number: int) -> dict[str, bytes]:
    """One of two sites that share half of their pages; each page tells which site it is of."""
    shared = {f"same/{page}/index.html": b"the same" * 500 for page in range(PAGES // 2)}
    return {**shared, **{f"{page}/index.html": f"site {number} ".encode() * 500 for page in range(PAGES // 2)},
            f"only-{number}.html": b"x"}


def whole(folder: Path) -> bool:
    """Whether the folder holds exactly one of the two sites."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
             if path.is_file() and path.name != ".policygen.json"}
    return found in (site(0), site(1))


def ours(files: dict[str, bytes], folder: Path) -> None:
    """Publish as policygen does."""
    from policygen.publish import publish

    problems = publish(files, folder)
    assert not problems, problems


def naive(files: dict[str, bytes], folder: Path) -> None:
    """Publish as a program does that writes into the folder: what this script must find fault with."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def kill_publishing(times: int, seed: int, how: str = "ours") -> Tally:
    """Start publishing over and over, kill it at a random moment, look at the folder, and publish once more."""
    publish = {"ours": ours, "naive": naive}[how]
    chance = random.Random(seed)
    broken = unmended = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "public")
        publish(site(0), folder)
        for number in range(times):
            _kill_one([sys.executable, "-c", PUBLISHER, str(folder), str(number), how], chance.uniform(0, 0.06))
            broken += not (folder.is_dir() and whole(folder))
            publish(site(number % 2), folder)
            unmended += not whole(folder) or os.listdir(name) != ["public"]
    return Tally(times, broken, unmended)


def _kill_one(command: list[str], seconds: float) -> None:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path})
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def kill_rival(command: list[str], prepare: Callable[[Path, int], None], times: int, seed: int) -> Tally:
    """The same for a program that builds into the folder `public`: two versions of its source in turn."""
    chance = random.Random(seed)
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trees, took = [], 0.0
        for number in (0, 1):
            prepare(folder, number)
            start = time.monotonic()
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
            took = time.monotonic() - start
            trees.append(_content(folder / "public"))
        for number in range(times):
            prepare(folder, number % 2)
            process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, took))
            process.send_signal(signal.SIGKILL)
            process.wait()
            broken += _content(folder / "public") not in trees
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return Tally(times, broken, 0)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix == ".html"} if folder.is_dir() else {}


def hugo(folder: Path, number: int) -> None:
    """A site of Hugo with as many pages; the texts tell which version it is."""
    (folder / "layouts" / "_default").mkdir(parents=True, exist_ok=True)
    (folder / "hugo.toml").write_text('baseURL = "https://example.com/"\ndisableKinds = ["taxonomy", "rss"]\n')
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text("<!DOCTYPE html><p>{{ .Content }}</p>")
    for page in range(PAGES):
        path = folder / "content" / f"{page}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: page\n---\n{f'site {number} ' * 500}\n")


def mkdocs(folder: Path, number: int) -> None:
    """The same for MkDocs."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: site\nsite_dir: public\ntheme: null\n")
    for page in range(PAGES):
        (folder / "docs" / f"{page or 'index'}.md").write_text(f"{f'site {number} ' * 500}\n")


def main() -> None:
    """Print the figures as a table."""
    times = next((int(word) for word in sys.argv[1:] if word.isdigit()), 1000)
    print("| builds killed | folder neither old nor new | next build did not mend it |\n| --- | --- | --- |")
    rows = {"policygen": kill_publishing(times, 1), "writing into the folder": kill_publishing(times // 10, 1, "naive")}
    if "--rivals" in sys.argv:
        commands = {"hugo": (["hugo", "--cleanDestinationDir"], hugo), "mkdocs": (["mkdocs", "build", "-q"], mkdocs)}
        rows |= {name: kill_rival(command, prepare, times, 1) for name, (command, prepare) in commands.items()
                 if shutil.which(name)}
    for name, tally in rows.items():
        print(f"| {name}: {tally.killed} | {tally.broken} | {tally.unmended} |")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
