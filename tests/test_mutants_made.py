"""The faults that mutation tests put into code: each kind is made, one at a time; what is no behaviour is let be."""

from __future__ import annotations

import ast
from pathlib import Path

import mutants_made
import pytest
from mutants_made import mutants
from rooms import ROOMS, ROOT

CODE = '''
"""Text."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    X = 1
__all__ = ["f"]
@cache(maxsize=3)
def f(a: int = 1) -> "str":
    """Text."""
    if a < 2 and not a:
        raise E("x")
    for b in [c for c in d if c]:
        continue
    e.g(a, b, k=None)
    h += 1
    return a + b
'''
MADE = [
    "a: int=2", "if not (a < 2 and (not a)):", "if a < 2 or not a:", "if a <= 2 and", "if a < 3 and", "and (not not a)",
    "        pass\n    for", "E('xxx')", "if not c]:", "        break", "    pass\n    h", "g(b, a, k=None)", "g(a, b)",
    "    pass\n    return", "h -= 1", "h += 2", "return None", "return a - b"]


def test_each_kind_of_fault_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "code.py"
    path.write_text(CODE)
    monkeypatch.setattr(mutants_made, "ROOT", tmp_path)
    found = list(mutants(path))
    sources = [mutant.made()[0] for mutant in found]
    before = ast.unparse(ast.parse(CODE))
    assert len(sources) == len(MADE) == len(set(sources))
    assert before not in sources
    for expected in MADE:
        assert expected not in before
        assert [expected in source for source in sources].count(True) == 1, expected
    assert found[0].made()[1] == "code.py:8 f: `1` -> `2`"


def test_every_room_has_files_tests_and_mutants() -> None:
    for room in ROOMS.values():
        assert all((ROOT / test).is_file() for test in room.tests)
        assert len([mutant for path in room.files() for mutant in mutants(path)]) > 100, room.name
    held = {path for room in ROOMS.values() for path in room.files()}
    for folder, pattern in (("schema", "*.py"), ("publish", "*.py"), ("formats", "_markdown*.py"), (".", "project.py")):
        assert set((ROOT / "policygen" / folder).glob(pattern)) <= held
