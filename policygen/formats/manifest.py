"""`policygen.json`: what was built: each declaration with its pages, and hashes of its facts and of its words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policygen import __version__
from policygen.formats import Output, Site
from policygen.formats._entries import WHOLE, Entry

NAME = "policygen.json"


def of_site(site: Site) -> Iterator[Output]:
    """The file at the root of the site. Paths are those of folders in it."""
    content = {"policygen": __version__, "formats": sorted({str(name) for name in site.configuration.formats}),
               "declarations": {entry.id: _declared(site, entry) for entry in site.entries if entry.whole}}
    yield NAME, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _declared(site: Site, whole: Entry) -> dict[str, Any]:
    dates = {"version": whole.version, "effective": whole.effective, "updated": whole.updated}
    pages = [{"language": page.language, "path": entry.path(page.language), "title": page.title,
              "wording": page.wording}
             for entry in site.entries if entry.id == whole.id and entry.folder == WHOLE for page in entry.pages]
    return {"controller": whole.controller, **{name: said for name, said in dates.items() if said},
            "processing": whole.processing, "pages": pages}
