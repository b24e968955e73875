"""The frame of the window: its style, its four buttons, and what is dropped on it.

Owns how a QWizard has to be set up so that it behaves on every system. Words and what a button does
come from the window.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget, QWizard

CASE_ENDING: Final = ".mailcheck"
_W = QWizard.WizardButton
_LAYOUT: Final = (
    *(_W.CancelButton, _W.Stretch),
    *(_W.CustomButton1, _W.CustomButton2, _W.CustomButton3),
)


def dress(window: QWizard) -> tuple[QPushButton, QPushButton, QPushButton, QPushButton]:
    """Set up the style; the buttons: close, back, secondary, primary."""
    # AeroStyle, the usual one on Windows, breaks dark colours.
    window.setWizardStyle(QWizard.WizardStyle.ModernStyle)
    window.setOption(QWizard.WizardOption.NoDefaultButton)
    for option in ("HaveCustomButton1", "HaveCustomButton2", "HaveCustomButton3"):
        window.setOption(QWizard.WizardOption[option])
    window.setButtonLayout(list(_LAYOUT))
    return (
        _push(window.button(_W.CancelButton)),
        _push(window.button(_W.CustomButton1)),
        _push(window.button(_W.CustomButton2)),
        _push(window.button(_W.CustomButton3)),
    )


def _push(button: QAbstractButton) -> QPushButton:
    assert isinstance(button, QPushButton)
    return button


class Drops(QObject):
    """Tells which case file was dropped on the window; anything else is not taken."""

    dropped = Signal(str)

    def __init__(self, window: QWizard) -> None:
        """Of this window."""
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take case files, one at a time."""
        del window
        if not isinstance(event, (QDragEnterEvent, QDropEvent)):
            return False
        place = case_file_in(event.mimeData())
        if place:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(place)
        return bool(place)


def case_file_in(what: QMimeData) -> str:
    """The one case file that is dragged, "" for anything else."""
    places = [url.toLocalFile() for url in what.urls()]
    good = [place for place in places if place.lower().endswith(CASE_ENDING)]
    return good[0] if len(places) == 1 and good else ""


def raise_window(window: QWidget) -> None:
    """In front of everything, also out of the task bar."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
