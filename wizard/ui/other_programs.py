"""Programs of the system, started from here as if they had been started from the desktop.

Owns what they get of our surroundings: a bundle leads itself to its own libraries and plugins by
the environment, and with these a foreign program does not start or takes the wrong ones. Nothing
here goes through a shell.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QDir, QProcess, QProcessEnvironment

# What the start of a bundle keeps of a path to libraries that was there before.
_AS_IT_WAS: Final = "_ORIG"
_ABOUT_THE_BUNDLE: Final = ("_PYI_", "_MEI")


def environment() -> dict[str, str]:
    """Ours, without what the bundle put into it."""
    return without(getattr(sys, "_MEIPASS", ""), os.environ)


def without(bundle: str, around: Mapping[str, str]) -> dict[str, str]:
    """An environment as it was before a program in the folder `bundle` began; "": no bundle."""
    if not bundle:
        return dict(around)
    clean = {}
    for name, value in around.items():
        earlier = name.removesuffix(_AS_IT_WAS)
        if name.startswith(_ABOUT_THE_BUNDLE) or (earlier != name and earlier in around):
            continue
        before = around.get(name + _AS_IT_WAS)
        parts = value.split(os.pathsep)
        beyond = [part for part in parts if not _inside(part, bundle)]
        if before is not None:
            clean[name] = before
        elif beyond:
            clean[name] = value if len(beyond) == len(parts) else os.pathsep.join(beyond)
    return clean


def _inside(part: str, bundle: str) -> bool:
    place = PurePath(part)
    return place.is_absolute() and place.is_relative_to(bundle)


def start(command: Sequence[str]) -> bool:
    """Start a program that goes on when we end; whether it began. The first part is its path."""
    one, around = QProcess(), QProcessEnvironment()
    for name, value in environment().items():
        around.insert(name, value)
    one.setProgram(command[0])
    one.setArguments(list(command[1:]))
    one.setProcessEnvironment(around)
    one.setStandardInputFile(QProcess.nullDevice())
    one.setStandardOutputFile(QProcess.nullDevice())
    one.setStandardErrorFile(QProcess.nullDevice())
    # Not where we are: a stick could not be pulled out while that program is open.
    one.setWorkingDirectory(QDir.rootPath())
    begun: object = one.startDetached()
    return bool(begun[0] if isinstance(begun, tuple) else begun)


@contextmanager
def as_from_the_desktop() -> Iterator[None]:
    """While it lasts, what Qt starts by itself gets the same environment. Keep it short."""
    ours, theirs = dict(os.environ), environment()
    try:
        _put(theirs)
        yield
    finally:
        _put(ours)


def _put(wanted: Mapping[str, str]) -> None:
    """Only what differs is touched: other threads may read it."""
    for name in set(os.environ) - set(wanted):
        del os.environ[name]
    for name, value in wanted.items():
        if os.environ.get(name) != value:
            os.environ[name] = value
