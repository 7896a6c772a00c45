"""What a Fides manifest says, and the keys of its systems."""

from __future__ import annotations

from policygen.declaration import Declaration
from policygen.formats._teller import Teller
from policygen.localise.catalogue import Catalogue


class FidesTeller(Teller):
    """Says things in one language for the manifest of `organization`."""

    def __init__(self, declaration: Declaration, catalogue: Catalogue, organization: str) -> None:
        super().__init__(declaration, catalogue)
        self.organization = organization

    def key(self, kind: str, id: str) -> str:
        """The key of a system; ids hold no full stop, so that keys are unique."""
        return f"{self.organization}.{kind}.{id}"
