"""The benchmark's declarations: valid, all different, of realistic size, and the same from the same seed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import yaml
from support import policygen, tree

from bench import compare, hugo_site, languages, report
from bench.cases import CASES, Result
from bench.declarations import change, company, declaration, facts, facts_of
from bench.measure import BenchError, Cost, peak, run
from bench.project import make

LAYOUTS = hugo_site.SITE / "layouts"
BUSY = "sum(i * i for i in range(1_000_000))"


def test_the_declarations_have_no_errors_and_no_warnings(tmp_path: Path) -> None:
    make(tmp_path, 6)
    checked = policygen("check", "--format", "json", tmp_path)
    assert checked.returncode == 0, checked.stdout
    counted = json.loads(checked.stdout)["counts"]
    assert counted["error"] == counted["warning"] == 0


def test_a_seed_decides_every_byte_and_no_two_declarations_are_alike() -> None:
    first = [declaration(number) for number in range(10)]
    assert first == [declaration(number) for number in range(10)]
    assert len(set(first)) == len(first)
    assert declaration(0, seed=2) != first[0]


@pytest.mark.parametrize("number", [0, 7, 999, 9999])
def test_declarations_have_the_size_of_real_ones(number: int) -> None:
    data = declaration(number)
    found = yaml.safe_load(data)
    assert len(found["activities"]) == 10
    assert len(found["cookies"]["items"]) == 12
    assert 7 <= len(found["recipients"]) <= 12
    assert 20_000 < len(data) < 32_000


def test_ten_thousand_companies_have_names_of_their_own() -> None:
    assert len({company(number) for number in range(10_000)}) == 10_000


def test_a_change_is_one_sentence_and_another_each_time() -> None:
    before = declaration(3)
    for number in range(3):
        after, sentence = change(before, number)
        assert after.decode().count(sentence) == 1
        assert sum(old != new for old, new in zip(before.splitlines(), after.splitlines(), strict=True)) == 1
        before = after


def test_the_texts_of_every_language_differ(tmp_path: Path) -> None:
    codes = languages.first(27)
    assert len(set(codes)) == 27
    title = yaml.safe_load(declaration(5, codes))["activities"]["orders"]["about"]
    assert set(title) == set(codes)
    assert len(set(title.values())) == 27


def test_a_site_in_languages_that_policygen_does_not_ship_is_built(tmp_path: Path) -> None:
    make(tmp_path, 1, 4)
    built = policygen("build", "--quiet", tmp_path)
    assert built.returncode == 0, built.stderr
    assert sum(path.endswith("/privacy/index.html") for path in tree(tmp_path / "public")) == 4


def test_the_templates_of_hugo_have_all_that_they_name(tmp_path: Path) -> None:
    hugo_site.make(tmp_path, 2, 3)
    text = "".join(path.read_text("utf-8") for path in sorted(LAYOUTS.rglob("*.*")))
    named = set(re.findall(r'partial(?:Cached)? "([\w./]+)"', text))
    assert named
    assert all((tmp_path / "layouts" / "_partials" / name).exists() for name in named)
    keys = set(re.findall(r'i18n "(\w+)"', text))
    for code in languages.first(3):
        assert keys <= set(yaml.safe_load((tmp_path / "i18n" / f"{code}.yaml").read_bytes()))
    icons = (tmp_path / "layouts" / "_partials" / "icons.html").read_text("utf-8")
    assert set(re.findall(r'href="#icon-([a-z]+)"', text)) <= set(re.findall(r'id="icon-([a-z_]+)"', icons))


def test_hugo_has_a_label_for_every_term_that_a_declaration_may_use(tmp_path: Path) -> None:
    hugo_site.make(tmp_path, 1)
    terms = yaml.safe_load((tmp_path / "data" / "terms.yaml").read_bytes())
    for policy in (hugo_site.in_shape(facts_of(number)) for number in range(40)):
        for activity in policy["activities"]:
            for rule in activity["retention"]:
                assert {*rule.get("after", []), *rule.get("until", [])} <= set(terms["events"])
            assert {item["category"] for item in activity["data"]} <= set(terms["data"])
            assert {purpose["purpose"] for purpose in activity["purposes"]} <= set(terms["purposes"])
            assert {source["source"] for source in activity.get("sources", [])} <= set(terms["sources"])
            assert {use["recipient"] for use in activity["recipients"]} <= set(policy["recipients"])
        assert {recipient["kind"] for recipient in policy["recipients"].values()} <= set(terms["recipients"])
        assert {item["kind"] for item in policy["cookies"]["items"]} <= set(terms["storage_kinds"])


def test_hugo_gets_every_text_of_the_declaration() -> None:
    def texts(part: object) -> set[str]:
        if isinstance(part, dict):
            return {part["en"]} if "en" in part else set().union(*map(texts, part.values()))
        return set().union(*map(texts, part)) if isinstance(part, list) else set()

    for number in range(5):
        assert texts(hugo_site.in_shape(facts_of(number))) == texts(facts_of(number))


def test_every_part_is_used_by_some_declaration() -> None:
    used = [facts_of(number) for number in range(40)]
    for kind in ("activities", "recipients"):
        assert {id for found in used for id in found[kind]} == set(facts()[kind])
    assert {id for found in used for id in found["cookies"]["items"]} == set(facts()["items"])


def test_the_cost_of_a_run_holds_that_of_its_children() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{BUSY}'])"
    assert run([sys.executable, "-c", child], {}).cpu > run([sys.executable, "-c", "pass"], {}).cpu
    holding = "x = bytearray(b'x' * 60_000_000); import time; time.sleep(0.2)"
    assert peak([sys.executable, "-c", holding], {}) > 60_000_000
    held = f"import subprocess, sys; subprocess.run([sys.executable, '-c', \"{holding}\"])"
    assert peak([sys.executable, "-c", held], {}) > 60_000_000


def test_a_run_that_fails_is_told_with_its_words() -> None:
    with pytest.raises(BenchError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], {})


def test_the_table_says_plainly_what_misses_the_bar() -> None:
    case = next(case for case in CASES if case.name == "cold-100")
    site = compare.Site(200, 12_000_000, 80_000, 11_000_000)
    pairs = [(Cost(ours, 1.0), Cost(1.0, 2.0)) for ours in (0.3, 0.5, 0.9)]
    result = Result(case, pairs, (50, 100), (site, site))
    assert result.ratio("wall") == 0.5
    assert report.table([result], True).splitlines()[-1].endswith("| 0.40 | missed |")
    assert report.table([result._replace(pairs=pairs[:1])], True).splitlines()[-1].endswith("| 0.40 | met |")


def test_sites_that_differ_are_no_pair() -> None:
    site = compare.Site(200, 12_000_000, 80_000, 11_000_000)
    assert compare.alike(site, site._replace(html=11_000_000))
    assert not compare.alike(site, site._replace(pages=100))
    assert not compare.alike(site, site._replace(data=5_000_000))
