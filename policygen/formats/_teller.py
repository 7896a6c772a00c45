"""What a format says of a declaration in one language, and an account of every declared value that went into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from policygen.declaration import Declaration, OwnTerm
from policygen.declaration.derived import marked, own_terms, shipped
from policygen.declaration.identity import Address, Contact
from policygen.declaration.retention import Retention
from policygen.formats import Remark
from policygen.formats._left_out import longest
from policygen.localise import Localiser
from policygen.localise.catalogue import Catalogue
from policygen.notice.blocks import Block, Said
from policygen.notice.retention import retention_lines
from policygen.notice.terms import contacts_for, find, term
from policygen.problem import Position
from policygen.schema import Record, Str, Words
from policygen.schema.leaves import leaves

T = TypeVar("T")
USES = ("privacy", "rights", "general")              # the first of these names the contact that is told


class Teller:
    """Says things in the language of a catalogue.

    `used` holds where the declared values stood that were said, `parts` what is said of those that were in part only.
    """

    def __init__(self, declaration: Declaration, catalogue: Catalogue) -> None:
        self.declaration = declaration
        self.language = catalogue.language
        self.localiser = Localiser(catalogue)
        self.used: set[Position] = set()
        self.parts: dict[Position, str] = {}
        self.made: dict[tuple[str, Position], Any] = {}
        self.questions: dict[tuple[str, Position], Remark] = {}

    def once(self, key: tuple[str, Position], make: Callable[[], T]) -> T:
        """What `make` gives, made at most once for a key."""
        if key not in self.made:
            self.made[key] = make()
        found: T = self.made[key]
        return found

    def ask(self, field: str, at: Position, says: str) -> None:
        """The format asks what the declaration does not say; a field is asked once at each place."""
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

    def term(self, kind: str, id: Str) -> str:
        """The label of a term."""
        self.used.add(id.at)
        own = self.own(kind, id)
        if own is not None:
            self.used.add(own.label.at)
        return self.said(term(self.declaration, kind, id))

    def own(self, kind: str, id: Str) -> OwnTerm | None:
        """The company's own term of this id, or None."""
        return next((entry for entry in own_terms(self.declaration, kind) if entry.id == id), None)

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

    def partly(self, at: Position, says: str) -> None:
        """The value was said, but not with all that it says."""
        self.used.add(at)
        self.parts.setdefault(at, says)

    def whole(self, record: Record) -> None:
        """Everything in the record has been said."""
        self.used.update(leaf.at for leaf in leaves(record))

    def rule(self, rule: Retention) -> list[str]:
        """The sentences of the notice on a storage rule."""
        self.whole(rule)
        for law in (*rule.law, *(law for exception in rule.except_ for law in exception.law)):
            self.laws([law])
        for kind, ids in (("events", (*rule.until, *rule.after)), ("data", rule.data)):
            for id in ids:
                self.term(kind, id)
        return [self.block(line) for line in retention_lines(self.declaration, [rule]) if line is not None]

    def reached(self, way: str) -> Contact | None:
        """The contact for privacy, rights or everything that is reached by `email` or `phone`."""
        found = next((contact for contact in contacts_for(self.declaration, *USES) if getattr(contact, way)), None)
        self.used.update(use.at for use in (found.for_ if found else ()) if use in USES)
        return found

    def address(self, address: Address | None) -> str:
        """A postal address on one line, without its country."""
        if address is None:
            return ""
        place = " ".join(filter(None, (self.text(address.postal_code), self.text(address.city))))
        return ", ".join(filter(None, (self.text(address.street), place)))

    def is_marked(self, category: Str, which: str) -> bool:
        """Whether a category of data is `special` (Art. 9 GDPR) or `criminal` (Art. 10)."""
        own = self.own("data", category)
        if own is not None and getattr(own, which) is not None:
            self.used.add(own.where(which))
        elif own is not None and own.broader is not None:
            self.used.add(own.broader.at)
        return category in marked(self.declaration, which)

    def is_kind_of(self, category: Str, id: str) -> bool:
        """Whether a category is the shipped term, or an own one that narrows it."""
        own = self.own("data", category)
        if own is not None and own.broader == id:
            self.used.add(own.broader.at)
        return shipped(self.declaration, "data", category) == id

    def left_out(self, because: Mapping[str, str]) -> Iterator[Remark]:
        """A remark for each declared value that was not said whole; `because` has the reasons by paths of keys."""
        for leaf in leaves(self.declaration):
            if leaf.at in self.parts:
                yield Remark("left-out", leaf.at, leaf.path, self.parts[leaf.at])
            elif leaf.at not in self.used:
                yield Remark("left-out", leaf.at, leaf.path, because[longest(leaf.keys, because)])
