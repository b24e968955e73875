"""A fault of this program: what is told, and the details that support may get.

Owns that message and the text of the file. What the file contains is shown before it is saved: no
password, no name of a user or a computer, and nothing of a mailbox.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal, qVersion

from wizard import __version__
from wizard.ui.desk import Desk
from wizard.ui.pages import sign_in_words as w
from wizard.ui.pages.note_words import NOT_SAVED, NOT_SAVED_BODY, SAVED
from wizard.ui.parts import keeping
from wizard.ui.parts.notice import Notice
from wizard.words import Words, pgettext

# Words: Button after a fault of this program: shows first what would be saved. Also the title of
# Words: the window in which a place is chosen.
_DETAILS: Final = pgettext("E36", "Save details for support")
# Words: Button after a fault of this program: back to an empty first page.
_OVER: Final = pgettext("E36", "Start over")
# Words: Heading above the details, before they are saved.
_CONTENTS: Final = pgettext("E36", "This will be saved, and nothing else")
# Words: Below the details.
_NO_NAMES: Final = pgettext(
    "E36", "It contains no password, no mailbox and no name of a user or computer."
)
# Words: Button: choose a place and save the details.
_SAVE: Final = pgettext("E36", "Save as file")
_FILE: Final = "mail-check_details.txt"


def details_for_support(code: str) -> str:
    """Program, system and code: what a fault can be found by."""
    import platform  # noqa: PLC0415 - not before the window is painted

    return "\n".join(
        (
            f"Mail Connection Check {__version__}",
            f"Code {code}",
            f"System {platform.system()} {platform.release()} {platform.machine()}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
        )
    )


class OurFault(QObject):
    """Tells a fault in the notice of a page; `told` is what is to be spoken."""

    told = Signal(str)
    over = Signal()

    def __init__(self, notice: Notice, desk: Desk) -> None:
        """Nothing went wrong yet."""
        super().__init__(notice)
        self._notice, self._desk, self._code = notice, desk, ""

    @property
    def _words(self) -> Words:
        return self._desk.words

    def tell(self, code: str) -> None:
        """Something went wrong, here."""
        self._code = code
        say = self._words.say
        body = say(w.OUR_FAULT_BODY, code=code)
        self._show(say(w.OUR_FAULT), body, (say(_DETAILS), self._contents))

    def _contents(self) -> None:
        say = self._words.say
        body = f"{self._words.isolate(details_for_support(self._code))}\n{say(_NO_NAMES)}"
        self._show(say(_CONTENTS), body, (say(_SAVE), self._save))

    def _save(self) -> None:
        say = self._words.say
        text = f"{details_for_support(self._code)}\n"
        try:
            place = keeping.save(self._notice, say(_DETAILS), _FILE, text)
        except keeping.CannotSaveError as error:
            heading = say(NOT_SAVED, place=error.place)
            self._show(heading, say(NOT_SAVED_BODY), (say(_SAVE), self._save))
            return
        if place:
            self._show(say(SAVED, file=place), "")

    def _show(self, heading: str, body: str, *choices: tuple[str, Callable[[], None]]) -> None:
        over = (self._words.say(_OVER), self.over.emit)
        self._notice.tell(heading, body, (*choices, over))
        self._notice.go()
        self.told.emit(f"{heading}. {body}" if body else heading)
