"""One bounded conversation with a stranger: a deadline for all of it, a bound on what is read.

Owns the waiting: whoever sends a byte a second, or without an end, is left when time or room is
up. Another thread can cut it at any moment. It must never be used for anything secret.
"""

from __future__ import annotations

import io
import selectors
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from wizard.probe.connect import CutError, Cutter
from wizard.probe.lines import TooMuchError
from wizard.probe.wire import encrypted

_CHUNK = 16_384
_Told = TypeVar("_Told")
_WAITS_FOR = {
    ssl.SSLWantReadError: selectors.EVENT_READ,
    ssl.SSLWantWriteError: selectors.EVENT_WRITE,
}


class Bounds:
    """A time on the clock and a number of bytes; both only shrink."""

    def __init__(self, until: float, room: int) -> None:
        """`until` is a moment of time.monotonic()."""
        self.until, self.room = until, room

    @property
    def seconds(self) -> float:
        """What is left; raises TimeoutError when nothing is."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("time is up")
        return left


class Channel(io.RawIOBase):
    """A connected socket, read as a file; owned by `cutter`, which closes it."""

    def __init__(self, cutter: Cutter, sock: socket.socket, bounds: Bounds) -> None:
        """From now on the socket is never waited on without an end."""
        super().__init__()
        self._cutter, self._sock, self._bounds = cutter, sock, bounds
        sock.setblocking(False)

    def encrypt(self, tls: ssl.SSLContext, name: str) -> None:
        """Let the other side prove that it is `name`; raises ssl.SSLError where it cannot."""
        sock = encrypted(self._sock, tls, name)
        self._sock = sock
        self._cutter.watch(sock)
        self._patiently(sock.do_handshake)

    def send(self, data: bytes) -> None:
        """All of it."""
        left = memoryview(data)
        while left:
            left = left[self._patiently(partial(self._sock.send, left)) :]

    def receive(self, most: int = _CHUNK) -> bytes:
        """What has come, at least a byte; b"" at the end."""
        if self._bounds.room <= 0:
            raise TooMuchError
        got = self._patiently(lambda: self._sock.recv(min(most, _CHUNK)))
        self._bounds.room -= len(got)
        return got

    def exactly(self, count: int) -> bytes:
        """So many bytes; raises EOFError where there are fewer."""
        whole = b""
        while len(whole) < count:
            got = self.receive(count - len(whole))
            if not got:
                raise EOFError
            whole += got
        return whole

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """For those who read a file."""
        got = self.receive(len(buffer))
        buffer[: len(got)] = got
        return len(got)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """For those who read a socket as a file."""
        return io.BufferedReader(self)

    def _patiently(self, attempt: Callable[[], _Told]) -> _Told:
        while True:
            if self._cutter.was_cut:
                raise CutError
            seconds = self._bounds.seconds
            try:
                return attempt()
            except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as wants:
                event = _WAITS_FOR[type(wants)]
            except BlockingIOError:
                event = selectors.EVENT_READ
            self._wait(event, seconds)

    def _wait(self, event: int, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, event)
            with suppress(KeyError, ValueError):
                selector.register(self._cutter.wake_socket, selectors.EVENT_READ)
            selector.select(seconds)
