"""The only writer of drafts: a draft -> YAML with its notes as comments, read back as the same tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policygen.imports._draft import Draft, Note, Noted, tidy
from policygen.load import hidden, scalar, without_hidden

REVIEW = "# review: "
NOT_CARRIED = "# not carried: "
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
MAX_FLOW = 90


def written(draft: Draft) -> bytes:
    """The draft as the bytes of a YAML file."""
    root = tidy(draft.root)
    lines = [f"# {comment(line)}" for line in draft.head.splitlines()]
    lines += [f"{REVIEW}{comment(str(note))}" for note in root.notes]
    lines += _keys(root, 0)
    if draft.left:
        lines += ["", "# What the input says and a declaration has no place for:"]
        lines += [f"{NOT_CARRIED}{comment(str(note))}" for note in draft.left]
    return ("\n".join(lines) + "\n").encode()


def comment(text: str) -> str:
    """A text on one line of a comment; what cannot stand there is written as an escape."""
    line = text.replace("\\", "\\\\") if hidden(text) else text
    return without_hidden(re.sub(r"\s*[\r\n]+\s*", " / ", line), lambda sign: f"\\u{ord(sign):04x}").strip()


def _keys(node: Noted, depth: int) -> Iterator[str]:
    assert isinstance(node.value, dict)
    for key, child in node.value.items():
        assert isinstance(child, Noted)
        yield from _comments(child.notes, depth)
        assert WORD.fullmatch(key), key
        yield from _after(f"{'  ' * depth}{key}:", child, depth)


def _after(start: str, node: Noted, depth: int) -> Iterator[str]:
    """A value after its key."""
    if isinstance(node.value, str):
        yield f"{start} {scalar(node.value, depth + 1)}"
    elif isinstance(node.value, dict):
        yield start
        yield from _keys(node, depth + 1)
    elif (flow := _flow(node)) is not None:
        yield f"{start} {flow}"
    else:
        yield start
        yield from _items(node, depth + 1)


def _items(node: Noted, depth: int) -> Iterator[str]:
    assert isinstance(node.value, list)
    for child in node.value:
        assert isinstance(child, Noted)
        yield from _comments(child.notes, depth)
        dash = f"{'  ' * depth}-"
        if isinstance(child.value, str):
            yield f"{dash} {scalar(child.value, depth + 1)}"
            continue
        inside = list(_keys(child, depth + 1) if isinstance(child.value, dict) else _items(child, depth + 1))
        first = next(number for number, line in enumerate(inside) if not line.lstrip().startswith("#"))
        yield from (line[2:] for line in inside[:first])
        yield f"{dash} {inside[first].lstrip()}"
        yield from inside[first + 1:]


def _flow(node: Noted) -> str | None:
    """A short list of plain words on one line."""
    assert isinstance(node.value, list)
    words = [child.value for child in node.value if isinstance(child, Noted) and isinstance(child.value, str)
             and not child.notes and WORD.fullmatch(child.value)]
    if len(words) < len(node.value):
        return None
    line = words[0] if len(words) == 1 else f"[{', '.join(words)}]"
    return line if len(line) <= MAX_FLOW else None


def _comments(notes: tuple[Note, ...], depth: int) -> Iterator[str]:
    for note in notes:
        yield f"{'  ' * depth}{REVIEW}{comment(str(note))}"


def reviews(data: bytes) -> Iterator[tuple[int, str]]:
    """The notes in a written draft, each with its line."""
    for number, line in enumerate(data.decode().splitlines(), 1):
        if line.lstrip().startswith(REVIEW):
            yield number, line.lstrip().removeprefix(REVIEW)
