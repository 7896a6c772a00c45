"""What a run of a program costs: wall time, CPU time with its children, and the peak memory of all its processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
EVERY = 0.004                                            # seconds between two looks at the memory


class Cost(NamedTuple):
    """Seconds of wall time and of CPU time."""

    wall: float
    cpu: float


class BenchError(Exception):
    """A program that was to be measured did not do its work."""


def run(command: list[str], environment: Mapping[str, str]) -> Cost:
    """Run a program to its end; CPU time is that of the program and of all children for which it waited."""
    before = time.perf_counter()
    process = _started(command, environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    _ended(process, command, status)
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def peak(command: list[str], environment: Mapping[str, str]) -> int:
    """The peak memory of a program and its children in bytes, looked at while it runs.

    Memory that several processes share is counted once (PSS). The time of such a run is not used: looking costs some.
    """
    process = _started(command, environment)
    watch = _Watch(process.pid)
    watch.start()
    _, status = os.waitpid(process.pid, 0)
    watch.over.set()
    watch.join()
    _ended(process, command, status)
    return watch.highest


def _started(command: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # Python keeps compiled modules unless it is told not to; without them each start would compile the sources again.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        command, env={**usual, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)


def _ended(process: subprocess.Popen[bytes], command: list[str], status: int) -> None:
    assert process.stderr is not None
    told = process.stderr.read().decode(errors="replace").strip()
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchError(f"{' '.join(command)} ended with {process.returncode}:\n{told[:2000]}")


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children again and again."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.highest = 0
        self.over = threading.Event()

    def run(self) -> None:
        """Until `over` is set."""
        while not self.over.is_set():
            pids = list(_tree(self.pid))
            together = sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in pids)
            largest = max((_kilobytes(pid, "status", "VmHWM:") for pid in pids), default=0)
            self.highest = max(self.highest, 1024 * together, 1024 * largest)
            self.over.wait(EVERY)


def _tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with contextlib.suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _kilobytes(pid: int, file: str, key: str) -> int:
    """A number from a file about a process; 0 where the process has ended."""
    with contextlib.suppress(OSError):
        for line in (PROC / str(pid) / file).read_text().splitlines():
            if line.startswith(key):
                return int(line.split()[1])
    return 0
