"""The way of the data as a table that is also drawn: each use with its data, its recipients and their countries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.recipient import Recipient
from policygen.notice.blocks import Block, Said
from policygen.notice.parts import block, cell, line, record, say, value
from policygen.notice.terms import country, find, number, recipient_name
from policygen.schema import Str

MOST = 12                                    # how many uses or recipients are shown one by one; the rest stand together
Family = Callable[[Str], Said]


class Use(NamedTuple):
    """One use, or several that are shown together: its name, and the activities it is made of.

    Names are not linked: the table is the text of a picture, and each stands with its link in the sections around it.
    """

    name: Said
    activities: tuple[Activity, ...]


def flow(declaration: Declaration, family: Family) -> Block | None:
    """The table, or None where no use names a recipient; `family` names the kind of data of a category."""
    shown = _shown_recipients(declaration)
    if not shown:
        return None
    head = block("head", ".head", inside=[block("cell", "", title) for title in (
        say("periods.use", "Use"), say("flow.data", "Data"), say("flow.recipients", "Who gets it, and where"))])
    records = [_record(declaration, use, family, shown, position)
               for position, use in enumerate(_uses(declaration), 1)]
    general = declaration.defaults.recipients if declaration.defaults else ()
    if general:
        records.append(_every(declaration, [use.recipient for use in general], shown))
    columns = block("scale", ".scale", inside=[block("value", "", title) for title in (
        say("flow.data", "Data"), say("periods.use", "Use"), say("flow.recipient", "Who gets it"),
        say("flow.country", "Country"))])
    return block("flow", ".flow", say("flow.caption", "Where the data goes"), inside=(columns, head, *records),
                 answers=("GDPR 13(1)(e)", "GDPR 14(1)(e)"))


def _uses(declaration: Declaration) -> list[Use]:
    """The activities one by one; where they are many their groups, and at the end the rest as one."""
    single = [Use(activity.title, (activity,))
              for activity in declaration.activities]
    if len(single) > MOST and declaration.groups:
        single = [use for use in single if use.activities[0].group is None] + [
            Use(group.title,
                tuple(activity for activity in declaration.activities if activity.group == group.id))
            for group in declaration.groups]
        single = [use for use in single if use.activities]
    if len(single) <= MOST:
        return single
    rest = tuple(activity for use in single[MOST - 1:] for activity in use.activities)
    name: Said = say("flow.more_uses", "Other uses: {n}", n=number(len(rest), rest[0].at))
    return [*single[:MOST - 1], Use(name, rest)]


def _recipients_of(declaration: Declaration, activities: Iterable[Activity]) -> list[Str]:
    """The recipients of some activities, each once; those of every activity stand apart."""
    found = [use.recipient for activity in activities for use in activity.recipients]
    return list({id: id for id in reversed(found)}.values())[::-1]


def _shown_recipients(declaration: Declaration) -> frozenset[str]:
    """The recipients that are shown by name: all, or where they are many those with the most uses."""
    general = declaration.defaults.recipients if declaration.defaults else ()
    uses: dict[str, int] = {use.recipient: len(declaration.activities) for use in general}
    for activity in declaration.activities:
        for id in _recipients_of(declaration, (activity,)):
            uses[id] = uses.get(id, 0) + 1
    ranked = sorted(uses, key=lambda id: -uses[id])                    # a stable order: ties stay as declared
    return frozenset(ranked if len(ranked) <= MOST else ranked[:MOST - 1])


def _record(declaration: Declaration, use: Use, family: Family, shown: frozenset[str], position: int) -> Block:
    data: dict[Said, list[Str]] = {}
    for activity in use.activities:
        for item in activity.data:
            for id in item.category:
                data.setdefault(family(id), []).append(id)
    recipients = _recipients(declaration, _recipients_of(declaration, use.activities), shown)
    if not recipients:
        recipients = [value(say("flow.nobody", "Nobody named"), at=(use.activities[0].at,))]
    return record(f".{position}", cell(line(use.name)),
                  cell(*(value(name, at=[id.at for id in ids]) for name, ids in data.items())),
                  cell(*recipients), at=[activity.at for activity in use.activities])


def _every(declaration: Declaration, ids: Sequence[Str], shown: frozenset[str]) -> Block:
    """Those who get data whatever the use, as one record: else each use would be linked with each of them."""
    return record(".every", cell(line(say("flow.every_use", "Every use"))),
                  cell(value(say("flow.all_data", "All of the data"), at=(ids[0].at,))),
                  cell(*_recipients(declaration, ids, shown)), at=[id.at for id in ids])


def _recipients(declaration: Declaration, ids: Sequence[Str], shown: frozenset[str]) -> list[Block | None]:
    """Those that are shown by name, and the others as one."""
    others = [id for id in ids if id not in shown]
    return [*(_recipient(declaration, id) for id in ids if id in shown),
            *((_others(declaration, others),) if others else ())]


def _recipient(declaration: Declaration, id: Str) -> Block:
    """A recipient with its countries inside."""
    recipient = find(declaration.recipients, id)
    return block("line", "", recipient_name(declaration, recipient), inside=_countries(recipient), at=(id.at,))


def _others(declaration: Declaration, ids: Sequence[Str]) -> Block:
    """Several recipients as one, with the countries of all."""
    places: dict[str, Block] = {}
    for id in ids:
        for made in _countries(find(declaration.recipients, id)):
            places.setdefault(str(made.said), made)
    return block("line", "", say("flow.more_recipients", "Other recipients: {n}", n=number(len(ids), ids[0].at)),
                 inside=tuple(places.values()), at=[id.at for id in ids])


def _countries(recipient: Recipient) -> tuple[Block, ...]:
    """Where a recipient has the data: where it stores them and where they are transferred, else where it is."""
    codes = [*recipient.stored_in, *(code for transfer in recipient.transfers for code in transfer.to)]
    if not codes and recipient.country is not None:
        codes = [recipient.country]
    distinct = list({code: code for code in reversed(codes)}.values())[::-1]
    return tuple(value(country(code), at=(code.at,)) for code in distinct)
