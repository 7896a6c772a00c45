"""`privacy.jsonld`: the main facts in W3C DPV 2.3, schema.org and Dublin Core terms, with an inline context.

Source of the names: https://w3id.org/dpv/2.3 (2026-02-25). Terms without a DPV name are left out of the linked data
with their label kept as `dct:title`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.identity import Address
from policygen.declaration.recipient import Recipient
from policygen.declaration.retention import Retention
from policygen.formats import Output, Publication, Site
from policygen.law import authority_of, facts
from policygen.localise.page import Page
from policygen.notice.basis import bases_of
from policygen.notice.rights import available
from policygen.schema import Str, Words
from policygen.vocabulary import terms

CONTEXT = {
    "dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "loc": "https://w3id.org/dpv/loc#",
    "tech": "https://w3id.org/dpv/tech#", "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "legal-eu": "https://w3id.org/dpv/legal/eu#", "schema": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#",
}
ROLES = {"processor": "dpv:DataProcessor", "sub_processor": "dpv:DataSubProcessor", "controller": "dpv:DataController",
         "joint_controller": "dpv:JointDataControllers", "authority": "dpv:Authority", "third_party": "dpv:ThirdParty"}
Thing = dict[str, Any]


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The file beside the pages of a declaration."""
    text = json.dumps(_notice(site, publication), ensure_ascii=False, indent=1)
    yield f"{publication.prefix}privacy.jsonld", f"{text}\n".encode()


def in_page(site: Site, publication: Publication, page: Page) -> Markup:
    """The main facts for search engines and agents, as the text of a `<script type="application/ld+json">`.

    Nothing in it can end the script: `<`, `>` and `&` are written as JSON escapes.
    """
    declaration = publication.declaration
    base = site.configuration.base
    data = f"{publication.prefix}privacy.jsonld"
    thing = _clean({
        "@context": {name: CONTEXT[name] for name in ("schema", "dpv", "eu-gdpr", "dct")},
        "@id": base + publication.path(page.language) if base else "",
        "@type": ["schema:WebPage", "dpv:PrivacyNotice"],
        "schema:name": f"{page.title} – {page.controller}",
        "schema:inLanguage": page.language,
        "schema:version": page.version or None,
        "schema:dateModified": page.updated.datetime if page.updated else None,
        "dpv:hasDataController": _clean({
            "@type": ["schema:Organization", "dpv:DataController"], "schema:name": page.controller,
            "schema:url": str(declaration.controller.website or "") or None,
            "schema:email": next((str(contact.email) for contact in declaration.controller.contacts if contact.email),
                                 None)}),
        "dpv:hasRight": _ids([fact["dpv"] for fact, _ in available(declaration)] + ["eu-gdpr:A77"]),
        "dct:hasFormat": {"@id": f"{base}{data}" if base else "../" * publication.path("x").count("/") + data},
    })
    return htmlsafe_json_dumps(thing, dumps=_compact)


def _compact(thing: Any, **options: Any) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def _notice(site: Site, publication: Publication) -> Thing:
    declaration = publication.declaration
    base = site.configuration.base + publication.prefix
    authority = authority_of(declaration.controller.country)
    context = dict(CONTEXT)
    if authority is not None and authority.get("dpv"):
        prefix = authority["dpv"].split(":")[0]
        context[prefix] = f"https://w3id.org/dpv/legal/{prefix.removeprefix('legal-')}#"
    return _clean({
        "@context": context,
        "@id": base or "",
        "@type": ["dpv:PrivacyNotice", "schema:WebPage"],
        "dct:conformsTo": {"@id": "https://w3id.org/dpv/2.3"},
        "dct:title": [{"@value": page.title, "@language": page.language} for page in publication.pages],
        "dct:language": list(publication.notice.languages),
        "dct:hasVersion": str(declaration.version) if declaration.version else None,
        "dct:issued": _day(declaration.effective),
        "dct:modified": _day(declaration.updated),
        "dpv:hasApplicableLaw": {"@id": "legal-eu:law-GDPR"},
        "dpv:hasDataController": _controller(declaration),
        "dpv:hasAuthority": {"@id": authority["dpv"]} if authority and authority.get("dpv") else None,
        "dpv:hasRight": _ids([fact["dpv"] for fact, _ in available(declaration)] + ["eu-gdpr:A77"]),
        "dpv:hasProcess": [_process(declaration, activity) for activity in declaration.activities],
    })


def _controller(declaration: Declaration) -> Thing:
    controller = declaration.controller
    officer = declaration.data_protection_officer
    contacts = [f"mailto:{contact.email}" for contact in controller.contacts if contact.email]
    return _clean({
        "@id": "#controller",
        "@type": ["dpv:DataController", "schema:Organization"],
        "dpv:hasName": str(controller.name),
        "dpv:hasIdentifier": [f"{registration.scheme} {registration.number}" for registration
                              in controller.registration if registration.number],
        "dpv:hasAddress": _address(controller.address),
        "dpv:hasCountry": {"@id": f"loc:{controller.country}"},
        "dpv:hasContact": contacts,
        "dpv:hasDataProtectionOfficer": _clean({
            "@type": "dpv:DataProtectionOfficer", "dpv:hasName": officer.name and str(officer.name),
            "dpv:hasContact": officer.email and f"mailto:{officer.email}"}) if officer and not officer.none else None,
    })


def _address(address: Address | None) -> str | None:
    """A postal address on one line."""
    if address is None:
        return None
    place = " ".join(part for part in (address.postal_code, address.city) if part)
    return f"{address.street}, {place}" if address.street else place


def _process(declaration: Declaration, activity: Activity) -> Thing:
    categories = [category for data in activity.data for category in data.category]
    purposes = [purpose.purpose for purpose in activity.purposes]
    bases = [facts("legal_bases")[basis.basis]["dpv"] for purpose in activity.purposes
             for basis in bases_of(declaration, activity, purpose)]
    return _clean({
        "@id": f"#activities-{activity.id}",
        "@type": ["dpv:Process", "dpv:PersonalDataProcess"],
        "dct:title": _words(activity.title),
        "dpv:hasDataSubject": _terms(declaration, "data_subjects", activity.data_subjects),
        "dpv:hasPersonalData": _terms(declaration, "data", categories),
        "dpv:hasPurpose": _terms(declaration, "purposes", purposes),
        "dpv:hasLegalBasis": _ids(bases),
        "dpv:hasRecipient": [_recipient(recipient) for recipient in declaration.recipients
                             if any(use.recipient == recipient.id for use in activity.recipients)],
        "dpv:hasStorageCondition": [_storage(rule) for rule in activity.retention],
        "dpv:hasDataSource": _terms(declaration, "sources", [source.source for source in activity.sources]),
    })


def _recipient(recipient: Recipient) -> Thing:
    transfers = [_clean({"@type": "dpv:CrossBorderTransfer",
                         "dpv:hasThirdCountry": _ids([f"loc:{code}" for code in transfer.to]),
                         "dpv:hasLegalBasis": _ids([facts("transfer_tools")[tool]["dpv"] for tool in transfer.tools])})
                 for transfer in recipient.transfers]
    return _clean({
        "@id": f"#recipients-{recipient.id}",
        "@type": ["dpv:Recipient", *([ROLES[recipient.role]] if recipient.role else [])],
        "dpv:hasName": str(recipient.name) if recipient.name else None,
        "dpv:hasCountry": {"@id": f"loc:{recipient.country}"} if recipient.country else None,
        "dpv:hasProcessing": transfers,
    })


def _storage(rule: Retention) -> Thing:
    """A retention rule: an ISO duration, the event it waits for, or a duration without end that is known."""
    duration: Thing = {"@type": "dpv:IndeterminateDuration"}
    if rule.period is not None:
        duration = {"@type": "dpv:TemporalDuration", "schema:duration": rule.period.iso}
    elif rule.until:
        duration = {"@type": "dpv:UntilEventDuration",
                    "dct:description": [terms("events")[id].label if id in terms("events") else str(id)
                                        for id in rule.until]}
    return {"@type": "dpv:StorageDuration", "dpv:hasDuration": duration}


def _terms(declaration: Declaration, kind: str, ids: Sequence[Str]) -> list[Thing]:
    """The DPV terms of vocabulary ids; own terms stand for the broader one, with their label."""
    own = {term.id: term for term in getattr(declaration.vocabulary, kind, ())} if declaration.vocabulary else {}
    found = []
    for id in dict.fromkeys(ids):
        term = terms(kind).get(own[id].broader if id in own else id)
        label = _words(own[id].label) if id in own else [{"@value": term.label if term else str(id), "@language": "en"}]
        named = term.dpv if term else ""
        found.append({"@id": named} if named and id not in own else _clean({"@type": named or None,
                                                                             "dct:title": label}))
    return [dict(pair) for pair in dict.fromkeys(tuple(thing.items()) for thing in found if "@id" in thing)] + [
        thing for thing in found if "@id" not in thing]


def _words(words: Words) -> list[Thing]:
    return [{"@value": str(text), "@language": code} for code, text in words.texts]


def _day(day: Any) -> Thing | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _ids(names: Sequence[str]) -> list[Thing]:
    return [{"@id": name} for name in dict.fromkeys(names)]


def _clean(thing: Thing) -> Thing:
    """The thing without what is empty."""
    return {key: value for key, value in thing.items() if value not in (None, [], "") or key == "@id"}
