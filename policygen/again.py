"""What a build said is said again when nothing has changed: known before most of policygen is even imported.

Nothing has changed when the command, the folder it runs in, the day, all that the build read and all that it published
are the same. What is read is compared by its bytes, what was published by the times, sizes and numbers of its files.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from policygen import inputs, kept
from policygen.project import Project
from policygen.published import untouched

MOST = 50                                                     # commands of which it is known


def today() -> str:
    """Today as YYYY-MM-DD; `SOURCE_DATE_EPOCH` goes before the clock, so that builds can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)) if epoch.isdigit() else time.localtime())


def remember(arguments: Sequence[str], root: Path, more: Sequence[str], read: str, folder: Path, site: str,
             said: str) -> None:
    """Keep what a build said that published `folder`: `read` is the digest of all it read, with the files `more` of the
    project, `site` that of the published files.
    """
    kept.store("said", _key(arguments), {"root": os.fspath(root), "more": list(more), "read": read,
                                         "folder": os.fspath(folder), "site": site, "said": said})
    kept.tidy("said", MOST)


def said(arguments: Sequence[str]) -> str | None:
    """What the same command said, if doing it again would change nothing; None where it must be done."""
    known = kept.load("said", _key(arguments))
    if known is None or not untouched(Path(known["folder"]), known["site"]):
        return None
    now = inputs.everything(Project(Path(known["root"])), known["more"], today()).hexdigest()
    return str(known["said"]) if now == known["read"] else None


def _key(arguments: Sequence[str]) -> str:
    return kept.key("said", os.fspath(Path.cwd()), "\0".join(arguments))
