"""An account of what went into a Fides manifest, whole or only in part."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.formats._tilt_teller import Teller
from policygen.localise.catalogue import Catalogue
from policygen.problem import Position


class FidesTeller(Teller):
    """Says things in one language; `parts` tells of declared values that a manifest holds only in part."""

    def __init__(self, declaration: Declaration, catalogue: Catalogue, organization: str) -> None:
        super().__init__(declaration, catalogue)
        self.organization = organization
        self.parts: dict[Position, str] = {}

    def partly(self, at: Position, says: str) -> None:
        """The value went in, but not with all that it says."""
        self.used.add(at)
        self.parts.setdefault(at, says)

    def key(self, kind: str, id: str) -> str:
        """The key of a system; ids hold no full stop, so that keys are unique."""
        return f"{self.organization}.{kind}.{id}"
