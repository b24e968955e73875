"""Gates of the practice server for so many connections to the whole server, whosever they are.

Owns their counts and the manner of their refusals. What a gate must never do stands in
practice_gate.py.
"""

# ruff: noqa: D102, D107 - the base class says what is asked; limits come from practice_limits.py

from __future__ import annotations

from wizard.probe.practice_gate import Guest, Places, TurnedAway

EVERYBODY = None  # the one key of all places


class QueueGate(Places):
    """Courier's: who does not fit waits outside."""

    def has_room(self, door: int) -> bool:
        return self.free(door)

    def at_door(self, guest: Guest) -> TurnedAway | None:
        return None if self.take(guest, guest.door) else TurnedAway()


class LateCloseGate(Places):
    """Dovecot's before the greeting: who does not fit is dropped, late or at once."""

    def __init__(self, limit: int, late: float, *, in_turn: bool) -> None:
        super().__init__(limit)
        self._late, self._in_turn = late, in_turn
        self._dropped_at = 0.0
        self._was_late = False

    def at_door(self, guest: Guest) -> TurnedAway | None:
        if self.take(guest, EVERYBODY):
            return None
        if guest.at < self._dropped_at:
            # Somebody waits already: all are dropped together.
            return TurnedAway(after=self._dropped_at - guest.at)
        self._was_late = not (self._in_turn and self._was_late)
        if not self._was_late:
            return TurnedAway()
        self._dropped_at = guest.at + self._late
        return TurnedAway(after=self._late)


class SignInCutGate(Places):
    """Dovecot's after the password: the first who does not fit is cut late, then all at once."""

    def __init__(self, limit: int, late: float) -> None:
        super().__init__(limit)
        self._late = late
        self._somebody_got_in = True

    def at_sign_in(self, guest: Guest, mailbox: str) -> TurnedAway | None:  # noqa: ARG002
        first, self._somebody_got_in = self._somebody_got_in, self.take(guest, EVERYBODY)
        if self._somebody_got_in:
            return None
        return TurnedAway(after=self._late if first else 0.0)


class BusyServerGate(Places):
    """Zimbra's: says so instead of a greeting."""

    def at_door(self, guest: Guest) -> TurnedAway | None:
        if self.take(guest, EVERYBODY):
            return None
        return TurnedAway(
            b"* BYE localhost Zimbra IMAP4rev1 server closing connection; service busy"
        )
