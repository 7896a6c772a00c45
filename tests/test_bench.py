"""The benchmark's declarations: valid, all different, of realistic size, and the same from the same seed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from support import policygen, tree

from bench import languages
from bench.declarations import changed, company, declaration
from bench.project import make


def test_the_declarations_have_no_errors_and_no_warnings(tmp_path: Path) -> None:
    make(tmp_path, 12)
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


def test_a_change_is_one_sentence() -> None:
    before, after = declaration(3).splitlines(), changed(declaration(3)).splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_the_texts_of_every_language_differ(tmp_path: Path) -> None:
    codes = languages.first(27)
    assert len(set(codes)) == 27
    title = yaml.safe_load(declaration(5, codes))["activities"]["orders"]["about"]
    assert set(title) == set(codes)
    assert len(set(title.values())) == 27


def test_a_site_in_all_languages_is_built(tmp_path: Path) -> None:
    make(tmp_path, 1, 27)
    built = policygen("build", "--quiet", tmp_path)
    assert built.returncode == 0, built.stderr
    assert sum(path.endswith("/privacy/index.html") for path in tree(tmp_path / "public")) == 27
