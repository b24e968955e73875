"""Who is inside the practice server.

Owns the one lock: the gate's count, the open connections and the totals change under it only.
Must never wait for a client while it holds that lock.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from wizard.probe.practice_channel import Channel
from wizard.probe.practice_gate import Gate, Guest, TurnedAway

if TYPE_CHECKING:
    import socket

MOST_CONNECTIONS = 500  # whatever the limit says: we are a guest on somebody's computer
GLANCE = 0.05  # seconds between two looks at what nothing can wake us for


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """One open connection; `turned_away` says how it is to be refused, None that it got in."""

    guest: Guest
    channel: Channel
    turned_away: TurnedAway | None


class House:
    """Lets connections in as its gate says, and keeps the books."""

    def __init__(self, gate: Gate) -> None:
        """Open, with nobody inside."""
        self.accepted_total = 0
        self.refused_total = 0
        self._gate = gate
        self._visits: set[Visit] = set()
        self._closed = False
        self._changed = threading.Condition()

    @property
    def closed(self) -> bool:
        """Whether nobody gets in any more."""
        return self._closed

    def wait_for_room(self, door: int) -> bool:
        """Wait a little for room behind this door; whether there is some."""
        with self._changed:
            return self._changed.wait_for(lambda: self._closed or self._gate.has_room(door), GLANCE)

    def enter(self, sock: socket.socket, address: str, door: int) -> Visit:
        """Ask the gate about a connection that was just accepted; `leave` must follow."""
        channel = Channel(sock)
        with self._changed:
            guest = Guest(address, door, channel.dismiss, monotonic())
            if self._closed or len(self._visits) >= MOST_CONNECTIONS:
                answer: TurnedAway | None = TurnedAway()
            else:
                answer = self._gate.at_door(guest)
            self.accepted_total += answer is None
            self.refused_total += answer is not None
            visit = Visit(guest, channel, answer)
            self._visits.add(visit)
        return visit

    def sign_in(self, visit: Visit, mailbox: str) -> TurnedAway | None:
        """Ask the gate whether the visitor may use the mailbox; the password was right."""
        with self._changed:
            answer = self._gate.at_sign_in(visit.guest, mailbox)
            self.refused_total += answer is not None
        return answer

    def leave(self, visit: Visit) -> None:
        """Close the connection and free its place.

        Both under the lock, in one step for everybody who asks for the place: as with Courier, a
        client that has seen the end of its connection finds the place free, and nobody finds it
        free while the connection is still open.
        """
        with self._changed:
            visit.channel.close()
            self._visits.discard(visit)
            if visit.turned_away is None:
                self._gate.gone(visit.guest)
            self._changed.notify_all()

    def served_now(self, address: str | None = None) -> int:
        """How many connections that were let in are open (from one address, or in all)."""
        with self._changed:
            return sum(
                visit.turned_away is None and address in {None, visit.guest.address}
                for visit in self._visits
            )

    def close(self) -> None:
        """Let nobody in any more and cut everybody's connection."""
        with self._changed:
            self._closed = True
            for visit in self._visits:
                visit.channel.cut()
            self._changed.notify_all()
