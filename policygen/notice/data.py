"""Which data are used, by kind, and where they go: from the data to the use, the recipient and the country."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.declaration import Declaration
from policygen.declaration.activity import DataItem
from policygen.notice.blocks import Block, Said
from policygen.notice.flow import flow
from policygen.notice.parts import facts, paragraph, row, say, section, value
from policygen.notice.terms import term
from policygen.problem import Position
from policygen.schema import Str
from policygen.vocabulary import terms as vocabulary_terms

FAMILIES = {
    "identity": say("data.family.identity", "Who you are"),
    "contact": say("data.family.contact", "Contact details"),
    "account": say("data.family.account", "User account"),
    "payment": say("data.family.payment", "Purchases and payment"),
    "content": say("data.family.content", "Messages and content"),
    "usage": say("data.family.usage", "How you use our services"),
    "device": say("data.family.device", "Device and connection"),
    "location": say("data.family.location", "Location"),
    "preference": say("data.family.preference", "Choices and interests"),
    "social": say("data.family.social", "Family and other people"),
    "work": say("data.family.work", "Work and education"),
    "special": say("data.family.special", "Sensitive data"),
    "criminal": say("data.family.criminal", "Criminal offences"),
    "other": say("data.family.other", "Other data"),
}


def compose(declaration: Declaration) -> Block | None:
    """The section on the data."""
    items = list(_items(declaration))
    families = {id: family(declaration, id) for item in items for id in item.category}
    examples = [example.at for activity in declaration.activities for example in activity.examples if example == "data"]
    return section(
        "data", say("data.title", "Which personal data we use"),
        paragraph(".intro", say("data.intro", "Which of these data concern you depends on your dealings with us."),
                  say("data.intro.examples", "Some of our lists only give examples.") if examples else None,
                  at=(*(item.at for item in items), *examples)),
        facts(".families", *_families(declaration, items, families)),
        flow(declaration, lambda id: FAMILIES[families[id]]),
        answers=("GDPR 14(1)(d)",))


def _items(declaration: Declaration) -> Iterator[DataItem]:
    for activity in declaration.activities:
        yield from activity.data
    for integration in declaration.integrations:
        yield from integration.data


def family(declaration: Declaration, id: Str) -> str:
    """The key in FAMILIES of a category of data; a term of the company's own has that of the term it narrows."""
    own = {entry.id: entry for entry in declaration.vocabulary.data} if declaration.vocabulary else {}
    if id in own:
        broader = vocabulary_terms("data").get(own[id].broader or "")
        marked = "special" if own[id].special else "criminal" if own[id].criminal else "other"
        return broader.group if broader is not None and marked == "other" else marked
    return vocabulary_terms("data")[id].group


def _families(declaration: Declaration, items: list[DataItem], families: dict[Str, str]) -> Iterator[Block | None]:
    """A row for each kind of data, with its categories in the order in which they are declared."""
    places: dict[Str, list[Position]] = {}
    for item in items:
        for id in item.category:
            places.setdefault(id, []).append(id.at)
    for name, label in FAMILIES.items():
        found = [id for id in places if families[id] == name]
        yield row(f"-{name}", label, *(_category(declaration, id, places[id]) for id in found))


def _category(declaration: Declaration, id: Str, places: list[Position]) -> Block:
    label: Said = term(declaration, "data", id)
    return value(label, at=places)
