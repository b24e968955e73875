"""The line above every page: the step, and what is always there: start over, language, IT support.

Owns the small ways out of the page. It only tells which one was taken.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from wizard.ui import look
from wizard.ui.parts.text import Link, Text
from wizard.words import Words, language_name, languages, pgettext

# Words: Small link above the page: everything entered is forgotten.
_START_OVER: Final = pgettext("P0", "Start over")
# Words: Small button above the page, opens a menu for technicians.
_SUPPORT: Final = pgettext("P0", "For IT support")
# Words: In that menu: opens the window "For IT support".
_SETTINGS: Final = pgettext("P0", "&Settings for this test")
# Words: In that menu: everything of this client goes, another one begins.
_NEW_CLIENT: Final = pgettext("P0", "&New client")
# Words: In that menu: shows what was written in this visit, then clears the rest.
_FINISH: Final = pgettext("P0", "&Finish visit")
# Words: Name of the small button with the languages, for screen readers.
_LANGUAGE: Final = pgettext("P0", "Language")


def support_key() -> QKeySequence:
    """What opens the settings for technicians."""
    return QKeySequence(Qt.Key.Key_F12)


def new_client_key() -> QKeySequence:
    """What begins a new client; known only once there is an application."""
    return QKeySequence(QKeySequence.StandardKey.New)


class Top(QWidget):
    """One line."""

    over = Signal()
    support = Signal()
    new_client = Signal()
    finish = Signal()
    language = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without words yet."""
        super().__init__(parent)
        self.step = Text(self, colour=look.QUIET)
        self.start_over, self.support_button = Link(self), QToolButton(self)
        self.language_button = QToolButton(self)
        self.menu, self.for_support = QMenu(self), QMenu(self)
        self._ways = [self.for_support.addAction("") for _ in range(3)]
        for way, told in zip(self._ways, (self.support, self.new_client, self.finish), strict=True):
            way.triggered.connect(told)
        self._group = QActionGroup(self)
        for button in (self.support_button, self.language_button):
            button.setAutoRaise(True)
        for button, menu in (
            (self.support_button, self.for_support),
            (self.language_button, self.menu),
        ):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.step, 1)
        for widget in (self.start_over, self.support_button, self.language_button):
            row.addWidget(widget)
        self.start_over.clicked.connect(self.over)
        for code in languages():
            action = self.menu.addAction(language_name(code))
            action.setCheckable(True)
            action.setData(code)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.language.emit(action.data()))

    def say(self, step: str, words: Words) -> None:
        """The words of the line."""
        self.step.setText(step)
        self.start_over.setText(words.say(_START_OVER))
        self.support_button.setText(words.say(_SUPPORT))
        # The keys are the window's: here they are only told.
        keys = (support_key(), new_client_key(), QKeySequence())
        told = zip(self._ways, (_SETTINGS, _NEW_CLIENT, _FINISH), keys, strict=True)
        for way, what, key in told:
            written = key.toString(QKeySequence.SequenceFormat.NativeText)
            way.setText(f"{words.say(what)}\t{written}".strip())
        self.language_button.setText(language_name(words.language))
        name = f"{words.say(_LANGUAGE)}: {self.language_button.text()}"
        self.language_button.setAccessibleName(name)
        for action in self._group.actions():
            action.setChecked(action.data() == words.language)

    def arrange(self, *, over: bool, quiet: bool) -> None:
        """Whether one may start over; while a test runs (`quiet`) nothing of this is there."""
        self.start_over.setVisible(over and not quiet)
        self.support_button.setVisible(not quiet)
        self.language_button.setVisible(not quiet)
