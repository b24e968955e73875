"""What is shown while not one connection gets in: whose places are taken, and which try comes next.

Pure: whoever watches a check or a test folds what the service tells into a `NoPlace`. A server that
is silent, full or out of order is none of it; nor is anything after a first connection was open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from wizard.core.commands import Open, Wake
from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.result import is_attempt
from wizard.core.server_text import Scope, read_first_limit
from wizard.core.time_left import Told


class Whose(StrEnum):
    """Whose places are taken, as far as the server's manner tells."""

    NOBODYS = "nobodys"
    OFFICE = "office"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True)
class NoPlace:
    """`tries` were made; `seconds` is the wait before the next one, 0 where none is waited for."""

    tries: int = 0
    whose: Whose = Whose.NOBODYS
    seconds: float = 0.0

    @property
    def waits(self) -> bool:
        """Whether places are taken and a further try is waited for."""
        return self.whose is not Whose.NOBODYS and self.seconds > 0

    @property
    def is_the_offices(self) -> bool:
        """Whether it is the office whose places are taken."""
        return self.whose is Whose.OFFICE

    def after(self, told: Told) -> NoPlace:
        """What is to be shown after one more thing was told."""
        match told:
            case Event(via=Via.MAIN, step=Step.REACH | Step.NO_PLACE) if is_attempt(told):
                return NoPlace(self.tries + 1, _whose(told))
            case Wake(step=Step.NO_PLACE, seconds=seconds):
                return replace(self, seconds=seconds)
            case Open():
                return replace(self, seconds=0.0)
            case _:
                return self


def _whose(event: Event) -> Whose:
    if event.outcome is Outcome.CLOSED_AT_ONCE:
        return Whose.OFFICE
    if event.outcome not in {Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS}:
        return Whose.NOBODYS
    match read_first_limit(event.said).scope:
        case Scope.MAILBOX | Scope.MAILBOX_AND_ADDRESS:
            return Whose.MAILBOX
        case Scope.ADDRESS | Scope.UNNAMED:
            return Whose.OFFICE
        case _:
            return Whose.NOBODYS
