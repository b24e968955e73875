"""The practice server: a small real IMAP server with a connection limit, inside the program.

Owns the listening ports and the threads. It is what the demo tests and what people train with.
Must never log, print or store a password, and never be reachable from other computers unless it
is told to.
"""

from __future__ import annotations

import hmac
import socket
import threading
from functools import partial
from time import monotonic, sleep
from typing import TYPE_CHECKING, Self

from wizard.core.secret import Secret
from wizard.probe.practice_channel import Channel, EndedError
from wizard.probe.practice_gate import TurnedAway
from wizard.probe.practice_gates import gate_for
from wizard.probe.practice_house import GLANCE, House, Visit
from wizard.probe.practice_imap import Conversation
from wizard.probe.practice_limits import (
    Limit,
    NoLimit,
    PerAddress,
    PerMailboxAndAddress,
    ServerFull,
)
from wizard.probe.practice_roles import COURIER, DOVECOT, Role, role_for

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

__all__ = [
    "COURIER",
    "DOVECOT",
    "Limit",
    "NoLimit",
    "PerAddress",
    "PerMailboxAndAddress",
    "PracticeServer",
    "Role",
    "ServerFull",
]

FOUR_PER_ADDRESS = PerAddress(4)
STOP_TAKES = 2.0  # seconds at most


class PracticeServer:
    """`with PracticeServer(PerAddress(4)) as server:` listens on `port` and `tls_port`.

    `port` speaks in the clear and offers STARTTLS; `tls_port` is encrypted from the start. The
    certificate is new at each start; a client trusts exactly it with
    `context.load_verify_locations(cadata=server.trusted_certificate)`.
    """

    def __init__(
        self,
        limit: Limit = FOUR_PER_ADDRESS,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls_port: int = 0,
        users: Mapping[str, Secret | str] | None = None,
        role: Role | None = None,
    ) -> None:
        """Prepare; nothing listens before `start`.

        Port 0 means any free one. `users` are names and passwords, practice/practice when not
        given. The `role` follows from the limit when not given.
        """
        self._users = {
            name: word if isinstance(word, Secret) else Secret(word)
            for name, word in ({"practice": "practice"} if users is None else users).items()
        }
        self._role = role or role_for(limit)
        self._limit = limit
        self._host = host
        self._wanted = (port, tls_port)
        self.port = 0
        self.tls_port = 0
        self.trusted_certificate = ""
        self._house = House(gate_for(limit))
        self._listeners: list[socket.socket] = []
        self._watchers: list[threading.Thread] = []

    def start(self) -> Self:
        """Listen; raises OSError when a port is taken. The totals begin at zero."""
        self._house = House(gate_for(self._limit))
        # The window shows its first page without it: making certificates is slow to import.
        from wizard.probe.practice_certificate import fresh_tls  # noqa: PLC0415

        tls, self.trusted_certificate = fresh_tls()
        try:
            for port in self._wanted:
                self._listeners.append(self._listen(port))
        except OSError:
            self.stop()
            raise
        self.port, self.tls_port = (each.getsockname()[1] for each in self._listeners)
        for listener, at_once in zip(self._listeners, (False, True), strict=True):
            watch = partial(self._watch, self._house, listener, tls, at_once)
            watcher = threading.Thread(target=watch, name="practice-watcher", daemon=True)
            self._watchers.append(watcher)
            watcher.start()
        return self

    def stop(self) -> None:
        """Cut every connection and wait, at most 2 s, until every thread is gone."""
        deadline = monotonic() + STOP_TAKES
        self._house.close()
        for watcher in self._watchers:
            watcher.join(max(deadline - monotonic(), 0.0))
        for listener in self._listeners:
            listener.close()
        self._listeners, self._watchers = [], []

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    @property
    def accepted_total(self) -> int:
        """How many connections were let in since the start."""
        return self._house.accepted_total

    @property
    def refused_total(self) -> int:
        """How many were turned away since the start, at the door or at sign-in."""
        return self._house.refused_total

    def served_now(self, address: str | None = None) -> int:
        """How many connections that were let in are open (from one address, or in all)."""
        return self._house.served_now(address)

    def _listen(self, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # The longest queue there is, as Courier has it: what is not accepted waits in it.
        listener = socket.create_server((self._host, port), family=family, backlog=socket.SOMAXCONN)
        listener.settimeout(GLANCE)  # nothing ends a waiting accept() on every platform
        return listener

    def _watch(
        self, house: House, listener: socket.socket, tls: ssl.SSLContext, at_once: bool
    ) -> None:
        """Accept connections as long as there is room; the rest waits in the system's queue.

        Ends after the sessions that it began.
        """
        door = listener.getsockname()[1]
        sessions: list[threading.Thread] = []
        while not house.closed:
            if not house.wait_for_room(door):
                continue
            try:
                sock, peer = listener.accept()
            except TimeoutError:
                continue
            except OSError:  # out of file descriptors, or the client is gone already
                sleep(GLANCE)
                continue
            visit = house.enter(sock, peer[0], door)
            if visit.turned_away == TurnedAway():
                house.leave(visit)  # here and now: no thread, no byte, nothing read
                continue
            serve = partial(self._serve, house, visit, tls, at_once)
            session = threading.Thread(target=serve, name="practice-session", daemon=True)
            try:
                session.start()
            except RuntimeError:  # the computer has no thread left
                house.leave(visit)
                continue
            sessions = [each for each in sessions if each.is_alive()] + [session]
        for session in sessions:
            session.join()

    def _serve(self, house: House, visit: Visit, tls: ssl.SSLContext, at_once: bool) -> None:
        """One session, in a thread of its own."""
        try:
            if visit.turned_away:
                self._turn_away(visit.channel, visit.turned_away, tls if at_once else None)
            else:
                self._welcome(house, visit, tls, at_once)
        except EndedError:
            pass
        finally:
            house.leave(visit)

    def _welcome(self, house: House, visit: Visit, tls: ssl.SSLContext, at_once: bool) -> None:
        if at_once:
            visit.channel.start_tls(tls)  # as long as the client likes: so does Courier
        visit.channel.allow(self._role.unsigned_life)
        sign_in = partial(self._sign_in, house, visit)
        Conversation(visit.channel, self._role, tls, sign_in).run()

    def _turn_away(self, channel: Channel, how: TurnedAway, tls: ssl.SSLContext | None) -> None:
        channel.allow(how.after + self._role.unsigned_life)
        if how.words and tls:
            channel.start_tls(tls)
        channel.pause(how.after)
        if how.words:
            channel.send(how.line())

    def _sign_in(
        self, house: House, visit: Visit, user: bytes, password: bytes
    ) -> bool | TurnedAway:
        name = user.decode("utf-8", "replace")
        right = self._users.get(name)
        if right is None or not hmac.compare_digest(right.reveal().encode(), password):
            return False
        return house.sign_in(visit, name) or True
