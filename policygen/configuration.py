"""`policygen.yaml`: what holds for the whole site, all of it optional."""

from __future__ import annotations

from policygen.load import Mapping, Node, parse
from policygen.problem import Position, Problem, Severity
from policygen.project import File
from policygen.schema import ID, SITE, TEXT, Choice, Reading, Record, one, optional

NAME = "policygen.yaml"


class Configuration(Record):
    """Settings of a project."""

    policygen = optional(Choice("1"), "The version of the file's language: `1`.")
    base_url = optional(SITE, "The address of the published site, such as `https://example.com/`; needed for the "
                              "sitemap and for canonical links.")
    output = optional(TEXT, "The folder to publish into; `public` if left out.")
    theme = optional(ID, "The theme; `default` if left out.")

    def check(self, reading: Reading) -> None:
        if self.base_url is not None and set("?#") & set(self.base_url):
            reading.wrong(self.base_url.at, "bad-base-url", "The address of the site holds a query or a fragment.",
                          "Write only the scheme, the host and the folder.")

    @property
    def base(self) -> str:
        """The address with one slash at its end, or an empty text."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else ""


def configure(file: File | None) -> tuple[Configuration | None, tuple[Problem, ...]]:
    """The configuration in `file` (defaults for None), or None where the file is not sound."""
    reading = Reading(("en",))
    node: Node = Mapping(Position(NAME), ())
    if file is not None:
        parsed, problems = parse(file.data, file.name)
        if parsed is None and [problem.id for problem in problems] != ["file-empty"]:
            return None, problems
        reading.problems.extend(problems if parsed is not None else ())
        node = parsed if parsed is not None else node
    configuration = one(Configuration).read(node, reading)
    if configuration is not None and "base_url" not in configuration.places:
        reading.wrong(configuration.at, "no-base-url", "`base_url` is missing: no sitemap, canonical or language "
                      "links with full addresses are written.", "Add `base_url: https://...` to policygen.yaml.",
                      severity=Severity.REVIEW)
    return configuration, tuple(reading.problems)
