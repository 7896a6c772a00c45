"""`policygen.yaml`: what holds for the whole site, all of it optional."""

from __future__ import annotations

import re
from unicodedata import category

from policygen.load import Mapping, Node, Scalar, parse
from policygen.problem import Position, Problem, Severity
from policygen.project import File
from policygen.schema import ID, SITE, TEXT, Choice, Reading, Record, Str, listed, one, optional
from policygen.schema.types import TextType

NAME = "policygen.yaml"
COLOR_PATTERN = re.compile(r"#(?:[0-9A-Fa-f]{3}){1,2}")
WIDTH_PATTERN = re.compile(r"([1-9][0-9]{1,3}(?:\.[0-9]{1,2})?)(rem|em|ch|px)")
# Narrower than 20rem (320px) a text does not fit a telephone, and wider than these its lines are hard to follow.
WIDTHS = {"rem": (20, 80), "em": (20, 80), "ch": (30, 120), "px": (320, 1280)}
FAMILY_PATTERN = re.compile(r"""(["']?)([^"']+)\1""")
# A name that is made of identifiers stands as it is: a generic family must not be quoted. Source for both this and
# the words that name no family: CSS Fonts Module Level 4, `<family-name>`.
IDENTIFIERS = re.compile(r"-?[A-Za-z][A-Za-z0-9-]*(?: +-?[A-Za-z][A-Za-z0-9-]*)*")
NO_FAMILIES = frozenset({"inherit", "initial", "unset", "revert", "revert-layer", "default"})
LOGO_PATTERN = re.compile(r"[^\\/:\x00-\x1f\x7f]+(?:/[^\\/:\x00-\x1f\x7f]+)*\.(?:svg|png|webp|jpg)")


def _color(scalar: Scalar, reading: Reading) -> Str | None:
    if COLOR_PATTERN.fullmatch(scalar.text):
        return Str(scalar.text, scalar.at)
    reading.wrong(scalar.at, "bad-color", f"`{scalar.text}` is not a colour of the form `#rrggbb`.",
                  'Write # and three or six digits 0-9 a-f, in quotation marks: `"#0b57a4"`.')
    return None


def _width(scalar: Scalar, reading: Reading) -> Str | None:
    match = WIDTH_PATTERN.fullmatch(scalar.text)
    if match is not None:
        least, most = WIDTHS[match.group(2)]
        if least <= float(match.group(1)) <= most:
            return Str(scalar.text, scalar.at)
    limits = ", ".join(f"{least} to {most}{unit}" for unit, (least, most) in WIDTHS.items())
    reading.wrong(scalar.at, "bad-width", f"`{scalar.text}` is not a width that a column of text can have.",
                  f"Write a number and its unit without a space, such as `44rem`: {limits}.")
    return None


def _font(scalar: Scalar, reading: Reading) -> Str | None:
    """The families as CSS: a name that is not made of identifiers, such as `Source Sans 3`, gets quotation marks."""
    families = [_family(part.strip()) for part in scalar.text.split(",")]
    if None not in families:
        return Str(", ".join(str(family) for family in families), scalar.at)
    wrong = scalar.text.split(",")[families.index(None)].strip()
    reading.wrong(scalar.at, "bad-font", f"`{wrong}` is not the name of a font family.",
                  "Write names of letters, digits, spaces and hyphens with commas between them, such as "
                  "`Inter, system-ui, sans-serif`.")
    return None


def _family(written: str) -> str | None:
    """One family as CSS, or None. Only letters with their marks, digits, spaces and hyphens: nothing ends a string."""
    match = FAMILY_PATTERN.fullmatch(written)
    quote, name = match.groups() if match else ("", "")
    fits = all(letter in " -" or category(letter)[0] in "LM" or category(letter) == "Nd" for letter in name)
    if not fits or not any(map(str.isalpha, name)) or (not quote and name.lower() in NO_FAMILIES):
        return None
    return name if not quote and IDENTIFIERS.fullmatch(name) else f'"{name.strip()}"'


def _logo(scalar: Scalar, reading: Reading) -> Str | None:
    hidden = any(part.startswith(".") for part in scalar.text.split("/"))
    if LOGO_PATTERN.fullmatch(scalar.text) and not hidden:
        return Str(scalar.text, scalar.at)
    reading.wrong(scalar.at, "bad-logo", f"`{scalar.text}` is not the path of an image inside the project.",
                  "Write it from the folder of policygen.yaml, without `..`, ending in .svg, .png, .webp or .jpg.")
    return None


COLOR = TextType("a colour in quotation marks", '"#0b57a4"', _color)
WIDTH = TextType("a width", "44rem", _width)
FONT = TextType("a list of font families", "Inter, system-ui, sans-serif", _font)
LOGO = TextType("the path of an image", "brand/logo.svg", _logo)


class Colors(Record):
    """Colours that stand in place of the theme's; those left out stay as the theme has them."""

    ink = optional(COLOR, "Text.")
    soft = optional(COLOR, "Text that matters less: dates, heads of tables.")
    paper = optional(COLOR, "The page.")
    tint = optional(COLOR, "What is set off from the page, such as the table of contents.")
    line = optional(COLOR, "Lines between parts.")
    link = optional(COLOR, "Links.")
    focus = optional(COLOR, "The frame around what the keyboard has reached.")


class Theme(Record):
    """Which theme, and what looks other than it has it."""

    SHORT = "name"

    name = optional(ID, "The theme; `default` if left out.")
    colors = optional(one(Colors), "Colours in light mode and on paper.")
    dark = optional(one(Colors), "Colours in dark mode; `colors` are not used there.")
    font = optional(FONT, "Font families, the first that the reader's device has is used; nothing is loaded.")
    width = optional(WIDTH, "How wide the column of text may be.")
    logo = optional(LOGO, "An image of the project for the top of each page.")

    @property
    def adapts(self) -> bool:
        """Whether anything but the name is set."""
        return bool(set(self.places) - {"name"})


class Configuration(Record):
    """Settings of a project."""

    policygen = optional(Choice("1"), "The version of the file's language: `1`.")
    base_url = optional(SITE, "The address of the published site, such as `https://example.com/`; needed for the "
                              "sitemap and for canonical links.")
    output = optional(TEXT, "The folder to publish into; `public` if left out.")
    formats = listed(ID, "Further formats to publish, such as `markdown`; pages and linked data always are.")
    theme = optional(one(Theme), "The name of a theme, or keys that adapt one; `default` if left out.")

    def check(self, reading: Reading) -> None:
        if self.base_url is not None and set("?#") & set(self.base_url):
            reading.wrong(self.base_url.at, "bad-base-url", "The address of the site holds a query or a fragment.",
                          "Write only the scheme, the host and the folder.")

    @property
    def base(self) -> str:
        """The address with one slash at its end, or an empty text."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else ""

    @property
    def theme_name(self) -> str:
        """The name of the theme, `default` where none is named."""
        return str((self.theme and self.theme.name) or "default")


def configure(file: File | None) -> tuple[Configuration | None, tuple[Problem, ...]]:
    """The configuration in `file` (defaults for None), or None where the file is not sound."""
    reading = Reading(("en",))
    at = Position(NAME)
    node: Node = Mapping(at, ((Scalar(at, "policygen", True), Scalar(at, "1", True)),))
    if file is not None:
        parsed, problems = parse(file.data, file.name)
        if parsed is None and [problem.id for problem in problems] != ["file-empty"]:
            return None, problems
        reading.problems.extend(problems if parsed is not None else ())
        node = parsed if parsed is not None and parsed != Mapping(parsed.at, ()) else node
    configuration = one(Configuration).read(node, reading)
    if configuration is not None and "base_url" not in configuration.places:
        reading.wrong(configuration.at, "no-base-url", "`base_url` is missing: no sitemap, canonical or language "
                      "links with full addresses are written.", "Add `base_url: https://...` to policygen.yaml.",
                      severity=Severity.REVIEW)
    return configuration, tuple(reading.problems)
