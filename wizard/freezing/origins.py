"""Where each file of the bundle came from: what `build.spec` writes down while it still knows.

Owns that list and its file. Must never decide what goes in: it is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from wizard.freezing.trims import Collected

FILE: Final = "origins.json"
# PyInstaller's word for a second name of a file: nothing of its own.
_SECOND_NAME: Final = "SYMLINK"
# What lies packed in the program file itself, and not beside it.
_PACKED: Final = {"PYMODULE", "PYSOURCE"}


@dataclass(frozen=True)
class Origin:
    """A file or module of the bundle: its place or name there, and the file it was made from."""

    place: str
    source: str
    packed: bool


def write(folder: str | Path, *collected: Iterable[Collected]) -> None:
    """Write down where everything comes from, into PyInstaller's working folder."""
    origins = [
        Origin(Path(place).as_posix() if kind not in _PACKED else place, source, kind in _PACKED)
        for entries in collected
        for place, source, kind in entries
        if kind != _SECOND_NAME and source not in {"-", ""}
    ]
    lines = json.dumps([asdict(origin) for origin in origins], indent=0)
    Path(folder, FILE).write_text(lines, encoding="utf-8")


def read(folder: str | Path) -> list[Origin]:
    """What was written down there."""
    found = json.loads(Path(folder, FILE).read_text(encoding="utf-8"))
    return [Origin(**entry) for entry in found]
