"""P4: the test while it runs: what is done just now, the places, about how long it takes.

Owns the picture of a running test and when a computer's sleep spoils it. It moves on by itself and
knows no way back; Esc and the window's X mean Stop.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from wizard.core.commands import Ending
from wizard.core.journey import Move, Page
from wizard.core.progress import Place, Showing, begin
from wizard.core.slumber import Glance, slept
from wizard.paper.progress_words import status_line, time_left
from wizard.service import Progress
from wizard.ui import look
from wizard.ui.bridge import Ended
from wizard.ui.desk import Desk
from wizard.ui.finding import Finding
from wizard.ui.our_fault import OurFault
from wizard.ui.page import Buttons, Sheet
from wizard.ui.parts.legend import Legend
from wizard.ui.parts.strip import LiveStrip
from wizard.ui.parts.text import Text
from wizard.ui.turned_away import TurnedAway
from wizard.words import npgettext, pgettext

# Words: Main instruction while the test runs.
HEADING: Final = pgettext("P4", "Opening connections one at a time")
# Words: Beside the large number while the test runs. {count} stands there already, large.
_OPEN: Final = npgettext(
    "P4", "connection open at the same time", "connections open at the same time"
)
# Words: Beside the large number. {count}: connections.
_NEEDED: Final = npgettext(
    "P4", "Your office needs about {count}.", "Your office needs about {count}."
)
# Words: The only button while the test runs.
_STOP: Final = pgettext("P4", "&Stop the test")
# Words: Spoken when the test begins.
_STARTED: Final = pgettext("P4", "Test started. About one minute.")
# Words: Spoken while the test runs. {count}: connections.
_SPOKEN_OPEN: Final = npgettext("P4", "{count} connection open.", "{count} connections open.")
# Words: Spoken while the test runs. {number}: which connection.
_SPOKEN_REFUSED: Final = pgettext("P4", "Connection {number} refused. Checking.")
# Words: Spoken at the end of the test.
_DONE: Final = pgettext("P4", "Done.")
# Words: Button after a fault of this program.
_AGAIN: Final = pgettext("P4", "Test &again")

_EVERY: Final = 5
_LOOK_MS: Final = 1000
_DRAW_MS: Final = 40


class Running(Sheet):
    """The page of the test."""

    page = Page.TEST
    heading_words = HEADING

    def __init__(self, desk: Desk) -> None:
        """Status, number, strip, bar."""
        super().__init__(desk)
        self.showing: Showing | None = None
        self.running = self.asleep = False
        self.status = Text(self)
        self.status.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = Text(self, points=look.NUMBER_POINTS, bold=True, colour=look.NUMBER)
        self.number.setWordWrap(False)
        self.open, self.needed = Text(self), Text(self)
        self.strip, self.legend = LiveStrip(desk.words), Legend(desk.words)
        self.bar, self.left = QProgressBar(), Text(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.stop_button = QPushButton()
        self.stop_button.setMinimumHeight(look.STOP_HEIGHT)
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stopped)
        self.our_fault = OurFault(self.notice, desk)
        self.our_fault.told.connect(lambda text: self.announced.emit(text, True))
        self.our_fault.over.connect(lambda: self.moved.emit(Move.START_OVER))
        self.turned_away = TurnedAway(self.notice, desk)
        self.turned_away.told.connect(lambda text: self.announced.emit(text, True))
        self._lay_out()
        self._began = self._status_since = self._told_at = 0.0
        self._glance = Glance(0.0, 0.0)
        # Many things can happen at once: they are drawn together, 25 times a second at most.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_DRAW_MS)
        self._soon.timeout.connect(self._draw)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look_at_the_clock)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.number)
        top.addWidget(self.open, 3)
        top.addWidget(self.needed, 2)
        bottom = QHBoxLayout()
        bottom.addWidget(self.left, 1)
        bottom.addWidget(self.stop_button)
        self.body.addWidget(self.status)
        self.body.addLayout(top)
        self.body.addWidget(self.strip)
        self.body.addWidget(self.legend)
        self.body.addStretch(1)
        self.foot.setContentsMargins(0, 0, 0, 4)
        self.foot.addWidget(self.bar)
        self.foot.addLayout(bottom)

    def say(self) -> None:
        """All words of the page."""
        super().say()
        self.stop_button.setText(self.words.say(_STOP))
        self.strip.speak(self.words)
        self.legend.speak(self.words)
        self._draw()

    def entered(self) -> None:
        """Begin."""
        self.desk.order()
        assert self.desk.plan is not None
        self.showing, self.running, self.asleep = begin(self.desk.plan), True, False
        self._began = self._status_since = self._told_at = time.monotonic()
        self._glance = Glance(time.time(), time.monotonic())
        self.notice.clear()
        self.turned_away.begin()
        self.stop_button.setEnabled(True)
        self.say()
        self.focus(self.status)
        self.announced.emit(self.words.say(_STARTED), False)
        self._clock.start()
        self.desk.awake.begin()
        self.asked.emit(self.desk.test(), self._happened, self._ended)

    def buttons(self) -> Buttons:
        """None below: Stop stands in the page. After a fault of this program: once more."""
        return Buttons(enter=False) if self.running else Buttons(primary=_AGAIN, enter=False)

    def primary(self) -> None:
        """Once more, after a fault of this program."""
        self.entered()
        self.updated.emit()

    # -- While it runs -----

    def _happened(self, told: Progress) -> None:
        if self.showing is None:
            return
        before = self.showing
        self.showing = before.after(told)
        self._told_at = time.monotonic()
        if before.status is not self.showing.status or before.seconds != self.showing.seconds:
            self._status_since = time.monotonic()
        self.turned_away.hear(told)
        self._speak(before, self.showing)
        if not self._soon.isActive():
            self._soon.start()

    def _speak(self, before: Showing, now: Showing) -> None:
        if now.latest in {Place.REFUSED, Place.SILENT} and before.latest is Place.OPENING:
            said = self.words.say(_SPOKEN_REFUSED, number=now.open + 1)
            self.announced.emit(said, False)
        elif now.open > before.open and (now.open == 1 or now.open % _EVERY == 0):
            self.announced.emit(self.words.say(_SPOKEN_OPEN, now.open), False)

    def _look_at_the_clock(self) -> None:
        now = Glance(time.time(), time.monotonic())
        if slept(self._glance, now) and not self.asleep:
            self.asleep = True
            self.stopped.emit()
        self._glance = now
        if self.showing is not None:
            self.showing = self.showing.later(time.monotonic() - self._began)
            self._draw()

    def _draw(self) -> None:
        showing, say = self.showing, self.words.say
        if showing is None:
            return
        waited = time.monotonic() - self._status_since
        line = status_line(showing, self.words, waited, time.monotonic() - self._told_at)
        self.status.setText(line)
        self.status.setAccessibleName(line)
        self.number.setText(self.words.number(showing.open))
        self.open.setText(say(_OPEN, showing.open))
        self.needed.setText(say(_NEEDED, showing.needed))
        self.strip.show_places(showing.places, showing.needed)
        self.bar.setValue(max(self.bar.value() * self.running, round(showing.fraction * 1000)))
        left = showing.seconds_left_at(time.monotonic() - self._began)
        self.left.setText(time_left(left, self.words))

    def _ended(self, ended: Ended) -> None:
        self.running = False
        self._clock.stop()
        awake = self.desk.awake.end()
        self.turned_away.end()
        if not isinstance(ended.value, Finding):
            self.stop_button.setEnabled(False)
            self.our_fault.tell(ended.code)
            self.updated.emit()
            return
        self.announced.emit(self.words.say(_DONE), False)
        found = self.desk.with_the_users_word(ended.value)
        if self.showing is not None:
            self.desk.fullest = (self.showing.fullest, self.showing.needed)
        slept_by_case = found.case.ending == Ending.SLEPT
        self.desk.keep(replace(found, slept=self.asleep or slept_by_case, kept_awake=awake))
        self.moved.emit(Move.NEXT)

    def stop(self) -> bool:
        """Esc and X stop the test, not the program."""
        if self.running:
            self.stopped.emit()
            self.stop_button.setEnabled(False)
        return self.running
