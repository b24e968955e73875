"""What a gate of the practice server is: it is asked about each guest and answers at once.

Owns the shape of the question (`Guest`) and of the answer (`TurnedAway`). A gate must never touch
a socket, speak IMAP, look at a clock or wait: the server asks it under its lock and does itself
what it answers.
"""

# ruff: noqa: ARG002 - a gate's questions carry what any limit may want to know

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


@dataclass(frozen=True, slots=True, eq=False)
class Guest:
    """One connection, as a gate sees it: the client's numeric address and the port it came to.

    `send_away` ends it from outside with a last line (b"" for none): for limits that give the
    place of an old connection to a new one. `at` is when it came, in seconds of a steady clock.
    """

    address: str
    door: int
    send_away: Callable[[bytes], None]
    at: float = 0.0


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


class Places(Gate):
    """Remembers who holds a place under which key."""

    def __init__(self, limit: int) -> None:
        """Nobody is inside yet."""
        self.limit = limit
        self._held: dict[Guest, Hashable] = {}

    def count(self, key: Hashable) -> int:
        """How many places under the key are taken."""
        return sum(held == key for held in self._held.values())

    def free(self, key: Hashable) -> bool:
        """Whether a place under the key is free."""
        return self.count(key) < self.limit

    def take(self, guest: Guest, key: Hashable) -> bool:
        """Give the guest a place under the key, if one is free."""
        free = self.free(key)
        if free:
            self._held[guest] = key
        return free

    def gone(self, guest: Guest) -> None:
        """The guest's place is free again."""
        self._held.pop(guest, None)
