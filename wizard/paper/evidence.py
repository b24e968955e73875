"""What a note says happened: the few events of a case that show the limit.

Owns the reading of a case's events for papers: which connections opened, which was refused first,
how often, what a freed place gave. It must never decide a kind: that is the verdict's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wizard.core.model import Case, Event, Outcome, Step, Via

# What a server, or something before it, turns a connection away with.
REFUSALS: Final = frozenset(
    {
        Outcome.CLOSED_AT_ONCE,
        Outcome.CLOSED_LATE,
        Outcome.REFUSED_IN_WORDS,
        Outcome.LIMIT_IN_WORDS,
        Outcome.SIGN_IN_CUT,
        Outcome.SILENT,
        Outcome.CONNECT_REFUSED,
        Outcome.CONNECT_UNANSWERED,
    }
)
_BEYOND_THE_NUMBER: Final = frozenset(
    {Step.REACH, Step.NO_PLACE, Step.CLIMB, Step.CONFIRM, Step.ONE_MORE}
)
_UPWARDS: Final = _BEYOND_THE_NUMBER - {Step.ONE_MORE}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The events a note speaks of. `refused` are those beyond the number, the first one first."""

    opened: int
    refused: tuple[Event, ...]
    freed: tuple[Event, ...]

    @property
    def first_refused(self) -> Event | None:
        """The first connection that was turned away."""
        return self.refused[0] if self.refused else None

    @property
    def last_refused(self) -> Event | None:
        """The last connection that was turned away, where it is another one."""
        return self.refused[-1] if len(self.refused) > 1 else None

    @property
    def words(self) -> str:
        """What the server itself said to a refused connection, "" where it said nothing."""
        return next((event.said for event in self.refused if event.said), "")


def evidence(case: Case) -> Evidence:
    """The events that show the limit, in the order they happened."""
    main = [event for event in case.events if event.via is Via.MAIN]
    refused = _refused(main)
    first = refused[0].at if refused else 0.0
    return Evidence(
        opened=max((event.held for event in main), default=0),
        refused=refused,
        freed=tuple(
            event
            for event in main
            if event.step is Step.REFILL and event.outcome is Outcome.OPEN and event.at >= first
        ),
    )


def moment(case: Case, event: Event) -> datetime:
    """When an event happened."""
    return case.started_at + timedelta(seconds=event.at)


def _refused(events: Iterable[Event]) -> tuple[Event, ...]:
    """The refusals at the number that was found, without those before the climb got further."""
    refused: list[Event] = []
    for event in events:
        if event.outcome is Outcome.OPEN and event.step in _UPWARDS:
            refused.clear()  # one got in after all: what was refused before was not the number
        elif event.outcome in REFUSALS and event.step in _BEYOND_THE_NUMBER:
            refused.append(event)
    return tuple(refused)
