"""The same people are told both that they may choose and that they must provide the same data.

The notice must say whether data are required (Art. 13(2)(e) GDPR); two answers are none. Say with `data` or `people`
which of them is required.

Wrong:
    activities:
      service:
        title: Service
        data_subjects: customer
        data: [name, email, phone]
        purposes: {purpose: service_delivery, legal_basis: contract}
        obligation:
          - voluntary
          - {kind: contractual, consequence: We cannot deliver without them.}  # <-
        retention: {until: contract_ends}

Right:
    activities:
      service:
        title: Service
        data_subjects: customer
        data: [name, email, phone]
        purposes: {purpose: service_delivery, legal_basis: contract}
        obligation:
          - {kind: voluntary, data: phone}
          - {kind: contractual, data: [name, email], consequence: We cannot deliver without them.}
        retention: {until: contract_ends}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.activity import Obligation
from policygen.problem import Severity
from policygen.schema import Str

PROVISION = "GDPR 13(2)(e)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for obligations of different kinds that hold for the same data of the same people."""
    lists = [activity.obligation for activity in declaration.activities]
    for obligations in (*lists, declaration.defaults.obligation if declaration.defaults else ()):
        for number, obligation in enumerate(obligations):
            if any(_contradict(other, obligation) for other in obligations[:number]):
                yield Finding(obligation.at, f"Data are `{obligation.kind}` here and something else above.",
                              "Say with `data` or `people` which data of whom are required.")


def _contradict(one: Obligation, other: Obligation) -> bool:
    """Whether a choice and a requirement can be about the same; those limited in one way only may be meant apart."""
    if "voluntary" not in (one.kind, other.kind) or one.kind == other.kind:
        return False
    limited = [bool(part.data or part.people) for part in (one, other)]
    return limited == [False, False] or (all(limited) and _meet(one.data, other.data)
                                         and _meet(one.people, other.people))


def _meet(one: Sequence[Str], other: Sequence[Str]) -> bool:
    return not one or not other or bool(set(one) & set(other))
