"""The forms of the app stores: allowed values only, every term mapped, answers that follow the declaration."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_stores import APP, FORMS, TYPE, USAGE, WIDE, answers, entries, forms, made, manifest, rows, site_of
from support import ROOT, SMALL, policygen, project

from policygen.formats import Site
from policygen.formats._app.terms import FILES, listed, meaning
from policygen.schema.leaves import leaves
from policygen.vocabulary import terms


@pytest.fixture(scope="module")
def everything() -> Site:
    return site_of(ROOT / "tests/cases/everything")


@pytest.fixture(scope="module")
def device() -> Site:
    return site_of(ROOT / "tests/cases/beyond-device")


@pytest.mark.parametrize("kind", ["data", "purposes", "storage_classes"])
def test_every_term_has_values_that_the_stores_allow(kind: str) -> None:
    table = listed(FILES[kind], kind)
    assert list(table) == list(terms(kind)) or set(table) == set(terms(kind))
    part = "types" if kind == "data" else "purposes"
    google = set(listed("google.yaml", "types")) if kind == "data" else {
        row["response"] for row in listed("google.yaml", "usage").values() if row["question"].endswith("_PURPOSE")}
    for id, fields in table.items():
        assert set(fields["apple"].split()) <= set(listed("apple.yaml", part)), id
        assert set(fields["google"].split()) <= google, id


def test_the_lists_are_whole_and_the_other_tables_name_terms() -> None:
    assert len(listed("apple.yaml", "types")) == 35
    assert len(listed("apple.yaml", "purposes")) == 6
    assert len(listed("google.yaml", "types")) == 38
    for kind in ("channels", "data_subjects", "recipients", "sources", "storage_kinds", "measures",
                 "device_permissions"):
        assert set(listed("world.yaml", kind)) <= set(terms(kind)), kind
    for fields in listed("world.yaml", "device_permissions").values():
        assert fields["data"] in terms("data")


def test_special_data_are_sensitive_for_apple() -> None:
    for id, term in terms("data").items():
        if term.special or term.criminal:
            assert set(listed("data.yaml", "data")[id]["apple"].split()) & {"Health", "SensitiveInfo"}, id


@pytest.mark.parametrize("case", ["everything", "beyond-device"])
def test_the_manifest_holds_only_what_apple_allows(case: str) -> None:
    (data,) = made(site_of(ROOT / "tests/cases" / case), "apple_privacy")[0].values()
    found = manifest(data)
    domains = ["NSPrivacyTrackingDomains"] if found["NSPrivacyTracking"] else []
    assert list(found) == ["NSPrivacyTracking", *domains, "NSPrivacyCollectedDataTypes"]
    assert found["NSPrivacyTracking"] is (case == "beyond-device")
    order = list(listed("apple.yaml", "types"))
    assert [order.index(value) for value in entries(data)] == sorted(order.index(value) for value in entries(data))
    for entry in entries(data).values():
        assert list(entry) == ["", "Linked", "Tracking", "Purposes"]
        assert isinstance(entry["Linked"], bool)
        assert isinstance(entry["Tracking"], bool)
        assert entry["Purposes"]
        assert {name.removeprefix(f"{TYPE}Purpose") for name in entry["Purposes"]} <= set(
            listed("apple.yaml", "purposes"))
    assert data.startswith(b"<?xml") and data.endswith(b"</plist>\n")
    assert b"\n<!--\nprocessing: " in data


@pytest.mark.parametrize("case", ["everything", "beyond-device"])
def test_the_csv_has_all_rows_of_the_form_and_no_others(case: str) -> None:
    (data,) = made(site_of(ROOT / "tests/cases" / case), "google_data_safety")[0].values()
    head, *body = rows(data)
    assert head == ["Question ID (machine readable)", "Response ID (machine readable)", "Response value",
                    "Answer requirement", "Human-friendly question label"]
    assert len(body) == 22 + 38 + 38 * 19 == len({(row[0], row[1]) for row in body})
    usage = {(row["question"], row["response"]) for row in listed("google.yaml", "usage").values()}
    types = listed("google.yaml", "types")
    for question, response, value, kind, label in body:
        assert value in ("", "true", "false") or value.startswith("https://")
        assert value != "false" or not response, "a response that is not chosen stays empty"
        assert kind in ("REQUIRED", "MAYBE_REQUIRED", "OPTIONAL", "SINGLE_CHOICE", "MULTIPLE_CHOICE")
        assert label
        if question.startswith(USAGE):
            _, named, asked = question.split(":")
            assert named in types
            assert (asked, response) in usage


@pytest.mark.parametrize("case", ["everything", "beyond-device"])
def test_each_question_of_google_is_answered_or_asked(case: str) -> None:
    files, _, told = made(site_of(ROOT / "tests/cases" / case), "google_data_safety")
    (data,) = files.values()
    body = rows(data)[1:]
    answered = {row[0] for row in body if row[2]}
    asked = {remark.what for remark in told if remark.kind == "question"}
    chosen = {row[1] for row in body if row[0].startswith("PSL_DATA_TYPES") and row[2]}
    follow = {"PSL_ACM_SPECIFY", "PSL_OUTSIDE_APP_ACCOUNT_TYPES", "PSL_OUTSIDE_APP_ACCOUNT_TYPE_SPECIFY",
              "PSL_DATA_COLLECTION_COMPLIES_FAMILY_POLICY"}          # only asked after other answers
    for question in {row[0] for row in body} - answered - asked - follow:
        if question.startswith(USAGE):
            named, what = question.split(":")[1:]
            assert named not in chosen or what == "DATA_USAGE_SHARING_PURPOSE"
        else:
            assert question.startswith("PSL_DATA_TYPES"), question


@pytest.mark.parametrize("name", FORMS)
def test_same_input_same_bytes(name: str, tmp_path: Path) -> None:
    folder = project(tmp_path, APP)
    for number in "12":
        done = policygen("export", name, folder, "-o", tmp_path / number, env={"PYTHONHASHSEED": number})
        assert done.returncode == 0, done.stderr
    first, second = ([path.read_bytes() for path in (tmp_path / number).iterdir()] for number in "12")
    assert first == second
    assert len(first) == 1


@pytest.mark.parametrize("name", FORMS)
def test_without_an_app_nothing_is_written_and_that_is_told(name: str, tmp_path: Path) -> None:
    site = site_of(project(tmp_path, SMALL))
    files, (problem,), told = made(site, name)
    assert not files
    assert (problem.id, problem.severity.value) == ("format-empty", "review")
    assert "scope.channels" in problem.fix
    assert {remark.what for remark in told} == {leaf.path for leaf in leaves(site.wholes[0].declaration)}


@pytest.mark.parametrize(("platforms", "written"), [("", (1, 1)), (", platforms: ios", (1, 0)),
                                                    (", platforms: android", (0, 1)), (", platforms: web", (0, 0))])
def test_permissions_tell_of_an_app_on_their_platform(tmp_path: Path, platforms: str, written: tuple[int, int]) -> None:
    text = APP.replace("scope: {channels: app}",
                       f"device_permissions: [{{permission: bluetooth, why: talking to a lock{platforms}}}]")
    site = site_of(project(tmp_path, text))
    assert tuple(len(made(site, name)[0]) for name in FORMS) == written


def test_the_plain_case_asks_only_what_no_declaration_says(tmp_path: Path) -> None:
    apple, google, asked = forms(tmp_path, APP)
    assert apple == {"ProductInteraction": {
        "": f"{TYPE}ProductInteraction", "Linked": True, "Tracking": False, "Purposes": [f"{TYPE}PurposeAnalytics"]}}
    used = f"{USAGE}:PSL_USER_INTERACTION"
    assert google == {
        "PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA": "true",
        "PSL_DATA_TYPES_APP_ACTIVITY PSL_USER_INTERACTION": "true",
        "PSL_SUPPORT_DATA_DELETION_BY_USER DATA_DELETION_YES": "true",
        f"{used}:PSL_DATA_USAGE_COLLECTION_AND_SHARING PSL_DATA_USAGE_ONLY_COLLECTED": "true",
        f"{used}:PSL_DATA_USAGE_EPHEMERAL": "false",
        f"{used}:DATA_USAGE_USER_CONTROL PSL_DATA_USAGE_USER_CONTROL_REQUIRED": "true",
        f"{used}:DATA_USAGE_COLLECTION_PURPOSE PSL_ANALYTICS": "true"}
    assert [line.split(": ")[0] for line in asked.split("\n")] == [
        "NSPrivacyAccessedAPITypes", "PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT", "PSL_DATA_DELETION_URL",
        "PSL_SUPPORTED_ACCOUNT_CREATION_METHODS", "PSL_ACCOUNT_DELETION_URL", "PSL_HAS_OUTSIDE_APP_ACCOUNTS",
        "PSL_INDEPENDENTLY_VALIDATED", "PSL_UPI_BADGE_OPT_IN"]


SHARED = f"{USAGE}:PSL_USER_INTERACTION:PSL_DATA_USAGE_COLLECTION_AND_SHARING PSL_DATA_USAGE_ONLY_SHARED"
OPTIONAL = f"{USAGE}:PSL_USER_INTERACTION:DATA_USAGE_USER_CONTROL PSL_DATA_USAGE_USER_CONTROL_OPTIONAL"


@pytest.mark.parametrize(("old", "new", "shared", "asks"), [
    ("role: processor, ", "role: sub_processor, ", False, ""),
    ("role: processor, ", "role: authority, ", False, ""),
    ("role: processor, ", "role: controller, ", True, ""),
    ("role: processor, ", "role: third_party, ", True, ""),
    ("role: processor, ", "", True, "`recipients.partner.role` would say it"),
    ("role: processor, ", "kind: police, ", False, ""),
    ("role: processor, ", "kind: internal_department, ", False, ""),
    ("recipients: partner", "recipients: {recipient: partner, role: controller}", True, ""),
    ("recipients: partner", "recipients: {recipient: partner, role: controller, without: app_usage}", False, ""),
    ("recipients: partner", "recipients: {recipient: partner, role: controller, data: email}", False, ""),
])
def test_the_role_of_a_recipient_decides_on_sharing(tmp_path: Path, old: str, new: str, shared: bool,
                                                    asks: str) -> None:
    assert old in APP
    _, google, asked = forms(tmp_path, APP.replace(old, new, 1))
    assert (SHARED in google) is shared
    assert (f"{USAGE}:PSL_USER_INTERACTION:DATA_USAGE_SHARING_PURPOSE PSL_ANALYTICS" in google) is shared
    assert asks in asked
    assert ("role" in asked) is bool(asks)


def test_anonymous_data_are_collected_but_not_linked_shared_or_tracked(tmp_path: Path) -> None:
    text = APP.replace("role: processor", "role: controller").replace("purposes: analytics", "purposes: retargeting")
    apple, google, _ = forms(tmp_path / "identified", text)
    assert apple["ProductInteraction"]["Linked"] is True
    assert apple["ProductInteraction"]["Tracking"] is True
    assert SHARED in google
    apple, google, _ = forms(tmp_path / "anonymous", text.replace("state: identified", "state: anonymous"))
    assert apple["ProductInteraction"]["Linked"] is False
    assert apple["ProductInteraction"]["Tracking"] is False
    assert SHARED not in google
    apple, _, _ = forms(tmp_path / "pseudonymised", text.replace("state: identified", "state: pseudonymised"))
    assert apple["ProductInteraction"]["Linked"] is True


@pytest.mark.parametrize("what", ["kept: on_device", "state: identified}\n    sources: {source: authority"])
def test_what_the_app_does_not_collect_is_left_out_with_the_reason(tmp_path: Path, what: str) -> None:
    site = site_of(project(tmp_path, APP.replace("state: identified", what)))
    files, _, told = made(site, "apple_privacy")
    assert not entries(*files.values())
    (reason,) = [remark.says for remark in told if remark.what == "activities.visits.data.0.category.0"]
    assert ("device" in reason) is ("on_device" in what)
    files, _, _ = made(site, "google_data_safety")
    assert answers(*files.values()) == {"PSL_DATA_COLLECTION_COLLECTS_PERSONAL_DATA": "false"}


@pytest.mark.parametrize(("purpose", "apple", "google", "tracking"), [
    ("service_delivery", ["AppFunctionality"], ["APP_FUNCTIONALITY"], False),
    ("account", ["AppFunctionality"], ["ACCOUNT_MANAGEMENT"], False),
    ("recommendations", ["ProductPersonalization"], ["PERSONALIZATION"], False),
    ("newsletter", ["DeveloperAdvertising"], ["DEVELOPER_COMMUNICATIONS"], False),
    ("advertising", ["ThirdPartyAdvertising", "DeveloperAdvertising"], ["ADVERTISING"], False),
    ("targeted_advertising", ["ThirdPartyAdvertising", "DeveloperAdvertising"], ["ADVERTISING"], True),
    ("fraud_prevention", ["AppFunctionality"], ["FRAUD_PREVENTION_SECURITY"], False),
    ("sale_of_data", ["Other"], ["ADVERTISING"], True),
])
def test_purposes_become_those_of_the_stores(tmp_path: Path, purpose: str, apple: list[str], google: list[str],
                                             tracking: bool) -> None:
    told, said, asked = forms(tmp_path, APP.replace("purposes: analytics", f"purposes: {purpose}"))
    assert told["ProductInteraction"]["Purposes"] == [f"{TYPE}Purpose{name}" for name in apple]
    assert told["ProductInteraction"]["Tracking"] is tracking
    assert ("NSPrivacyTrackingDomains" in asked) is (f"{TYPE}Tracking: Is the purpose" in asked) is tracking
    assert [key.split("PSL_")[-1] for key in said if "COLLECTION_PURPOSE" in key] == google
    assert ("Which of the form's purposes" in asked) is (len(apple) > 1)


@pytest.mark.parametrize(("old", "new", "optional", "asks"), [
    ("obligation: contractual", "obligation: voluntary", True, False),
    ("obligation: contractual", "obligation: {kind: voluntary, data: email}", False, True),
    ("    obligation: contractual\n", "", False, True),
    ("    obligation: contractual\nrecipients", "defaults: {obligation: voluntary}\nrecipients", True, False),
    ("    legal_basis: {basis: legitimate_interests, interest: an app that works}",
     "    legal_basis: consent\n    consent: {withdraw: Turn it off.}", False, False),
])
def test_what_must_be_given_is_required(tmp_path: Path, old: str, new: str, optional: bool, asks: bool) -> None:
    assert old in APP
    _, google, asked = forms(tmp_path, APP.replace(old, new))
    assert (OPTIONAL in google) is optional
    assert ("whether these are collected: `app_usage`?" in asked) is asks
    assert ("`activities.visits.obligation` would say it" in asked) is asks


def test_consent_alone_makes_data_optional(tmp_path: Path) -> None:
    text = APP.replace("{basis: legitimate_interests, interest: an app that works}", "consent").replace(
        "    obligation: contractual\n", "    consent: {withdraw: Turn it off in the app.}\n")
    assert OPTIONAL in forms(tmp_path, text)[1]


@pytest.mark.parametrize(("security", "answer", "asks"), [
    ("encryption_in_transit", "true", ""), ("encrypted_connections", "true", ""),
    ("{measure: encryption_in_transit, where: in the shop}", None, "without `where`"),
    ("backup", None, "`encryption_in_transit` under `security.measures`"),
])
def test_encryption_is_only_claimed_for_everything(tmp_path: Path, security: str, answer: str | None,
                                                   asks: str) -> None:
    _, google, asked = forms(tmp_path, f"{APP}security: {{measures: [{security}]}}\n")
    assert google.get("PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT") == answer
    assert asks in asked
    assert ("PSL_DATA_COLLECTION_ENCRYPTED_IN_TRANSIT" in asked) is bool(asks)


def test_the_link_for_erasure_is_that_for_deletion(tmp_path: Path) -> None:
    link = "https://example.no/erase"
    text = APP.replace("{contact: privacy}", f"{{contact: privacy, rights: {{erasure: {{link: {link}}}}}}}")
    _, google, asked = forms(tmp_path, text)
    assert google["PSL_DATA_DELETION_URL"] == link
    assert "PSL_DATA_DELETION_URL" not in asked


def test_own_terms_are_what_they_are_a_kind_of_and_else_asked(tmp_path: Path) -> None:
    text = APP.replace("category: app_usage", "category: [heart_rate, shoe_size, lock_log]").replace(
        "purposes: analytics", "purposes: [dancing, praising]\n    special_categories: legal_claims") + """\
vocabulary:
  data:
    heart_rate: {label: heart rate, broader: health_measurements}
    shoe_size: {label: shoe size}
    lock_log: {label: log of a lock, special: yes}
  purposes: {dancing: {label: dancing, broader: analytics}, praising: {label: praising}}
"""
    apple, google, asked = forms(tmp_path, text)
    assert list(apple) == ["Health", "Fitness", "SensitiveInfo", "OtherDataTypes"]
    assert apple["Health"]["Purposes"] == [f"{TYPE}PurposeAnalytics", f"{TYPE}PurposeOther"]
    assert "PSL_DATA_TYPES_HEALTH_AND_FITNESS PSL_FITNESS" in google
    for asks in ("vocabulary.data.shoe_size.broader", "vocabulary.data.lock_log.broader",
                 "vocabulary.purposes.praising.broader"):
        assert asked.count(asks) == 2
    assert "heart_rate.broader" not in asked
    assert asked.count("Which of the form's types of data is `heart_rate` here?") == 2


@pytest.mark.parametrize(("broader", "types"), [("app_usage", ["SensitiveInfo"]),
                                                 ("health_measurements", ["Health", "Fitness"])])
def test_an_own_term_that_is_marked_weighs_more_than_what_it_is_a_kind_of(tmp_path: Path, broader: str,
                                                                          types: list[str]) -> None:
    text = APP.replace("category: app_usage", "category: prayers").replace(
        "purposes: analytics", "purposes: analytics\n    special_categories: legal_claims")
    term = f"vocabulary: {{data: {{prayers: {{label: prayers, broader: {broader}, special: yes}}}}}}\n"
    assert list(forms(tmp_path, text + term)[0]) == types


def test_all_activities_count_until_an_edition_for_app_users_decides(tmp_path: Path) -> None:
    apple, _, asked = forms(tmp_path / "open", WIDE)
    assert list(apple) == ["ProductInteraction", "OtherDataTypes"]
    assert asked.count("Which of these do not concern the app: `jobs`?") == 2
    edition = "editions: {app: {title: The app, data_subjects: app_user}}\n"
    decided = WIDE.replace("activities:\n", f"{edition}activities:\n", 1)
    apple, _, asked = forms(tmp_path / "decided", decided)
    assert list(apple) == ["ProductInteraction"]
    assert "concern the app" not in asked
    told = made(site_of(tmp_path / "decided"), "apple_privacy")[2]
    assert {remark.says for remark in told if remark.what == "activities.jobs.data.0.category.0"} == {
        "The edition for the users of the app does not show this activity."}
    apple, _, asked = forms(tmp_path / "only", WIDE.replace("[app, website]", "[app]"))
    assert list(apple) == ["ProductInteraction", "OtherDataTypes"]
    assert "concern the app" not in asked


def test_storage_of_a_browser_counts_only_where_there_is_nothing_but_the_app(tmp_path: Path) -> None:
    stored = """\
cookies:
  consent: {withdraw: Change it in the app.}
  items:
    ads: {kind: sdk, class: marketing, provider: partner, purpose: showing advertisements, data: advertising_id}
    page: {class: preferences, purpose: the language, data: language, duration: session}
    bare: {kind: push_subscription, class: necessary, purpose: alerts, duration: session}
"""
    apple, google, asked = forms(tmp_path / "wide", WIDE + stored)
    assert apple["DeviceID"]["Tracking"] is True
    assert apple["DeviceID"]["Purposes"] == [f"{TYPE}Purpose{name}" for name in ("ThirdPartyAdvertising",
                                                                                  "DeveloperAdvertising")]
    assert f"{USAGE}:PSL_DEVICE_ID:DATA_USAGE_USER_CONTROL PSL_DATA_USAGE_USER_CONTROL_OPTIONAL" in google
    assert "`cookies.items.bare.data` would say it" in asked
    assert "taken for those of a website and not counted: `page`" in asked
    apple, _, asked = forms(tmp_path / "only", APP + stored)
    assert f"{TYPE}PurposeProductPersonalization" in apple["OtherDataTypes"]["Purposes"]
    assert "taken for those of a website" not in asked


def test_an_advertising_network_may_track(tmp_path: Path) -> None:
    text = APP.replace("role: processor", "kind: advertising_network, role: controller")
    apple, _, asked = forms(tmp_path, text)
    assert apple["ProductInteraction"]["Tracking"] is True
    assert "Is what `partner` gets tracking" in asked
    apple, _, asked = forms(tmp_path / "processor", text.replace("role: controller", "role: processor"))
    assert apple["ProductInteraction"]["Tracking"] is False


def test_a_permission_opens_data_that_must_be_spoken_of(device: Site) -> None:
    asked = {name: [remark.says for remark in made(device, name)[2] if remark.kind == "question"] for name in FORMS}
    for says in asked.values():
        assert any("by the permission `camera`" in said for said in says)
    assert not any("`approximate_location`" in said for said in asked["apple_privacy"]), "only Android asks for it"
    assert any("`approximate_location`" in said for said in asked["google_data_safety"])
    assert manifest(*made(device, "apple_privacy")[0].values())["NSPrivacyTracking"] is True


@pytest.mark.parametrize("name", FORMS)
def test_questions_are_whole_sentences_with_a_place(everything: Site, name: str) -> None:
    asked = [remark for remark in made(everything, name)[2] if remark.kind == "question"]
    assert len(asked) == len(set(asked))
    for remark in asked:
        assert remark.at.file.startswith("declarations/everything/")
        assert remark.says[0].isupper()
        assert "?" in remark.says
        assert remark.says.endswith((".", "?"))


def test_own_special_data_never_lose_their_weight() -> None:
    declaration = site_of(ROOT / "tests/cases/everything").wholes[0].declaration
    assert meaning(declaration, "data", "theft_report").apple == ("SensitiveInfo",)
    assert meaning(declaration, "data", "fear_of_heights").apple == ("Health",)
    assert meaning(declaration, "data", "avalanche_training").apple == ("OtherDataTypes",)


def test_what_an_sdk_sends_may_be_gone_at_once_so_that_is_asked(tmp_path: Path) -> None:
    item = "{kind: sdk, class: statistics, purpose: finding faults, data: crash_logs, duration: P1D}"
    text = f"{APP}cookies: {{consent: {{withdraw: Turn it off.}}, items: {{crash: {item}}}}}\n"
    _, google, asked = forms(tmp_path, text)
    assert google[f"{USAGE}:PSL_CRASH_LOGS:PSL_DATA_USAGE_EPHEMERAL"] == "false"
    assert "PSL_DATA_USAGE_EPHEMERAL: Are these only held in memory" in asked
    assert "`crash_logs`" in asked
    assert "held in memory" not in forms(tmp_path / "without", APP)[2]


def test_lists_of_examples_and_data_that_nobody_can_read_are_asked_about(tmp_path: Path) -> None:
    text = APP.replace("state: identified", "kept: unreadable").replace(
        "    obligation", "    examples: [data, recipients]\n    obligation")
    apple, _, asked = forms(tmp_path, text)
    assert list(apple) == ["ProductInteraction"]
    assert asked.count("Some lists in `visits` only give examples: data, recipients.") == 2
    assert asked.count("encrypted from end to end") == 2


def test_children_bring_the_question_on_googles_policy_for_families(tmp_path: Path) -> None:
    assert "policy for families" not in forms(tmp_path / "without", APP)[2]
    assert "policy for families" in forms(tmp_path / "with", f"{APP}children: {{minimum_age: 13}}\n")[2]


def test_a_form_says_what_it_is_in_the_list_of_formats() -> None:
    shown = policygen("export").stdout
    assert "apple_privacy  `PrivacyInfo.xcprivacy`" in shown
    assert "google_data_safety  `data_safety.csv`" in shown
