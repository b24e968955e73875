"""One session: one plain thread that opens it, holds it, asks it, signs it out.

It owns its socket and closes it whatever happens. It reports to the driver and decides nothing.
A plain thread each, never a pool: a bounded pool would be reported as the server's limit.
"""

from __future__ import annotations

import contextlib
import queue
import selectors
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from wizard.core.model import Door, Outcome, Phase, ServerWords
from wizard.probe.connect import Cutter
from wizard.probe.failures import Failure
from wizard.probe.handover import Kept
from wizard.probe.lines import TooMuchError
from wizard.probe.opening import Opening
from wizard.probe.ways import How
from wizard.probe.wire import Wire


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt came to its end. Times in milliseconds; see `core.model.Event`."""

    number: int
    failure: Failure
    phase: Phase
    milliseconds: float
    connect_milliseconds: float | None
    sign_in_milliseconds: float | None
    words: ServerWords | None
    own_address: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A held session was asked: whether it answered in time."""

    number: int
    in_time: bool


@dataclass(frozen=True, slots=True)
class Died:
    """A held session was ended by the other side."""

    number: int
    said: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The session's socket is closed."""

    number: int


Report = Ended | Answered | Died | Closed


@dataclass(frozen=True, slots=True)
class _Ask:
    seconds: float


@dataclass(frozen=True, slots=True)
class _Leave:
    seconds: float


@dataclass(frozen=True, slots=True)
class _HandOver:
    pass


_Order = _Ask | _Leave | _HandOver


class Session(threading.Thread):
    """Attempt `number` at `door`; see `Opening` for `first`."""

    def __init__(
        self, number: int, door: Door, how: How, report: Callable[[Report], None], *, first: bool
    ) -> None:
        """Prepare; `start()` begins. Reports come from the session's own thread."""
        super().__init__(name=f"mail-session-{number}", daemon=True)
        self.number = number
        self._how, self._report = how, report
        self._cutter = Cutter()
        self._opening = Opening(door, how, self._cutter, first=first)
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._door = door
        self.kept: Kept | None = None

    @property
    def _wire(self) -> Wire:
        assert self._opening.wire is not None
        return self._opening.wire

    # -- called by the driver, from its thread ---------------------------------------------------

    def start(self) -> None:
        """Begin; raises RuntimeError when this computer has no thread left."""
        try:
            super().start()
        except RuntimeError:
            self._cutter.close()
            raise

    def ask(self, seconds: float) -> None:
        """NOOP; answered by `Answered` or `Died` within so many seconds."""
        self._orders.put(_Ask(seconds))
        self._cutter.wake()

    def leave(self, seconds: float) -> None:
        """Sign out and close; answered by `Closed` within so many seconds."""
        self._orders.put(_Leave(seconds))
        self._cutter.wake()

    def hand_over(self) -> None:
        """Leave the socket open for somebody else; `kept` holds it once `Closed` was told."""
        self._orders.put(_HandOver())
        self._cutter.wake()

    def cut(self) -> None:
        """End it now, by us: unblocks at once whatever the session waits for."""
        self._cutter.cut()

    # -- the session's own thread ----------------------------------------------------------------

    def run(self) -> None:
        """Open, hold, close; never raises."""
        try:
            if self._try_to_open():
                self._hold()
        except Exception as error:  # noqa: BLE001  a fault of this program, which is told as such
            fault = Failure(Outcome.OUR_FAULT, detail=f"bug-{type(error).__name__}")
            self._report(Ended(self.number, fault, self._opening.phase, 0.0, None, None, None))
        finally:
            self._cutter.close()
            self._report(Closed(self.number))

    def _try_to_open(self) -> bool:
        began = time.monotonic()
        opening = self._opening
        failure = opening.attempt()
        opened = failure.outcome is Outcome.OPEN
        if not opened:
            # A refused session counts on some servers as long as it is open (Cyrus).
            self._cutter.close()
        taken = (time.monotonic() - began) * 1000
        self._report(
            Ended(
                self.number,
                failure,
                opening.phase,
                taken,
                opening.connect_ms,
                opening.sign_in_ms,
                opening.words,
                opening.own_address,
            )
        )
        return opened

    # -- holding -----------------------------------------------------------------------------------

    def _hold(self) -> None:
        lines = self._wire.lines
        lines.begin_phase(0)
        with selectors.DefaultSelector() as selector:
            selector.register(lines.sock, selectors.EVENT_READ)
            selector.register(self._cutter.wake_socket, selectors.EVENT_READ)
            # Looked at before the first wait: last words may have come with the last answer.
            while not self._cutter.was_cut and self._still_open():
                selector.select()
                self._cutter.swallow_wake()
                while not self._orders.empty():
                    if not self._obey(self._orders.get_nowait()):
                        return

    def _obey(self, order: _Order) -> bool:
        """Do as told; whether the session is still held."""
        if isinstance(order, _HandOver):
            self._give_away()
            return False
        if isinstance(order, _Leave):
            with contextlib.suppress(OSError, TooMuchError):
                self._wire.say_goodbye(order.seconds)
            return False
        self._wire.lines.begin_phase(order.seconds)
        try:
            self._wire.noop()
        except TimeoutError:
            self._report(Answered(self.number, in_time=False))
            return True
        except BaseException as error:  # noqa: BLE001  a held session that fails has died
            return self._died(error)
        self._report(Answered(self.number, in_time=True))
        return True

    def _give_away(self) -> None:
        opening = self._opening
        self.kept = Kept(
            self._door,
            self._how.host,
            self._wire,
            opening.words,
            opening.certificate,
            opening.connect_ms,
        )
        self._cutter.release()

    def _still_open(self) -> bool:
        lines = self._wire.lines
        try:
            is_open = lines.drain()
        except (OSError, TooMuchError) as error:
            return self._died(error)
        said_bye = any(line[:5].upper() == b"* BYE" for line in lines.said)
        if said_bye or not is_open:
            return self._died(None)
        lines.said = []
        return True

    def _died(self, error: BaseException | None) -> bool:
        if isinstance(error, TimeoutError):
            return True
        self._cutter.close()
        if not self._cutter.was_cut:
            self._report(Died(self.number, self._how.say(self._wire.lines.said)))
        return False
