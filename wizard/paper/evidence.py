"""What a note says happened: the few events of a case that show the limit.

Owns the choice of those events for papers, made from the same observation as the verdict, so that
note and verdict speak of the same refusals. It must never decide a kind: that is the verdict's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from wizard.core.model import Case, Event, Step
from wizard.core.observe import observe
from wizard.core.understand import REFUSALS

_BEFORE_THE_CLIMB: Final = frozenset({Step.REACH, Step.NO_PLACE})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The events a note speaks of: `refused` are those beyond the number, the first one first."""

    opened: int
    refused: tuple[Event, ...]
    freed: tuple[Event, ...]

    @property
    def first_refused(self) -> Event | None:
        """The first connection that was turned away."""
        return self.refused[0] if self.refused else None

    @property
    def words(self) -> str:
        """What the server itself said to a refused connection, "" where it said nothing."""
        return next((event.said for event in self.refused if event.said), "")


def evidence(case: Case) -> Evidence:
    """The events that show the limit, in the order they happened."""
    seen = observe(case)
    refused = tuple(seen.event(index) for index in seen.refused)
    if not seen.opened:
        refused = tuple(event for event in case.events if _turned_away_at_once(event))
    return Evidence(
        opened=seen.peak,
        refused=refused,
        freed=tuple(seen.event(index) for index in seen.refilled),
    )


def moment(case: Case, event: Event) -> datetime:
    """When an event happened."""
    return case.started_at + timedelta(seconds=event.at)


def _turned_away_at_once(event: Event) -> bool:
    return event.step in _BEFORE_THE_CLIMB and event.outcome in REFUSALS
