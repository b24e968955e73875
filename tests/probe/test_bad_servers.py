"""Whatever answers at the address: a verdict that says what it is, in time, and a sentence."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.probe.sessions import eventually, no_thread_called
from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile, Script
from tests.servers.steps import Answer, Close, Expect, Greet, Reset, Send, Serve, Silence, Step
from wizard import service
from wizard.core.advice import Advice, Kind
from wizard.core.model import Case, Need, Patience, Plan, Security, Target, Waits
from wizard.core.recommend import exit_status
from wizard.core.secret import Secret
from wizard.paper import sentences
from wizard.words import Words

Start = Callable[..., Hostile]
NONE, TLS, STARTTLS = Security.NONE, Security.TLS, Security.STARTTLS
QUICK: Final = Waits((0.05,) * 3, 0.05, (0.05,) * 2, (0.05,) * 2, 0.1, 0.1, 0.05, 0.05, 0.2, 0.1,
                     0.1, 0.1, 45.0, (0.05,) * 2)  # fmt: skip
HASTY: Final = Patience(0.5, 0.5, 0.5)
PLAN: Final = Plan(Need(3, 3), pace=0.0, patience=HASTY, waits=QUICK)
LATEST: Final = 12.0  # seconds; four attempts, each with its patience, a poke and last words


def check(
    host: str, port: int, security: Security, certs: Certs | None = None, signs_in: bool = True
) -> Case:
    target = Target(host, port, security, "alice" if signs_in else None,
                    ca_file=str(certs.ca) if certs else None)  # fmt: skip
    secret = Secret(CANARY) if signs_in else None
    began = time.monotonic()
    case = service.check(target, secret, PLAN, lambda _: None, threading.Event())
    assert time.monotonic() - began < LATEST
    return case


def told(case: Case) -> Advice:
    """The advice, which can be said in whole sentences."""
    advice, words = service.read(case), Words("en")
    assert sentences.headline(advice, words, case)
    for sentence in (
        sentences.why(advice, words, case),
        sentences.who_can_fix_it(advice, words),
        sentences.what_next(advice, words),
        sentences.how_sure(advice, words),
    ):
        assert sentence
        assert "{" not in sentence
    return advice


def row(name: str, script: Sequence[Step], security: Security, *expected: Any) -> Any:  # noqa: ANN401
    """A line of the table: what the server does, how it is reached, kind, reason, exit status."""
    return pytest.param(script, security, expected, id=name)


def login_disabled() -> Script:
    offer = Send(b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n")
    return [Greet(), Expect(b"CAPABILITY"), offer, Answer(b"OK done"), Serve()]


UNREACHED = (Kind.CANNOT_REACH, 20)
BUSY = b"Server is busy, try again later"

TABLE = [
    row("ssh", presets.ssh_banner(), NONE, *UNREACHED, "not-a-mail-server"),
    row("ssh-tls", presets.ssh_banner(), TLS, *UNREACHED, "plain-on-encrypted"),
    row("ssh-starttls", presets.ssh_banner(), STARTTLS, *UNREACHED, "not-a-mail-server"),
    row("smtp", presets.smtp_banner(), NONE, *UNREACHED, "not-a-mail-server"),
    row("smtp-tls", presets.smtp_banner(), TLS, *UNREACHED, "plain-on-encrypted"),
    row("http", presets.http_server(), NONE, *UNREACHED, "not-a-mail-server"),
    row("http-tls", presets.http_server(), TLS, *UNREACHED, "plain-on-encrypted"),
    row("noise", presets.random_bytes(3), NONE, *UNREACHED, "not-a-mail-server"),
    row("noise-tls", presets.random_bytes(3), TLS, *UNREACHED, "plain-on-encrypted"),
    row("plain-on-tls", presets.polite(), TLS, *UNREACHED, "plain-on-encrypted"),
    row("8-bit", presets.eight_bit_and_control_greeting(), NONE, Kind.SIGN_IN_REFUSED, 21,
        "sign-in-refused"),
    row("endless-greeting", presets.endless_greeting(), NONE, *UNREACHED, "broken-off"),
    row("endless-lines", presets.endless_untagged_lines(), NONE, *UNREACHED, "broken-off"),
    row("huge-literal", presets.huge_literal(), NONE, *UNREACHED, "broken-off"),
    row("no-starttls", presets.polite(), STARTTLS, *UNREACHED, "no-encryption"),
    row("login-disabled", login_disabled(), NONE, *UNREACHED, "protected-only"),
    row("garbage-after-sign-in", presets.garbage_after_login(), NONE, *UNREACHED, None),
    row("silent-greeting", presets.silence_at("greeting"), NONE, Kind.SERVER_FULL, 14,
        "silent-at-the-limit"),
    row("silent-handshake", presets.silence_at("greeting"), TLS, Kind.SERVER_FULL, 14,
        "silent-at-the-limit"),
    row("close-greeting", presets.close_at("greeting"), NONE, Kind.NO_PLACE_FREE, 20,
        "nothing-ever-opened"),
    row("close-handshake", presets.close_at("greeting"), TLS, Kind.NO_PLACE_FREE, 20,
        "nothing-ever-opened"),
    row("reset-greeting", presets.reset_at("greeting"), NONE, Kind.NO_PLACE_FREE, 20,
        "nothing-ever-opened"),
    row("bye-greeting-limit", presets.bye_at("greeting"), NONE, Kind.NO_PLACE_FREE, 20,
        "nothing-ever-opened"),
    row("bye-greeting-busy", presets.bye_at("greeting", BUSY), NONE, Kind.SERVER_FULL, 14,
        "words-name-a-full-server"),
    row("bye-greeting-other", presets.bye_at("greeting", b"go away"), NONE, *UNREACHED,
        "refused-in-words"),
    row("bye-login-limit", presets.bye_at("login"), NONE, Kind.NO_PLACE_FREE, 20,
        "nothing-ever-opened"),
    row("wrong-password", presets.no_at_login(b"[AUTHENTICATIONFAILED] no"), NONE,
        Kind.SIGN_IN_REFUSED, 21, "sign-in-refused"),
    row("echo", presets.echo_password(), NONE, Kind.SIGN_IN_REFUSED, 21, "sign-in-refused"),
    row("cut-at-sign-in", presets.close_at("login"), NONE, Kind.NO_CLEAR_RESULT, 12,
        "sign-in-cut"),
    row("reset-at-sign-in", presets.reset_at("login"), NONE, Kind.NO_CLEAR_RESULT, 12,
        "sign-in-cut"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "security", "expected"), TABLE)
def test_what_it_is(
    hostile: Start, script: Script, security: Security, expected: tuple[Kind, int, str | None]
) -> None:
    server = hostile(script)
    advice = told(check(server.host, server.port, security))
    kind, status, reason = expected
    codes = {because.code for because in advice.verdict.because}
    assert (advice.verdict.kind, exit_status(advice)) == (kind, status), codes
    assert reason is None or reason in codes
    assert server.all_gone()
    eventually(lambda: no_thread_called("mail-"))


@pytest.mark.parametrize("end", ["silence", "close", "reset", "bye"])
@pytest.mark.parametrize("phase", presets.PHASES)
def test_the_end_at_every_phase(
    hostile: Start, certs: Certs, phase: presets.Phase, end: str
) -> None:
    """Never "no limit" where nobody got in, never our fault, never a hang."""
    script = {"silence": presets.silence_at, "close": presets.close_at,
              "reset": presets.reset_at, "bye": presets.bye_at}[end](phase)  # fmt: skip
    server = hostile(script, starttls=certs.valid)
    advice = told(check(server.host, server.port, STARTTLS, certs))
    assert exit_status(advice) not in {1, 2}
    if phase != "logout":
        assert advice.verdict.limit in {0, None}
        assert exit_status(advice) != 0
    else:
        assert advice.verdict.kind is Kind.NO_LIMIT_FOUND
    assert server.all_gone()


@pytest.mark.parametrize("script", [presets.polite(), presets.silence_at("greeting")])
def test_tls_where_plain_was_asked_for(hostile: Start, certs: Certs, script: Script) -> None:
    server = hostile(script, tls=certs.valid)
    advice = told(check(server.host, server.port, STARTTLS, certs))
    assert (advice.verdict.kind, exit_status(advice)) == UNREACHED
    assert [reason.code for reason in advice.verdict.because] == ["encrypted-on-plain"]
    assert not server.has_heard(CANARY)


@pytest.mark.parametrize(
    ("which", "code"),
    [
        ("expired", "certificate-ran-out"),
        ("not_yet_valid", "certificate-clock"),
        ("self_signed", "certificate-issuer"),
        ("unknown_issuer", "certificate-issuer"),
        ("wrong_name", "certificate-name"),
        ("by_antivirus", "certificate-antivirus"),
    ],
)
def test_a_bad_certificate_gets_no_password(
    hostile: Start, certs: Certs, which: str, code: str
) -> None:
    server = hostile(presets.polite(), tls=getattr(certs, which))
    advice = told(check("localhost", server.port, TLS, certs))
    assert (advice.verdict.kind, exit_status(advice)) == (Kind.CERTIFICATE_PROBLEM, 22)
    assert [reason.code for reason in advice.verdict.because] == [code]
    assert server.ever == 2  # the second one looks at it
    assert not server.has_heard(CANARY)


@pytest.mark.parametrize("security", [TLS, STARTTLS])
def test_an_encryption_that_is_too_old(hostile: Start, certs: Certs, security: Security) -> None:
    old = replace(certs.valid, newest=ssl.TLSVersion.TLSv1_1)
    way = {"tls": old} if security is TLS else {"starttls": old}
    server = hostile(presets.polite(), **way)
    advice = told(check("localhost", server.port, security, certs))
    assert (advice.verdict.kind, exit_status(advice)) == UNREACHED
    assert [reason.code for reason in advice.verdict.because] == ["old-encryption"]
    assert not server.has_heard(CANARY)


def test_login_disabled_behind_tls(hostile: Start, certs: Certs) -> None:
    server = hostile(login_disabled(), tls=certs.valid)
    advice = told(check("localhost", server.port, TLS, certs))
    assert (advice.verdict.kind, exit_status(advice)) == (Kind.NEEDS_BROWSER_SIGN_IN, 21)
    assert not server.has_heard(CANARY)


@pytest.mark.parametrize("text", [b"[AUTHENTICATIONFAILED] no", b"nope", b"LOGIN failed"])
def test_a_wrong_password_is_tried_once(hostile: Start, text: bytes) -> None:
    """A second try could lock the mailbox."""
    server = hostile(presets.no_at_login(text))
    told(check(server.host, server.port, NONE))
    assert server.ever == 1


def test_an_unknown_host() -> None:
    advice = told(check("nobody.invalid", 993, TLS))
    assert (advice.verdict.kind, exit_status(advice)) == (Kind.NOT_FOUND, 20)


def test_a_name_no_resolver_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise UnicodeError("label empty or too long")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    advice = told(check("a" * 250, 993, TLS))
    assert (advice.verdict.kind, exit_status(advice)) == (Kind.NOT_FOUND, 20)


@pytest.mark.parametrize("security", [NONE, TLS, STARTTLS])
def test_a_closed_port(security: Security) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    advice = told(check("127.0.0.1", port, security))
    assert (advice.verdict.kind, exit_status(advice)) == UNREACHED
    assert [reason.code for reason in advice.verdict.because] == ["address-refused"]


@pytest.mark.parametrize("last", [Close(), Reset(), Silence()], ids=["close", "reset", "silence"])
@pytest.mark.parametrize("after", [1, 3])
def test_a_server_that_dies_after_some_sessions(hostile: Start, after: int, last: Step) -> None:
    """All it holds is dropped at once and nobody gets in again: never a limit per address."""
    doomed = threading.Event()

    class WaitForTheEnd:
        def play(self, talk: Any) -> None:  # noqa: ANN401
            while not doomed.is_set():
                talk.pause(0.01)

    def script(number: int) -> Script:
        if number < after:
            return [*presets.up_to("noop"), Answer(b"OK done"), WaitForTheEnd(), Close()]
        doomed.set()
        return [last]

    server = hostile(script)
    advice = told(check(server.host, server.port, NONE))
    assert advice.verdict.kind not in {
        Kind.PER_ADDRESS, Kind.PER_MAILBOX, Kind.PER_MAILBOX_AND_ADDRESS, Kind.NO_LIMIT_FOUND,
    }  # fmt: skip
    assert exit_status(advice) in {12, 13, 14, 20}
    assert server.all_gone()
