"""What a running test shows: every place, what is done just now, how far it is.

Pure: whoever watches a test folds what the service tells into a `Showing`, one after the other.
It words nothing (paper/progress_words.py does) and reads no clock. Place number n stands for "n
connections at the same time", whichever sessions they are: the same picture for window, terminal
and paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from wizard.core import manners
from wizard.core.commands import Open, Wake
from wizard.core.model import Event, Outcome, Plan, Step, Via
from wizard.core.result import is_attempt
from wizard.core.time_left import Clock, Told, beginning


class Place(StrEnum):
    """What became of one place of the strip."""

    NOT_TRIED = "not-tried"
    OPENING = "opening"
    OPEN = "open"
    REFUSED = "refused"
    SILENT = "silent"
    CLOSED = "closed"


class Status(StrEnum):
    """What is being done; the words are the edge's."""

    FINDING = "finding"
    OPENING = "opening"
    NO_PLACE = "no-place"
    CONFIRMING = "confirming"
    RETRYING = "retrying"
    QUEUE = "queue"
    SILENCE = "silence"
    FREEING = "freeing"
    GIVEN_BACK = "given-back"
    EMPTIED = "emptied"
    AFTERWARDS = "afterwards"
    NEIGHBOURS = "neighbours"
    CLOSING = "closing"
    DONE = "done"


_OF_STEP: Final = {
    Step.REACH: Status.OPENING,
    Step.NO_PLACE: Status.NO_PLACE,
    Step.CLIMB: Status.OPENING,
    Step.CONFIRM: Status.CONFIRMING,
    Step.QUEUE: Status.QUEUE,
    Step.SILENCE: Status.SILENCE,
    Step.FREE: Status.FREEING,
    Step.REFILL: Status.FREEING,
    Step.ONE_MORE: Status.GIVEN_BACK,
    Step.AGAIN: Status.GIVEN_BACK,
    Step.EMPTIED: Status.EMPTIED,
    Step.AFTERWARDS: Status.AFTERWARDS,
    Step.NEIGHBOURS: Status.NEIGHBOURS,
    Step.LET_GO: Status.CLOSING,
}
_ABOUT_ONE_PLACE: Final = frozenset(
    {Status.OPENING, Status.CONFIRMING, Status.RETRYING, Status.QUEUE, Status.SILENCE}
)
# What the server did with an attempt. The rest (cut by us, a fault of this computer, a
# certificate) is no answer: the place is as it was before.
_ANSWERS: Final = {
    Outcome.OPEN: Place.OPEN,
    Outcome.CLOSED_AT_ONCE: Place.REFUSED,
    Outcome.CLOSED_LATE: Place.REFUSED,
    Outcome.REFUSED_IN_WORDS: Place.REFUSED,
    Outcome.LIMIT_IN_WORDS: Place.REFUSED,
    Outcome.SIGN_IN_REFUSED: Place.REFUSED,
    Outcome.SIGN_IN_CUT: Place.REFUSED,
    Outcome.CONNECT_REFUSED: Place.REFUSED,
    Outcome.SILENT: Place.SILENT,
    Outcome.CONNECT_UNANSWERED: Place.SILENT,
    Outcome.LOST: Place.SILENT,
}
_TURNED_AWAY: Final = frozenset({Place.REFUSED, Place.SILENT})
# Only the end of a test is the whole bar.
_NEARLY: Final = 0.99


@dataclass(frozen=True, slots=True)
class Showing:
    """A test at one moment, as it is shown.

    `open` is how many connections are open; `number` which place the status speaks of, how many
    are being closed (FREEING), or which further try it is (NO_PLACE); `seconds` how long is
    waited, 0 where nothing is; `fraction` never goes back and is 1 at the end only; `fullest`
    are the places when most were open; `latest` is what became of the last attempt.
    """

    clock: Clock
    settled: tuple[Place, ...]
    fullest: tuple[Place, ...]
    open: int = 0
    status: Status = Status.FINDING
    number: int = 0
    seconds: float = 0.0
    fraction: float = 0.0
    latest: Place = Place.NOT_TRIED
    ended: bool = False

    @property
    def needed(self) -> int:
        """How many connections the office needs."""
        return self.clock.plan.need.connections

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place, number 1 first: as many as the office needs, more where more were tried."""
        if self.latest is not Place.OPENING:
            return self.settled
        return (*self.settled[: self.open], Place.OPENING, *self.settled[self.open + 1 :])

    @property
    def seconds_left(self) -> int | None:
        """About how long it still takes; None when that cannot be known."""
        return self.seconds_left_at(self.clock.at)

    def seconds_left_at(self, now: float) -> int | None:
        """The same, `now` seconds after the start: for a display that counts down by itself."""
        if self.ended or self.status is Status.FINDING or not self.clock.knows:
            return None
        return math.ceil(self.clock.left(self.open, now))

    def after(self, told: Told) -> Showing:
        """What is to be shown after one more thing was told."""
        showing = replace(self, clock=self.clock.after(told))
        match told:
            case Event():
                showing = _happened(showing, told)
            case Open(via=via):
                opening = Place.OPENING if via is Via.MAIN else Place.NOT_TRIED
                showing = replace(_at_step(showing, told.step), latest=opening)
            case Wake(seconds=seconds):
                showing = _at_step(showing, told.step, seconds)
            case _:
                showing = _at_step(showing, told.step, freed=len(told.sessions))
        return showing.later(showing.clock.at)

    def later(self, now: float) -> Showing:
        """The same test `now` seconds after its start: only the bar moves."""
        if self.ended:
            return self
        left = self.clock.left(self.open, now)
        share = now / (now + left) if now > 0 else 0.0
        return replace(self, fraction=max(self.fraction, min(_NEARLY, share)))

    def end(self) -> Showing:
        """The test is over."""
        return replace(self, status=Status.DONE, number=0, seconds=0.0, fraction=1.0, ended=True)


def begin(plan: Plan) -> Showing:
    """What is shown before anything was told."""
    places = (Place.NOT_TRIED,) * min(plan.need.connections, manners.CEILING_UNLOCKED)
    return Showing(beginning(plan), places, places)


def turned_away(places: tuple[Place, ...]) -> int | None:
    """The number of the first place behind the open ones that was refused or got no answer."""
    return next((n for n, place in enumerate(places, 1) if place in _TURNED_AWAY), None)


def answered(event: Event) -> Place:
    """What the server answered to a place of the strip; NOT_TRIED for all that is no answer."""
    if event.via is not Via.MAIN or not is_attempt(event):
        return Place.NOT_TRIED
    return _ANSWERS.get(event.outcome, Place.NOT_TRIED)


def _settled(places: tuple[Place, ...], held: int, answer: Place) -> tuple[Place, ...]:
    """The places with `held` of them open, and what was answered to the next one."""
    known: list[Place] = [Place.CLOSED if one is Place.OPEN else one for one in places]
    known += [Place.NOT_TRIED] * (held - len(known))
    known[:held] = [Place.OPEN] * held
    if answer in _TURNED_AWAY:
        known[held : held + 1] = [answer]
    return tuple(known)


def _happened(showing: Showing, event: Event) -> Showing:
    # Whatever comes in after a stop counts for nothing.
    answer = Place.NOT_TRIED if showing.status is Status.CLOSING else answered(event)
    settled = _settled(showing.settled, event.held, answer)
    latest = answer if event.via is Via.MAIN and is_attempt(event) else showing.latest
    fuller = event.held >= showing.fullest.count(Place.OPEN)
    showing = replace(
        showing,
        settled=settled,
        open=event.held,
        latest=latest,
        fullest=settled if fuller else showing.fullest,
    )
    if event.step is Step.CLIMB and answer in _TURNED_AWAY:
        silent = event.outcome is Outcome.SILENT
        return _at_step(showing, Step.QUEUE if silent else Step.CONFIRM)
    return showing


def _at_step(showing: Showing, step: Step, seconds: float = 0.0, freed: int = 0) -> Showing:
    """With the status that belongs to a step; a check on the way changes nothing."""
    status, number = _OF_STEP.get(step, showing.status), 0
    if step is Step.CONFIRM:
        status = _of_confirming(showing)
    elif step is Step.NEIGHBOURS and showing.status is Status.GIVEN_BACK:
        # What was seen stays to be read; that other doors are tried as well is no news.
        status = showing.status
    if status in _ABOUT_ONE_PLACE:
        number = showing.open + 1
    elif status is Status.FREEING:
        number = freed or showing.number
    elif status is Status.NO_PLACE:
        number = bool(seconds) + (showing.number if showing.status is status else 0)
    return replace(showing, status=status, number=number, seconds=seconds)


def _of_confirming(showing: Showing) -> Status:
    """Whether the server said no, or the last attempt did not work in another way."""
    if showing.latest is Place.REFUSED:
        return Status.CONFIRMING
    known = showing.status in {Status.CONFIRMING, Status.RETRYING}
    return showing.status if known else Status.RETRYING
