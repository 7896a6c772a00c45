"""The look that `policygen.yaml` sets: nothing ends its declaration, low contrast is told, logos are looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, SMALL, policygen, project

from policygen.configuration import NAME, Colors, Configuration, Theme, configure
from policygen.formats import Site
from policygen.formats._contrast import PAIRS, contrast, contrast_problems, theme_colors
from policygen.formats._logo import MAX_BYTES, logo, svg_fault
from policygen.formats._look import look_problems, stylesheet
from policygen.load import Scalar
from policygen.localise import Catalogues
from policygen.problem import Position, Problem, Severity
from policygen.project import File, Project
from policygen.schema import Reading

BASE = "base_url: https://example.com/\n"
SHIPPED = (ROOT / "themes" / "default" / "style.css").read_text("utf-8")
PLAIN = ":root { --ink: #000; --paper: #fff; --link: #00c } a { color: var(--link) }"
DARK = PLAIN + " @media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #111 } }"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{}>{}</svg>'
STARTS = {"png": b"\x89PNG\r\n\x1a\n\0\0", "jpg": b"\xff\xd8\xff\xe0", "webp": b"RIFF\x24\0\0\0WEBPVP8 "}


def configured(text: str) -> tuple[Configuration, tuple[Problem, ...]]:
    configuration, problems = configure(File(NAME, (BASE + text).encode()))
    assert configuration is not None, problems
    return configuration, problems


def look(text: str) -> Theme:
    configuration, problems = configured(f"theme: {text}\n")
    assert not problems
    assert configuration.theme is not None
    return configuration.theme


def read(key: str, value: str) -> str | None:
    """The value that a key of the theme gets from a text, or None where the text is refused."""
    reading = Reading(("en",))
    found = {**Colors.KEYS, **Theme.KEYS}[key].type.read(Scalar(Position(NAME), value, True), reading)
    assert (found is None) == bool(reading.problems)
    return found


def site(folder: Path, text: str) -> Site:
    (folder / "declarations").mkdir(exist_ok=True)
    return Site(Project(folder), configured(text)[0], (), Catalogues(Project(folder)))


def drawn(folder: Path, name: str, data: bytes) -> tuple[str, bytes] | Problem | None:
    """What becomes of a logo with these bytes."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return logo(site(folder, f"theme: {{logo: {name}}}\n"))


def test_a_theme_is_a_name_or_keys() -> None:
    assert configured("")[0].theme_name == "default"
    assert configured("theme: own\n")[0].theme_name == "own"
    assert configured("theme: {name: own, width: 40rem}\n")[0].theme_name == "own"
    assert configured("theme: {width: 40rem}\n")[0].theme_name == "default"
    assert not look("own").adapts
    assert look("{width: 40rem}").adapts


@pytest.mark.parametrize(("key", "value"), [
    ("ink", "#000"), ("link", "#0B57a4"), ("width", "44rem"), ("width", "72ch"), ("width", "42.5em"),
    ("width", "640px"), ("logo", "logo.svg"), ("logo", "brand/our logo.2.png"), ("logo", "merke/våpen.webp"),
])
def test_a_good_value_stays_as_written(key: str, value: str) -> None:
    assert read(key, value) == value


@pytest.mark.parametrize(("written", "css"), [
    ("Inter, system-ui, sans-serif", "Inter, system-ui, sans-serif"),
    ("Segoe UI,sans-serif", "Segoe UI, sans-serif"),
    ("Source Sans 3, serif", '"Source Sans 3", serif'),
    ("'Noto Sans', \"PT Serif\"", '"Noto Sans", "PT Serif"'),
    ("-apple-system", "-apple-system"),
    ("明朝", '"明朝"'),
    ("'inherit'", '"inherit"'),
])
def test_font_families_become_css(written: str, css: str) -> None:
    assert read("font", written) == css


@pytest.mark.parametrize(("key", "value"), [
    ("ink", "black"), ("ink", "#12"), ("ink", "#1234"), ("ink", "#12345678"), ("ink", "#ggg"), ("ink", "#000;"),
    ("ink", "rgb(0,0,0)"), ("ink", "var(--x)"), ("ink", "#00٣"),
    ("width", "44"), ("width", "44 rem"), ("width", "100%"), ("width", "5rem"), ("width", "9999px"),
    ("width", "44rem;"), ("width", "calc(1rem)"), ("width", "-44rem"), ("width", "1e3px"), ("width", "٤٤rem"),
    ("font", "Inter;"), ("font", "url(x)"), ("font", "'Inter"), ("font", "Inter'"), ("font", "a'b'c"),
    ("font", "Inter,,serif"), ("font", ","), ("font", "inherit"), ("font", "x\\"), ("font", "a/*b*/"),
    ("font", "!important"), ("font", "“Inter”"), ("font", "- -"), ("font", "a\u202eb"),
    ("logo", "../logo.svg"), ("logo", "/logo.svg"), ("logo", "a/../b.svg"), ("logo", ".git/logo.svg"),
    ("logo", "a//b.svg"), ("logo", "C:/logo.svg"), ("logo", "a\\b.svg"), ("logo", "logo.gif"), ("logo", "a.svg.html"),
    ("logo", "https://example.com/logo.svg"), ("logo", ".svg"), ("logo", "logo.SVG"),
])
def test_another_value_is_refused(key: str, value: str) -> None:
    assert read(key, value) is None


SNIPPETS = st.sampled_from(["#fff", "44rem", "Inter", "sans-serif", " ", ",", '"', "'", ";", "{", "}", "(", ")", "\\",
                            "/", "*/", "<", ">", "@", ":", "!", "\n", "url", "--", "3", "é", "\u0301", "\u202e", "\0"])


@given(st.sampled_from(["ink", "width", "font"]), st.lists(SNIPPETS | st.text(max_size=3), max_size=8).map("".join))
def test_no_accepted_value_ends_its_declaration(key: str, text: str) -> None:
    value = read(key, text)
    if value is not None:
        outside = re.sub(r'"[^"]*"', "", value)             # what stands in strings, and what does not
        assert not set(value) & set(";{}()\\/<>@:!*'\n\r\f\0")
        assert re.fullmatch(r"[A-Za-z0-9 ,.#-]*", outside)


def test_the_style_sheet_sets_properties_for_light_and_dark_apart() -> None:
    found = stylesheet(look('{font: "Inter, serif", width: 40rem, colors: {ink: "#222"}, dark: {ink: "#ddd"}}'), DARK)
    assert found == (
        ".policygen{--font:Inter, serif;--measure:40rem;}\n"
        "@media print, not all and (prefers-color-scheme: dark){.policygen{--ink:#222;}}\n"
        "@media screen and (prefers-color-scheme: dark){.policygen{--ink:#ddd;}}\n")


def test_the_style_sheet_is_empty_where_nothing_is_set() -> None:
    assert stylesheet(None, DARK) == ""
    assert stylesheet(look("default"), DARK) == ""
    assert stylesheet(look("{logo: logo.svg}"), DARK) == ""


def test_a_theme_without_dark_mode_takes_colours_always() -> None:
    assert stylesheet(look('{colors: {ink: "#222"}}'), PLAIN) == ".policygen{--ink:#222;}\n"


@pytest.mark.parametrize(("one", "other", "ratio"), [
    ("#000", "#ffffff", 21), ("#fff", "#fff", 1), ("#767676", "#fff", 4.54), ("#777", "#fff", 4.48),
    ("#f00", "#fff", 4.0), ("#0000ff", "#fff", 8.59),
])
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


COLORS = st.from_regex(r"\A#(?:[0-9a-f]{3}){1,2}\Z")


@given(COLORS, COLORS)
def test_contrast_has_no_order_and_stays_in_its_limits(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21.0001


def test_the_colours_of_a_theme_are_read_from_its_style_sheet() -> None:
    css = """/* --ink: #111; */ :root { --ink: #222; --paper: #FFF; --x: 1rem; content: "} --soft: #333;" }
    @media print { :root { --soft: #444; } } .policygen { --ink: #555; --tint: white }
    @media screen and (prefers-color-scheme:dark) { @supports (color: red) { .policygen { --ink: #eee } } }
    @media not all and (prefers-color-scheme: dark) { :root { --link: #00f } }"""
    assert theme_colors(css) == ({"ink": "#222", "paper": "#FFF"}, {"ink": "#eee", "paper": "#FFF"})


def test_the_shipped_theme_has_enough_contrast_and_uses_what_can_be_set() -> None:
    for palette in theme_colors(SHIPPED):
        for front, back, least, _ in PAIRS:
            assert contrast(palette[front], palette[back]) >= least, (front, back)
    for name in (*Colors.KEYS, "font", "measure"):
        assert f"var(--{name}" in SHIPPED, name


def test_low_contrast_is_a_warning_at_the_value_with_the_ratio() -> None:
    problem, = contrast_problems(look('{colors: {link: "#999"}}'), DARK)
    assert (problem.id, problem.severity) == ("theme-contrast", Severity.WARNING)
    assert str(problem.at) == f"{NAME}:2:24"
    assert "light mode `link` (#999) on `paper` (#fff)" in problem.says
    assert "2.84:1" in problem.says
    assert "1.4.3" in problem.says
    assert problem.fix == "Make `link` darker or `paper` lighter."


def test_the_values_of_the_theme_stand_in_for_those_not_set() -> None:
    assert not list(contrast_problems(look('{colors: {ink: "#222"}}'), DARK))           # dark keeps the theme's
    assert len(list(contrast_problems(look('{dark: {ink: "#222"}}'), DARK))) == 1
    both, = contrast_problems(look('{dark: {paper: "#777", ink: "#888"}, colors: {link: "#00c"}}'), DARK.replace(
        "--link: #00c", ""))
    assert both.related is not None
    assert not list(contrast_problems(look("{width: 40rem}"), PLAIN.replace("#000", "#eee")))


def test_a_theme_without_dark_mode_is_compared_once() -> None:
    assert len(list(contrast_problems(look('{colors: {ink: "#eee"}}'), PLAIN))) == 1
    found = list(contrast_problems(look('{colors: {ink: "#222"}, dark: {paper: "#000"}}'), PLAIN))
    assert ["dark mode `ink` (#222)" in problem.says for problem in found] == [True, False]


def test_a_key_that_the_theme_does_not_use_is_told(tmp_path: Path) -> None:
    own = tmp_path / "themes" / "own"
    own.mkdir(parents=True)
    (own / "style.css").write_text(PLAIN)
    text = 'theme: {name: own, width: 40rem, colors: {link: "#00a", soft: "#222"}}'
    found = list(look_problems(site(tmp_path, text)))
    assert {problem.id for problem in found} == {"theme-property-unused"}
    assert {problem.says.split("`")[1] for problem in found} == {"width", "soft"}


def test_a_check_tells_what_is_wrong_with_the_look(tmp_path: Path) -> None:
    folder = project(tmp_path, SMALL)
    (folder / NAME).write_text(BASE + 'theme: {colors: {ink: "#eee", paper: "#fff"}, logo: no.svg}\n')
    done = policygen("check", folder)
    assert f"{NAME}:2:23: warning: In light mode `ink` (#eee) on `paper` (#fff)" in done.stdout
    assert "(image-missing)" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
def test_a_logo_is_published_as_it_is(tmp_path: Path, kind: str) -> None:
    assert drawn(tmp_path, f"brand/mark.{kind}", STARTS[kind]) == (f"assets/logo.{kind}", STARTS[kind])
    found = drawn(tmp_path, f"brand/mark.{kind}", b"GIF89a")
    assert isinstance(found, Problem)
    assert (found.id, str(found.at)) == ("logo-unfit", f"{NAME}:2:15")


def test_no_logo_is_no_problem(tmp_path: Path) -> None:
    assert logo(site(tmp_path, "")) is None
    assert logo(site(tmp_path, "theme: default\n")) is None


def test_a_logo_that_cannot_be_had_is_a_problem(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(STARTS["png"])
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "link.png").symlink_to(outside)
    (folder / "folder.png").mkdir()
    (folder / "large.png").write_bytes(STARTS["png"].ljust(MAX_BYTES + 1))
    for name, id in [("link.png", "unreadable-file"), ("folder.png", "unreadable-file"), ("large.png",
                     "image-too-large"), ("none.png", "image-missing"), (f"{'x' * 280}.png", "image-missing")]:
        found = logo(site(folder, f"theme: {{logo: {name}}}\n"))
        assert isinstance(found, Problem)
        assert (found.id, found.severity, str(found.at)) == (id, Severity.ERROR, f"{NAME}:2:15")


@pytest.mark.parametrize(("attributes", "inside"), [
    ("", "<circle r='5'/>"),
    ("", "<defs><path id='a'/></defs><use href='#a'/><use xlink:href='#a'/>"),
    ("", "<style>.a { fill: url(#b) } .c { fill: url( '#d' ) }</style>"),
    (" fill='url(\"#a\")'", "<image href='data:image/png;base64,iVBORw0KGgo='/>"),
    (" xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'", "<a rdf:resource='http://purl.org/dc/x'/>"),
    ("", "<?xpacket begin='x'?>"),
])
def test_a_plain_svg_is_published(attributes: str, inside: str) -> None:
    text = SVG.format(attributes, inside)
    assert svg_fault(text.encode()) is None
    assert svg_fault(b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><!DOCTYPE svg>" + text.encode()) is None


@pytest.mark.parametrize(("attributes", "inside"), [
    ("", "<script>alert(1)</script>"),
    ("", "<h:Script xmlns:h='http://www.w3.org/1999/xhtml'/>"),
    ("", "<foreignObject/>"),
    (" onload='alert(1)'", ""),
    (" ONLOAD='alert(1)'", ""),
    ("", "<a href='https://example.com/'/>"),
    ("", "<a xlink:href='javascript:alert(1)'/>"),
    ("", "<use href='other.svg#a'/>"),
    ("", "<image href=' //example.com/a.png'/>"),
    ("", "<style>@import 'a.css';</style>"),
    ("", "<style>@font-face { src: u<!-- -->rl(https://example.com/a.woff2) }</style>"),
    (" style='fill: URL( \"https://example.com/a.svg#b\")'", ""),
    (" fill='url(a.svg#b)'", ""),
    ("", "<?xml-stylesheet href='https://example.com/a.css'?>"),
    ("", "<g>"),
    ("", "&nbsp;"),
])
def test_an_svg_that_runs_or_loads_something_is_refused(attributes: str, inside: str) -> None:
    assert svg_fault(SVG.format(attributes, inside).encode())


@pytest.mark.parametrize("data", [
    b"", b"<html/>", b"<svg/>", b"\xff\xfe<\0s\0", b"not xml", SVG.format("", "").encode("utf-16"),
    b"<!DOCTYPE svg [<!ENTITY a 'a'>]>" + SVG.format("", "&a;").encode(),
])
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    assert svg_fault(data)


@given(st.binary(max_size=60) | st.text(alphabet="<>/svg ='\"&;!?-x", max_size=60).map(str.encode))
def test_no_bytes_break_the_reading_of_an_svg(data: bytes) -> None:
    assert svg_fault(data)
