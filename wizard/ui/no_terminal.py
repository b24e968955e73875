"""A command was given to the program that has a window and no terminal: which one has.

Owns that message. Windows gives a program either a window or a terminal; the bundle has one of each
in the same folder. Nothing is run here: nobody could read what came of it.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtWidgets import QApplication, QMessageBox

from wizard.ui.window import NAME
from wizard.words import Words, pgettext

WITH_TERMINAL: Final = "mail-connection-check-console.exe"

# Words: Heading: a command was typed, but this program of the folder cannot answer in a terminal.
_HEADING: Final = pgettext("no-terminal", "Commands are for the other program")
# Words: Below that heading. {program}: the name of a file.
_BODY: Final = pgettext(
    "no-terminal",
    "Nothing was done. This program has a window only. In the same folder, {program} takes "
    "commands.",
)
# Words: Button: nothing more to do here.
_CLOSE: Final = pgettext("no-terminal", "&Close")


def tell(words: Words) -> None:
    """Say so in a small window, and wait until it was read."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    box = QMessageBox()
    box.setWindowTitle(words.say(NAME))
    box.setText(words.say(_HEADING))
    box.setInformativeText(words.say(_BODY, program=WITH_TERMINAL))
    box.setDefaultButton(box.addButton(words.say(_CLOSE), QMessageBox.ButtonRole.AcceptRole))
    box.exec()
    del app  # it had to live until here
