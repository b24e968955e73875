"""Every way an attempt can end, met with real sockets, is read as what it is."""

import errno
import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from imapclient.exceptions import IMAPClientError, LoginError

from tests.probe.sessions import HASTY, attempt, door, how
from tests.servers import presets
from tests.servers.certs import Certs, ServerCert
from tests.servers.hostile import Hostile
from tests.servers.steps import Answer, Close, Greet, Send, Serve, Silence, Step
from wizard.core.model import Door, Outcome, Phase, Security
from wizard.probe import opening
from wizard.probe.failures import Failure, Trace, classify, readable
from wizard.probe.lines import TooMuchError
from wizard.probe.wire import InjectedError

Start = Callable[..., Hostile]
NONE, TLS, STARTTLS = Security.NONE, Security.TLS, Security.STARTTLS
# The dialogue's own errors: imaplib's, and those imapclient makes of them.
OF_IMAP = (imaplib.IMAP4.error, IMAPClientError)
LIMIT = b"Maximum number of connections from user+IP exceeded (mail_max_userip_connections=3)"


@dataclass
class Met:
    """What went wrong last: the trace, and the real exception."""

    trace: Trace = field(default_factory=lambda: Trace(Phase.CONNECT))
    error: BaseException | None = None


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> Met:
    last = Met()

    def look(trace: Trace, error: BaseException) -> Failure:
        last.trace, last.error = trace, error
        return classify(trace, error)

    monkeypatch.setattr(opening, "classify", look)
    return last


Errors = type[BaseException] | tuple[type[BaseException], ...]
AT_LOGIN = presets.up_to("login")
AT_NOOP = presets.up_to("after_login")
RESETS = (ConnectionError, imaplib.IMAP4.abort, ssl.SSLError)


@dataclass(frozen=True)
class End:
    """What the server does, and what is to be made of it."""

    script: Sequence[Step]
    security: Security
    phase: Phase
    error: Errors
    outcome: Outcome
    said: str = ""


def case(name: str, *values: Any) -> object:  # noqa: ANN401 - those of End
    return pytest.param(End(*values), id=name)


@pytest.mark.parametrize(
    "end",
    [
        case("silent", [Silence()], NONE, Phase.GREETING, TimeoutError, Outcome.SILENT),
        case("silent-tls", [Silence()], TLS, Phase.TLS, TimeoutError, Outcome.SILENT),
        case("eof", [Close()], NONE, Phase.GREETING, RESETS, Outcome.CLOSED_AT_ONCE),
        case("eof-tls", [Close()], TLS, Phase.TLS, OSError, Outcome.CLOSED_AT_ONCE),
        case("reset", presets.reset_at("greeting"), NONE, Phase.GREETING, RESETS,
             Outcome.CLOSED_AT_ONCE),
        case("reset-tls", presets.reset_at("greeting"), TLS, Phase.TLS, OSError,
             Outcome.CLOSED_AT_ONCE),
        case("bye", presets.bye_at("greeting", b"busy"), NONE, Phase.GREETING, OF_IMAP,
             Outcome.REFUSED_IN_WORDS, "* BYE busy"),
        case("no", [Send(b"* NO not you\r\n"), Silence()], NONE, Phase.GREETING, OF_IMAP,
             Outcome.REFUSED_IN_WORDS, "* NO not you"),
        case("bad", [Send(b"* BAD not you\r\n"), Silence()], NONE, Phase.GREETING, OF_IMAP,
             Outcome.REFUSED_IN_WORDS, "* BAD not you"),
        case("not-imap", [Send(b"421 4.7.0 too many\r\n"), Close()], NONE, Phase.GREETING,
             OF_IMAP, Outcome.NOT_A_MAIL_SERVER, "421 4.7.0 too many"),
        case("eof-after-greeting", presets.close_at("capability"), NONE, Phase.GREETING, RESETS,
             Outcome.LOST, "* OK ready"),
        case("limit", [*AT_LOGIN, Answer(b"NO [LIMIT] " + LIMIT), Serve()], NONE, Phase.SIGN_IN,
             (LoginError, OF_IMAP[0]), Outcome.LIMIT_IN_WORDS, LIMIT.decode()),
        case("wrong-password", presets.no_at_login(b"[AUTHENTICATIONFAILED] no"), NONE,
             Phase.SIGN_IN, OF_IMAP, Outcome.SIGN_IN_REFUSED, "[AUTHENTICATIONFAILED] no"),
        case("wrong-password-oddly-said", presets.no_at_login(b"nope"), NONE, Phase.SIGN_IN,
             OF_IMAP, Outcome.SIGN_IN_REFUSED, "NO nope"),
        case("bad-at-sign-in", [*AT_LOGIN, Answer(b"BAD what"), Serve()], NONE, Phase.SIGN_IN,
             OF_IMAP, Outcome.SIGN_IN_REFUSED, "BAD what"),
        case("out-of-order", presets.no_at_login(b"[UNAVAILABLE] later"), NONE, Phase.SIGN_IN,
             OF_IMAP, Outcome.REFUSED_IN_WORDS, "[UNAVAILABLE] later"),
        case("cut-at-sign-in", presets.close_at("login"), NONE, Phase.SIGN_IN, OF_IMAP,
             Outcome.SIGN_IN_CUT),
        case("reset-at-sign-in", presets.reset_at("login"), NONE, Phase.SIGN_IN,
             (*OF_IMAP, OSError), Outcome.SIGN_IN_CUT),
        case("bye-at-sign-in", presets.bye_at("login", b"good night"), NONE, Phase.SIGN_IN,
             OF_IMAP, Outcome.SIGN_IN_CUT, "* BYE good night"),
        case("bye-then-limit", [*AT_LOGIN, Send(b"* BYE closing\r\n"),
             Answer(b"NO [LIMIT] " + LIMIT)], NONE, Phase.SIGN_IN, OF_IMAP,
             Outcome.LIMIT_IN_WORDS, LIMIT.decode()),
        case("limit-as-bye", presets.bye_at("login", b"Too many simultaneous connections"), NONE,
             Phase.SIGN_IN, OF_IMAP, Outcome.LIMIT_IN_WORDS, "Too many simultaneous"),
        case("alert-then-no", [*AT_LOGIN, Send(b"* NO [ALERT] Too many connections from your IP"
             b"\r\n"), Answer(b"NO sorry"), Serve()], NONE, Phase.SIGN_IN, OF_IMAP,
             Outcome.LIMIT_IN_WORDS, "* NO [ALERT] Too many"),
        case("silent-at-sign-in", presets.silence_at("login"), NONE, Phase.SIGN_IN, TimeoutError,
             Outcome.SILENT),
        case("limit-after-sign-in", [*AT_NOOP, Answer(b"BAD User is authenticated but not "
             b"connected."), Serve()], NONE, Phase.SIGN_IN, OF_IMAP, Outcome.LIMIT_IN_WORDS,
             "not connected"),
        case("no-after-sign-in", [*AT_NOOP, Answer(b"NO not today"), Serve()], NONE,
             Phase.SIGN_IN, OF_IMAP, Outcome.REFUSED_IN_WORDS, "not today"),
        case("eof-after-sign-in", presets.close_at("after_login"), NONE, Phase.SIGN_IN, RESETS,
             Outcome.LOST),
        case("plain-on-tls", [Greet(), Serve()], TLS, Phase.TLS, ssl.SSLError,
             Outcome.NOT_A_MAIL_SERVER),
        case("starttls-said-no", [*presets.up_to("starttls"), Answer(b"NO not now"), Serve()],
             STARTTLS, Phase.STARTTLS, OF_IMAP, Outcome.NO_ENCRYPTION, "not now"),
        case("injected", [*presets.up_to("starttls"),
             Send(b"Z9 OK\r\n"), Serve()], STARTTLS, Phase.STARTTLS, OF_IMAP,
             Outcome.NO_ENCRYPTION),
        case("reset-at-starttls", presets.reset_at("starttls"), STARTTLS, Phase.STARTTLS, RESETS,
             Outcome.LOST),
        case("eof-in-starttls-handshake", presets.close_at("tls"), STARTTLS, Phase.STARTTLS,
             OSError, Outcome.LOST),
    ],
)  # fmt: skip
def test_an_end_on_the_wire(hostile: Start, met: Met, end: End) -> None:
    """The server does this; the exception is that, and the outcome is what it means."""
    server = hostile(end.script)
    failure = attempt(door(server, end.security), how(patience=HASTY))
    assert failure.outcome is end.outcome, (failure, met)
    # A reset may be here before the connection is looked at for the first time.
    assert met.trace.phase is end.phase or end.outcome is Outcome.CLOSED_AT_ONCE
    assert isinstance(met.error, end.error)
    assert end.said in failure.said
    if not end.said and end.outcome is not Outcome.NO_ENCRYPTION:
        assert "BYE" not in failure.said


@pytest.mark.parametrize(
    ("which", "detail"),
    [("expired", "date"), ("not_yet_valid", "date"), ("wrong_name", "name"),
     ("self_signed", "issuer")],
)  # fmt: skip
@pytest.mark.parametrize("security", [TLS, STARTTLS])
def test_a_bad_certificate_is_named(
    hostile: Start, certs: Certs, which: str, detail: str, security: Security
) -> None:
    cert: ServerCert = getattr(certs, which)
    server = hostile(presets.polite(), **{str(security): cert})
    failure = attempt(door(server, security), how(certs.ca))
    assert failure == Failure(Outcome.CERTIFICATE_PROBLEM, detail=detail)
    assert b"LOGIN" not in server.heard.upper()


def test_tls_where_plain_was_expected(hostile: Start, certs: Certs) -> None:
    """It waits for us to speak; spoken to, it complains in TLS."""
    server = hostile(presets.polite(), tls=certs.valid)
    failure = attempt(door(server), how(patience=HASTY), first=True)
    assert (failure.outcome, failure.detail) == (Outcome.NOT_A_MAIL_SERVER, "encrypted-on-plain")


def test_a_closed_port(met: Met) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    failure = attempt(Door("127.0.0.1", port, NONE), how())
    assert failure == Failure(Outcome.CONNECT_REFUSED, detail="econnrefused")
    assert isinstance(met.error, OSError)


@pytest.fixture
def full_queue() -> Iterator[int]:
    """The port of a listener whose queue is full: the system drops every SYN."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        place = listener.getsockname()
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0.1)
            try:
                waiting.connect(place)
            except TimeoutError:
                break
        else:
            pytest.skip("this system takes more connections than it was told to")
        yield place[1]


def test_a_syn_that_nobody_answers(met: Met, full_queue: int) -> None:
    failure = attempt(Door("127.0.0.1", full_queue, NONE), how(patience=HASTY))
    assert failure == Failure(Outcome.CONNECT_UNANSWERED)
    assert isinstance(met.error, TimeoutError)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (errno.EMFILE, Outcome.OUR_FAULT),
        (errno.ENFILE, Outcome.OUR_FAULT),
        (errno.ENOBUFS, Outcome.OUR_FAULT),
        (errno.ENOMEM, Outcome.OUR_FAULT),
        (errno.EADDRNOTAVAIL, Outcome.OUR_FAULT),
        (errno.ECONNREFUSED, Outcome.CONNECT_REFUSED),
        (errno.EHOSTUNREACH, Outcome.CONNECT_REFUSED),
        (errno.ENETUNREACH, Outcome.CONNECT_REFUSED),
        (errno.ETIMEDOUT, Outcome.CONNECT_UNANSWERED),
        (errno.ECONNRESET, Outcome.CLOSED_AT_ONCE),
    ],
)
def test_an_error_of_the_system_while_connecting(code: int, outcome: Outcome) -> None:
    assert classify(Trace(Phase.CONNECT), OSError(code, "")).outcome is outcome


@pytest.mark.parametrize(
    ("error", "seconds", "outcome"),
    [
        (imaplib.IMAP4.abort("socket error: EOF"), 4.9, Outcome.CLOSED_AT_ONCE),
        (imaplib.IMAP4.abort("socket error: EOF"), 5.0, Outcome.CLOSED_LATE),
        (ConnectionResetError(errno.ECONNRESET, ""), 10.0, Outcome.CLOSED_LATE),
        (ssl.SSLEOFError(8, ""), 10.0, Outcome.CLOSED_LATE),
        (ssl.SSLZeroReturnError(6, ""), 0.1, Outcome.CLOSED_AT_ONCE),
        (TimeoutError(), 15.0, Outcome.SILENT),
    ],
)
def test_quick_and_late_ends_without_a_word(
    error: Exception, seconds: float, outcome: Outcome
) -> None:
    """Which exception it was does not matter, only the time."""
    ended = not isinstance(error, TimeoutError)
    trace = Trace(Phase.GREETING, (), 0, seconds, ended)
    assert classify(trace, error) == Failure(outcome)


@pytest.mark.parametrize(
    ("error", "detail"),
    [(MemoryError(), "memory"), (ValueError("x"), "bug-ValueError"),
     (RuntimeError("can't start new thread"), "bug-RuntimeError")],
)  # fmt: skip
@pytest.mark.parametrize("phase", [Phase.CONNECT, Phase.GREETING, Phase.SIGN_IN])
def test_our_own_fault_says_nothing_about_the_server(
    phase: Phase, error: Exception, detail: str
) -> None:
    assert classify(Trace(phase, (b"* OK hi\r\n",), 9), error) == Failure(
        Outcome.OUR_FAULT, detail=detail
    )


@pytest.mark.parametrize(
    ("phase", "error", "outcome"),
    [
        (Phase.GREETING, TooMuchError("x"), Outcome.LOST),
        (Phase.STARTTLS, InjectedError("x"), Outcome.NO_ENCRYPTION),
        (Phase.SIGN_IN, TooMuchError("x"), Outcome.LOST),
    ],
)
def test_our_own_alarms(phase: Phase, error: Exception, outcome: Outcome) -> None:
    assert classify(Trace(phase, (b"* OK hi\r\n",), 9), error).outcome is outcome


def test_hostile_bytes_become_one_harmless_line() -> None:
    said = readable([b"* NO M\xfcller \x1b[31mred\x07\x00 \xe2\x80\xaeevil\xc2\x9b2J\r\n"])
    assert said == r"* NO M\xfcller \x1b[31mred\x07\x00 \u202eevil\x9b2J"


@pytest.mark.parametrize("text", ["\u202e", "\u2066", "\u200f", "\u2028", "\ufeff", "\u0085"])
def test_what_acts_on_a_screen_is_shown_as_an_escape(text: str) -> None:
    said = readable([b"a", text.encode(), b"b"])
    assert said.isprintable()
    assert text not in said


def test_words_are_kept_as_they_are() -> None:
    assert readable(["* OK Grüße, 日本語 ☃\r\n".encode()]) == "* OK Grüße, 日本語 ☃"


def test_ten_kilobytes_are_cut() -> None:
    said = readable([b"\xff" * 10_000, b"end\r\n"])
    assert len(said) == 500
    assert said.endswith("…")


def test_a_line_break_cannot_make_a_second_line() -> None:
    assert "\n" not in readable([b"one\r\n", b"two\rthree\r\n", b"four\n"])
