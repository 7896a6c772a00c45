"""The company also processes data on behalf of its customers, and the notice does not say where that is so.

Readers must know who decides about their data, because that is who answers for their rights (Art. 4(7) and (8), 28
GDPR). A notice is about what a controller does; what is done on the instruction of customers is told by them.

Declare `processor_role`: for whom and what, and where people turn with their rights.

Wrong:
    scope:
      about: For the data in our booking system we act as a processor.  # <-

Right:
    scope:
      about: For the data in our booking system we act as a processor.
    processor_role:
      customers: camp sites that take bookings through our system
      rights: Turn to the camp site where you booked.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._texts import Text
from policygen.checks._words import found
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 28"
SEVERITY = Severity.WARNING
FIX = "Declare `processor_role` with the customers and where people turn with their rights."


def check(declaration: Declaration, texts: tuple[Text, ...]) -> Iterator[Finding]:
    """A finding at the first sign that the company is a processor too, where `processor_role` is missing."""
    if declaration.processor_role is not None:
        return
    for activity in declaration.activities:
        for people in activity.data_subjects:
            if people == "customers_customer":
                yield Finding(people.at, f"`{activity.id}` uses data of customers of your customers, and "
                                         "`processor_role` is missing.", FIX)
                return
    for text, words in found("own_processor_role", texts):
        yield Finding(text.at, f"The text says “{words}”, and `processor_role` is missing.", FIX)
        return
