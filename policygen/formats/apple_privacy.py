"""`PrivacyInfo.xcprivacy`: Apple's privacy manifest for the project of an iOS app, as far as the declaration tells.

Data types and purposes are those that Apple allows; what the declaration leaves open is answered with caution and
asked. The array of required-reason APIs is left out: only the code of the app can tell.
"""

from __future__ import annotations

import plistlib
from collections.abc import Iterator, Sequence
from typing import Any

from policygen.declaration import Declaration
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._app.collected import Collected, Use, collected
from policygen.formats._app.getters import getters
from policygen.formats._app.questions import Form, left, questions, without_app
from policygen.formats._app.scope import names_app, no_app
from policygen.formats._app.terms import listed, meaning, shipped
from policygen.formats._hashes import processing, wording
from policygen.problem import Position

INTERNAL = True
NAME = "PrivacyInfo.xcprivacy"
TYPE = "NSPrivacyCollectedDataType"
FORM = Form("apple", "ios", "NSPrivacyCollectedDataTypes")
CARRIED = ("scope.channels.kind", "vocabulary.data.broader", "vocabulary.data.special", "vocabulary.data.criminal",
           "vocabulary.purposes.broader", "vocabulary.recipients.broader", "vocabulary.sources.broader",
           "vocabulary.channels.broader", "vocabulary.data_subjects.broader", "vocabulary.device_permissions.broader",
           "defaults.sources.source", "defaults.sources.data", "defaults.recipients.recipient",
           "defaults.recipients.role", "defaults.recipients.data", "defaults.recipients.without",
           "editions.data_subjects", "editions.groups", "editions.activities", "activities.data.category",
           "activities.data.state", "activities.data.kept", "activities.data_subjects", "activities.group",
           "activities.sources.source", "activities.sources.data", "activities.purposes.purpose",
           "activities.recipients.recipient", "activities.recipients.role", "activities.recipients.data",
           "activities.recipients.without", "activities.ai.provider", "activities.ai.sent", "recipients.kind",
           "recipients.role", "recipients.data", "cookies.items.kind", "cookies.items.class", "cookies.items.data",
           "cookies.items.provider", "device_permissions.permission", "device_permissions.platforms")
SUBJECT = "The manifest has fixed types of data and purposes, and no place for words about them."
BECAUSE = {
    "activities.data": SUBJECT, "activities.purposes": SUBJECT, "activities.sources": SUBJECT,
    "activities.purposes.legal_basis": "The manifest does not ask why the use is allowed.",
    "activities.recipients": "The manifest does not name who gets the data.",
    "recipients": "The manifest does not name who gets the data.",
    "cookies": "The manifest asks what is collected and for what, and no more about what is stored on the device.",
    "device_permissions": "The reasons for permissions stand in `Info.plist` of the app.",
    "integrations": "The data are fetched from another service, not by the app from the device.",
}


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The manifest of a declaration that names an app."""
    declaration = publication.declaration
    if not names_app(declaration, FORM.platform):
        yield no_app(declaration, "Apple App Store")
        return
    yield f"{publication.prefix}{NAME}", _written(publication, manifest(declaration, collected(declaration)))


def manifest(declaration: Declaration, found: Collected) -> dict[str, Any]:
    """The content of the manifest.

    Apple's technical note TN3181 wants no domains where there is no tracking, and at least one where there is; the
    empty array is the place to fill in. Xcode's report wants the array of data types even where it is empty.
    """
    entries = [_entry(declaration, value, uses) for value, uses in FORM.types(declaration, found).items()]
    tracking = any(entry[f"{TYPE}Tracking"] for entry in entries) or bool(_asked(declaration))
    return {"NSPrivacyTracking": tracking, **({"NSPrivacyTrackingDomains": []} if tracking else {}),
            "NSPrivacyCollectedDataTypes": entries}


def _entry(declaration: Declaration, value: str, uses: Sequence[Use]) -> dict[str, Any]:
    named = {purpose for use in uses for kind, id in use.purposes for purpose in meaning(declaration, kind, id).apple}
    return {TYPE: f"{TYPE}{value}", f"{TYPE}Linked": any(map(_linked, uses)),
            f"{TYPE}Tracking": any(True for use in uses for _ in _tracking(declaration, use)),
            f"{TYPE}Purposes": [f"{TYPE}Purpose{purpose}" for purpose in listed("apple.yaml", "purposes")
                                if purpose in named]}


def _linked(use: Use) -> bool:
    """Apple calls all personal data linked, and so what is only pseudonymised."""
    return use.state != "anonymous"


def _tracking(declaration: Declaration, use: Use) -> Iterator[tuple[Position, str]]:
    """Where the declaration says something that may be tracking, and what."""
    if not _linked(use):
        return
    for kind, id in use.purposes:
        if meaning(declaration, kind, id).tracking:
            yield id.at, f"the purpose `{id}`"
    for getter in getters(declaration, use):
        if getter.tracking:
            yield getter.at, f"what `{getter.recipient.id}` gets"


def _asked(declaration: Declaration) -> tuple[Position, ...]:
    """Where the permission for tracking is asked for on this platform."""
    return tuple(asked.at for asked in declaration.device_permissions
                 if shipped(declaration, "device_permissions", asked.permission) == "tracking"
                 and (not asked.platforms or FORM.platform in asked.platforms))


def _written(publication: Publication, content: dict[str, Any]) -> bytes:
    """The manifest with the hashes as a comment, which Xcode reads over."""
    words = "".join(f"\nwording ({page.language}): {wording(page)}" for page in publication.pages)
    comment = f"<!--\nprocessing: {processing(publication.declaration)}{words}\n-->\n"
    head, start, body = plistlib.dumps(content, sort_keys=False).decode().partition("<plist")
    return f"{head}{comment}{start}{body.rstrip()}\n".encode()


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What the manifest asks that the declaration does not say, and what it leaves out."""
    declaration = publication.declaration
    if not names_app(declaration, FORM.platform):
        yield from without_app(declaration)
        return
    found = collected(declaration)
    yield from questions(declaration, found, FORM)
    yield from _about_tracking(declaration, found)
    yield Remark("question", declaration.at, "NSPrivacyAccessedAPITypes",
                 "Which APIs does the app call for which Apple requires a reason, such as UserDefaults? Only its code "
                 "can tell. Apple does not allow the array to be empty, so it is left out; add it in Xcode.")
    yield from left(declaration, CARRIED, BECAUSE, found.out)


def _about_tracking(declaration: Declaration, found: Collected) -> Iterator[Remark]:
    places = dict(hint for use in found.uses for hint in _tracking(declaration, use))
    for at, what in places.items():
        yield Remark("question", at, f"{TYPE}Tracking",
                     f"Is {what} tracking: are the data linked with those of other companies for targeted advertising "
                     "or its measurement, or given to a data broker? The manifest says yes.")
    for at in _asked(declaration):
        yield Remark("question", at, "NSPrivacyTracking",
                     "Which data does the app use for tracking? It asks for the permission, so the manifest says that "
                     "it tracks.")
    if manifest(declaration, found)["NSPrivacyTracking"]:
        yield Remark("question", declaration.at, "NSPrivacyTrackingDomains",
                     "Which internet domains does the app use for tracking? Apple refuses the file until one stands "
                     "there; or answer the questions on tracking so that there is none.")
