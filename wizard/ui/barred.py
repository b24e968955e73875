"""The message while there is no way out of this computer: not online, or a Wi-Fi's sign-in page.

Owns that message on the first page and on the page before the test, and the wait behind it. The
page goes on by itself as soon as the way is free.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from wizard import service
from wizard.core.discover import Tried
from wizard.core.model import Event, Outcome
from wizard.core.surroundings import Obstacle, Told
from wizard.ui.bridge import Ended, Job, Tell
from wizard.ui.desk import Desk
from wizard.ui.finding import Trial
from wizard.ui.page import Sheet
from wizard.ui.parts.keeping import open_link
from wizard.ui.parts.notice import Choice, Notice
from wizard.ui.system_settings import Part
from wizard.whereabouts import names_answer
from wizard.words import pgettext

# Words: Heading: the Wi-Fi of a hotel or a guest network wants a sign-in in the browser.
_PORTAL: Final = pgettext("E19", "Sign in to this Wi-Fi first")
# Words: Body below it. "We": this program.
_PORTAL_BODY: Final = pgettext(
    "E19",
    "This network shows a sign-in page before it lets you out. We go on as soon as it does.",
)
# Words: Button below it; it opens the browser.
_OPEN_PORTAL: Final = pgettext("E19", "Open the sign-in page")
# Words: Heading.
_OFFLINE: Final = pgettext("E20", "This computer is not connected to the internet")
# Words: Body below it. "it": the connection.
_OFFLINE_BODY: Final = pgettext(
    "E20", "Check the cable or the Wi-Fi. We go on as soon as it is back."
)
# Words: Button below it; it opens the settings of the computer.
_OPEN_NETWORK: Final = pgettext("E20", "Open network settings")
# Words: Behind that body, where no such button can be offered.
_LOOK_FOR_NETWORK: Final = pgettext("E20", "Look for “Network” in the settings of this computer.")

_LOOK_MS: Final = 2000
_WEB: Final = "http://{}/"


class Barred(QObject):
    """Shows the message in the notice of a page and waits; tells when the way is free."""

    free = Signal()
    turned = Signal()  # the wait began or is over

    def __init__(self, sheet: Sheet, desk: Desk) -> None:
        """Nothing is in the way."""
        super().__init__(sheet)
        self._sheet, self._desk = sheet, desk
        self.waiting: Obstacle | None = None
        self._then: Callable[[], None] | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self._look_for_the_portal)

    @property
    def notice(self) -> Notice:
        """Where it is shown."""
        return self._sheet.notice

    def wait(self, what: Obstacle, besides: Sequence[Choice] = ()) -> None:
        """Show the message and wait; `besides` are further buttons of the page."""
        say = self._desk.words.say
        self.waiting, self._then = what, None
        if what is Obstacle.PORTAL:
            host = self._host()
            ways = [(say(_OPEN_PORTAL), lambda: browse(host))] if host else []
            self._sheet.tell(say(_PORTAL), say(_PORTAL_BODY), (*ways, *besides))
            self._clock.start()
        else:
            shown = self._desk.where.settings.has(Part.NETWORK)
            ways = [(say(_OPEN_NETWORK), self._open_network)] if shown else []
            body = say(_OFFLINE_BODY) if shown else self._look_for_network()
            self._sheet.tell(say(_OFFLINE), body, (*ways, *besides))
            self._sheet.asked.emit(self._desk.where.until_back(), lambda _: None, self._over)
        self.turned.emit()

    def _open_network(self) -> None:
        if not self._desk.where.settings.open(Part.NETWORK):
            self.notice.tell_body(self._look_for_network())
            self._sheet.announced.emit(self._desk.words.say(_LOOK_FOR_NETWORK), True)

    def _look_for_network(self) -> str:
        """Where nothing can be opened, where to look."""
        say = self._desk.words.say
        return f"{say(_OFFLINE_BODY)} {say(_LOOK_FOR_NETWORK)}"

    def end(self, then: Callable[[], None] | None = None) -> bool:
        """No more waiting, and `then` that; whether there was any."""
        if self.waiting is None:
            return False
        self._then = then or _nothing
        if self.waiting is Obstacle.OFFLINE:
            self._sheet.stopped.emit()  # it is over when the engine says so
        else:
            self._over(Ended())
        return True

    def _look_for_the_portal(self) -> None:
        if self._desk.where.look().portal is not Told.YES:
            self._over(Ended(value=True))

    def _over(self, ended: Ended) -> None:
        then, self._then, self.waiting = self._then, None, None
        self._clock.stop()
        self.notice.clear()
        self.turned.emit()
        if then is not None:
            then()
        elif ended.value is True:
            self.free.emit()

    def _host(self) -> str:
        """A web site that the browser can ask for: the one of the mail domain."""
        control = service.usual_control(self._desk.target)
        return "" if control is None else control[0]


def _nothing() -> None:
    """The wait was ended, and that is all."""


def browse(host: str) -> None:
    """Ask for a web page: the Wi-Fi shows its own one in its place."""
    open_link(_WEB.format(host))


def with_names(job: Job, desk: Desk) -> Job:
    """A check of the sign-in that also learns whether names cannot be looked up at all."""
    platform = desk.where.platform

    def checked(tell: Tell, stop: threading.Event) -> object:
        made = job(tell, stop)
        if isinstance(made, Trial) and _no_name(made):
            return replace(made, names_fail=not names_answer(platform, stop))
        return made

    return checked


def explained(trial: Trial, desk: Desk) -> Obstacle | None:
    """Why a check of the sign-in failed, where that is this computer's way out."""
    if trial.stopped:
        return None
    found = trial.finding
    if found is not None and found.case.address:
        desk.where.server_address = found.case.address
    kind = None if found is None else found.advice.verdict.kind
    return desk.where.explains(kind, names_fail=trial.names_fail)


def _no_name(trial: Trial) -> bool:
    """Whether not one name could be looked up, and not because nobody has it."""
    found = trial.finding
    told: Sequence[Event | Tried] = trial.looked.tried if found is None else found.case.events
    return bool(told) and all(
        one.outcome is Outcome.NOT_FOUND and one.detail == "temporary" for one in told
    )
