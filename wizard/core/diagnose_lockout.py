"""The verdict on a lock-out: a session was open before, and now nothing gets in any more."""

from __future__ import annotations

from wizard.core.advice import Confidence, Kind, Verdict
from wizard.core.diagnose_limit import dropped_on_the_way
from wizard.core.model import Outcome, Step
from wizard.core.observe import Observation
from wizard.core.reasons import because, manner, no_clear_result
from wizard.core.understand import CONNECT_LEVEL, IN_WORDS


def locked_out(seen: Observation) -> Verdict | None:
    """Frozen or reset sessions, or refusals with nothing held, while the control host answers."""
    after = seen.where(Step.AFTERWARDS)
    if not after:
        return None
    frozen, reset = _frozen(seen, after[0]), _reset(seen, after[0])
    alive = not (frozen or reset)
    if alive and all(seen.event(i).outcome in IN_WORDS for i in seen.refused):
        # Words keep their kind whatever the freed place does.
        return None
    got_in = tuple(i for i in after if seen.event(i).outcome is Outcome.OPEN)
    if got_in:
        # Refused with nothing held, and let in after a pause: that is for at_the_limit to judge.
        judged_there = bool(seen.where(Step.EMPTIED))
        return None if judged_there else no_clear_result(seen, "waiting-helped", got_in)
    answers = tuple(
        i
        for i in seen.with_outcome(Outcome.CONTROL_ANSWERED)
        if seen.event(i).step is Step.AFTERWARDS and i > after[0]
    )
    doubt = _doubts(seen, after, answers, alive=alive)
    if doubt is not None:
        return doubt
    reasons = because(
        ("held-frozen", frozen), ("held-reset", reset), ("refused-after-quiet", after),
        ("control-answered", answers), ("server-may-be-down", after),
    )  # fmt: skip
    # Never surer: a mail server whose cable was pulled looks the same from here.
    sure = Confidence.NOT_SURE
    return Verdict(Kind.LOCKED_OUT, sure, because=reasons, refusal=manner(seen, after))


def _doubts(
    seen: Observation, after: tuple[int, ...], answers: tuple[int, ...], *, alive: bool
) -> Verdict | None:
    """What else explains that nobody gets in."""
    if alive and not _let_go_before(seen, after[0]):
        # They ended by themselves: a server that was stopped does that, and a ban does not.
        return no_clear_result(seen, "held-ended", seen.lost)
    if alive and not seen.case.plan.mail_closed:
        return no_clear_result(seen, "others-may-use-mail", after)
    # A server that lets us come as far as itself locks nobody out, and may be full of others; and
    # who was turned away in one manner and then in another met two things, or a bad line.
    before = seen.outcomes(seen.refused) if alive else CONNECT_LEVEL
    if not seen.outcomes(after) <= before <= CONNECT_LEVEL:
        return no_clear_result(seen, "freed-place-not-given-back", after)
    if not answers:
        there_is_none = seen.case.plan.control is None
        return no_clear_result(seen, "no-control" if there_is_none else "control-silent", after)
    return dropped_on_the_way(seen) if alive else None


def _let_go_before(seen: Observation, after: int) -> bool:
    """Whether there were sessions to let go of before the last try."""
    return any(
        seen.event(i).step in {Step.AFTERWARDS, Step.EMPTIED} and i < after
        for i in seen.with_outcome(Outcome.LET_GO)
        if seen.event(i).sessions
    )


def _frozen(seen: Observation, after: int) -> tuple[int, ...]:
    """The last two rounds of NOOP, where no held session answered in either."""
    if not _let_go_before(seen, after):
        return ()
    twice = tuple(i for i in seen.with_outcome(Outcome.HELD_ASKED) if i < after)[-2:]
    return () if any(seen.event(i).answered for i in twice) else twice


def _reset(seen: Observation, after: int) -> tuple[int, ...]:
    """The held sessions, where all of them died of being asked.

    A filter that resets lets a session be until it speaks. A server that was stopped, or a line
    that failed, ends it unasked.
    """
    asked = [seen.event(i) for i in seen.with_outcome(Outcome.HELD_ASKED) if i < after]
    if _let_go_before(seen, after) or not asked:
        return ()
    last = asked[-1]
    began = last.at - last.milliseconds / 1000
    died = tuple(
        i
        for i in seen.lost
        if seen.event(i).attempt in last.sessions and began <= seen.event(i).at <= last.at
    )
    return died if len(died) == len(last.sessions) > 1 else ()
