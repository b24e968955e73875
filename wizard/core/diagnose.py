"""From what was observed to a verdict: kind, number, confidence, and because of what.

Pure and general: nothing here knows a product but by what its words and its greeting say. Where
two kinds would look the same, the answer is `no-clear-result`: a wrong kind is the worst defect.
The rules, each with the real case behind it, stand in docs/measuring.md, "Verdicts".
"""

from __future__ import annotations

from dataclasses import replace

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.commands import Ending
from wizard.core.diagnose_certificate import certificate_code, on_the_way
from wizard.core.diagnose_known import known_besides, known_provider
from wizard.core.diagnose_limit import at_the_limit
from wizard.core.diagnose_lockout import locked_out
from wizard.core.diagnose_rate import by_lost_packets
from wizard.core.diagnose_start import before_the_climb
from wizard.core.diagnose_where import seen_from
from wizard.core.fingerprint import software
from wizard.core.model import Case, Outcome, Step, Via
from wizard.core.observe import Observation, observe
from wizard.core.reasons import because, no_clear_result, sureness
from wizard.core.sign_in import SLOW_MS
from wizard.core.understand import CONNECT_LEVEL


def diagnose(case: Case) -> Verdict:
    """The verdict on a case, and what was noticed besides."""
    seen = observe(case)
    verdict = seen_from(_verdict(seen), case)
    told = replace(verdict, because=(*verdict.because, *_noticed_besides(seen)))
    return on_the_way(seen, told)


def _noticed_besides(seen: Observation) -> tuple[Because, ...]:
    """What changes no verdict, but must not be lost."""
    case = seen.case
    slow = tuple(
        i
        for i in seen.with_outcome(Outcome.OPEN)
        if (seen.event(i).sign_in_milliseconds or 0.0) > SLOW_MS
    )
    second = seen.where(Step.NEIGHBOURS, via=Via.SECOND_MAILBOX)
    not_accepted = seen.outcomes(second) == {Outcome.SIGN_IN_REFUSED}
    # A test that signs in ends at a certificate's fault; one that does not notes it and goes on.
    faults = seen.with_outcome(Outcome.CERTIFICATE_PROBLEM) if seen.opened else ()
    family = ":" in case.address
    several = any((":" in address) == family for address in case.other_addresses)
    return (
        *because(
            ("slow-sign-in", slow),
            ("second-mailbox-not-accepted", second if not_accepted else ()),
        ),
        *(Because(certificate_code(case, seen.event(i)), (i,)) for i in faults),
        *((Because("several-servers"),) if several and seen.opened else ()),
        *known_besides(case),
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
    if case.ending == Ending.SLEPT:
        # Connections broke unseen, and whatever is left of them may still be counted.
        return no_clear_result(seen, "slept")
    faults = seen.with_outcome(Outcome.OUR_FAULT)
    if faults or case.ending == Ending.OUR_FAULT:
        return no_clear_result(seen, "our-fault", faults)
    if case.ending == Ending.KNOWN_PROVIDER:
        return known_provider(seen)
    if case.own_address_changed:
        # One part of the sessions was counted for another network.
        return no_clear_result(seen, "own-address-changed")
    if not seen.opened:
        return before_the_climb(seen)
    surroundings = _surroundings(seen)
    if surroundings is not None:
        return surroundings
    return _by_ending(seen)


def _surroundings(seen: Observation) -> Verdict | None:
    """Our own network, a ban, an eviction: what no number of sessions explains."""
    return _office_network(seen) or locked_out(seen) or _evicts_oldest(seen)


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
    asked = [i for i in seen.with_outcome(Outcome.HELD_ASKED) if seen.event(i).sessions][-1:]
    frozen = tuple(i for i in asked if not seen.event(i).answered)
    reasons = because(
        ("control-answered", at_start), ("control-silent", silent), ("held-frozen", frozen)
    )
    sure = Confidence.FAIRLY_SURE
    return Verdict(Kind.OFFICE_NETWORK, sure, because=reasons, refusal=Refusal.PACKET_FILTER)


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
            return by_lost_packets(seen)
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
    turned_away = tuple(i for i in seen.where(*Step) if seen.event(i).outcome in CONNECT_LEVEL)
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
