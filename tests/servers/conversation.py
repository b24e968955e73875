"""One connection of a hostile server: what it hears, what it says, how it ends.

Owns one socket. Must never outlive it: whoever waits for the client is woken by `cut`.
"""

import contextlib
import os
import re
import socket
import ssl
import struct
import threading
import warnings
from dataclasses import dataclass
from typing import Final

from tests.servers.certs import ServerCert

LITERAL: Final = re.compile(rb"\{(\d+)\+?\}\r?\n$")
# Of the option's two numbers the second is the time, none: close() throws everything away.
LINGER_NOT: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class Ended(Exception):
    """The conversation is over, whoever ended it."""


@dataclass(frozen=True)
class Command:
    """One command of the client, with its literals and its answer to a challenge."""

    tag: bytes = b"*"
    verb: bytes = b""
    text: bytes = b""


class Conversation:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket, number: int, starttls: ServerCert | None) -> None:
        """Takes the connection over; `number` counts from 0."""
        self.number = number
        self.starttls = starttls
        self.encrypted = False
        self.command = Command()
        self.over = False
        self.stopped = threading.Event()
        self._socket = connection
        self._heard = bytearray()
        self._unread = b""

    @property
    def heard(self) -> bytes:
        """Everything the client has said so far; under TLS in clear."""
        return bytes(self._heard)

    @property
    def caller(self) -> str:
        """The address the client connected from."""
        return str(self._socket.getpeername()[0])

    def send(self, data: bytes) -> None:
        """Says it all, or ends."""
        try:
            self._socket.sendall(data)
        except OSError as trouble:
            raise Ended from trouble

    def pause(self, seconds: float) -> None:
        """Lets time go by; ends at once when the server is stopped."""
        if self.stopped.wait(seconds):
            raise Ended

    def listen(self) -> bytes:
        """Whatever comes next; ends when the client does."""
        if self._unread:
            data, self._unread = self._unread, b""
            return data
        try:
            data = self._socket.recv(65536)
        except OSError as trouble:
            raise Ended from trouble
        if not data:
            raise Ended
        self._heard += data
        return data

    def listen_to_the_end(self) -> None:
        """Says nothing any more, and hears the client out."""
        while True:
            self.listen()

    def line(self) -> bytes:
        """One line with its end; ends when there is no whole line any more."""
        collected = b""
        while b"\n" not in collected:
            collected += self.listen()
        line, end, self._unread = collected.partition(b"\n")
        return line + end

    def next_command(self) -> Command:
        """Reads a whole command; literals are invited, and PLAIN is asked for its answer."""
        text = self.line()
        while found := LITERAL.search(text):
            self.send(b"+ go ahead\r\n")
            rest = b""
            while len(rest) < int(found[1]):
                rest += self.listen()
            self._unread = rest[int(found[1]) :]
            text += rest[: int(found[1])] + self.line()
        words = text.split()
        tag, verb = words[0] if words else b"*", words[1].upper() if len(words) > 1 else b""
        if verb == b"AUTHENTICATE" and words[2:] == [b"PLAIN"]:
            self.send(b"+ \r\n")
            text += self.line()
        self.command = Command(tag, verb, text)
        return self.command

    def start_tls(self, cert: ServerCert) -> None:
        """The server's side of the handshake."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert.chain, cert.key)
        if cert.newest is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nobody should: this one plays an old server
                context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, cert.newest
            context.set_ciphers("DEFAULT@SECLEVEL=0")
        try:
            # The handshake comes after the assignment: only then can `cut` interrupt it.
            self._socket = context.wrap_socket(
                self._socket, server_side=True, do_handshake_on_connect=False
            )
            assert isinstance(self._socket, ssl.SSLSocket)
            self._socket.do_handshake()
        except OSError as trouble:
            raise Ended from trouble
        self.encrypted = True

    def hang_up(self) -> None:
        """The client reads the end of the stream; the place is kept until the client goes, too.

        So `open_now` of the server tells whether the client has closed what it should.
        """
        with contextlib.suppress(OSError):
            # Past the TLS layer: nobody who crashes says good-bye.
            socket.socket.shutdown(self._socket, socket.SHUT_WR)
        self.listen_to_the_end()

    def reset(self) -> None:
        """The client's next breath meets a reset."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        raise Ended

    def cut(self) -> None:
        """From another thread: ends whatever this conversation waits for."""
        self.stopped.set()
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """The thread's last act."""
        self._socket.close()
        self.over = True
