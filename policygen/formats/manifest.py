"""`policygen.json`: what was built: each declaration with its pages, and hashes of its facts and of its words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policygen import __version__
from policygen.formats import Output, Publication, Site
from policygen.formats._hashes import processing, wording

NAME = "policygen.json"


def of_site(site: Site) -> Iterator[Output]:
    """The file at the root of the site. Paths are those of folders in it."""
    content = {"policygen": __version__, "formats": sorted({str(name) for name in site.configuration.formats}),
               "declarations": {whole.id: _declared(site, whole) for whole in site.wholes}}
    yield NAME, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def _declared(site: Site, whole: Publication) -> dict[str, Any]:
    declaration = whole.declaration
    dates = {"effective": declaration.effective, "updated": declaration.updated}
    pages = [{"language": page.language, "path": publication.path(page.language), "title": page.title,
              "wording": wording(page)}
             for publication in site.publications if publication.id == whole.id for page in publication.pages]
    return {"controller": str(declaration.controller.name),
            **({"version": str(declaration.version)} if declaration.version else {}),
            **{name: day.isoformat() for name, day in dates.items() if day},
            "processing": processing(declaration), "pages": pages}
