"""Cookies and similar technologies: consent, control, and a table for each class."""

from __future__ import annotations

from collections.abc import Iterator

from policygen.declaration import Declaration
from policygen.declaration.storage import ExternalDeclaration, Storage, StorageItem
from policygen.notice.activities import consents_row
from policygen.notice.blocks import Anchor, Block, Markdown, Name, Said, Span, TermName
from policygen.notice.parts import cell, facts, line, many, paragraph, record, row, say, section, table, value
from policygen.notice.statements import statement
from policygen.notice.terms import recipient_link, terms
from policygen.schema import Period, Str
from policygen.vocabulary import terms as vocabulary_terms

ANSWERS = ("ePrivacy 5(3)",)
PARTIES = {
    "first": say("cookies.party.first", "Belongs to the site you visit."),
    "third": say("cookies.party.third", "Belongs to another site (third party)."),
}


def compose(declaration: Declaration) -> Block | None:
    """The section on storage on the reader's device."""
    cookies = declaration.cookies
    unanswered = statement(declaration, "do_not_track_unanswered")
    if cookies is None:
        return section("cookies", say("cookies.title", "Cookies and similar technologies"), unanswered)
    return section(
        "cookies", say("cookies.title", "Cookies and similar technologies"),
        paragraph(".about", Markdown(cookies.about)) if cookies.about else None,
        _law(cookies),
        facts(".consent-facts", consents_row(declaration, cookies)),
        paragraph(".controls", Markdown(cookies.controls)) if cookies.controls else None,
        unanswered,
        *_tables(declaration, cookies),
        _external(declaration, cookies.external),
        at=(cookies.at,), answers=ANSWERS)


def _law(cookies: Storage) -> Block | None:
    """What the law says of consent, where something needs it."""
    optional = [item for item in cookies.items if item.class_ != "necessary"]
    if not optional:
        return None
    return paragraph(".law", say("cookies.law", "Strictly necessary cookies may be used without your consent. All "
                                                "others may only be used if you have consented first."),
                     at=tuple(item.class_.at for item in optional), answers=ANSWERS)


def _tables(declaration: Declaration, cookies: Storage) -> Iterator[Block | None]:
    head = (say("cookies.name", "Name"), say("cookies.provider", "Provider"), say("cookies.purpose", "Purpose"),
            say("cookies.duration", "How long"))
    for name, class_ in vocabulary_terms("storage_classes").items():
        items = [item for item in cookies.items if item.class_ == name]
        if items:
            yield table(f".{name}", TermName("storage_classes", items[0].class_, class_.label), head,
                        (_item(declaration, item) for item in items), answers=ANSWERS)


def _item(declaration: Declaration, item: StorageItem) -> Block:
    return record(f"cookies-{item.id}", cell(*_name(item)), cell(*_provider(declaration, item)),
                  cell(line(item.purpose), _data(declaration, item), line(item.note)), cell(line(*_duration(item))),
                  at=(item.at,))


def _name(item: StorageItem) -> tuple[Block | None, ...]:
    kinds: Said = many(TermName("storage_kinds", kind, vocabulary_terms("storage_kinds")[kind].label)
                       for kind in item.kind) if item.kind else say("cookies.kind", "cookie")
    if item.names:
        return line(many(Name(name) for name in item.names)), line(kinds, at=(item.at, item.class_.at))
    return (line(kinds, at=(item.at, item.class_.at)),)


def _provider(declaration: Declaration, item: StorageItem) -> tuple[Block | None, ...]:
    provider = recipient_link(declaration, item.provider) if item.provider else Name(declaration.controller.name)
    return line(provider), line(PARTIES[item.party], at=(item.party.at,)) if item.party else None


def _data(declaration: Declaration, item: StorageItem) -> Block | None:
    return line(say("use.data", "Data: {data}.", data=terms(declaration, "data", item.data))) if item.data else None


def _duration(item: StorageItem) -> tuple[Said, ...]:
    if isinstance(item.duration, Period):
        return (Span(item.duration),)
    if isinstance(item.duration, Str):
        return (say("cookies.session", "until you close the browser"),) if item.duration == "session" else \
            (say("cookies.persistent", "until you delete it"),)
    return (say("recipients.unstated", "Not stated"),)


def _external(declaration: Declaration, external: ExternalDeclaration | None) -> Block | None:
    if external is None:
        return None
    return facts(".external", row(
        ".list", say("cookies.external", "List kept elsewhere"), line(external.about),
        value(Anchor(external.link, Name(external.link))) if external.link else None,
        value(recipient_link(declaration, external.provider)) if external.provider else None))
