"""What the notice is about: channels, people, what it leaves out, other notices, definitions, free texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policygen.schema import (
    FLAG,
    LABEL,
    LINK,
    SENTENCE,
    WORDS,
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

if TYPE_CHECKING:
    from policygen.declaration.activity import Activity

PLACES = Choice("introduction", "scope", "controller", "activities", "cookies", "recipients", "transfers",
                "retention", "security", "rights", "complaint", "changes", "end")
SECTIONS = Choice("controller", "activities", "recipients", "transfers", "retention", "cookies", "security",
                  "breaches", "rights", "complaint", "changes")


class OtherNotice(Record):
    """Another notice that readers may need."""

    EXAMPLE = """
title: Privacy policy of Example AS
link: https://www.example.com/privacy
about: It covers everything that we do with personal data.
full: yes
"""

    title = required(LABEL, "Its title.")
    link = optional(LINK, "Where it stands; left out where it is only shown inside a service.")
    about = optional(SENTENCE, "For whom or what it is.")
    full = optional(FLAG, "Whether it is the full notice, of which this one is a first layer.")


class Channel(Record):
    """A site, app or situation that is covered."""

    SHORT = "kind"
    EXAMPLE = """
kind: online_shop
name: the Example shop
link: https://shop.example.com/
"""

    kind = required(Term("channels"), "What it is.")
    name = optional(LABEL, "Which one; shown instead of the kind.")
    link = optional(LINK, "Where it is.")


class Exclusion(Record):
    """What is not covered."""

    EXAMPLE = """
what: people who apply for a job with us
notice: applicants
"""

    what = required(LABEL, "What is not covered.")
    notice = optional(Reference("notices"), "The notice that covers it.")


class Scope(Record):
    """What and whom the notice covers."""

    EXAMPLE = """
about: This policy is for everybody who visits our website or shops with us.
laws: [personal_data_act]
channels:
  - website
  - {kind: online_shop, name: the Example shop, link: https://shop.example.com/}
audiences: [customer, website_visitor]
excludes:
  - {what: people who apply for a job with us, notice: applicants}
"""

    about = optional(WORDS, "The scope in a few sentences.")
    laws = listed(Reference("laws"), "The statutes that the whole policy follows.")
    channels = listed(one(Channel), "The sites, apps and situations covered.")
    audiences = listed(Term("data_subjects"), "The people it is for.")
    excludes = listed(one(Exclusion), "What it does not cover.")


class Definition(Record):
    """A word and its meaning."""

    EXAMPLE = """
term: account
meaning: The pages that you see after signing in, with your orders and settings.
"""

    term = required(LABEL, "The word.")
    meaning = required(WORDS, "What it means here.")


class Group(Record):
    """A group of activities, such as a department."""

    EXAMPLE = """
title: Customers
about: What we do for people who buy from us.
"""

    title = required(LABEL, "Its title.")
    about = optional(WORDS, "What the group is.")


class Edition(Record):
    """A page of its own for some readers, from the same facts: only their activities and who gets their data."""

    EXAMPLE = """
title: Privacy policy for applicants
about: for people who apply for a job with us
data_subjects: job_applicant
groups: recruitment
activities: [website, video_surveillance]
cookies: yes
"""
    title = required(LABEL, "The title of its page.")
    about = optional(LABEL, "For whom it is; shown beside its link.")
    data_subjects = listed(Term("data_subjects"), "The people whose activities it shows.")
    groups = listed(Reference("groups"), "The groups of activities it shows.")
    activities = listed(Reference("activities"), "Further activities it shows.")
    cookies = optional(FLAG, "Whether it shows the cookies; else only where a storage rule points to them.")

    def check(self, reading: Reading) -> None:
        if not (self.data_subjects or self.groups or self.activities):
            reading.wrong(self.at, "edition-empty", "The edition names no people, groups or activities.",
                          "Add `data_subjects`, `groups` or `activities`.")

    def shows(self, activity: Activity) -> bool:
        """Whether its page tells of an activity."""
        return (activity.id in self.activities or activity.group in self.groups
                or bool(set(activity.data_subjects) & set(self.data_subjects)))


class FreeText(Record):
    """A text that has no structure, at a named place."""

    EXAMPLE = """
place: security
title: Reporting a fault
text: Have you found a hole in our systems? Write to **security@example.com**.
"""

    place = required(PLACES, "Where it stands.")
    title = optional(LABEL, "A heading.")
    text = required(WORDS, "The text.")
