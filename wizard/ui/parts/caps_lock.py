"""Whether Caps Lock is on, as far as typing shows it.

Owns the guess from a letter and the shift key beside it: no system-wide question is asked, so it
works everywhere. It must never keep or tell what was typed.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_OTHERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class CapsLock(QObject):
    """Watches one field; `seen` tells each time it is found on or off."""

    seen = Signal(bool)

    def __init__(self, edit: QLineEdit) -> None:
        """Nothing is known before the first letter."""
        super().__init__(edit)
        self.on = False
        edit.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look on; every key goes its way."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            found = _is_on(event)
            if found is not None and found != self.on:
                self.on = found
                self.seen.emit(found)
        return False


def _is_on(event: QKeyEvent) -> bool | None:
    """True or False; None where this key tells nothing."""
    if event.key() == Qt.Key.Key_CapsLock:
        return False  # just turned: the next letter tells
    letter = event.text()
    if len(letter) != 1 or letter.lower() == letter.upper() or event.modifiers() & _OTHERS:
        return None
    return letter.isupper() != bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
