"""From what was observed to a verdict: kind, number, confidence, and because of what.

Pure and general: nothing here knows a product but by what its words and its greeting say. Where
two kinds would look the same, the answer is `no-clear-result`: a wrong kind is the worst defect.
The rules, each with the real case behind it, stand in docs/measuring.md, "Verdicts".
"""

from __future__ import annotations

from dataclasses import replace

from wizard.core.advice import Because, Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.commands import Ending
from wizard.core.diagnose_limit import IN_WORDS, at_the_limit, control_answered, dropped_on_the_way
from wizard.core.diagnose_start import before_the_climb
from wizard.core.fingerprint import software
from wizard.core.model import Case, Outcome, Step, Via
from wizard.core.observe import Observation, observe
from wizard.core.reasons import because, no_clear_result, sureness
from wizard.core.understand import CONNECT_LEVEL

# Slower than this is a penalty: Dovecot delays even the right password after wrong ones.
SLOW_SIGN_IN_MS = 5000.0

# One round of NOOP takes five seconds at most: what dies within it dies together.
_TOGETHER_SECONDS = 6.0


def diagnose(case: Case) -> Verdict:
    """The verdict on a case, and what was noticed besides."""
    seen = observe(case)
    verdict = _verdict(seen)
    return replace(verdict, because=(*verdict.because, *_noticed_besides(seen)))


def _noticed_besides(seen: Observation) -> tuple[Because, ...]:
    """What changes no verdict, but must not be lost."""
    case = seen.case
    slow = tuple(
        i
        for i in seen.with_outcome(Outcome.OPEN)
        if (seen.event(i).sign_in_milliseconds or 0.0) > SLOW_SIGN_IN_MS
    )
    # A test that signs in ends at a certificate's fault; one that does not notes it and goes on.
    faults = seen.with_outcome(Outcome.CERTIFICATE_PROBLEM) if seen.opened else ()
    family = ":" in case.address
    several = any((":" in address) == family for address in case.other_addresses)
    return (
        *because(("slow-sign-in", slow)),
        *(Because(f"certificate-{seen.event(i).detail}", (i,)) for i in faults),
        *((Because("several-servers"),) if several and seen.opened else ()),
    )


def _verdict(seen: Observation) -> Verdict:
    case = seen.case
    if case.ending == Ending.STOPPED:
        return Verdict(
            Kind.STOPPED,
            Confidence.NOT_SURE,
            limit=seen.peak or None,
            at_least=True,
            because=(Because("stopped"),),
        )
    faults = seen.with_outcome(Outcome.OUR_FAULT)
    if faults or case.ending == Ending.OUR_FAULT:
        return no_clear_result(seen, "our-fault", faults)
    if not seen.opened:
        return before_the_climb(seen)
    surroundings = _surroundings(seen)
    if surroundings is not None:
        return surroundings
    return _by_ending(seen)


def _surroundings(seen: Observation) -> Verdict | None:
    """Our own network, a ban, an eviction: what no number of sessions explains."""
    return _office_network(seen) or _locked_out(seen) or _evicts_oldest(seen)


def _office_network(seen: Observation) -> Verdict | None:
    """The control host answered at the start and does not at the moment of refusal."""
    answered = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    silent = tuple(
        i
        for i in seen.with_outcome(Outcome.CONTROL_UNANSWERED)
        if seen.event(i).step in {Step.CHECK, Step.AFTERWARDS}
    )
    at_start = tuple(i for i in answered if seen.event(i).step is Step.REACH)
    # Where it answers again after all, one packet was lost and nothing more.
    if not (at_start and silent) or answered[-1] > silent[-1]:
        return None
    reasons = because(("control-answered", at_start), ("control-silent", silent))
    sure = Confidence.FAIRLY_SURE
    return Verdict(Kind.OFFICE_NETWORK, sure, because=reasons, refusal=Refusal.PACKET_FILTER)


def _locked_out(seen: Observation) -> Verdict | None:
    """A session was open before; now all held ones are dead and nothing gets in any more."""
    case = seen.case
    after = seen.where(Step.AFTERWARDS)
    if not after:
        return None
    frozen, reset = _dead_before(seen, after[0])
    if not (frozen or reset) and all(seen.event(i).outcome in IN_WORDS for i in seen.refused):
        # Words keep their kind whatever the freed place does.
        return None
    got_in = tuple(i for i in after if seen.event(i).outcome is Outcome.OPEN)
    if got_in:
        return no_clear_result(seen, "waiting-helped", got_in)
    answers = tuple(
        i
        for i in seen.with_outcome(Outcome.CONTROL_ANSWERED)
        if seen.event(i).step is Step.AFTERWARDS and i > after[0]
    )
    if not answers:
        return no_clear_result(seen, "control-silent", after)
    if not (frozen or reset):
        # The held ones were alive when they were let go: others may have taken every place.
        if not case.plan.mail_closed:
            return no_clear_result(seen, "others-may-use-mail", after)
        # And where the mail server itself refuses, it may be full of its other customers.
        if not all(seen.event(i).outcome in CONNECT_LEVEL for i in (*seen.refused, *after)):
            return no_clear_result(seen, "freed-place-not-given-back", after)
        on_the_way = dropped_on_the_way(seen)
        if on_the_way is not None:
            return on_the_way
    reasons = because(
        ("held-frozen", frozen), ("held-reset", reset), ("refused-after-quiet", after),
        ("control-answered", answers),
    )  # fmt: skip
    sure = Confidence.FAIRLY_SURE if frozen or reset else Confidence.NOT_SURE
    return Verdict(Kind.LOCKED_OUT, sure, because=reasons, refusal=_manner(seen, after))


def _dead_before(seen: Observation, after: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Rounds of NOOP that nobody answered, and sessions that were reset together."""
    let_go = [i for i in seen.with_outcome(Outcome.LET_GO) if seen.event(i).sessions]
    if not any(seen.event(i).step is Step.AFTERWARDS and i < after for i in let_go):
        # Nothing was left to let go of.
        last = max((seen.event(i).at for i in seen.lost), default=0.0)
        together = tuple(i for i in seen.lost if last - seen.event(i).at <= _TOGETHER_SECONDS)
        return (), together if len(together) > 1 else ()
    asked = [i for i in seen.with_outcome(Outcome.HELD_ASKED) if i < after]
    twice = tuple(asked[-2:])
    return (() if any(seen.event(i).answered for i in twice) else twice), ()


def _manner(seen: Observation, refused: tuple[int, ...]) -> Refusal:
    if any(seen.event(i).outcome in CONNECT_LEVEL for i in refused):
        return Refusal.PACKET_FILTER
    return Refusal.WORDLESS


def _evicts_oldest(seen: Observation) -> Verdict | None:
    if seen.case.ending != Ending.EVICTED:
        return None
    asked = tuple(
        i for i in seen.with_outcome(Outcome.HELD_ASKED) if seen.event(i).step is Step.CHECK
    )
    kept = seen.event(asked[-1]).held if asked else seen.peak
    reasons = because(("held-pushed-out", seen.lost))
    sure = sureness(seen, steady=True)
    closed = seen.case.plan.mail_closed
    return Verdict(Kind.EVICTS_OLDEST, sure, kept, at_least=not closed, because=reasons)


def _by_ending(seen: Observation) -> Verdict:
    case = seen.case
    match Ending(case.ending):
        case Ending.TOP:
            return _no_limit_found(seen)
        case Ending.FIRST_PACKETS_LOST:
            return _rate_by_lost_packets(seen)
        case Ending.UNDERSTOOD | Ending.BUDGET_SPENT if seen.refused:
            return at_the_limit(seen, software(case.server))
        case Ending.SIGN_IN_REFUSED:
            return no_clear_result(
                seen, "sign-in-refused-later", seen.with_outcome(Outcome.SIGN_IN_REFUSED)
            )
        case ending:
            return no_clear_result(seen, str(ending))


def _no_limit_found(seen: Observation) -> Verdict:
    case = seen.case
    turned_away = tuple(
        i for i in seen.with_outcome(*CONNECT_LEVEL) if seen.event(i).via is Via.MAIN
    )
    if turned_away:
        # Refused on the way and open a little later, beside as many others: a rule about the pace
        # does that, and a limit above the number reached cannot be told from none.
        return no_clear_result(seen, "waiting-helped", turned_away)
    steady = not seen.unsteady
    last = seen.with_outcome(Outcome.OPEN)[-1:]
    below_need = case.plan.top < case.plan.need.connections
    reasons = because(
        ("all-opened", last),
        ("ceiling", last if below_need else ()),
        ("unsteady", seen.unsteady),
    )
    sure = Confidence.VERY_SURE if steady else Confidence.FAIRLY_SURE
    return Verdict(Kind.NO_LIMIT_FOUND, sure, seen.peak, at_least=True, because=reasons)


def _rate_by_lost_packets(seen: Observation) -> Verdict:
    """Three first SYNs in a row lost while the control host is quick: a rule on the pace."""
    lost = seen.lost_first_syn
    # A rule lets the first few in and holds back every one after them; a bad line loses one here
    # and one there, and often enough three in a row.
    quick = [i for i in seen.with_outcome(Outcome.OPEN) if i > lost[0] and i not in lost]
    if quick or not control_answered(seen):
        return no_clear_result(seen, "network-fault", lost)
    first = lost[0]
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
