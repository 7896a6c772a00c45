"""`data_safety.csv`: the answers to the Data safety form of Google Play, for import into Play Console.

All rows of the form are written; where the declaration does not decide an answer, the cautious one stands or none, and
the form asks.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from policygen.declaration import Declaration
from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._app import form
from policygen.formats._app.collected import Collected
from policygen.formats._app.form import Form
from policygen.formats._app.play import GENERAL, USAGE, general, undecided, usage
from policygen.formats._app.questions import told
from policygen.formats._app.terms import listed

INTERNAL = True
FORM = Form("google", "Google Play", "android", "data_safety.csv", "PSL_DATA_TYPES")
Key = tuple[str, str]
CARRIED = (*form.CARRIED, "vocabulary.measures.broader", "defaults.obligation.kind", "defaults.obligation.data",
           "defaults.legal_basis.basis", "activities.purposes.legal_basis.basis", "activities.legal_basis.basis",
           "activities.obligation.kind", "activities.obligation.data", "security.measures.measure",
           "security.measures.where", "rights.rights.link")
BECAUSE = {
    **form.because("form"),
    "activities.recipients": "The form asks whether data are shared, not with whom.",
    "recipients": "The form asks whether data are shared, not with whom.",
    "activities.retention": "The form asks only whether data are stored at all; that they are is the answer anyway.",
    "disclosures": "The form does not count what is disclosed for reasons of law as sharing.",
    "device_permissions": "The form asks what is collected, not what the app may use.",
}


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The answers for a declaration that names an app."""
    yield from FORM.output(publication, lambda found: written(answers(publication.declaration, found)))


def answers(declaration: Declaration, found: Collected) -> dict[Key, str]:
    """The answer to each question and response that has one."""
    types = FORM.types(declaration, found)
    told = {(question, response): value for (question, response), value, _ in general(declaration, types)}
    for value, uses in types.items():
        told[listed("google.yaml", "types")[value]["group"], value] = "true"
        told.update({(f"{USAGE}:{value}:{question}", response): answer
                     for (question, response), answer, _ in usage(declaration, uses)})
    return {key: answer for key, answer in told.items() if answer}


def written(told: Mapping[Key, str]) -> bytes:
    """The file as Play Console exports it: all rows, in its order, those without an answer empty."""
    text = StringIO(newline="")
    write = csv.writer(text, lineterminator="\n")
    write.writerow(column["label"] for column in listed("google.yaml", "columns").values())
    for (question, response), answer, label in _rows():
        write.writerow((question, response, told.get((question, response), ""), answer, label))
    return text.getvalue().encode()


def _rows() -> Iterator[tuple[Key, str, str]]:
    """Every row of the form: question and response, the kind of answer, the label."""
    for row in listed("google.yaml", GENERAL).values():
        yield (row["question"], row["response"]), row["answer"], row["label"]
    types = listed("google.yaml", "types")
    for value, entry in types.items():
        yield (entry["group"], value), "MULTIPLE_CHOICE", f"{entry['title']}/{entry['label']}"
    for value, entry in types.items():
        for row in listed("google.yaml", "usage").values():
            yield ((f"{USAGE}:{value}:{row['question']}", row["response"]), row["answer"],
                   f"Data usage and handling ({entry['label']})/{row['label']}")


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What the form asks that the declaration does not say, and what it leaves out."""
    rights = {f"rights.rights.{right.id}": "The form asks only for the link to erasure."
              for right in publication.declaration.rights.rights if right.id != "erasure"}
    yield from told(FORM, publication.declaration, _own_questions, CARRIED, BECAUSE, rights)


def _own_questions(declaration: Declaration, found: Collected) -> Iterator[Remark]:
    types = FORM.types(declaration, found)
    asked = [made for _, _, made in general(declaration, types)]
    asked += [made for uses in types.values() for _, _, made in usage(declaration, uses)]
    yield from dict.fromkeys(made for made in asked if made is not None)
    yield from undecided(declaration, types)
