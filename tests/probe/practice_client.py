"""A client on a raw socket that notes exactly what it saw: for comparing the practice server with
real ones. Shares no code with the program under test and must never hide how a connection ended.
"""

import contextlib
import os
import socket
import ssl
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Self

import pytest

from tests.servers import CANARY, USERS
from tests.servers.real import RealServer
from wizard.probe.practice import Limit, PracticeServer
from wizard.probe.trust import EncryptedSocket

SECONDS: Final = 15.0  # Dovecot's late closing comes after 10
WAYS: Final = ("plain", "starttls", "tls")
AT_ONCE: Final = 5.0  # seconds


second_address = pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no 127.0.0.2")


@dataclass(frozen=True)
class Place:
    """A server and somebody who may use it."""

    port: int
    tls_port: int
    trust: ssl.SSLContext
    user: str
    password: str

    def door(self, way: str) -> int:
        """The port for a way in: plain, starttls or tls."""
        return self.tls_port if way == "tls" else self.port


def practice_place(server: PracticeServer) -> Place:
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # knows no other authority
    trust.load_verify_locations(cadata=server.trusted_certificate)
    trust.sslsocket_class = EncryptedSocket
    return Place(server.port, server.tls_port, trust, "alice", CANARY)


def real_place(server: RealServer) -> Place:
    trust = ssl.create_default_context(cafile=server.cafile)
    trust.sslsocket_class = EncryptedSocket
    return Place(server.imap, server.imaps, trust, "alice", server.users["alice"])


def reset(client: socket.socket) -> None:
    """Close with a reset instead of a farewell."""
    linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    client.close()


def eventually(holds: Callable[[], bool]) -> None:
    """Wait for what a server does in its own time."""
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


@dataclass(frozen=True)
class Seen:
    """What came of something: `how` it ended, and every byte that was said on the way.

    On TLS it is a race whether a client meets the end of the stream or a reset: both are "closed".
    """

    how: str
    said: bytes = b""


class Client:
    """One connection to `place`, by a way in and from a source address."""

    def __init__(self, place: Place, way: str = "plain", source: str = "127.0.0.1") -> None:
        self.place, self.way = place, way
        self._unread = b""
        self.socket = socket.create_connection(
            ("127.0.0.1", place.door(way)), SECONDS, source_address=(source, 0)
        )
        self._encrypt_first = way == "tls"

    def greet(self, seconds: float = SECONDS) -> Seen:
        """Read the greeting (and do what the way in needs): "open", "silent" or closed.

        Can be asked again after "silent".
        """
        began = time.monotonic()
        try:
            self.socket.settimeout(seconds)
            if self._encrypt_first:
                self._handshake()
                self._encrypt_first = False
            line = self.line()
        except TimeoutError:
            return Seen("silent")
        except (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            line = b""
        except ssl.SSLError as problem:  # an alert, say
            return Seen(str(problem))
        if not line.endswith(b"\n"):
            return Seen(self._closed(began), line + self._unread)
        self.socket.settimeout(SECONDS)
        if self.way == "starttls":
            assert self.ask(b"s1 STARTTLS").startswith(b"s1 OK")
            self._handshake()
        return Seen("open")

    def sign_in(self, password: str | None = None) -> Seen:
        """LOGIN: "signed in", "answered" (the session stays) or closed."""
        began = time.monotonic()
        word = self.place.password if password is None else password
        self.send(b'l1 LOGIN "%s" "%s"' % (self.place.user.encode(), word.encode()))
        answer = b""
        with contextlib.suppress(ConnectionError, ssl.SSLEOFError):
            answer = self.answer(b"l1")
        if answer.startswith(b"l1 OK"):
            return Seen("signed in")
        self.socket.settimeout(0.5)
        try:
            while line := self.line():
                answer += line
        except TimeoutError:
            self.socket.settimeout(SECONDS)
            return Seen("answered", answer)
        except OSError:
            pass
        return Seen(self._closed(began), answer)

    def leave(self) -> None:
        """LOGOUT, read until the server closes, close."""
        self.send(b"z1 LOGOUT")
        lines = [self.line(), self.line(), self.line()]
        assert lines[0].startswith(b"* BYE")
        assert lines[1].startswith(b"z1 OK")
        assert lines[2] == b""
        self.close()

    def alive(self) -> bool:
        """Whether NOOP is answered."""
        return self.ask(b"n1 NOOP").startswith(b"n1 OK")

    def ask(self, command: bytes) -> bytes:
        """Send a command; its tagged answer, or an untagged BYE."""
        self.send(command)
        return self.answer(command.split(b" ")[0])

    def send(self, line: bytes) -> None:
        self.socket.sendall(line + b"\r\n")

    def answer(self, tag: bytes) -> bytes:
        """The next line with this tag, BYE or BAD; b"" at the end of the connection."""
        while line := self.line():
            if line.startswith((tag + b" ", b"* BYE", b"* BAD")):
                return line
        return b""

    def line(self) -> bytes:
        """The next line; b"" at the end of the connection."""
        while b"\n" not in self._unread and (more := self.socket.recv(4096)):
            self._unread += more
        line, end, self._unread = self._unread.partition(b"\n")
        return line + end

    def close(self) -> None:
        self.socket.close()

    def reset(self) -> None:
        """Close with a reset instead of a farewell."""
        reset(self.socket)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _handshake(self) -> None:
        if not isinstance(self.socket, ssl.SSLSocket):
            self.socket = self.place.trust.wrap_socket(
                self.socket, server_hostname="localhost", do_handshake_on_connect=False
            )
        self.socket.do_handshake()

    def _closed(self, began: float) -> str:
        return "closed at once" if time.monotonic() - began < AT_ONCE else "closed late"


def start(limit: Limit, **options: object) -> PracticeServer:
    return PracticeServer(limit, users=USERS, **options)  # type: ignore[arg-type]


class Office:
    """Sessions of one test; all are closed at its end."""

    def __init__(self, server: PracticeServer) -> None:
        self.place: Place = practice_place(server)
        self.sessions: list[Client] = []

    def open(self, way: str = "plain", source: str = "127.0.0.1", user: str = "") -> Seen:
        """One more session, signed in if there is a user; its outcome."""
        place = replace(self.place, user=user, password=USERS[user]) if user else self.place
        client = Client(place, way, source)
        self.sessions.append(client)
        seen = client.greet()
        return client.sign_in() if user and seen.how == "open" else seen

    def how(self, *arguments: str) -> str:
        return self.open(*arguments).how

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for session in self.sessions:
            session.close()


def greeted(place: Place, way: str = "plain") -> Client:
    client = Client(place, way)
    assert client.greet() == Seen("open")
    return client
