"""The one question at closing: what becomes of a result that nobody took.

Owns the question. It is asked only where there is something to lose.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtWidgets import QMessageBox, QWidget

from wizard.words import Words, pgettext

# Words: Question at closing, three buttons.
_QUESTION: Final = pgettext("P0", "Save this result before closing?")
# Words: Answer.
_SAVE: Final = pgettext("P0", "&Save")
# Words: Answer.
_FORGET: Final = pgettext("P0", "&Don't save")
# Words: Answer.
_STAY: Final = pgettext("P0", "&Keep open")


class Answer(Enum):
    """What the user wants."""

    SAVE = "save"
    FORGET = "forget"
    STAY = "stay"


def ask_to_save(parent: QWidget, words: Words) -> Answer:
    """Ask; Esc means to keep the window open."""
    box = QMessageBox(parent)
    box.setWindowTitle(parent.windowTitle())
    box.setText(words.say(_QUESTION))
    save = box.addButton(words.say(_SAVE), QMessageBox.ButtonRole.AcceptRole)
    forget = box.addButton(words.say(_FORGET), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(words.say(_STAY), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    if clicked is save:
        return Answer.SAVE
    return Answer.FORGET if clicked is forget else Answer.STAY
