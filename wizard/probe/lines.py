"""Lines and literals from a socket, against one deadline per phase; the words are remembered.

It owns everything read from the socket, and must never let a server say more than any mail
server has to say.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import Final

MAX_LINE: Final = 64 * 1024
MAX_LITERAL: Final = 64 * 1024
MAX_PHASE: Final = 256 * 1024
_CHUNK: Final = 16 * 1024


class TooMuchError(Exception):
    """The server sends more than any mail server has to say: an endless line, a huge literal."""


class Lines:
    """Reads lines and literals from a socket against one deadline, and remembers the lines."""

    def __init__(self, sock: socket.socket) -> None:
        """Adopt a connected socket."""
        self.sock = sock
        self.deadline = time.monotonic()
        self.received = 0
        self.ended = False
        self.said: list[bytes] = []
        self._buffer = bytearray()
        self._phase_bytes = 0

    def begin_phase(self, seconds: float) -> None:
        """Forget the words of the phase before; the next ones may take so long in all."""
        self.deadline = time.monotonic() + seconds
        self.said = []
        self._phase_bytes = 0

    def remaining(self) -> float:
        """Seconds left; raises TimeoutError when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the phase took too long")
        return left

    def line(self) -> bytes:
        """One line with its end; what there was of it at the end of the stream."""
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > MAX_LINE:
                self._keep(bytes(self._buffer[:1024]))
                raise TooMuchError("a line without an end")
            if not self._fill():
                return self._keep(self._take(len(self._buffer)))
        return self._keep(self._take(end + 1))

    def exactly(self, size: int) -> bytes:
        """`size` bytes of a literal, fewer at the end of the stream."""
        if size > MAX_LITERAL:
            raise TooMuchError("a huge literal")
        while len(self._buffer) < size and self._fill():
            pass
        return self._take(size)

    def drain(self) -> bool:
        """Take in what has come without waiting; whether the stream is still open."""
        self.sock.settimeout(0)
        try:
            chunk = self.sock.recv(_CHUNK)
        except (BlockingIOError, ssl.SSLWantReadError):
            chunk = None
        except (ConnectionError, ssl.SSLError):
            chunk = b""
        self.ended = self.ended or chunk == b""
        self._count(chunk or b"")
        # Also what came in one breath with the answer before: it may be the last words.
        while (end := self._buffer.find(b"\n")) >= 0:
            self._keep(self._take(end + 1))
        if self.ended:
            self._keep(self._take(len(self._buffer)))
        if len(self._buffer) > MAX_LINE:
            raise TooMuchError("a line without an end")
        return not self.ended

    @property
    def unfinished(self) -> bytes:
        """What was received and not read yet."""
        return bytes(self._buffer)

    def to_the_end(self) -> None:
        """Read and drop everything until the server closes or the deadline comes."""
        self._buffer.clear()
        while True:
            self.sock.settimeout(self.remaining())
            if not self.sock.recv(_CHUNK):
                return

    def last_words(self, seconds: float) -> None:
        """After a failed command: what the server still says before it closes, if it is quick."""
        self.deadline = time.monotonic() + seconds
        try:
            while self.line():
                pass
        except (OSError, TooMuchError):
            return

    def _fill(self) -> bool:
        self.sock.settimeout(self.remaining())
        try:
            chunk = self.sock.recv(_CHUNK)
        except (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            self.ended = True
            raise
        self.ended = self.ended or not chunk
        self._count(chunk)
        return bool(chunk)

    def _count(self, chunk: bytes) -> None:
        self._buffer += chunk
        self.received += len(chunk)
        self._phase_bytes += len(chunk)
        if self._phase_bytes > MAX_PHASE:
            raise TooMuchError("words without an end")

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def _keep(self, line: bytes) -> bytes:
        if line:
            self.said.append(line)
        return line
