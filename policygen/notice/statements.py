"""Negative statements: said only where they are declared; checks see that nothing contradicts them."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.notice.blocks import Block, Said
from policygen.notice.parts import paragraph, say


def statement(declaration: Declaration, name: str, sentence: Said) -> Block | None:
    """The sentence for a declared statement with its exception, or None where it is not declared."""
    for declared in declaration.statements:
        if declared.statement == name:
            exception = say("statement.except", "Exception: {exception}.", exception=declared.except_) \
                if declared.except_ else None
            return paragraph(f".{name.replace('_', '-')}", sentence, exception, at=declared.spots)
    return None
