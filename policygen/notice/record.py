"""The words of the record of processing activities (Art. 30 GDPR): heads of its columns, fixed values, questions.

What the cells say of the facts are the words of the notice; here stands only what a notice does not say.
"""

from __future__ import annotations

from policygen.notice.blocks import Message, Said
from policygen.notice.parts import say

TITLE = say("record.title", "Record of processing activities")
SHEETS = {
    "controller": say("record.sheet.controller", "As controller"),
    "processor": say("record.sheet.processor", "As processor"),
    "questions": say("record.sheet.questions", "Open questions"),
    "about": say("record.sheet.about", "About this record"),
}
HEADS = {
    "activity": say("record.head.activity", "Processing activity"),
    "purpose": say("activity.purpose", "Purpose"),
    "controller": say("record.head.controller", "Controller"),
    "joint_controllers": say("joint.title", "Joint controllers"),
    "representative": say("record.head.representative", "Representative"),
    "officer": say("dpo.title", "Data protection officer"),
    "people": say("record.head.people", "Categories of data subjects"),
    "data": say("record.head.data", "Categories of personal data"),
    "recipients": say("record.head.recipients", "Recipients and categories of recipients"),
    "transfers": say("record.head.transfers", "Transfers to third countries or international organisations, "
                                              "with safeguards"),
    "exceptional": say("record.head.exceptional", "Documentation of suitable safeguards for transfers under the second "
                                                  "subparagraph of Article 49(1)"),
    "retention": say("record.head.retention", "Time limits for erasure"),
    "security": say("record.head.security", "Technical and organisational security measures"),
    "function": say("record.head.function", "Business function"),
    "legal_basis": say("activity.basis", "Legal basis"),
    "interests": say("record.head.interests", "Legitimate interests"),
    "interest_assessment": say("record.head.interest_assessment", "Link to the assessment of legitimate interests"),
    "sensitive": say("record.head.sensitive", "Special categories of data and data about criminal offences"),
    "special_condition": say("record.head.special_condition", "Condition for special categories of data"),
    "criminal_law": say("record.head.criminal_law", "Law that allows data about criminal offences"),
    "national_id_law": say("record.head.national_id_law", "Law that allows the national identity number"),
    "rights": say("record.head.rights", "Rights of the data subjects"),
    "decisions": say("record.head.decisions", "Automated decisions, profiling and artificial intelligence"),
    "source": say("record.head.source", "Source of the data"),
    "consent": say("record.head.consent", "How consent is given and withdrawn"),
    "consent_record": say("record.head.consent_record", "Link to the record of consent"),
    "contracts": say("record.head.contracts", "Link to the contracts with processors"),
    "location": say("record.head.location", "Where the data is stored"),
    "systems": say("record.head.systems", "Systems"),
    "dpia_required": say("record.head.dpia_required", "Is a data protection impact assessment required?"),
    "dpia_progress": say("record.head.dpia_progress", "Progress of the data protection impact assessment"),
    "dpia_link": say("record.head.dpia_link", "Link to the data protection impact assessment"),
    "breach": say("record.head.breach", "Has there been a personal data breach?"),
    "breach_record": say("record.head.breach_record", "Link to the record of the personal data breach"),
    "retention_policy": say("record.head.retention_policy", "Link to the policy on retention and erasure"),
    "schedule_1": say("record.head.schedule_1", "Condition of Schedule 1 to the Data Protection Act 2018"),
    "policy_kept": say("record.head.policy_kept", "Is the data kept and erased as the policy says?"),
    "policy_reasons": say("record.head.policy_reasons", "Reasons for departing from the policy"),
    "created": say("record.head.created", "Date of the first entry"),
    "updated": say("record.head.updated", "Date of the last change"),
    "description": say("record.head.description", "Description"),
    "categories": say("record.head.categories", "Categories of processing"),
    "customers": say("processor.customers", "On whose behalf"),
    "customer_contacts": say("record.head.customer_contacts", "Name and contact details of each controller"),
    "processor": say("record.head.processor", "Processor"),
    "role": say("record.head.role", "Our role as processor"),
    "agreement": say("processor.agreement.label", "Agreement"),
    "instructions": say("processor.instructions", "Instructions"),
    "deletion": say("processor.deletion", "Deletion"),
    "sub_processors": say("record.head.sub_processors", "Sub-processors and other recipients"),
}

# What a cell says where nothing is declared and nothing needs to be; a column without an entry is then a question.
ABSENT = {
    **dict.fromkeys(("joint_controllers", "sensitive"), say("record.none", "None is declared.")),
    "representative": say("record.none.representative", "Not needed: established in the EEA."),
    "transfers": say("record.none.transfers", "No transfer outside the EEA is declared."),
    "exceptional": say("record.none.exceptional", "Not applicable: no such transfer is declared."),
    **dict.fromkeys(("interests", "interest_assessment"),
                    say("record.none.interests", "Not applicable: legitimate interests are no declared basis.")),
    "special_condition": say("record.none.special", "Not applicable: no special categories of data are declared."),
    "criminal_law": say("record.none.criminal", "Not applicable: no data about criminal offences is declared."),
    "national_id_law": say("record.none.national_id", "Not applicable: no national identity number is declared."),
    **dict.fromkeys(("consent", "consent_record"),
                    say("record.none.consent", "Not applicable: no consent is declared.")),
    "contracts": say("record.none.contracts", "Not applicable: no processor is declared."),
    **dict.fromkeys(("retention_policy", "schedule_1", "policy_kept", "policy_reasons"),
                    say("record.none.policy", "Not applicable: neither special categories of data nor data about "
                                              "criminal offences are declared.")),
    "description": say("record.none.description", "No description is declared."),
    "role": say("record.none.role", "Only single activities are declared."),
}

# The question that an empty cell is.
ASKED: dict[str, Message] = {
    "representative": say("record.ask.representative", "Who is your representative in the EEA?"),
    "officer": say("record.ask.officer", "Who is your data protection officer, and how can the officer be reached? Or "
                                         "why have you appointed none?"),
    "recipients": say("record.ask.recipients", "Who gets the data, such as suppliers, partners or authorities?"),
    "transfers": say("record.ask.transfers", "A recipient is established outside the EEA or stores data there. Is "
                                             "data transferred to it, and what protects the data?"),
    "exceptional": say("record.ask.exceptional", "Where are the safeguards documented for the transfers that rest on "
                                                 "compelling legitimate interests?"),
    "retention": say("record.ask.retention", "When is the data erased, or what decides how long it is kept?"),
    "security": say("record.ask.security", "Which technical and organisational measures protect the data?"),
    "function": say("record.ask.function", "Which part of the business does each activity belong to, such as sales or "
                                           "human resources?"),
    "legal_basis": say("record.ask.legal_basis", "Which legal basis of Article 6(1) GDPR do you rely on?"),
    "interests": say("record.ask.interests", "Which legitimate interest do you pursue?"),
    "interest_assessment": say("record.ask.interest_assessment", "Where is your assessment that your legitimate "
                                                                 "interest is not overridden?"),
    "special_condition": say("record.ask.special_condition", "Which condition of Article 9(2) GDPR allows the special "
                                                             "categories of data?"),
    "criminal_law": say("record.ask.criminal_law", "Which law allows you to use data about criminal offences?"),
    "national_id_law": say("record.ask.national_id_law", "Which law allows you to use the national identity number?"),
    "decisions": say("record.ask.decisions", "Are there decisions made only by machine, or profiling? If not, say "
                                             "so."),
    "source": say("record.ask.source", "Where does the data come from: from the people themselves, or from whom?"),
    "consent": say("record.ask.consent", "How is consent given, and how can it be withdrawn?"),
    "consent_record": say("record.ask.consent_record", "Where do you keep the record of who has consented to what?"),
    "contracts": say("record.ask.contracts", "Where are the contracts with the processors?"),
    "location": say("record.ask.location", "In which countries or systems is the data stored?"),
    "systems": say("record.ask.systems", "In which systems is the data used?"),
    "dpia_required": say("record.ask.dpia_required", "Which of these activities need a data protection impact "
                                                     "assessment?"),
    "dpia_progress": say("record.ask.dpia_progress", "How far has the data protection impact assessment come, if one "
                                                     "is required?"),
    "dpia_link": say("record.ask.dpia_link", "Where is the data protection impact assessment, if there is one?"),
    "breach": say("record.ask.breach", "In which of these activities has there been a personal data breach?"),
    "breach_record": say("record.ask.breach_record", "Where is the breach documented, if there has been one?"),
    "retention_policy": say("record.ask.retention_policy", "Where is your policy on retention and erasure?"),
    "schedule_1": say("record.ask.schedule_1", "Which condition of Schedule 1 to the Data Protection Act 2018 do you "
                                               "rely on?"),
    "policy_kept": say("record.ask.policy_kept", "Is the data kept and erased as your policy says?"),
    "policy_reasons": say("record.ask.policy_reasons", "Why do you depart from your policy on retention and erasure, "
                                                       "if you do?"),
    "created": say("record.ask.created", "When was each activity first entered into the record?"),
    "updated": say("record.ask.updated", "When was the record last changed?"),
    "customer_contacts": say("record.ask.customer_contacts", "What are the names and contact details of the "
                                                             "controllers for which you do this, and of their "
                                                             "representatives and data protection officers?"),
    "agreement": say("record.ask.agreement", "Are there data processing agreements with your customers?"),
    "instructions": say("record.ask.instructions", "On whose instructions do you use the data?"),
    "deletion": say("record.ask.deletion", "What happens to the data when your services end?"),
    "people": say("record.ask.people", "Whose data do you process for your customers?"),
    "data": say("record.ask.data", "Which data do you process for your customers?"),
    "sub_processors": say("record.ask.sub_processors", "Which sub-processors do you use?"),
}
ESTABLISHED = say("controller.country", "Established in")
KIND_OF_PURPOSE = say("record.purpose.kind", "Kind of purpose: {kind}")
EXAMPLES = say("record.purpose.examples", "The declared purposes are only examples.")
OF_ACTIVITY = say("record.question.activity", "{activity}: {question}")
OF_PURPOSE = say("record.question.purpose", "{activity} (purpose: {purpose}): {question}")
BY_KEY = say("record.answer.key", "Declare it as: {key}")
BY_HAND = say("record.answer.hand", "The declaration has no place for this. Fill in the cells by hand.")

QUESTION_HEADS = {
    "sheet": say("record.question.sheet", "Sheet"),
    "column": say("record.question.column", "Column"),
    "rows": say("record.question.rows", "Rows"),
    "asked": say("record.question.asked", "Question"),
    "answer": say("record.question.answer", "How to answer"),
    "law": say("record.question.law", "Asked by"),
    "place": say("record.question.place", "Place in the declaration"),
}
ABOUT = {
    "entry": say("record.about.entry", "About"),
    "text": say("record.about.text", "Text"),
    "declaration": say("record.about.declaration", "Declaration"),
    "rows": say("record.about.rows", "Rows"),
    "rows_text": say("record.about.rows.text", "One row for each purpose of each processing activity where we are the "
                                               "controller, and one for each activity that we do for others."),
    "empty": say("record.about.empty", "Empty cells"),
    "empty_text": say("record.about.empty.text", "The declaration does not say it. Each empty cell is listed among the "
                                                 "open questions."),
    "advice": say("record.about.advice", "What this is"),
    "advice_text": say("record.about.advice.text", "Made from the declaration of the company, for the company and the "
                                                   "supervisory authority. Not for publication. No legal advice."),
    "processing": say("record.about.processing", "Hash of the facts (SHA-256)"),
    "wording": say("record.about.wording", "Hash of the cells of both records (SHA-256)"),
    "made": say("record.about.made", "Made with"),
}
COLUMN = say("record.about.column", "Column: {column}")
SOURCE = say("record.about.source", "Source: {source}")


def filled(message: Message, **args: Said) -> Message:
    """One of the messages above with what stands in its slots."""
    return message._replace(args=tuple(args.items()))
