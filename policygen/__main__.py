"""`policygen` and `python -m policygen`: what was said is said again where nothing has changed, else a command runs."""

from __future__ import annotations

import gc
import sys

from policygen.again import said


def main() -> None:
    """What the console runs."""
    text = said(sys.argv[1:])
    if text is None:
        gc.set_threshold(100_000, 20, 100)                 # much is made and soon let go, little of it in circles
        from policygen.commands import main as command

        command(prog_name="policygen", obj=sys.argv[1:])
    else:
        sys.stderr.write(text)


if __name__ == "__main__":
    main()
