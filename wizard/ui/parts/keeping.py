"""Out of the window: into a file, or into the mail program.

Owns the two ways out. It must never choose a place by itself, and never write anything but what it
was given.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from wizard import files


class CannotSaveError(Exception):
    """The place that was chosen cannot be written."""

    def __init__(self, place: str) -> None:
        """`place`: the file that was wanted."""
        super().__init__(place)
        self.place = place


def save(parent: QWidget, title: str, name: str, content: str | bytes, kinds: str = "*.txt") -> str:
    """Ask where, and write; the file's path, or "" where the user changed their mind.

    An old file at this place stays as it was until the new one is whole.
    """
    place, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    if not place:
        return ""
    try:
        files.write(Path(place), content)
    except files.CannotWriteError as error:
        raise CannotSaveError(place) from error
    return place


def open_link(link: str) -> bool:
    """Hand a link to the system; whether something took it."""
    return QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))
