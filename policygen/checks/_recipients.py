"""What kind of recipient somebody is and in which roles, and sentences that claim something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.checks._texts import Text
from policygen.checks._words import first, may, worth
from policygen.declaration import Declaration
from policygen.declaration.activity import RecipientUse
from policygen.declaration.recipient import Recipient
from policygen.problem import Position
from policygen.schema import Words

SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n\s*\n")
OURS = frozenset({"processor", "sub_processor"})
AUTHORITIES = frozenset({"business_register", "complaints_board", "court", "police", "public_archive",
                         "public_authority", "supervisory_authority", "tax_authority"})


def kinds(declaration: Declaration, recipient: Recipient) -> frozenset[str]:
    """The kind of a recipient and the shipped kind that it belongs to."""
    return widened(declaration, "recipients", recipient.kind)


def widened(declaration: Declaration, kind: str, term: str | None) -> frozenset[str]:
    """A term, and the shipped one that it is a kind of where it is the company's own."""
    own = getattr(declaration.vocabulary, kind, ()) if declaration.vocabulary else ()
    broader = next((entry.broader for entry in own if entry.id == term), None)
    return frozenset(str(name) for name in (term, broader) if name is not None)


def roles(declaration: Declaration, recipient: Recipient) -> frozenset[str]:
    """The roles of a recipient, in its entry and wherever it is used."""
    found = (recipient.role, *(use.role for use in uses(declaration, recipient)))
    return frozenset(str(role) for role in found if role is not None)


def uses(declaration: Declaration, recipient: Recipient) -> tuple[RecipientUse, ...]:
    """Where a recipient is used: by default, then in each activity."""
    found = (*(declaration.defaults.recipients if declaration.defaults else ()),
             *(use for activity in declaration.activities for use in activity.recipients))
    return tuple(use for use in found if use.recipient == recipient.id)


def spots(*words: Words | None) -> frozenset[Position]:
    """Where texts stand, in each of their languages."""
    return frozenset(text.at for each in words if each is not None for _, text in each.texts)


def claims(name: str, texts: tuple[Text, ...], unless: tuple[str, ...] = ()) -> Iterator[tuple[Text, str]]:
    """Each text with a sentence that holds words of `words/NAME.yaml` and none of the lists in `unless`."""
    for text in worth(name, texts):
        for sentence in sentences(text.text) if may(name, text.language, text.text) else ():
            hit = first(name, text.language, sentence)
            if hit is not None and all(first(guard, text.language, sentence) is None for guard in unless):
                yield text, hit
                break


def sentences(text: str) -> list[str]:
    """The sentences of a text, each without its full stop."""
    return [part.strip().rstrip(".!?… ") for part in SENTENCE_END.split(text)]
