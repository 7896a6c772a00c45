"""`policygen` and `python -m policygen`: what was said is said again where nothing has changed, else a command runs.

Here is also how a command ends that is stopped, or that nobody listens to any more: docs/build.md, "Exit codes".
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ENDING = ("SIGINT", "SIGTERM", "SIGHUP")                      # the last is not on all systems
STOPPED = 128                                                 # and the number of the signal, as shells count


class UnwritableError(Exception):
    """Standard output takes nothing: what was asked for is lost."""


class _Out(io.FileIO):
    """Standard output or error, written to for as long as it takes something.

    Whoever closes a pipe has read enough. What is lost on standard error only told of the work, which goes on.
    """

    taken = True

    def write(self, data: ReadableBuffer, /) -> int:
        with memoryview(data) as view:
            if not self.taken:
                return view.nbytes
            try:
                return super().write(view)
            except BrokenPipeError:
                self.taken = False
            except OSError as error:
                self.taken = False
                if self.fileno() == 1:
                    raise UnwritableError(error.strerror) from None
            return view.nbytes


def main() -> None:
    """What the console runs."""
    signals = _heed_signals()
    sys.stdout, sys.stderr = _tolerant(sys.stdout), _tolerant(sys.stderr)
    code = _ended()                                           # a function, so that nothing is held that it left open
    for number in signals:
        signal.signal(number, signal.SIG_DFL)
    sys.exit(code)


def _ended() -> int | str | None:
    try:
        os.getcwd()                                           # noqa: PTH109 - pathlib is not loaded yet
    except OSError as error:
        if sys.stderr is not None:
            sys.stderr.write(f"Error: The folder you are in cannot be found: {error.strerror}.\n")
        return 2
    try:
        _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except SystemExit as end:
        return end.code
    except UnwritableError as error:
        if sys.stderr is not None:
            sys.stderr.write(f"Error: Standard output cannot be written: {error}.\n")
        return 1
    return 0


def _run() -> None:
    from policygen.again import said

    text = said(sys.argv[1:])
    if text is None:
        gc.set_threshold(100_000, 20, 100)                    # much is made and soon let go, little of it in circles
        from policygen.commands import main as command

        command(prog_name="policygen", obj=sys.argv[1:])
    elif sys.stderr is not None:
        sys.stderr.write(text)


def _heed_signals() -> list[int]:
    """End by the usual way, through all that cleans up, on a signal to end that is not ignored; which these are."""
    ours = os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        for other in heeded:
            signal.signal(other, signal.SIG_IGN)              # cleaning up takes a moment, and is not to be cut short
        if os.getpid() == ours and sys.stderr is not None:    # else the number may be that of another file
            with suppress(OSError):
                os.write(2, b"Stopped.\n")
        raise SystemExit(STOPPED + number)

    numbers = [int(getattr(signal, name)) for name in ENDING if hasattr(signal, name)]
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    for number in heeded:
        signal.signal(number, stop)
    return heeded


def _tolerant(stream: TextIO) -> TextIO:
    """The stream as an `_Out`, where it is a plain file, pipe or terminal; it may be closed, and then is None."""
    raw = getattr(stream, "buffer", None)
    raw = getattr(raw, "raw", raw)                            # unbuffered streams have but one layer
    if not isinstance(raw, io.FileIO):
        return stream
    return io.TextIOWrapper(io.BufferedWriter(_Out(raw.fileno(), "wb", closefd=False)), encoding=stream.encoding,
                            errors=stream.errors, line_buffering=raw.fileno() != 1 or raw.isatty())


if __name__ == "__main__":
    main()
