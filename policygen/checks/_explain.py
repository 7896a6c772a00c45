"""What a rule's docstring says, taken apart: title, why, and the wrong and right examples."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Mapping
from functools import cache
from types import ModuleType
from typing import NamedTuple


class Explanation(NamedTuple):
    """A rule explained: `title` one sentence, `why` paragraphs, `wrong` and `right` YAML."""

    name: str
    title: str
    why: str
    wrong: str
    right: str
    provision: str
    severity: str

    @property
    def text(self) -> str:
        """The explanation as plain text."""
        return f"{self.title}\n\n{self.why}\n\nWrong:\n\n{_indented(self.wrong)}\n\nRight:\n\n{_indented(self.right)}\n"

    @property
    def markdown(self) -> str:
        """The explanation as Markdown."""
        return (f"{self.title}\n\n{self.why}\n\nWrong:\n\n```yaml\n{self.wrong}\n```\n\n"
                f"Right:\n\n```yaml\n{self.right}\n```\n")


def explained(name: str, rule: ModuleType) -> Explanation:
    """The explanation of a rule module; a docstring without its parts is our bug."""
    doc = inspect.cleandoc(rule.__doc__ or "")
    head, wrong, right = re.split(r"^(?:Wrong|Right):$", doc, maxsplit=2, flags=re.MULTILINE)
    title, _, why = head.strip().partition("\n\n")
    return Explanation(name, " ".join(title.split()), why.strip(), _dedented(wrong), _dedented(right), rule.PROVISION,
                       rule.SEVERITY.value)


@cache
def explanations() -> Mapping[str, Explanation]:
    """The explanation of every rule by its name."""
    from policygen.checks import rules

    return {name: explained(name, rule) for name, rule in rules()}


def _dedented(block: str) -> str:
    return textwrap.dedent(block.strip("\n").rstrip())


def _indented(block: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in block.splitlines())
