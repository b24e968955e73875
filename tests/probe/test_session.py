"""One session in its thread: held, asked, lost with its last words, cut at once, always closed."""

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from tests.probe.sessions import CALM, SECONDS, attempt, door, eventually, how, watched
from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.guards import our_sockets
from tests.servers.hostile import Hostile
from tests.servers.steps import Answer, Close, Greet, Pause, Reset, Send, Serve, Silence, Until
from wizard.core.model import Door, Outcome, Phase, Security
from wizard.probe.session import Answered, Closed, Died

Start = Callable[..., Hostile]
AT_ONCE = 0.1  # seconds: a stop has to be this quick


def test_a_session_is_opened_held_asked_and_signed_out(hostile: Start) -> None:
    server = hostile(presets.polite())
    with watched(door(server), how()) as one:
        ended = one.opened()
        assert (ended.failure.outcome, ended.phase) == (Outcome.OPEN, Phase.HELD)
        assert ended.connect_milliseconds is not None
        assert ended.sign_in_milliseconds is not None
        assert server.open_now == 1
        one.session.ask(SECONDS)
        assert one.next(Answered).in_time
        one.session.leave(SECONDS)
        one.next(Closed)
    assert server.all_gone()
    assert server.heard.rstrip().endswith(b"LOGOUT")


def test_the_first_session_learns_who_the_server_is(hostile: Start) -> None:
    identity = Send(b'* ID ("name" "Test" "version" NIL)\r\n')
    greeting = Greet(b"* OK Courier-IMAP ready.\r\n")
    script = [greeting, Until(b"ID"), identity, Answer(b"OK done"), Serve()]
    with watched(door(hostile(script)), how(), first=True) as one:
        words = one.opened().words
    assert words is not None
    assert words.greeting == "* OK Courier-IMAP ready."
    assert "IMAP4REV1" in words.capabilities
    assert ("name", "Test") in words.identity


@pytest.mark.parametrize("answer", [b"NO not you", b"BAD what is that"])
def test_a_server_that_offers_id_and_refuses_it(hostile: Start, answer: bytes) -> None:
    script = [Greet(), Until(b"ID"), Answer(answer), Serve()]
    with watched(door(hostile(script)), how(), first=True) as one:
        assert one.opened().failure.outcome is Outcome.OPEN


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "tls"])
@pytest.mark.parametrize(
    ("end", "said"),
    [
        ([Send(b"* BYE Idle for too long\r\n"), Silence()], "* BYE Idle for too long"),
        ([Send(b"* BYE Idle for too long\r\n"), Close()], "* BYE Idle for too long"),
        ([Send(b"* OK still here\r\n"), Send(b"* bye now"), Send(b"\r\n"), Close()], "* bye now"),
        ([Close()], ""),
        ([Reset()], ""),
    ],
    ids=["bye", "bye-close", "bye-in-pieces", "close", "reset"],
)
def test_a_held_session_is_lost_with_its_words(
    hostile: Start, certs: Certs, encrypted: bool, end: list[object], said: str
) -> None:
    """Nobody asked: the server ends it, and what it said stays known."""
    tls = certs.valid if encrypted else None
    security = Security.TLS if encrypted else Security.NONE
    server = hostile([*presets.up_to("noop"), Answer(b"OK done"), Pause(0.1), *end], tls=tls)
    with watched(door(server, security), how(certs.ca)) as one:
        assert one.opened().failure.outcome is Outcome.OPEN
        assert said in one.next(Died).said
        one.next(Closed)
    assert server.all_gone()


@pytest.mark.parametrize("end", [Close(), Silence()], ids=["close", "silence"])
def test_last_words_in_the_same_breath_as_an_answer_are_not_lost(
    hostile: Start, end: Close | Silence
) -> None:
    """`OK` and `* BYE` arrive together: the session was open, and is lost with these words."""
    goodbye = Answer(b"OK done\r\n* BYE Too many connections")
    server = hostile([*presets.up_to("noop"), goodbye, end])
    with watched(door(server), how()) as one:
        assert one.opened().failure.outcome is Outcome.OPEN
        assert one.next(Died).said == "* BYE Too many connections"


def test_a_bye_while_asked_is_a_loss(hostile: Start) -> None:
    script = [*presets.up_to("noop"), Answer(b"OK done"), Until(b"NOOP"), Send(b"* BYE gone\r\n"),
              Close()]  # fmt: skip
    with watched(door(hostile(script)), how()) as one:
        one.opened()
        one.session.ask(SECONDS)
        assert one.next(Died).said == "* BYE gone"


def test_a_late_answer_does_not_confuse_the_next_question(hostile: Start) -> None:
    """Frozen for a moment: the old answer comes together with the new one."""
    late = [Until(b"NOOP"), Pause(0.4), Answer(b"OK late"), Until(b"NOOP"), Answer(b"OK done")]
    server = hostile([*presets.up_to("noop"), Answer(b"OK done"), *late, Serve()])
    with watched(door(server), how()) as one:
        one.opened()
        one.session.ask(0.1)
        assert not one.next(Answered).in_time
        one.session.ask(SECONDS)
        assert one.next(Answered).in_time
        one.session.ask(SECONDS)
        assert one.next(Answered).in_time


def test_a_late_answer_between_two_questions_is_no_loss(hostile: Start) -> None:
    late = [Until(b"NOOP"), Pause(0.2), Answer(b"OK late"), Until(b"NOOP"), Answer(b"OK done")]
    server = hostile([*presets.up_to("noop"), Answer(b"OK done"), *late, Serve()])
    with watched(door(server), how()) as one:
        one.opened()
        one.session.ask(0.05)
        assert not one.next(Answered).in_time
        time.sleep(0.4)  # the late answer comes while nothing is asked
        one.session.ask(SECONDS)
        assert one.next(Answered).in_time


def test_a_server_that_does_not_answer_a_logout_is_left_in_time(hostile: Start) -> None:
    server = hostile(presets.silence_at("logout"))
    with watched(door(server), how()) as one:
        one.opened()
        began = time.monotonic()
        one.session.leave(0.3)
        one.next(Closed)
        assert time.monotonic() - began < 1.5
    assert server.all_gone()


# -- cut -----


def silent_queue(stack: ExitStack) -> Door:
    """A door behind which nothing is ever accepted, nor answered."""
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
    for _ in range(8):
        waiting = stack.enter_context(socket.socket())
        waiting.settimeout(0.1)
        try:
            waiting.connect(listener.getsockname())
        except TimeoutError:
            host, port = listener.getsockname()
            return Door(host, port, Security.NONE)
    pytest.skip("this system takes more connections than it was told to")


def test_a_cut_while_connecting() -> None:
    with ExitStack() as stack, watched(silent_queue(stack), how(patience=CALM)) as one:
        time.sleep(0.05)
        began = time.monotonic()
        one.session.cut()
        assert one.opened().failure.outcome is Outcome.CUT_BY_US
        one.next(Closed)
        assert time.monotonic() - began < AT_ONCE


@pytest.mark.parametrize("phase", presets.PHASES[:-1])
def test_a_cut_at_every_phase_is_quick_and_ours(
    hostile: Start, certs: Certs, phase: presets.Phase
) -> None:
    """The server is silent there; a stop ends the wait, and is never read as a refusal."""
    encrypted = phase in {"starttls", "tls"}
    server = hostile(presets.silence_at(phase), starttls=certs.valid if encrypted else None)
    security = Security.STARTTLS if encrypted else Security.NONE
    with watched(door(server, security), how(certs.ca)) as one:
        wait_for_the_silence(server, phase)
        began = time.monotonic()
        one.session.cut()
        assert one.opened().failure.outcome is Outcome.CUT_BY_US
        one.next(Closed)
        assert time.monotonic() - began < AT_ONCE
    assert server.all_gone()


def wait_for_the_silence(server: Hostile, phase: presets.Phase) -> None:
    words = {"greeting": b"", "capability": b"CAPABILITY", "starttls": b"STARTTLS",
             "tls": b"STARTTLS", "login": b"AUTHENTICATE", "after_login": b"NOOP",
             "noop": b"NOOP"}  # fmt: skip
    eventually(lambda: server.ever == 1 and words[phase] in server.heard)
    time.sleep(0.05)


def test_a_cut_in_the_handshake(hostile: Start) -> None:
    server = hostile([Silence()])
    with watched(door(server, Security.TLS), how()) as one:
        eventually(lambda: server.heard != b"")
        began = time.monotonic()
        one.session.cut()
        assert one.opened().failure.outcome is Outcome.CUT_BY_US
        assert time.monotonic() - began < AT_ONCE


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "tls"])
def test_a_cut_of_a_held_session_is_no_loss(hostile: Start, certs: Certs, encrypted: bool) -> None:
    server = hostile(presets.polite(), tls=certs.valid if encrypted else None)
    security = Security.TLS if encrypted else Security.NONE
    with watched(door(server, security), how(certs.ca)) as one:
        one.opened()
        began = time.monotonic()
        one.session.cut()
        one.next(Closed)
        assert time.monotonic() - began < AT_ONCE
        one.session.cut()  # once more is fine
        one.session.ask(1)
    assert server.all_gone()


def test_a_cut_before_the_start(hostile: Start) -> None:
    way = how()
    with watched(door(hostile(presets.polite())), way) as one:
        one.session.cut()
        assert one.opened().failure.outcome in {Outcome.CUT_BY_US, Outcome.OPEN}


# -- closed whatever happens -----


@pytest.mark.parametrize("end", ["silence", "close", "reset", "bye"])
@pytest.mark.parametrize("phase", presets.PHASES[:-1])
def test_no_socket_survives(hostile: Start, certs: Certs, phase: presets.Phase, end: str) -> None:
    before = len(our_sockets())
    script = {"silence": presets.silence_at, "close": presets.close_at,
              "reset": presets.reset_at, "bye": presets.bye_at}[end](phase)  # fmt: skip
    encrypted = phase in {"starttls", "tls"}
    server = hostile(script, starttls=certs.valid if encrypted else None)
    listening = len(our_sockets()) - before
    security = Security.STARTTLS if encrypted else Security.NONE
    way = how(certs.ca, patience=type(CALM)(0.2, 0.2, 0.2))
    failure = attempt(door(server, security), way)
    assert failure.outcome not in {Outcome.OPEN, Outcome.OUR_FAULT, Outcome.CUT_BY_US}
    assert server.all_gone()
    eventually(lambda: len(our_sockets()) <= before + listening)


def test_a_callers_fault_leaves_the_socket_closed(
    hostile: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own code breaks in the middle: an outcome all the same, and everything closed."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError(CANARY)

    monkeypatch.setattr("wizard.probe.wire.Wire.sign_in", broken)
    server = hostile(presets.polite())
    with watched(door(server), how()) as one:
        failure = one.opened().failure
        assert (failure.outcome, failure.detail) == (Outcome.OUR_FAULT, "bug-ZeroDivisionError")
        one.next(Closed)
    assert server.all_gone()
