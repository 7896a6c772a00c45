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
from policygen.localise import catalogue
from policygen.schema.leaves import leaves

OPTIONAL = True
HEAD = """Fides manifest, made from a declaration by policygen; change the declaration, not this file.
Keys of the fideslang default taxonomy: Ethyca, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)."""


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The manifest of a declaration, in its first language."""
    used, problems = catalogue(site.project, _language(publication))
    yield from problems
    if used is not None:
        document = _document(site, publication, FidesTeller(publication.declaration, used, publication.id))
        hashes = [f"processing {processing(publication.declaration)}",
                  *(f"wording {page.language} {wording(page)}" for page in publication.pages)]
        yield f"{publication.prefix}privacy.fides.yml", written(document, "\n".join([HEAD, *hashes]))
        yield from used.problems


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What Fides asks that the declaration does not say, and every declared value that the manifest does not hold."""
    declaration = publication.declaration
    used, _ = catalogue(site.project, _language(publication))
    assert used is not None
    teller = FidesTeller(declaration, used, publication.id)
    _document(site, publication, teller)
    yield from teller.questions.values()
    for leaf in leaves(declaration):
        if leaf.at in teller.parts:
            yield Remark("left-out", leaf.at, leaf.path, teller.parts[leaf.at])
        elif leaf.at not in teller.used:
            yield Remark("left-out", leaf.at, leaf.path, reason(leaf.keys))


def reason(keys: str) -> str:
    """Why Fides does not hold a value, by the longest path of keys that says so."""
    return BECAUSE[max((path for path in BECAUSE if keys == path or keys.startswith(f"{path}.")), key=len, default="")]


def _language(publication: Publication) -> str:
    return str(publication.declaration.languages[0])


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
