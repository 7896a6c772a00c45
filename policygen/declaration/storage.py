"""Cookies and other storage on, or reading from, the reader's device (ePrivacy Directive Art. 5(3))."""

from __future__ import annotations

from policygen.declaration.activity import Consent
from policygen.load import Node, Scalar
from policygen.schema import (
    LABEL,
    LINK,
    PERIOD,
    SENTENCE,
    TEXT,
    WORDS,
    Choice,
    Period,
    Reading,
    Record,
    Reference,
    Str,
    Term,
    Type,
    entries,
    listed,
    one,
    optional,
    required,
)


class Lifetime(Type[Period | Str]):
    """How long something stays on the device: a period, `session` or `persistent`."""

    name = "a period, `session` or `persistent`"
    hint = "`session`, `persistent` or a period such as `P1Y`"

    def read(self, node: Node, reading: Reading) -> Period | Str | None:
        if isinstance(node, Scalar) and node.text in ("session", "persistent"):
            return Str(node.text, node.at)
        return PERIOD.read(node, reading)


class StorageItem(Record):
    """One cookie, or all of one provider and class."""

    kind = listed(Term("storage_kinds"), "What it is; a cookie if left out.")
    names = listed(TEXT, "The names as they stand in the browser.")
    class_ = required(Term("storage_classes"), "Its class; all but `necessary` need consent.", "ePrivacy 5(3)")
    provider = optional(Reference("recipients"), "Who sets or reads it; the company itself if left out.")
    party = optional(Choice("first", "third"), "Whether it belongs to the site visited or to another.")
    purpose = required(LABEL, "What it is for.", "ePrivacy 5(3)")
    data = listed(Term("data"), "The data it collects.")
    duration = optional(Lifetime(), "How long it stays.", "ePrivacy 5(3)")
    note = optional(SENTENCE, "What else the reader should know.")


class ExternalDeclaration(Record):
    """A list kept elsewhere, such as by a consent tool; marked as such on the page."""

    link = optional(LINK, "Where it stands.")
    provider = optional(Reference("recipients"), "Who keeps it.")
    about = required(SENTENCE, "What it holds.")


class Storage(Record):
    """All cookies and other storage on the device."""

    about = optional(WORDS, "What the site uses them for, in a few sentences.")
    consent = optional(one(Consent), "How consent is given and withdrawn.", "ePrivacy 5(3)")
    controls = optional(WORDS, "What the browser offers, and what refusing means.")
    items = entries(StorageItem, "The cookies, by id.", "ePrivacy 5(3)")
    external = optional(one(ExternalDeclaration), "A list kept elsewhere.")
