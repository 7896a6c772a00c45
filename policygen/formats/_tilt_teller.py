"""What TILT says in one language, and an account of every declared value that went into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from policygen.declaration import Declaration, OwnTerm
from policygen.formats import Remark
from policygen.law import facts
from policygen.localise import Localiser
from policygen.localise.catalogue import Catalogue
from policygen.notice.blocks import Block, Said
from policygen.notice.terms import find, term
from policygen.problem import Position
from policygen.schema import Record, Str, Words
from policygen.schema.leaves import leaves
from policygen.vocabulary import terms

T = TypeVar("T")
UNKNOWN_EMAIL = "not-declared@example.invalid"                   # RFC 2606 reserves `.invalid`; no mail ever arrives
UNKNOWN_COUNTRY = "ZZ"                                           # ISO 3166-1 leaves it to users; CLDR: unknown region
UNKNOWN_DATE = "0000"
PHONE = re.compile(r"\+*\(?[0-9]{1,4}\)?[-\s./0-9]*")


class Teller:
    """Says things in the language of a catalogue; `used` holds where the declared values stood that were said."""

    def __init__(self, declaration: Declaration, catalogue: Catalogue) -> None:
        self.declaration = declaration
        self.language = catalogue.language
        self.localiser = Localiser(catalogue)
        self.used: set[Position] = set()
        self.made: dict[tuple[str, Position], Any] = {}
        self.questions: dict[tuple[str, Position], Remark] = {}

    def once(self, key: tuple[str, Position], make: Callable[[], T]) -> T:
        """What `make` gives, made at most once for a key."""
        if key not in self.made:
            self.made[key] = make()
        found: T = self.made[key]
        return found

    def ask(self, field: str, at: Position, says: str) -> None:
        """TILT asks something that the declaration does not say; a field is asked once at each place."""
        self.questions.setdefault((field, at), Remark("question", at, field, says))

    def words(self, words: Words | None) -> str:
        """A declared text in the language."""
        if words is None:
            return ""
        self.used.add(words.at)
        return str(words.in_language(self.language))

    def text(self, text: Str | None) -> str:
        """A declared text that is the same in all languages."""
        if text is None:
            return ""
        self.used.add(text.at)
        return str(text)

    def phone(self, phone: Str | None) -> str:
        """A telephone number in the form that TILT takes, or nothing."""
        return self.text(phone) if phone is not None and PHONE.fullmatch(phone) else ""

    def term(self, kind: str, id: Str) -> str:
        """The label of a term."""
        self.used.add(id.at)
        own = self.own(kind, id)
        if own is not None:
            self.used.add(own.label.at)
        return self.said(term(self.declaration, kind, id))

    def own(self, kind: str, id: Str) -> OwnTerm | None:
        """The company's own term of this id, or None."""
        entries: Sequence[OwnTerm] = getattr(self.declaration.vocabulary, kind, ()) \
            if self.declaration.vocabulary else ()
        return next((entry for entry in entries if entry.id == id), None)

    def said(self, *said: Said | None) -> str:
        """Sentences of the notice in the language."""
        texts = ["".join(piece.text for piece in self.localiser.said(one)) for one in said if one is not None]
        return " ".join(text for text in texts if text)

    def block(self, block: Block) -> str:
        """What a block of the notice says itself."""
        return self.localiser.block(block).text

    def laws(self, ids: Sequence[Str]) -> str:
        """The names of statutes with their sections."""
        found = []
        for id in ids:
            self.used.add(id.at)
            law = find(self.declaration.laws, id)
            found.append(" ".join(filter(None, (self.words(law.name), self.words(law.section)))))
        return "; ".join(found)

    def whole(self, record: Record) -> None:
        """Everything in the record has been said."""
        self.used.update(leaf.at for leaf in leaves(record))

    def is_marked(self, category: Str, which: str) -> bool:
        """Whether a category of data is `special` (Art. 9 GDPR) or `criminal` (Art. 10)."""
        own = self.own("data", category)
        if own is None:
            return bool(getattr(terms("data")[category], which))
        if getattr(own, which) is not None:
            self.used.add(own.where(which))
            return bool(getattr(own, which))
        if own.broader is None:
            return False
        self.used.add(own.broader.at)
        return bool(getattr(terms("data")[own.broader], which))

    def is_kind_of(self, category: Str, id: str) -> bool:
        """Whether a category is the shipped term, or an own one that narrows it."""
        own = self.own("data", category)
        if own is not None and own.broader == id:
            self.used.add(own.broader.at)
        return category == id or (own is not None and own.broader == id)


def reference(kind: str, id: str) -> str:
    """A provision as TILT writes it: `GDPR 6(1)(a)` is `GDPR-6-1-a`."""
    return "-".join(re.findall(r"[A-Za-z0-9]+", facts(kind)[id]["provision"]))
