"""A recipient, law, group or term of one's own is declared, and nothing uses it.

What is used nowhere tells readers nothing, or something untrue: a recipient without an activity stands on the page as
somebody who gets data, and nobody learns which data and what for (Art. 5(1)(a) GDPR). Often a reference was
forgotten.

Use the entry where it belongs, or remove it.

Wrong:
    recipients:
      mailer: {name: Mailer GmbH, role: processor, country: DE}  # <-
    laws:
      bookkeeping_act: {name: the Bookkeeping Act}  # <-
    vocabulary:
      data: {tent_size: size of the tent}  # <-

Right:
    recipients:
      mailer: {name: Mailer GmbH, role: processor, country: DE}
    activities:
      newsletter:
        title: Newsletter
        data_subjects: newsletter_subscriber
        data: email
        purposes: {purpose: newsletter, legal_basis: contract}
        recipients: mailer
        retention: {until: unsubscribed}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._values import Value
from policygen.declaration import Declaration
from policygen.declaration.root import OwnVocabulary
from policygen.problem import Severity
from policygen.schema import Record, Reference, Term

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.WARNING
REGISTRIES = ("recipients", "laws", "groups")


def check(declaration: Declaration, values: tuple[Value, ...]) -> Iterator[Finding]:
    """Findings for entries whose id stands nowhere else."""
    used = frozenset(_uses(values))
    entries: list[tuple[type, str, Record]] = [
        (Reference, registry, entry) for registry in REGISTRIES for entry in getattr(declaration, registry)]
    if declaration.vocabulary is not None:
        entries += [(Term, kind, term) for kind in OwnVocabulary.KEYS for term in getattr(declaration.vocabulary, kind)]
    for sort, where, entry in entries:
        if (sort, where, entry.id) not in used:
            yield Finding(entry.id.at, f"`{entry.id}` is declared under `{where}`, and nothing uses it.",
                          "Use it where it belongs, such as in an activity, or remove it.")


def _uses(values: tuple[Value, ...]) -> Iterator[tuple[type, str, str]]:
    """Every id that is referred to, with what it is an id of."""
    for record, key, value in values:
        declared = type(record).KEYS[key].type
        kind = getattr(declared, "item", declared)
        if isinstance(kind, Reference):
            yield Reference, kind.registry, value
        elif isinstance(kind, Term):
            yield Term, kind.kind, value
