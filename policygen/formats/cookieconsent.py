"""`cookieconsent-config.js`: runs the consent banner vanilla-cookieconsent 3 with the declared cookies.

The names are those of vanilla-cookieconsent 3.1.0 (https://cookieconsent.orestbida.com, docs and source, seen
2026-11-25). It asks again where `revision` changes, which is a number made from what consent depends on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape, unescape

from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._banner import DAYS, Banner, Language, Service, file
from policygen.formats._banner_names import exactly
from policygen.formats._banner_remarks import banner_remarks
from policygen.formats._banner_script import FORGET, Regex, script
from policygen.localise.page import PageBlock, Piece
from policygen.notice.blocks import Name
from policygen.problem import Position
from policygen.schema import Str

OPTIONAL = True
COOKIE = "cc_cookie"
SLOTS = {name: Name(Str(f"{{{name}}}", Position(""))) for name in ("policy", "service", "link")}
# What the library does not do: titles of services in each language; deleting what is left of a service that is refused
# in the first choice after a new revision, and what is stored elsewhere than in cookies.
CODE = """\
(function (config, titles, also, stored) {
  var translations = config.language.translations;
  Object.keys(translations).forEach(function (language) {
    var words = translations[language];
    translations[language] = function () {
      each(function (service, name) { service.label = titles[language][name]; });
      return words;
    };
  });
  Object.keys(also).forEach(function (code) { translations[code] = translations[also[code]]; });
  function each(handle) {
    Object.keys(config.categories).forEach(function (category) {
      var services = config.categories[category].services;
      Object.keys(services).forEach(function (name) { handle(services[name], name, category); });
    });
  }
%s  config.onFirstConsent = config.onChange = function () {
    each(function (service, name, category) {
      if (CookieConsent.acceptedService(name, category)) return;
      CookieConsent.eraseCookies(service.cookies.map(function (cookie) { return cookie.name; }));
      forget(stored[name] || []);
    });
  };
  CookieConsent.run(config);
})(%s, %s, %s, %s);
"""


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The configuration of a declaration's banner."""
    yield from file(site, publication, "cookieconsent", SLOTS, _file)


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What is declared about cookies and not told, and what cannot be switched off without more."""
    yield from banner_remarks(site, publication, COOKIE, COOKIE)


def _file(banner: Banner) -> str:
    titles = {language.page.language: {service.name: _label(language.title(service)) for service in banner.services}
              for language in banner.languages}
    return banner.head + CODE % (FORGET, *map(script, (_config(banner), titles, banner.also, banner.stored)))


def _config(banner: Banner) -> dict[str, object]:
    spoken = {language.page.language: language for language in banner.languages}
    return {
        "revision": banner.revision,
        "mode": "opt-in",
        "autoShow": True,
        "autoClearCookies": True,
        "manageScriptTags": True,
        "disablePageInteraction": False,
        "cookie": {"name": COOKIE, "expiresAfterDays": DAYS, "sameSite": "Lax"},
        "guiOptions": {
            "consentModal": {"layout": "box", "position": "bottom right", "equalWeightButtons": True,
                             "flipButtons": False},
            "preferencesModal": {"layout": "box", "equalWeightButtons": True, "flipButtons": False},
        },
        "categories": {id: _category(banner, id) for id in ("necessary", *banner.classes)},
        "language": {
            "default": next(iter(spoken)),
            "autoDetect": "document",
            "rtl": [code for code in (*spoken, *banner.also)
                    if spoken[banner.also.get(code, code)].page.direction == "rtl"],
            "translations": {code: _words(banner, language) for code, language in spoken.items()},
        },
    }


def _category(banner: Banner, id: str) -> dict[str, object]:
    services = [service for service in banner.services if service.class_ == id]
    made: dict[str, object] = {"services": {service.name: _service(banner, service) for service in services}}
    if id == "necessary":
        return {"enabled": True, "readOnly": True, **made}
    cookies = list(dict.fromkeys(name for service in services for name in service.names("cookie")))
    return {"enabled": False, "readOnly": False, **made, "autoClear": {"cookies": _found_by(cookies)}}


def _service(banner: Banner, service: Service) -> dict[str, object]:
    return {"label": _label(banner.languages[0].title(service)), "cookies": _found_by(service.names("cookie"))}


def _found_by(names: Iterable[str]) -> list[dict[str, object]]:
    """The cookies as patterns; the library takes a text for a pattern in some places, and as it is in others."""
    return [{"name": Regex(exactly(name))} for name in names]


def _words(banner: Banner, language: Language) -> dict[str, object]:
    said = {name: _html(text) for name, text in language.words.items()}
    policy = f'<a href="{escape(language.link)}#cookies">{_html(language.page.title)}</a>'
    buttons = {"acceptAllBtn": said["accept"], "acceptNecessaryBtn": said["reject"]}
    before, _, after = language.words["more"].partition("{policy}")
    about = [_html(language.about), said["off"], f"{_html(before)}{policy}{_html(after)}"]
    return {
        "consentModal": {"title": said["title"], "description": f"{{{{revisionMessage}}}}{said['asks']}", **buttons,
                         "showPreferencesBtn": said["choose"], "revisionMessage": f"{said['changed']}<br><br>",
                         "footer": policy},
        "preferencesModal": {"title": said["heading"], **buttons, "savePreferencesBtn": said["save"],
                             "closeIconLabel": said["close"],
                             "sections": [{"description": "<br><br>".join(filter(None, about))},
                                          *(_section(banner, language, id) for id in banner.classes)]},
    }


def _section(banner: Banner, language: Language, id: str) -> dict[str, object]:
    columns = ("name", "provider", "purpose", "duration")
    heads = (language.head[0], language.words["who"], *language.head[2:])               # narrow screens cut longer ones
    items = [item for service in banner.services if service.class_ == id for item in service.items]
    rows = [[_cell(cell, language.link) for cell in language.cells(item)] for item in items]
    return {
        "title": _label(language.classes[id].text),
        "description": _html(language.words.get(f"class.{id}", "")),
        "linkedCategory": id,
        # The heads become ids, which hold no space.
        "cookieTable": {"headers": {column: _html(head).replace(" ", "\u00a0") for column, head
                                    in zip(columns, heads, strict=True)},
                        "body": [dict(zip(columns, row, strict=True)) for row in rows]},
    }


def _cell(cell: PageBlock, link: str) -> str:
    return "<br>".join("".join(_piece(piece, link) for piece in line.said) for line in cell.blocks)


def _piece(piece: Piece, link: str) -> str:
    """A piece as HTML; links inside the page lead to it."""
    text = _html(piece.text)
    text = f"<bdi>{text}</bdi>" if piece.isolated else text
    href = f"{link}{piece.href}" if piece.href.startswith("#") else piece.href
    return f'<a href="{escape(href)}">{text}</a>' if href else text


def _html(text: str) -> str:
    """A text as HTML in which nothing is a tag, and nothing a slot of the library."""
    return escape(text, quote=False).replace("{", "&#123;")


def _label(text: str) -> str:
    """A text that the library shows as HTML here and as plain text there: escaped only where it would be misread."""
    return text if unescape(text) == text and "<" not in text else _html(text)
