"""Why TILT does not hold a declared value, by its path of keys; `docs/tilt.md` shows this table."""

from __future__ import annotations

NO_COOKIES = "TILT has no cookies and other storage on a device."
NO_SECURITY = "TILT says nothing of how data are protected."
ONE_CONTACT = "TILT holds one e-mail address and one telephone number of the controller."
PLAIN_CATEGORY = "TILT names a category of data; it has no conditions and states of it."
NO_EVENT = "TILT has only recipients of a category of data, no events on which data are disclosed."
SOURCES = "TILT has the source, its name and whether it is public; data from the person are not a source."
RECIPIENTS = "TILT has name, country and category of a recipient; no role, condition or other part of it."
NO_GROUPS = "TILT has one flat list of data."
BECAUSE: dict[str, str] = {
    "": "TILT has no place for it.",
    "version": "TILT takes whole numbers only.",
    "controller.contacts": ONE_CONTACT,
    "controller.address.country": "TILT has one country of the controller.",
    "representative": "The representative in TILT is a person who speaks for the company, not that of Art. 27 GDPR.",
    "data_protection_officer.none": "TILT cannot say that there is no data protection officer.",
    "data_protection_officer.form": "TILT has no contact form of the data protection officer.",
    "joint_controllers": "TILT has one controller.",
    "laws.link": "TILT has no links to statutes.",
    "laws": "No entry that goes into TILT refers to the statute.",
    "groups": NO_GROUPS,
    "editions": "TILT describes the whole.",
    "activities.about": "TILT describes purposes, not activities.",
    "activities.data_subjects": "TILT does not say whose data they are.",
    "activities.data": PLAIN_CATEGORY,
    "activities.sources": SOURCES,
    "defaults.sources": SOURCES,
    "activities.legal_basis": "It holds for no purpose here, or TILT has no place for this part of it.",
    "activities.purposes.legal_basis": "TILT has the basis, its condition, the statute and the interest; nothing else.",
    "defaults.legal_basis": "It holds for no purpose, or TILT has no place for this part of it.",
    "activities.special_categories": "It covers no special category of data of the activity.",
    "activities.criminal_law": "The activity uses no data on offences.",
    "activities.national_id_law": "The activity uses no national identity number.",
    "activities.obligation": "TILT does not say whose obligation it is.",
    "defaults.obligation": "Every activity has its own, or TILT does not say whose obligation it is.",
    "activities.retention": "It holds for no category of data and legal basis of the activity.",
    "defaults.retention": "Every activity has its own.",
    "activities.consent": "TILT has how a consent is withdrawn; nothing else of it.",
    "activities.profiling.inputs": "TILT says how decisions are made, not from which data.",
    "activities.ai": "TILT has no use of artificial intelligence.",
    "activities.recipients": RECIPIENTS,
    "defaults.recipients": RECIPIENTS,
    "recipients": "TILT has name, country and category of a recipient of a category of data; nothing else of it.",
    "recipients.role": "TILT does not say in which role a recipient gets data.",
    "recipients.transfers": "TILT has the country and an adequacy decision, clauses or other guarantees; no "
                            "derogations of Art. 49, conditions and measures.",
    "transfers": "TILT has the country and an adequacy decision, clauses or other guarantees; nothing else.",
    "disclosures": NO_EVENT,
    "cookies": NO_COOKIES,
    "security": NO_SECURITY,
    "breaches": NO_SECURITY,
    "automated_decisions": "TILT has the logic and the consequences of decisions; nothing else of them.",
    "rights.rights": "TILT has no right to restriction, to object, and concerning automated decisions, and does not "
                     "say for whom a right is.",
    "rights.national": "TILT has no rights of national law.",
    "rights.contact": "TILT holds one e-mail address and one link for a right.",
    "rights.fee": "TILT asks for an amount of money; the text is none.",
    "complaint.authorities": "TILT holds one supervisory authority.",
    "changes": "TILT tells of changed purposes, not of how the notice changes.",
    "vocabulary": "TILT has labels only, and those of terms that are used for data, purposes, recipients, sources and "
                  "events.",
    "accept": "It is not published.",
}
