"""The same declarations as a Hugo site: the facts as data files in the shape in which templates like them.

Hugo is not handicapped by this: lists are always lists and uses of recipients always have the same keys, so that its
templates need not ask, and nothing is left out that a page of policygen shows.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from bench import languages
from bench.declarations import facts_of, names
from bench.writing import written

ROOT = Path(__file__).parent
SITE = ROOT / "hugo"
THEME = ROOT.parent / "themes" / "default"
LISTS = ("data_subjects", "when", "not_collected", "law", "after", "until", "onward", "inputs", "transfers")
WRAPPED = {"sources": "source", "recipients": "recipient", "purposes": "purpose", "obligation": "kind",
           "consent": "", "retention": "", "channels": "kind", "measures": "measure"}
COUNTRIES = ("AT", "DE", "DK", "FI", "IE", "NO", "SE", "US")
ICONS = {"object_marketing": "object-direct-marketing", "withdraw": "withdraw-consent"}
DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}
LONGEST = 5 * 365


def make(folder: Path, count: int, languages_wanted: int = 2, seed: int = 1) -> None:
    """Write the site of so many declarations in so many languages."""
    codes = languages.first(languages_wanted)
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    settings = (SITE / "hugo.yaml").read_text("utf-8")
    (folder / "hugo.yaml").write_text(settings + written({"languages": _settings(codes)}), "utf-8")
    (folder / "static" / "assets").mkdir(parents=True, exist_ok=True)
    shutil.copy(THEME / "style.css", folder / "static" / "assets" / "policygen.css")
    (folder / "layouts" / "_partials" / "icons.html").write_text(_icons(), "utf-8")
    _words(folder, codes)
    policies = folder / "data" / "policies"
    policies.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names(count)):
        write(policies / f"{name}.yaml", facts_of(number, codes, seed))


def write(path: Path, declaration: dict[str, Any]) -> None:
    """Write the data file of one declaration."""
    path.write_text(written(in_shape(declaration)), "utf-8")


def in_shape(declaration: dict[str, Any]) -> dict[str, Any]:
    """A declaration with lists where there may be several, and with ids inside of what stands in a list."""
    found = {key: _listed(value) for key, value in declaration.items()}
    found["activities"] = [_activity(id, _listed(value)) for id, value in declaration["activities"].items()]
    found["disclosures"] = [{"id": id, **value} for id, value in declaration["disclosures"].items()]
    items = [{"id": id, "kind": "cookie", **item} for id, item in declaration["cookies"]["items"].items()]
    found["cookies"] = {**declaration["cookies"], "items": [{**item, **_data(item)} for item in items]}
    found["recipients"] = {id: _recipient(value) for id, value in declaration["recipients"].items()}
    found["scope"] = {**declaration["scope"], "channels": _wrapped(declaration["scope"]["channels"], "kind")}
    return found


def _activity(id: str, activity: dict[str, Any]) -> dict[str, Any]:
    """An activity; its legal bases are those of its purposes, and each purpose has the number of its basis."""
    bases: list[dict[str, Any]] = []
    for purpose in activity["purposes"]:
        basis = purpose.pop("legal_basis", activity.get("legal_basis"))
        basis = basis if isinstance(basis, dict) else {"basis": basis}
        if basis not in bases:
            bases.append(basis)
        purpose["basis"] = bases.index(basis) + 1
    items = [item if isinstance(item, dict) else {"category": item} for item in activity["data"]]
    return {"id": id, **activity, "data": items, "legal_bases": [_listed(basis) for basis in bases],
            "bases": [basis["basis"] for basis in bases], "retention": [_rule(rule) for rule in activity["retention"]]}


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    """A storage rule with how much of the longest period it takes, in per cent, for the picture."""
    period = re.fullmatch(r"P(\d+)([YMWD])", rule.get("period", ""))
    share = int(period[1]) * DAYS[period[2]] * 100 // LONGEST if period else 0
    return {**rule, **_data(rule), **({"share": str(share)} if share else {})}


def _recipient(recipient: dict[str, Any]) -> dict[str, Any]:
    found = {key: _several(value) if key in LISTS else value for key, value in recipient.items()}
    return found if found.get("role") else {**found, "role": "third_party"}


def _data(part: dict[str, Any]) -> dict[str, Any]:
    return {"data": _several(part["data"])} if "data" in part else {}


def _listed(part: Any) -> Any:
    """A part with lists where there may be several, all the way down."""
    if isinstance(part, list):
        return [_listed(value) for value in part]
    if not isinstance(part, dict):
        return part
    found = {key: _listed(value) for key, value in part.items()}
    for key in LISTS:
        if key in found and not (isinstance(found[key], dict) and "en" in found[key]):
            found[key] = _several(found[key])
    for key, name in WRAPPED.items():
        if key in found and not (key == "recipients" and isinstance(found[key], dict)):
            found[key] = [{**use, **_data(use)} if isinstance(use, dict) else use for use in _wrapped(found[key], name)]
    return {**found, **_data(found)} if "data" in found else found


def _wrapped(values: Any, name: str) -> list[Any]:
    return [value if isinstance(value, dict) or not name else {name: value} for value in _several(values)]


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _settings(codes: tuple[str, ...]) -> dict[str, Any]:
    """The languages of the site; only the first has a start page, as with policygen."""
    from babel import Locale

    kinds = {"disableKinds": ["home", "section", "taxonomy", "term", "rss", "404"]}
    return {code: {"label": str(Locale.parse(code).display_name), "weight": number, **(kinds if number > 1 else {})}
            for number, code in enumerate(codes, 1)}


def _icons() -> str:
    """The icons of the theme that a page may use, under the names that the layouts use."""
    terms = yaml.safe_load((SITE / "data" / "terms.yaml").read_bytes())
    rights = yaml.safe_load((SITE / "data" / "rights.yaml").read_bytes())
    wanted = sorted({term["family"] for term in terms["data"].values()}) + [right["id"] for right in rights]
    symbols = []
    for name in wanted:
        file = ICONS.get(name, name)
        symbol = (THEME / "icons" / f"{file}.svg").read_text("utf-8").strip()
        symbols.append(symbol.replace(f'"icon-{file}"', f'"icon-{name}"'))
    return '<svg class="icons" aria-hidden="true" width="0" height="0">' + "\n".join(symbols) + "\n</svg>\n"


def _words(folder: Path, codes: tuple[str, ...]) -> None:
    """The texts of the templates and the labels of the terms in every language."""
    from babel import Locale

    real = {code: yaml.safe_load((SITE / "i18n" / f"{code}.yaml").read_bytes()) for code in languages.REAL}
    for code in codes:
        if code not in languages.REAL:
            words = {key: _translated(real["nb"][key], code) for key in real["nb"]}
            (folder / "i18n" / f"{code}.yaml").write_text(written(words), "utf-8")
    for name in ("terms", "rights", "authorities"):
        data = yaml.safe_load((SITE / "data" / f"{name}.yaml").read_bytes())
        _dump(folder / "data" / f"{name}.yaml", _labels(data, codes))
    _dump(folder / "data" / "countries.yaml", {
        code: {country: str(Locale.parse(code).territories[country]) for country in COUNTRIES} for code in codes})


def _dump(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def _translated(words: Any, code: str) -> Any:
    """A text, or a text for each plural category: a language has as many as CLDR says."""
    if isinstance(words, dict):
        texts = {key: _translated(text, code) for key, text in words.items()}
        return {**dict.fromkeys(("zero", "two", "few", "many"), texts["other"]), **texts}
    return languages.turned({"nb": words}, code)


def _labels(part: Any, codes: tuple[str, ...], id: str = "") -> Any:
    """Data with its texts in all languages; each term holds its id."""
    if isinstance(part, list):
        return [_labels(value, codes) for value in part]
    if not isinstance(part, dict):
        return part
    if set(part) == set(languages.REAL):
        return {code: languages.turned(part, code) for code in codes}
    found = {key: _labels(value, codes, key) for key, value in part.items()}
    return {"id": id, **found} if "label" in found else found
