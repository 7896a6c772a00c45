"""Names that run in another direction than the text around them are set apart: neither changes the order of the other.

On pages they stand in `<bdi>`; where there are no elements, between the signs FSI and PDI, which cannot be seen
(Unicode Standard Annex #9, 2.4 and 2.5).
"""

from __future__ import annotations

from markupsafe import Markup

from policygen.localise.cldr import turns
from policygen.localise.page import Piece

ELEMENT = Markup("<bdi>{}</bdi>")
SIGNS = "\u2068{}\u2069"


def company(name: str, direction: str) -> str:
    """A company's name for a page in this direction: an element of its own where letters run the other way."""
    return ELEMENT.format(name) if turns(name, direction == "rtl") else name


def isolated(piece: Piece) -> str:
    """The plain text of a piece, between signs where it may run in another direction."""
    return SIGNS.format(piece.text) if piece.isolated else piece.text
