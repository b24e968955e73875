"""Sessions of somebody else: the rest of the office, from the same address or another one.

Speaks raw sockets on purpose: a stranger shares no code with the program under test.
"""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from types import TracebackType
from typing import Final, Protocol, Self

SECONDS: Final = 15.0


class Refused(Exception):
    """The stranger did not get in; the text is what the server said, if anything."""


class Reachable(Protocol):
    """Anything with an address; real and hostile servers have one."""

    host: str


class Stranger:
    """One session."""

    def __init__(self, host: str, port: int, source: str, *, tls: bool) -> None:
        """Connects and reads the greeting."""
        self._unread = b""
        self._socket = socket.socket()
        try:
            self._socket.settimeout(SECONDS)
            self._socket.bind((source, 0))
            self._socket.connect((host, port))
            if tls:
                self._socket = blind_context().wrap_socket(self._socket, server_hostname=host)
            self.greeting = self._expect(b"* OK")
        except BaseException:
            self._socket.close()
            raise

    def sign_in(self, user: str, password: str) -> None:
        """LOGIN with a name and a password without quotes in them."""
        self._socket.sendall(f'a LOGIN "{user}" "{password}"\r\n'.encode())
        self._expect(b"a OK")

    def answers(self) -> bool:
        """Whether the session still lives, by NOOP."""
        try:
            self._socket.sendall(b"b NOOP\r\n")
            self._expect(b"b OK")
        except (OSError, Refused):
            return False
        return True

    def leave(self) -> None:
        """LOGOUT, then waits for the server to close, so that the place is free or soon will be."""
        with contextlib.suppress(OSError):
            self._socket.sendall(b"z LOGOUT\r\n")
            while self._line():
                pass
        self._socket.close()

    def _line(self) -> bytes:
        """One line; what is there of it when the server closes."""
        while b"\n" not in self._unread and (more := self._socket.recv(4096)):
            self._unread += more
        line, end, self._unread = self._unread.partition(b"\n")
        return line + end

    def _expect(self, start: bytes) -> bytes:
        """Reads on to the line that begins like this."""
        before = b""
        while line := self._line():
            if line.startswith(start):
                return line
            before += line
            if line.startswith((b"* BYE", start[:2] + b"NO", start[:2] + b"BAD")):
                break
        raise Refused(before.decode("ascii", "backslashreplace"))


class Strangers:
    """A number of sessions that can grow and shrink; `with hold(...) as others`."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        source: str,
        tls: bool,
        login: tuple[str, str] | None,
    ) -> None:
        """Nobody is there yet."""
        self._host, self._port, self._source = host, port, source
        self._tls, self._login = tls, login
        self._present: list[Stranger] = []

    def __len__(self) -> int:
        return len(self._present)

    def come(self, count: int) -> None:
        """So many more sessions; Refused when one does not get in."""
        for _ in range(count):
            new = Stranger(self._host, self._port, self._source, tls=self._tls)
            self._present.append(new)
            if self._login is not None:
                new.sign_in(*self._login)

    def let_go(self, count: int) -> None:
        """So many sessions end, the oldest first."""
        for _ in range(count):
            self._present.pop(0).leave()

    def alive(self) -> int:
        """How many of the sessions still answer."""
        return sum(stranger.answers() for stranger in self._present)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go(len(self))


@contextlib.contextmanager
def hold(
    server: Reachable,
    port: int,
    count: int,
    source: str = "127.0.0.1",
    *,
    tls: bool = False,
    login: tuple[str, str] | None = None,
) -> Iterator[Strangers]:
    """Holds sessions from a source address, with login=(user, password) signed in."""
    with Strangers(server.host, port, source=source, tls=tls, login=login) as strangers:
        strangers.come(count)
        yield strangers


def blind_context() -> ssl.SSLContext:
    """Strangers trust everybody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
