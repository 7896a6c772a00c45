"""Small helpers for tests: run the command line, write a project, show a notice and a page as text."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import forked
import pytest

from policygen.localise import Page
from policygen.notice.blocks import Notice

ROOT = Path(__file__).parent.parent
TODAY = "2026-01-31"
AT_START = ("PYTHON", "LC_", "LANG", "TZ")                    # variables that Python reads when it starts

SMALL = """\
policygen: 1
languages: [en, nb]
updated: 2026-01-15
controller:
  name: Example AS
  registration: {scheme: no-orgnr, number: "919 627 816"}
  country: NO
  contacts: {privacy: {email: privacy@example.no}}
activities:
  newsletter:
    title: {en: Newsletter, nb: Nyhetsbrev}
    data_subjects: [newsletter_subscriber]
    data: [email, {category: phone, when: {en: if you give it, nb: hvis du oppgir det}}]
    purposes: [{purpose: newsletter, legal_basis: consent}]
    consent: {withdraw: {en: Use the link in every newsletter., nb: Bruk lenken i hvert nyhetsbrev.}}
    recipients: [mailer]
    retention: {until: consent_withdrawn, then: delete}
recipients:
  mailer: {name: Mailer GmbH, role: processor, country: DE, purpose: {en: sending emails, nb: utsending av e-post}}
rights: {contact: privacy}
"""


def project(folder: Path, *declarations: str, **files: str) -> Path:
    """A project in `folder` with declarations `a`, `b`, ... and further files by path (`__` stands for `/`)."""
    (folder / "declarations").mkdir(parents=True, exist_ok=True)
    for name, text in zip("abcdefgh", declarations, strict=False):
        (folder / "declarations" / f"{name}.yaml").write_text(text, "utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def policygen(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None,
              timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, without colours; it is forked where that makes no difference."""
    if any(name.startswith(AT_START) for name in env or {}):
        return started(*arguments, cwd=cwd, env=env, timeout=timeout)
    return forked.run(list(map(str, arguments)), cwd or ROOT, {**os.environ, "NO_COLOR": "1", **(env or {})}, timeout)


def started(*arguments: object, cwd: Path | None = None, env: dict[str, str] | None = None,
            timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Run the command line by a Python that starts anew, as people do."""
    environment = {**os.environ, "NO_COLOR": "1", **(env or {})}
    return subprocess.run([sys.executable, "-m", "policygen", *map(str, arguments)], cwd=cwd or ROOT,
                          env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
                          encoding="utf-8", timeout=timeout, check=False)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file()}


def some(always: Iterable[Any], *others: Iterable[Any]) -> list[Any]:
    """Parameters of a test: some for every run, the others of their kind for the long run."""
    few = list(always)
    return [*few, *(pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=pytest.mark.long)
                    for more in others for one in more if one not in few)]


def notice_text(notice: Notice) -> str:
    """The notice without language: a line for each block with its kind, id, provisions and origins."""
    lines = []
    for block in notice.walk():
        places = " ".join(f"{at.line}:{at.column}" for at in block.origins)
        law = f" [{', '.join(block.answers)}]" if block.answers else ""
        contexts = " ".join(getattr(said, "context", type(said).__name__) for said in block.said)
        lines.append(f"{block.kind} {block.id} ({contexts}){law} @ {places}")
    return "\n".join(lines) + "\n"


def page_text(page: Page) -> str:
    """The words of a page: a line for each block that says something."""
    lines = [f"# {page.title} – {page.controller} ({page.language})"]
    for block in page.walk():
        if block.said:
            shown = "".join(f"[{piece.text}]({piece.href})" if piece.href else piece.text for piece in block.said)
            lines.append(f"{block.kind}: {shown}{block.after}")
    return "\n".join(lines) + "\n"
