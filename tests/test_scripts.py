"""Signs that nobody sees and letters that look like others: told in every text, id, address and link, with names.

`pytest tests/test_scripts.py --accept` writes the verdicts of confusables.json anew; source: tests/suites/README.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from unicodedata import category, name, normalize

import pytest
from fontTools.unicodedata import script as script_of
from fontTools.unicodedata import script_name
from hostile import base, plain
from support import ROOT, SMALL, TODAY, project

from policygen.build import check
from policygen.load import parse
from policygen.problem import Problem, Severity
from policygen.project import Project
from policygen.schema.links import link_fault
from policygen.schema.scripts import script, strange_words

SUITES = ROOT / "tests" / "suites"
CONFUSABLES = [(chr(int(code, 16)), like) for code, like in
               json.loads((SUITES / "confusables.json").read_text("utf-8"))]
BIDI_CONTROL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = [*BIDI_CONTROL, *"\u200b\u200c\u200d\u2060\ufeff\u034f\u115f\u1160\u17b4\u17b5\u180e",
          *"\u2061\u2064\u206a\u2800\u3164",
          *"\uffa0\ufff9\ufffb\ufe00\ufe0e\ufe0f\ue000\uf8ff\ufdd0\ufffe\U0001d173\U0001fffe\U000e0001\U000e0020",
          *"\U000e0041\U000e007f\U000e0100\U000e01ef\U000f0000\U0010fffd\U0010ffff"]
AT_ONCE = f"{BIDI_CONTROL}\u200b\u200c\u200d\ufeff\ufe0f\ue000\U000e0041\U000e0100"
NEEDED = ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937",
          "\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\U0001f469\u200d\U0001f4bb", "\U0001f3f3\ufe0f\u200d\U0001f308",
          "\u2764\ufe0f\u200d\U0001f525", "1\ufe0f\u20e3", "\u2122\ufe0f \u2139\ufe0f \u00a9\ufe0f",
          "\u845b\U000e0100\u57ce\u5e02", "Daten\u00adschutz", "a\u00a0b\u202fc"]


def escaped(sign: str) -> str:
    return f"\\U{ord(sign):08x}"


def found(folder: Path, text: str) -> list[Problem]:
    return list(check(Project(project(folder, text)), TODAY)[2])


@pytest.mark.parametrize("sign", [pytest.param(sign, id=f"U+{ord(sign):04X}", marks=[] if sign in AT_ONCE else
                                               pytest.mark.long) for sign in HIDDEN])
def test_each_hidden_sign_is_told_in_every_text_id_and_link_at_once(sign: str) -> None:
    """Of the declaration that uses every key; as it is, the first one ends the reading."""
    text = json.dumps(plain(base()), ensure_ascii=False, indent=1)
    assert parse(text.encode(), "x")[1] == ()
    filled, count = re.subn(r'"((?:[^"\\]|\\.)+)"', lambda match: f'"x{escaped(sign)}{match[1]}"', text)
    told = parse(filled.encode(), "x")[1]
    assert len(told) == count > 1000
    assert {problem.id for problem in told} == {"control-character"}
    assert all(f"U+{ord(sign):04X}" in problem.says for problem in told)
    node, problems = parse(f"a: x{sign}y".encode(), "x")
    assert node is None
    assert [(problem.id, problem.at.column) for problem in problems] == [("control-character", 5)]


@pytest.mark.parametrize("text", NEEDED, ids=ascii)
def test_joiners_and_selectors_may_stand_where_they_are_needed(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, SMALL.replace("name: Example AS", f"name: {json.dumps(text, ensure_ascii=False)}")) == \
        found(tmp_path / "harmless", SMALL)
    for sign in "\u200c\u200d\ufe0f\U000e0100":
        twice = text.replace(sign, sign * 2)
        assert (twice == text) == (parse(f"a: {twice}".encode(), "x")[1] == ())


def test_each_confusable_has_its_verdict(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """In a name, where it is told with its line and code point, and in a link, where it is an error."""
    brands = [f"Ex{sign}mple Group" for sign, _ in CONFUSABLES]
    listed = "".join(f"  - {json.dumps(brand, ensure_ascii=False)}\n" for brand in brands)
    told: dict[int, Problem] = {}
    for problem in found(tmp_path, SMALL.replace("  country: NO", f"  brands:\n{listed}  country: NO")):
        if problem.id == "look-alike-letters":
            told[problem.at.line] = problem
    first = SMALL.splitlines().index("  country: NO") + 2
    lines = []
    for number, (sign, like) in enumerate(CONFUSABLES):
        here = told.pop(first + number, None)
        assert here is None or f"U+{ord(normalize('NFC', sign)):04X}" in here.says, here
        fault = link_fault(f"https://example.com/ex{sign}mple")
        assert (here is None) == (fault is None), sign
        says = re.sub("`[^`]*` |:.*", "", here.says) if here else "not told: Latin letter of a language, or the same"
        lines.append(f"U+{ord(sign):04X} like {like} | {says}\n")
    assert told == {}
    path = SUITES / "confusables.verdicts"
    if request.config.getoption("--accept"):
        path.write_text("".join(lines), "utf-8")
    assert lines == path.read_text("utf-8").splitlines(keepends=True)
    assert len(lines) == 500
    assert sum("not told" in line for line in lines) < 30


@pytest.mark.parametrize(("old", "new", "id"), [
    ("email: privacy@example.no", "email: prіvacy@example.no", "bad-email"),
    ("email: privacy@example.no", "email: privacy@exаmple.no", "bad-email"),
    ("country: NO", "website: https://exаmple.com\n  country: NO", "bad-link"),
    ("country: NO", "website: https://example.com/рrivacy\n  country: NO", "bad-link"),
    ("rights:", "introduction: {en: '[x](mailto:a@exаmple.com)', nb: '[x](/)'}\nrights:", "bad-link"),
    ("mailer: {name", "mаiler: {name", "bad-id"),
    ("recipients: [mailer]", "recipients: [mаiler]", "unknown-id"),
    ("contact: privacy", "contact: prіvacy", "unknown-id"),
    ("country: DE", "country: ДE", "unknown-country"),
    ("title: {en", "tіtle: {en", "unknown-key")])
def test_ids_addresses_and_links_with_look_alikes_are_errors(tmp_path: Path, old: str, new: str, id: str) -> None:
    text = SMALL.replace(old, new)
    assert text != SMALL
    told = [problem for problem in found(tmp_path, text) if problem.id == id]
    assert told, [problem.id for problem in found(tmp_path, text)]
    assert {problem.severity for problem in told} == {Severity.ERROR}
    assert all(re.search("CYRILLIC|xn--", problem.says + problem.fix) for problem in told), told


# A sentence with the letters of each language, and names and signs that texts in it may hold.
SOUND = {
    "nb": "Ærlig talt, Øst-Ås på Grünerløkka; Ǿ, ǻ",
    "se": "Sápmi, Čáhcesuolu, ŧ, ŋ, đ, ž, Ʒ, ǥ",
    "is": "Þórður, Ægir, ð",
    "pl": "Zażółć gęślą jaźń",
    "cs": "Příliš žluťoučký kůň",
    "tr": "Iğdır, İstanbul, ŞİŞLİ, ığdır",
    "vi": "Đặng Thị Nguyễn ở Huế, ữ ậ ỷ",
    "mt": "Ħamrun, Ġorġ, Żejtun, Għawdex",
    "ro": "Știință și Țară",
    "lv": "Ģirts Ķēniņš",
    "hu": "árvíztűrő tükörfúrógép",
    "de": "Straße, STRAẞE, Waſſer",
    "fr": "Œuvre, l’été",
    "ga": "Éire, ċ, ḟ",
    "az": "Ə, ə, ğ",
    "en": "5 kΩ, 3 μm, 3 µm, Δt, α-tocopherol, β, σ, π, H₂O, m², Nº 1, 1ª, ™, ℹ, ﬁrm, Ⅳ, µTorrent",
    "el": "Η Εταιρεία ΑΒΕΕ τηρεί τα δεδομένα σας· GDPR, IP, e-mail, Α.Ε.",
    "bg": "ООО, АД „Ромашка“: IT-услуги, SMS-и, PC, 3D",
    "uk": "Об’єкт, ґ, ї, Wi-Fi, 1С",
    "sr": "Ђорђе, Đorđe, Љ, Lj, COVID-19",
    "ka": "საქართველო GDPR",
    "hy": "Հայաստան, Google",
    "he": "הGDPR של Google, מס׳ 12",
    "ar": "شركة Google، الGDPR، ٢٠٢٦",
    "fa": "می‌خواهم ۱۲ GDPR",
    "th": "ข้อมูลGoogle ๑๒",
    "ja": "株式会社ABC、ＡＢＣ、データ２０２６年",
    "ko": "주식회사ABC 데이터",
    "zh": "中国A股，ABC公司",
    "hi": "गोपनीयता GDPR १२",
}


@pytest.mark.parametrize("language", SOUND)
def test_texts_in_the_letters_of_their_language_are_not_told(language: str) -> None:
    assert list(strange_words(SOUND[language], (language,))) == []


@pytest.mark.parametrize("company", ["Аэрофлот (Aeroflot)", "Ελληνικά Πετρέλαια (Hellenic Petroleum)", "ООО Ромашка",
                                     "שלום בע״מ (Shalom Ltd.)", "شركة المثال (Example Co.)", "株式会社例 (Rei K.K.)"])
def test_a_name_in_its_own_script_beside_its_latin_form_is_not_told(tmp_path: Path, company: str) -> None:
    text = SMALL.replace("name: Example AS", f"name: {json.dumps(company, ensure_ascii=False)}")
    assert "look-alike-letters" not in {problem.id for problem in found(tmp_path, text)}


def test_a_universal_name_is_judged_by_all_languages_of_the_declaration(tmp_path: Path) -> None:
    named = SMALL.replace("name: Example AS", "name: СОСА")
    for language, count in (("nb", 1), ("sr", 0), ("sr-Latn", 1)):
        text = named.replace("nb]", f"{language}]").replace("nb:", f"{language}:")
        told = [problem for problem in found(tmp_path / language, text) if problem.id == "look-alike-letters"]
        assert len(told) == count, language


def test_a_word_that_is_really_written_so_can_be_accepted(tmp_path: Path) -> None:
    text = SMALL.replace("name: Example AS", "name: ΛTLΛS AS")
    assert "look-alike-letters" in {problem.id for problem in found(tmp_path / "a", text)}
    text += "accept: [{rule: look-alike-letters, because: The brand is written so., until: 2027-01-31}]\n"
    ids = {problem.id for problem in found(tmp_path / "b", text)}
    assert not ids & {"look-alike-letters", "acceptance-unused"}


def test_scripts_are_those_of_unicode() -> None:
    """For every letter and digit that Python knows; fontTools has tables of its own."""
    for sign in map(chr, range(0x20000)):
        if category(sign) in ("Lu", "Ll", "Lo", "Nd") and not 0x4e00 < ord(sign) < 0x9000:
            other = script_name(script_of(sign)).replace("_", "-").replace(" ", "-")
            assert script(sign) == ("" if other in ("Common", "Inherited") else other), name(sign)
