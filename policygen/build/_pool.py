"""Declarations at the same time in several processes, in the order in which they were asked for."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from typing import Any

from policygen.build._unit import Made, Task, Work, made
from policygen.project import File

AHEAD = 4                                                     # declarations that may wait for their turn, per process
_works: list[Work] = []


def at_once(work: Work, tasks: Iterable[Task | Made], jobs: int) -> Iterator[Made]:
    """What becomes of each task, in their order; what is made already takes its turn.

    Where a process is killed or none can be started, what is left is made in this one. Where this one is stopped,
    nothing more is made. Processes talk through pipes and semaphores; no socket is opened.
    """
    others = set(active_children())                           # of a program that we are a part of
    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    try:
        opened = ProcessPoolExecutor(jobs, context, _start, (work,))
    except (OSError, NotImplementedError):                    # as where there is no /dev/shm
        yield from (task if isinstance(task, Made) else made(work, *task) for task in tasks)
        return
    try:
        with opened as pool:
            try:
                yield from _in_turn(pool, work, tasks, AHEAD * jobs)
            except BaseException:
                _killed(others)
                raise
    finally:
        _killed(others)                                       # some may have been started before one could not be


def _killed(others: Collection[object]) -> None:
    for process in set(active_children()) - set(others):
        process.kill()
        process.join()


def _in_turn(pool: ProcessPoolExecutor, work: Work, tasks: Iterable[Task | Made], ahead: int) -> Iterator[Made]:
    waiting: deque[tuple[Task | Made, Future[Made] | None]] = deque()
    for task in tasks:
        waiting.append((task, None if isinstance(task, Made) else _asked(pool, task)))
        if len(waiting) > ahead:
            yield _had(work, *waiting.popleft())
    while waiting:
        yield _had(work, *waiting.popleft())


def _asked(pool: ProcessPoolExecutor, task: Task) -> Future[Made] | None:
    try:
        return pool.submit(_do, *task)
    except (OSError, RuntimeError):                           # the pool is broken, or no process or thread can start
        return None


def _had(work: Work, task: Task | Made, asked: Future[Made] | None) -> Made:
    if isinstance(task, Made):
        return task
    try:
        return asked.result() if asked is not None else made(work, *task)
    except BrokenProcessPool:
        return made(work, *task)


def _start(work: Work) -> None:
    """In a new process: it is stopped by the one that started it, not by the keyboard, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()
    _works.append(work)


def _follow() -> None:
    above = parent_process()
    if above is not None:
        above.join()
        os._exit(1)


def _do(id: str, files: tuple[File, ...]) -> Made:
    return made(_works[0], id, files)
