"""The pictures of a page, made ready for WeasyPrint: style and drawings inside each, no words that it would break.

WeasyPrint draws an inline SVG by itself: it sees neither the style sheet of the page nor drawings in another SVG, and
sets each letter alone, which is wrong where letters join or run from right to left. Such a picture is left out; its
words stand in the table that it is drawn from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element, SubElement

SVG = "{http://www.w3.org/2000/svg}"
# Scripts whose letters stand side by side, as the names of their letters begin in the Unicode Character Database.
APART = frozenset("LATIN GREEK CYRILLIC ARMENIAN GEORGIAN CJK HIRAGANA KATAKANA HANGUL FULLWIDTH HALFWIDTH".split())
ROOM = (640, 900)                     # what a page A4 has within its margins, in px
LEAST = 0.6                           # a picture made smaller than this cannot be read
PROPERTY = re.compile(r"var\(--([\w-]+)\)")
BLACK = "#000"


def set_pictures(root: Any, css: str, colors: Mapping[str, str]) -> None:
    """Make the pictures ready; `css` are the rules for what stands in them, `colors` fills its custom properties."""
    drawings = {item.get("id"): item for item in root.iter() if str(item.tag).startswith(SVG) and item.get("id")}
    names = {item.get("id"): item for item in root.iter() if item.get("id")}
    rules = PROPERTY.sub(lambda found: colors.get(found[1], BLACK), css)
    unfit = {svg for svg in root.iter(f"{SVG}svg") if not _fit(svg)}
    for table in root.iter("table"):                         # bars without their scale would say nothing
        inside = set(table.iter(f"{SVG}svg"))
        unfit |= inside if unfit & inside else set()
    for parent, svg in [(above, child) for above in root.iter() for child in above if child.tag == f"{SVG}svg"]:
        only_drawings = svg.find(f"{SVG}symbol") is not None and svg.find(f"{SVG}use") is None
        if svg in unfit or only_drawings:
            _remove(parent, svg)
        else:
            _filled(svg, drawings)
            _named(svg, names)
            style = Element(f"{SVG}style")
            style.text = rules
            svg.insert(0, style)


def _fit(svg: Any) -> bool:
    """Whether WeasyPrint can draw it: letters that stand apart, and large enough on a page."""
    words = "".join(text for item in svg.iter(f"{SVG}text") for text in item.itertext())
    if not all(map(_apart, words)):
        return False
    sizes = [float(value) for name in ("width", "height") if (value := svg.get(name, "")).replace(".", "").isdigit()]
    return not words or len(sizes) < 2 or min(room / size for room, size in zip(ROOM, sizes, strict=True)) >= LEAST


def _apart(letter: str) -> bool:
    kind = unicodedata.category(letter)[0]
    return kind not in "LM" or unicodedata.name(letter, "").split(" ")[0].split("-")[0] in APART


def _used(use: Any) -> str:
    return str(use.get("href", "")).removeprefix("#")


def _filled(svg: Any, drawings: Mapping[str, Any]) -> None:
    """Put a copy of what is used in the place of each `use`."""
    for use in list(svg.iter(f"{SVG}use")):
        drawing = drawings.get(_used(use))
        if drawing is not None:
            if drawing.tag == f"{SVG}symbol" and drawing.get("viewBox") and not svg.get("viewBox"):
                svg.set("viewBox", drawing.get("viewBox"))
            use.tag = f"{SVG}g"
            use.attrib.pop("href", None)
            use.extend(deepcopy(list(drawing)))


def _named(svg: Any, names: Mapping[str, Any]) -> None:
    """A picture that is named by another element gets that name as its title, which becomes its alternative text."""
    label = names.get(svg.get("aria-labelledby"))
    text = "".join(label.itertext()) if label is not None else svg.get("aria-label", "")
    if text.strip() and svg.find(f"{SVG}title") is None:
        title = SubElement(svg, f"{SVG}title")
        title.text = " ".join(text.split())


def _remove(parent: Any, child: Any) -> None:
    """Take an element out and leave the text that follows it."""
    place = list(parent).index(child)
    if child.tail:
        if place:
            parent[place - 1].tail = (parent[place - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
