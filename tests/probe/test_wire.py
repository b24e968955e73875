"""What goes over the wire arrives exactly, and nothing a server sends can hold a session up."""

import base64
import re
import time
from collections.abc import Callable, Sequence
from typing import Final

import pytest

from tests.probe.sessions import CALM, HASTY, attempt, door, how
from tests.servers import CANARY, presets
from tests.servers.certs import Certs
from tests.servers.hostile import Hostile
from tests.servers.steps import (
    Answer,
    AnyCommand,
    Close,
    Drip,
    Expect,
    Greet,
    Hear,
    Send,
    Serve,
    Silence,
    Step,
    Until,
)
from wizard.core.model import Outcome, Patience, Security
from wizard.probe.wire import quoted

Start = Callable[..., Hostile]
# Longer than any phase may take here; the last words of a server get a third of a second more.
LATEST: Final = HASTY.greeting + 1.5
ENDLESS: Final = b"* OK [ALERT] " + b"so many words " * 1000

LOGIN_ONLY: Final[Sequence[Step]] = [
    Greet(),
    Expect(b"CAPABILITY"),
    Send(b"* CAPABILITY IMAP4rev1\r\n"),
    Answer(b"OK done"),
    AnyCommand(),
    Answer(b"OK welcome"),
    Serve(),
]


@pytest.mark.parametrize("phase", presets.PHASES[:-1])
def test_dripping_does_not_stretch_a_phase(
    hostile: Start, certs: Certs, phase: presets.Phase
) -> None:
    """A byte now and then keeps a connection alive, never our patience."""
    encrypted = phase in {"starttls", "tls"}
    server = hostile([*presets.up_to(phase), Drip(ENDLESS, 0.05)], starttls=certs.valid)
    way = how(certs.ca, patience=HASTY)
    began = time.monotonic()
    failure = attempt(door(server, Security.STARTTLS if encrypted else Security.NONE), way)
    assert failure.outcome is not Outcome.OPEN
    assert time.monotonic() - began < LATEST
    assert server.all_gone()


def test_dripping_in_the_handshake_does_not_stretch_it(hostile: Start) -> None:
    # The beginning of a TLS record that promises 16 kB.
    server = hostile([Drip(b"\x16\x03\x03\x3f\xff" + b"\x02" * 1000, 0.05)])
    began = time.monotonic()
    failure = attempt(door(server, Security.TLS), how(patience=HASTY))
    assert failure.outcome in {Outcome.SILENT, Outcome.NO_ENCRYPTION}
    assert time.monotonic() - began < LATEST
    assert server.all_gone()


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        (presets.endless_greeting(), Outcome.LOST),
        (presets.random_bytes(7), Outcome.NOT_A_MAIL_SERVER),
        (presets.huge_literal(), Outcome.LOST),
        (presets.endless_untagged_lines(), Outcome.LOST),
        ([*presets.up_to("login"), Send(b"* OK " + b"A" * 300_000), Silence()], Outcome.LOST),
        ([*presets.up_to("login"), Send(b"* X {99999999999}\r\n"), Silence()], Outcome.LOST),
    ],
    ids=["endless-line", "noise", "huge-literal", "endless-lines", "sign-in", "sign-in-literal"],
)
def test_too_much_is_cut_short(hostile: Start, script: Sequence[Step], outcome: Outcome) -> None:
    """Ten megabytes without a line end cost neither memory nor time."""
    server = hostile(script)
    began = time.monotonic()
    failure = attempt(door(server), how(patience=CALM))
    assert failure.outcome is outcome
    assert len(failure.said) <= 500
    assert time.monotonic() - began < CALM.greeting
    assert server.all_gone()


def test_words_injected_before_the_encryption_are_refused(hostile: Start, certs: Certs) -> None:
    """Somebody on the way adds plain words to the answer: no password is sent after that."""
    injection = b"OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n* OK [ALERT] all is well"
    server = hostile([*presets.up_to("starttls"), Answer(injection), Serve()])
    failure = attempt(door(server, Security.STARTTLS), how(certs.ca))
    assert (failure.outcome, failure.detail) == (Outcome.NO_ENCRYPTION, "injected")
    assert not server.has_heard(CANARY)


@pytest.mark.parametrize(
    "greeting", [b"* PREAUTH welcome back\r\n", b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"]
)
def test_without_encryption_no_password_is_sent(hostile: Start, greeting: bytes) -> None:
    """Told to encrypt, the program never gives in to a server that does not offer it."""
    server = hostile([Greet(greeting), Serve()])
    failure = attempt(door(server, Security.STARTTLS), how())
    assert (failure.outcome, failure.detail) == (Outcome.NO_ENCRYPTION, "not-offered")
    assert not server.has_heard(CANARY)


def test_capabilities_from_before_the_encryption_are_forgotten(
    hostile: Start, certs: Certs
) -> None:
    """Plain text says LOGINDISABLED, as Dovecot does; after STARTTLS it counts no more."""
    before = [Greet(), Expect(b"CAPABILITY"),
              Send(b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n"), Answer(b"OK done"),
              Until(b"NOOP"), Answer(b"OK done"), Serve()]  # fmt: skip
    server = hostile(before, starttls=certs.valid)
    assert attempt(door(server, Security.STARTTLS), how(certs.ca)).outcome is Outcome.OPEN
    assert server.has_heard(CANARY)


NAMES = [
    "alice",
    "two words",
    'say "cheese"',
    "back\\slash\\",
    "Grüße aus Köln ☃",
    "{5}",
    "(list) %* ]",
    " outer spaces ",
    "x" * 300,
    "ü" * 300,
]


def test_a_word_is_quoted_by_the_rules() -> None:
    assert quoted('a"b\\c ü') == b'"a\\"b\\\\c \xc3\xbc"'


@pytest.mark.parametrize("word", NAMES)
def test_name_and_password_arrive_exactly_with_plain(hostile: Start, word: str) -> None:
    server = hostile(presets.polite())
    assert attempt(door(server), how(user=word, password=word[::-1])).outcome is Outcome.OPEN
    found = re.search(rb"AUTHENTICATE PLAIN\r\n([A-Za-z0-9+/=]+)\r\n", server.heard)
    assert found
    nobody, user, password = base64.b64decode(found[1]).split(b"\0")
    assert (user.decode(), password.decode()) == (word, word[::-1])
    assert nobody in {b"", user}


@pytest.mark.parametrize("word", NAMES)
def test_name_and_password_arrive_exactly_with_login(hostile: Start, word: str) -> None:
    server = hostile(LOGIN_ONLY)
    assert attempt(door(server), how(user=word, password=word[::-1])).outcome is Outcome.OPEN
    found = re.search(rb'LOGIN "((?:\\.|[^"\\])*)" "((?:\\.|[^"\\])*)"\r\n', server.heard)
    assert found
    heard = [re.sub(rb"\\(.)", rb"\1", part).decode() for part in found.groups()]
    assert heard == [word, word[::-1]]


@pytest.mark.parametrize("script", [presets.polite(), LOGIN_ONLY], ids=["plain", "login"])
@pytest.mark.parametrize("evil", ["a\r\nZ1 DELETE INBOX", "a\nZ1 DELETE INBOX", "a\0b"])
def test_a_line_break_cannot_become_a_command(
    hostile: Start, script: Sequence[Step], evil: str
) -> None:
    """Whoever calls the probe with such a name: it never goes out as a line of its own."""
    server = hostile(script)
    assert attempt(door(server), how(user=evil)).outcome is Outcome.OUR_FAULT
    lines = re.split(rb"[\r\n]+", server.heard)
    assert not [line for line in lines if line.startswith(b"Z1 ")]
    assert b"\0" not in server.heard


def test_one_mechanism_only(hostile: Start) -> None:
    """A refused sign-in is never repeated in another way: that would count as two failures."""
    server = hostile(presets.no_at_login(b"[AUTHENTICATIONFAILED] no"))
    assert attempt(door(server), how()).outcome is Outcome.SIGN_IN_REFUSED
    assert len(re.findall(rb"LOGIN|AUTHENTICATE", server.heard)) == 1


def test_the_password_is_said_once_however_often_it_is_asked_for(hostile: Start) -> None:
    again: list[Step] = [Send(b"+ \r\n"), Hear()]
    server = hostile([*presets.up_to("login"), *again * 20, Answer(b"NO no"), Serve()])
    assert attempt(door(server), how()).outcome is Outcome.SIGN_IN_REFUSED
    plain = base64.b64encode(f"\0alice\0{CANARY}".encode())
    assert server.heard.count(plain) == 1


def test_login_disabled_sends_no_password(hostile: Start) -> None:
    capabilities = Send(b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n")
    server = hostile([Greet(), Expect(b"CAPABILITY"), capabilities, Answer(b"OK done"), Serve()])
    failure = attempt(door(server), how())
    assert (failure.outcome, failure.detail) == (Outcome.NO_ENCRYPTION, "protected-only")
    assert not server.has_heard(CANARY)


def test_login_disabled_behind_tls_means_a_browser(hostile: Start, certs: Certs) -> None:
    capabilities = Send(b"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\n")
    script = [Greet(), Expect(b"CAPABILITY"), capabilities, Answer(b"OK done"), Serve()]
    server = hostile(script, tls=certs.valid)
    failure = attempt(door(server, Security.TLS), how(certs.ca))
    assert failure.outcome is Outcome.NEEDS_BROWSER_SIGN_IN
    assert not server.has_heard(CANARY)


def test_words_that_exceptions_lose_are_kept(hostile: Start) -> None:
    """imapclient would tell one of these three lines."""
    server = hostile([
        *presets.up_to("login"), Send(b"* NO [ALERT] Please call us\r\n* BYE closing\r\n"),
        Answer(b"NO [LIMIT] Too many connections"), Close(),
    ])  # fmt: skip
    failure = attempt(door(server), how())
    assert failure.outcome is Outcome.LIMIT_IN_WORDS
    assert "* NO [ALERT] Please call us * BYE closing " in failure.said
    assert failure.said.endswith(" NO [LIMIT] Too many connections")


def test_patience_of_sign_in_is_its_own(hostile: Start) -> None:
    """Dovecot delays a right password: longer than a greeting may take, and it is open."""
    slow = [*presets.up_to("login"), Drip(b"* OK wait\r\n", 0.1), Answer(b"OK in"), Serve()]
    server = hostile(slow)
    assert attempt(door(server), how(patience=Patience(2, 0.5, 5))).outcome is Outcome.OPEN
