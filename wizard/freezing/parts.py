"""The parts that a bundle is made of: whose work, under which licence, with which texts.

Owns the types and what can be asked of a list of parts. Who made which file is in sorting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent.parent.parent
TEXTS: Final = HERE / "resources" / "licences"


@dataclass(frozen=True)
class Text:
    """A licence text: where it is now, and where it lies in the folder `licences`."""

    source: Path
    place: str


@dataclass(frozen=True)
class Part:
    """Somebody's work within the bundle.

    `licence` is an SPDX expression where one is known, else a name. `files` are places in the
    bundle; what is packed into the program file has no place of its own and is only counted.
    `within` is what its makers have linked into it, as they tell: without files of its own.
    """

    name: str
    version: str = ""
    licence: str = ""
    purl: str = ""
    texts: tuple[Text, ...] = ()
    files: tuple[str, ...] = ()
    packed: int = 0
    within: tuple[Part, ...] = ()


def ours(*names: str) -> tuple[Text, ...]:
    """Licence texts that this checkout keeps."""
    return tuple(Text(TEXTS / name, name) for name in names)


def without_text(found: Iterable[Part]) -> list[str]:
    """The names of the parts whose licence, or its text, is not known."""
    return [
        part.name
        for part in found
        if not part.licence or not part.texts or not all(t.source.is_file() for t in part.texts)
    ]
