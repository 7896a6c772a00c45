"""What consent banners are made from: services, each with its cookies, and the words of every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from re import compile as pattern
from typing import NamedTuple

from policygen.declaration import Declaration
from policygen.declaration.storage import StorageItem
from policygen.formats import Output, Publication, Site
from policygen.formats._banner_facts import consent_facts, needs_consent
from policygen.formats._banner_names import exactly, findable
from policygen.formats._banner_script import Regex
from policygen.formats._directions import isolated
from policygen.formats._hashes import processing, wording
from policygen.formats._languages import further_codes
from policygen.formats._markdown import to_html
from policygen.localise import Localiser, Page
from policygen.localise.page import PageBlock, Piece
from policygen.notice.banner import words
from policygen.notice.blocks import Said
from policygen.problem import Problem, Severity
from policygen.schema import Str, Words
from policygen.vocabulary import terms

DAYS = 182                                              # how long a choice is remembered, in both libraries
COOKIES = frozenset({"cookie"})
STORES = frozenset({"local_storage", "session_storage"})
TAG = pattern(r"<[^<>]*>")
BREAK = pattern(r"</(?:p|li|h[1-6]|tr|th|td|blockquote)>|<br\s*/?>")


class Service(NamedTuple):
    """What is switched on and off together: all items of one provider and class, or one of the company's own."""

    name: str
    class_: str
    items: tuple[StorageItem, ...]

    def names(self, *kinds: str) -> list[str]:
        """The names of its items of these kinds, each once; a kind that is left out is a cookie."""
        return list(dict.fromkeys(str(name) for item in self.items for name in item.names
                                  if set(item.kind or COOKIES) & set(kinds) and findable(name)))


class Language(NamedTuple):
    """What the banner says in one language: its own words, and what the page says of each class and item."""

    page: Page
    link: str
    words: Mapping[str, str]
    about: str
    classes: Mapping[str, PageBlock]
    items: Mapping[str, PageBlock]

    @property
    def head(self) -> tuple[str, ...]:
        """The heads of the columns: name, provider, purpose, how long."""
        table = next(iter(self.classes.values()))
        return tuple(cell.text for cell in table.blocks[0].blocks)

    def title(self, service: Service) -> str:
        """The name of the provider; of the company's own, what it is for."""
        _, provider, purpose, _ = map(lines, self.cells(service.items[0]))
        return provider[0] if service.items[0].provider else purpose[0]

    def cells(self, item: StorageItem) -> tuple[PageBlock, ...]:
        """What the page says of an item, in these columns."""
        return self.items[str(item.id)].blocks


class Banner(NamedTuple):
    """Everything a banner is made from."""

    publication: Publication
    services: tuple[Service, ...]
    languages: tuple[Language, ...]
    facts: str

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that are used, in the order of the vocabulary."""
        used = {service.class_ for service in self.services}
        return tuple(id for id in terms("storage_classes") if id in used)

    @property
    def also(self) -> dict[str, str]:
        """Further codes by which pages may name a language, with the code that the declaration has for it."""
        own = [language.page.language for language in self.languages]
        found: dict[str, str] = {}
        for code in own:
            for known in (code.lower(), *further_codes(code)):
                found.setdefault(known, code)
        return {known: code for known, code in found.items() if known not in own}

    @property
    def revision(self) -> int:
        """A whole number over 0 that is another where the facts are."""
        return int(self.facts[:8], 16) + 1

    @property
    def stored(self) -> dict[str, list[Regex]]:
        """What each service that needs consent keeps in local or session storage."""
        found = {service.name: [Regex(exactly(name)) for name in service.names(*STORES)] for service in self.services
                 if service.class_ != "necessary"}
        return {name: names for name, names in found.items() if names}

    @property
    def head(self) -> str:
        """The comment at the start of the file."""
        hashes = [("processing", processing(self.publication.declaration)),
                  *((f"wording {language.page.language}", wording(language.page)) for language in self.languages),
                  ("consent", self.facts)]
        lines = "".join(f" * {name:<12} {value}\n" for name, value in hashes)
        return f"/*\n * Made by policygen from the declaration `{self.publication.id}`; see docs/consent-banner.md.\n" \
               f"{lines} */\n"


def file(site: Site, whole: Publication, name: str, slots: Mapping[str, Said],
         written: Callable[[Banner], str]) -> Iterator[Output]:
    """The configuration for a declaration with something to consent to; `slots` are filled by the library."""
    cookies = whole.declaration.cookies
    if cookies is None or not any(map(needs_consent, cookies.items)):
        yield Problem(cookies.at if cookies else whole.declaration.at, "format-empty",
                      "The declaration has nothing that a consent banner could ask consent for.",
                      f"Declare the cookies, or take `{name}` out of `formats`.", Severity.REVIEW)
    else:
        banner = Banner(whole, tuple(services(whole.declaration)), tuple(_languages(site, whole, slots)),
                        consent_facts(whole.declaration))
        yield f"{whole.prefix}{name}-config.js", written(banner).encode()
    yield from site.catalogues.problems


def services(declaration: Declaration) -> Iterator[Service]:
    """The services in the order of the classes, each with a name that is no other's."""
    items = declaration.cookies.items if declaration.cookies else ()
    taken = {f"{item.provider}-{item.class_}" for item in items if item.provider}
    for class_ in terms("storage_classes"):
        groups: dict[tuple[str, bool], list[StorageItem]] = {}
        for item in items:
            if item.class_ == class_:
                name = f"{item.provider}-{class_}" if item.provider else str(item.id)
                groups.setdefault((name, item.provider is None), []).append(item)
        for (name, own), found in groups.items():
            while own and name in taken:
                name += "-own"
            taken.add(name)
            yield Service(name, class_, tuple(found))


def _languages(site: Site, whole: Publication, slots: Mapping[str, Said]) -> Iterator[Language]:
    cookies = whole.declaration.cookies
    assert cookies is not None
    asked = {str(item.class_): item.class_ for item in cookies.items if needs_consent(item)}
    said = words(whole.declaration, [asked[id] for id in terms("storage_classes") if id in asked], slots)
    for page in whole.pages:
        used = site.catalogues.of(Str(page.language, whole.declaration.languages[0].at))
        assert used is not None, page.language
        localiser = Localiser(used)
        section = next(block for block in page.blocks if block.id == "cookies")
        yield Language(page, f"{site.configuration.base or '/'}{whole.path(page.language)}",
                       {name: plain(localiser.said(text)) for name, text in said.items()},
                       _about(cookies.about, page.language),
                       {block.id.removeprefix("cookies."): block for block in section.blocks if block.kind == "table"},
                       {block.id.removeprefix("cookies-"): block for block in section.walk() if block.kind == "record"})


def _about(about: Words | None, language: str) -> str:
    """A declared text with Markdown as plain text."""
    html = to_html(str(about.in_language(language))) if about else ""
    return " ".join(unescape(TAG.sub("", BREAK.sub(" ", html))).split())


def plain(said: Iterable[Piece]) -> str:
    """Pieces as plain text; signs that cannot be seen keep names in their direction."""
    return "".join(map(isolated, said))


def lines(cell: PageBlock) -> list[str]:
    """The lines of a cell as plain text."""
    return [plain(line.said) for line in cell.blocks]
