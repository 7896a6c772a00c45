"""Several declarations: one after the other, or in several processes where there are enough that are not made yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from policygen.build._unit import Made, Task, Work, made

FIRST = 2                     # declarations that are made here in any case; processes begin with all that these loaded


def results(work: Work, tasks: Iterable[Task | Made], jobs: int) -> Iterator[Made]:
    """What becomes of each task, in their order; what is made already takes its turn."""
    todo, coming = FIRST, iter(tasks)
    for task in coming:
        if isinstance(task, Made):
            yield task
        elif jobs < 2 or todo:
            todo -= jobs > 1
            yield made(work, *task)
        else:
            from policygen.build._pool import at_once

            yield from at_once(work, chain([task], coming), jobs)
