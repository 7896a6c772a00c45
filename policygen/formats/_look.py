"""What a project changes about its theme in `policygen.yaml`: as CSS, and whether it fits the theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policygen.configuration import Theme
from policygen.formats import Site
from policygen.formats._contrast import contrast_problems, prefers_dark
from policygen.formats._logo import logo
from policygen.formats._templates import Theme as Templates
from policygen.problem import Position, Problem, Severity

DARK = "screen and (prefers-color-scheme: dark)"
# Everything else, so that a light colour never meets a dark one; paper is light also for readers who prefer dark.
LIGHT = "print, not all and (prefers-color-scheme: dark)"


def stylesheet(look: Theme | None, css: str) -> str:
    """Custom properties to append to `css`, the theme's style sheet; empty where `look` sets none.

    Every value was read by a type in `configuration` that lets nothing through that could end a declaration.
    """
    if look is None:
        return ""
    light, dark = _colors(look, "colors"), _colors(look, "dark")
    own = {name: value for name, value in (("font", look.font), ("measure", look.width)) if value is not None}
    # A theme without dark mode shows its own colours always, so those in their place stand always too.
    return _rule(own) + _rule(light, LIGHT if prefers_dark(css) else "") + _rule(dark, DARK)


def look_problems(site: Site) -> Iterator[Problem]:
    """What is wrong with the look that `policygen.yaml` sets: low contrast, no effect in this theme, a bad logo."""
    look = site.configuration.theme
    if look is None:
        return
    css = Templates(site.project, site.theme).file("style.css").decode("utf-8", "replace")
    yield from contrast_problems(look, css)
    yield from _without_effect(look, css)
    found = logo(site)
    if isinstance(found, Problem):
        yield found


def _without_effect(look: Theme, css: str) -> Iterator[Problem]:
    set_here: dict[str, tuple[str, Position]] = {
        name: (key, look.where(key)) for key, name in (("font", "font"), ("width", "measure")) if key in look.places}
    for group in (look.dark, look.colors):
        set_here |= {name: (name, group.where(name)) for name in group.places} if group is not None else {}
    for name, (key, at) in set_here.items():
        if f"var(--{name}" not in css:
            yield Problem(at, "theme-property-unused", f"`{key}` changes nothing: the theme does not use `--{name}`.",
                          f"Use `var(--{name})` in the theme's style.css, or remove the key.", Severity.WARNING)


def _colors(look: Theme, key: str) -> Mapping[str, str]:
    colors = look.colors if key == "colors" else look.dark
    return dict(colors.each()) if colors is not None else {}


def _rule(values: Mapping[str, str], media: str = "") -> str:
    if not values:
        return ""
    rule = f".policygen{{{''.join(f'--{name}:{value};' for name, value in values.items())}}}"
    return f"@media {media}{{{rule}}}\n" if media else f"{rule}\n"
