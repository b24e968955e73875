"""The network connection of one session, and the means to cut it from another thread.

It owns the socket from its birth to its close. `close()` never unblocks a waiting thread and
`client.shutdown()` blocks the caller, so cutting is a flag, a wake-up and a socket shutdown.
"""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import socket
import threading

_IN_PROGRESS = frozenset(
    {errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", 0)}
)


class CutError(Exception):
    """We ended it ourselves."""


class Cutter:
    """Holds the socket of one session and a way to wake the thread that waits on it."""

    def __init__(self) -> None:
        """Raises OSError when this computer has no descriptors left."""
        self.wake_socket, self._waker = socket.socketpair()
        self.wake_socket.setblocking(False)
        self._waker.setblocking(False)
        self._sock: socket.socket | None = None
        self._lock = threading.Lock()
        self._closed = False
        self.was_cut = False

    def watch(self, sock: socket.socket) -> None:
        """From now on this is the session's socket (encryption wraps the one before)."""
        with self._lock:
            self._sock = sock

    def drop(self) -> None:
        """Close the session's socket: another one will be watched in its place."""
        with self._lock:
            if self._sock is not None:
                self._sock.close()
            self._sock = None

    def release(self) -> None:
        """Somebody else owns the session's socket from now on: neither cut nor close it."""
        with self._lock:
            self._sock = None

    def cut(self) -> None:
        """Mark as cut by us, then unblock: in this order, or a stop looks like a refusal."""
        self.was_cut = True
        with self._lock:
            if self._sock is not None and not self._closed:
                # Not SSLSocket.shutdown: it drops the state the other thread is using.
                with contextlib.suppress(OSError):
                    socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
        self.wake()

    def wake(self) -> None:
        """Make the session look at its orders."""
        with self._lock:
            if not self._closed:
                with contextlib.suppress(BlockingIOError):
                    self._waker.send(b"!")

    def swallow_wake(self) -> None:
        """Take note of having been woken."""
        with contextlib.suppress(BlockingIOError):
            self.wake_socket.recv(64)

    def close(self) -> None:
        """Close everything; may be called more than once."""
        with self._lock:
            self._closed = True
            if self._sock is not None:
                self._sock.close()
            self._waker.close()
            self.wake_socket.close()


def connect(
    cutter: Cutter, family: int, address: tuple[str, int], source: str | None, seconds: float
) -> socket.socket:
    """A connected socket, owned by `cutter`.

    Raises CutError when cut, TimeoutError when nobody answered within `seconds`, OSError with
    the cause else.
    """
    sock = socket.socket(family, socket.SOCK_STREAM)
    cutter.watch(sock)
    sock.setblocking(False)
    if source is not None:
        sock.bind((source, 0))
    begun = sock.connect_ex(address)
    if begun not in _IN_PROGRESS | {0}:
        raise OSError(begun, os.strerror(begun))
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_WRITE)
        selector.register(cutter.wake_socket, selectors.EVENT_READ)
        ready = [key.fileobj for key, _ in selector.select(seconds)]
    # Orders come only to held sessions, so what wakes us here is a cut.
    if cutter.was_cut or (ready and sock not in ready):
        raise CutError
    if not ready:
        raise TimeoutError("nobody answered")
    error = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if error:
        raise OSError(error, os.strerror(error))
    # macOS refuses this for a connection that was reset in between; reading will tell.
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def own_address(sock: socket.socket) -> str:
    """The address of this computer that a connection comes from; "" where it is gone already."""
    with contextlib.suppress(OSError):
        return str(sock.getsockname()[0])
    return ""


def bind_fault(address: str, family: int | None) -> str:
    """Why connections cannot leave from this own address, as a code; "" when they can."""
    wanted = socket.AF_INET6 if ":" in address else socket.AF_INET
    if family is not None and (family == 6) != (wanted == socket.AF_INET6):
        return "other-family"
    try:
        with socket.socket(wanted, socket.SOCK_STREAM) as sock:
            sock.bind((address, 0))
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "unusable").lower()
    return ""
