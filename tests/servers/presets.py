"""Scripts of servers that somebody has met, or fears: `Hostile(silence_at("login"))`."""

import random
from typing import Final, Literal, assert_never, get_args

from tests.servers.hostile import Script
from tests.servers.steps import (
    SIGN_IN,
    Answer,
    AnyCommand,
    Close,
    EchoSecrets,
    Flood,
    Greet,
    Hear,
    Pause,
    Reset,
    Send,
    Serve,
    Silence,
    Step,
    Until,
)

Phase = Literal[
    "greeting", "capability", "starttls", "tls", "login", "after_login", "noop", "logout"
]
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)

# Latin-1, no text at all, colours, a bell, a zero, and letters that run backwards.
HORRID: Final = b"M\xfcller \xff\xfe \x1b[31;1mred\x07 \x00 \xe2\x80\xaeevil\x7f \x9b2J"
MEGABYTE: Final = 1_000_000


def up_to(phase: Phase) -> list[Step]:
    """An ordinary server up to the moment when it would have to answer.

    "greeting" is the moment after the connection; for a client that wants TLS at once, a server
    without TLS that stops there stops in the handshake. "tls" is the handshake after STARTTLS,
    "after_login" the first command behind the sign-in.
    """
    match phase:
        case "greeting":
            return []
        case "capability":
            return [Greet(), Until(b"CAPABILITY")]
        case "starttls":
            return [Greet(), Until(b"STARTTLS", offers_starttls=True)]
        case "tls":
            return [*up_to("starttls"), Answer(b"OK begin TLS")]
        case "login":
            return [Greet(), Until(*SIGN_IN)]
        case "after_login":
            return [*up_to("login"), Answer(b"OK welcome"), AnyCommand()]
        case "noop":
            return [Greet(), Until(b"NOOP")]
        case "logout":
            return [Greet(), Until(b"LOGOUT")]
        case _:
            assert_never(phase)


def silence_at(phase: Phase) -> Script:
    """Never says a word again, and never closes."""
    return [*up_to(phase), Silence()]


def close_at(phase: Phase) -> Script:
    """Hangs up without a word."""
    return [*up_to(phase), Close()]


def reset_at(phase: Phase) -> Script:
    """Breaks the connection.

    A reset that arrives too early is already the answer to connect(); the pause lets the client
    come as far as waiting for the greeting.
    """
    settled = [Pause(0.1)] if phase == "greeting" else []
    return [*up_to(phase), *settled, Reset()]


def bye_at(phase: Phase, text: bytes = b"Too many connections") -> Script:
    """Says BYE instead of the answer, and hangs up."""
    return [*up_to(phase), Send(b"* BYE " + text + b"\r\n"), Close()]


def no_at_login(text: bytes) -> Script:
    """Refuses every sign-in with this text, and stays."""
    return [*up_to("login"), Answer(b"NO " + text), Serve()]


def ssh_banner() -> Script:
    """The port belongs to SSH."""
    return [
        Send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
        Hear(),
        Send(b"Invalid SSH identification string.\r\n"),
        Close(),
    ]


def smtp_banner() -> Script:
    """The port belongs to outgoing mail."""
    refusal = Send(b"502 5.5.2 Error: command not recognized\r\n")
    answers: list[Step] = [Hear(), refusal]
    return [Send(b"220 mail.office.test ESMTP\r\n"), *answers * 10, Close()]


def http_server() -> Script:
    """The port belongs to the web: silent until it is asked, then it complains."""
    page = b"<html><body>400 Bad Request</body></html>"
    head = b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return [Hear(), Send(head % len(page) + page), Close()]


def random_bytes(seed: int, size: int = 100_000) -> Script:
    """Noise, the same for the same seed; then silence."""
    return [Send(random.Random(seed).randbytes(size)), Silence()]


def endless_greeting(size: int = 10 * MEGABYTE) -> Script:
    """A greeting that does not come to the end of its line."""
    return [Send(b"* OK "), Flood(size, b"A" * 10_000), Silence()]


def eight_bit_and_control_greeting() -> Script:
    """Words that no screen should show as they are: in the greeting and in the refusal."""
    greeting = Greet(b"* OK " + HORRID + b"\r\n")
    return [greeting, Until(*SIGN_IN), Answer(b"NO " + HORRID), Serve()]


def huge_literal(size: int = 2**32) -> Script:
    """Announces gigabytes, sends one megabyte, and then nothing."""
    return [
        *up_to("capability"),
        Send(b"* CAPABILITY {%d}\r\n" % size),
        Flood(MEGABYTE, b"A" * 10_000),
        Silence(),
    ]


def endless_untagged_lines(size: int = 64 * MEGABYTE) -> Script:
    """Answers with news that nobody asked for and never with the answer."""
    return [*up_to("capability"), Flood(size, b"* 1 EXISTS\r\n" * 1000), Silence()]


def garbage_after_login(seed: int = 1) -> Script:
    """Lets in, and then makes no sense any more."""
    noise = random.Random(seed).randbytes(1000).replace(b"\n", b"") + b"\r\n"
    return [*up_to("login"), Answer(b"OK welcome"), Send(noise), AnyCommand(), Send(noise), Close()]


def echo_password() -> Script:
    """Refuses, and repeats the password in the refusal."""
    return [*up_to("login"), EchoSecrets(), Serve()]


def polite() -> Script:
    """An ordinary server: everybody may in."""
    return [Greet(), Serve()]
