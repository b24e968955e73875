"""Opening one session: connect, encrypt, greet, sign in, one NOOP; each phase stamped and timed.

It stamps the phase before it acts, so that whatever goes wrong is read with the right one
(failures.py). It must never be asked twice, and never raises: every end is an outcome.
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
import ssl
import time
from dataclasses import replace

from imapclient.exceptions import CapabilityError

from wizard.core import certificate
from wizard.core.certificate import Certificate
from wizard.core.model import Door, Outcome, Phase, ServerWords
from wizard.core.sign_in import Barred, way_in
from wizard.probe import second_look
from wizard.probe.connect import Cutter, connect, own_address
from wizard.probe.failures import Failure, Trace, classify, readable
from wizard.probe.lines import TooMuchError
from wizard.probe.ways import Account, How
from wizard.probe.wire import Wire, encrypted

_LAST_WORDS = 0.3
_POKE_SECONDS = 2.0
_MOST_OFFERS = 100


class Opening:
    """One attempt at one door. `first` learns about the server: it sends ID, and pokes."""

    def __init__(self, door: Door, how: How, cutter: Cutter, *, first: bool) -> None:
        """Prepare; `attempt` begins. Times are milliseconds, None for what was not reached."""
        self._door, self._how, self._cutter, self._first = door, how, cutter, first
        self.phase = Phase.CONNECT
        self.wire: Wire | None = None
        self.words: ServerWords | None = None
        self.connect_ms: float | None = None
        self.sign_in_ms: float | None = None
        self.own_address = ""
        self.certificate: Certificate | None = None
        self._connected_at = 0.0
        self._past_sign_in = False

    def attempt(self) -> Failure:
        """Open the session; the outcome is OPEN where it worked."""
        failure = Failure(Outcome.OPEN)
        try:
            self._open()
            self.phase = Phase.HELD
            by_hand = certificate.PINNED if self._how.pinned and self._first else ""
            failure = Failure(Outcome.OPEN, detail=by_hand, certificate=self.certificate)
        except _Ends as end:
            failure = end.failure
        except BaseException as error:  # noqa: BLE001  whatever it is, it becomes an outcome
            failure = self._read(error)
        # Decided by us before anything else is read from it: law 9 of the ramp.
        return Failure(Outcome.CUT_BY_US) if self._cutter.was_cut else failure

    def _open(self) -> None:
        wire = self._taken_over() or self._connected()
        self.wire = wire
        self.phase = Phase.SIGN_IN
        wire.lines.begin_phase(self._how.patience.sign_in)
        if self._how.account is not None and not wire.signed_in:
            self._sign_in(wire, self._how.account)
        self._past_sign_in = True
        # Microsoft 365 says OK to the sign-in and refuses the next command.
        wire.noop()

    def _taken_over(self) -> Wire | None:
        """The connection that a search left open here: it has greeted and named itself."""
        left = self._how.left_open
        if left is None or not self._first or self._how.account is None:
            return None
        kept = left.take(self._door, self._how.host)
        if kept is None:
            return None
        sock = kept.wire.lines.sock
        self._cutter.watch(sock)
        self._connected_at = time.monotonic()
        self.wire, self.words, self.connect_ms = kept.wire, kept.words, kept.connect_ms
        self.own_address = own_address(sock)
        self.certificate = kept.certificate
        self._mind_antivirus()
        return kept.wire

    def _connected(self) -> Wire:
        """A new connection, encrypted, greeted, and known to us where it is the first one."""
        patience = self._how.patience
        family = socket.AF_INET6 if ":" in self._door.address else socket.AF_INET
        address = (self._door.address, self._door.port)
        began = time.monotonic()
        sock = connect(self._cutter, family, address, self._how.source, patience.connect)
        self._connected_at = time.monotonic()
        self.connect_ms = (self._connected_at - began) * 1000
        self.own_address = own_address(sock)
        if self._door.security == "tls":
            self.phase = Phase.TLS
            sock = self._encrypt(sock, patience.greeting)
            self._look_at_the_certificate(sock)
        self.phase = Phase.GREETING
        wire = Wire(sock, self._how.host, patience.greeting, self._cutter.watch)
        self.wire = wire
        wire.greet()
        greeting = self._how.say(wire.lines.said[:1])
        if self._door.security == "starttls":
            self.phase = Phase.STARTTLS
            wire.lines.begin_phase(patience.greeting)
            self._agree_on_encryption(wire)
            self._look_at_the_certificate(wire.lines.sock)
        if self._first:
            offers = tuple(self._how.say([word.encode()]) for word in wire.offers[:_MOST_OFFERS])
            self.words = ServerWords(greeting, offers, self._identify(wire))
        return wire

    def _encrypt(self, sock: socket.socket, seconds: float) -> socket.socket:
        wrapped = encrypted(sock, self._how.tls, self._how.host)
        self._cutter.watch(wrapped)
        wrapped.settimeout(seconds)
        wrapped.do_handshake()
        return wrapped

    def _look_at_the_certificate(self, sock: socket.socket) -> None:
        """Who stands at the other end, before anything secret is sent."""
        if not self._first:
            return
        self.certificate = second_look.of(sock)
        self._mind_antivirus()

    def _mind_antivirus(self) -> None:
        if self._how.minds_antivirus and certificate.antivirus(self.certificate):
            code = Outcome.CERTIFICATE_PROBLEM
            raise _Ends(Failure(code, "", certificate.ANTIVIRUS, certificate=self.certificate))

    def _agree_on_encryption(self, wire: Wire) -> None:
        try:
            wire.starttls(ssl_context=self._how.tls)
        except CapabilityError:
            said = self._how.say(wire.lines.said)
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
        parts = [self._how.say([part]) for part in _flat(answer) if isinstance(part, bytes)]
        return tuple(zip(parts[::2], parts[1::2], strict=False))[:20]

    def _sign_in(self, wire: Wire, account: Account) -> None:
        way = way_in(wire.offers, encrypted=self._door.security != "none")
        if isinstance(way, Barred):
            said = self._how.say(wire.lines.said)
            protect = way is Barred.PROTECTED_ONLY
            code = Outcome.NO_ENCRYPTION if protect else Outcome.NEEDS_BROWSER_SIGN_IN
            raise _Ends(Failure(code, said, str(way)))
        began = time.monotonic()
        try:
            wire.sign_in(way, account.user, account.secret, account.proofs.append)
        finally:
            self.sign_in_ms = (time.monotonic() - began) * 1000

    def _read(self, error: BaseException) -> Failure:
        """The outcome of a failed attempt, the password hidden if the server echoed it."""
        lines = self.wire.lines if self.wire is not None else None
        if lines is not None and lines.said and not self._cutter.was_cut:
            lines.last_words(_LAST_WORDS)
        seconds = time.monotonic() - self._connected_at
        trace = Trace(
            self.phase,
            lines.said if lines else (),
            lines.received if lines else 0,
            seconds,
            lines.ended if lines else False,
            self._past_sign_in,
        )
        failure = classify(trace, error)
        if failure.outcome is Outcome.SILENT and self._first and self.phase is Phase.GREETING:
            failure = self._poke(failure)
        said = self._how.say(lines.said) if lines is not None and failure.said else ""
        if failure.outcome is Outcome.CERTIFICATE_PROBLEM and self._first:
            seen = second_look.look_again(self._door, self._how, self._cutter, failure.detail)
            return Failure(failure.outcome, said, seen.fault, seen.names, seen.certificate)
        return replace(failure, said=said)

    def _poke(self, silence: Failure) -> Failure:
        """Some servers wait to be spoken to: a word tells a web server from a full mail server.

        The word is the beginning of TLS where none was spoken yet: only TLS answers it in kind.
        """
        assert self.wire is not None
        lines = self.wire.lines
        word = b"p NOOP" if self._door.security == "tls" else _client_hello(self._how.tls)
        with contextlib.suppress(OSError, TooMuchError):
            lines.begin_phase(_POKE_SECONDS)
            lines.sock.settimeout(_POKE_SECONDS)
            lines.sock.sendall(word + b"\r\n\r\n")
            lines.line()
        first = lines.said[0] if lines.said else lines.unfinished
        if not first or first.startswith(b"* "):
            return silence
        encrypted = first[:1] in {b"\x15", b"\x16"}
        detail = "encrypted-on-plain" if encrypted else ""
        return Failure(Outcome.NOT_A_MAIL_SERVER, readable([first]), detail)


class _Ends(Exception):
    """Carries an outcome that is known already."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.outcome)
        self.failure = failure


def _client_hello(context: ssl.SSLContext) -> bytes:
    """The first words of a TLS handshake."""
    hears, says = ssl.MemoryBIO(), ssl.MemoryBIO()
    nobody = context.wrap_bio(hears, says, server_hostname="nobody.invalid")
    with contextlib.suppress(ssl.SSLWantReadError):
        nobody.do_handshake()
    return says.read()


def _flat(answer: object) -> list[object]:
    """The words of an ID answer, which imapclient nests in lists and tuples."""
    if isinstance(answer, list | tuple):
        return [word for part in answer for word in _flat(part)]
    return [answer]
