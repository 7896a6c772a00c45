"""Company numbers: checked by the rules of their register, shown in its form."""

from __future__ import annotations

from importlib import import_module

from policygen.declaration.identity import Registration
from policygen.law import facts
from policygen.schema import Reading


def check_number(registration: Registration, reading: Reading) -> None:
    """Note a problem where the number breaks the rules of its register (pattern, then check digit)."""
    scheme = facts("registrations").get(registration.scheme)
    if scheme is None or registration.number is None:
        return
    if not fits(scheme.id, registration.number):
        form = f" (its form is {scheme['display']})" if scheme.get("display") else ""
        reading.wrong(registration.number.at, "bad-registration",
                      f"`{registration.number}` is no {scheme['english'].lower()} of the register `{scheme.id}`.",
                      f"Correct it{form}; a number that cannot be confirmed stands as `unconfirmed`.")


def fits(scheme_id: str, number: str) -> bool:
    """Whether a number has the form of the register and, where it has a check digit, the right one."""
    import re

    scheme = facts("registrations")[scheme_id]
    compact = _compact(number)
    pattern = scheme.get("pattern")
    if pattern and not re.fullmatch(pattern.strip("^$"), compact):
        return False
    module = scheme.get("stdnum")
    return not module or bool(import_module(f"stdnum.{module}").is_valid(compact))


def displayed(registration: Registration) -> str:
    """The number in the form of its register: digits fill the 9s of `display`, where the lengths agree."""
    number = str(registration.number)
    compact = _compact(number)
    display = facts("registrations")[registration.scheme].get("display")
    if sum(sign == "9" for sign in display) != len(compact) or not compact.isdigit():
        return number
    digits = iter(compact)
    return "".join(next(digits) if sign == "9" else sign for sign in display)


def _compact(number: str) -> str:
    return "".join(sign for sign in number if sign not in " .-\u00a0\u202f").upper()
