"""A server that behaves as badly as its script says: `Hostile([Greet(), Silence()])`.

Owns a listening socket on this computer, a thread for it and one for each connection; `close`
ends them all. It keeps every byte it hears, so that a test can prove what was never said.
"""

import base64
import binascii
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final, Self

from tests.servers.certs import ServerCert
from tests.servers.conversation import Conversation, Ended
from tests.servers.steps import Step, play

Script = Sequence[Step]
SECONDS: Final = 10.0


class Hostile:
    """Serves every connection by a script."""

    def __init__(
        self,
        script: Script | Callable[[int], Script],
        then: Script | None = None,
        *,
        tls: ServerCert | None = None,
        starttls: ServerCert | None = None,
    ) -> None:
        """Starts to listen.

        Args:
            script: for every connection, or a function of the connection's number (from 0).
            then: for every connection but the first.
            tls: speak TLS from the first byte, with this certificate.
            starttls: offer STARTTLS where the script is polite, with this certificate.
        """
        self._script = script
        self._then = then
        self._tls = tls
        self._starttls = starttls
        self._stopping = False
        self.complaints: list[str] = []
        self.conversations: list[Conversation] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.host, self.port = self._listener.getsockname()
        self._door = threading.Thread(target=self._accept, name="hostile door", daemon=True)
        self._door.start()

    @property
    def ever(self) -> int:
        """How many connections there have been."""
        return len(self.conversations)

    @property
    def open_now(self) -> int:
        """How many connections the client has not closed yet."""
        return sum(not talk.over for talk in self.conversations)

    @property
    def heard(self) -> bytes:
        """Everything that all clients have said."""
        return b"".join(talk.heard for talk in self.conversations)

    def has_heard(self, secret: str) -> bool:
        """Whether a secret was said, plainly or as Base64."""
        said = [self.heard]
        for word in self.heard.split():
            with contextlib.suppress(binascii.Error):
                said.append(base64.b64decode(word, validate=True))
        return any(secret.encode() in words for words in said)

    def all_gone(self, seconds: float = SECONDS) -> bool:
        """Waits until the client has closed everything; whether it did."""
        until = time.monotonic() + seconds
        while self.open_now and time.monotonic() < until:
            time.sleep(0.005)
        return self.open_now == 0

    def close(self) -> None:
        """Ends every connection and every thread. Closing twice is fine."""
        if self._stopping:
            return
        self._stopping = True
        with contextlib.suppress(OSError):  # wakes the door
            socket.create_connection((self.host, self.port), SECONDS).close()
        self._door.join(SECONDS)
        self._listener.close()
        for talk in self.conversations:
            talk.cut()
        for thread in self._threads:
            thread.join(SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self._stopping:
                connection.close()
                return
            talk = Conversation(connection, self.ever, self._starttls)
            self.conversations.append(talk)
            thread = threading.Thread(
                target=self._serve, args=(talk,), name=f"hostile {talk.number}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def _script_for(self, number: int) -> Script:
        if callable(self._script):
            return self._script(number)
        return self._script if self._then is None or number == 0 else self._then

    def _serve(self, talk: Conversation) -> None:
        try:
            with contextlib.suppress(Ended):
                if self._tls is not None:
                    talk.start_tls(self._tls)
                play(self._script_for(talk.number), talk)
        except AssertionError as complaint:
            self.complaints.append(str(complaint))
        finally:
            talk.close()
