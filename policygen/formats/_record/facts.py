"""What the cells are filled from: the declaration, the blocks of its page by id, and the words of the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, RecipientUse
from policygen.declaration.basis import Purpose
from policygen.declaration.derived import held, marked, recipient_uses, shipped
from policygen.declaration.recipient import Recipient
from policygen.formats._record.words import Lines, inside, spoken
from policygen.localise import Localiser, cldr
from policygen.localise.page import PageBlock
from policygen.notice.basis import bases_of
from policygen.notice.blocks import Block, Said, positions
from policygen.notice.terms import find
from policygen.problem import Position
from policygen.schema import Str


class Facts(NamedTuple):
    """All that is known of a declaration in one language; `seen` collects where what the cells say is declared."""

    declaration: Declaration
    blocks: Mapping[str, PageBlock]
    localiser: Localiser
    seen: set[Position]

    def block(self, id: str) -> PageBlock | None:
        """The block of the page with this id, or None."""
        block = self.blocks.get(id)
        return block and self.read(block)

    def read(self, block: PageBlock) -> PageBlock:
        """A block of which all is told."""
        self.seen.update(at for inner in block.walk() for at in inner.origins)
        return block

    def made(self, block: Block) -> PageBlock:
        """A block that the page does not have by itself, in the language."""
        self.seen.update(at for inner in block.walk() for at in inner.origins)
        return self.localiser.block(block)

    def said(self, said: Said) -> str:
        """What is said, as plain text."""
        self.seen.update(positions((said,)))
        return spoken(self.localiser.said(said))

    def capital(self, said: Said) -> str:
        """The same with its first letter in upper case."""
        return cldr.upper_first(self.said(said))


class Unit(NamedTuple):
    """What one row is about: an activity, and in the record of the controller one of its purposes.

    Both are None in the row that tells of the role as processor where no activity is said to be done for others.
    """

    facts: Facts
    activity: Activity | None
    purpose: Purpose | None = None

    @property
    def declaration(self) -> Declaration:
        """The whole declaration."""
        return self.facts.declaration

    @property
    def at(self) -> Position:
        """Where the activity stands."""
        if self.activity is not None:
            return Position(*self.activity.at)
        role = self.declaration.processor_role
        return Position(*(self.declaration if role is None else role).at)

    def block(self, name: str) -> PageBlock | None:
        """A block of the activity, such as `people`."""
        return self.facts.block(f"activities-{self.activity.id}.{name}") if self.activity else None

    def says(self, *declared: Str) -> bool:
        """Whether there is anything to say, noting where it stands: for what the page says without its place."""
        self.facts.seen.update(value.at for value in declared)
        return bool(declared)

    def data(self) -> tuple[Str, ...]:
        """The categories of data that the company holds as personal data."""
        items = self.activity.data if self.activity else ()
        return tuple(dict.fromkeys(id for item in items if held(item) for id in item.category))

    def marked(self, *marks: str) -> tuple[Str, ...]:
        """The categories that are `special` (Art. 9) or `criminal` (Art. 10)."""
        found = frozenset[str]().union(*(marked(self.declaration, mark) for mark in marks))
        return tuple(id for id in self.data() if id in found)

    def has_national_id(self) -> bool:
        """Whether the data hold a national identity number."""
        return any(shipped(self.declaration, "data", id) == "national_id_number" for id in self.data())

    def bases(self) -> frozenset[str]:
        """The legal bases of the purpose, or of all purposes of the activity."""
        if self.activity is None:
            return frozenset()
        purposes = (self.purpose,) if self.purpose else self.activity.purposes
        return frozenset(basis.basis for purpose in purposes
                         for basis in bases_of(self.declaration, self.activity, purpose))

    def rests_on_consent(self) -> bool:
        """Whether consent is asked for: as a basis of the purpose, as a condition, or besides all bases."""
        if self.activity is None:
            return False
        explicit = any(found.condition == "explicit_consent" for found in self.activity.special_categories)
        beside = bool(self.activity.consent) and "consent" not in self._replace(purpose=None).bases()
        return explicit or beside or "consent" in self.bases()

    def uses(self) -> tuple[RecipientUse, ...]:
        """The recipients of the activity, and those of every activity."""
        if self.activity is not None:
            return recipient_uses(self.declaration, self.activity)
        return self.declaration.defaults.recipients if self.declaration.defaults else ()

    def recipients(self) -> tuple[Recipient, ...]:
        """Everybody who gets data of the activity: recipients, providers of its services, and those told on events."""
        ids = [use.recipient for use in self.uses()]
        if self.activity is not None:
            ids += [made.provider for made in self.declaration.integrations if made.activity == self.activity.id]
            ids += [self.activity.ai.provider] if self.activity.ai and self.activity.ai.provider else []
        ids += [id for disclosure in self.declaration.disclosures for id in disclosure.recipients]
        return tuple(find(self.declaration.recipients, id) for id in dict.fromkeys(ids))

    def has_processors(self) -> bool:
        """Whether one of the recipients processes on behalf of the company."""
        roles = {use.role for use in self.uses()} | {recipient.role for recipient in self.recipients()}
        return bool(roles & {"processor", "sub_processor"})


def of_all(facts: Facts, id: str) -> Lines:
    """The lines of a row of the declaration's defaults, such as `retention`."""
    return inside(facts.block(f"activities.defaults.facts.{id}"))
