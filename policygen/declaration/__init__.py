"""The declaration as typed, frozen objects: nodes -> Declaration, with all problems of reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from policygen.declaration.registration import check_number
from policygen.declaration.root import Declaration, OwnTerm, OwnVocabulary
from policygen.law import FILES as LAW_KINDS
from policygen.law import facts
from policygen.load import Mapping, Node, Scalar, Sequence
from policygen.problem import Position, Problem
from policygen.schema import Reading, Record, Str, nearest, one
from policygen.schema.types import LANGUAGE
from policygen.vocabulary import kinds, terms

__all__ = ["Declaration", "OwnTerm", "join", "known_terms", "read"]


def join(roots: Iterable[Node]) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The files of one declaration as one mapping: top-level keys are joined, entries of equal keys too."""
    problems: list[Problem] = []
    entries: dict[str, tuple[Scalar, Node]] = {}
    at: Position | None = None
    for root in roots:
        if not isinstance(root, Mapping):
            problems.append(Problem(root.at, "wrong-type", "The file does not hold keys with values.",
                                    "Start with `policygen: 1` and the other keys at the left margin."))
            continue
        at = at or root.at
        for key, node in root.entries:
            entries[key.text] = (key, _joined(entries.get(key.text), key, node, problems))
    return (Mapping(at, tuple(entries.values())) if at else None), tuple(problems)


def _joined(before: tuple[Scalar, Node] | None, key: Scalar, node: Node, problems: list[Problem]) -> Node:
    if before is None:
        return node
    if not (isinstance(before[1], Mapping) and isinstance(node, Mapping)):
        problems.append(_twice(key, before[0]))
        return before[1]
    first = {name.text: name for name, _ in before[1].entries}
    problems.extend(_twice(name, first[name.text]) for name, _ in node.entries if name.text in first)
    added = tuple(entry for entry in node.entries if entry[0].text not in first)
    return Mapping(before[1].at, before[1].entries + added)


def _twice(key: Scalar, first: Scalar) -> Problem:
    return Problem(key.at, "duplicate-key", f"The key `{key.text}` stands here a second time.",
                   f"Keep one; the first stands at {first.at}.", related=first.at)


def read(root: Mapping) -> tuple[Declaration | None, tuple[Problem, ...]]:
    """A joined mapping -> (Declaration or None, problems). With an error among them it must not be composed."""
    reading = Reading(_languages(root))
    declaration = one(Declaration).read(root, reading)
    if declaration is not None:
        _resolve(declaration, reading)
        for registration in declaration.controller.registration if declaration.controller else ():
            check_number(registration, reading)
    return declaration, tuple(reading.problems)


def _languages(root: Mapping) -> tuple[str, ...]:
    """The languages before everything else is read; faults are noted when the key itself is read."""
    node = root.get("languages")
    quiet = Reading(("en",))
    nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
    found = [LANGUAGE.read(item, quiet) for item in nodes]
    return tuple(dict.fromkeys(map(str, found))) if all(found) else ()


def known_terms(kind: str, declaration: Declaration | None = None) -> Collection[str]:
    """The ids of a kind: shipped terms or facts of law, and the declaration's own."""
    shipped: Collection[str] = terms(kind) if kind in kinds() else facts(kind) if kind in LAW_KINDS else ()
    own = getattr(declaration.vocabulary, kind, ()) if declaration and declaration.vocabulary else ()
    return {*shipped, *(term.id for term in own)}


def _resolve(declaration: Declaration, reading: Reading) -> None:
    """Note every reference and term that does not exist, with the nearest that does."""
    known_by_kind = {kind: known_terms(kind, declaration) for kind in {kind for kind, _ in reading.terms}}
    for kind, term in reading.terms:
        if term not in known_by_kind[kind]:
            reading.wrong(term.at, "unknown-term", f"There is no `{term}` in the vocabulary `{kind}`.",
                          _term_fix(term, kind, known_by_kind[kind]))
    ids_by_registry = {registry: _ids(declaration, registry) for registry in {name for name, _ in reading.references}}
    for registry, reference in reading.references:
        ids = ids_by_registry[registry]
        if ids is not None and reference not in ids:
            reading.wrong(reference.at, "unknown-id", f"Nothing is declared as `{reference}` under `{registry}`.",
                          nearest(reference, ids) + f" Or declare it under `{registry}`.")
    _own_terms(declaration, reading)
    for right in declaration.rights.rights if declaration.rights else ():
        known = set(facts("rights")) - {"complaint"}            # it has its own key
        if right.id not in known:
            reading.wrong(right.id.at, "unknown-right", f"There is no right `{right.id}` here.",
                          nearest(right.id, known))


def _term_fix(term: Str, kind: str, known: Collection[str]) -> str:
    own = f" Or declare it under `vocabulary: {kind}:`." if kind in OwnVocabulary.KEYS else ""
    return nearest(term, known) + own


def _ids(declaration: Declaration, registry: str) -> Collection[str] | None:
    """The ids that a reference may mean; None where the entries could not be read at all."""
    holder = declaration.controller if registry == "contacts" else declaration
    entries: tuple[Record, ...] | None = getattr(holder, registry, None) if holder is not None else None
    return None if entries is None else {entry.id for entry in entries}


def _own_terms(declaration: Declaration, reading: Reading) -> None:
    if declaration.vocabulary is None:
        return
    for kind in kinds():
        for term in getattr(declaration.vocabulary, kind, ()):
            if term.id in terms(kind):
                reading.wrong(term.id.at, "term-exists", f"`{term.id}` is already a term of the vocabulary `{kind}`.",
                              "Choose another id, or use the shipped term.")
            if term.broader is not None and term.broader not in terms(kind):
                reading.wrong(term.broader.at, "unknown-term", f"There is no `{term.broader}` in `{kind}`.",
                              nearest(term.broader, terms(kind)))
