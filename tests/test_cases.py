"""Golden cases: each folder of tests/cases is a project with what must come of it in `expected/`.

A bug in the law turns notice.txt red, a bug in the language words.LANG.txt, a bug in the theme only page.LANG.html.
`pytest --accept` rewrites the expected files; read what changed before committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import TODAY, notice_text, page_text

from policygen.build import build, check
from policygen.localise import Catalogues, localise
from policygen.notice import compose
from policygen.problem import Problem, has_errors
from policygen.project import Project

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def problem_text(problems: tuple[Problem, ...]) -> str:
    """A paragraph for each problem, all that it holds."""
    return "".join(f"{p.at}: {p.severity.value} {p.id} {f'[{p.provision}]' if p.provision else ''}\n  {p.says}\n"
                   f"  {p.fix}\n" for p in problems) or "none\n"


def made(folder: Path) -> dict[str, str]:
    """What comes of a case, by the name of the expected file."""
    project = Project(folder)
    outcome = build(project, TODAY)
    found = {"problems.txt": problem_text(outcome.problems)}
    if has_errors(outcome.problems):
        assert not outcome.files
        return found
    _, declarations, _ = check(project, TODAY)
    for id, declaration in declarations.items():
        prefix = f"{id}." if len(declarations) > 1 else ""
        notice = compose(id, declaration)
        found[f"{prefix}notice.txt"] = notice_text(notice)
        catalogues = Catalogues(project)
        for language in declaration.languages:
            used = catalogues.of(language)
            assert used is not None
            found[f"{prefix}words.{language}.txt"] = page_text(localise(notice, declaration.controller.name, used))
    for path, data in outcome.files.items():
        if path.endswith((".html", ".jsonld", ".xml")):
            found[f"site/{path}"] = data.decode()
    return found


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_case(folder: Path, request: pytest.FixtureRequest) -> None:
    expected = folder / "expected"
    files = made(folder)
    if request.config.getoption("--accept"):
        for name, text in files.items():
            path = expected / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        for path in [path for path in expected.rglob("*") if path.is_file()]:
            if path.relative_to(expected).as_posix() not in files:
                path.unlink()
    present = {path.relative_to(expected).as_posix(): path.read_text("utf-8") for path in expected.rglob("*")
               if path.is_file()}
    assert sorted(present) == sorted(files)
    for name in sorted(files):
        assert files[name] == present[name], f"{folder.name}/expected/{name} (accept with pytest --accept)"
