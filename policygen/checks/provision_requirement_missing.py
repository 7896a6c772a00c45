"""Nothing says whether people must provide the data that they are asked for.

The notice must say whether a law or a contract requires the data, or a contract cannot be made without them, whether
the person is obliged, and what happens otherwise (Art. 13(2)(e) GDPR).

Declare `obligation`. It is not asked for where everything rests on consent, since nobody is then obliged, nor where no
data are collected from the person directly. Where no activity says it, that is reported once, at the first.

Wrong:
    activities:
      orders:  # <-
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes: order_handling
        legal_basis: contract

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes: order_handling
        legal_basis: contract
        obligation: {kind: contractual, consequence: Without them we cannot deliver.}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import only_consent
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity
from policygen.declaration.derived import held, shipped, sources, term
from policygen.problem import Severity

PROVISION = "GDPR 13(2)(e)"
SEVERITY = Severity.WARNING

GIVEN = frozenset({"identity", "contact", "work"})


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for activities that ask people for data without `obligation` of their own or by default."""
    asking = [activity for activity in declaration.activities
              if _asked_for(declaration, activity) and not only_consent(declaration, activity)]
    silent = [activity for activity in asking if not activity.obligation and not _default(declaration, activity)]
    fix = "Add `obligation`: `voluntary`, `contractual` or `statutory`, and the consequence."
    if len(silent) > 1 and not any(activity.obligation for activity in declaration.activities):
        yield Finding(silent[0].id.at, f"Neither `{silent[0].id}` nor any other activity ({len(silent)} in all) says "
                      "whether people must provide the data.", fix)
        return
    for activity in silent:
        yield Finding(activity.id.at, f"`{activity.id}` does not say whether people must provide the data.", fix)


def _default(declaration: Declaration, activity: Activity) -> bool:
    """Whether a default obligation reaches people of the activity."""
    default = declaration.defaults.obligation if declaration.defaults else ()
    return any(not obligation.people or set(obligation.people) & set(activity.data_subjects)
               for obligation in default)


def _asked_for(declaration: Declaration, activity: Activity) -> bool:
    """Whether people are asked for data: by the sources, or, where none stand, by the kind of data."""
    named = sources(declaration, activity)
    if named:
        return any(shipped(declaration, "sources", source.source) == "data_subject" for source in named)
    known = [term(declaration, "data", category) for item in activity.data if held(item) for category in item.category]
    return any(category is not None and category.group in GIVEN for category in known)
