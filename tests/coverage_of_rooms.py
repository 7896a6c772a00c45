"""Branch coverage of the rooms that input and output pass through, by the fast tests of each room; fails under 100 %.

    python tests/coverage_of_rooms.py

What cannot be reached is named in pyproject.toml (`[tool.coverage.report]`), with the reason.
"""

from __future__ import annotations

import os
import sys
import tempfile

import coverage
import pytest
from rooms import ROOMS, ROOT


def main() -> int:
    """Run the tests of all rooms, tell what they do not run, and fail where that is anything."""
    os.environ["POLICYGEN_CACHE"] = tempfile.mkdtemp(prefix="policygen-coverage-")
    files = [path for room in ROOMS.values() for path in room.files()]
    tests = list(dict.fromkeys(test for room in ROOMS.values() for test in room.tests))
    measured = coverage.Coverage(data_file=None, config_file=str(ROOT / "pyproject.toml"), branch=True,
                                 include=[str(path) for path in files])
    measured.start()
    failed = pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m",
                          "not long and not slow and not tools and not browser", *[str(ROOT / test) for test in tests]])
    measured.stop()
    if failed:
        print("The tests of the rooms fail: that is no verdict.", file=sys.stderr)
        return 1
    seen = {path for path in files if measured.get_data().lines(str(path))}
    for path in sorted(set(files) - seen):
        if path.read_text("utf-8").strip():
            print(f"No test reads {path}", file=sys.stderr)
            return 1
    return int(measured.report(show_missing=True, skip_covered=True, precision=2) < 100)


if __name__ == "__main__":
    sys.exit(main())
