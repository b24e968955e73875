"""The limits of the practice server: when a connection gets in, waits, or is turned away.

Owns the kinds of limit (`Limit`, frozen values) and the gates that count for them. A new kind is
one dataclass, one gate and one line in `gate_for`. Must never touch a socket, speak IMAP or wait:
the server asks a gate under its lock and does itself what the gate answers.
"""

# ruff: noqa: ARG002 - a gate's questions carry what any limit may want to know

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


@dataclass(frozen=True, slots=True)
class NoLimit:
    """Everybody gets in."""


@dataclass(frozen=True, slots=True)
class PerAddress:
    """Courier's MAXPERIP: so many connections per client address and listening port.

    Counted when the connection is accepted, signed in or not; the one above it is closed at once
    without a byte, under TLS before any handshake (measured on courier-imap 5.0.13).
    """

    limit: int = 4


@dataclass(frozen=True, slots=True)
class PerMailboxAndAddress:
    """Dovecot's mail_max_userip_connections: so many per mailbox and client address.

    Counted after the right password, all ports together; the one above it is told so with
    `NO [LIMIT]` and closed (measured on Dovecot 2.3.19).
    """

    limit: int = 10


@dataclass(frozen=True, slots=True)
class ServerFull:
    """Courier's MAXDAEMONS: so many connections per listening port, whoever they come from.

    The ones above it are not accepted: they hang silently in the queue of the operating system
    and are served in order (measured on courier-imap 5.0.13).
    """

    limit: int = 40


Limit = NoLimit | PerAddress | PerMailboxAndAddress | ServerFull


@dataclass(frozen=True, slots=True, eq=False)
class Guest:
    """One connection, as a gate sees it: the client's numeric address and the port it came to.

    `send_away` ends it from outside with a last line (b"" for none): for limits that give the
    place of an old connection to a new one.
    """

    address: str
    door: int
    send_away: Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """How one connection is refused.

    `after` seconds of silence come `words` (no line end; at sign-in the tag goes before them,
    unless they start with `*`), then the connection is closed, unless it `stays`. Without words
    a connection is closed before any TLS handshake, with what the client sent left unread.
    """

    words: bytes = b""
    after: float = 0.0
    stays: bool = False

    def line(self, tag: bytes = b"*") -> bytes:
        """The words as they go out."""
        return (b"" if self.words.startswith(b"*") else tag + b" ") + self.words + b"\r\n"


class Gate:
    """Lets everybody in. The other gates override what they limit; none may wait."""

    def has_room(self, door: int) -> bool:
        """Whether the next connection to this port is to be accepted now."""
        return True

    def at_door(self, guest: Guest) -> TurnedAway | None:
        """Asked when a connection was accepted; None lets it in."""
        return None

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        """Asked after the right password; None lets it in."""
        return None

    def gone(self, guest: Guest) -> None:
        """Told when a connection that was let in at the door has ended."""


class _Places(Gate):
    """Remembers who holds a place under which key."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: dict[Guest, Hashable] = {}

    def _free(self, key: Hashable) -> bool:
        return sum(held == key for held in self._held.values()) < self._limit

    def _take(self, guest: Guest, key: Hashable) -> bool:
        """Give the guest a place under the key, if one is free."""
        free = self._free(key)
        if free:
            self._held[guest] = key
        return free

    def gone(self, guest: Guest) -> None:
        self._held.pop(guest, None)


class _PerAddressGate(_Places):
    def at_door(self, guest: Guest) -> TurnedAway | None:
        return None if self._take(guest, (guest.address, guest.door)) else TurnedAway()


class _PerMailboxAndAddressGate(_Places):
    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        if self._take(guest, (mailbox, guest.address)):
            return None
        return TurnedAway(
            b"NO [LIMIT] Maximum number of connections from user+IP exceeded"
            b" (mail_max_userip_connections=%d)" % self._limit
        )


class _ServerFullGate(_Places):
    def has_room(self, door: int) -> bool:
        return self._free(door)

    def at_door(self, guest: Guest) -> TurnedAway | None:
        return None if self._take(guest, guest.door) else TurnedAway()


def gate_for(limit: Limit) -> Gate:
    """The gate that keeps this limit, with nobody inside yet."""
    match limit:
        case NoLimit():
            return Gate()
        case PerAddress(most):
            return _PerAddressGate(most)
        case PerMailboxAndAddress(most):
            return _PerMailboxAndAddressGate(most)
        case ServerFull(most):
            return _ServerFullGate(most)
        case _:
            assert_never(limit)
