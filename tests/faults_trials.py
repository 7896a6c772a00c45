"""What `faults.py` does to a program, and what it counts: kills, full disks, missing rights, two builds, changes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from faults_programs import Ground, Program, content

LEAST = 4096                                              # what a file takes on the small disk is a multiple of it
# Mounts a small disk, puts the published folder on it, runs the command, and keeps what is there in the end.
SMALL_DISK = """
mount -t tmpfs -o size="$1" tmpfs "$2/www" && cp -a "$2/kept/." "$2/www/" && rm -rf "$2/kept" || exit 99
cd "$2"; shift; folder=$1; shift; "$@"; code=$?; cp -a "$folder/www" "$folder/kept"; exit $code
"""
# No file may grow longer than this; a program that goes on after a failed write is told so by every write.
SHORT_FILES = """
import os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
os.execvp(sys.argv[2], sys.argv[2:])
"""


class Killed(NamedTuple):
    """How many builds were killed, how many of them while they wrote, and what was found afterwards."""

    kills: int
    writing: int
    broken: int
    missing: int
    cut: int
    mixed: int
    unmended: int


class Hindered(NamedTuple):
    """How many builds could not write; how many left the old site whole (or succeeded, and the new one), and more."""

    builds: int
    whole: int
    failed: int
    tracebacks: int
    codes: tuple[int, ...]
    unmended: int


class Met(NamedTuple):
    """How often several builds (or a build and a writer) met, how many sites were of nobody, how many builds failed."""

    builds: int
    broken: int
    failed: int
    tracebacks: int


@contextmanager
def ground(program: Program, parts: int) -> Iterator[Ground]:
    """A program at work in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        yield Ground(program, Path(name), parts)


def faults(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    """What is wrong with a folder that is to be the old site or the new one; nothing, where it is."""
    if found in (old, new):
        return set()
    wrong = {"missing"} if (old.keys() & new.keys()) - found.keys() else set()
    changed = {name for name in found if old.get(name) != new.get(name)}
    if any(found[name] not in (old.get(name), new.get(name)) for name in found):
        wrong.add("cut")
    if any(found[name] == old.get(name) for name in changed) and any(found[name] == new.get(name) for name in changed):
        wrong.add("mixed")
    return wrong or {"more"}


def killed(program: Program, parts: int, times: int, seed: int) -> Killed:
    """Kill builds that change all pages, by `kill -9` at random moments, and build once more after each.

    Every second moment is anywhere in the time that a build takes, the others are after it began to write. In half of
    the cases nothing is left of what the program keeps between builds.
    """
    chance = random.Random(seed)
    counts = dict.fromkeys(Killed._fields, 0)
    with ground(program, parts) as here:
        took, began = _timed(here)
        version = 0
        while counts["kills"] < times:
            version = 1 - version
            here.write(version)
            if chance.random() < 0.5:
                shutil.rmtree(here.folder / "cache", ignore_errors=True)
            aimed = bool(counts["kills"] % 2)
            hit, writing = _kill_one(here, chance.uniform(0, took - began if aimed else took), aimed)
            wrong = faults(content(here.out), here.clean[1 - version], here.clean[version])
            done = here.build()
            mended = done.returncode == 0 and content(here.out) == here.clean[version] and here.alone()
            if hit:
                counts["kills"] += 1
                counts["writing"] += writing
                counts["broken"] += bool(wrong)
                counts["unmended"] += not mended
                for name in wrong & counts.keys():
                    counts[name] += 1
                if counts["kills"] % 10 == 0:
                    print(program.name, counts, file=sys.stderr)
            if not mended:
                here.become(version)
    return Killed(**counts)


def _timed(here: Ground) -> tuple[float, float]:
    """How long a build takes, and after which time it begins to write: the middle ones of three."""
    ended, began = [], []
    for version in (1, 0, 1, 0):
        here.write(version)
        shutil.rmtree(here.folder / "cache", ignore_errors=True)
        start, sign = time.monotonic(), _sign(here)
        process = here.start()
        _until_it_writes(process, here, sign)
        began.append(time.monotonic() - start)
        process.communicate()
        ended.append(time.monotonic() - start)
    return sorted(ended)[2], sorted(began)[1]


def _kill_one(here: Ground, seconds: float, aimed: bool) -> tuple[bool, bool]:
    """Whether a build was killed before it ended, and whether it was writing by then."""
    sign = _sign(here)
    process = here.start()
    if aimed:
        _until_it_writes(process, here, sign)
    time.sleep(seconds)
    process.kill()
    hit = process.wait() < 0
    process.communicate()
    return hit, _sign(here) != sign


def _until_it_writes(process: subprocess.Popen[str], here: Ground, sign: tuple[object, ...]) -> None:
    """Wait until a build has begun to write, where `sign` was seen before, or is over."""
    while process.poll() is None and _sign(here) == sign:
        time.sleep(0.001)


def _sign(here: Ground) -> tuple[object, ...]:
    """What changes when a build begins to write: names beside and in the folder, and the time of one page."""
    page = min(name for name in here.clean[0] if here.clean[0][name] != here.clean[1][name])
    marks = []
    for path in (here.out.parent, here.out, here.out / page):
        try:
            marks.append((path.stat().st_mtime_ns, path.stat().st_ino))
        except OSError:
            marks.append((0, 0))
    return tuple(marks)


def full_disk(program: Program, parts: int, steps: int = 4) -> tuple[Hindered, str]:
    """Build a longer site where there is space for a part of it only; with the way in which that was done."""
    runs: list[tuple[bool, bool, subprocess.CompletedProcess[str]]] = []
    mounts = small_disks()
    with ground(program, parts) as here:
        for step in range(steps):
            here.become(0)
            here.write(2)
            done = _on_small_disk(here, step / steps) if mounts else _with_short_files(here, step / steps)
            whole = content(here.out) in (here.clean[0], here.clean[2] if done.returncode == 0 else None)
            again = here.build()
            runs.append((whole, again.returncode == 0 and content(here.out) == here.clean[2] and here.alone(), done))
    return _hindered(runs), "a small tmpfs" if mounts else "RLIMIT_FSIZE"


def small_disks() -> list[str]:
    """The command under which a small disk can be mounted that only its children see; empty where there is none."""
    command = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
    try:
        with tempfile.TemporaryDirectory() as name:
            tried = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", name], capture_output=True, check=False)
    except OSError:
        return []
    return command if tried.returncode == 0 else []


def _on_small_disk(here: Ground, share: float) -> subprocess.CompletedProcess[str]:
    taken = [sum(-(-len(data) // LEAST) * LEAST for data in here.clean[version].values()) for version in (0, 2)]
    size = taken[0] + int((taken[1] - taken[0]) * share) + LEAST
    os.rename(here.out.parent, here.folder / "kept")
    here.out.parent.mkdir()
    done = here.build(before=(*small_disks(), "sh", "-c", SMALL_DISK, "sh", str(size), str(here.folder)))
    shutil.rmtree(here.out.parent)
    os.rename(here.folder / "kept", here.out.parent)
    return done


def _with_short_files(here: Ground, share: float) -> subprocess.CompletedProcess[str]:
    lengths = sorted(len(data) for name, data in here.clean[2].items() if data != here.clean[0].get(name))
    limit = lengths[int(len(lengths) * share)] - 1
    return here.build(before=(sys.executable, "-c", SHORT_FILES, str(limit)))


def no_rights(program: Program, parts: int) -> Hindered | None:
    """Build where nothing may be written, where one page may not, where one folder may not; None where all may."""
    limited = powerless()
    if limited is None:
        return None
    runs = []
    with ground(program, parts) as here:
        page = here.out / max(name for name in here.clean[0] if name.count("/"))
        for paths in ([here.out.parent, here.out, *here.out.rglob("*")], [page], [page.parent]):
            here.become(0)
            here.write(1)
            for path in paths:
                path.chmod(0o555 if path.is_dir() else 0o444)
            done = here.build(before=limited)
            whole = content(here.out) in (here.clean[0], here.clean[1] if done.returncode == 0 else None)
            for path in (here.out.parent, *here.out.parent.rglob("*")):
                path.chmod(0o755 if path.is_dir() else 0o644)
            again = here.build()
            runs.append((whole, again.returncode == 0 and content(here.out) == here.clean[1] and here.alone(), done))
    return _hindered(runs)


def powerless() -> tuple[str, ...] | None:
    """The command under which the administrator is a user like others; None where there is none."""
    if os.geteuid() != 0:
        return ()
    limited = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    try:
        tried = subprocess.run([*limited, "true"], capture_output=True, check=False).returncode
    except OSError:
        return None
    return limited if tried == 0 else None


def _hindered(runs: list[tuple[bool, bool, subprocess.CompletedProcess[str]]]) -> Hindered:
    done = [run for _, _, run in runs]
    assert 99 not in [run.returncode for run in done], done
    return Hindered(len(runs), sum(whole for whole, _, _ in runs), sum(run.returncode != 0 for run in done),
                    sum("Traceback" in run.stdout for run in done), tuple(sorted({run.returncode for run in done})),
                    sum(not mended for _, mended, _ in runs))


def two_at_once(program: Program, parts: int, times: int) -> Met:
    """Two builds of two versions of a source publish into one folder at once."""
    broken, codes, said = 0, [], []
    with ground(program, parts) as here:
        sources = [here.folder / "one", here.folder / "other"]
        for version, source in enumerate(sources):
            here.write(version, source)
        for _ in range(times):
            processes = [here.start(source=source) for source in sources]
            said += [process.communicate()[0] for process in processes]
            codes += [process.returncode for process in processes]
            broken += content(here.out) not in here.clean[:2] or not here.alone()
    return Met(times, broken, sum(code != 0 for code in codes), sum("Traceback" in text for text in said))


def changing(program: Program, parts: int, times: int, seed: int, whole: bool) -> Met:
    """Build while one source goes to and fro between two versions: each in one step, or its end a moment later."""
    broken, failed, tracebacks = 0, 0, 0
    with ground(program, parts) as here:
        name = program.page(parts)
        texts = [program.pages(parts, version)[name] for version in (0, 1)]
        sites = []
        for text in texts:
            (here.source / name).write_text(text, "utf-8")
            here.build()
            sites.append(content(here.out))
        with _changed(here.source / name, texts, here.folder / "beside", whole, random.Random(seed)):
            for _ in range(times):
                done = here.build()
                failed += done.returncode != 0
                tracebacks += "Traceback" in done.stdout
                broken += content(here.out) not in sites
    return Met(times, broken, failed, tracebacks)


def completed(program: Program, parts: int) -> bool:
    """Whether a site is whole that was read from a source whose end was written a moment later, during the build."""
    with ground(program, parts) as here:
        path = here.source / program.page(parts)
        here.write(1)
        text = path.read_text("utf-8")
        path.write_text(text[:-300], "utf-8")
        sign = _sign(here)
        process = here.start()
        _until_it_writes(process, here, sign)
        path.write_text(text, "utf-8")
        process.communicate()
        return content(here.out) in here.clean[:2]


@contextmanager
def _changed(path: Path, texts: list[str], beside: Path, whole: bool, chance: random.Random) -> Iterator[None]:
    """A thread that writes two texts to a file in turn for as long as this lasts."""
    done = threading.Event()

    def change() -> None:
        while not done.is_set():
            for text in texts:
                if whole:
                    beside.write_text(text, "utf-8")
                    beside.replace(path)
                else:
                    half = chance.randrange(len(text) * 3 // 4, len(text))     # what is left is mostly sound
                    with path.open("w", encoding="utf-8") as stream:
                        stream.write(text[:half])
                        stream.flush()
                        time.sleep(0.02)
                        stream.write(text[half:])
                time.sleep(0.02)

    writer = threading.Thread(target=change)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()
