"""`python -m wizard.freezing.heavy --bundle DIR`: how large a bundle is, and what makes it so.

Owns these numbers and their table. Fonts and licence texts are counted apart: they are there for
the reader's sake and no fault of the program.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard.freezing.layout import Layout, layout

MANY: Final = 10


@dataclass(frozen=True)
class Weight:
    """The size of a bundle in bytes; `heaviest` are its largest files, by their place in it."""

    files: int
    all: int
    fonts: int
    licences: int
    heaviest: tuple[tuple[int, str], ...]


def weigh(where: Layout) -> Weight:
    """Every file once, whatever other names it has."""
    sizes = {
        place.relative_to(where.bundle).as_posix(): place.stat().st_size for place in where.files()
    }
    texts = [place.stat().st_size for place in where.licences.rglob("*") if place.is_file()]
    fonts = sum(size for place, size in sizes.items() if "resources/fonts/" in place)
    heaviest = sorted(((size, place) for place, size in sizes.items()), reverse=True)[:MANY]
    count, whole = len(sizes) + len(texts), sum(sizes.values()) + sum(texts)
    return Weight(count, whole, fonts, sum(texts), tuple(heaviest))


def table(weight: Weight) -> str:
    """The numbers as people read them, in MB of a million bytes."""
    apart = f"fonts {weight.fonts / 1e6:.1f}, licence texts {weight.licences / 1e6:.1f}"
    head = f"{weight.files} files, {weight.all / 1e6:.1f} MB; of these {apart}; the heaviest:\n"
    return head + "".join(f"{size / 1e6:7.1f} MB  {place}\n" for size, place in weight.heaviest)


def main(arguments: Sequence[str]) -> int:
    """Print the table of one bundle."""
    asked = argparse.ArgumentParser(prog="python -m wizard.freezing.heavy")
    asked.add_argument("--bundle", required=True, type=Path)
    sys.stdout.write(table(weigh(layout(asked.parse_args(arguments).bundle))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
