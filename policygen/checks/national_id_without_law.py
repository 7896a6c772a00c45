"""A national identity number is used, and the rule that allows it is not named.

National law may set conditions for such numbers (Art. 87 GDPR). In Norway they may be used only where there is a sound
need for certain identification and the number is necessary for it (section 12 of the Personal Data Act).

Declare the statute under `laws` and name it in `national_id_law`. Where the country has no rule, accept the finding
with that reason. If the number is not needed, stop asking for it.

Wrong:
    activities:
      payroll:
        title: Payroll
        data_subjects: employee
        data:
          - name
          - national_id_number  # <-
        purposes: payroll
        legal_basis: contract

Right:
    laws:
      personal_data_12: {name: the Norwegian Personal Data Act, section: § 12}
    activities:
      payroll:
        title: Payroll
        data_subjects: employee
        data:
          - name
          - national_id_number
        purposes: payroll
        legal_basis: contract
        national_id_law: personal_data_12
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.declaration import Declaration
from policygen.declaration.derived import held, shipped
from policygen.problem import Severity

PROVISION = "GDPR 87"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for national identity numbers in activities without `national_id_law`."""
    for activity in declaration.activities:
        used = [category for item in activity.data if held(item) for category in item.category
                if shipped(declaration, "data", category) == "national_id_number"]
        if used and not activity.national_id_law:
            yield Finding(used[0].at, f"`{activity.id}` uses `{used[0]}`, and the rule that allows it is not named.",
                          "Name the statute in `national_id_law`, or stop using the number.")
