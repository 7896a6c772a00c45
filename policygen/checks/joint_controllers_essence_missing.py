"""A recipient is called a joint controller, and the notice does not say what has been agreed with it.

Joint controllers must agree who does what, and make the essence of that available to people (Art. 26(2) GDPR).

Declare it under `joint_controllers`, with the id or the name of the recipient, the activities and the `arrangement`.

Wrong:
    recipients:
      partner: {name: Tents AS, role: joint_controller, country: NO}  # <-

Right:
    recipients:
      partner: {name: Tents AS, role: joint_controller, country: NO}
    joint_controllers:
      partner:
        name: Tents AS
        arrangement: Tents AS answers questions about the register of tents; we answer all others.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._controller import has_arrangement, joint_roles
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 26(2)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """A finding for each recipient with the role of a joint controller that does not stand under them."""
    for recipient in declaration.recipients:
        for role in joint_roles(declaration, recipient)[:1]:
            if not has_arrangement(declaration, recipient):
                yield Finding(role.at, f"`{recipient.id}` is a joint controller, but does not stand under "
                                       "`joint_controllers`.",
                              "Declare it there with the essence of what you have agreed, or correct the role.")
