"""Shipped themes without Jinja: their templates as functions, if they are those that the functions were made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from policygen.project import Project, layered

DEFAULT = "default"
Template = Callable[[Mapping[str, Any]], str]
SPECIAL = re.compile(r"[&<>\"']").search


def digest(source: bytes) -> str:
    """What tells the source of a template from another."""
    return blake2b(source, digest_size=16).hexdigest()


def functions(calls: Mapping[str, Any], project: Project) -> Mapping[str, Template]:
    """The templates by theme and name, such as `default/page.html`; those that a theme lacks are the default ones.

    `calls` is what templates may call. There are none where a shipped template is another than the functions say.
    """
    from policygen.formats._shipped_themes import MADE_FROM, templates

    for name, wanted in MADE_FROM.items():
        file, _ = layered(project, "themes", *name.split("/"))
        if file is None or digest(file.data) != wanted:
            return {}
    made: dict[str, Template] = templates(SimpleNamespace(e=_escaped, get=_entry, **calls))
    others = {name.partition("/")[0] for name in MADE_FROM} - {DEFAULT}
    inherited = [name.partition("/")[2] for name in made if name.startswith(f"{DEFAULT}/")]
    return {**{f"{theme}/{name}": made[f"{DEFAULT}/{name}"] for theme in others for name in inherited}, **made}


def _escaped(value: Any) -> str:
    """The HTML of a value, which is markup already or becomes text."""
    if (value.__class__ is str and not SPECIAL(value)) or value.__class__ is Markup:
        return str.__str__(value)
    return escape(value)


def _entry(value: Any, name: str) -> Any:
    """What stands under a key of a mapping, or an attribute of anything else."""
    return value[name] if isinstance(value, dict) else getattr(value, name)
