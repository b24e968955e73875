"""The program that is carried about, as the window needs it: its folder and what is remembered.

Owns when settings are read and kept: once at the start, once at the end. Without a folder of the
program's own nothing is read, remembered or written. Whatever is wrong with that folder is told
once, and costs nothing but the remembering.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, QStandardPaths

from wizard.core.case_file import Sender
from wizard.files import CannotWriteError
from wizard.portable import FILE, Home, home, is_moved_aside, settle_in
from wizard.settings import NOT_OURS, Settings, SettingsError, keep_settings, read_settings
from wizard.words import Words, pgettext

if TYPE_CHECKING:
    from wizard.ui.page import Sheet

# Words: Title of the window. {page}: its main instruction; {program}: the program's name.
_TITLE: Final = pgettext("P0", "{page} - {program}")
# Words: Title of the window where the program keeps all it has in its own folder, as on a stick.
_PORTABLE: Final = pgettext("P0", "{page} - {program} - Portable")
# Words: Heading: what is set (language, name) will not be there the next time.
_NOT_KEPT: Final = pgettext("P0", "Settings are not kept this time")
# Words: Below that heading. {place}: a folder, for example on a USB stick.
_PROTECTED: Final = pgettext(
    "P0",
    "{place} is protected against writing. Everything works; save your files in another place.",
)
# Words: Below the same heading. {file}: the path of a file.
_FILE_PROTECTED: Final = pgettext(
    "P0", "{file} is protected against writing. Everything works as it is set there."
)
# Words: For IT support, on macOS only. {file}: the name of a file, not to be translated.
_MOVED_ASIDE: Final = pgettext(
    "P0",
    "macOS opened a copy of this program, which cannot see {file}. Move the program to another "
    "folder in the Finder, then open it there.",
)


class Carried:
    """The folder, where there is one, and the settings as they are now."""

    def __init__(self, home: Home | None = None) -> None:
        """Read what is remembered there."""
        self.home = home
        self.settings = Settings()
        self._not_ours = False
        if home is not None:
            try:
                self.settings = read_settings(home.settings)
            except SettingsError:
                self._not_ours = True
        self._before = self.settings
        self._size: QSize | None = None

    @property
    def sender(self) -> Sender:
        """Who signs a note before anybody typed a name."""
        return Sender(name=self.settings.name)

    def choose(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Somebody chose this; it is remembered where anything is."""
        if self.home is not None:
            self.settings = replace(self.settings, **changes)

    def keep(self, size: QSize) -> None:
        """The visit is over: write what changed, and the window's size if somebody changed it."""
        if self.home is None or not self.home.writable or self._not_ours:
            return
        if self._size is not None and size != self._size:
            self.choose(window=(size.width(), size.height()))
        with suppress(SettingsError, CannotWriteError):  # the stick is out: nobody waits for this
            keep_settings(self.home.settings, self._before, self.settings)

    def size(self, usual: QSize, screen: QSize) -> QSize:
        """The window's size as it was left, as far as this screen goes; else the usual one."""
        width, height = self.settings.window or (usual.width(), usual.height())
        self._size = QSize(width, height).boundedTo(screen)
        return self._size

    def title(self, page: str, program: str, words: Words) -> str:
        """The window's title."""
        wanted = _TITLE if self.home is None else _PORTABLE
        return words.say(wanted, page=page, program=program)

    def folder(self, opened_from: str = "") -> str:
        """Where the choice of a place begins: where the case came from, else with the cases.

        "" means the folder the program was started in, as is usual for what was started by hand.
        """
        if opened_from:
            return opened_from
        cases = None if self.home is None else self.home.cases_made()
        if cases is not None:
            return str(cases)
        if self.home is None and getattr(sys, "_MEIPASS", None) is None:
            return ""
        # A double click starts a program anywhere, on macOS in the root of the disk.
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return QStandardPaths.writableLocation(documents)

    def tell(self, sheet: Sheet) -> None:
        """Say once what is wrong with the folder, on the page in front."""
        told = self.trouble(sheet.words)
        if told is not None:
            sheet.tell_quietly(*told)

    def trouble(self, words: Words) -> tuple[str, str] | None:
        """What is wrong with the folder: a heading and a body."""
        if self.home is None:
            return None
        if not self.home.writable:
            told = words.say(_PROTECTED, place=words.isolate(str(self.home.folder)))
        elif self._not_ours:
            told = words.say(NOT_OURS, file=words.isolate(str(self.home.settings)))
        elif _is_protected(self.home.settings):
            told = words.say(_FILE_PROTECTED, file=words.isolate(str(self.home.settings)))
        else:
            return None
        return words.say(_NOT_KEPT), told


def _is_protected(place: Path) -> bool:
    with suppress(OSError):
        return place.exists() and not os.access(place, os.W_OK)
    return False


def carried_along() -> Carried:
    """The folder of this program and what is remembered there, once it settled in."""
    there = home()
    if there is not None:
        settle_in(there)
    return Carried(there)


def for_support(words: Words) -> str:
    """What IT support has to know of where the program lies, "" for nothing."""
    return words.say(_MOVED_ASIDE, file=FILE) if is_moved_aside() else ""
