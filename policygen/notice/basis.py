"""Purposes with their legal bases: a table whose cells are whole sentences."""

from __future__ import annotations

from collections.abc import Sequence

from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.basis import LegalBasis, Purpose, SpecialCondition
from policygen.law import facts as law_facts
from policygen.notice.blocks import Block, Cite, Markdown, Said
from policygen.notice.parts import cell, line, record, row, say, table
from policygen.notice.terms import law_names, term, terms
from policygen.problem import Position
from policygen.schema import Str

Lines = Sequence[Block | None]


def purpose_rows(declaration: Declaration, activity: Activity) -> tuple[Block | None, ...]:
    """The purposes and their legal bases as two rows, where all purposes have the same bases; else none."""
    groups = _grouped(declaration, activity)
    if len(groups) > 1:
        return ()
    label = say("activity.purpose.examples", "Examples of purposes") if "purposes" in activity.examples \
        else say("activity.purpose", "Purpose")
    purposes, bases = _purposes(declaration, activity, groups[0])
    return (row(".purposes", label, *purposes, at=examples_at(activity, "purposes"),
                answers=("GDPR 13(1)(c)", "GDPR 14(1)(c)")),
            row(".basis", say("activity.basis", "Legal basis"), *bases, answers=("GDPR 13(1)(c)", "GDPR 14(1)(c)")))


def purposes_table(declaration: Declaration, activity: Activity) -> Block | None:
    """The purposes of an activity, those with the same legal bases together, where not all have the same; else None."""
    groups = _grouped(declaration, activity)
    if len(groups) == 1:
        return None
    examples = "purposes" in activity.examples
    caption = say("activity.purposes.examples", "Examples of what we use the data for, and why we may")
    return table(".purposes", caption if examples else None,
                 (say("activity.purpose", "Purpose"), say("activity.basis", "Legal basis")),
                 (_record(declaration, activity, same, number) for number, same in enumerate(groups, 1)),
                 at=examples_at(activity, "purposes"), answers=("GDPR 13(1)(c)", "GDPR 14(1)(c)"))


def examples_at(activity: Activity, name: str) -> tuple[Position, ...]:
    """Where the declaration says that a list only gives examples."""
    return tuple(example.at for example in activity.examples if example == name)


def bases_of(declaration: Declaration, activity: Activity, purpose: Purpose) -> Sequence[LegalBasis]:
    """The bases of a purpose: its own, else those of its activity, else the declaration's default."""
    default = declaration.defaults.legal_basis if declaration.defaults else ()
    return purpose.legal_basis or activity.legal_basis or default


def _grouped(declaration: Declaration, activity: Activity) -> list[list[Purpose]]:
    """The purposes, those with the same bases together, in the order in which they are declared."""
    groups: dict[tuple[object, ...], list[Purpose]] = {}
    for purpose in activity.purposes:
        bases = bases_of(declaration, activity, purpose)
        groups.setdefault(tuple(map(_meaning, bases)), []).append(purpose)
    return list(groups.values())


def _meaning(basis: LegalBasis) -> tuple[object, ...]:
    """What a basis says, without where it stands."""
    words = (basis.when, basis.interest, basis.balancing)
    return (basis.basis, basis.of, basis.law, basis.people, *(text.texts if text else () for text in words))


def _record(declaration: Declaration, activity: Activity, same: Sequence[Purpose], number: int) -> Block:
    purposes, bases = _purposes(declaration, activity, same)
    return record(f".{number}", cell(*purposes), cell(*bases), at=tuple(purpose.at for purpose in same))


def _purposes(declaration: Declaration, activity: Activity, purposes: Sequence[Purpose]) -> tuple[Lines, Lines]:
    """The lines of purposes with the same bases, and those of these bases."""
    shown = [line(purpose.about or term(declaration, "purposes", purpose.purpose), at=(purpose.at, purpose.purpose.at))
             for purpose in purposes]
    at = tuple(purpose.at for purpose in purposes)
    all_bases = (bases_of(declaration, activity, purpose) for purpose in purposes)
    bases = [_merged(alike) for same in zip(*all_bases, strict=True)
             for alike in zip(*(basis_lines(declaration, basis) for basis in same), strict=True)]
    unstated = line(say("basis.customer", "Our customer decides") if activity.on_behalf_of else
                    say("recipients.unstated", "Not stated"), at=at)
    return shown, bases or [unstated]


def _merged(alike: Sequence[Block | None]) -> Block | None:
    """Lines that say the same of the bases of several purposes, as one that stands where all of them do."""
    origins = dict.fromkeys(at for made in alike if made for at in made.origins)
    return alike[0]._replace(origins=tuple(origins)) if alike[0] else None


def basis_lines(declaration: Declaration, basis: LegalBasis) -> tuple[Block | None, ...]:
    """A legal basis in plain words with its article, then what the law wants told about it."""
    provision = law_facts("legal_bases")[basis.basis]["provision"]
    name = cited(declaration, "legal_bases", basis.basis)
    interest: Said | None = None
    if basis.interest is not None:
        interest = say("basis.interest.third_party", "The interest of a third party: {interest}.",
                       interest=basis.interest) if basis.of == "third_party" else \
            say("basis.interest", "Our interest: {interest}.", interest=basis.interest)
    return (
        line(name, at=basis.spots, answers=(provision,)),
        line(say("basis.people", "This applies to: {people}.",
                 people=terms(declaration, "data_subjects", basis.people))) if basis.people else None,
        line(say("basis.when", "This applies when: {condition}.", condition=basis.when)) if basis.when else None,
        line(interest, answers=("GDPR 13(1)(d)", "GDPR 14(2)(b)")),
        line(Markdown(basis.balancing)) if basis.balancing else None,
        line(say("basis.law", "Law: {law}.", law=law_names(declaration, basis.law))) if basis.law else None,
    )


def cited(declaration: Declaration, kind: str, id: Str) -> Said:
    """A legal basis, condition or tool in plain words with its article."""
    return say("basis.cited", "{basis} ({article})", basis=term(declaration, kind, id),
               article=Cite(law_facts(kind)[id]["provision"]))


def special_row(declaration: Declaration, conditions: Sequence[SpecialCondition]) -> Block | None:
    """What allows special categories of data."""
    return row(".special-categories", say("activity.special", "Why we may use sensitive data"),
               *(made for condition in conditions for made in _special(declaration, condition)))


def _special(declaration: Declaration, condition: SpecialCondition) -> tuple[Block | None, ...]:
    provision = law_facts("special_conditions")[condition.condition]["provision"]
    name = cited(declaration, "special_conditions", condition.condition)
    data = say("retention.applies", "Applies to: {what}.", what=terms(declaration, "data", condition.data)) \
        if condition.data else None
    law = say("basis.law", "Law: {law}.", law=law_names(declaration, condition.law)) if condition.law else None
    return line(name, at=condition.spots, answers=(provision,)), line(data), line(law)


def national_id_row(declaration: Declaration, activity: Activity) -> Block | None:
    """The law that allows the use of a national identification number."""
    if not activity.national_id_law:
        return None
    return row(".national-id-law", say("activity.national_id", "Why we may use your national identity number"),
               line(say("basis.law", "Law: {law}.", law=law_names(declaration, activity.national_id_law))),
               at=tuple(id.at for id in activity.national_id_law), answers=("GDPR 87",))


def criminal_row(declaration: Declaration, activity: Activity) -> Block | None:
    """The law that allows the use of data on offences."""
    if not activity.criminal_law:
        return None
    return row(".criminal-law", say("activity.criminal", "Why we may use data about criminal offences"),
               line(say("basis.law", "Law: {law}.", law=law_names(declaration, activity.criminal_law))),
               at=tuple(id.at for id in activity.criminal_law), answers=("GDPR 10",))
