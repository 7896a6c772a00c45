"""Builds in which one mutating system call fails, or is the last one before `kill -9`.

    python tests/system_calls.py FOLDER

reads lines of JSON, `[K, FAULT, ARGUMENT...]`, and answers each with another: how the command ended. FAULT is `KILL`,
or the name of an error. Each command runs in a copy of this process, which has loaded everything, so that it starts
in no time.

`[OPTIONS, "STRACE", ARGUMENT...]` has strace watch or hurt the command instead, as these options tell it; it writes
what it saw to FOLDER/calls.

What counts as a call: all that changes folders and files, by Python's own audit events; writes to files; and the three
calls of `policygen.publish` that go another way.
"""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

# `open` is one where it may change a file; the folders that rmtree empties are told by os.remove and os.rmdir.
EVENTS = frozenset({"os.mkdir", "os.rmdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate",
                    "os.chmod", "os.utime", "os.setxattr", "fcntl.flock"})
ANYBODY = (0x59616d61, -1)                                    # of prctl(2): who may trace this process
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Faults:
    """Counts the calls of a process and of those that it starts; the K-th fails or is the end, 0 lets all go well."""

    def __init__(self, at: int, fault: str, log: Path) -> None:
        self.at, self.fault, self.log, self.count, self.busy = at, fault, log, 0, False

    def call(self, what: str) -> None:
        """One mutating call is about to be made."""
        if self.busy:
            return
        self.busy = True
        try:
            self.count += 1
            with self.log.open("a") as stream:
                stream.write(f"{what}\n")
            if self.count == self.at:
                if self.fault == "KILL":
                    os.kill(os.getpid(), signal.SIGKILL)
                number = getattr(errno, self.fault)
                raise OSError(number, os.strerror(number))
        finally:
            self.busy = False

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit event."""
        if event == "open":
            if isinstance(arguments[0], (str, bytes)) and (arguments[2] or 0) & WRITING and arguments[0] != os.devnull:
                self.call(f"open {arguments[0]}")
        elif event in EVENTS:
            self.call(f"{event} {arguments[0]}")

    def before(self, function: Callable[..., Any], what: str) -> Callable[..., Any]:
        """The function, which is one of the calls."""
        def called(*arguments: Any, **named: Any) -> Any:
            self.call(what)
            return function(*arguments, **named)
        return called

    def install(self) -> None:
        """From now on."""
        import builtins
        import ctypes

        once = open

        def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            stream = once(file, mode, *rest, **named)
            if isinstance(stream, io.BufferedWriter) and not self.busy:
                return _Written(stream, self)
            return stream

        builtins.open = opened
        library = ctypes.CDLL(None, use_errno=True)
        ctypes.CDLL = lambda name, use_errno: _Library(library, self)
        sys.addaudithook(self.heard)


class _Library:
    """The C library, whose two calls fail as they do: with a number other than 0, and `errno`."""

    def __init__(self, library: Any, faults: Faults) -> None:
        self.library, self.faults = library, faults

    def __getattr__(self, name: str) -> Any:
        import ctypes

        function = getattr(self.library, name)
        if name not in ("syncfs", "renameat2"):
            return function

        def called(*arguments: Any) -> int:
            try:
                self.faults.call(name)
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            return int(function(*arguments))
        return called


class _Written:
    """A file that is written to: each write and the close is a call."""

    def __init__(self, stream: io.BufferedWriter, faults: Faults) -> None:
        self.stream, self.faults = stream, faults

    def write(self, data: bytes) -> int:
        self.faults.call(f"write {self.stream.name}")
        return self.stream.write(data)

    def close(self) -> None:
        if not self.stream.closed:
            try:
                self.faults.call(f"close {self.stream.name}")
            finally:
                self.stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def run(folder: Path, at: int, fault: str, arguments: list[str]) -> dict[str, Any]:
    """One command in a copy of this process."""
    said, log = folder / "said", folder / "log"
    for path in (said, log):
        path.write_bytes(b"")
    process = os.fork()
    if process == 0:
        _say_into(said)
        os._exit(_in_copy(Faults(at, fault, log), arguments))
    _, status = os.waitpid(process, 0)
    return {"code": os.waitstatus_to_exitcode(status), "said": said.read_text("utf-8"),
            "calls": log.read_text().splitlines()}


def traced(folder: Path, options: list[str], arguments: list[str]) -> dict[str, Any]:
    """One command in a copy of this process, which strace looks at from its first call on."""
    import ctypes

    said = folder / "said"
    said.write_bytes(b"")
    process = os.fork()
    if process == 0:
        ctypes.CDLL(None).prctl(*map(ctypes.c_ulong, ANYBODY), 0, 0, 0)
        _say_into(said)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(_in_copy(None, arguments))
    os.waitpid(process, os.WUNTRACED)
    strace = subprocess.Popen(["strace", "-y", "-qq", "-o", folder / "calls", *options, "-p", str(process)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while strace.poll() is None and "TracerPid:\t0\n" in Path(f"/proc/{process}/status").read_text():
        time.sleep(0.001)
    os.kill(process, signal.SIGCONT)
    _, status = os.waitpid(process, 0)
    return {"code": os.waitstatus_to_exitcode(status), "said": said.read_text("utf-8"), "strace": strace.wait()}


def _say_into(path: Path) -> None:
    os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND), 1)
    os.dup2(1, 2)


def _in_copy(faults: Faults | None, arguments: list[str]) -> int:
    from policygen.__main__ import main

    sys.argv[:] = ["policygen", *arguments]
    if faults is not None:
        faults.install()
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    return 1


def serve(folder: Path) -> None:
    """Answer line by line, once all that a build needs is loaded."""
    from policygen import again, publish
    from policygen.build import _pool, _records, build
    from policygen.commands import build as _
    from policygen.project import Project

    assert again and publish and _pool and _records and _
    build(Project(folder / "source"), again.today())
    for line in sys.stdin:
        at, fault, *arguments = json.loads(line)
        done = traced(folder, at, arguments) if fault == "STRACE" else run(folder, at, fault, arguments)
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
