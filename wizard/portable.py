"""The folder of a program that is carried about: where `portable.txt` lies beside the program.

Owns whether there is such a folder, what lies where in it, and whether it can be written. Without
`portable.txt` there is none, and then nothing is kept anywhere. It must never write outside that
folder, and never make one by itself but for a case that is about to be saved.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wizard import assets
from wizard.files import CannotWriteError, Promised, sweep

FILE: Final = "portable.txt"
_CASES: Final = "cases"
_SETTINGS: Final = "settings.ini"
# macOS starts what was downloaded, and not moved by hand since, from a copy in a folder of this
# name, in which nothing lies beside the program.
_MOVED_ASIDE: Final = "AppTranslocation"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder beside the program; `writable` is what was found when it was asked for."""

    folder: Path
    writable: bool

    @property
    def cases(self) -> Path:
        """Where case files and papers are saved, unless the user wants another place."""
        return self.folder / _CASES

    @property
    def settings(self) -> Path:
        """Where the settings are."""
        return self.folder / _SETTINGS

    def cases_made(self) -> Path | None:
        """The folder of the cases, made if need be; None where it cannot be."""
        if self.writable:
            with contextlib.suppress(OSError):
                self.cases.mkdir(exist_ok=True)
        return self.cases if self.writable and self.cases.is_dir() else None


def home() -> Home | None:
    """The folder of this program, or None where it carries none; looked at anew each time."""
    folder = _folder()
    return None if folder is None else Home(folder, _can_be_written(folder))


def cases() -> Path | None:
    """Where its cases lie, or None; nothing is tried, so that a look costs no writing."""
    folder = _folder()
    return None if folder is None else folder / _CASES


def _folder() -> Path | None:
    folder = assets.beside()
    with contextlib.suppress(OSError):  # a stick that cannot be read is no reason not to start
        if (folder / FILE).is_file():
            return folder
    return None


def settle_in(there: Home) -> None:
    """Temporary files lie in this folder from now on; those of an earlier visit are taken away."""
    if there.writable:
        tempfile.tempdir = str(there.folder)
        for folder in (there.folder, there.cases):
            sweep(folder)


def is_moved_aside() -> bool:
    """Whether macOS hides from this program what lies beside it, `portable.txt` as well."""
    return sys.platform == "darwin" and _MOVED_ASIDE in assets.beside().parts


def _can_be_written(folder: Path) -> bool:
    """Tried with a file that is gone at once: a protected stick looks writable on Windows."""
    if not os.access(folder, os.W_OK):
        return False
    try:
        Promised(folder / _SETTINGS.replace("settings", "try"))
    except CannotWriteError:
        return False
    return True
