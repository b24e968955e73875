"""What the first connection of a check can come to, as cases of the same office.

Owns one case for each message about the sign-in, the certificate and the way to the server.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tests.paper.cases import SILENT, Story, advise, verdict
from tests.paper.cases_faults import USER
from wizard.core.advice import Advice, Confidence, Kind, Refusal
from wizard.core.certificate import Certificate
from wizard.core.model import Case, Event, Outcome, Phase, Step

Told = tuple[Case, Advice]

_GOOD: Final = Certificate(
    "5f" * 32,
    "CN=R11, O=Example Trust, C=US",
    by_itself=False,
    starts=datetime(2026, 7, 1, tzinfo=UTC),
    ends=datetime(2026, 9, 29, tzinfo=UTC),
)
CERTIFICATES: Final[dict[str, Certificate]] = {
    "issuer": replace(_GOOD, issuer="CN=mail.example-host.net", by_itself=True),
    "changed": replace(_GOOD, issuer="CN=mail.example-host.net", by_itself=True),
    "other": _GOOD,
    "date": _GOOD,
    "ran-out": replace(_GOOD, ends=datetime(2026, 5, 3, tzinfo=UTC)),
    "not-yet": replace(_GOOD, starts=datetime(2026, 8, 24, 22, tzinfo=UTC)),
    "clock": _GOOD,
    "antivirus": replace(_GOOD, issuer="CN=Avast Web/Mail Shield Root, O=Avast"),
}
# A computer whose battery was empty.
_WRONG_CLOCK: Final = datetime(2019, 1, 1, 0, 4, tzinfo=UTC)


def certificate(fault: str) -> Told:
    """A certificate with this fault: nothing was sent."""
    event = Event(
        at=0.1,
        step=Step.REACH,
        outcome=Outcome.CERTIFICATE_PROBLEM,
        phase=Phase.TLS,
        attempt=1,
        milliseconds=41.5,
        connect_milliseconds=20.1,
        detail="date" if fault in {"ran-out", "not-yet", "clock"} else fault,
        certificate=CERTIFICATES[fault],
    )
    case = replace(Story().case(SILENT, user=USER), events=(event,))
    if fault == "clock":
        case = replace(case, started_at=_WRONG_CLOCK, finished_at=_WRONG_CLOCK)
    return case, advise(verdict(Kind.CERTIFICATE_PROBLEM, None, f"certificate-{fault}"), SILENT)


def refused(*codes: str, outcome: Outcome = Outcome.SIGN_IN_REFUSED) -> Told:
    """The server took no password, for the reason that the codes name."""
    browser = outcome is Outcome.NEEDS_BROWSER_SIGN_IN
    kind = Kind.NEEDS_BROWSER_SIGN_IN if browser else Kind.SIGN_IN_REFUSED
    case = Story().refuses(outcome, (Step.REACH,)).case(user=USER)
    return case, advise(verdict(kind, None, *codes))


def not_reached(
    *codes: str, outcome: Outcome = Outcome.CONNECT_UNANSWERED, kind: Kind = Kind.CANNOT_REACH
) -> Told:
    """No connection to a mail server came about, for the reason that the codes name."""
    case = Story().refuses(outcome, (Step.REACH,)).case(SILENT, user=USER)
    return case, advise(verdict(kind, None, *codes), SILENT)


def mailbox_full() -> Told:
    """The very first sign-in is refused with words about a limit of the mailbox."""
    tries = (Step.REACH, Step.NO_PLACE, Step.NO_PLACE, Step.NO_PLACE)
    said = "NO [LIMIT] Maximum number of connections from user+IP exceeded"
    case = Story().refuses(Outcome.LIMIT_IN_WORDS, tries, said).case(SILENT, user=USER)
    found = verdict(
        Kind.NO_PLACE_FREE,
        None,
        "nothing-ever-opened",
        "words-name-the-mailbox",
        confidence=Confidence.FAIRLY_SURE,
        refusal=Refusal.IN_WORDS,
        tries=(4, 4),
    )
    return case, advise(found, SILENT)


def address_changed() -> Told:
    """Another internet address in the middle of the test: no result."""
    case = Story().opens(6).case(user=USER)
    found = verdict(
        Kind.NO_CLEAR_RESULT, None, "own-address-changed", confidence=Confidence.NOT_SURE
    )
    return case, advise(found)
