"""Coverage-guided fuzzing with Google's atheris (libFuzzer): `python tests/fuzz.py TARGET --seconds 600`.

Mutations that reach new lines of policygen are kept and mutated further. An input that fails is written to the folder,
with a name that starts with `crash`, `timeout` or `oom`; it belongs into tests/fuzzed/TARGET once its cause is mended.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

import atheris

INSTRUMENTED = ["policygen.load", "policygen.schema", "policygen.declaration", "policygen.project", "policygen.problem",
                "policygen.configuration", "policygen.localise.po", "policygen.localise.catalogue",
                "policygen.formats._markdown", "policygen.formats._markdown_links"]
MEGABYTES = 256
LENGTH = 8000


def quoted(word: str) -> str:
    """A word as a line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


def main() -> None:
    """Make the corpus and the dictionary, and start."""
    with atheris.instrument_imports(include=INSTRUMENTED):
        import fuzz_targets as targets

        import_module("policygen.formats._markdown_links")    # which the renderer imports late, unseen
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(targets.TARGETS))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"))
    given = parser.parse_args()
    folder = given.folder / given.target
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(targets.seeds(given.target)):
        (corpus / f"seed-{number:04}").write_bytes(seed)
    words = "\n".join(quoted(word) for word in targets.words(given.target) if word)
    (folder / "dictionary").write_text(words + "\n", "utf-8")
    target = targets.TARGETS[given.target]

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        made = targets.mutated(data, seed)
        return made if made is not None and len(made) <= size else atheris.Mutate(data, size)

    options = [sys.argv[0], str(corpus), f"-max_total_time={given.seconds}", f"-dict={folder / 'dictionary'}",
               f"-artifact_prefix={folder}/", f"-rss_limit_mb={MEGABYTES}", "-timeout=30", f"-max_len={LENGTH}",
               "-seed=1", "-print_final_stats=1"]
    atheris.Setup(options, lambda data: targets.timed(target, data),
                  **({"custom_mutator": mutate} if given.target == "structure" else {}))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
