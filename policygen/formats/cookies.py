"""A page of its own on cookies and similar technologies, `LANGUAGE/cookies/`."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.formats import Output, Publication, Site
from policygen.formats._single import outputs

OPTIONAL = True


def of_publication(site: Site, publication: Publication) -> Iterator[Output]:
    """The page of each language, for a declaration that has this section."""
    return outputs(site, publication, "cookies")
