"""One session: one plain thread that opens it, holds it, asks it, signs it out.

It owns its socket and closes it whatever happens. It reports to the driver and decides nothing.
A plain thread each, never a pool: a bounded pool would be reported as the server's limit.
"""

from __future__ import annotations

import contextlib
import imaplib
import queue
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from imapclient.exceptions import CapabilityError

from wizard.core.model import Door, Outcome, Patience, Phase, ServerWords
from wizard.core.secret import Secret
from wizard.probe.connect import Cutter, connect
from wizard.probe.failures import Failure, Trace, classify, readable
from wizard.probe.wire import TooMuchError, Wire

_LAST_WORDS = 0.3
_POKE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class How:
    """What all sessions of a test have in common."""

    host: str
    patience: Patience
    secret: Secret | None
    user: str | None
    source: str | None
    tls: ssl.SSLContext
    identity: dict[str, str] = field(default_factory=dict)


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


class Session(threading.Thread):
    """Attempt `number` at `door`. `first` learns about the server: it sends ID, and pokes."""

    def __init__(
        self, number: int, door: Door, how: How, report: Callable[[Report], None], *, first: bool
    ) -> None:
        """Prepare; `start()` begins. Reports come from the session's own thread."""
        super().__init__(name=f"mail-session-{number}", daemon=True)
        self.number = number
        self._door, self._how, self._report, self._first = door, how, report, first
        self._phase = Phase.CONNECT
        self._cutter = Cutter()
        self._orders: queue.SimpleQueue[_Ask | _Leave] = queue.SimpleQueue()
        self._wire: Wire | None = None
        self._began = self._connected_at = 0.0
        self._connect_ms: float | None = None
        self._sign_in_ms: float | None = None
        self._past_sign_in = False
        self._words: ServerWords | None = None

    # -- called by the driver, from its thread ---------------------------------------------------

    def ask(self, seconds: float) -> None:
        """NOOP; answered by `Answered` or `Died` within so many seconds."""
        self._orders.put(_Ask(seconds))
        self._cutter.wake()

    def leave(self, seconds: float) -> None:
        """Sign out and close; answered by `Closed` within so many seconds."""
        self._orders.put(_Leave(seconds))
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
        finally:
            self._cutter.close()
            self._report(Closed(self.number))

    def _try_to_open(self) -> bool:
        self._began = time.monotonic()
        failure = Failure(Outcome.OPEN)
        try:
            self._open()
        except _Ends as end:
            failure = end.failure
        except BaseException as error:  # noqa: BLE001  whatever it is, it becomes an outcome
            failure = self._read(error)
        if self._cutter.was_cut:
            # Decided by us before anything else is read from it: law 9 of the ramp.
            failure = Failure(Outcome.CUT_BY_US)
        opened = failure.outcome is Outcome.OPEN
        if not opened:
            # A refused session counts on some servers as long as it is open (Cyrus).
            self._cutter.close()
        self._report(
            Ended(
                self.number,
                failure,
                Phase.HELD if opened else self._phase,
                (time.monotonic() - self._began) * 1000,
                self._connect_ms,
                self._sign_in_ms,
                self._words,
            )
        )
        return opened

    def _open(self) -> None:
        patience = self._how.patience
        family = socket.AF_INET6 if ":" in self._door.address else socket.AF_INET
        address = (self._door.address, self._door.port)
        sock = connect(self._cutter, family, address, self._how.source, patience.connect)
        self._connected_at = time.monotonic()
        self._connect_ms = (self._connected_at - self._began) * 1000
        if self._door.security == "tls":
            self._phase = Phase.TLS
            sock = self._encrypt(sock, patience.greeting)
        self._phase = Phase.GREETING
        wire = Wire(sock, self._how.host, patience.greeting, self._cutter.watch)
        self._wire = wire
        wire.greet()
        greeting = readable(wire.lines.said[:1])
        if self._door.security == "starttls":
            self._phase = Phase.STARTTLS
            wire.lines.begin_phase(patience.greeting)
            self._agree_on_encryption(wire)
        if self._first:
            self._words = ServerWords(greeting, wire.offers, self._identify(wire))
        self._phase = Phase.SIGN_IN
        wire.lines.begin_phase(patience.sign_in)
        if self._how.user is not None and self._how.secret is not None and not wire.signed_in:
            self._sign_in(wire)
        self._past_sign_in = True
        # Microsoft 365 says OK to the sign-in and refuses the next command.
        wire.noop()

    def _encrypt(self, sock: socket.socket, seconds: float) -> socket.socket:
        wrapped = self._how.tls.wrap_socket(
            sock, server_hostname=self._how.host, do_handshake_on_connect=False
        )
        self._cutter.watch(wrapped)
        wrapped.settimeout(seconds)
        wrapped.do_handshake()
        return wrapped

    def _agree_on_encryption(self, wire: Wire) -> None:
        try:
            wire.starttls(ssl_context=self._how.tls)
        except CapabilityError:
            said = readable(wire.lines.said)
            raise _Ends(Failure(Outcome.NO_ENCRYPTION, said, "not-offered")) from None

    def _identify(self, wire: Wire) -> tuple[tuple[str, str], ...]:
        """Name ourselves to the server's operator where the server takes an ID (RFC 2971)."""
        if "ID" not in wire.offers:
            return ()
        try:
            answer = wire.id_(self._how.identity)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            # A server that offers ID and refuses it tells us nothing, and that is no fault.
            return ()
        parts = [readable([part]) for part in _flat(answer) if isinstance(part, bytes)]
        return tuple(zip(parts[::2], parts[1::2], strict=False))[:20]

    def _sign_in(self, wire: Wire) -> None:
        assert self._how.user is not None
        assert self._how.secret is not None
        if "LOGINDISABLED" in wire.offers and "AUTH=PLAIN" not in wire.offers:
            said = readable(wire.lines.said)
            encrypted = self._door.security != "none"
            code = Outcome.NEEDS_BROWSER_SIGN_IN if encrypted else Outcome.NO_ENCRYPTION
            raise _Ends(Failure(code, said, "login-disabled"))
        began = time.monotonic()
        try:
            wire.sign_in(self._how.user, self._how.secret)
        finally:
            self._sign_in_ms = (time.monotonic() - began) * 1000

    def _read(self, error: BaseException) -> Failure:
        """The outcome of a failed attempt, the password hidden if the server echoed it."""
        lines = self._wire.lines if self._wire is not None else None
        if lines is not None and lines.said and not self._cutter.was_cut:
            lines.last_words(_LAST_WORDS)
        seconds = time.monotonic() - self._connected_at
        trace = Trace(
            self._phase,
            lines.said if lines else (),
            lines.received if lines else 0,
            seconds,
            lines.ended if lines else False,
            self._past_sign_in,
        )
        failure = classify(trace, error)
        if failure.outcome is Outcome.SILENT and self._first and self._phase is Phase.GREETING:
            failure = self._poke(failure)
        if self._how.secret is None:
            return failure
        return Failure(failure.outcome, self._how.secret.hide_in(failure.said), failure.detail)

    def _poke(self, silence: Failure) -> Failure:
        """Some servers wait to be spoken to: a word tells a web server from a full mail server."""
        assert self._wire is not None
        lines = self._wire.lines
        try:
            lines.begin_phase(_POKE_SECONDS)
            lines.sock.settimeout(_POKE_SECONDS)
            lines.sock.sendall(b"p NOOP\r\n")
            lines.line()
        except (OSError, TooMuchError):
            if not lines.received:
                return silence
        if not lines.received or lines.said[:1] == [] or lines.said[0].startswith(b"* "):
            return silence
        return Failure(
            Outcome.NOT_A_MAIL_SERVER,
            readable(lines.said),
            "encrypted-on-plain" if lines.said[0][:1] in {b"\x15", b"\x16"} else "",
        )

    # -- holding -----------------------------------------------------------------------------------

    def _hold(self) -> None:
        assert self._wire is not None
        lines = self._wire.lines
        lines.begin_phase(0)
        with selectors.DefaultSelector() as selector:
            selector.register(lines.sock, selectors.EVENT_READ)
            selector.register(self._cutter.wake_socket, selectors.EVENT_READ)
            while not self._cutter.was_cut:
                selector.select()
                self._cutter.swallow_wake()
                while not self._orders.empty():
                    if not self._obey(self._orders.get_nowait()):
                        return
                if not self._still_open():
                    return

    def _obey(self, order: _Ask | _Leave) -> bool:
        """Do as told; whether the session is still held."""
        assert self._wire is not None
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

    def _still_open(self) -> bool:
        assert self._wire is not None
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
        assert self._wire is not None
        if isinstance(error, TimeoutError):
            return True
        self._cutter.close()
        if not self._cutter.was_cut:
            self._report(Died(self.number, readable(self._wire.lines.said)))
        return False


class _Ends(Exception):
    """Carries an outcome that is known already."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.outcome)
        self.failure = failure


def _flat(answer: object) -> list[object]:
    """The words of an ID answer, which imapclient nests in lists and tuples."""
    if isinstance(answer, list | tuple):
        return [word for part in answer for word in _flat(part)]
    return [answer]
