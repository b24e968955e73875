"""A thin layer on imapclient: our own socket, our own deadlines, the server's raw words.

It owns the dialogue on one connected socket (lines.py reads it). It must never decide what an
end means (failures.py) and never let an exception be the only keeper of what the server said.

Why not imapclient alone: its own connect has one time-out for everything, and it loses the
server's words in exceptions (measured on 4.1.0 and Python 3.11; docs/measuring.md, "Transcript").
"""

from __future__ import annotations

import errno
import imaplib
import socket
import ssl
from collections.abc import Callable
from typing import Any, Final

from imapclient import IMAPClient

from wizard.core.secret import Secret
from wizard.core.sign_in import Mechanism
from wizard.probe.lines import Lines
from wizard.probe.sasl import Answers, answers

_SASL_NAMES: Final = {
    Mechanism.PLAIN: "PLAIN",
    Mechanism.LOGIN_IN_STEPS: "LOGIN",
    Mechanism.CRAM_MD5: "CRAM-MD5",
}


class InjectedError(Exception):
    """Unencrypted bytes came before the encryption that was agreed on."""


class Dialogue(imaplib.IMAP4):
    """imaplib's dialogue over `Lines`; never logs, never keeps a command."""

    def __init__(self, lines: Lines, host: str, on_socket: Callable[[socket.socket], None]) -> None:
        """Read the greeting and the capabilities from `lines`."""
        self._lines = lines
        self._on_socket = on_socket
        super().__init__(host, 0)

    def open(self, host: str = "", port: int = 0, timeout: float | None = None) -> None:
        """Adopt the socket that is connected already; deadlines are those of `Lines`."""
        del timeout
        self.host, self.port = host, port
        self.sock = self._lines.sock

    def read(self, size: int) -> bytes:
        """A literal of the server."""
        return self._lines.exactly(size)

    def readline(self) -> bytes:
        """A line of the server."""
        return self._lines.line()

    def send(self, data: Any) -> None:  # noqa: ANN401  imaplib's own signature
        """Send a command within the deadline of the phase."""
        self.sock.settimeout(self._lines.remaining())
        try:
            self.sock.sendall(data)
        except ConnectionError:
            self._lines.ended = True
            raise

    def shutdown(self) -> None:
        """Nothing: the session owns the socket and closes it."""

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Any, list[Any]]:
        """Agree on encryption and begin it; what came unencrypted before it is never believed."""
        assert ssl_context is not None
        answer, data = self._simple_command("STARTTLS")
        if answer != "OK":
            raise self.error(f"STARTTLS: {answer}")
        if self._lines.unfinished:
            raise InjectedError("unencrypted words after STARTTLS")
        wrapped = encrypted(self.sock, ssl_context, self.host)
        self.sock = self._lines.sock = wrapped
        self._on_socket(wrapped)
        wrapped.settimeout(self._lines.remaining())
        wrapped.do_handshake()
        self._tls_established = True
        self._get_capabilities()
        return answer, data

    def _get_capabilities(self) -> None:
        """As imaplib's, but a capability that is no ASCII is no fault of ours."""
        _, data = self.capability()
        if data == [None]:
            raise self.error("no CAPABILITY response from server")
        self.capabilities = tuple(str(data[-1], "ascii", "backslashreplace").upper().split())

    def login(self, user: str, password: str) -> tuple[Any, list[Any]]:
        """LOGIN with both words quoted and in UTF-8: imaplib quotes one, and only ASCII."""
        answer, data = self._simple_command("LOGIN", quoted(user), quoted(password))
        if answer != "OK":
            raise self.error(data[-1])
        self.state = "AUTH"
        return answer, data

    def prove(self, mechanism: str, answers: Answers) -> None:
        """AUTHENTICATE: imaplib's own trips over a challenge that is no base64."""
        # imaplib calls it for each "+" of the server, whatever its types say.
        self.literal = answers.to  # type: ignore[assignment]
        answer, data = self._simple_command("AUTHENTICATE", mechanism)
        if answer != "OK":
            raise self.error(data[-1])
        self.state = "AUTH"

    # imaplib keeps the last commands for its debug output: a password must not be among them.
    def _log(self, line: object) -> None: ...
    def _mesg(self, line: object, secs: object = None) -> None: ...
    def print_log(self) -> None:
        """Nothing is kept, so nothing is printed."""


def encrypted(sock: socket.socket, context: ssl.SSLContext, host: str) -> ssl.SSLSocket:
    """`sock` ready for its handshake; raises ConnectionResetError where it is dead already.

    Python's ssl would take a dead socket over and then forget to close it.
    """
    try:
        sock.getpeername()
    except OSError:
        raise ConnectionResetError(errno.ECONNRESET, "reset before the handshake") from None
    return context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)


def quoted(word: str) -> bytes:
    """`word` as a quoted string of the protocol, in UTF-8."""
    return b'"' + word.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'


class Wire(IMAPClient):  # type: ignore[misc]
    """imapclient on a connected socket; see `Lines` for deadlines and words."""

    def __init__(
        self,
        sock: socket.socket,
        host: str,
        seconds: float,
        on_socket: Callable[[socket.socket], None],
    ) -> None:
        """Keep the socket; `greet` reads the greeting."""
        self.lines = Lines(sock)
        self.lines.begin_phase(seconds)
        self._on_socket = on_socket
        self._host = host

    def greet(self) -> None:
        """Read greeting and capabilities; raises what imaplib raises."""
        # ssl=False: encryption is ours, and imapclient warns on stderr about some ports.
        super().__init__(self._host, 0, ssl=False)
        self._imap.debug = 0
        self._imap._mesg = lambda *_: None  # noqa: SLF001  it would see every command

    def _create_IMAP4(self) -> Dialogue:  # noqa: N802  imapclient's name
        return Dialogue(self.lines, self._host, self._on_socket)

    @property
    def offers(self) -> tuple[str, ...]:
        """The capabilities as last told, upper case."""
        return tuple(self._imap.capabilities)

    @property
    def signed_in(self) -> bool:
        """Whether the server takes us as signed in."""
        return bool(self._imap.state == "AUTH")

    def sign_in(
        self, mechanism: Mechanism, user: str, secret: Secret, note: Callable[[bytes], None]
    ) -> None:
        """Sign in by this one mechanism; `note` is told what proves the password without being it.

        Raises ValueError for a name that would end its line and begin a command of its own.
        """
        if any(mark in user for mark in "\r\n\0"):
            raise ValueError("a user name cannot contain a line break or a zero byte")
        if mechanism is Mechanism.LOGIN:
            self.login(user, secret.reveal())
        else:
            self._imap.prove(_SASL_NAMES[mechanism], answers(mechanism, user, secret, note))

    def noop(self) -> None:
        """NOOP; a late answer to an earlier one is swallowed, where imapclient would give up."""
        answer, data = self._imap.noop()
        if answer != "OK":
            raise imaplib.IMAP4.error(data[-1])

    def say_goodbye(self, seconds: float) -> None:
        """LOGOUT, then read to the end: only then is the place free on the server's side."""
        self.lines.begin_phase(seconds)
        self.lines.sock.settimeout(self.lines.remaining())
        self.lines.sock.sendall(b"Z LOGOUT\r\n")
        self.lines.to_the_end()
