"""One connection of the practice server: bytes in and out, with one deadline over everything.

Owns the socket of one client: lines, literals, the start of TLS, waiting, and being cut from
another thread. Must never know a command of IMAP, and never wait beyond its deadline.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# 64 kB: far above what a mail program sends before it opens a mailbox.
LONGEST = 65536
BLINK = 0.2  # seconds between two looks whether the session was dismissed


class EndedError(Exception):
    """The session is over: the client left or broke off, or we cut it."""


class DeadlineError(EndedError):
    """The session's time is up."""


class TooLongError(Exception):
    """The client sent more in one line than a line may hold."""


class Channel:
    """A client's socket. All but `cut` and `dismiss` belongs to the thread of its session."""

    def __init__(self, sock: socket.socket) -> None:
        """Take over `sock`; there is no deadline yet."""
        self.deadline = math.inf
        self.encrypted = False
        self._sock = sock
        self._buffer = b""
        self._cut = threading.Event()
        self._swap = threading.Lock()
        self._last_words: bytes | None = None
        with suppress(OSError):  # two short answers must not wait for each other
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def allow(self, seconds: float) -> None:
        """From now on the session has this many seconds (`math.inf`: as long as it likes)."""
        self.deadline = monotonic() + seconds

    def read_line(self) -> bytes:
        """The next line without its end (CR LF, or LF alone)."""
        while b"\n" not in self._buffer:
            if len(self._buffer) > LONGEST + 1:  # one more: its CR may be there already
                raise TooLongError
            self._receive()
        line, _, self._buffer = self._buffer.partition(b"\n")
        line = line.removesuffix(b"\r")
        if len(line) > LONGEST:
            raise TooLongError
        return line

    def read_exactly(self, size: int) -> bytes:
        """The next `size` bytes."""
        while len(self._buffer) < size:
            self._receive()
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def send(self, data: bytes) -> None:
        """Send all of it."""
        try:
            self._set_timeout()
            self._sock.sendall(data)
        except (OSError, ValueError) as problem:
            raise self._end(problem) from problem

    def pause(self, seconds: float) -> None:
        """Wait, as a server that thinks: cut short by the deadline and by `cut`."""
        wait = min(seconds, self.deadline - monotonic(), threading.TIMEOUT_MAX)
        if self._cut.wait(max(wait, 0.0)):
            raise EndedError
        if wait < seconds:
            raise DeadlineError

    def start_tls(self, context: ssl.SSLContext) -> None:
        """Become encrypted. What the client sent in the clear and we did not read yet is lost.

        It could have been slipped in by somebody between client and server (CVE-2011-0411).
        """
        self._buffer = b""
        try:
            encrypted = context.wrap_socket(
                self._sock, server_side=True, do_handshake_on_connect=False
            )
            with self._swap:
                self._sock = encrypted
                if self._cut.is_set():
                    raise EndedError
        except (OSError, ValueError) as problem:
            raise self._end(problem) from problem
        self._patiently(encrypted.do_handshake)
        self.encrypted = True

    def cut(self) -> None:
        """End it, from any thread: whatever waits on the socket comes back at once."""
        self._cut.set()
        with self._swap, suppress(OSError):
            # Not SSLSocket's own: that would take the encryption away under a running read.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

    def dismiss(self, last_words: bytes) -> None:
        """Let it end soon, from any thread, with a last line for the client (b"" for none).

        Not by shutting the socket down whole: nobody could speak any more after that.
        """
        self._last_words = last_words + b"\r\n" if last_words else b""
        with self._swap, suppress(OSError):
            # Wakes who reads from it; where a system does not, its next blink does.
            socket.socket.shutdown(self._sock, socket.SHUT_RD)

    def close(self) -> None:
        """Close without ever waiting; last words and TLS's farewell only if they go out at once."""
        with self._swap, suppress(OSError, ValueError):
            self._sock.settimeout(0.0)
            if self._last_words:
                self._sock.sendall(self._last_words)
            if isinstance(self._sock, ssl.SSLSocket):
                self._sock.unwrap()
        self._sock.close()

    def _receive(self) -> None:
        data = self._patiently(lambda: self._sock.recv(8192))
        if not data:
            raise EndedError
        self._buffer += data

    def _patiently(self, step: Callable[[], T]) -> T:
        """Do what waits for the client, until the deadline or until we are dismissed."""
        while self._last_words is None:
            try:
                self._set_timeout(BLINK)
                return step()
            except TimeoutError as problem:
                if monotonic() >= self.deadline:
                    raise self._end(problem) from problem
            except (OSError, ValueError) as problem:
                raise self._end(problem) from problem
        raise EndedError

    def _set_timeout(self, most: float = math.inf) -> None:
        left = min(self.deadline - monotonic(), most)
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(None if math.isinf(left) else left)

    def _end(self, problem: Exception) -> EndedError:
        timed_out = isinstance(problem, TimeoutError) and not self._cut.is_set()
        return DeadlineError() if timed_out else EndedError()
