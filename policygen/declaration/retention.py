"""How long: rules with end events, periods, criteria, exceptions by law (Art. 13(2)(a) GDPR)."""

from __future__ import annotations

from policygen.schema import (
    FLAG,
    LABEL,
    PERIOD,
    SENTENCE,
    Choice,
    Reading,
    Record,
    Reference,
    Term,
    listed,
    one,
    optional,
    required,
)


class RetentionException(Record):
    """Why something is kept longer."""

    EXAMPLE = """
reason: invoices and other accounting records
law: bookkeeping_act
period: P5Y
"""

    reason = required(LABEL, "The reason.")
    law = listed(Reference("laws"), "The statutes that ask for it.")
    period = optional(PERIOD, "How long then.")


class Stage(Record):
    """One step on the way out, such as the bin, then backups."""

    EXAMPLE = """
what: the account is closed and can be opened again
period: P30D
"""

    what = required(LABEL, "What happens in this step.")
    period = optional(PERIOD, "How long it lasts.")


class Retention(Record):
    """One rule. At least one of until, period, criterion, law, see, decided_by stands."""

    EXAMPLE = """
data: [account_settings, purchase_history]
what: accounts that are not used
basis: contract
period: P2Y
after: last_sign_in
typical: yes
restarts: you sign in again
then: delete
stages: {what: the account is closed and can be opened again, period: P30D}
backups: P90D
except: {reason: invoices and other accounting records, law: bookkeeping_act, period: P5Y}
note: We write to you a month before the account is closed.
"""

    data = listed(Term("data"), "The data it is about; all of the activity if left out.")
    what = optional(LABEL, "What it is about, in words, such as deleted accounts.")
    basis = listed(Term("legal_bases"), "The legal bases it is about.")
    until = listed(Term("events"), "Kept until the first of these happens.")
    period = optional(PERIOD, "How long; counted from `after`, or from when the data were collected.")
    after = listed(Term("events"), "The events from which the period is counted.")
    at_end_of = optional(Choice("calendar_year", "financial_year"), "Whether the period starts only at the end of the "
                         "year in which an event of `after` happens.")
    typical = optional(FLAG, "Whether the period is what is normal, and not a limit.")
    criterion = optional(LABEL, "How the period is decided, where none can be given.")
    law = listed(Reference("laws"), "The statutes that set the period.")
    see = optional(Choice("cookies"), "`cookies`: as long as the table of cookies says.")
    decided_by = optional(Choice("you", "customer", "recipient"), "Who decides, where the company does not.")
    then = optional(Choice("delete", "anonymise", "delete_or_anonymise", "archive"), "What happens at the end.")
    restarts = optional(LABEL, "What makes the period start again.")
    stages = listed(one(Stage), "The steps on the way out, in their order.")
    backups = optional(PERIOD, "How long copies stay in backups after that.")
    promptly = optional(FLAG, "Whether it happens at once.")
    except_ = listed(one(RetentionException), "What is kept longer, and why.")
    note = optional(SENTENCE, "What else the reader should know.")

    def check(self, reading: Reading) -> None:
        if not (self.until or self.period or self.criterion or self.law or self.see or self.decided_by):
            reading.wrong(self.at, "retention-empty", "The rule says neither how long nor how that is decided.",
                          "Add `until`, `period`, `criterion`, `law`, `see` or `decided_by`.",
                          provision="GDPR 13(2)(a)")
        if self.promptly and self.then is None:
            reading.wrong(self.where("promptly"), "retention-promptly", "`promptly` stands without `then`.",
                          "Say in `then` what happens.", provision="GDPR 13(2)(a)")
        if self.typical and self.period is None:
            reading.wrong(self.where("typical"), "retention-typical", "`typical` stands without a `period`.",
                          "Add the `period` that is normal.", provision="GDPR 13(2)(a)")
        if self.at_end_of is not None and not self.after:
            reading.wrong(self.where("at_end_of"), "retention-year", "`at_end_of` stands without `after`.",
                          "Say in `after` what happens in that year.", provision="GDPR 13(2)(a)")
        if self.after and self.period is None:
            reading.wrong(self.where("after"), "retention-after", "`after` stands without a `period`.",
                          "Add the `period` counted from it, or write `until`.", provision="GDPR 13(2)(a)")
