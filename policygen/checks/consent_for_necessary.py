"""Consent is claimed for what a contract or the law makes necessary.

Whoever asks for consent promises a choice. Where the data must be used anyway, to deliver what was ordered or because
the law says so, there is none, and asking is misleading and unfair (Art. 5(1)(a) and 7(4) GDPR; EDPB 05/2020).

Rest the purpose on `contract` or `legal_obligation`. Where you mean something that people may refuse, say so in
`about` of the purpose.

Wrong:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes:
          - delivery  # <-
        legal_basis: consent
        consent: {withdraw: Write to us.}

Right:
    activities:
      orders:
        title: Orders
        data_subjects: customer
        data: [name, delivery_address]
        purposes:
          - delivery
        legal_basis: contract
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.checks import Finding
from policygen.checks._bases import kinds, purposes
from policygen.declaration import Declaration
from policygen.declaration.derived import shipped
from policygen.problem import Severity

PROVISION = "GDPR 5(1)(a)"
SEVERITY = Severity.WARNING

NECESSARY = {
    "order_handling": "contract", "delivery": "contract", "delivery_communication": "contract", "payment": "contract",
    "subscription_management": "contract", "invoicing": "contract", "payroll": "contract",
    "accounting": "legal_obligation", "tax_reporting": "legal_obligation", "legal_compliance": "legal_obligation",
    "rights_requests": "legal_obligation", "product_safety": "legal_obligation",
}


def check(declaration: Declaration) -> Iterator[Finding]:
    """Findings for purposes of everyday contracts and duties that rest on consent alone."""
    for activity, purpose, bases in purposes(declaration):
        basis = NECESSARY.get(shipped(declaration, "purposes", purpose.purpose))
        if basis is not None and purpose.about is None and kinds(bases) == {"consent"}:
            yield Finding(purpose.at, f"Consent does not fit `{purpose.purpose}` of `{activity.id}`: nobody can really "
                          "refuse it.", f"Use `{basis}`, or say in `about` what people may refuse.")
