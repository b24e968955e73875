"""Opening an earlier case, to check again after a fix.

Owns the choice of the file and what is told of one that cannot be opened. The file is read in the
engine thread; nothing on the desk changes before it is known to be good, and nothing unsaved goes
without a question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from wizard import casework, service
from wizard.core.case_file import CaseFile
from wizard.core.earlier import entries_of
from wizard.core.journey import Move, leads_to
from wizard.files import CannotReadError
from wizard.paper.bundle import Fault
from wizard.paper.opening_words import Refusal, cannot_open, cannot_read
from wizard.ui.bridge import Ended, Tell
from wizard.ui.desk import Desk
from wizard.ui.frame import CASE_ENDING
from wizard.ui.page import Sheet
from wizard.ui.parts import keeping
from wizard.ui.saving import CASE_FILE, Run
from wizard.words import pgettext

# Words: Title of the window in which a case file is chosen.
_TITLE: Final = pgettext("P8", "Choose the case file of the last test")
# Words: Button below a file that could not be opened.
_ANOTHER: Final = pgettext("E35", "Choose another file")


def _can_be_read(file: CaseFile) -> bool:
    """Whether its tests have a meaning: here, and not when the next one is held against them."""
    try:
        casework.read_all(file)
    except ValueError:
        return False
    return True


class Opening:
    """Opens for whichever page is in front."""

    def __init__(self, desk: Desk, sheet: Callable[[], Sheet], run: Run) -> None:
        """`run` does a job with the page at rest."""
        self._desk, self._sheet, self._run = desk, sheet, run

    def ask(self) -> None:
        """Ask which file; a change of mind changes nothing."""
        say = self._desk.words.say
        kind = f"{say(CASE_FILE)} (*{CASE_ENDING})"
        folder = self._desk.carried.folder(self._desk.kept.place)
        place = keeping.choose_there(self._sheet(), say(_TITLE), folder, kind)
        if place:
            self.open(place)

    def open(self, place: str) -> bool:
        """Read this file, and take it once nothing unsaved is lost by that; whether that began.

        Not while a test runs, nor while a question is open that speaks of what is here now.
        """
        if leads_to(self._sheet().page, Move.CHECK_AGAIN) is None:
            return False
        if QApplication.activeModalWidget() is not None:
            return False

        def job(_tell: Tell, _stop: threading.Event) -> object:
            try:
                file = casework.open_case(Path(place))
            except casework.CannotOpen as error:
                return cannot_open(error.fault, words)
            except CannotReadError as error:
                return cannot_read(error.reason, words)
            return file if _can_be_read(file) else cannot_open(Fault.DAMAGED, words)

        words = self._desk.words
        return self._run(job, partial(self._ended, self._sheet(), place))

    def _ended(self, sheet: Sheet, place: str, ended: Ended) -> None:
        match ended.value:
            case CaseFile() as file:
                self._take(sheet, file, place)
            case Refusal() as told:
                self._tell(sheet, told)
            case _:
                self._tell(sheet, cannot_open(Fault.DAMAGED, self._desk.words))

    def _take(self, sheet: Sheet, file: CaseFile, place: str) -> None:
        entries = entries_of(file, [code for code, _ in service.programs()])
        if entries is None:
            self._tell(sheet, cannot_open(Fault.DAMAGED, self._desk.words))
            return
        folder = str(Path(place).parent)

        def take() -> None:
            self._desk.open(file, entries, folder)
            sheet.moved.emit(Move.CHECK_AGAIN)

        sheet.freed.emit(take)

    def _tell(self, sheet: Sheet, told: Refusal) -> None:
        sheet.tell(told.heading, told.body, [(self._desk.words.say(_ANOTHER), self.ask)])
