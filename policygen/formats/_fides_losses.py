"""Why a Fides manifest does not hold a declared value, by its path of keys; `docs/fides.md` shows this table."""

from __future__ import annotations

ONE_LANGUAGE = "A manifest is in one language, the first of the declaration."
ONE_CONTACT = "Fides holds one e-mail address and one telephone number for the company."
NO_ADDRESS = "Fides has one postal address of the company."
TRANSFER = "Fides has whether data go to other countries and on which basis; nothing else of it."
COOKIES = "Fides has whether cookies or other storage are used, the longest period and what each is for; nothing else."
BASIS = "Fides has one word for the legal basis and the people it is about; nothing else of it."
PLAIN_DATA = "Fides has the category of data; no conditions and states of it."
FLOW = "Fides has who gets which data; nothing else of it."
BECAUSE: dict[str, str] = {
    "": "Fides has no place for it.",
    "languages": ONE_LANGUAGE,
    "controller.country": "Fides has the country of the postal address.",
    "controller.contacts": ONE_CONTACT,
    "controller.contacts.address": NO_ADDRESS,
    "data_protection_officer.none": "Fides cannot say that there is no data protection officer.",
    "laws": "Nothing that goes into a manifest refers to the statute.",
    "laws.link": "Fides has no links to statutes.",
    "groups.about": "Fides has the name of a department only.",
    "groups.title": "No activity is in the group.",
    "editions": "A manifest describes the whole.",
    "activities.on_behalf_of": "Fides has that the company is a processor, not for whom.",
    "activities.data": PLAIN_DATA,
    "activities.sources": "Fides has the source and which data come from it; nothing else of it.",
    "defaults.sources": "Every activity has its own.",
    "activities.legal_basis": BASIS,
    "activities.purposes.legal_basis": BASIS,
    "defaults.legal_basis": BASIS,
    "activities.special_categories": "Fides has one condition of Art. 9(2), the first; nothing else of it.",
    "activities.profiling": "Fides has profiling only where it decides something with legal effect.",
    "activities.retention": "It holds for no purpose of the activity.",
    "defaults.retention": "Every activity has its own, or it holds for no purpose.",
    "activities.recipients": FLOW,
    "defaults.recipients": FLOW,
    "activities.systems": "Fides wants a purpose for each system; an activity names only the systems.",
    "recipients": "Fides has name, kind, country, role, task and policy of a recipient; nothing else of it.",
    "recipients.role": "Every use of the recipient names its own role, or nobody uses it.",
    "recipients.data": "Every use of the recipient names its own data, or nobody uses it.",
    "recipients.transfers": TRANSFER,
    "transfers": "Fides ties a transfer to a system; this holds for none in particular.",
    "cookies": COOKIES,
    "automated_decisions": "Fides has for an activity that such decisions are made and what allows them; nothing else.",
    "security.users": "Fides has what the company does, not what users do.",
    "vocabulary": "No term of it that goes into a manifest is used, or Fides has no place for this part of it.",
    "vocabulary.data_subjects.broader": "Fides has no kinds of kinds of people.",
    "accept": "It is not published.",
}
ROLE = "Only in part: Fides knows controllers, processors and sub-processors."
TOOL = "Only in part: Fides has one word for it and others like it."
SPECIAL = "Only in part: Fides has whether any of the data of a purpose are special."
