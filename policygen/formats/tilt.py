"""TILT: the Transparency Information Language, JSON for each language (github.com/Transparency-Information-Language).

Source of the names: tilt-schema.json, commit ba05879 (2023-05-04). TILT does not say of which bytes `meta._hash` is the
SHA-256; here it is that of the whole document without `_hash` as JSON with sorted keys and no white space, in UTF-8.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from policygen.declaration import Declaration
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._hashes import processing, wording
from policygen.formats._tilt_data import disclosed, sources
from policygen.formats._tilt_losses import BECAUSE
from policygen.formats._tilt_teller import UNKNOWN_DATE, Teller
from policygen.formats._tilt_whole import controller, decisions, officer, rights, transfers
from policygen.localise import Catalogue, catalogue
from policygen.localise.page import Page
from policygen.schema import Str
from policygen.schema.leaves import leaves
from policygen.vocabulary import table

OPTIONAL = True
NO_CODE = "TILT has no code for this language."


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """A document for each language that TILT has a code for."""
    for page in publication.pages:
        code = page.language.split("-")[0]
        used, problems = catalogue(site.project, page.language)
        yield from problems
        if used is None or code not in _codes():
            continue
        document = _document(site, publication, page, Teller(publication.declaration, used))
        yield f"{publication.prefix}privacy.tilt.{page.language}.json", f"{_json(document, indent=1)}\n".encode()
        yield from used.problems


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What TILT asks that the declaration does not say, and every declared value that no document holds."""
    declaration = publication.declaration
    teller = Teller(declaration, Catalogue("en", "", {}))
    pages = [page for page in publication.pages if page.language.split("-")[0] in _codes()]
    if pages:
        found, _ = catalogue(site.project, pages[0].language)
        assert found is not None
        teller = Teller(declaration, found)
        _document(site, publication, pages[0], teller)
    yield from teller.questions.values()
    for language in declaration.languages:
        if str(language).split("-")[0] not in _codes():
            yield Remark("left-out", language.at, f"languages.{language}", NO_CODE)
    for leaf in leaves(declaration):
        if leaf.at not in teller.used:
            yield Remark("left-out", leaf.at, leaf.path, reason(leaf.keys))


def reason(keys: str) -> str:
    """Why TILT does not hold a value, by the longest path of keys that says so."""
    path = max((path for path in BECAUSE if keys == path or keys.startswith(f"{path}.")), key=len, default="")
    return BECAUSE[path]


@cache
def _codes() -> frozenset[str]:
    """The language codes of TILT."""
    return frozenset(table("formats", "_tilt.yaml", "tilt")["meta"][1]["languages"].split())


def _document(site: Site, publication: Publication, page: Page, teller: Teller) -> dict[str, Any]:
    made = {
        "meta": _meta(site, publication, page, teller),
        "controller": controller(teller),
        "dataProtectionOfficer": officer(teller),
        "dataDisclosed": disclosed(teller),
        "thirdCountryTransfers": transfers(teller),
        "sources": sources(teller),
        **rights(teller, page),
        "automatedDecisionMaking": decisions(teller),
        "changesOfPurpose": [],
    }
    made["meta"]["_hash"] = sha256(_json(made, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    return made


def _json(document: Mapping[str, Any], **options: Any) -> str:
    return json.dumps(document, ensure_ascii=False, **options)


def _meta(site: Site, publication: Publication, page: Page, teller: Teller) -> dict[str, Any]:
    declaration, base = publication.declaration, site.configuration.base
    code = page.language.split("-")[0]
    teller.used.update(language.at for language in declaration.languages if str(language).split("-")[0] in _codes())
    name = f"{base}{publication.prefix}privacy.tilt.{page.language}.json" if base else \
        f"urn:policygen:{declaration.controller.name}:{publication.id}:{page.language}"
    return {
        "_id": str(uuid5(NAMESPACE_URL, name)),
        "name": teller.text(declaration.controller.name),
        **_dates(declaration, teller),
        "version": _version(declaration.version, teller),
        "language": code,
        "status": "active",
        "url": f"{base}{publication.path(page.language)}" if base else
        publication.path(page.language).removeprefix(publication.prefix),
        "processingHash": processing(declaration),
        "wordingHash": wording(page),
    }


def _dates(declaration: Declaration, teller: Teller) -> dict[str, str]:
    """`effective` as the day of making and `updated` as that of the last change; each stands for the other."""
    days = {"created": declaration.effective, "modified": declaration.updated}
    known = declaration.effective or declaration.updated
    for name, day in days.items():
        if day is not None:
            teller.used.add(day.at)
        else:
            stands = f"`{known.isoformat()}`" if known else f"The year `{UNKNOWN_DATE}`"
            key = "effective" if name == "created" else "updated"
            teller.ask(f"meta.{name}", known.at if known else declaration.at,
                       f"When was the document {name}? `{key}` is not declared. {stands} stands there.")
    stands_for = known.isoformat() if known else UNKNOWN_DATE
    return {name: day.isoformat() if day else stands_for for name, day in days.items()}


def _version(version: Str | None, teller: Teller) -> int:
    """The version, where it is a whole number; else 1."""
    if version is not None and re.fullmatch(r"[1-9][0-9]{0,8}", version):
        return int(teller.text(version))
    at = version.at if version is not None else teller.declaration.at
    said = f"`{version}` is no whole number." if version is not None else "None is declared."
    teller.ask("meta.version", at, f"Which version is it, as a whole number? {said} `1` stands there.")
    return 1
