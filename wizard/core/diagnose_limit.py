"""The verdict at a limit: whose it is, by the manner of the refusals and what freeing showed."""

from __future__ import annotations

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.diagnose_full import closed_late, cut_while_signing_in, silent
from wizard.core.diagnose_rate import waiting_helped
from wizard.core.diagnose_words import in_words
from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.observe import Observation
from wizard.core.reasons import (
    at_most,
    because,
    control_answered,
    mixed,
    no_clear_result,
    sureness,
)
from wizard.core.understand import CONNECT_LEVEL, IN_WORDS

_CLOSED = frozenset({Outcome.CLOSED_AT_ONCE, Outcome.CLOSED_LATE})
# What a packet filter's ICMP "prohibited" is to us, and any other router's "cannot".
_FROM_THE_WAY = frozenset({"ehostunreach", "enetunreach"})
# Neither an answer of the other service nor a port that is known not to be there.
_FAULTS = frozenset(Outcome) - _CLOSED - {Outcome.OPEN, Outcome.CONNECT_REFUSED}

# A close that took longer than this, beyond the round trips, was waited for (HAProxy's queue).
_NO_THOUGHT_MS = 1000.0


def at_the_limit(seen: Observation, software: str) -> Verdict:
    """What the refusals of the last round say."""
    outcomes = seen.outcomes(seen.refused)
    if outcomes & IN_WORDS:
        return in_words(seen)
    if Outcome.SILENT in outcomes:
        return silent(seen) if outcomes == {Outcome.SILENT} else mixed(seen)
    if outcomes <= {Outcome.CLOSED_AT_ONCE, Outcome.CLOSED_LATE}:
        if Outcome.CLOSED_LATE in outcomes:
            return closed_late(seen, software)
        return _closed_at_once(seen, software)
    if outcomes == {Outcome.SIGN_IN_CUT}:
        return cut_while_signing_in(seen, software)
    return _packet_filter(seen) if outcomes <= CONNECT_LEVEL else mixed(seen)


# -- Closed without a word -----------------------------------------------------------------------


def _closed_at_once(seen: Observation, software: str) -> Verdict:
    courier = software == "courier"
    if not seen.proven:
        return _not_given_back(seen, courier=courier)
    if not courier and seen.waited_in:
        return no_clear_result(seen, "waiting-helped", seen.waited_in)
    if hesitant := tuple(i for i in seen.refused if _hesitated(seen, i)):
        # A queue that gives up after seconds is a full server, a delay for one address is none.
        return no_clear_result(seen, "closed-after-a-while", hesitant)
    doubts = because(
        # xinetd, nginx and hMailServer close for everybody in the very same way.
        ("wordless-not-courier", () if courier else seen.refused[:1]),
        # Courier counts each service apart: where both are full, something before it may count.
        ("other-service-refuses-too", _visited(seen, Via.OTHER_SERVICE, _CLOSED)),
        ("other-service-unclear", _visited(seen, Via.OTHER_SERVICE, _FAULTS)),
        # Our own other address holds nothing yet.
        ("other-family-refuses-too", _visited(seen, Via.OTHER_FAMILY, _CLOSED)),
    )
    if _not_asked(seen):
        doubts = (*doubts, Because("other-service-unclear"))
    sure = sureness(seen, steady=True)
    if doubts:
        sure = at_most(Confidence.FAIRLY_SURE, sure)
    return _per_address(seen, sure, Refusal.WORDLESS, doubts)


def _hesitated(seen: Observation, index: int) -> bool:
    """Whether a close that is not late yet came later than any that needs no thought."""
    event = seen.event(index)
    connect = event.connect_milliseconds or 0.0
    return event.milliseconds - connect > _NO_THOUGHT_MS + 2 * connect


def _not_asked(seen: Observation) -> bool:
    """Whether there is another service that the budget was too small to ask."""
    found = seen.with_outcome(Outcome.RESOLVED)
    there = any(Via.OTHER_SERVICE in seen.event(i).detail.split() for i in found)
    return there and not seen.where(Step.NEIGHBOURS, via=Via.OTHER_SERVICE)


def _visited(seen: Observation, via: Via, outcomes: frozenset[Outcome]) -> tuple[int, ...]:
    """The visit of a neighbour, where it ended so."""
    visits = seen.where(Step.NEIGHBOURS, via=via)
    return tuple(i for i in visits if seen.event(i).outcome in outcomes)


def _per_address(
    seen: Observation, sure: Confidence, refusal: Refusal, extra: tuple[Because, ...] = ()
) -> Verdict:
    """N, and what other programs on this computer held meanwhile."""
    counted = seen.with_outcome(Outcome.OTHERS_COUNTED)
    others = sum(count for _, count in seen.case.others)
    changed = len({seen.event(i).detail for i in counted}) > 1
    if others or changed or seen.unsteady:
        sure = at_most(Confidence.FAIRLY_SURE, sure)
    closed = seen.case.plan.mail_closed
    return Verdict(
        Kind.PER_ADDRESS,
        sure,
        seen.held + others,
        at_least=not closed or bool(seen.unsteady) or changed,
        because=(
            *because(
                ("refused-at-the-same-number", seen.refused),
                ("freed-places-taken", (*seen.refilled, *seen.one_more)),
                ("others-on-this-computer", counted if others else ()),
                ("unsteady", seen.unsteady),
            ),
            *extra,
            *(() if closed else (Because("others-may-use-mail"),)),
        ),
        refusal=refusal,
        tries=seen.tries,
        tries_of=seen.tries_of,
    )


def _not_given_back(seen: Observation, *, courier: bool) -> Verdict:
    """A freed place did not come back: somebody took it, or it is no count at all."""
    emptied = seen.where(Step.EMPTIED)
    if courier and emptied and seen.event(emptied[0]).outcome is Outcome.OPEN:
        # With all places free one got in at once: so it was their number, whatever it is.
        reasons = because(
            ("refused-at-the-same-number", seen.refused),
            ("freed-place-not-given-back", seen.not_refilled),
            ("all-freed-one-got-in", emptied),
        )
        return Verdict(
            Kind.PER_ADDRESS,
            Confidence.NOT_SURE,
            seen.held,
            at_least=True,
            because=reasons,
            refusal=Refusal.WORDLESS,
            tries=seen.tries,
            tries_of=seen.tries_of,
        )
    after = seen.where(Step.AFTERWARDS)
    if after and seen.event(after[0]).outcome is Outcome.OPEN:
        # A rule about the pace, or a full server whose other customers come and go.
        return no_clear_result(seen, "waiting-helped", after)
    return no_clear_result(seen, "freed-place-not-given-back", seen.not_refilled)


# -- Refused before the mail server ---------------------------------------------------------------


def _packet_filter(seen: Observation) -> Verdict:
    """A packet filter's limit on connections, unless something on the way explains it too."""
    on_the_way = dropped_on_the_way(seen)
    if on_the_way is not None:
        return on_the_way
    control = control_answered(seen)
    if not control:
        # A router of the office that has no room refuses as well, and gives a freed place back.
        return _without_a_control(seen)
    if not seen.proven:
        return waiting_helped(seen) or no_clear_result(
            seen, "freed-place-not-given-back", seen.not_refilled or seen.refused
        )
    if seen.waited_in:
        # Filters count per second more often than at once; only what stays shut is a count.
        return no_clear_result(seen, "waiting-helped", seen.waited_in)
    # `ct count over N` without a set counts everybody's connections together; and a filter of the
    # office itself may count per destination.
    sure = at_most(Confidence.FAIRLY_SURE, sureness(seen, steady=True))
    extra = because(("control-answered", control), ("filter-may-count-all", seen.refused[:1]))
    return _per_address(seen, sure, Refusal.PACKET_FILTER, extra)


def dropped_on_the_way(seen: Observation) -> Verdict | None:
    """A first packet without an answer may never have reached the server's side."""
    if not any(_not_reached(seen.event(i)) for i in seen.refused):
        return None
    if not control_answered(seen):
        # A router that drops what it has no room for looks just like this.
        return _without_a_control(seen)
    other = seen.where(Step.NEIGHBOURS, via=Via.OTHER_SERVICE)
    if other and all(_not_reached(seen.event(i)) for i in other):
        return None
    # The ports of a carrier's address sharing run out for one service at a time: whatever the
    # other one answers, even that its port is closed, it was reached. Not asked is not known.
    code = "other-service-answers" if other else "freed-place-not-given-back"
    return no_clear_result(seen, code, other or seen.refused)


def _not_reached(event: Event) -> bool:
    """No answer, or that of somebody on the way: a device without a port left may say so."""
    return event.outcome is Outcome.CONNECT_UNANSWERED or event.detail in _FROM_THE_WAY


def _without_a_control(seen: Observation) -> Verdict:
    """Nothing tells the server's side from the office's own network."""
    slow = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    return no_clear_result(seen, "network-fault" if slow else "no-control", slow or seen.refused)
