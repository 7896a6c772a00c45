"""Declarations of the repository as Fides manifests, and each with one declared value changed."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from values import others, replaced

from policygen.build import understand
from policygen.configuration import configure
from policygen.formats import Publication, Site, fides
from policygen.localise import Catalogues
from policygen.notice import compose
from policygen.project import File, Project
from policygen.schema.leaves import leaves


def unchecked(text: str, folder: Path, base: str = "") -> Site:
    """A declaration without what checks say of it."""
    declaration, _ = understand([File("a.yaml", text.encode())])
    settings, _ = configure(File("policygen.yaml", f"policygen: 1\nbase_url: {base}\n".encode()) if base else None)
    assert declaration is not None
    assert settings is not None
    whole = Publication("a", declaration, compose("a", declaration), (), "")
    return Site(Project(folder), settings, (whole,), Catalogues(Project(folder)))


def data_of(made: Site, publication: Publication) -> bytes:
    """The bytes of a manifest."""
    output, = fides.of_notice(made, publication)
    assert isinstance(output, tuple), output
    return output[1]


def manifest(made: Site) -> dict[str, Any]:
    """The manifest of the only declaration."""
    found = yaml.safe_load(data_of(made, made.wholes[0]))
    assert isinstance(found, dict)
    return found


# They decide what is told, and another may decide the same.
SELECTING = ("controller.contacts.for", "languages")


def _facts(made: Site, publication: Publication) -> bytes:
    """A manifest without its comments, where the hashes of everything that is declared stand."""
    return b"\n".join(line for line in data_of(made, publication).split(b"\n") if not line.startswith(b"#"))


def unlike(made: Site, told: dict[str, str]) -> list[tuple[str, str]]:
    """Values that are told as left out and change the manifest, and those that are not and change nothing."""
    publication = made.wholes[0]
    declaration = publication.declaration
    before = _facts(made, publication)
    known = {leaf: told.get(leaf.path) for leaf in leaves(declaration) if leaf.keys not in SELECTING}
    left = [(leaf, value) for leaf, said in known.items() if said is not None and not said.startswith("Only in part")
            for value in islice(others(leaf, declaration), 1)]
    wrong = []
    if _facts(made, publication._replace(declaration=replaced(declaration, left))) != before:
        wrong += [(leaf.path, "left out, and yet changes it") for leaf, value in left if _facts(
            made, publication._replace(declaration=replaced(declaration, [(leaf, value)]))) != before]
    for leaf, said in known.items():
        versions = list(islice(others(leaf, declaration), 4)) if said is None else []
        if versions and all(_facts(made, publication._replace(declaration=replaced(declaration, [(leaf, value)])))
                            == before for value in versions):
            wrong.append((leaf.path, f"changes nothing: {leaf.value}"))
    return wrong
