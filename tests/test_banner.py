"""Consent banners: what the generated configurations say, when they ask again, and what they tell of their losses."""

from __future__ import annotations

import json
import re
import time
from functools import cache
from html import escape, unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from banners import (
    COOKIES,
    DECLARED,
    FILES,
    HOST,
    NAMES,
    configuration,
    declared,
    made,
    shipped,
    with_declaration,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, SMALL, TODAY, project

from policygen import formats
from policygen.build import build
from policygen.formats._banner_facts import consent_facts
from policygen.formats._banner_names import exactly, findable
from policygen.formats._banner_script import script
from policygen.notice.banner import CLASSES
from policygen.project import Project
from policygen.schema import Str, Words
from policygen.schema.leaves import leaves
from policygen.vocabulary import terms

CASES = ROOT / "tests" / "cases"
EVERYTHING = CASES / "everything"
HEAD = re.compile(r"/\*.*?\*/\n", re.DOTALL)


@cache
def consent(text: str) -> tuple[str, str]:
    """What a declaration makes of Klaro's cookie and of the revision."""
    with TemporaryDirectory() as folder:
        site = written(Path(folder), text, english=True)
    found = [re.search(r'"(?:storageName|revision)": "?([\w-]+)', made(site, name)[0][FILES[name]]) for name in NAMES]
    assert found[0] and found[1]
    return found[0].group(1), found[1].group(1)


def test_a_file_for_each_declaration_beside_its_pages(tmp_path: Path) -> None:
    folder = project(tmp_path, DECLARED, **{"policygen.yaml": "policygen: 1\nformats: [klaro, cookieconsent]\n"})
    assert set(FILES.values()) < set(build(Project(folder), TODAY).files)
    project(folder, DECLARED, DECLARED)
    assert {f"{id}/{file}" for id in "ab" for file in FILES.values()} < set(build(Project(folder), TODAY).files)


@pytest.mark.parametrize("text", [SMALL, SMALL + """\
cookies: {items: {a: {names: a, class: necessary, purpose: {en: signing in, nb: innlogging}, duration: session}}}
"""])
@pytest.mark.parametrize("name", NAMES)
def test_without_anything_to_consent_to_there_is_no_file(name: str, text: str, tmp_path: Path) -> None:
    files, problems = made(written(tmp_path, text), name)
    assert not files
    assert [(problem.id, problem.severity.value) for problem in problems] == [("format-empty", "review")]
    assert name in problems[0].fix
    assert not list(formats.remarks(written(tmp_path, text), name)["a"])


def test_every_class_of_the_vocabulary_is_explained() -> None:
    assert set(CLASSES) == set(terms("storage_classes"))


@pytest.mark.tools
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", [ROOT, EVERYTHING, CASES / "beyond-device", CASES / "beyond-editions"],
                         ids=lambda path: path.name)
def test_every_configuration_can_be_read_and_shows_every_item(folder: Path, name: str) -> None:
    site = shipped(folder)
    files, _ = made(site, name)
    assert made(site, name)[0] == files
    for whole in site.wholes:
        if f"{whole.prefix}{FILES[name]}" in files:
            read = configuration(files[f"{whole.prefix}{FILES[name]}"])
            for page in whole.pages:
                shown = told(name, read, page.language, whole.pages[0].language)
                for item in whole.declaration.cookies.items if whole.declaration.cookies else ():
                    assert all(str(text) in shown for text in item.names)
                    purpose = str(item.purpose.in_language(page.language))
                    assert purpose[1:] in shown, purpose


def told(name: str, read: Any, language: str, first: str) -> str:
    """All texts of a configuration in one language."""
    if name == "cookieconsent":
        return str(read["language"]["translations"][language])
    own = [service["translations"]["zz" if language == first else language] for service in read["services"]]
    return str([read["translations"][language], own])


@pytest.mark.tools
def test_klaro_gets_what_is_declared() -> None:
    read = configuration(made(declared(), "klaro")[0][FILES["klaro"]])
    services = {service["name"]: service for service in read["services"]}
    assert list(services) == ["basket", "choice", "look", "counter-statistics", "fans-marketing", "counter-marketing"]
    assert [name for name, service in services.items() if service["required"]] == ["basket", "choice"]
    assert not any(service["default"] for service in services.values())
    assert {name: read[name] for name in ("default", "mustConsent", "acceptAll", "hideDeclineAll", "noticeAsModal",
                                          "htmlTexts")} == {
        "default": False, "mustConsent": False, "acceptAll": True, "hideDeclineAll": False, "noticeAsModal": False,
        "htmlTexts": False}
    assert [found["pattern"] for found in services["counter-statistics"]["cookies"]] == ["^_v$", "^_v_.*$", "^_clicks$"]
    assert services["look"]["cookies"] == []
    assert services["fans-marketing"]["cookies"] == [{"pattern": "^fan\\..+$"}]
    assert services["counter-statistics"]["translations"]["nb"] == {
        "title": "Counter GmbH",
        "description": "Telling. Navn: _v og _v_*. Informasjonskapsel. Varighet: 1 år.\n"
                       "Klikk. Opplysninger: besøkte sider og enhets-ID. Navn: _clicks. Informasjonskapsel. "
                       "Varighet: 3 måneder."}
    code = made(declared(), "klaro")[0][FILES["klaro"]]
    spoken = {page: configuration(code, language=page)["lang"] for page in ("nb", "no", "NB-no", "nn", "fr", "en-US")}
    assert spoken == {"nb": "nb", "no": "nb", "NB-no": "nb", "nn": "en", "fr": "en", "en-US": "en"}
    assert read["translations"]["nb"]["privacyPolicyUrl"] == f"{HOST}nb/privacy/#cookies"
    assert read["translations"]["en"]["consentModal"]["description"].startswith("We use few cookies. We only use")
    above = configuration(made(declared(), "klaro")[0][FILES["klaro"]], "www.example.com")
    assert above["services"][4]["cookies"][1] == [{"pattern": "^fan\\..+$"}, "/", ".example.com"]


@pytest.mark.tools
def test_cookieconsent_gets_what_is_declared() -> None:
    read = configuration(made(declared(), "cookieconsent")[0][FILES["cookieconsent"]])
    categories = read["categories"]
    assert list(categories) == ["necessary", "preferences", "statistics", "marketing"]
    assert {id: (found["enabled"], found["readOnly"]) for id, found in categories.items()} == {
        "necessary": (True, True), "preferences": (False, False), "statistics": (False, False),
        "marketing": (False, False)}
    assert read["mode"] == "opt-in"
    assert read["revision"] > 0
    assert not read["disablePageInteraction"]
    assert read["guiOptions"]["consentModal"]["equalWeightButtons"] is True
    assert categories["marketing"]["autoClear"]["cookies"] == [{"name": {"pattern": "^fan\\..+$"}},
                                                               {"name": {"pattern": "^shown$"}}]
    words = read["language"]["translations"]["nb"]
    assert words["consentModal"]["acceptNecessaryBtn"] == "Avvis alle"
    assert words["consentModal"]["footer"] == f'<a href="{HOST}nb/privacy/#cookies">Personvernerklæring</a>'
    assert words["labels"]["look"] == "Lys eller mørk"
    table = words["preferencesModal"]["sections"][3]["cookieTable"]
    assert list(table["headers"].values()) == ["Navn", "Hvem", "Formål", "Varighet"]
    assert table["body"][1] == {
        "name": "_clicks<br>Informasjonskapsel",
        "provider": f'<a href="{HOST}nb/privacy/#recipients-counter">Counter GmbH</a>',
        "purpose": "Klikk<br>Opplysninger: besøkte sider og enhets-ID.", "duration": "3 måneder"}


@pytest.mark.tools
def test_nothing_declared_becomes_markup_or_code(tmp_path: Path) -> None:
    evil = "< b> &lt;img src=x onerror=alert(1)&gt; {title} {{revisionMessage}} `${1}` \\' \""
    text = DECLARED.replace("name: Counter GmbH", f"name: {json.dumps(evil)}").replace(
        "name: Example AS", 'name: "R&D {word} &lt;"').replace("names: [shown]", r"names: ['(a+)+$', '^x', '\d|.*/']")
    site = written(tmp_path, text)
    for name in NAMES:
        read = configuration(made(site, name)[0][FILES[name]])
        service = read["services"][5] if name == "klaro" else \
            read["categories"]["marketing"]["services"]["counter-marketing"]
        assert [found.get("name", found)["pattern"] for found in service["cookies"]] == [
            r"^\(a\+\)\+\$$", r"^\^x$", exactly(r"\d|.*/")]
    shown = read["language"]["translations"]["en"]
    assert "<img" not in unescape(str(shown))
    assert shown["labels"]["counter-marketing"] == escape(evil, quote=False).replace("{", "&#123;")
    assert "R&amp;D &#123;word} &amp;lt;" in shown["consentModal"]["description"]


def test_a_text_never_ends_a_script() -> None:
    assert script({"a": ["</script>", "<!--", "\u2028\u2029"]}) == \
        '{\n  "a": ["<\\/script>", "\\u003c!--", "\\u2028\\u2029"]\n}'


# --- names -----------------------------------------------------------------------------------------------------------

SIGNS = "ab.*+$^(|\\/_-"


@settings(deadline=None)
@given(st.lists(st.text(SIGNS.replace("*", ""), max_size=4), min_size=1, max_size=5), st.data())
def test_a_name_with_wildcards_finds_what_fits_it(parts: list[str], data: st.DataObject) -> None:
    wild = data.draw(st.lists(st.sampled_from(["*", "<id>", "{n}"]), min_size=len(parts) - 1, max_size=len(parts) - 1))
    pattern = exactly("".join(part + mark for part, mark in zip(parts, [*wild, ""], strict=True)))
    filled = [data.draw(st.text(SIGNS, min_size=mark != "*", max_size=3)) for mark in wild]
    assert re.search(pattern, "".join(part + fill for part, fill in zip(parts, [*filled, ""], strict=True)))
    simple = "".join(re.escape(part) + {"*": ".*", "": ""}.get(mark, ".+")
                     for part, mark in zip(parts, [*wild, ""], strict=True))
    other = data.draw(st.text(SIGNS, max_size=8))
    assert bool(re.search(pattern, other)) == bool(re.fullmatch(simple, other))


def test_no_pattern_takes_long_on_any_name() -> None:
    started = time.perf_counter()
    for name in ("*a*a*a*a*a*a*a*b", "a*" * 40 + "b", "<x>a{y}" * 20 + "!", "*" * 60 + "b"):
        assert not re.search(exactly(name), "a" * 4096)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(("name", "wanted"), [("*", False), ("<id>", False), ("_*", False), ("{a}-*", False),
                                              ("_ga", True), ("é*", True), ("1*", True)])
def test_a_name_without_signs_of_its_own_finds_nothing(name: str, wanted: bool) -> None:
    assert findable(name) is wanted


# --- asking again ----------------------------------------------------------------------------------------------------

SAME = {
    "another purpose text": ("{en: clicks, nb: klikk}", "{en: klicks, nb: klick}"),
    "another note": ("It is renewed.", "It is renewed often."),
    "a translation": ("nb: annonser", "nb: reklame"),
    "another name of a cookie": ("_v_*", "_v2_*"),
    "more that is necessary": ("    fans: {names", "    s: {names: x, class: necessary, purpose: {en: x, nb: x}, "
                               "duration: P1D}\n    fans: {names"),
    "another order of data": ("[pages_visited, device_id]", "[device_id, pages_visited]"),
    "another order of tools": ("[dpf, scc]", "[scc, dpf]"),
    "another order of transfers": ("[{to: US, tools: [dpf, scc]}, {to: [IN, BR], tools: scc}]",
                                   "[{to: [BR, IN], tools: scc}, {to: US, tools: [dpf, scc]}]"),
    "a comment": ("cookies:\n", "cookies:  # ours\n"),
    "the id of an item": ("visits:", "visitors:"),
    "the id of a recipient": ("counter", "teller"),
    "the same period": ("P1Y", "P12M"),
    "what is left out, said": ("names: [_v, _v_*], class", "kind: cookie, names: [_v, _v_*], class"),
    "what is actual, said": ("{to: US, tools", "{status: actual, to: US, tools"),
    "what is necessary": ("names: basket, class", "names: [basket, b], kind: local_storage, class"),
    "how consent is withdrawn": ("Choose again at the foot.", "Choose again above."),
    "a text about a recipient": ("country: DE, purpose: {en: counting", "country: DE, purpose: {en: counts"),
    "another activity": ("data: [email, {category: phone", "data: [email, name, {category: phone"),
    "another recipient": ("country: DE, purpose: {en: sending", "country: FR, purpose: {en: sending"),
    "a day": ("updated: 2026-01-15", "updated: 2026-01-16"),
}
OTHER = {
    "a longer duration": ("P3M", "P4M"),
    "no duration": (", duration: P90D", ""),
    "for ever": ("P90D", "persistent"),
    "another class": ("names: _clicks, class: statistics", "names: _clicks, class: marketing"),
    "no longer necessary": ("names: basket, class: necessary", "names: basket, class: preferences"),
    "another kind": ("kind: local_storage", "kind: indexed_db"),
    "another party": ("party: third", "party: first"),
    "more data": ("[pages_visited, device_id]", "[pages_visited, device_id, ip_address]"),
    "another provider": ("names: _clicks, class: statistics, provider: counter", "names: _clicks, class: statistics, "
                         "provider: fans"),
    "no provider": ("names: _clicks, class: statistics, provider: counter", "names: _clicks, class: statistics"),
    "another vendor": ("name: Counter GmbH", "name: Counter Ltd"),
    "another role": ("name: Fans Inc., role: controller", "name: Fans Inc., role: joint_controller"),
    "another country": ("name: Counter GmbH, role: processor, country: DE", "name: Counter GmbH, role: processor, "
                        "country: US"),
    "another place of storage": ("country: US, purpose", "country: US, stored_in: SG, purpose"),
    "another product": ("country: US, purpose", "country: US, product: Fan Pages, purpose"),
    "a further transfer": ("to: [IN, BR]", "to: [IN, BR, CN]"),
    "the other way round": ("[{to: US, tools: [dpf, scc]}, {to: [IN, BR], tools: scc}]",
                            "[{to: US, tools: scc}, {to: [IN, BR], tools: [dpf, scc]}]"),
    "a possible transfer": ("{to: US, tools", "{status: possible, to: US, tools"),
    "another protection": ("[dpf, scc]", "[scc]"),
    "a new item of the same kind": ("    fans: {names", "    more: {names: x, class: statistics, provider: counter, "
                                    "purpose: {en: x, nb: x}, duration: P3M, data: [pages_visited, device_id]}\n"
                                    "    fans: {names"),
    "another company": ("name: Example AS", "name: Another AS"),
}


@pytest.mark.parametrize("change", SAME)
def test_what_consent_does_not_depend_on_asks_nobody_again(change: str) -> None:
    assert SAME[change][0] in DECLARED
    assert consent(DECLARED.replace(*SAME[change])) == consent(DECLARED)


@pytest.mark.parametrize("change", OTHER)
def test_what_consent_depends_on_asks_again(change: str) -> None:
    assert OTHER[change][0] in DECLARED
    before, after = consent(DECLARED), consent(DECLARED.replace(*OTHER[change]))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_order_of_items_does_not_matter(tmp_path: Path) -> None:
    declaration = declared().wholes[0].declaration
    assert declaration.cookies is not None
    turned = declaration.changed(cookies=declaration.cookies.changed(items=declaration.cookies.items[::-1]))
    for name in NAMES:
        again = made(with_declaration(declared(), turned), name)[0][FILES[name]]
        assert re.findall(r"consent +(\w+)", again) == re.findall(r"consent +(\w+)",
                                                                  made(declared(), name)[0][FILES[name]])


# --- what is left out and asked --------------------------------------------------------------------------------------

def changed(record: Any, path: list[str]) -> Any:
    """The record with another value at a path of leaves, or without it."""
    name, *rest = path
    value = getattr(record, f"{name}_" if name in ("class", "for") else name)
    if isinstance(value, tuple) and rest and not isinstance(value, Words) and not hasattr(value, "KEYS"):
        place = next(number for number, item in enumerate(value) if rest[0] in (getattr(item, "id", ""), str(number)))
        inner = [changed(value[place], rest[1:])] if len(rest) > 1 else []
        return record.changed(**{name: (*value[:place], *inner, *value[place + 1:])})
    if rest:
        return record.changed(**{name: changed(value, rest)})
    if isinstance(value, Words):
        return record.changed(**{name: value._replace(texts=tuple((code, Str(f"Other {text}", text.at))
                                                                  for code, text in value.texts))})
    if name == "class":
        return record.changed(**{"class": Str("preferences" if value != "preferences" else "marketing", value.at)})
    return record.changed(**{name: Str("Other", value.at) if name == "name" else None})


@pytest.mark.parametrize("which", ["everything", "declared", pytest.param("omnium", marks=pytest.mark.long)])
def test_what_is_left_out_is_named_and_the_rest_is_told(which: str, tmp_path: Path) -> None:
    site = written(tmp_path, DECLARED, english=True) if which == "declared" else \
        shipped(EVERYTHING if which == "everything" else ROOT, english=True)
    whole = next(found for found in site.wholes if found.id in (which, "a"))
    site = with_declaration(site._replace(publications=(whole,)), whole.declaration)
    cookies = whole.declaration.cookies
    assert cookies is not None
    left = {name: {remark.what: remark.says for remark in formats.remarks(site, name)[whole.id]
                   if remark.kind == "left-out"} for name in NAMES}
    providers = {f"recipients.{item.provider}." for item in cookies.items if item.provider}
    before = {name: words(made(site, name)[0]) for name in NAMES}
    seen = set()
    for leaf in leaves(whole.declaration):
        if leaf.path.startswith(("cookies.", *providers)):
            other = changed(whole.declaration, leaf.path.split("."))
            again = with_declaration(site, other)
            asked_again = consent_facts(other) != consent_facts(whole.declaration)
            for name, says in left.items():
                assert (before[name] != words(made(again, name)[0])) is (leaf.path not in says), (name, leaf.path)
                assert leaf.path not in says or asked_again is ("asks visitors again" in says[leaf.path]), leaf.path
            seen.add(leaf.path)
    assert set().union(*left.values()) <= seen


def words(files: dict[str, str]) -> list[str]:
    """The configurations without their hashes and what is made from these."""
    return [re.sub(r'"(?:storageName|revision)": .*', "", HEAD.sub("", code)) for code in files.values()]


def test_questions_are_asked_where_they_are_open(tmp_path: Path) -> None:
    assert not [remark for remark in formats.remarks(declared(), "klaro")["a"] if remark.kind == "question"]
    text = DECLARED.replace("names: [klaro-*, cc_cookie], ", "").replace("names: look_*, ", "").replace(
        "provider: fans, party", "party").replace(", duration: P90D", "").replace("names: [shown]", "names: '*'")
    text = text.replace("names: _clicks", "kind: [cookie, pixel], names: _clicks")
    site = written(tmp_path, text, base="")
    assert COOKIES not in text
    for name, own in (("klaro", r"`klaro-\*`"), ("cookieconsent", "`cc_cookie`")):
        asked = [remark for remark in formats.remarks(site, name)["a"] if remark.kind == "question"]
        assert [remark.what for remark in asked] == [
            "base_url", "cookies.items", "cookies.items.look.names", "cookies.items.clicks.kind",
            "cookies.items.fans.duration", "cookies.items.fans.provider", "cookies.items.shown.names"]
        assert re.search(own, asked[1].says)
        assert [(remark.at.file, remark.at.line > 10) for remark in asked[1:]] == [("declarations/a.yaml", True)] * 6
    assert '"privacyPolicyUrl": "/nb/privacy/#cookies"' in made(site, "klaro")[0][FILES["klaro"]]
