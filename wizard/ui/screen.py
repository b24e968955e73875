"""The way onto the screen: the application object, or the sentence that there is no screen.

Owns what becomes of Qt's own complaints while it looks for the screen, and which letters the window
has: they stay the same from then on. It must never let Qt end the program with Qt's words only.
"""

from __future__ import annotations

import os
import sys
from typing import Final, NoReturn

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from wizard.words import Words
from wizard.words import mark as _

NO_WINDOW: Final = 1
# Words: Terminal: a screen is named, but no window can be opened on it. A technician's details
# Words: follow in the next line.
_UNREACHED: Final = _(
    "The screen of this computer cannot be reached, so there is no window. "
    "Start the program on the desktop, as the user who is signed in there."
)
# One letter of every language that has Latin ones; a computer without fonts draws boxes.
_LETTER: Final = "e"


def application(words: Words) -> QApplication:
    """The application object; where no window can be opened the program ends in these words.

    Qt knows no other way there than to end the program at once: so the sentence has to be said, and
    the end made, while Qt complains.
    """
    complaints: list[str] = []

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _end(words, complaints)
        complaints.append(text)

    before = qInstallMessageHandler(hear)
    try:
        app = QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)
    _bring_letters(app)
    settle(app)
    return app


def settle(app: QApplication) -> None:
    """Write with one family from now on, where the system only says "some sans serif".

    Papers bring letters of their own: that wish would be met by those from then on, in a window
    whose lines are laid out for others.
    """
    font = app.font()
    family = QFontInfo(font).family()
    if family != font.family():
        font.setFamilies([family])
        app.setFont(font)


def has_letters(font: QFont) -> bool:
    """Whether this font writes at all; a list of fonts is never empty, Qt makes names up."""
    return QFontMetrics(font).inFont(_LETTER)


def _end(words: Words, complaints: list[str]) -> NoReturn:
    # The first complaint has the cause; the later ones guess, and name one library for all causes.
    told = [words.say(_UNREACHED), *complaints[:1]]
    sys.stderr.write("\n".join(told) + "\n")
    sys.stderr.flush()
    os._exit(NO_WINDOW)  # no window, no thread and no file is there yet


def _bring_letters(app: QApplication) -> None:
    """Where the system has no fonts, those that came along for the papers."""
    if has_letters(app.font()):
        return
    from wizard.paper import pdf_letters  # noqa: PLC0415 - nearly every computer has fonts

    pdf_letters.bring()
    font = app.font()
    font.setFamilies([pdf_letters.TEXT])
    app.setFont(font)
