"""The verdict on a rule about the pace: waiting helps where freeing every place does not."""

from __future__ import annotations

from wizard.core.advice import Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.model import Outcome, Step
from wizard.core.observe import Observation
from wizard.core.reasons import because, control_answered, manner, mixed, no_clear_result


def waiting_helped(seen: Observation) -> Verdict | None:
    """A rate, where one was refused with nothing held and let in after a pause; else None.

    Never asked about a close without a word: a full server of any make closes so, and its other
    customers take freed places as fast as we free them.
    """
    emptied = seen.where(Step.EMPTIED)
    waited = tuple(i for i in seen.where(Step.AFTERWARDS) if seen.event(i).outcome is Outcome.OPEN)
    if not (emptied and waited):
        return None
    if seen.lost or not seen.case.plan.mail_closed:
        # Colleagues leave in the meantime, and a held session that was lost left a place, too.
        return no_clear_result(seen, "waiting-helped", waited)
    refused = (*seen.not_refilled, *emptied)
    if not seen.outcomes(refused) <= seen.outcomes(seen.refused):
        return mixed(seen)
    seconds = seen.event(waited[0]).at - seen.event(refused[-1]).at
    reasons = because(("refused-with-none-open", refused), ("waiting-helped", waited))
    before = sum(1 for i in seen.with_outcome(Outcome.OPEN) if i < seen.refused[0])
    return Verdict(
        Kind.RATE,
        Confidence.FAIRLY_SURE,
        because=reasons,
        refusal=manner(seen, seen.refused[:1]),
        rate=Rate(before, round(seconds, 1)),
    )


def by_lost_packets(seen: Observation) -> Verdict:
    """Three first SYNs in a row lost while the control host is quick: a rule on the pace."""
    lost = seen.lost_first_syn
    if not lost:
        # No test ends like this, but a case that was read from a file may say so.
        return no_clear_result(seen, "network-fault")
    first = lost[0]
    # A rule lets the first few in and holds back every one after them; a bad line loses one here
    # and one there, and often enough three in a row.
    quick = [i for i in seen.with_outcome(Outcome.OPEN) if i > first and i not in lost]
    if quick or not control_answered(seen):
        return no_clear_result(seen, "network-fault", lost)
    count = sum(1 for i in seen.with_outcome(Outcome.OPEN) if i < first)
    reasons = because(("first-packets-lost", lost))
    rate = Rate(count, round(seen.event(first).at, 1))
    return Verdict(
        Kind.RATE,
        Confidence.FAIRLY_SURE,
        because=reasons,
        refusal=Refusal.PACKET_FILTER,
        rate=rate,
    )
