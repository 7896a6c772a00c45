"""What the tests of the app store forms share: small declarations, and the forms as their readers see them."""

from __future__ import annotations

import csv
import plistlib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

from support import TODAY, project

from policygen.build import check, composed
from policygen.declaration import Declaration
from policygen.formats import Remark, Site, collect, remarks, render_one
from policygen.problem import Problem, has_errors
from policygen.project import Project

FORMS = ("apple_privacy", "google_data_safety")
TYPE = "NSPrivacyCollectedDataType"
USAGE = "PSL_DATA_USAGE_RESPONSES"

APP = """\
policygen: 1
languages: [en]
controller:
  name: Example AS
  registration: {scheme: no-orgnr, number: "919 627 816"}
  country: NO
  contacts: {privacy: {email: privacy@example.no}}
scope: {channels: app}
activities:
  visits:
    title: Opening the app
    data_subjects: app_user
    data:
      - {category: app_usage, state: identified}
    purposes: {purpose: analytics, legal_basis: legitimate_interests}
    legal_basis: {basis: legitimate_interests, interest: an app that works}
    recipients: partner
    retention: {period: P1Y, then: delete}
    obligation: contractual
recipients:
  partner: {name: Partner AS, role: processor, country: NO, purpose: counting}
rights: {contact: privacy}
"""
APP = APP.replace("purposes: {purpose: analytics, legal_basis: legitimate_interests}", "purposes: analytics")


def site_of(folder: Path) -> Site:
    found = Project(folder)
    settings, declarations, problems = check(found, TODAY)
    assert settings is not None
    assert not has_errors(problems), [problem for problem in problems if problem.severity.value == "error"]
    site, problems = composed(found, settings, declarations)
    assert site is not None, problems
    return site


def made(site: Site, name: str) -> tuple[Mapping[str, bytes], tuple[Problem, ...], tuple[Remark, ...]]:
    """The files of a form, its problems and its remarks on the first declaration."""
    files, problems = collect(render_one(site, name))
    return files, problems, next(iter(remarks(site, name).values()))


def of(site: Site, declaration: Declaration) -> Site:
    """The site with another declaration in it, without pages."""
    return site._replace(publications=(site.wholes[0]._replace(declaration=declaration, pages=()),))


def manifest(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = plistlib.loads(data)
    return found


def entries(data: bytes) -> dict[str, dict[str, Any]]:
    """The entries of a manifest by their types, without the common beginnings."""
    return {entry[TYPE].removeprefix(TYPE): {key.removeprefix(TYPE): value for key, value in entry.items()}
            for entry in manifest(data)["NSPrivacyCollectedDataTypes"]}


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode(), newline="")))


def answers(data: bytes) -> dict[str, str]:
    """What is answered: the value by question and response."""
    return {f"{question} {response}".strip(): value for question, response, value, _, _ in rows(data)[1:] if value}


def forms(folder: Path, text: str) -> tuple[dict[str, dict[str, Any]], dict[str, str], str]:
    """The entries of the manifest, the answers in the CSV, and all questions of both as one text."""
    site = site_of(project(folder, text))
    (apple,), _, asked = made(site, "apple_privacy")
    told = made(site, "apple_privacy")[0][apple]
    (google,), _, asks = made(site, "google_data_safety")
    said = made(site, "google_data_safety")[0][google]
    return entries(told), answers(said), "\n".join(
        f"{remark.what}: {remark.says}" for remark in (*asked, *asks) if remark.kind == "question")


def without_hashes(data: bytes) -> bytes:
    return b"\n".join(line for line in data.split(b"\n") if not line.startswith((b"processing", b"wording")))


WIDE = APP.replace("channels: app", "channels: [app, website]").replace("\nrecipients:\n", """
  jobs:
    title: Applications
    data_subjects: job_applicant
    data: cv
    purposes: recruitment
    legal_basis: consent
    consent: {withdraw: Write to us.}
    retention: {period: P1Y, then: delete}
recipients:
""")
