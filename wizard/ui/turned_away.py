"""The message while not one connection gets in: whose places are taken, and when the next try is.

Owns that message on the first page and on the page of the test. The check goes on by itself; all
that can be said here is that nobody else is using mail.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from wizard.ui.desk import Desk
from wizard.ui.parts.notice import Notice
from wizard.words import npgettext, pgettext

if TYPE_CHECKING:
    from wizard.core.no_place import NoPlace
    from wizard.service import Progress

# Words: Heading: the very first connection is closed at once; colleagues may hold all places.
_OFFICE: Final = pgettext("E06", "The mail server turned us away at once")
# Words: Below that heading.
_CLOSE_MAIL: Final = pgettext(
    "E06",
    "Other computers may be using all the connections your office can have. Close mail on one or "
    "two computers.",
)
# Words: In place of that, after the button "Mail is closed everywhere, still refused".
_ALL_CLOSED: Final = pgettext(
    "E06", "If nobody else is using mail, your provider may be blocking your office."
)
# Words: Heading: the mailbox itself has no free connection.
_MAILBOX: Final = pgettext("E07", "This mailbox has no free connection right now")
# Words: Below that heading.
_OTHER_DEVICES: Final = pgettext(
    "E07", "The password may be right. Close mail programs on other devices."
)
# Words: Behind one of these. {count}: seconds.
_AGAIN_IN: Final = npgettext(
    "E06", "We try again in {count} second.", "We try again in {count} seconds."
)
# Words: Behind that. {number}: which try comes next; {all}: how many there are at most.
_TRY: Final = pgettext("E06", "Try {number} of {all}.")
# Words: Button: the user says that no mail program is open any more.
_STILL: Final = pgettext("E06", "Mail is closed everywhere, still refused")

# Often enough that each second of the count is seen for most of a second.
_LOOK_MS: Final = 200


class TurnedAway(QObject):
    """Shows the message in the notice of a page, counts down, and takes it away again."""

    told = Signal(str)

    def __init__(self, notice: Notice, desk: Desk) -> None:
        """Nothing is heard yet."""
        super().__init__(notice)
        self._notice, self._desk = notice, desk
        self._now: NoPlace | None = None
        self._until, self._shown = 0.0, False
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._count_down)

    def begin(self) -> None:
        """A check or a test begins."""
        self.end()
        self._now = None
        self._desk.closed_everywhere = False

    def hear(self, told: Progress) -> None:
        """What happened."""
        from wizard.core.no_place import NoPlace, Whose  # noqa: PLC0415 - not before the window is painted

        before = self._now or NoPlace()
        now = self._now = before.after(told)
        if now.waits:
            self._until = time.monotonic() + now.seconds
            self._show(now, anew=before.whose is not now.whose or not self._shown)
        elif now.whose is Whose.NOBODYS:
            self.end()

    def end(self) -> None:
        """Away with it, where it is shown."""
        self._clock.stop()
        if self._shown:
            self._shown = False
            self._notice.clear()

    def _show(self, now: NoPlace, *, anew: bool) -> None:
        say, office = self._desk.words.say, now.is_the_offices
        heading = say(_OFFICE if office else _MAILBOX)
        asks = office and not self._desk.closed_everywhere
        choices = [(say(_STILL), self._all_closed)] if asks else []
        self._notice.tell(heading, self._body(now), choices)
        self._shown = True
        self._clock.start()
        if anew:
            self.told.emit(f"{heading}. {self._notice.body.text()}")

    def _body(self, now: NoPlace) -> str:
        say = self._desk.words.say
        advice = _CLOSE_MAIL if now.is_the_offices else _OTHER_DEVICES
        if self._desk.closed_everywhere:
            advice = _ALL_CLOSED
        left = max(1, math.ceil(self._until - time.monotonic()))
        every = 1 + max(now.tries, len(self._desk.manner.waits.no_place))
        number = say(_TRY, number=now.tries + 1, all=every)
        return f"{say(advice)} {say(_AGAIN_IN, left)} {number}"

    def _count_down(self) -> None:
        if self._shown and self._now is not None and self._now.waits:
            self._notice.tell_body(self._body(self._now))

    def _all_closed(self) -> None:
        self._desk.closed_everywhere = True
        if self._now is not None:
            self._show(self._now, anew=True)
