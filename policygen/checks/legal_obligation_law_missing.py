"""A legal obligation or a public task is relied on, and the law behind it is not named.

Both need a basis in Union or national law (Art. 6(3) GDPR). The guidelines on transparency (WP260 rev.01) ask to name
it, since readers can otherwise not see whether they are really obliged.

Declare the statute under `laws` and name it in `law` of the basis.

Wrong:
    activities:
      accounting:
        title: Accounting
        data_subjects: customer
        data: invoice_data
        purposes: accounting
        legal_basis: legal_obligation  # <-

Right:
    laws:
      bookkeeping_act: {name: the Norwegian Bookkeeping Act, section: § 13}
    activities:
      accounting:
        title: Accounting
        data_subjects: customer
        data: invoice_data
        purposes: accounting
        legal_basis: {basis: legal_obligation, law: bookkeeping_act}
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import basis_lists
from policygen.declaration import Declaration
from policygen.problem import Severity

PROVISION = "GDPR 6(3)"
SEVERITY = Severity.WARNING


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for bases of Art. 6(1)(c) and (e) without `law`."""
    for basis in (basis for bases in basis_lists(declaration) for basis in bases):
        if basis.basis in ("legal_obligation", "public_task") and not basis.law:
            yield Finding(basis.at, f"`{basis.basis}` is relied on, and no law is named.",
                          "Declare the statute under `laws`, and name it in `law`.")
