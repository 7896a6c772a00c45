"""`python -m bench`: make the declarations, or measure."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.project import make


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make", help="write a project of realistic declarations into FOLDER")
    making.add_argument("folder", type=Path, metavar="FOLDER")
    making.add_argument("--declarations", type=int, default=100, metavar="N")
    making.add_argument("--languages", type=int, default=2, metavar="L")
    making.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    make(options.folder, options.declarations, options.languages, options.seed)


if __name__ == "__main__":
    main()
