"""Starts `policygen` in processes of its own at a fraction of what a new interpreter costs.

Each is a fork of one that has imported everything and made a site. It has a folder, an environment, output, signals and
an exit code like any other. What a start itself does (options of Python, hash seeds, imports) is seen with `subprocess`
only.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

STATUS = struct.Struct("=i")
ASKING = threading.Lock()


class Process:
    """What tests need of `subprocess.Popen`: output and errors are pipes, read by `communicate`."""

    def __init__(self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], together: bool) -> None:
        self.args = ["policygen", *arguments]
        self.returncode: int | None = None
        pipes = [os.pipe() for _ in range(2 if together else 3)]
        self._status, self._out, *self._err = (reads for reads, _ in pipes)
        handed = [writes for _, writes in pipes]
        request = json.dumps([list(arguments), os.fspath(cwd), dict(environment)]).encode()
        with ASKING:
            socket.send_fds(_nursery(), [STATUS.pack(len(request))], handed)
            _nursery().sendall(request)
        for number in handed:
            os.close(number)
        self.pid = STATUS.unpack(os.read(self._status, STATUS.size))[0]

    def poll(self) -> int | None:
        """The exit code, or minus the signal; None while the process runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, or minus the signal, when the process has ended."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def kill(self) -> None:
        """End the process by SIGKILL, unless it has ended."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What the process wrote, when it and all that it started have ended."""
        end = None if timeout is None else time.monotonic() + timeout
        found: dict[int, list[bytes]] = {number: [] for number in (self._out, *self._err)}
        with selectors.DefaultSelector() as waiting:
            for number in found:
                waiting.register(number, selectors.EVENT_READ)
            while waiting.get_map():
                ready = waiting.select(None if end is None else max(end - time.monotonic(), 0))
                if not ready:
                    self.kill()
                    raise subprocess.TimeoutExpired(self.args, timeout or 0)
                for key, _ in ready:
                    found[key.fd].append(os.read(key.fd, 1 << 16))
                    if not found[key.fd][-1]:
                        waiting.unregister(key.fd)
                        os.close(key.fd)
        self.wait(None if end is None else max(end - time.monotonic(), 1))
        texts = [b"".join(parts).decode("utf-8") for parts in found.values()]
        return texts[0], "".join(texts[1:])

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            with selectors.DefaultSelector() as waiting:
                waiting.register(self._status, selectors.EVENT_READ)
                if waiting.select(timeout):
                    self.returncode = STATUS.unpack(os.read(self._status, STATUS.size))[0]
                    os.close(self._status)
        return self.returncode


def run(arguments: Sequence[str], cwd: Path, environment: Mapping[str, str],
        timeout: float) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    process = Process(arguments, cwd, environment, together=False)
    out, err = process.communicate(timeout)
    return subprocess.CompletedProcess(process.args, process.wait(), out, err)


@cache
def _nursery() -> socket.socket:
    """The process that forks, one for each process of the tests; it ends with that."""
    ours, theirs = socket.socketpair()
    with theirs:
        subprocess.Popen([sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()],
                         stdin=subprocess.DEVNULL, cwd=Path(__file__).parent.parent)
    return ours


def _serve(asked: socket.socket) -> None:
    """Fork for each request, until nobody can ask any more."""
    while True:
        head, numbers, _, _ = socket.recv_fds(asked, STATUS.size, 3)
        if not head:
            return
        size, request = STATUS.unpack(head)[0], b""
        while len(request) < size:
            request += asked.recv(size - len(request))
        if os.fork() == 0:
            asked.close()
            _keep_watch(*numbers, request=request)
        for number in numbers:
            os.close(number)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _keep_watch(status: int, *outputs: int, request: bytes) -> None:
    """Fork the process that is asked for, and tell its number and how it ended."""
    pid = os.fork()
    if pid == 0:
        os.close(status)
        _become(outputs, *json.loads(request))
    for number in outputs:
        os.close(number)
    with suppress(BrokenPipeError):                           # nobody may want to know it any more
        os.write(status, STATUS.pack(pid))
        os.write(status, STATUS.pack(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
    os._exit(0)


def _become(outputs: Sequence[int], arguments: list[str], cwd: str, environment: dict[str, str]) -> None:
    """Be a `policygen`, to the end."""
    for number, target in zip(outputs if len(outputs) > 1 else outputs * 2, (1, 2), strict=True):
        os.dup2(number, target)
    for number in outputs:
        os.close(number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["policygen", *arguments]
    code: object = 1
    try:
        from policygen.__main__ import main

        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    atexit._run_exitfuncs()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _prepare() -> None:
    """Import what commands import, and read the tables that a build reads, once for all."""
    root = Path(__file__).parent.parent
    sys.path[0] = os.fspath(root)
    for path in sorted((root / "policygen").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if parts[1] != "starter" and parts[-1] != "__main__":
            import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    from policygen.build import build
    from policygen.project import Project

    build(Project(root / "tests" / "cases" / "small"), "2026-01-31")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _prepare()
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        _serve(connection)
