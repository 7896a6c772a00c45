"""A policygen project of many declarations in a folder."""

from __future__ import annotations

from pathlib import Path

from bench import languages
from bench.declarations import declaration, names

SETTINGS = "policygen: 1\nbase_url: https://policies.example.com/\n"


def make(folder: Path, count: int, languages_wanted: int = 2, seed: int = 1) -> None:
    """Write so many declarations in so many languages, with the catalogues that policygen does not ship."""
    codes = languages.first(languages_wanted)
    (folder / "declarations").mkdir(parents=True, exist_ok=True)
    (folder / "policygen.yaml").write_text(SETTINGS, "utf-8")
    for number, name in enumerate(names(count)):
        (folder / "declarations" / f"{name}.yaml").write_bytes(declaration(number, codes, seed))
    languages.catalogues(folder, codes)
