"""The cells of the record that are told of a processing activity or of one of its purposes."""

from __future__ import annotations

from collections.abc import Sequence

from policygen.declaration.basis import LegalBasis
from policygen.declaration.derived import places
from policygen.declaration.recipient import Recipient
from policygen.formats._record.facts import Unit, of_all
from policygen.formats._record.words import STOPS, Lines, inside, labelled, sentences, spoken, told
from policygen.law import facts as law
from policygen.localise.page import PageBlock
from policygen.notice import record as words
from policygen.notice.basis import bases_of, basis_lines
from policygen.notice.blocks import Block
from policygen.notice.rights import ALWAYS, TEXTS, available
from policygen.notice.terms import find, term, terms
from policygen.schema import Str

EXCEPTIONAL = "GDPR 49(1)"                        # the second subparagraph, as `law/transfer_tools.yaml` writes it


def activity(unit: Unit) -> Lines:
    """The title."""
    return (unit.facts.said(unit.activity.title),) if unit.activity else ()


def purpose(unit: Unit) -> Lines:
    """The purpose in the company's words or by its label; both where it has both."""
    if unit.purpose is None or unit.activity is None or not unit.says(unit.purpose.purpose):
        return ()
    kind = term(unit.declaration, "purposes", unit.purpose.purpose)
    shown: Lines = (unit.facts.capital(kind),)
    if unit.purpose.about is not None:
        shown = (unit.facts.capital(unit.purpose.about),
                 unit.facts.said(words.filled(words.KIND_OF_PURPOSE, kind=kind)))
    examples = [example for example in unit.activity.examples if example == "purposes"]
    return (*shown, *((unit.facts.said(words.EXAMPLES),) if unit.says(*examples) else ()))


def people(unit: Unit) -> Lines:
    """Whose data are used, also by the services that are connected."""
    return (*inside(unit.block("people")), *_connected(unit, "people"))


def data(unit: Unit) -> Lines:
    """Which data, also those that connected services deliver, and what is expressly not among them."""
    return (*_listed(unit, "data"), *_connected(unit, "data"), *told(unit.block("not-collected")))


def _listed(unit: Unit, name: str) -> Lines:
    """A row of the activity, under its label where this says that the row only gives examples."""
    row = unit.block(name)
    lines = inside(row)
    examples = row is not None and unit.activity is not None and name in unit.activity.examples
    return (f"{spoken(row.said)}:", *lines) if row is not None and examples else lines


def _connected(unit: Unit, name: str) -> Lines:
    """A row of each service that is connected in the activity, under its title."""
    made = [made for made in unit.declaration.integrations
            if unit.activity is not None and made.activity == unit.activity.id]
    rows = [(one, unit.facts.block(f"integrations-{one.id}.facts.{name}")) for one in made]
    return tuple(labelled(unit.facts.said(one.title), inside(row)) for one, row in rows if row is not None)


def recipients(unit: Unit) -> Lines:
    """Each recipient with what it does here, its role, its task and its place; then disclosures on an event."""
    row, general = unit.block("recipients"), unit.facts.block("activities.defaults.facts.recipients")
    used: dict[str, list[str]] = {recipient.id: [] for recipient in unit.recipients()}
    own = _children(row, len(unit.activity.recipients) if unit.activity else 0)
    blocks = [*own, *(general.blocks if general is not None else ())]
    for use, block in zip(unit.uses(), blocks, strict=True):
        used[use.recipient] += () if block.kind == "value" else told(block)      # a value is only the name
    examples = row is not None and unit.activity is not None and "recipients" in unit.activity.examples
    head = (f"{spoken(row.said)}:",) if row is not None and examples else ()
    return (*head, *(_recipient(unit, find(unit.declaration.recipients, Str(id, unit.at)), tuple(dict.fromkeys(lines)))
                     for id, lines in used.items()),
            *(labelled(unit.facts.said(made.title), inside(unit.facts.block(f"recipients.disclosure-{made.id}")))
              for made in unit.declaration.disclosures))


def _children(row: PageBlock | None, count: int) -> tuple[PageBlock, ...]:
    """The recipients in a row; what stands behind them points to those of every activity."""
    return row.blocks[:count] if row is not None else ()


def _recipient(unit: Unit, recipient: Recipient, uses: Lines) -> str:
    """A recipient in one paragraph: its uses here, then the columns of the table of recipients."""
    entry = unit.facts.block(f"recipients-{recipient.id}")
    assert entry is not None
    heads = [spoken(cell.said) for cell in unit.facts.blocks["recipients.table"].blocks[0].blocks]
    name, role, task, place = (inside(cell) for cell in entry.blocks)
    known = bool(recipient.data) + bool(recipient.when) + len(recipient.onward) + bool(recipient.commitment)
    what = task if recipient.purpose else task[len(task) - known:]     # without the list of all its uses
    place = place[:_places(recipient) or int(not recipient.transfers)]     # what protects the data has its own column
    rows = [labelled(head, lines) for head, lines in zip(heads[1:], (role, what, place), strict=True) if lines]
    parts = [sentences((*(uses or name[:1]), *name[1:])), *rows]
    return " ".join(part if part.endswith(STOPS) else f"{part}." for part in parts)


def _places(recipient: Recipient) -> int:
    """How many lines tell where it is and where it stores the data."""
    return bool(recipient.country) + bool(recipient.stored_in) + bool(recipient.location)


def transfers(unit: Unit) -> Lines:
    """Each transfer outside the EEA with its safeguards, and those that are tied to no recipient."""
    rows = [unit.facts.block(f"transfers-{recipient.id}") for recipient in unit.recipients()]
    general = unit.facts.block("transfers.general")
    lines = [line for row in rows if row is not None for line in told(row)] + list(told(general))
    if lines:
        return (*lines, *told(unit.facts.block("transfers.copy")))
    if any(places(recipient) for recipient in unit.recipients()):
        return ()
    none = unit.facts.block("transfers.no-transfers")
    return told(none) or (unit.facts.said(words.ABSENT["transfers"]),)


def exceptional(unit: Unit) -> bool:
    """Whether a transfer rests on the second subparagraph of Art. 49(1)."""
    general = unit.declaration.transfers.general if unit.declaration.transfers else ()
    made = [*(transfer for recipient in unit.recipients() for transfer in recipient.transfers), *general]
    return any(law("transfer_tools")[tool]["provision"] == EXCEPTIONAL for transfer in made for tool in transfer.tools)


def retention(unit: Unit) -> Lines:
    """The rules of the activity, else those of every activity."""
    rules = unit.activity.retention if unit.activity else ()
    lines = inside(unit.block("retention")) if rules else of_all(unit.facts, "retention")
    default = unit.declaration.defaults.retention if unit.declaration.defaults else ()
    cookies = unit.declaration.cookies.items if unit.declaration.cookies else ()
    return (*lines, *(_cookie(unit, item.id) for item in cookies if any(rule.see for rule in rules or default)))


def _cookie(unit: Unit, id: str) -> str:
    """A cookie, what it is for, and how long it stays."""
    cells = unit.facts.blocks[f"cookies-{id}"].blocks
    name, purpose, duration = map(unit.facts.read, (cells[0], cells[2].blocks[0], cells[3]))
    return f"• {labelled(sentences((*inside(name), *told(purpose))), inside(duration))}"


def source(unit: Unit) -> Lines:
    """Where the data come from, also from connected services."""
    declared = bool(unit.activity and unit.activity.sources)
    lines = inside(unit.block("sources")) if declared else of_all(unit.facts, "sources")
    return (*lines, *_connected(unit, "provider"))


def function(unit: Unit) -> Lines:
    """The group of the activity."""
    id = unit.activity.group if unit.activity else None
    return (unit.facts.said(find(unit.declaration.groups, id).title),) if id and unit.says(id) else ()


def criminal_law(unit: Unit) -> Lines:
    """The laws that allow data about offences."""
    return inside(unit.block("criminal-law")) if unit.activity and unit.says(*unit.activity.criminal_law) else ()


def national_id_law(unit: Unit) -> Lines:
    """The laws that allow the national identity number."""
    return inside(unit.block("national-id-law")) if unit.activity and unit.says(*unit.activity.national_id_law) else ()


def legal_basis(unit: Unit) -> Lines:
    """Each legal basis with its conditions and laws, on a line."""
    return tuple(_lines(unit, basis_lines(unit.declaration, basis.changed(interest=None, balancing=None)))
                 for basis in _bases(unit))


def interests(unit: Unit) -> Lines:
    """Each interest with why it is not overridden."""
    found = (basis.changed(people=(), when=None, law=()) for basis in _bases(unit) if basis.interest or basis.balancing)
    return tuple(_lines(unit, basis_lines(unit.declaration, basis)[1:]) for basis in found)


def _bases(unit: Unit) -> Sequence[LegalBasis]:
    return bases_of(unit.declaration, unit.activity, unit.purpose) if unit.activity and unit.purpose else ()


def _lines(unit: Unit, blocks: tuple[Block | None, ...]) -> str:
    made = (unit.facts.made(block) for block in blocks if block is not None)
    return sentences(tuple(line for block in made for line in told(block)))


def sensitive(unit: Unit) -> Lines:
    """The categories of Art. 9 and 10 among the data."""
    found = unit.marked("special", "criminal")
    return (unit.facts.capital(terms(unit.declaration, "data", found)),) if found else ()


def rights(unit: Unit) -> Lines:
    """The rights that exist for the purpose."""
    if unit.activity is None or unit.purpose is None:
        return ()
    unknown = not bases_of(unit.declaration, unit.activity, unit.purpose)
    found = [TEXTS[fact.id][0] for fact, uses in available(unit.declaration)
             if fact.id in ALWAYS or unknown or fact.id == "automated_decisions"
             or (unit.activity.id, unit.purpose) in [(use.id, purpose) for use, purpose in uses]]
    return (*map(unit.facts.said, found),)


def decisions(unit: Unit) -> Lines:
    """Decisions by machine, profiling and AI in the activity, or that there is none."""
    made = [decision for decision in unit.declaration.automated_decisions
            if unit.activity is None or decision.activity in (None, unit.activity.id)]
    entries = [unit.facts.block(f"automated-decisions-{decision.id}") for decision in made]
    none = [unit.facts.block(f"automated-decisions.no-{name}") for name in ("automated-decisions", "profiling")]
    return tuple(line for block in (*entries, unit.block("profiling"), unit.block("ai"), *none)
                 for line in told(block) if block is not None)


def location(unit: Unit) -> Lines:
    """Where each recipient stores the data."""
    found = []
    for recipient in unit.recipients():
        cell = unit.facts.block(f"recipients-{recipient.id}")
        if cell is not None and (recipient.stored_in or recipient.location):
            name, place = inside(cell.blocks[0])[0], inside(cell.blocks[3])[:_places(recipient)]
            found.append(labelled(name, place[int(recipient.country is not None):]))
    return tuple(found)


def description(unit: Unit) -> Lines:
    """What happens, when data are collected, connected services, and where to read more."""
    names = ("about", "when", "note", "link")
    lines = tuple(line for name in names for line in told(unit.block(name)))
    made = [made for made in unit.declaration.integrations
            if unit.activity is not None and made.activity == unit.activity.id]
    return (*lines, *(line for one in made for line in told(unit.facts.block(f"integrations-{one.id}"))))
