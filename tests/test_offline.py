"""No command that builds, checks or exports opens a socket: seen by strace, with all formats and several processes.

That the same holds by Python's own word, and that builds work where there is no network, test_determinism.py tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import needs
from support import ROOT, SMALL, project
from test_incremental import OTHER, THIRD

from policygen.formats import exportable, optional

pytestmark = [pytest.mark.long, pytest.mark.tools]
ALL = [word for name in optional() for word in ("-f", name)]
COMMANDS = [["build", "-q", "-j", "1"], ["build", "-q", "-j", "2", *ALL], ["check", "-j", "2"],
            *(["export", name] for name in exportable())]


def calls(folder: Path, *command: str) -> str:
    """The calls about networks that a command and all its processes make, as strace shows them; it ends well."""
    done = subprocess.run(["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o",
                           folder / "calls", sys.executable, *command], cwd=folder, capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "POLICYGEN_CACHE": ""})
    assert done.returncode == 0, done.stderr
    return (folder / "calls").read_text()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of several declarations, where processes may be traced."""
    needs("strace", shutil.which("strace"))
    found = project(tmp_path_factory.mktemp("offline"), *(SMALL, OTHER, THIRD) * 2)
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode:
        pytest.skip("processes may not be traced here")
    return found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_no_socket_is_opened(folder: Path, command: list[str]) -> None:
    assert calls(folder, "-m", "policygen", *command) == ""


def test_strace_would_see_it(folder: Path) -> None:
    assert "AF_INET" in calls(folder, "-c", "import socket; socket.socket()")


def test_nothing_that_speaks_with_others_is_loaded(folder: Path) -> None:
    """Beside `ssl`, which python-stdnum loads for look-ups that are never asked for, and the modules that it needs."""
    code = ("import sys; from policygen.commands import main\n"
            "main(['build', '-q', '-j', '1', '--fresh'], standalone_mode=False)\n"
            "print(*sorted({'http', 'urllib.request', 'asyncio', 'requests', 'zeep', 'ftplib', 'smtplib', 'ssl'}"
            " & sys.modules.keys()))")
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout.split() == ["ssl"]
