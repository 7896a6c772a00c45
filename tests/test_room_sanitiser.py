"""The door from text to markup: what Markdown becomes, and becomes again; and the templates that it stands in."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from golden import compare
from markupsafe import Markup
from support import ROOT, SMALL, TODAY
from support import project as project_in

from policygen.build import build
from policygen.formats._markdown import PLAIN, SCHEMES, TAGS, rendered, to_html
from policygen.formats._markdown_source import begun, escaped, from_html, indented
from policygen.formats._templates import Theme, is_markdown, plain
from policygen.localise.page import PageBlock, Piece
from policygen.problem import Position, Problem
from policygen.project import Project

TEXTS = [
    "Plain.", "Plain (text), e-post: a/b; 5 % – ok?", "a *b* **c** ***d*** _e_ __f__", "a*b*c **d**e",
    "*(a)* **«b»**", "* *", "- a\n- b\n\n    c\n- d", "1. a\n2. b\n   - c\n   - d", "1) a", "+ a", "a\n- b", "# a",
    "a\n===", "a\n---", "---", "> a\n> b\n>\n> c", "> - a\n>   b", "    code", "```\ncode\n```", "`a`",
    "`` a`b ``",
    "````a``b`c", "` a `", "`a|b`", "`a\\b`", "a `<b>` c", "```a`", "``a`b```c``", "`a", "a\nb", "a  \nb", "a\\\nb",
    "a\n\nb", "[a](https://a.no/)", "[a](<https://a.no/b c>)", "[a](https://a.no/ 'title')",
    "[a](javascript:alert(1))", "[a](JAVASCRIPT:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)",
    "[a](ftp://a.no)", "[a](mailto:a@b.no)", "[a](tel:+4722000000)", "[a](/b)", "[a](#b)", "[a]()", "[a](b",
    "[a] (b)", "[a](b(c)d)", "[a](b)c)", "[a [b] c](https://a.no)", "[a](b \"c\")", "[a](b 'c\" d')", "[a]('b')",
    "[*a*](https://a.no)", "[ a ](https://a.no)", "[a][b]\n\n[b]: https://a.no/ 'T'",
    "[a][]\n\n[a]: https://a.no/", "[a]\n\n[a]: <javascript:x>", "[a][none]", "[a]: b", "![a](https://a.no/b.png)",
    "![a][b]\n\n[b]: https://a.no/", "<https://a.no/>", "<a@b.no>", "https://a.no/", "<b>x</b>",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <!-- b --> c", "<![CDATA[x]]>", "<?x?>",
    "&lt;b&gt; &amp; &copy; &#60;", "a & b < c > d \"e\" 'f'", "| a | b |\n|---|:-:|\n| *c* | d\\|e |\n| f |",
    "|a|\n|-|", "a | b\n--|--\n[c](https://a.no/) | `d`", "- | a | b |\n  |---|---|\n  | c | d |", "a\u00a0b",
    "\\*a\\* \\_b\\_ \\[c\\] \\<d\\>", "a_b_c 5*3*2", "*a **b* c**", "~~a~~", "1986. A year", "12", "a - b",
    "a. b", "«a» *b*", "é *å* **1**", "*a*\n*b*", "**a\nb**", "a\tb", "  a", "- a\n\n\n- b", "a\n\n> b\n\nc",
    "[b](c)[d](e)", "x" * 50 + " [a](b)", "(a) [a](https://a.no/(b)) (c)", "[[a](b)](c)",
    "[a](b) 'c' [d](e \"f\")", "1. a\n\n   > b\n2. c", "**[a](b)**", "[a](b)\n1. c", "a\\", "]", "[", "![", "](",
    "``", "*", "_", "#", "-", "+", "1.", "|", ">", "<", "&", "\\", ":", "!"]


def test_what_markdown_becomes_and_becomes_again(request: pytest.FixtureRequest) -> None:
    found = {}
    for text in TEXTS:
        html = to_html(text)
        found[repr(text)] = "".join(f"  {line!r}\n" for line in (html, from_html(html), from_html(html, True)))
    compare("markdown", found, request.config)


def test_html_of_other_shapes_is_read_too() -> None:
    for html, text in {"</em>a": "a", "<p>a<em> </em>b</p>": "a b", "<code>a<em>b</em></code>": "`ab`",
                       "<ol>x<li>a</li></ol>": "1. a", "<div><p>a</p></div>": "a",
                       "<table></table>": "| --- |"}.items():
        assert from_html(html) == text, html


class Seen(HTMLParser):
    """The elements and links of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(f"{tag} {name}" for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_only_known_elements_and_links_come_out() -> None:
    assert {"https", "http", "mailto", "tel"} == SCHEMES
    assert not TAGS & {"script", "img", "style", "iframe", "h1", "div", "span", "pre", "svg", "hr"}
    seen = Seen("".join(map(rendered, TEXTS)))
    assert seen.tags == TAGS
    assert seen.attributes == {"a href", "a title"}
    schemes = {link.partition(":")[0].lower() for link in seen.links if ":" in link}
    assert schemes == {"https", "mailto", "tel"}
    for text in TEXTS:
        without = re.sub(r"`[^`]*`|\(<[^>]*>\)", "", from_html(to_html(text)))          # code, addresses
        assert Seen(without).tags <= {"br", "strong", "em", "code"}, text
        again = Seen(to_html(from_html(to_html(text))))
        assert set(again.links) <= {*Seen(to_html(text)).links}, text


@pytest.mark.parametrize("text", [
    "a", "1", ".a", "a*", "a_b", "a<b", "a&b", "a\nb", "a`", "[a]", "a.", "a,", "a b", "å-b", "a  b:", "a!", "-a",
    "ab"])
def test_what_is_taken_as_plain_is_told_at_its_start_and_end(text: str) -> None:
    assert to_html(text) == rendered(text)
    assert bool(PLAIN.fullmatch(text)) == (text in ("a.", "a b", "å-b", "a  b:", "ab"))


def test_text_is_escaped_so_that_nothing_is_markup() -> None:
    assert escaped("a*b_c`d[e]f|g~h#i\\j & < >") == "a\\*b\\_c\\`d\\[e\\]f\\|g\\~h\\#i\\\\j &amp; &lt; &gt;"
    for text, at_start in {
            "- a": "\\- a", "+ a": "\\+ a", "-a": "\\-a", "---": "\\---", "1. a": "1\\. a", "12) a": "12\\) a",
            "1.a": "1.a", "a - b": "a - b", " - a": " \\- a", "-": "\\-", "1.": "1\\.", ". a": ". a",
            "1- a": "1- a"}.items():
        assert begun(text) == at_start
    assert indented("a\nb\n\nc\n", 2) == "a\n  b\n\n  c\n"


@pytest.fixture
def own(tmp_path: Path) -> Project:
    made = project_in(tmp_path, SMALL)
    (made / "themes" / "own" / "assets").mkdir(parents=True)
    return Project(made)


def put(own: Project, name: str, text: str) -> None:
    path = own.root / "themes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def block(id: str, *said: Piece) -> PageBlock:
    return PageBlock("text", id, said, (), (), ())


def test_templates_escape_and_render_markdown_through_the_door(own: Project) -> None:
    put(own, "own/page.html", "{{ x }}|{{ y | markdown }}|{{ b | plain }}|{{ b is markdown }}|{{ c is markdown }}")
    values = {"x": "<b>&\"'", "y": "*a* <i> [x](javascript:y)", "b": block("b", Piece("<p>")),
              "c": block("c", Piece("d", markdown=True))}
    assert Theme(own, "own").render("page.html", values) == (
        "&lt;b&gt;&amp;&#34;&#39;|<p><em>a</em> &lt;i&gt; <a>x</a></p>|&lt;p&gt;|False|True", None)


@pytest.mark.parametrize(("pieces", "said"), [
    ((Piece("a"),), "a"), ((Piece("a"), Piece("b")), ""), ((), ""), ((Piece("a", href="b"),), ""),
    ((Piece("a", datetime="b"),), ""), ((Piece("a", value="b"),), ""), ((Piece("a", markdown=True),), ""),
    ((Piece("a", lang="nb"),), ""), ((Piece("a", hreflang="nb"),), ""), ((Piece("a", declared=True),), "a"),
    ((Piece("a", isolated=True),), "")])
def test_a_block_is_plain_where_nothing_in_it_needs_an_element(pieces: tuple[Piece, ...], said: str) -> None:
    assert plain(block("x", *pieces)) == said
    assert is_markdown(block("x", *pieces)) == any(piece.markdown for piece in pieces)


BROKEN = {
    "syntax": ("a\n{% if %}", "page.html:2", "Expected an expression, got 'end of statement block'"),
    "no value": ("\n\n{{ gone }}", "page.html:3", "'gone' is undefined"),
    "no attribute": ("{{ x.y }}", "page.html:1", "'str object' has no attribute 'y'"),
    "divided by nothing": ("\n{{ 1 // 0 }}", "page.html:2", "integer division or modulo by zero"),
    "added wrongly": ("{{ 1 + x }}", "page.html:1", "unsupported operand type(s) for +: 'int' and 'str'"),
    "no template": ("{% include 'gone.html' %}", "page.html:1", "gone.html"),
    "in an inner template": ("{% include 'inner.html' %}", "inner.html:2", "'gone' is undefined"),
    "syntax in an inner template": ("{% include 'broken.html' %}", "broken.html:3", "Unexpected end of template. "),
    "a filter of Jinja": ("\n{{ x | round }}", "page.html:2", "type str doesn't define __round__ method"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_in_a_template_is_told_with_its_line(own: Project, name: str) -> None:
    text, place, says = BROKEN[name]
    put(own, "own/page.html", text)
    put(own, "own/inner.html", "a\n{{ gone }}")
    put(own, "own/broken.html", "a\n\n{% for x in y %}")
    html, problem = Theme(own, "own").render("page.html", {"x": "a"})
    assert html == ""
    assert problem is not None
    assert (str(problem.at).rpartition(":")[0], problem.id, problem.fix) == (
        f"themes/own/{place}", "theme-template", "Correct the template.")
    assert problem.says.startswith("The template cannot be rendered: ")
    assert says in problem.says


def test_a_template_that_is_not_there_is_told(own: Project) -> None:
    _, problem = Theme(own, "own").render("gone.html", {})
    assert problem == Problem(Position("themes/own/gone.html", 1), "theme-template",
                              "The template cannot be rendered: gone.html.", "Correct the template.")


def test_without_own_themes_the_shipped_ones_are_trusted_and_are_functions(tmp_path: Path) -> None:
    made = Project(project_in(tmp_path, SMALL))
    theme = Theme(made, "default")
    _, problem = theme.render("gone.html", {})
    assert problem is not None
    assert type(theme.environment).__name__ == "Environment"
    assert theme.environment.autoescape is True
    site = build(made, TODAY)
    own = build(Project(project_in(tmp_path / "own", SMALL, themes__other__x="x")), TODAY)     # the same by Jinja
    assert site.files["nb/privacy/index.html"] == own.files["nb/privacy/index.html"]


def test_a_fault_of_ours_is_not_taken_for_one_of_the_template(own: Project) -> None:
    put(own, "own/page.html", "{{ b | plain }}")
    with pytest.raises(TypeError):
        Theme(own, "own").render("page.html", {"b": block("x")._replace(said=(3,))})


def test_files_are_the_own_ones_then_those_of_the_default_theme(own: Project) -> None:
    put(own, "own/page.html", "mine {% include 'default/x.html' %}{% include 'x.html' %}{% include 'other/z.html' %}")
    put(own, "own/x.html", "own")
    put(own, "default/x.html", "default ")
    put(own, "other/z.html", " other")
    theme = Theme(own, "own")
    assert theme.render("page.html", {}) == ("mine default own other", None)
    assert theme.file("x.html") == b"own"
    assert theme.file("other/z.html") == b" other"
    assert theme.file("style.css") == (ROOT / "themes" / "default" / "style.css").read_bytes()
    for name in ("", "..", "../own/x.html", "own/../x.html", "a/./x.html", "/x.html", "z.html", "default"):
        assert theme.file(name) == b"", name
    put(own, "own/x.html", "changed")
    assert theme.file("x.html") == b"own"                                    # each file is looked for once
    assert Theme(own, "own").file("x.html") == b"changed"


def test_an_own_template_stands_for_the_shipped_one_of_its_name(own: Project) -> None:
    put(own, "default/page.html", "mine")
    assert Theme(own, "default").render("page.html", {}) == ("mine", None)


def test_a_theme_with_a_fragment_makes_parts(own: Project) -> None:
    assert Theme(own, "own").page == "page.html"
    put(own, "own/fragment.html", "x")
    assert Theme(own, "own").page == "fragment.html"
    assert Theme(Project(ROOT), "embed").page == "fragment.html"


def test_icons_are_drawn_once_and_named_where_they_are_shown(own: Project) -> None:
    put(own, "own/icons/mine.svg", '<symbol id="icon-mine">\u00e5</symbol>')
    theme, shown = Theme(own, "own"), '<svg class="icon" aria-hidden="true"><use href="#icon-{}"/></svg>'
    for id, name in (("data.families-mine", "mine"), ("rights-mine", "mine"), ("data.families-none", ""), ("mine", ""),
                     ("rights-", ""), ("rights-a.mine", ""), ("x-rights-mine", ""), ("data.families-a.mine", "")):
        made = theme.icon(block(id))
        assert isinstance(made, Markup)
        assert made == (shown.format(name) if name else ""), id
    inside = block("x")._replace(blocks=tuple(map(block, ("rights-mine", "data.families-mine", "rights-none"))))

    walked = type("Walked", (), {"walk": lambda self: inside.walk()})()
    assert theme.icons(walked) == ('<svg class="icons" aria-hidden="true" width="0" height="0">'
                                   '<symbol id="icon-mine">\u00e5</symbol></svg>')
    nothing = type("Walked", (), {"walk": lambda self: iter([block("x")])})()
    assert theme.icons(nothing) == Markup("")


def test_assets_are_files_and_what_is_none_is_told(own: Project) -> None:
    for name in ("b.css", "a.js"):
        put(own, f"own/assets/{name}", name)
    (own.root / "themes" / "own" / "assets" / "sub").mkdir()
    (own.root / "themes" / "own" / "assets" / "out").symlink_to("/etc/hostname")
    found = list(Theme(own, "own").assets())
    assert found[:2] == [("a.js", b"a.js"), ("b.css", b"b.css")]
    assert [problem.id for problem in found[2:] if isinstance(problem, Problem)] == ["unreadable-file", "theme-asset"]
    assert found[3] == Problem(Position("themes/own/assets/sub"), "theme-asset", "This is not a file.",
                               "Put the files themselves into `assets`; folders in it are not published.")


def test_bytes_that_are_no_text_are_shown_as_such(own: Project) -> None:
    (own.root / "themes" / "own" / "page.html").write_bytes(b"a\xffb")
    assert Theme(own, "own").render("page.html", {}) == ("a\ufffdb", None)
