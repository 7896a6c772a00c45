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
from itertools import islice
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from policygen.declaration import Declaration
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._hashes import processing, wording
from policygen.formats._teller import Teller
from policygen.formats._tilt_data import disclosed, sources
from policygen.formats._tilt_losses import BECAUSE
from policygen.formats._tilt_whole import controller, decisions, officer, rights, transfers
from policygen.localise import Catalogue
from policygen.localise.page import Page
from policygen.schema import Str
from policygen.vocabulary import table

OPTIONAL = True
NO_CODE = "TILT has no code for this language."
UNKNOWN_DATE = "0000"


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """A document for each language that TILT has a code for."""
    for page, used in _coded(site, publication):
        document = _document(site, publication, page, Teller(publication.declaration, used))
        yield f"{publication.prefix}privacy.tilt.{page.language}.json", f"{_json(document, indent=1)}\n".encode()
    yield from site.catalogues.problems


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What TILT asks that the declaration does not say, and every declared value that no document holds."""
    declaration = publication.declaration
    teller = Teller(declaration, Catalogue("en", "", {}))
    for page, used in islice(_coded(site, publication), 1):
        teller = Teller(declaration, used)
        _document(site, publication, page, teller)
    yield from teller.questions.values()
    for language in declaration.languages:
        if not _code(language):
            yield Remark("left-out", language.at, f"languages.{language}", NO_CODE)
    yield from teller.left_out(BECAUSE)


def _coded(site: Site, publication: Publication) -> Iterator[tuple[Page, Catalogue]]:
    """The pages in languages that TILT has a code for, each with its catalogue."""
    pages = {page.language: page for page in publication.pages}
    for language in publication.declaration.languages:
        used = site.catalogues.of(language) if language in pages and _code(language) else None
        if used is not None:
            yield pages[language], used


def _code(language: str) -> str:
    """The code of TILT for a language, or an empty text."""
    code = language.split("-")[0]
    return code if code in _codes() else ""


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
    teller.used.update(language.at for language in declaration.languages if _code(language))
    name = f"{base}{publication.prefix}privacy.tilt.{page.language}.json" if base else \
        f"urn:policygen:{declaration.controller.name}:{publication.id}:{page.language}"
    return {
        "_id": str(uuid5(NAMESPACE_URL, name)),
        "name": teller.text(declaration.controller.name),
        **_dates(declaration, teller),
        "version": _version(declaration.version, teller),
        "language": _code(page.language),
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
