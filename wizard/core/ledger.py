"""What a test holds, has pending and has spent. Changed only by the ramp; read by the course.

It must never decide what comes next; it only refuses what would break a law of ramp.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wizard.core import manners
from wizard.core.fingerprint import software
from wizard.core.model import Event, Outcome, Phase, Plan, ServerWords, Via
from wizard.core.providers import greeted_by

# A connect that took this long, beyond two round trips, has lost its first SYN: TCP sends it
# again after 1, 3 and 7 s (docs/measuring.md, "Lost first packets").
FIRST_SYN_LOST_MS = 900.0

# Ends of an attempt that say nothing about the server.
_NOT_THE_SERVER = frozenset({Outcome.CUT_BY_US, Outcome.OUR_FAULT})

# Replies to AskHeld, AskControl, AskWeb, CountOthers and Resolve.
_REPLIES = frozenset(
    {
        Outcome.RESOLVED,
        Outcome.NOT_FOUND,
        Outcome.HELD_ASKED,
        Outcome.CONTROL_ANSWERED,
        Outcome.CONTROL_UNANSWERED,
        Outcome.WEB_ANSWERED,
        Outcome.WEB_UNANSWERED,
        Outcome.OTHERS_COUNTED,
    }
)


class UnlawfulError(AssertionError):
    """The course gave a command that breaks a law of the ramp: a fault of this program."""


class BudgetSpentError(Exception):
    """One more attempt could end refused, and the budget for that is spent."""


@dataclass
class Ledger:
    """The one mutable record of a test in progress."""

    plan: Plan
    signs_in: bool
    held: list[int] = field(default_factory=list)
    guests: list[int] = field(default_factory=list)
    opening: int | None = None
    opening_via: Via = Via.MAIN
    closing: set[int] = field(default_factory=set)
    pending: int = 0
    attempts: int = 0
    opened: int = 0
    spent: int = 0
    losses: int = 0
    stopped: bool = False
    software: str = "unknown"
    provider: str = ""
    doors: tuple[Via, ...] = ()
    fastest_connect_ms: float | None = None

    @property
    def all_held(self) -> tuple[int, ...]:
        """Every session that is open, also those at other doors."""
        return (*self.held, *self.guests)

    @property
    def idle(self) -> bool:
        """Whether nothing is held, opening, closing or awaited."""
        return not self.all_held and self.opening is None and not self.closing and not self.pending

    @property
    def budget_left(self) -> int:
        """How many more attempts may end in anything but an open session."""
        if self.opened:
            return manners.BUDGET_AFTER_FIRST_PLACE - self.spent
        return manners.BUDGET_BEFORE_FIRST_PLACE - self.spent

    def name_server(self, words: ServerWords) -> None:
        """Remember which software the server is, and whether a large provider runs it."""
        self.software = software(words)
        self.provider = greeted_by(words)

    def lost_first_syn(self, event: Event) -> bool:
        """Whether this attempt's connect shows that its first SYN was lost."""
        if event.connect_milliseconds is None or self.fastest_connect_ms is None:
            return False
        return event.connect_milliseconds > FIRST_SYN_LOST_MS + 2 * self.fastest_connect_ms

    # -- what was asked for ------------------------------------------------------------------

    def note_open(self, attempt: int, via: Via) -> None:
        """An attempt starts; raises UnlawfulError or BudgetSpentError where it may not."""
        if self.stopped:
            raise UnlawfulError("no attempt may start after a stop")
        if self.opening is not None:
            raise UnlawfulError("one attempt is in flight already")
        if len(self.all_held) >= min(self.plan.most, manners.CEILING_UNLOCKED):
            raise UnlawfulError("the ceiling is reached")
        if self.budget_left <= 0:
            raise UnlawfulError("the budget is spent")
        self.opening, self.opening_via = attempt, via
        self.attempts = attempt

    @staticmethod
    def note_wait(seconds: float) -> None:
        """A wait begins; raises UnlawfulError for one into the past."""
        if seconds < 0:
            raise UnlawfulError("a wait cannot be negative")

    def note_let_go(self, sessions: tuple[int, ...]) -> None:
        """These sessions are being closed."""
        self.closing.update(sessions)

    # -- what happened -----------------------------------------------------------------------

    def account(self, event: Event) -> None:
        """Take an event into the books."""
        if event.outcome in _REPLIES:
            self.pending -= 1
            if event.outcome is Outcome.RESOLVED:
                self.doors = tuple(Via(code) for code in event.detail.split())
        elif event.outcome is Outcome.LET_GO:
            self._forget(event.sessions)
            self.closing.difference_update(event.sessions)
        elif event.attempt is not None and event.attempt == self.opening:
            self._account_attempt(event)
        elif event.outcome is Outcome.LOST and event.attempt is not None:
            if event.attempt in self.all_held and event.attempt not in self.closing:
                self.losses += 1
            self._forget((event.attempt,))
        elif event.phase is Phase.RESOLVE:
            self.pending -= 1

    def _account_attempt(self, event: Event) -> None:
        attempt, via = self.opening, self.opening_via
        assert attempt is not None
        self.opening = None
        if event.connect_milliseconds is not None:
            known = self.fastest_connect_ms
            taken = event.connect_milliseconds
            self.fastest_connect_ms = taken if known is None else min(known, taken)
        if event.outcome is Outcome.OPEN:
            (self.held if via is Via.MAIN else self.guests).append(attempt)
            if not self.opened:
                self.spent = 0
            self.opened += 1
        elif not self.stopped and event.outcome not in _NOT_THE_SERVER:
            self.spent += 1

    def _forget(self, sessions: tuple[int, ...]) -> None:
        self.held = [n for n in self.held if n not in sessions]
        self.guests = [n for n in self.guests if n not in sessions]
