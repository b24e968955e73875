"""What a strict protection of a mail server may have counted against this office, by our doing.

Owns the weights, measured with a real fail2ban (docs/measuring.md, "Manners"), and how much may
come together. It knows no clock: times are seconds of any steady one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wizard.core.fingerprint import software
from wizard.core.model import Case, Outcome

# The fifth in ten minutes is the ban.
MOST: Final = 4
SECONDS: Final = 600.0
# A connection without a sign-in; a wrong password, which a talkative server writes down twice.
UNSIGNED: Final = 1
WRONG_PASSWORD: Final = 2

_WITHOUT_SIGN_IN: Final = frozenset(
    {
        *(Outcome.CERTIFICATE_PROBLEM, Outcome.NO_ENCRYPTION, Outcome.NEEDS_BROWSER_SIGN_IN),
        *(Outcome.SILENT, Outcome.LOST, Outcome.SIGN_IN_CUT),
    }
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What one server may have counted: when, and how much; the oldest first."""

    marks: tuple[tuple[float, int], ...] = ()

    def more(self, now: float, weight: int) -> Counted:
        """With so much more; what is forgotten by now is left out."""
        marks = tuple(one for one in self.marks if now - one[0] < SECONDS)
        return Counted((*marks, (now, weight)) if weight else marks)

    def wait(self, now: float, weight: int) -> float:
        """How many seconds until so much more may be counted; 0 when it may be now."""
        marks = self.more(now, 0).marks
        above = sum(one for _, one in marks) + weight - MOST
        waits = 0.0
        for at, one in marks:
            if above <= 0:
                break
            above, waits = above - one, at + SECONDS - now
        return waits


def weight(outcome: Outcome, server: str, *, signs_in: bool) -> int:
    """How much one connection may count that ended so, at a server of this software."""
    if server == "courier":  # its filter looks for failed sign-ins only
        return UNSIGNED if outcome is Outcome.SIGN_IN_REFUSED else 0
    if outcome is Outcome.SIGN_IN_REFUSED:
        return WRONG_PASSWORD
    if outcome is Outcome.OPEN:
        return 0 if signs_in else UNSIGNED
    return UNSIGNED if outcome in _WITHOUT_SIGN_IN else 0


def of_test(case: Case) -> int:
    """How much a whole test may count. A certificate that does not pass is looked at twice."""
    server, signs_in = software(case.server), case.target.signs_in
    tried = [event for event in case.events if event.attempt]
    looked = sum(event.outcome is Outcome.CERTIFICATE_PROBLEM for event in tried)
    return looked + sum(weight(event.outcome, server, signs_in=signs_in) for event in tried)
