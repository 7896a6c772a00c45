"""`klaro-config.js`: the configuration of the consent banner Klaro 0.7, from the declared cookies.

The names are those of Klaro 0.7.22 (https://github.com/klaro-org/klaro-js, docs and source, seen 2026-11-25). Klaro
asks again where the name of its own cookie changes, so that name ends with a hash of what consent depends on.
"""

from __future__ import annotations

from collections.abc import Iterator

from policygen.formats import Output, Publication, Remark, Site
from policygen.formats._banner import DAYS, Banner, Language, Service, file, lines
from policygen.formats._banner_facts import consent_facts
from policygen.formats._banner_names import exactly
from policygen.formats._banner_remarks import banner_remarks
from policygen.formats._banner_script import FORGET, Regex, script
from policygen.notice.blocks import Name
from policygen.problem import Position
from policygen.schema import Str

OPTIONAL = True
SHORT = 8
JOINED = "{\u2060"
# Klaro's own colours: "accept" is green and "reject" grey, a switch that is off cannot be told from the page, and the
# switch for all looks on. Here every button is alike, what is always on is grey, and all can be told apart.
BLUE, DARK, GREY, WHITE = "#0b57a4", "#3d3d3d", "#767676", "#ffffff"
STYLING = {"theme": ["light"], "green1": BLUE, "blue1": BLUE, "dark2": BLUE, "green2": DARK, "white2": GREY,
           "white3": WHITE}
SLOTS = {name: Name(Str(f"{{{slot}}}", Position(""))) for name, slot in
         (("policy", "privacyPolicy"), ("service", "title"), ("link", "link"))}
# Klaro has texts of its own for languages that are not declared, knows a language by one code, does not try the domain
# above `www.`, where many services put their cookies, and deletes nothing but cookies.
CODE = """\
var klaroConfig = %s;

(function (codes, stored) {
  var page = (document.documentElement.lang || "").toLowerCase();
  klaroConfig.lang = codes[page] || codes[page.split("-")[0]] || klaroConfig.fallbackLang;
  if (location.hostname.indexOf("www.") === 0) {
    klaroConfig.services.forEach(function (service) {
      service.cookies = service.cookies.concat(service.cookies.map(function (name) {
        return [name, "/", location.hostname.slice(3)];
      }));
    });
  }
%s  klaroConfig.callback = function (consent, service) {
    if (!consent) forget(stored[service.name] || []);
  };
})(%s, %s);
"""


def of_notice(site: Site, publication: Publication) -> Iterator[Output]:
    """The configuration of a declaration's banner."""
    yield from file(site, publication, "klaro", SLOTS, _file)


def remarks(site: Site, publication: Publication) -> Iterator[Remark]:
    """What is declared about cookies and not told, and what cannot be switched off without more."""
    yield from banner_remarks(site, publication, _own_cookie(consent_facts(publication.declaration)),
                              "klaro-*")


def _own_cookie(facts: str) -> str:
    return f"klaro-{facts[:SHORT]}"


def _file(banner: Banner) -> str:
    return banner.head + CODE % (script(_config(banner)), FORGET, script(_codes(banner)), script(banner.stored))


def _codes(banner: Banner) -> dict[str, str]:
    """The language for each code that a page may have, in small letters."""
    return {code.lower(): code for code in (language.page.language for language in banner.languages)} | banner.also


def _config(banner: Banner) -> dict[str, object]:
    first = banner.languages[0]
    return {
        "version": 1,
        "storageMethod": "cookie",
        "storageName": _own_cookie(banner.facts),
        "cookieExpiresAfterDays": DAYS,
        "default": False,
        "mustConsent": False,
        "acceptAll": True,
        "hideDeclineAll": False,
        "hideLearnMore": False,
        "noticeAsModal": False,
        "groupByPurpose": True,
        "htmlTexts": False,
        "showNoticeTitle": True,
        "styling": STYLING,
        "fallbackLang": first.page.language,
        "purposeOrder": list(banner.classes),
        "translations": {language.page.language: _words(banner, language) for language in banner.languages},
        "services": [_service(banner, service) for service in banner.services],
    }


def _words(banner: Banner, language: Language) -> dict[str, object]:
    said = language.words
    about = f"{language.about} {said['off']}" if language.about else said["off"]
    return {
        "privacyPolicyUrl": f"{language.link}#cookies".replace("{", "%7B"),
        "privacyPolicy": {"name": language.page.title, "text": said["more"]},
        # `{word}` in a name would be taken for a slot; the joiner cannot be seen.
        "consentNotice": {"title": said["title"], "description": f"{said['asks'].replace('{', JOINED)} {said['more']}",
                          "changeDescription": said["changed"], "learnMore": said["choose"]},
        "consentModal": {"title": said["heading"], "description": about},
        "ok": said["accept"], "acceptAll": said["accept"], "decline": said["reject"],
        "acceptSelected": said["save"], "save": said["save"], "close": said["close"],
        "purposes": {id: {"title": language.classes[id].text, "description": said.get(f"class.{id}", "")}
                     for id in banner.classes},
        "purposeItem": {"service": said["service"], "services": said["services"]},
        "service": {"required": {"title": f"({said['always']})", "description": said["class.necessary"]},
                    "disableAll": {"title": said["all"], "description": said["switch"]},
                    "purpose": said["class"], "purposes": said["class"]},
        "contextualConsent": {"description": said["embed"], "acceptOnce": said["embed_once"],
                              "acceptAlways": said["embed_always"], "descriptionEmptyStore": said["embed_where"],
                              "modalLinkText": said["heading"]},
        "poweredBy": said["made"],
    }


def _service(banner: Banner, service: Service) -> dict[str, object]:
    first, *others = banner.languages
    spoken = [("zz", first), *((language.page.language, language) for language in others)]      # it falls back to `zz`
    return {
        "name": service.name,
        "purposes": [service.class_],
        "required": service.class_ == "necessary",
        "default": False,
        "cookies": [Regex(exactly(name)) for name in service.names("cookie")],
        "translations": {code: {"title": language.title(service), "description": _description(language, service)}
                         for code, language in spoken},
    }


def _description(language: Language, service: Service) -> str:
    """Each item on a line of its own: what for, its name, whose, and how long it stays, with the heads of the page."""
    head = language.head
    said = []
    for item in service.items:
        names, provider, purpose, duration = map(lines, language.cells(item))
        parts = [*(purpose if item.provider else purpose[1:]),                     # else the title says what for
                 *([f"{head[0]}: {names[0]}"] if item.names else []), names[-1],
                 *([] if item.provider else [f"{head[1]}: {provider[0]}"]), *provider[1:],
                 f"{head[3]}: {' '.join(duration)}"]
        said.append(" ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts))
    return "\n".join(said)
