"""How long a test may still take: the planned worst case of the course, from where it is now.

Pure. The time comes in with the events; between them it is known from the waits. The worst case
is a refusal at the very top of the climb. It must never be taken for a promise: a server that is
silent, or one whose places are all taken, takes as long as it takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from wizard.core import manners
from wizard.core.commands import LetGo, Open, Wake
from wizard.core.model import Event, Outcome, Plan, Step, Via

Told = Event | Open | Wake | LetGo
"""What a watcher of a test is told: what happened, what is opened, waited for and let go."""

# How long an attempt takes before one has opened: network, encryption and sign-in.
_FIRST_GUESS: Final = 0.5
_GOODBYE: Final = 0.5

# What follows a refusal, in its order; each takes what `_planned` says.
_COURSE: Final = (
    *(Step.CONFIRM, Step.SILENCE, Step.FREE, Step.REFILL),
    *(Step.ONE_MORE, Step.AGAIN, Step.NEIGHBOURS, Step.LET_GO),
)
# Side ways that end in letting go of everything.
_LAST_RESORTS: Final = frozenset({Step.QUEUE, Step.EMPTIED, Step.AFTERWARDS})
# Steps in which only the server knows how long it takes.
_UNKNOWABLE: Final = frozenset({Step.NO_PLACE, Step.QUEUE})


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a test is in its course, and when.

    `at` is the time of what was told last and `due` the end of the wait begun then; `pace` the
    wait seen between two attempts; `opened` how many got in, in `opening` seconds altogether.
    """

    plan: Plan
    pace: float
    at: float = 0.0
    due: float = 0.0
    step: Step = Step.REACH
    opened: int = 0
    opening: float = 0.0

    def after(self, told: Told) -> Clock:
        """The clock after one more thing was told."""
        match told:
            case Event():
                return self._happened(told)
            case Wake(seconds=seconds, step=step):
                at = max(self.at, self.due)
                pace = seconds if step is Step.CLIMB else self.pace
                return replace(self, at=at, due=at + seconds, step=self._on_to(step), pace=pace)
            case _:
                at = max(self.at, self.due)
                return replace(self, at=at, due=at, step=self._on_to(told.step))

    def left(self, held: int, now: float) -> float:
        """Seconds the plan still has at most, `now` seconds after the start."""
        ahead = self._ahead(held)
        # A step that takes longer than planned does not make what follows any shorter.
        planned = self.due - self.at if self.due > self.at else self._attempt
        return max(0.0, ahead - max(0.0, min(now - self.at, planned, ahead)))

    @property
    def knows(self) -> bool:
        """Whether the time left can be told at all."""
        return self.step not in _UNKNOWABLE

    def _happened(self, event: Event) -> Clock:
        at = max(self.at, event.at)
        clock = replace(self, at=at, due=max(self.due, at))
        if event.attempt is None or event.via is not Via.MAIN or event.outcome is Outcome.LOST:
            return clock
        if event.outcome is Outcome.OPEN:
            spent = self.opening + event.milliseconds / 1000
            return replace(clock, opened=self.opened + 1, opening=spent)
        return replace(clock, step=Step.CONFIRM) if self.step is Step.CLIMB else clock

    def _on_to(self, step: Step) -> Step:
        """A check on the way is no step of the course."""
        return self.step if step is Step.CHECK else step

    @property
    def _attempt(self) -> float:
        return self.opening / self.opened if self.opened else _FIRST_GUESS

    def _ahead(self, held: int) -> float:
        """The planned worst case from the beginning of this step on."""
        if self.step in _LAST_RESORTS:
            return self._planned(self.step) + _GOODBYE
        if self.step in _COURSE:
            return sum(map(self._planned, _COURSE[_COURSE.index(self.step) :]))
        climb = max(0, self.plan.top - held) * (self.pace + self._attempt)
        return climb + sum(map(self._planned, _COURSE))

    def _planned(self, step: Step) -> float:
        """How long one step takes, waits and attempts."""
        waits, attempt = self.plan.waits, self._attempt
        return {
            Step.CONFIRM: sum(waits.confirm) + len(waits.confirm) * attempt,
            Step.SILENCE: waits.silence + attempt,
            Step.FREE: waits.settle + _GOODBYE,
            Step.REFILL: 2 * attempt,
            Step.ONE_MORE: attempt,
            Step.AGAIN: waits.silence + attempt,
            Step.NEIGHBOURS: 2 * (attempt + _GOODBYE),
            Step.LET_GO: _GOODBYE,
            Step.QUEUE: waits.queue_shows + self.plan.patience.greeting,
            Step.EMPTIED: waits.settle + attempt,
            Step.AFTERWARDS: waits.quiet + attempt,
        }[step]


def beginning(plan: Plan) -> Clock:
    """The clock of a test that has not begun."""
    return Clock(plan, manners.PACE if plan.pace is None else plan.pace)
