"""Saving a paper or the case file: where, as what, and what is told of it.

Owns the question for a place, and the one about a result that nobody took. The paper is made and
written in the engine thread; where that fails, everything is as it was and can be tried elsewhere.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale

from wizard import casework
from wizard.casework import Choices, Paper
from wizard.paper.note import Version
from wizard.paper.page_size import PageSize, usual_size
from wizard.ui.bridge import Ended, Job, Tell
from wizard.ui.closing import Answer, ask_to_save
from wizard.ui.desk import Desk
from wizard.ui.page import Sheet
from wizard.ui.pages.note_words import NOT_SAVED, NOT_SAVED_BODY, SAVED
from wizard.ui.parts import keeping
from wizard.words import Message, Words, pgettext

# Words: In the list of kinds of files, where a place is chosen. At most 40 letters.
_TEXT: Final = pgettext("P6", "Text")
# Words: In the list of kinds of files.
_MAIL: Final = pgettext("P6", "Email with the PDF report attached")
# Words: In the list of kinds of files. PDF is the name of a kind of file.
_PDF: Final = pgettext("P6", "PDF report")
# Words: In the list of kinds of files: the report for a browser.
_HTML: Final = pgettext("P6", "Web page")
# Words: In the list of kinds of files: a file that this program opens again.
CASE_FILE: Final = pgettext("P7", "Case file")
_NAMES: Final[dict[Paper, Message]] = {
    Paper.TEXT: _TEXT,
    Paper.MAIL: _MAIL,
    Paper.PDF: _PDF,
    Paper.HTML: _HTML,
    Paper.CASE: CASE_FILE,
}
# Words: Title of the window in which a file's place is chosen.
_TITLE: Final = pgettext("P6", "Choose a place for the file")
# Words: Button after a file could not be saved.
_ELSEWHERE: Final = pgettext("E33", "Choose another place")
# Words: Heading: the report itself could not be made, wherever it would have been saved.
_NOT_MADE: Final = pgettext("E33", "This file could not be made")
# Words: Below that heading. {code}: for support.
_NOT_MADE_BODY: Final = pgettext(
    "E33", "Nothing is lost. Save it as another kind of file, or copy the text. Code {code}"
)

Run = Callable[[Job, Callable[[Ended], None]], bool]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be saved: one of these papers, the first one if nobody chooses.

    `then` follows once it is saved. Without `words` it speaks the language of the screen.
    """

    papers: tuple[Paper, ...]
    words: Words | None = None
    version: Version = Version.NORMAL
    letter: str | None = None
    then: Callable[[], None] | None = None


CASE: Final = Wish((Paper.CASE,))


@dataclass(frozen=True, slots=True)
class _NoPlace:
    """The place cannot be written."""

    place: str


class Saving:
    """Saves for whichever page is in front."""

    def __init__(self, desk: Desk, sheet: Callable[[], Sheet], run: Run) -> None:
        """`run` does a job with the page at rest."""
        self._desk, self._sheet, self._run = desk, sheet, run

    @property
    def sheet(self) -> Sheet:
        """The page in front."""
        return self._sheet()

    def save(self, wish: Wish) -> None:
        """Ask where, then make and write it."""
        sheet, say = self._sheet(), self._desk.words.say
        is_case = wish.papers == CASE.papers
        file = self._desk.case if is_case else self._desk.papers
        folder = Path(self._desk.carried.folder(self._desk.kept.place))
        name = str(folder / casework.file_name(file, wish.papers[0]))
        kinds = {paper: f"{say(_NAMES[paper])} (*.{paper.value})" for paper in wish.papers}
        place, chosen = keeping.choose(sheet, say(_TITLE), name, list(kinds.values()))
        if not place:
            return
        paper, place = _as_chosen(place, chosen, kinds)
        words = wish.words or self._desk.words
        letter = wish.letter
        if paper is Paper.CASE and letter is None and self._desk.at_sign_in is None:
            letter = self._desk.letter
            words = words if letter is None else self._desk.note_words or words
        choices = Choices(
            wish.version,
            self._desk.carried.settings.paper or _page_size(),
            letter,
            self._desk.provider.strip(),
            self._desk.firm.branding,
        )
        if paper is not Paper.TEXT:
            casework.get_ready()

        def job(_tell: Tell, _stop: threading.Event) -> object:
            made = casework.make(paper, file, words, choices)
            try:
                keeping.write(place, made)
            except keeping.CannotSaveError as error:
                return _NoPlace(error.place)
            return place

        self._run(job, partial(self._ended, sheet, wish))

    def _ended(self, sheet: Sheet, wish: Wish, ended: Ended) -> None:
        say = self._desk.words.say
        again = (say(_ELSEWHERE), lambda: self.save(wish))
        match ended.value:
            case str(place):
                self._desk.take(case=wish.papers == CASE.papers)
                sheet.tell_quietly(say(SAVED, file=place))
                if wish.then is not None:
                    wish.then()
            case _NoPlace(place):
                sheet.tell(say(NOT_SAVED, place=place), say(NOT_SAVED_BODY), [again])
            case _:
                sheet.tell(say(_NOT_MADE), say(_NOT_MADE_BODY, code=ended.code))

    def once_free(self, act: Callable[[], None]) -> None:
        """Do it, but ask first where a result that nobody took would be lost."""
        if self._desk.taken:
            act()
            return
        match ask_to_save(self._sheet(), self._desk.words):
            case Answer.SAVE:
                self.save(replace(CASE, then=act))
            case Answer.FORGET:
                act()
            case Answer.STAY:
                pass


def _as_chosen(place: str, chosen: str, kinds: dict[Paper, str]) -> tuple[Paper, str]:
    """The paper and its place: the ending that was typed counts, else the kind from the list.

    A place that nobody was asked about is never one that is taken already.
    """
    usual = next(iter(kinds))
    listed = next((paper for paper, text in kinds.items() if text == chosen), usual)
    ending = Path(place).suffix.lower().removeprefix(".")
    typed = next((paper for paper in kinds if paper.value == ending), None)
    if typed is usual and listed is not usual:
        return listed, _free(Path(place).with_suffix(f".{listed.value}"))
    if typed is not None:
        return typed, place
    return listed, _free(Path(f"{place}.{listed.value}"))


def _page_size() -> PageSize:
    """The paper that is usual where this computer stands, whatever language it speaks."""
    return usual_size(QLocale.territoryToCode(QLocale.system().territory()))


def _free(place: Path) -> str:
    """This place, or the next one that is free."""
    number, found = 2, place
    while found.exists():
        found = place.with_stem(f"{place.stem}-{number}")
        number += 1
    return str(found)
