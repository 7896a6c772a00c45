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
from policygen.formats._app import form
from policygen.formats._app.collected import Collected, Use
from policygen.formats._app.form import Form
from policygen.formats._app.getters import getters
from policygen.formats._app.questions import told
from policygen.formats._app.terms import listed, meaning, shipped
from policygen.formats._hashes import processing, wording
from policygen.problem import Position

INTERNAL = True
TYPE = "NSPrivacyCollectedDataType"
FORM = Form("apple", "Apple App Store", "ios", "PrivacyInfo.xcprivacy", "NSPrivacyCollectedDataTypes")
CARRIED = (*form.CARRIED, "vocabulary.data.special", "vocabulary.data.criminal",
           "vocabulary.device_permissions.broader", "device_permissions.permission")
BECAUSE = {
    **form.because("manifest"),
    "activities.recipients": "The manifest does not name who gets the data.",
    "recipients": "The manifest does not name who gets the data.",
    "device_permissions": "The reasons for permissions stand in `Info.plist` of the app.",
}


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The manifest of a declaration that names an app."""
    yield from FORM.output(publication, lambda found: _written(publication, manifest(publication.declaration, found)))


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
    yield from told(FORM, publication.declaration, _own_questions, CARRIED, BECAUSE, {})


def _own_questions(declaration: Declaration, found: Collected) -> Iterator[Remark]:
    yield from _about_tracking(declaration, found)
    yield Remark("question", declaration.at, "NSPrivacyAccessedAPITypes",
                 "Which APIs does the app call for which Apple requires a reason, such as UserDefaults? Only its code "
                 "can tell. Apple does not allow the array to be empty, so it is left out; add it in Xcode.")


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
