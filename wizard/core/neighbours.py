"""What the visits to the server's other doors showed: whether places are counted apart there.

Pure reading of a case. "Got in" counts only at the very moment of a refusal at the tested door,
with as many sessions held as at the last refusal: what got in earlier or later proves nothing.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from wizard.core.advice import Kind, Refusal, Verdict
from wizard.core.model import Case, Outcome, Plan, Security, Step, Target, Via
from wizard.core.observe import Observation, observe

# The other service of the same mail, by the port of the tested one (RFC 8314).
_OTHER_SERVICE: Final = {993: (143, Security.STARTTLS), 143: (993, Security.TLS)}

_COUNT_OF_AN_ADDRESS: Final = frozenset({Kind.PER_ADDRESS, Kind.PER_MAILBOX_AND_ADDRESS})


class Visit(Enum):
    """What one visit came to."""

    NOT_MADE = auto()
    GOT_IN_WHILE_FULL = auto()
    PROVES_NOTHING = auto()
    TURNED_AWAY = auto()


def other_service(target: Target, plan: Plan) -> tuple[int, Security] | None:
    """The port and security of the server's other service, None where none is known."""
    if target.security is Security.NONE:
        return None
    return plan.other_service or _OTHER_SERVICE.get(target.port)


def visit(seen: Observation, via: Via) -> Visit:
    """What the visit to another door showed."""
    made = seen.where(Step.NEIGHBOURS, via=via)
    if not made:
        return Visit.NOT_MADE
    event = seen.event(made[0])
    if event.outcome is not Outcome.OPEN:
        return Visit.TURNED_AWAY
    earlier = [
        i
        for i, one in enumerate(seen.case.events[: made[0]])
        if one.attempt is not None and one.via is Via.MAIN and one.outcome is not Outcome.LET_GO
    ]
    full = earlier and earlier[-1] in seen.refused and event.held == seen.held
    return Visit.GOT_IN_WHILE_FULL if full else Visit.PROVES_NOTHING


def second_way(case: Case, verdict: Verdict, software: str) -> Visit | None:
    """How it is known that the other service is counted apart; None where that is not known.

    Courier counts each of its services for itself, but a firewall before it may not. A limit of
    one mailbox is never counted apart: Dovecot adds up all its services.
    """
    if verdict.kind is not Kind.PER_ADDRESS or other_service(case.target, case.plan) is None:
        return None
    seen = observe(case)
    made = visit(seen, Via.OTHER_SERVICE)
    if made is Visit.TURNED_AWAY:
        return None
    own_count = software == "courier" and verdict.refusal is Refusal.WORDLESS
    return made if own_count or _shown(seen, made) else None


def own_address(case: Case, verdict: Verdict, software: str) -> Visit | None:
    """The same for IPv6, where each device has an address of its own."""
    if verdict.kind not in _COUNT_OF_AN_ADDRESS or ":" in case.address:
        return None
    if not any(":" in address for address in case.other_addresses):
        return None
    seen = observe(case)
    made = visit(seen, Via.OTHER_FAMILY)
    known = software in {"courier", "dovecot"} and made is Visit.GOT_IN_WHILE_FULL
    return made if known or _shown(seen, made) else None


def _shown(seen: Observation, made: Visit) -> bool:
    """Whether the visit itself is the proof.

    Both ways may be one count, and a colleague may have left just before the visit: so it is a
    proof only with mail closed everywhere else, and where nothing was unsteady.
    """
    alone = seen.case.plan.mail_closed and seen.proven and not seen.unsteady
    return alone and made is Visit.GOT_IN_WHILE_FULL
