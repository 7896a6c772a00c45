"""Why it is allowed: legal bases of Art. 6, conditions of Art. 9, national laws, purposes."""

from __future__ import annotations

from policygen.schema import (
    LABEL,
    LINK,
    NAME,
    WORDS,
    Choice,
    Record,
    Reference,
    Term,
    listed,
    one,
    optional,
    required,
)


class Law(Record):
    """A statute the declaration refers to."""

    EXAMPLE = """
name: the Norwegian Bookkeeping Act
section: § 13
link: https://lovdata.no/lov/2004-11-19-73
"""

    name = required(LABEL, "Its name in each language.")
    section = optional(NAME, "The section or paragraph, such as § 13.")
    link = optional(LINK, "Its official text.")


class LegalBasis(Record):
    """One legal basis, with what the law wants told about it."""

    SHORT = "basis"
    EXAMPLE = """
basis: legitimate_interests
when: somebody signs in from a new device
people: customer
interest: keeping strangers out of the accounts of our customers
of: controller
balancing: We look only at the sign-in itself, and only to warn the owner of the account.
"""

    basis = required(Term("legal_bases"), "The basis of Art. 6(1).", "GDPR 13(1)(c)")
    when = optional(LABEL, "When this basis applies, where several stand.")
    people = listed(Term("data_subjects"), "The people for whom it applies, where it differs.")
    interest = optional(LABEL, "The legitimate interest pursued.", "GDPR 13(1)(d)")
    of = optional(Choice("controller", "third_party"), "Whose interest it is; the company's if left out.")
    balancing = optional(WORDS, "Why the interest is not overridden by those of the person.")
    law = listed(Reference("laws"), "The statutes behind an obligation or a public task.")


class SpecialCondition(Record):
    """What allows the use of special categories of data (Art. 9(2) GDPR)."""

    SHORT = "condition"
    EXAMPLE = """
condition: employment
data: sick_leave
law: national_insurance_act
"""

    condition = required(Term("special_conditions"), "The condition of Art. 9(2).", "GDPR 9(2)")
    data = listed(Term("data"), "The data it covers; all special ones if left out.")
    law = listed(Reference("laws"), "The national statutes it rests on.")


class Purpose(Record):
    """What the data are used for, and the legal basis of exactly this use."""

    SHORT = "purpose"
    EXAMPLE = """
purpose: accounting
about: keeping accounts of what you buy
legal_basis: {basis: legal_obligation, law: bookkeeping_act}
"""

    purpose = required(Term("purposes"), "The kind of purpose.", "GDPR 13(1)(c)")
    about = optional(LABEL, "The purpose in your own words, shown instead of the general label.")
    legal_basis = listed(one(LegalBasis), "The basis, or several with their conditions; that of the activity, else "
                         "the declaration's default, if left out.", "GDPR 13(1)(c)")
