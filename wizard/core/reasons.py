"""Small pieces that all parts of the diagnosis share: reasons, confidence, the honest way out."""

from __future__ import annotations

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.ledger import FIRST_SYN_LOST_MS
from wizard.core.model import Outcome, Step
from wizard.core.observe import Observation
from wizard.core.understand import CONNECT_LEVEL, IN_WORDS


def because(*reasons: tuple[str, tuple[int, ...]]) -> tuple[Because, ...]:
    """Those reasons that have events to show for them."""
    return tuple(Because(code, events) for code, events in reasons if events)


def no_clear_result(
    seen: Observation, code: str, events: tuple[int, ...] = (), *more: Because
) -> Verdict:
    """No verdict is better than a wrong one; "at least" what was open at once is still true."""
    return Verdict(
        Kind.NO_CLEAR_RESULT,
        Confidence.NOT_SURE,
        limit=seen.peak or None,
        at_least=True,
        because=(Because(code, events), *more),
        tries=seen.tries,
        tries_of=seen.tries_of,
    )


def mixed(seen: Observation) -> Verdict:
    """Refusals that differ are no limit that can be named."""
    return no_clear_result(seen, "mixed-refusals", seen.refused)


def manner(seen: Observation, refused: tuple[int, ...]) -> Refusal:
    """How these were turned away."""
    outcomes = seen.outcomes(refused)
    if outcomes & IN_WORDS:
        return Refusal.IN_WORDS
    return Refusal.PACKET_FILTER if outcomes & CONNECT_LEVEL else Refusal.WORDLESS


def control_answered(seen: Observation) -> tuple[int, ...]:
    """The answers of the control host at a refusal; none where it lost its first packet as well.

    A router of the office that drops by rate lets it through a second later.
    """
    answered = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    quickest = min((seen.event(i).milliseconds for i in answered), default=0.0)
    at_refusal = tuple(i for i in answered if seen.event(i).step is Step.CHECK)
    slowest = max((seen.event(i).milliseconds for i in at_refusal), default=0.0)
    return at_refusal if slowest <= FIRST_SYN_LOST_MS + 2 * quickest else ()


def sureness(seen: Observation, *, steady: bool) -> Confidence:
    """How sure a finding is whose own steps all succeeded."""
    if not steady:
        return Confidence.NOT_SURE
    return Confidence.VERY_SURE if seen.case.plan.mail_closed else Confidence.FAIRLY_SURE


def at_most(highest: Confidence, sure: Confidence) -> Confidence:
    """`sure`, but never surer than `highest`."""
    order = [Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE]
    return max(highest, sure, key=order.index)
