"""The language that hostile servers are scripted in: `[Greet(), Until(b"LOGIN"), Silence()]`.

A script is a sequence of steps; when it is at its end, the server hangs up.
"""

import base64
import binascii
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from tests.servers.certs import ServerCert
from tests.servers.conversation import Command, Conversation, Ended

SIGN_IN: Final = (b"LOGIN", b"AUTHENTICATE")


class Step(Protocol):
    """One thing that a server does."""

    def play(self, talk: Conversation) -> None:
        """Does it; raises Ended when that was the end."""


@dataclass(frozen=True)
class Send:
    """Says these bytes."""

    data: bytes

    def play(self, talk: Conversation) -> None:
        talk.send(self.data)


@dataclass(frozen=True)
class Greet(Send):
    """An ordinary greeting."""

    data: bytes = b"* OK ready\r\n"


@dataclass(frozen=True)
class Answer:
    """Answers the last command: its tag, then this text."""

    text: bytes

    def play(self, talk: Conversation) -> None:
        talk.send(talk.command.tag + b" " + self.text + b"\r\n")


@dataclass(frozen=True)
class Expect:
    """The next command must contain this; otherwise the test fails."""

    word: bytes

    def play(self, talk: Conversation) -> None:
        text = talk.next_command().text
        assert self.word.upper() in text.upper(), f"expected {self.word!r}, heard {text!r}"


@dataclass(frozen=True)
class AnyCommand:
    """The next command, whatever it is."""

    def play(self, talk: Conversation) -> None:
        talk.next_command()


@dataclass(frozen=True, init=False)
class Until:
    """An ordinary server until one of these commands comes; that one is left to the next step."""

    verbs: tuple[bytes, ...]
    offers_starttls: bool

    def __init__(self, *verbs: bytes, offers_starttls: bool = False) -> None:
        """Offers STARTTLS where the server has a certificate for it, or always."""
        object.__setattr__(self, "verbs", verbs)
        object.__setattr__(self, "offers_starttls", offers_starttls)

    def play(self, talk: Conversation) -> None:
        offers = self.offers_starttls or talk.starttls is not None
        while (command := talk.next_command()).verb not in self.verbs:
            answer_politely(talk, command, offers_starttls=offers and not talk.encrypted)


def answer_politely(talk: Conversation, command: Command, *, offers_starttls: bool) -> None:
    """What any server would answer."""
    done = command.tag + b" OK done\r\n"
    match command.verb:
        case b"CAPABILITY":
            offer = b" STARTTLS" if offers_starttls else b""
            talk.send(b"* CAPABILITY IMAP4rev1 ID AUTH=PLAIN" + offer + b"\r\n" + done)
        case b"ID":
            talk.send(b"* ID NIL\r\n" + done)
        case b"STARTTLS" if talk.starttls is not None:
            talk.send(done)
            talk.start_tls(talk.starttls)
        case b"STARTTLS":
            talk.send(command.tag + b" BAD no TLS here\r\n")
        case b"LOGOUT":
            talk.send(b"* BYE see you\r\n" + done)
            talk.hang_up()
        case _:
            talk.send(done)


@dataclass(frozen=True)
class Serve:
    """An ordinary server to the end."""

    def play(self, talk: Conversation) -> None:
        Until().play(talk)


@dataclass(frozen=True)
class Silence:
    """Nothing any more; the connection stays, until the client ends it."""

    def play(self, talk: Conversation) -> None:
        talk.listen_to_the_end()


@dataclass(frozen=True)
class Hear:
    """Waits until the client says anything at all."""

    def play(self, talk: Conversation) -> None:
        talk.listen()


@dataclass(frozen=True)
class HearLine:
    """Waits for a whole line: what a client answers to a challenge comes in two pieces."""

    def play(self, talk: Conversation) -> None:
        talk.line()


@dataclass(frozen=True)
class Pause:
    """Does nothing for a time."""

    seconds: float

    def play(self, talk: Conversation) -> None:
        talk.pause(self.seconds)


@dataclass(frozen=True)
class Close:
    """Hangs up in order, without a word."""

    def play(self, talk: Conversation) -> None:
        talk.hang_up()


@dataclass(frozen=True)
class Reset:
    """Breaks the connection."""

    def play(self, talk: Conversation) -> None:
        talk.reset()


@dataclass(frozen=True)
class Drip:
    """Says it byte by byte."""

    data: bytes
    every_seconds: float

    def play(self, talk: Conversation) -> None:
        for byte in self.data:
            talk.send(bytes([byte]))
            talk.pause(self.every_seconds)


@dataclass(frozen=True)
class Flood:
    """Says the same piece again and again, `total` bytes in all."""

    total: int
    chunk: bytes

    def play(self, talk: Conversation) -> None:
        for _ in range(-(-self.total // len(self.chunk))):
            talk.send(self.chunk)


@dataclass(frozen=True)
class StartTls:
    """The handshake, at any moment."""

    cert: ServerCert

    def play(self, talk: Conversation) -> None:
        talk.start_tls(self.cert)


@dataclass(frozen=True)
class EchoSecrets:
    """Refuses the last command and repeats all of it, decoded as well."""

    def play(self, talk: Conversation) -> None:
        words = talk.command.text.split()
        for word in words[-1:]:
            with contextlib.suppress(binascii.Error):
                words.append(base64.b64decode(word, validate=True).replace(b"\0", b" "))
        Answer(b"NO I do not like " + b" ".join(words)).play(talk)


def play(script: Sequence[Step], talk: Conversation) -> None:
    """Plays a script to its end, or to the end of the conversation."""
    with contextlib.suppress(Ended):
        for step in (*script, Close()):
            step.play(talk)
