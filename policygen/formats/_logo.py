"""The logo of a project: read, looked at, and published as it is.

Pages show it by `<img>`, where an SVG runs no script and loads nothing. But the file has an address of its own, and
opened there it would do both; since a site of policygen runs nothing and asks nobody, such a file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from policygen import limits
from policygen.formats import Site
from policygen.problem import Problem
from policygen.project import image

MAX_BYTES = limits.LOGO.most
SVG = "http://www.w3.org/2000/svg svg"
# How the files of each kind start: PNG (ISO/IEC 15948, 5.2), JPEG (ITU-T T.81, B.1.1.3), WebP (RFC 9649, 2.4).
STARTS = {"png": rb"\x89PNG\r\n\x1a\n", "jpg": rb"\xff\xd8\xff", "webp": rb"RIFF....WEBP"}
# `#id` and `data:` stay inside the file; everything else would be loaded.
OUTSIDE_CSS = re.compile(r"""@import|url\(\s*["']?(?!["'\s#]|data:)""", re.IGNORECASE)
OUTSIDE_LINK = re.compile(r"\s*(?!\s|#|data:image/)", re.IGNORECASE)


def logo_path(site: Site) -> str:
    """Where the logo stands in the site, or an empty text where there is none."""
    named = site.configuration.theme.logo if site.configuration.theme is not None else None
    return f"assets/logo.{named.rpartition('.')[2]}" if named is not None else ""


def logo(site: Site) -> tuple[str, bytes] | Problem | None:
    """The path in the site and the bytes of the logo, or why it cannot be published; None where there is none."""
    named = site.configuration.theme.logo if site.configuration.theme is not None else None
    if named is None:
        return None
    file = image(site.project, named, named.at, MAX_BYTES)
    if isinstance(file, Problem):
        return file
    kind = named.rpartition(".")[2]
    fault = svg_fault(file.data) if kind == "svg" else _other_fault(file.data, kind)
    if fault is not None:
        return Problem(named.at, "logo-unfit", f"`{named}` cannot be published: {fault}.",
                       "Save it again as a plain image of that kind, without scripts and links to elsewhere.")
    return logo_path(site), file.data


def svg_fault(data: bytes) -> str | None:
    """Why an SVG may not be published, or None: it must be well-formed, run nothing and load nothing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "it is not UTF-8"
    if "<!ENTITY" in text:
        return "it declares entities"
    elements: list[str] = []
    faults: list[str] = []
    words: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        elements.append(name)
        faults.extend(_element_faults(name, attributes))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.CharacterDataHandler = words.append
    parser.ProcessingInstructionHandler = lambda target, rest: faults.extend(
        ["it names a style sheet"] if target == "xml-stylesheet" else [])
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        return f"it is not well-formed XML ({error})"
    if elements[0] != SVG:
        return "it is no SVG"
    if OUTSIDE_CSS.search("".join(words)):
        faults.append("its styles load something")
    return faults[0] if faults else None


def _element_faults(name: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """What an element would run or load; names stand after their namespace."""
    if name.rpartition(" ")[2].lower() in ("script", "foreignobject"):
        yield f"it holds `{name.rpartition(' ')[2]}`"
    for key, value in attributes.items():
        word = key.rpartition(" ")[2].lower()
        if word.startswith("on"):
            yield f"it holds a script in `{word}`"
        if (word in ("href", "src") and OUTSIDE_LINK.match(value)) or OUTSIDE_CSS.search(value):
            yield f"`{word}` leads out of it"


def _other_fault(data: bytes, kind: str) -> str | None:
    """Why a file is not what its name says, or None."""
    return None if re.match(STARTS[kind], data, re.DOTALL) else f"it does not hold what .{kind} says"
