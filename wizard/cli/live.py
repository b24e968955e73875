"""The terminal while a test runs: one line per attempt, and the strip of places below them.

On a terminal only; elsewhere nothing is shown until the end. Colours only where the terminal
shows them and NO_COLOR is not set. The shape carries the meaning, never the colour alone.
"""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import dataclass, field
from typing import Final, TextIO

from wizard.core.commands import Open, Wake
from wizard.core.model import Event, Outcome, Plan, Step, Via
from wizard.core.progress import Place, Showing, begin
from wizard.core.result import is_attempt
from wizard.paper.progress_words import SLOW, SLOW_AFTER
from wizard.paper.quoting import quote_server
from wizard.service import Progress
from wizard.words import Message, Words, npgettext
from wizard.words import mark as _

_SHAPES: Final = {"free": "·", "opening": "…", "open": "■", "refused": "✗", "silent": "?"}
_ASCII: Final = {"free": ".", "opening": "~", "open": "#", "refused": "x", "silent": "?"}
_COLOURS: Final = {"open": "34", "refused": "31", "silent": "33", "opening": "36", "free": "2"}
# How the last attempt ended, beside those that are open.
_TRIED: Final = {Place.OPENING: "opening", Place.REFUSED: "refused", Place.SILENT: "silent"}
_QUIET: Final = frozenset({Outcome.SILENT, Outcome.CONNECT_UNANSWERED})

# Words: Terminal, one line per connection tried. {number}: which one. For all that follow too.
_OPEN = _("Connection {number}: open")
_SAID: Final[dict[Outcome, Message]] = {
    # Words: Terminal, a connection was refused without any reply.
    Outcome.CLOSED_AT_ONCE: _("Connection {number}: refused, closed at once without a word"),
    # Words: Terminal, a connection was left waiting and then closed.
    Outcome.CLOSED_LATE: _("Connection {number}: refused, closed after a long silence"),
    # Words: Terminal, a connection was refused with a text, which follows in quotes.
    Outcome.REFUSED_IN_WORDS: _("Connection {number}: refused"),
    # Words: Terminal, a connection was refused with a text, which follows in quotes.
    Outcome.LIMIT_IN_WORDS: _("Connection {number}: refused, the server names a limit"),
    # Words: Terminal, the password was not accepted.
    Outcome.SIGN_IN_REFUSED: _("Connection {number}: the sign-in was not accepted"),
    # Words: Terminal, the server hung up while we signed in.
    Outcome.SIGN_IN_CUT: _("Connection {number}: cut off while signing in"),
    # Words: Terminal, the server never replied.
    Outcome.SILENT: _("Connection {number}: no answer"),
    # Words: Terminal, the connection was turned away before it stood.
    Outcome.CONNECT_REFUSED: _("Connection {number}: turned away before it was open"),
    # Words: Terminal, nobody answered at all.
    Outcome.CONNECT_UNANSWERED: _("Connection {number}: nobody answers"),
    # Words: Terminal, a connection broke.
    Outcome.LOST: _("Connection {number}: lost"),
    # Words: Terminal, we closed it ourselves because the user stopped the test.
    Outcome.CUT_BY_US: _("Connection {number}: closed by us"),
    # Words: Terminal, this computer itself could not do it.
    Outcome.OUR_FAULT: _("Connection {number}: this computer could not open it"),
    # Words: Terminal, the certificate of the server is not in order.
    Outcome.CERTIFICATE_PROBLEM: _("Connection {number}: the certificate does not fit"),
    # Words: Terminal, the server takes no passwords.
    Outcome.NEEDS_BROWSER_SIGN_IN: _("Connection {number}: sign-in only through a browser"),
    # Words: Terminal, the server offers no encryption.
    Outcome.NO_ENCRYPTION: _("Connection {number}: the server offers no encryption"),
    # Words: Terminal, something else than a mail server answered.
    Outcome.NOT_A_MAIL_SERVER: _("Connection {number}: this is no mail server"),
}
_WAITING: Final[dict[Step, Message]] = {
    # Words: Terminal, status while waiting. {count}: seconds.
    Step.NO_PLACE: npgettext(
        "status",
        "No place is free. Trying again in {count} second...",
        "No place is free. Trying again in {count} seconds...",
    ),
    # Words: Terminal, status while waiting for the second and third try.
    Step.CONFIRM: _("The mail server said no. Trying once more to be sure..."),
    # Words: Terminal, status: nothing is done for a few seconds on purpose.
    Step.SILENCE: _("Waiting a moment to see if time alone helps..."),
    # Words: Terminal, status while connections are closed to free their places.
    Step.FREE: _("Closing connections to see if a place becomes free..."),
    # Words: Terminal, status: all connections were closed, to see if one gets in then.
    Step.EMPTIED: _("All connections are closed. Trying one more..."),
    # Words: Terminal, status after all connections were closed. {count}: seconds.
    Step.AFTERWARDS: npgettext(
        "status",
        "Everything is closed. Trying once more in {count} second...",
        "Everything is closed. Trying once more in {count} seconds...",
    ),
    # Words: Terminal, status: a connection waits, one of the others is closed meanwhile.
    Step.QUEUE: _("Waiting to see if the server lets connections queue..."),
}
# Words: Terminal, what one more connection at another service of the same server showed.
_OTHER_SERVICE = _("The other mail service of this server: {said}")
# Words: Terminal, the same for the other kind of internet address (IPv4 or IPv6).
_OTHER_FAMILY = _("The other kind of internet address: {said}")
# Words: Terminal, the same for somebody else's mailbox on the same server.
_SECOND_MAILBOX = _("The second mailbox: {said}")
_NEIGHBOURS: Final = {
    Via.OTHER_SERVICE: _OTHER_SERVICE,
    Via.OTHER_FAMILY: _OTHER_FAMILY,
    Via.SECOND_MAILBOX: _SECOND_MAILBOX,
}
# Words: Terminal, under the picture of the places. {count}: open at once; {need}: needed.
_OPEN_NOW = npgettext(
    "live",
    "{count} connection open at the same time. Your office needs about {need}.",
    "{count} connections open at the same time. Your office needs about {need}.",
)


@dataclass
class Live:
    """Draws on `stream`; told of everything that happens."""

    words: Words
    stream: TextIO
    plan: Plan
    colours: bool = field(init=False)
    moves: bool = field(init=False)
    shapes: dict[str, str] = field(init=False)
    _showing: Showing = field(init=False)
    _drawn: int = 0
    _status: str = ""
    _slow: threading.Timer | None = None
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """Find out what this terminal can show."""
        self._showing = begin(self.plan)
        self.moves = os.environ.get("TERM") != "dumb"
        self.colours = self.moves and "NO_COLOR" not in os.environ
        try:
            "".join(_SHAPES.values()).encode(self.stream.encoding or "ascii")
            self.shapes = _SHAPES
        except UnicodeEncodeError:
            self.shapes = _ASCII

    def tell(self, progress: Progress) -> None:
        """Show what happened or is waited for."""
        with self._one_at_a_time:
            self._watch_the_clock(isinstance(progress, Open))
            self._tell(progress)

    def _watch_the_clock(self, opening: bool) -> None:
        """A connection that takes long is told, so that nobody takes it for a hung program."""
        if self._slow is not None:
            self._slow.cancel()
        self._slow = threading.Timer(SLOW_AFTER, self._say_slow) if opening else None
        if self._slow is not None:
            self._slow.daemon = True
            self._slow.start()

    def _say_slow(self) -> None:
        with self._one_at_a_time:
            if self._slow is threading.current_thread():  # else something happened just now
                self._status = self.words.say(SLOW)
                self._draw(self._showing.open, self._showing.latest)

    def _tell(self, progress: Progress) -> None:
        self._showing = self._showing.after(progress)
        if isinstance(progress, Event) and is_attempt(progress):
            self._status = ""
            self._erase()
            self.stream.write(self._line(progress) + "\n")
        elif isinstance(progress, Wake) and progress.step in _WAITING:
            seconds = max(1, round(progress.seconds))
            self._status = self.words.say(_WAITING[progress.step], seconds)
        self._draw(self._showing.open, self._showing.latest)

    def close(self) -> None:
        """Leave the terminal clean: the fullest strip stays, the cursor is below it."""
        with self._one_at_a_time:
            self._watch_the_clock(False)
        self._status = ""
        places = self._showing.fullest
        most = places.count(Place.OPEN)
        self._draw(most, places[most] if most < len(places) else Place.OPEN, last=True)
        self._drawn = 0

    def _line(self, event: Event) -> str:
        said = self.words.say(_SAID.get(event.outcome, _OPEN), 1, number=event.attempt or 0)
        if event.via in _NEIGHBOURS:
            said = self.words.say(_NEIGHBOURS[event.via], 1, said=said)
        milliseconds = self.words.number(event.milliseconds)
        words = f"  “{quote_server(event.said, 120)}”" if event.said else ""
        shape = "open" if event.outcome is Outcome.OPEN else "refused"
        if event.outcome in _QUIET:
            shape = "silent"
        return f"{self._painted(shape)} {said} ({milliseconds} ms){words}"

    def _painted(self, state: str) -> str:
        shape = self.shapes[state]
        return f"\x1b[{_COLOURS[state]}m{shape}\x1b[0m" if self.colours else shape

    def _erase(self) -> None:
        if self._drawn:
            self.stream.write(f"\x1b[{self._drawn}A\r\x1b[J")
        self._drawn = 0

    def _draw(self, held: int, latest: Place, *, last: bool = False) -> None:
        self._erase()
        # Where the cursor cannot go back, the strip is drawn once, at the end.
        rows = self._rows(held, latest) if self.moves or last else []
        for row in rows:
            self.stream.write(row + "\n")
        self._drawn = len(rows)
        self.stream.flush()

    def _rows(self, held: int, latest: Place) -> list[str]:
        """The strip in rows that fit the terminal, and the status under it."""
        columns = max(20, shutil.get_terminal_size().columns)
        states = ["open"] * held + ([_TRIED[latest]] if latest in _TRIED else [])
        states += ["free"] * (len(begin(self.plan).places) - len(states))
        a_row = min(50, (columns - 2) // 2)
        drawn = [self._painted(state) for state in states]
        rows = [" " + " ".join(drawn[i : i + a_row]) for i in range(0, len(drawn), a_row)]
        told = self.words.say(_OPEN_NOW, held, need=self._showing.needed)
        return [*rows, told[: columns - 1], self._status[: columns - 1]]
