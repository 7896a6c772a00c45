"""Fides: a manifest of systems and privacy declarations in the fideslang taxonomy (github.com/ethyca/fideslang).

Source of the names: fideslang 3.1.4. `_fides.yaml` has the keys of its taxonomy, `_fides_losses.py` what has no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._fides_keys import KINDS, TAXONOMY, Keys
from policygen.formats._fides_losses import BECAUSE
from policygen.formats._fides_systems import systems
from policygen.formats._fides_teller import FidesTeller
from policygen.formats._fides_whole import entitled, organization
from policygen.formats._fides_yaml import written
from policygen.formats._hashes import processing, wording
from policygen.schema import Str

OPTIONAL = True
HEAD = """Fides manifest, made from a declaration by policygen; change the declaration, not this file.
Keys of the fideslang default taxonomy: Ethyca, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)."""


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The manifest of a declaration, in its first language."""
    used = site.catalogues.of(_language(publication))
    if used is not None:
        document = _document(site, publication, FidesTeller(publication.declaration, used, publication.id))
        hashes = [f"processing {processing(publication.declaration)}",
                  *(f"wording {page.language} {wording(page)}" for page in publication.pages)]
        yield f"{publication.prefix}privacy.fides.yml", written(document, "\n".join([HEAD, *hashes]))
    yield from site.catalogues.problems


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What Fides asks that the declaration does not say, and every declared value that the manifest does not hold."""
    used = site.catalogues.of(_language(publication))
    assert used is not None
    teller = FidesTeller(publication.declaration, used, publication.id)
    _document(site, publication, teller)
    yield from teller.questions.values()
    yield from teller.left_out(BECAUSE)


def _language(publication: Publication) -> Str:
    return publication.declaration.languages[0]


def _document(site: Site, publication: Publication, teller: FidesTeller) -> dict[str, Any]:
    base = site.configuration.base
    policy = f"{base}{publication.path(_language(publication))}" if base else ""
    teller.used.add(publication.declaration.languages[0].at)
    keys = Keys(teller, teller.organization)
    whole = organization(teller, teller.organization)
    made = systems(teller, keys, policy)
    for key, entry in keys.made["data_subjects"].items():
        entry.update(entitled(teller, key))
    taxonomy = {TAXONOMY[kind]: [keys.made[kind][key] for key in sorted(keys.made[kind])] for kind in KINDS}
    return {"organization": [whole], **{name: found for name, found in taxonomy.items() if found}, "system": made}
