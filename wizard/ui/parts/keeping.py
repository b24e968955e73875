"""Out of the window: into a file, or into the mail program.

Owns the two ways out. It must never choose a place by itself, and never write anything but what it
was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from wizard import files
from wizard.ui.other_programs import as_from_the_desktop
from wizard.ui.traces import forgetting


class CannotSaveError(Exception):
    """The place that was chosen cannot be written."""

    def __init__(self, place: str) -> None:
        """`place`: the file that was wanted."""
        super().__init__(place)
        self.place = place


def save(parent: QWidget, title: str, name: str, text: str) -> str:
    """Ask where, and write; the file's path, or "" where the user changed their mind."""
    place, _ = choose(parent, title, name, ["*.txt"])
    if place:
        write(place, text.encode("utf-8"))
    return place


def choose(parent: QWidget, title: str, name: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Ask where to, and as which kind; the path ("": the user changed their mind) and the kind."""
    with forgetting():
        return QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds))


def choose_there(parent: QWidget, title: str, folder: str, kind: str) -> str:
    """Ask which file of a kind; its path, or "" where the user changed their mind."""
    with forgetting():
        place, _ = QFileDialog.getOpenFileName(parent, title, folder, kind)
    return place


def write(place: str, content: bytes) -> None:
    """Write a file, whole or not at all; raises CannotSaveError."""
    try:
        files.write(Path(place), content)
    except files.CannotWriteError as error:
        raise CannotSaveError(place) from error


def open_link(link: str) -> bool:
    """Hand a link to the system; whether something took it."""
    with as_from_the_desktop():
        return QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
