"""What the tests of `policygen serve` share: a server in a process of its own, its pages, its events, its terminal."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support import ROOT, TODAY

PATIENCE = 120.0                                          # seconds, for machines that do much else


class Answer:
    """A response: status, headers and the bytes, as text in `text`."""

    def __init__(self, found: http.client.HTTPResponse) -> None:
        self.status = found.status
        self.headers = found.headers
        self.data = found.read()
        self.text = self.data.decode("utf-8", "replace")


def interruptible() -> None:
    """Let Ctrl+C reach a process that a test starts, also where the tests themselves run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Served:
    """A running `policygen serve`."""

    def __init__(self, project: Path, *arguments: object, **env: str) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "policygen", "serve", *map(str, arguments or ("--port", 0)), str(project)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**environment, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "SOURCE_DATE_EPOCH": "1769817600",
                 **env}, preexec_fn=interruptible)
        self.lines: list[str] = []
        self._new: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.said(r"Serving (http://127\.0\.0\.1:\d+/)").group(1)
        self.port = int(self.address.rstrip("/").rpartition(":")[2])
        self.events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listen()
        self.state: dict[str, Any] = self.events.get(timeout=PATIENCE)

    def said(self, pattern: str) -> re.Match[str]:
        """The next line of the terminal that holds a pattern."""
        while (line := self._new.get(timeout=PATIENCE)) is not None:
            self.lines.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"ended without `{pattern}`:\n{''.join(self.lines)}")

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path, as it is written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def event(self, wanted: Callable[[dict[str, Any]], bool] = lambda state: True) -> dict[str, Any]:
        """The next event whose state is as wanted."""
        while not wanted(state := self.events.get(timeout=PATIENCE)):
            pass
        self.state = state
        return state

    def renewed(self) -> dict[str, Any]:
        """The state when the site is another than it was."""
        before = self.state["site"]
        return self.event(lambda state: not state["broken"] and state["site"] != before)

    def ended(self, with_signal: signal.Signals) -> int:
        """The exit code after a signal."""
        self.process.send_signal(with_signal)
        return self.process.wait(timeout=PATIENCE)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._new.put(line)
        self._new.put(None)

    def _listen(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/_policygen/events")
        stream = connection.getresponse()
        assert stream.headers["Content-Type"] == "text/event-stream"

        def read() -> None:
            try:
                for line in stream:
                    if line.startswith(b"data: "):
                        self.events.put(json.loads(line[6:]))
            except (OSError, ValueError, http.client.HTTPException):
                pass

        threading.Thread(target=read, daemon=True).start()


@contextmanager
def serving(project: Path, *arguments: object, **env: str) -> Iterator[Served]:
    """A server for the time of a test."""
    served = Served(project, *arguments, **env)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.process.kill()
        served.process.wait(timeout=PATIENCE)


def changed(path: Path, before: str, after: str) -> None:
    """Change a text in a file, in one step as editors do."""
    text = path.read_text("utf-8")
    assert before in text, before
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text.replace(before, after), "utf-8")
    beside.replace(path)


def plain(html: str) -> str:
    """A served page without what was put into it."""
    return re.sub(r'<link rel="stylesheet" href="/_policygen/style\.css"><script [^>]*></script>', "",
                  re.sub(r"<!--/?policygen:\d+-->", "", html))


assert TODAY == "2026-01-31"                              # the day of SOURCE_DATE_EPOCH above
