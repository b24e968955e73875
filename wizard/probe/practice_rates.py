"""Gates of the practice server for so many new connections in so many seconds.

Owns what is remembered of each address. Time comes from the guests, never from a clock. What a
gate must never do stands in practice_gate.py.
"""

# ruff: noqa: D102, D107 - the base class says what is asked; limits come from practice_limits.py

from __future__ import annotations

from typing import Generic, TypeVar

from wizard.probe.practice_gate import Gate, Guest, TurnedAway

MOST_ADDRESSES = 1000  # remembered; beyond that who came longest ago is forgotten

T = TypeVar("T")


class _Memory(Generic[T]):
    """Something about each of the addresses that came last."""

    def __init__(self) -> None:
        self._of: dict[str, T] = {}

    def take(self, address: str, otherwise: T) -> T:
        """What is remembered of the address; `put` brings it back as the newest."""
        return self._of.pop(address, otherwise)

    def put(self, address: str, what: T) -> None:
        self._of[address] = what
        if len(self._of) > MOST_ADDRESSES:
            del self._of[next(iter(self._of))]


class WindowGate(Gate):
    """So many within the last seconds."""

    def __init__(self, limit: int, seconds: float, *, refused_count: bool) -> None:
        self._limit, self._seconds, self._refused_count = limit, seconds, refused_count
        self._came: _Memory[list[float]] = _Memory()

    def at_door(self, guest: Guest) -> TurnedAway | None:
        return None if self._fits(guest) else TurnedAway()

    def _fits(self, guest: Guest) -> bool:
        since = guest.at - self._seconds
        came = [at for at in self._came.take(guest.address, []) if at > since]
        gets_in = len(came) < self._limit
        if gets_in or self._refused_count:
            came = [*came, guest.at][-self._limit :]  # the latest ones decide
        self._came.put(guest.address, came)
        return gets_in


class LoginRateGate(WindowGate):
    """The same for sign-ins, in the words of Zimbra's proxy."""

    def __init__(self, limit: int, seconds: float) -> None:
        super().__init__(limit, seconds, refused_count=False)

    def at_door(self, guest: Guest) -> TurnedAway | None:  # noqa: ARG002
        return None

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:  # noqa: ARG002
        return None if self._fits(guest) else TurnedAway(b"NO Login rejected from this IP")


class TokenBucketGate(Gate):
    """So many at once; each new one takes a token, and one comes back every so many seconds."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit, self._seconds = limit, seconds
        self._tokens: _Memory[tuple[float, float]] = _Memory()  # how many, and when that was

    def at_door(self, guest: Guest) -> TurnedAway | None:
        tokens, when = self._tokens.take(guest.address, (self._limit, guest.at))
        tokens = min(tokens + (guest.at - when) / self._seconds, self._limit)
        gets_in = tokens >= 1.0
        self._tokens.put(guest.address, (tokens - gets_in, guest.at))
        return None if gets_in else TurnedAway()
