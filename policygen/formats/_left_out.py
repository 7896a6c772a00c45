"""What a format cannot hold: every declared value that it does not say it carries, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from policygen.declaration import Declaration
from policygen.formats import Remark
from policygen.schema.leaves import leaves

NO_PLACE = "The format has no place for it."


def left_out(declaration: Declaration, carried: Collection[str], because: Mapping[str, str]) -> Iterator[Remark]:
    """A remark for each declared value that is not carried.

    `carried` holds paths of keys without ids and places (`activities.data.category`), each standing for everything
    below it too; `because` gives the reason by such a path, the longest that fits. A path in `because` that is longer
    than what carries it is left out all the same.
    """
    for leaf in leaves(declaration):
        kept, reason = longest(leaf.keys, carried), longest(leaf.keys, because)
        if not kept or len(reason) > len(kept):
            yield Remark("left-out", leaf.at, leaf.path, because.get(reason, NO_PLACE))


def longest(path: str, paths: Collection[str]) -> str:
    """The longest of `paths` that `path` is or stands below, or an empty text."""
    return max((above for above in paths if path == above or path.startswith(f"{above}.")), key=len, default="")
