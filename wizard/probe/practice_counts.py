"""Gates of the practice server for so many connections at once, of one address or one mailbox.

Owns their counts and the words of their refusals. What a gate must never do stands in
practice_gate.py.
"""

# ruff: noqa: D102, D107 - the base class says what is asked; limits come from practice_limits.py

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from wizard.probe.practice_gate import Gate, Guest, Places, TurnedAway

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class PerAddressGate(Places):
    """Courier's."""

    def at_door(self, guest: Guest) -> TurnedAway | None:
        return None if self.take(guest, (guest.address, guest.door)) else TurnedAway()


class CyrusPerAddressGate(Gate):
    """Counts whoever is connected, the refused ones too: they stay."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._inside: set[Guest] = set()

    def at_door(self, guest: Guest) -> TurnedAway | None:
        self._inside.add(guest)
        return None

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:  # noqa: ARG002
        count = sum(other.address == guest.address for other in self._inside)
        if count < self._limit:
            return None
        return _cyrus_says(count, self._limit, f"from [{guest.address}]")

    def gone(self, guest: Guest) -> None:
        self._inside.discard(guest)


class PerMailboxAndAddressGate(Places):
    """Dovecot's."""

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        if self.take(guest, (mailbox, guest.address)):
            return None
        return TurnedAway(
            b"NO [LIMIT] Maximum number of connections from user+IP exceeded"
            b" (mail_max_userip_connections=%d)" % self.limit
        )


class PerMailboxGate(Places):
    """WildDuck's, in Gmail's words."""

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        if self.take(guest, mailbox):
            return None
        return TurnedAway(b"NO [ALERT] Too many simultaneous connections. (Failure)", stays=True)


class CyrusPerMailboxGate(Places):
    """Tells the counts."""

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        if self.take(guest, mailbox):
            return None
        return _cyrus_says(self.count(mailbox), self.limit, f"for {mailbox}")


class EvictsOldestGate(Gate):
    """Lets everybody in and sends somebody else away, in Dovecot's words."""

    def __init__(self, limit: int, *, says_why: bool) -> None:
        self._limit = limit
        self._why = b"* BYE Connection queue full" if says_why else b""
        self._inside: deque[Guest] = deque()

    def at_door(self, guest: Guest) -> TurnedAway | None:
        same = [other for other in self._inside if other.address == guest.address]
        if len(same) >= self._limit:
            self._inside.remove(same[0])
            same[0].send_away(self._why)
        self._inside.append(guest)
        return None

    def gone(self, guest: Guest) -> None:
        if guest in self._inside:  # not sent away before
            self._inside.remove(guest)


class BackendsGate(Gate):
    """Each backend is a gate of its own; who goes to which is decided at the door."""

    def __init__(self, backends: Sequence[Gate], choose: Callable[[], int]) -> None:
        self._backends = backends
        self._choose = choose
        self._of: dict[Guest, Gate] = {}

    def at_door(self, guest: Guest) -> TurnedAway | None:
        self._of[guest] = self._backends[self._choose()]
        return self._of[guest].at_door(guest)

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:
        return self._of[guest].at_sign_in(guest, mailbox)

    def gone(self, guest: Guest) -> None:
        self._of.pop(guest).gone(guest)


def _cyrus_says(count: int, limit: int, whose: str) -> TurnedAway:
    words = f"NO Too many open connections ({count} of {limit} {whose})"
    return TurnedAway(words.encode(), stays=True)
