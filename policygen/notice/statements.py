"""Negative statements: said only where they are declared; checks see that nothing contradicts them."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.notice.blocks import Block
from policygen.notice.parts import paragraph, say

STATEMENTS = {
    "no_sale": say("statement.no_sale", "We do not sell your personal data."),
    "no_rental": say("statement.no_rental", "We do not rent out your personal data."),
    "no_sharing_beyond": say("statement.no_sharing_beyond", "We pass personal data on only as described in this "
                                                            "policy."),
    "no_special_categories": say("statement.no_special_categories", "We do not collect sensitive data (special "
                                                                    "categories of personal data) such as data about "
                                                                    "health or religion."),
    "no_automated_decisions": say("statement.no_automated_decisions", "We make no decisions by machine alone that have "
                                                                      "legal effects for you or affect you in a "
                                                                      "similarly significant way."),
    "no_children": say("statement.no_children", "Our services are not directed at children."),
    "no_profiling": say("statement.no_profiling", "We do not build profiles of you."),
    "no_transfers": say("statement.no_transfers", "We do not transfer personal data to countries outside the EEA."),
    "do_not_track_unanswered": say("statement.do_not_track", "We do not respond to the browser signal “Do Not Track”."),
}


def statement(declaration: Declaration, name: str) -> Block | None:
    """The sentence for a declared statement with its exception, or None where it is not declared."""
    found = [declared for declared in declaration.statements if declared.statement == name]
    if not found:
        return None
    exceptions = (say("statement.except", "Exception: {exception}.", exception=declared.except_)
                  if declared.except_ else None for declared in found)
    return paragraph(f".{name.replace('_', '-')}", STATEMENTS[name], *exceptions,
                     at=tuple(at for declared in found for at in declared.spots))
