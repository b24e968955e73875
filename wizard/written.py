"""What this program wrote since the visit began: the one place where every written file is known.

Owns that list, and the temporary files that could not be removed. Whatever in the program writes a
file says so here; it must never write or choose one itself, nor remove what a user saved.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final


class Written:
    """The files that were written, in their order, and what of ours could not be taken away."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._places: dict[Path, None] = {}
        self._left: dict[Path, None] = {}

    @property
    def places(self) -> tuple[Path, ...]:
        """Every file that was written, the first one first, each once."""
        return tuple(self._places)

    def add(self, path: Path) -> None:
        """This file was written."""
        self._places[path] = None

    def take_away(self, path: Path) -> None:
        """Remove a temporary file of ours; what cannot be removed is remembered.

        Where its folder cannot be seen, a stick was pulled out with the file on it.
        """
        try:
            path.unlink(missing_ok=True)
            gone = path.parent.is_dir()
        except OSError:
            gone = False
        if gone:
            self._left.pop(path, None)
        else:
            self._left[path] = None

    def sweep(self) -> tuple[Path, ...]:
        """Try once more to remove what was left; what is still there."""
        for path in tuple(self._left):
            self.take_away(path)
        return tuple(self._left)

    def forget(self) -> None:
        """Another visit begins. What could not be removed is not forgotten."""
        self._places.clear()


visit: Final = Written()


def is_there(path: Path) -> bool:
    """Whether this file can still be seen; on a stick that was pulled out it cannot."""
    try:
        return path.exists()
    except OSError:
        return False
