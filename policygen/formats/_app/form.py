"""What the two app forms share: which form it is, when it is written, what it carries and why the rest is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.formats import Output, Publication
from policygen.formats._app.collected import Collected, Use, collected
from policygen.formats._app.scope import names_app, no_app
from policygen.formats._app.terms import listed, meaning

CARRIED = ("scope.channels.kind", "vocabulary.data.broader", "vocabulary.purposes.broader",
           "vocabulary.recipients.broader", "vocabulary.sources.broader", "vocabulary.channels.broader",
           "vocabulary.data_subjects.broader", "defaults.sources.source", "defaults.sources.data",
           "defaults.recipients.recipient", "defaults.recipients.role", "defaults.recipients.data",
           "defaults.recipients.without", "editions.data_subjects", "editions.groups", "editions.activities",
           "activities.data.category", "activities.data.state", "activities.data.kept", "activities.data_subjects",
           "activities.group", "activities.sources.source", "activities.sources.data", "activities.purposes.purpose",
           "activities.recipients.recipient", "activities.recipients.role", "activities.recipients.data",
           "activities.recipients.without", "activities.ai.provider", "activities.ai.sent", "recipients.kind",
           "recipients.role", "recipients.data", "cookies.items.kind", "cookies.items.class", "cookies.items.data",
           "cookies.items.provider", "device_permissions.platforms")


def because(form: str) -> dict[str, str]:
    """Why values are left out of either; `form` is what the store calls it."""
    subject = f"The {form} has fixed types of data and purposes, and no place for words about them."
    return {
        "activities.data": subject, "activities.purposes": subject, "activities.sources": subject,
        "activities.purposes.legal_basis": f"The {form} does not ask why the use is allowed.",
        "cookies": f"The {form} asks what is collected and for what, and no more about what is stored on the device.",
        "integrations": "The data are fetched from another service, not by the app from the device.",
    }


class Form(NamedTuple):
    """One of the two forms: which it is, its store, its platform, its file, and the name of its list of types."""

    name: str
    store: str
    platform: str
    file: str
    field: str

    def label(self, value: str, kind: str = "types") -> str:
        """What the store calls a type or a purpose."""
        if self.name == "google" and kind == "purposes":
            return next(row["label"].rsplit("/", 1)[1] for row in listed("google.yaml", "usage").values()
                        if row["response"] == value)
        return listed(f"{self.name}.yaml", kind)[value]["label"]

    def labels(self, values: Collection[str], kind: str = "types") -> str:
        """Several of them as a list in words."""
        return ", ".join(f"“{self.label(value, kind)}”" for value in values)

    def types(self, declaration: Declaration, found: Collected) -> dict[str, list[Use]]:
        """The uses of the app by the types of the form, in its order."""
        by_type: dict[str, list[Use]] = {value: [] for value in listed(f"{self.name}.yaml", "types")}
        for use in found.uses:
            for value in meaning(declaration, "data", use.id).of(self.name):
                by_type[value].append(use)
        return {value: uses for value, uses in by_type.items() if uses}

    def output(self, publication: Publication, content: Callable[[Collected], bytes]) -> Iterator[Output]:
        """The file of a declaration that names an app, or that there is none."""
        declaration = publication.declaration
        if names_app(declaration, self.platform):
            yield f"{publication.prefix}{self.file}", content(collected(declaration))
        else:
            yield no_app(declaration, self.store)
