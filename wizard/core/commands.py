"""What goes into the ramp besides events, and what comes out of it. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wizard.core.model import Event, ServerWords, Step, Via


@dataclass(frozen=True, slots=True)
class Woke:
    """The time asked for by the `Wake` with the same token is over."""

    at: float
    token: int


@dataclass(frozen=True, slots=True)
class StopAsked:
    """The user (or the system) wants the test to end now."""

    at: float


@dataclass(frozen=True, slots=True)
class ServerNamed:
    """What the server said of itself; comes before the end of the first greeted attempt."""

    at: float
    words: ServerWords


Happening = Event | Woke | StopAsked | ServerNamed


@dataclass(frozen=True, slots=True)
class Resolve:
    """Look up the name once; answered by RESOLVED (detail: the other doors) or NOT_FOUND."""


@dataclass(frozen=True, slots=True)
class Open:
    """Start attempt number `attempt`; answered by one event with that number.

    `server_name` is the name the server's certificate has to be for, "" for the one asked for.
    """

    attempt: int
    step: Step
    via: Via = Via.MAIN
    any_certificate: bool = False
    server_name: str = ""


@dataclass(frozen=True, slots=True)
class AskHeld:
    """NOOP to all these sessions at once; answered by LOST for each dead one, then HELD_ASKED."""

    sessions: tuple[int, ...]
    step: Step


@dataclass(frozen=True, slots=True)
class LetGo:
    """LOGOUT, read to the end, close; answered by one LET_GO when all of them are closed."""

    sessions: tuple[int, ...]
    step: Step


@dataclass(frozen=True, slots=True)
class CutOpening:
    """Cut the attempt in flight; it is answered by its CUT_BY_US."""

    attempt: int


@dataclass(frozen=True, slots=True)
class AskControl:
    """One connect to the control host; answered by CONTROL_ANSWERED or CONTROL_UNANSWERED."""

    step: Step


@dataclass(frozen=True, slots=True)
class AskWeb:
    """One connect to the web service of the mail server's own address, nothing is sent.

    Answered by WEB_ANSWERED or WEB_UNANSWERED.
    """

    step: Step


@dataclass(frozen=True, slots=True)
class CountOthers:
    """Count this computer's other connections to the door; answered by OTHERS_COUNTED."""

    step: Step


@dataclass(frozen=True, slots=True)
class Wake:
    """Answer with `Woke(token)` in so many seconds; `step` says what is waited for."""

    seconds: float
    token: int
    step: Step


class Ending(StrEnum):
    """Why the course ended."""

    TOP = "top"
    UNDERSTOOD = "understood"
    NOT_REACHED = "not-reached"
    SIGN_IN_NEEDED = "sign-in-needed"
    KNOWN_PROVIDER = "known-provider"
    TOO_SOON = "too-soon"
    TIME_USED_UP = "time-used-up"
    BUDGET_SPENT = "budget-spent"
    SIGN_IN_REFUSED = "sign-in-refused"
    EVICTED = "evicted"
    FIRST_PACKETS_LOST = "first-packets-lost"
    NETWORK_FAULT = "network-fault"
    OUR_FAULT = "our-fault"
    STOPPED = "stopped"
    SLEPT = "slept"


@dataclass(frozen=True, slots=True)
class Done:
    """The test is over; nothing is held."""

    ending: Ending


Command = (
    Resolve | Open | AskHeld | LetGo | CutOpening | AskControl | AskWeb | CountOthers | Wake | Done
)
