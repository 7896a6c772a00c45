"""Whether the colours that a project sets can be read, together with those of its theme.

Source: Web Content Accessibility Guidelines 2.2, https://www.w3.org/TR/WCAG22/: success criteria 1.4.3 (text) and
1.4.11 (what shows where the keyboard is), and the definitions of relative luminance and contrast ratio.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from math import floor

from policygen.configuration import Colors, Theme
from policygen.problem import Problem, Severity

Palette = Mapping[str, str]
# What stands in front, on what, the least ratio, the success criterion that asks for it.
PAIRS = (*((front, back, 4.5, "1.4.3") for front, back in product(("ink", "soft", "link"), ("paper", "tint"))),
         ("focus", "paper", 3.0, "1.4.11"))
NOT_CODE = re.compile(r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
PART = re.compile(r"([^{};]*)([{};]|\Z)")
VALUE = re.compile(r"\s*--(\w+)\s*:\s*(#(?:[0-9A-Fa-f]{3}){1,2})\s*")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rgb` or `#rrggbb`, 1 to 21, in either order (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """From 0 (black) to 1 (white), for sRGB (WCAG 2.2, relative luminance)."""
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    shares = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def theme_colors(css: str) -> tuple[Palette, Palette]:
    """The custom properties of a style sheet that are hex colours, without `--`: in light mode, in dark mode.

    The first value of each counts. Those inside other media queries, such as for print, are left out.
    """
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    within: list[str] = []
    for text, end in PART.findall(NOT_CODE.sub("", css)):
        found = VALUE.fullmatch(text)
        media = " ".join(prelude for prelude in within if prelude.lstrip().startswith("@media"))
        if found and (not media or (prefers_dark(media) and "not" not in media.split())):
            (dark if media else light).setdefault(*found.groups())
        if end == "{":
            within.append(text)
        elif end == "}" and within:
            within.pop()
    return light, {**light, **dark}


def prefers_dark(css: str) -> bool:
    """Whether a style sheet, or one media query, holds values for dark mode."""
    return re.search(r"prefers-color-scheme\s*:\s*dark", NOT_CODE.sub("", css)) is not None


def contrast_problems(look: Theme, css: str) -> Iterator[Problem]:
    """A warning for each pair of colours of low contrast of which `look` sets one; `css` is the theme's style sheet.

    A colour that the theme does not have as a hex custom property cannot be compared and is passed over.
    """
    light, dark = theme_colors(css)
    yield from _faint(light, "light", look.colors)
    if prefers_dark(css):
        yield from _faint(dark, "dark", look.dark)
    elif look.dark is not None:                             # a theme without dark mode shows `colors` always
        yield from _faint(dark, "dark", look.colors, look.dark)


def _faint(theme: Palette, mode: str, *layers: Colors | None) -> Iterator[Problem]:
    own = {name: color for layer in layers if layer is not None for name, color in layer.each()}
    seen = {**theme, **own}
    for front, back, least, criterion in PAIRS:
        places = [own[name].at for name in (front, back) if name in own]
        if not places or front not in seen or back not in seen:
            continue
        ratio = contrast(seen[front], seen[back])
        if ratio < least:
            fix = ("darker", "lighter") if _luminance(seen[front]) < _luminance(seen[back]) else ("lighter", "darker")
            yield Problem(
                places[0], "theme-contrast", f"In {mode} mode `{front}` ({seen[front]}) on `{back}` ({seen[back]}) has "
                f"a contrast of {floor(ratio * 100) / 100:g}:1; WCAG 2.2, success criterion {criterion}, asks for at "
                f"least {least:g}:1.", f"Make `{front}` {fix[0]} or `{back}` {fix[1]}.", Severity.WARNING,
                related=places[1] if len(places) > 1 else None)
