"""What is put into the pages that are served, and the pages of our own: problems, and what there is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from policygen.formats._marks import MARKS, unmarked
from policygen.problem import Problem, Severity
from policygen.serving.state import State
from policygen.serving.visible import safe

HERE = "/_policygen/"
STYLE = "assets/policygen.css"
# Where a mark is no comment but text: in tags and in elements that hold only text (HTML, 13.1.2 and 13.1.6).
NO_COMMENTS = re.compile(r"""<!--.*?-->|<(script|style|title|textarea)\b.*?</\1\s*>"""
                         r"""|<[A-Za-z/](?:"[^"]*"|'[^']*'|[^'">])*>""", re.DOTALL | re.IGNORECASE)
WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
HEAD_ENDS = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
CODE = re.compile(r"`([^`]+)`")
LINKS = ('<link rel="stylesheet" href="{here}style.css">'
         '<script defer src="{here}script.js" data-kind="{kind}" data-version="{version}"></script>')
WHOLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>{head}</head>
<body{attributes}>
{body}
</body></html>
"""


def injected(data: bytes, version: str) -> bytes:
    """A page of the site with our script and style sheet; a part for other pages gets a bare page around it."""
    html = NO_COMMENTS.sub(lambda found: found[0] if MARKS.fullmatch(found[0]) else unmarked(found[0]),
                           data.decode("utf-8", "replace"))
    links = LINKS.format(here=HERE, kind="page", version=version)
    if WHOLE_PAGE.search(html):
        end = HEAD_ENDS.search(html)
        at = end.start() if end else len(html)
        return f"{html[:at]}{links}{html[at:]}".encode()
    return WHOLE.format(title="A part for other pages", head=f'<link rel="stylesheet" href="/{STYLE}">{links}',
                        attributes="", body=html).encode()


def problems_page(state: State) -> bytes:
    """All problems of the last build."""
    counts = [f"{number} {severity.value}{'' if number == 1 else 's'}" for severity in Severity
              if (number := state.count(severity))]
    said = f"The last build found {', '.join(counts)}." if counts else "The last build found no problems."
    if state.broken:
        said += " The pages are those of the last build without errors." if state.files else \
            " There are no pages yet; they come when the errors are mended."
    body = f'<h1>Problems</h1><p>{said}</p>{_list(state.problems)}'
    if state.files:
        body += '<p><a href="/">To the site</a></p>'
    return _own("Problems", body, "problems", str(state.told()["build"]))


def missing_page(path: str, state: State, start: bool = False) -> bytes:
    """What there is, where something else was asked for."""
    pages = [name for name in state.files if name.endswith(".html")]
    others = [name for name in state.files if not name.endswith(".html")]
    title, said = ("The site", "This site has no page of its own at its root.") if start else \
        ("Not found", f"There is nothing at <code>{safe(path)}</code>.")
    body = f"<h1>{title}</h1><p>{said} There is:</p>{_links(pages)}{_links(others)}"
    return _own(title, body, "missing", state.site)


def _own(title: str, body: str, kind: str, version: str) -> bytes:
    links = LINKS.format(here=HERE, kind=kind, version=version)
    return WHOLE.format(title=f"{title} – policygen serve", head=links, attributes=' class="policygen-own"',
                        body=f"<main>{body}</main>").encode()


def _links(names: Iterable[str]) -> str:
    paths = sorted(f"/{name.removesuffix('index.html')}" for name in names)
    shown = "".join(f'<li><a href="{quote(path)}">{safe(path)}</a>' for path in paths)
    return f"<ul>{shown}</ul>" if shown else ""


def _list(problems: Iterable[tuple[Problem, str]]) -> str:
    shown = "".join(_problem(problem, line) for problem, line in
                    sorted(problems, key=lambda told: told[0].severity.rank))
    return f'<ol class="problems" role="list">{shown}</ol>' if shown else ""


def _problem(problem: Problem, line: str) -> str:
    severity = problem.severity.value
    law = f' <span class="law">{safe(problem.provision)}</span>' if problem.provision else ""
    also = f"<p>See also <code>{safe(str(problem.related))}</code>.</p>" if problem.related else ""
    source = f'<pre dir="ltr"><b>{problem.at.line}</b> {safe(line)}</pre>' if line.strip() else ""
    return (f'<li class="{severity}"><p><code class="at">{safe(str(problem.at))}</code> <strong>{severity}</strong>'
            f'{law}</p><p class="says" dir="auto">{_said(problem.says)}</p>{source}<p class="fix" dir="auto">'
            f'{_said(problem.fix)} <span class="id">({safe(problem.id)})</span></p>{also}')


def _said(text: str) -> str:
    """A sentence as HTML, with what stands between backticks as code, and each piece of code in its own direction."""
    return CODE.sub(r'<code dir="auto">\1</code>', safe(text))
