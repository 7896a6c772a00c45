"""The notice is for children, and there is no version of it for them.

What is told to a child must be so clear and plain that the child can understand it (Art. 12(1) and recital 58 GDPR).
A notice for everybody seldom is.

Make a short page for them with `editions`, or read the texts with a child and accept the finding.

Wrong:
    scope:
      audiences: [pupil, guardian]  # <-

Right:
    scope:
      audiences: [pupil, guardian]
    editions:
      pupils: {title: What we know about you, data_subjects: pupil}
    activities:
      teaching:
        title: Teaching
        data_subjects: pupil
        data: [name, school_results]
        purposes: {purpose: education, legal_basis: contract}
        retention: {until: school_year_ends}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._children import CHILDREN
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped
from policygen.problem import Severity
from policygen.schema import Str

PROVISION = "GDPR 12(1)"
SEVERITY = Severity.REVIEW


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding at the first audience that are children, where no edition is for them."""
    if any(_are_children(declaration, people) for edition in declaration.editions for people in edition.data_subjects):
        return
    audiences = declaration.scope.audiences if declaration.scope else ()
    for people in audiences:
        if _are_children(declaration, people):
            yield Finding(people.at, f"The notice speaks to `{people}`: decide whether they understand it as it is.",
                          "Could a child of that age say in its own words what happens to its data? If not, make a "
                          "page for children under `editions`, with shorter texts.")
            return


def _are_children(declaration: Declaration, people: Str) -> bool:
    return shipped(declaration, "data_subjects", people) in CHILDREN
