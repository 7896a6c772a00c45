"""What the tests of hosting share: readers of `_headers` and `_redirects` as hosts document them; a running nginx."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from conftest import needs
from support import ROOT

DOCUMENT = (ROOT / "docs" / "hosting.md").read_text("utf-8")


def recipe(name: str, document: str = DOCUMENT) -> str:
    """The file of this name in a document."""
    found = re.search(rf"<!-- file: {re.escape(name)} -->\n```\w*\n(.*?)```", document, re.DOTALL)
    assert found is not None, name
    return found.group(1)


def address(path: str) -> str:
    """The address at which a host serves a published file."""
    return f"/{path.removesuffix('index.html')}"


class Headers:
    """A `_headers` file: a line with a path, then indented `Name: value`; all rules that match count together."""

    def __init__(self, text: str) -> None:
        self.rules: list[tuple[str, list[tuple[str, str]]]] = []
        self.lines = text.splitlines()
        for line in self.lines:
            if not line or line.startswith("#"):
                continue
            if line.startswith("/"):
                assert line.count("*") <= 1, line
                assert ":" not in line, line
                self.rules.append((line, []))
            else:
                match = re.fullmatch(r"  ([A-Za-z-]+): (\S.*\S|\S)", line)
                assert match is not None, line
                self.rules[-1][1].append((match.group(1), match.group(2)))

    def of(self, address: str) -> dict[str, str]:
        """What is sent with an address; no header may be set twice."""
        sent: dict[str, str] = {}
        for path, headers in self.rules:
            if re.fullmatch(re.escape(path).replace(r"\*", ".*"), address):
                for name, value in headers:
                    assert name not in sent, f"{name} twice for {address}"
                    sent[name] = value
        return sent


class Redirect(NamedTuple):
    """A line of `_redirects`: from, to, status, with `!` also over a file, and the languages of its condition."""

    start: str
    end: str
    status: str
    languages: tuple[str, ...]


def redirects(text: str) -> list[Redirect]:
    """The lines of a `_redirects` file."""
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            start, end, status, *conditions = line.split()
            assert all(condition.startswith("Language=") for condition in conditions)
            languages = conditions[0].removeprefix("Language=").split(",") if conditions else []
            found.append(Redirect(start, end, status, tuple(languages)))
    return found


def sent_to(lines: list[Redirect], address: str, accepts: str) -> str | None:
    """Where Netlify sends a visitor: the first rule for the address that has no language, or the visitor's first one.

    A condition without a region holds for the language with any region.
    """
    first = accepts.split(",")[0].split(";")[0].strip().lower()
    for line in lines:
        fits = not line.languages or any(first == code.lower() or first.startswith(f"{code.lower()}-")
                                         for code in line.languages)
        if line.start == address and line.status == "302!" and fits:
            return line.end
    return None


@contextmanager
def nginx(configuration: str, folder: Path, work: Path) -> Iterator[int]:
    """nginx with the configuration of the document, serving a folder on the loopback interface, at the given port."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    needs("nginx", program)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for there, here in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /var/www/policy;", f"root {folder};")):
        assert configuration.count(there) == 1
        configuration = configuration.replace(there, here)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{name}_temp_path {work}/{name};\n" for name in temporary)
    main = work / "nginx.conf"
    main.write_text(f"daemon off;\nmaster_process off;\npid {work}/pid;\nerror_log {work}/error.log;\nevents {{}}\n"
                    f"http {{\ntypes_hash_max_size 2048;\n{paths}{configuration}}}\n", "utf-8")
    running = subprocess.Popen([str(program), "-c", main, "-p", work, "-e", work / "error.log"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert running.poll() is None, (work / "error.log").read_text("utf-8")
            time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.wait(10)
