"""What the app store forms say they carry decides something in them, and what they leave out changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_stores import APP, FORMS, WIDE, made, of, site_of, without_hashes
from support import ROOT, project, some

from policygen.declaration import Declaration
from policygen.formats import Site, collect, remarks, render_one
from policygen.formats.apple_privacy import CARRIED as APPLE_CARRIED
from policygen.formats.google_data_safety import CARRIED as GOOGLE_CARRIED
from policygen.schema import Period, Record, Str, Words
from policygen.schema.leaves import leaves

CARRIED = {"apple_privacy": APPLE_CARRIED, "google_data_safety": GOOGLE_CARRIED}


def changed(record: Record, path: list[str]) -> Record:
    """The record without the value at the path, or with another one where it must stand."""
    name, *rest = path
    attribute = next(key for key in record.KEYS if key == name)
    value = dict(zip(record.KEYS, record[3:], strict=True))[attribute]
    if isinstance(value, tuple) and not isinstance(value, Record | Words | Period):
        place = next(number for number, item in enumerate(value) if rest[0] in (str(number), getattr(item, "id", None)))
        inner = [changed(value[place], rest[1:])] if len(rest) > 1 else []
        return record.changed(**{name: (*value[:place], *inner, *value[place + 1:])})
    if isinstance(value, Record) and rest:
        return record.changed(**{name: changed(value, rest)})
    other = Str("changed", value.at) if record.KEYS[name].required and isinstance(value, Str) else None
    return record.changed(**{name: other})


@pytest.mark.parametrize("folder", some(["tests/cases/everything", "tests/cases/beyond-device"], ["."]))
@pytest.mark.parametrize("name", FORMS)
def test_what_is_left_out_changes_nothing(folder: str, name: str) -> None:
    site = site_of(ROOT / folder)
    told = remarks(site, name)
    walked = 0
    for whole in site.wholes:
        declaration = whole.declaration
        before = form_of(site, name, declaration)
        left = {remark.what for remark in told[whole.id] if remark.kind == "left-out"}
        said = {leaf.path: leaf.keys for leaf in leaves(declaration)}
        assert left <= set(said)
        assert {keys for path, keys in said.items() if path not in left} <= set(CARRIED[name])
        for path in sorted(left) if before else ():
            walked += 1
            assert form_of(site, name, changed(declaration, path.split("."))) == before, path
    assert walked > 50


def form_of(site: Site, name: str, declaration: Declaration) -> list[bytes]:
    """The form of a declaration without the hashes, or nothing."""
    return [without_hashes(data) for data in collect(render_one(of(site, declaration), name))[0].values()]


def given(*changes: tuple[str, str], text: str = "") -> str:
    """The text, or that of an app with a partner who may track, after some replacements."""
    text = text or TRACKED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


QUIET = "  quiet: {name: Quiet AS, role: processor, country: NO, purpose: storing}\n"
TRACKED = APP.replace("role: processor", "kind: advertising_network, role: controller").replace(
    "\nrecipients:\n", f"\nrecipients:\n{QUIET}")
EDITION = given(("recipients: partner", "recipients: quiet"), text=WIDE.replace(
    "\nrecipients:\n", f"\nrecipients:\n{QUIET}").replace("scope: {", """\
groups: {inside: {title: Inside}, outside: {title: Outside}}
editions: {app: {title: The app, data_subjects: app_user, groups: inside}}
scope: {""").replace("    title: Applications\n", "    title: Applications\n    group: inside\n"))
STORED = given(("channels: app", "channels: [app, website]")) + """\
cookies:
  consent: {withdraw: Change it in the app.}
  items: {thing: {kind: sdk, class: statistics, provider: partner, purpose: counting, data: advertising_id}}
"""
ASKED = given(("scope: {channels: app}",
               "device_permissions: [{permission: tracking, why: advertising, platforms: ios}]"))
FREE = given(("    obligation: contractual\n", ""), ("recipients: partner", "recipients: quiet"))
CONSENT = "    consent: {withdraw: Turn it off.}\n"
BASIS = "    legal_basis: {basis: legitimate_interests, interest: an app that works}\n"


def own(kind: str, term: str, used: tuple[str, str], text: str = "") -> str:
    """An own term of a kind in place of a shipped one."""
    return given(used, text=text) + f"vocabulary: {{{kind}: {{mine: {{label: mine, {term}}}}}}}\n"


MINE = ("category: app_usage", "category: mine")
DECIDES = {
    "scope.channels.kind": (TRACKED, "channels: app", "channels: website"),
    "activities.data.category": (TRACKED, "app_usage", "email"),
    "activities.data.state": (TRACKED, "identified", "anonymous"),
    "activities.data.kept": (given(("state: identified", "kept: on_device")), "on_device", "unreadable"),
    "activities.purposes.purpose": (TRACKED, "purposes: analytics", "purposes: newsletter"),
    "activities.recipients.recipient": (TRACKED, "recipients: partner", "recipients: quiet"),
    "activities.recipients.role": (
        given(("recipients: partner", "recipients: {recipient: partner, role: third_party}")), "role: third_party",
        "role: processor"),
    "activities.recipients.data": (
        given(("recipients: partner", "recipients: {recipient: partner, data: app_usage}")), "data: app_usage",
        "data: email"),
    "activities.recipients.without": (
        given(("recipients: partner", "recipients: {recipient: partner, without: email}")), "without: email",
        "without: app_usage"),
    "recipients.kind": (TRACKED, "kind: advertising_network", "kind: police"),
    "recipients.role": (TRACKED, "role: controller", "role: processor"),
    "recipients.data": (given(("role: controller", "role: controller, data: app_usage")), "data: app_usage",
                        "data: email"),
    "activities.ai.provider": (
        given(("recipients: partner", "ai: {use: It counts., provider: partner}")), "provider: partner",
        "provider: quiet"),
    "activities.ai.sent": (
        given(("recipients: partner", "ai: {use: It counts., provider: partner, sent: app_usage}")),
        "sent: app_usage", "sent: email"),
    "activities.sources.source": (
        given(("    purposes", "    sources: {source: data_subject, data: app_usage}\n    purposes")),
        "source: data_subject", "source: authority"),
    "activities.sources.data": (
        given(("    purposes", "    sources: {source: authority, data: app_usage}\n    purposes")), "data: app_usage",
        "data: email"),
    "defaults.sources.source": (f"{TRACKED}defaults: {{sources: data_subject}}\n", "sources: data_subject",
                                "sources: authority"),
    "defaults.sources.data": (f"{TRACKED}defaults: {{sources: {{source: authority, data: app_usage}}}}\n",
                              "data: app_usage", "data: email"),
    "defaults.recipients.recipient": (
        given(("    recipients: partner\n", "")) + "defaults: {recipients: partner}\n", "recipients: partner",
        "recipients: quiet"),
    "defaults.recipients.role": (
        given(("    recipients: partner\n", "")) + "defaults: {recipients: {recipient: partner, role: third_party}}\n",
        "role: third_party", "role: processor"),
    "defaults.recipients.data": (
        given(("    recipients: partner\n", "")) + "defaults: {recipients: {recipient: partner, data: app_usage}}\n",
        "data: app_usage", "data: email"),
    "defaults.recipients.without": (
        given(("    recipients: partner\n", "")) + "defaults: {recipients: {recipient: partner, without: email}}\n",
        "without: email", "without: app_usage"),
    "editions.data_subjects": (EDITION.replace(", groups: inside", ", activities: visits"),
                               "app, data_subjects: app_user", "app, data_subjects: customer"),
    "editions.groups": (EDITION, ", groups: inside", ", groups: outside"),
    "editions.activities": (EDITION.replace(", groups: inside", ", activities: jobs"), "activities: jobs",
                            "activities: visits"),
    "activities.group": (EDITION, "    group: inside", "    group: outside"),
    "activities.data_subjects": (EDITION, "    data_subjects: app_user", "    data_subjects: customer"),
    "vocabulary.data.broader": (own("data", "broader: email", MINE), "broader: email", "broader: phone"),
    "vocabulary.data.special": (
        own("data", "special: yes", MINE,
            given(("    purposes", "    special_categories: legal_claims\n    purposes"))),
        "special: yes", "special: no"),
    "vocabulary.data.criminal": (
        own("data", "criminal: yes", MINE, given(("    purposes", "    criminal_law: act\n    purposes")))
        + "laws: {act: {name: an act}}\n", "criminal: yes", "criminal: no"),
    "vocabulary.purposes.broader": (
        own("purposes", "broader: analytics", ("purposes: analytics", "purposes: mine")), "broader: analytics",
        "broader: newsletter"),
    "vocabulary.recipients.broader": (
        own("recipients", "broader: advertising_network", ("kind: advertising_network", "kind: mine")),
        "broader: advertising_network", "broader: police"),
    "vocabulary.sources.broader": (
        own("sources", "broader: observed", ("    purposes", "    sources: mine\n    purposes")), "broader: observed",
        "broader: authority"),
    "vocabulary.channels.broader": (own("channels", "broader: app", ("channels: app", "channels: mine")),
                                    "broader: app", "broader: website"),
    "vocabulary.data_subjects.broader": (
        own("data_subjects", "broader: app_user", ("app, data_subjects: app_user, groups: inside",
                                                   "app, data_subjects: mine, activities: visits"), EDITION),
        "broader: app_user", "broader: customer"),
    "vocabulary.device_permissions.broader": (
        own("device_permissions", "broader: tracking", ("permission: tracking", "permission: mine"),
            given(("recipients: partner", "recipients: quiet"), text=ASKED)),
        "broader: tracking", "broader: camera"),
    "vocabulary.measures.broader": (
        own("measures", "broader: encryption_in_transit", ("rights:", "security: {measures: mine}\nrights:")),
        "broader: encryption_in_transit", "broader: backup"),
    "cookies.items.kind": (STORED, "kind: sdk", "kind: cookie"),
    "cookies.items.class": (STORED, "class: statistics", "class: preferences"),
    "cookies.items.data": (STORED, "data: advertising_id", "data: crash_logs"),
    "cookies.items.provider": (STORED, "provider: partner", "provider: quiet"),
    "device_permissions.permission": (given(("recipients: partner", "recipients: quiet"), text=ASKED),
                                      "permission: tracking", "permission: camera"),
    "device_permissions.platforms": (ASKED, "platforms: ios", "platforms: android"),
    "activities.obligation.kind": (TRACKED, "obligation: contractual", "obligation: voluntary"),
    "activities.obligation.data": (
        given(("obligation: contractual", "obligation: [{kind: voluntary}, {kind: contractual, data: email}]")),
        "contractual, data: email", "contractual, data: app_usage"),
    "defaults.obligation.kind": (f"{FREE}defaults: {{obligation: statutory}}\n", "obligation: statutory",
                                 "obligation: voluntary"),
    "defaults.obligation.data": (
        f"{FREE}defaults: {{obligation: [voluntary, {{kind: statutory, data: email}}]}}\n", "data: email",
        "data: app_usage"),
    "activities.legal_basis.basis": (given((BASIS, f"    legal_basis: consent\n{CONSENT}"), text=FREE),
                                     "legal_basis: consent", "legal_basis: contract"),
    "activities.purposes.legal_basis.basis": (
        given((BASIS, CONSENT), ("purposes: analytics", "purposes: {purpose: analytics, legal_basis: consent}"),
              text=FREE), "legal_basis: consent", "legal_basis: contract"),
    "defaults.legal_basis.basis": (given((BASIS, CONSENT), text=FREE) + "defaults: {legal_basis: consent}\n",
                                   "legal_basis: consent", "legal_basis: contract"),
    "security.measures.measure": (f"{TRACKED}security: {{measures: encryption_in_transit}}\n",
                                  "measures: encryption_in_transit", "measures: backup"),
    "security.measures.where": (
        f"{TRACKED}security: {{measures: {{measure: encryption_in_transit, where: in the shop}}}}\n",
        ", where: in the shop", ""),
    "rights.rights.link": (
        given(("{contact: privacy}", "{contact: privacy, rights: {erasure: {link: https://example.no/a}}}")),
        "example.no/a", "example.no/b"),
}


@pytest.mark.parametrize(("name", "keys"), [(name, keys) for name in FORMS for keys in CARRIED[name]])
def test_what_is_carried_decides_something(name: str, keys: str, tmp_path: Path) -> None:
    text, old, new = DECIDES[keys]
    assert text.count(old) == 1, text
    contents = []
    for number, said in enumerate((text, text.replace(old, new))):
        contents.append([without_hashes(data) for data in
                         made(site_of(project(tmp_path / str(number), said)), name)[0].values()])
    assert contents[0] != contents[1]
