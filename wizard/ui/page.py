"""What every page of the window is: a step, a main instruction, a body that may scroll.

Owns the shape. A page says which buttons it wants and tells when that changed; the window alone
sets buttons. A page decides nothing about the order of pages: it asks for a move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget, QWizardPage

from wizard.core.journey import STEPS, Page, step
from wizard.ui import look
from wizard.ui.parts.fold import Fold
from wizard.ui.parts.notice import Choice, Notice
from wizard.ui.parts.text import Text
from wizard.ui.parts.top import Top
from wizard.words import Message, Words, pgettext

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

# Words: Above the main instruction of every page. {number} and {steps}: 2 and 4; {name}: "Test".
_STEP: Final = pgettext("P0", "Step {number} of {steps}: {name}")
_NAMES: Final = (
    # Words: Name of the first of four steps.
    pgettext("P0", "Sign in"),
    # Words: Name of the second of four steps.
    pgettext("P0", "Your office"),
    # Words: Name of the third of four steps.
    pgettext("P0", "Test"),
    # Words: Name of the last of four steps.
    pgettext("P0", "Tell the provider"),
)
# Words: Added to the step while the practice server is tested, not a real one.
_PRACTICE: Final = pgettext("P0", "{step} (practice, no real mailbox)")
# Words: Added to the step where settings for technicians were changed.
_CHANGED: Final = pgettext("P0", "{step} - Changed by IT support")


@dataclass(frozen=True, slots=True)
class Buttons:
    """The buttons a page wants, by their words; None: not there. `enter`: Enter is the primary."""

    primary: Message | None = None
    secondary: Message | None = None
    close: Message | None = None
    enter: bool = True


class Sheet(QWizardPage):
    """One page. Subclasses fill `body` (and `foot`) in __init__, and words in `say`."""

    updated = Signal()
    moved = Signal(object)
    announced = Signal(str, bool)
    asked = Signal(object, object, object)  # a job, and who hears of it
    stopped = Signal()
    saved = Signal(object)  # a Wish of saving.py
    opening = Signal()  # an earlier case is wanted
    chosen = Signal(str)  # this earlier case is wanted
    finished = Signal()  # the visit is over
    renewed = Signal()  # another client's mailbox was typed
    freed = Signal(object)  # what to do once nothing unsaved can be lost
    page: Page
    heading_words: Message

    def __init__(self, desk: Desk) -> None:
        """An empty page; its words come with `say`."""
        super().__init__()
        self.desk = desk
        # Without this a wizard's page is a sheet of paper, and fields cannot be told from it.
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.top = Top(self)
        self.heading = Text(self, points=look.HEADING_POINTS, bold=True)
        self.question: Fold | None = None
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        # The page shines through: it is the system's, light or dark.
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.notice.turned.connect(self._to_the_notice)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 6, 16, 0)
        rows.setSpacing(4)
        rows.addWidget(self.top)
        rows.addWidget(self.heading)
        rows.addWidget(self.area, 1)
        self.foot = QVBoxLayout()  # what stays in sight while the body scrolls
        rows.addLayout(self.foot)

    @property
    def words(self) -> Words:
        """The language of the screen."""
        return self.desk.words

    def add_question(self) -> Fold:
        """The help link at the end of the page, phrased as a question."""
        self.body.addStretch(1)
        self.question = Fold()
        self.body.addWidget(self.question)
        return self.question

    def instruct(self, heading: str) -> None:
        """Show the main instruction; it is the page's name as well."""
        words = self.words
        number = step(self.page)
        name = words.say(_NAMES[number - 1])
        told = words.say(_STEP, number=number, steps=STEPS, name=name)
        if self.desk.entries.practice:
            told = words.say(_PRACTICE, step=told)
        if self.desk.entries.support != type(self.desk.entries.support)():
            told = words.say(_CHANGED, step=told)
        self.top.say(told, words)
        self.heading.setText(heading)
        self.setAccessibleName(heading)

    def main_instruction(self) -> str:
        """What this page is for, in one line."""
        return self.words.say(self.heading_words)

    def tell(self, heading: str, body: str, choices: Sequence[Choice] = ()) -> None:
        """Something went wrong: show it, read it out, go there."""
        self.notice.tell(heading, body, choices)
        self.announced.emit(f"{heading}. {body}", True)
        self.notice.go()

    def tell_quietly(self, heading: str, body: str = "") -> None:
        """Something went well: show it and read it out, and leave the focus where it is."""
        self.notice.tell(heading, body)
        self.announced.emit(". ".join(part for part in (heading, body) if part), False)

    def greeting(self) -> str:
        """What is read out when the page comes to the front."""
        return f"{self.main_instruction()}. {self.top.step.text()}"

    def _to_the_notice(self, shown: bool) -> None:
        """A message is seen, wherever the page was scrolled to."""
        if shown:  # twice: the focus is moved by a turn of the loop as well
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._scroll_up))

    def _scroll_up(self) -> None:
        """To the message, and down again as far as what has the focus needs."""
        focused = self._focused()
        self.body.activate()
        self.area.verticalScrollBar().setValue(0)
        if focused is not None and self.area.widget().isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, 0, 0)

    def _focused(self) -> QWidget | None:
        return self.focusWidget()

    def focus(self, widget: QWidget) -> None:
        """Put the focus there once the page is shown."""
        QTimer.singleShot(0, widget, lambda: widget.setFocus(Qt.FocusReason.OtherFocusReason))

    # -- What subclasses fill in -----

    def say(self) -> None:
        """Put all words on the page, in the language of the screen."""
        self.instruct(self.main_instruction())

    def entered(self) -> None:
        """The page is in front now."""

    def buttons(self) -> Buttons:
        """Which buttons it wants just now."""
        return Buttons()

    def primary(self) -> None:
        """The primary button was pressed."""

    def secondary(self) -> None:
        """The secondary button was pressed."""

    def stop(self) -> bool:
        """Esc, Close or the window's X: whether the page used it up to end something."""
        return False
