"""Special categories of data are used, and no condition of Art. 9(2) allows it.

Data on health, religion, trade union membership, sexual orientation and the like may not be used at all unless one of
ten conditions holds (Art. 9(1) and (2) GDPR). A legal basis of Art. 6 is needed as well, but is not enough.

Say in `special_categories` of the activity which condition holds, and for which data if not for all of them.

Wrong:
    activities:
      courses:
        title: Courses
        data_subjects: course_participant
        data:
          - name
          - dietary_needs  # <-
        purposes: events
        legal_basis: contract

Right:
    activities:
      courses:
        title: Courses
        data_subjects: course_participant
        data:
          - name
          - dietary_needs
        purposes: events
        legal_basis: contract
        special_categories: explicit_consent
        consent: {what: use of what you tell us of food that you cannot eat, withdraw: Write to us.}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygen.checks import Finding
from policygen.checks._bases import listed
from policygen.declaration import Declaration
from policygen.declaration.activity import Activity, DataItem
from policygen.declaration.derived import held, marked
from policygen.problem import Severity
from policygen.schema import Str

PROVISION = "GDPR 9(1)"
SEVERITY = Severity.ERROR


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each activity, and each integration, with special data that no condition covers."""
    special = marked(declaration, "special")
    for activity in declaration.activities:
        open_ = _uncovered(activity.data, special, activity)
        if open_:
            yield Finding(open_[0].at, f"`{activity.id}` uses {listed(open_)}, and no condition of Art. 9(2) is "
                          "declared for it.", "Add `special_categories` to the activity with the condition.")
    activities = {activity.id: activity for activity in declaration.activities}
    for integration in declaration.integrations:
        open_ = _uncovered(integration.data, special, activities.get(integration.activity))
        if open_:
            yield Finding(open_[0].at, f"`{integration.id}` fetches {listed(open_)}, and no condition of Art. 9(2) is "
                          "declared for it.", "Name its `activity`, and add `special_categories` there.")


def _uncovered(data: Sequence[DataItem], special: frozenset[str], activity: Activity | None) -> list[Str]:
    """The special categories in the data that no condition of the activity covers."""
    conditions = activity.special_categories if activity is not None else ()
    if any(not condition.data for condition in conditions):
        return []
    covered = {category for condition in conditions for category in condition.data}
    return [category for item in data if held(item) for category in item.category
            if category in special and category not in covered]
