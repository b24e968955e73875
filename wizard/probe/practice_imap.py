"""The IMAP of the practice server: one client's conversation, from greeting to farewell.

Owns reading commands and answering them. Must never count connections (`SignIn` asks the gate),
never log, and never let a client's bytes cause anything but an answer or the end of its session.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wizard.probe.practice_channel import LONGEST, Channel, DeadlineError, EndedError, TooLongError
from wizard.probe.practice_gate import TurnedAway

if TYPE_CHECKING:
    import ssl

    from wizard.probe.practice_roles import Role

FAREWELL = 1.0  # seconds a last line may take to go out

# Whether user name and password are right; TurnedAway when they are, but there is no place.
SignIn = Callable[[bytes, bytes], bool | TurnedAway]

_TAG = re.compile(rb'[^\s\x00-\x1f\x7f-\xff(){%*+"\\]{1,64}(?= |\Z)')
_COMMAND = re.compile(rb" ([A-Za-z]{1,32})(?: (.*))?\Z", re.DOTALL)
_LITERAL = re.compile(rb"(?:^|(?<= ))\{(\d{1,19})(\+?)\}\Z")
_ARGUMENT = re.compile(rb' *(?:"((?:[^"\\]|\\["\\])*)"|([^\s"(){}]+))(?= |\Z)')
_ESCAPED = re.compile(rb'\\(["\\])')


class _NotSoError(Exception):
    """The command makes no sense, or not now."""


@dataclass(frozen=True, slots=True)
class _Command:
    tag: bytes
    name: str
    rest: bytes


class Conversation:
    """One client's session; `run` returns when it is over and never raises."""

    def __init__(self, channel: Channel, role: Role, tls: ssl.SSLContext, sign_in: SignIn) -> None:
        """Speak over `channel`, with `tls` for STARTTLS."""
        self._channel = channel
        self._role = role
        self._tls = tls
        self._ask = sign_in
        self._signed_in = False
        self._over = False
        self._answers: dict[str, Callable[[_Command], None]] = {
            "CAPABILITY": self._capability,
            "NOOP": self._noop,
            "LOGOUT": self._logout,
            "ID": self._id,
            "NAMESPACE": self._namespace,
            "STARTTLS": self._starttls,
            "LOGIN": self._login,
            "AUTHENTICATE": self._authenticate,
        }

    def run(self) -> None:
        """Greet, answer until the client is done, and say why when it is us who end it."""
        try:
            self._say(f"* OK [CAPABILITY {self._capabilities()}] {self._role.greeting}")
            self._answer_all()
        except TooLongError:
            self._farewell("That line is too long.")
        except DeadlineError:
            if self._signed_in or self._role.says_why_unsigned_end:
                self._farewell("Closed for inactivity.")
        except EndedError:
            pass

    def _answer_all(self) -> None:
        mistakes = 0
        while not self._over:
            line = self._channel.read_line()
            tag = _TAG.match(line)
            mistakes += 1
            try:
                self._carry_out(_parsed(line, tag))
                mistakes = 0
            except _NotSoError:
                if mistakes >= self._role.most_mistakes:
                    self._farewell("Too many commands that make no sense.")
                    return
                self._reply(tag[0] if tag else b"*", self._role.not_so)
            if self._signed_in:
                self._channel.allow(self._role.inactivity)

    def _carry_out(self, command: _Command) -> None:
        answer = self._answers.get(command.name)
        takes_arguments = command.name in {"ID", "LOGIN", "AUTHENTICATE"}
        if answer is None or bool(command.rest) != takes_arguments:
            raise _NotSoError
        answer(command)

    def _capability(self, command: _Command) -> None:
        self._reply(command.tag, "OK CAPABILITY completed", f"* CAPABILITY {self._capabilities()}")

    def _noop(self, command: _Command) -> None:
        self._reply(command.tag, "OK NOOP completed")

    def _logout(self, command: _Command) -> None:
        self._over = True
        self._reply(command.tag, "OK LOGOUT completed", "* BYE Until next time.")

    def _id(self, command: _Command) -> None:
        if _LITERAL.search(command.rest):
            raise _NotSoError
        support = '"vendor" "Training server of Mail Connection Check"'
        self._reply(command.tag, "OK ID completed", f'* ID ("name" "{self._role.name}" {support})')

    def _namespace(self, command: _Command) -> None:
        if not self._signed_in:
            raise _NotSoError
        self._reply(command.tag, "OK NAMESPACE completed", f"* NAMESPACE {self._role.namespace}")

    def _starttls(self, command: _Command) -> None:
        if self._channel.encrypted or self._signed_in:
            raise _NotSoError
        self._reply(command.tag, "OK Begin TLS now.")
        self._channel.start_tls(self._tls)

    def _login(self, command: _Command) -> None:
        if self._signed_in:
            raise _NotSoError
        arguments = self._arguments(command.rest)
        if len(arguments) != 2:
            raise _NotSoError
        self._sign_in(command.tag, arguments[0], arguments[1])

    def _authenticate(self, command: _Command) -> None:
        """PLAIN; an initial response is taken even where SASL-IR is not told, as Courier does."""
        mechanism, _, response = command.rest.partition(b" ")
        if self._signed_in or mechanism.upper() != b"PLAIN":
            raise _NotSoError
        if not response:
            self._channel.send(b"+ \r\n")
            response = self._channel.read_line()
        try:
            _, user, password = b64decode(response, validate=True).split(b"\0")
        except (binascii.Error, ValueError):  # also the `*` of a client that thinks better of it
            raise _NotSoError from None
        self._sign_in(command.tag, user, password)

    def _sign_in(self, tag: bytes, user: bytes, password: bytes) -> None:
        answer = self._ask(user, password)
        if isinstance(answer, TurnedAway):
            self._channel.pause(answer.after)
            if answer.words:
                self._channel.send(answer.line(tag))
            self._over = not answer.stays
        elif answer:
            self._signed_in = True
            self._reply(tag, self._role.signed_in)
        else:
            self._channel.pause(self._role.wrong_password_delay)
            self._reply(tag, self._role.wrong_password)

    def _arguments(self, rest: bytes) -> list[bytes]:
        """Up to two arguments, quotes resolved and literals fetched from the client."""
        found: list[bytes] = []
        while True:
            literal = _LITERAL.search(rest)
            found += _words(rest[: literal.start()] if literal else rest)
            if literal is None:
                return found
            if len(found) >= 2:
                raise _NotSoError
            found.append(self._literal(int(literal[1]), bool(literal[2])))
            rest = self._channel.read_line()

    def _literal(self, size: int, sent_already: bool) -> bytes:
        if sent_already:
            # LITERAL+ is not offered: what follows now would be taken for commands, a password
            # for a tag that we send back. So this is the end.
            self._farewell("Non-synchronising literals are not offered here.")
            raise EndedError
        if size > LONGEST:
            raise _NotSoError
        self._channel.send(b"+ OK\r\n")
        return self._channel.read_exactly(size)

    def _capabilities(self) -> str:
        role = self._role
        return role.capabilities if self._channel.encrypted else role.clear_capabilities

    def _say(self, line: str) -> None:
        self._channel.send(line.encode() + b"\r\n")

    def _reply(self, tag: bytes, result: str, untagged: str = "") -> None:
        """The tagged answer, in one piece with what goes before it."""
        before = untagged.encode() + b"\r\n" if untagged else b""
        self._channel.send(before + tag + b" " + result.encode() + b"\r\n")

    def _farewell(self, why: str) -> None:
        self._over = True
        self._channel.allow(FAREWELL)
        with suppress(EndedError):
            self._say(f"* BYE {why}")


def _parsed(line: bytes, tag: re.Match[bytes] | None) -> _Command:
    command = _COMMAND.match(line, tag.end()) if tag else None
    if tag is None or command is None:
        raise _NotSoError
    return _Command(tag[0], command[1].decode().upper(), command[2] or b"")


def _words(text: bytes) -> list[bytes]:
    """Atoms and quoted strings of a line."""
    found: list[bytes] = []
    place = 0
    text = text.rstrip(b" ")
    while place < len(text):
        word = _ARGUMENT.match(text, place)
        if word is None:
            raise _NotSoError
        found.append(word[2] if word[1] is None else _ESCAPED.sub(rb"\1", word[1]))
        place = word.end()
    return found
