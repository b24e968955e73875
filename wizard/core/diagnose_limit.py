"""The verdict at a limit: whose it is, by the manner of the refusals and what freeing showed."""

from __future__ import annotations

from wizard.core.advice import Because, Confidence, Kind, Rate, Refusal, Verdict
from wizard.core.diagnose_full import closed_late, cut_while_signing_in, server_full, silent
from wizard.core.ledger import FIRST_SYN_LOST_MS
from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.observe import Observation
from wizard.core.reasons import at_most, because, no_clear_result, sureness
from wizard.core.server_text import Limit, Scope, read_limit
from wizard.core.understand import CONNECT_LEVEL

IN_WORDS = frozenset({Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS})

# What a packet filter's ICMP "prohibited" is to us, and any other router's "cannot".
_FROM_THE_WAY = frozenset({"ehostunreach", "enetunreach"})

_KIND_OF_WORDS = {
    Scope.ADDRESS: (Kind.PER_ADDRESS, "words-name-the-address"),
    Scope.MAILBOX_AND_ADDRESS: (Kind.PER_MAILBOX_AND_ADDRESS, "words-name-the-mailbox"),
    Scope.MAILBOX: (Kind.PER_MAILBOX, "words-name-the-mailbox"),
    Scope.SERVER: (Kind.SERVER_FULL, "words-name-a-full-server"),
}


def at_the_limit(seen: Observation, software: str) -> Verdict:
    """What the refusals of the last round say."""
    outcomes = _outcomes(seen, seen.refused)
    if outcomes & IN_WORDS:
        return _in_words(seen)
    if Outcome.SILENT in outcomes:
        return silent(seen) if outcomes == {Outcome.SILENT} else _mixed(seen)
    if outcomes <= {Outcome.CLOSED_AT_ONCE, Outcome.CLOSED_LATE}:
        if Outcome.CLOSED_LATE in outcomes:
            return closed_late(seen, software)
        return _closed_at_once(seen, software)
    if outcomes == {Outcome.SIGN_IN_CUT}:
        return cut_while_signing_in(seen, software)
    return _packet_filter(seen) if outcomes <= CONNECT_LEVEL else _mixed(seen)


def _mixed(seen: Observation) -> Verdict:
    return no_clear_result(seen, "mixed-refusals", seen.refused)


# -- Closed without a word -----------------------------------------------------------------------


def _closed_at_once(seen: Observation, software: str) -> Verdict:
    courier = software == "courier"
    if not seen.proven:
        return _not_given_back(seen, courier=courier)
    if not courier and seen.waited_in:
        return no_clear_result(seen, "waiting-helped", seen.waited_in)
    sure = sureness(seen, steady=True)
    extra: tuple[Because, ...] = ()
    if not courier:
        # xinetd, nginx and hMailServer close for everybody in the very same way.
        sure = at_most(Confidence.FAIRLY_SURE, sure)
        extra = (Because("wordless-not-courier", seen.refused[:1]),)
    return _per_address(seen, sure, Refusal.WORDLESS, extra)


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
        tries=len(seen.refused),
        tries_of=len(seen.refused) + len(seen.got_in_anyway),
    )


def _not_given_back(seen: Observation, *, courier: bool) -> Verdict:
    """A freed place did not come back: somebody took it, or it is no count at all."""
    after_quiet = seen.where(Step.QUIET)
    if not after_quiet:
        return no_clear_result(seen, "freed-place-not-given-back", seen.not_refilled)
    got_in = seen.event(after_quiet[0]).outcome is Outcome.OPEN
    if got_in:
        return _waiting_helped(seen, after_quiet, courier=courier)
    if courier and seen.event(after_quiet[0]).outcome is Outcome.CLOSED_AT_ONCE:
        reasons = because(
            ("refused-at-the-same-number", seen.refused),
            ("freed-place-not-given-back", seen.not_refilled),
            ("refused-after-quiet", after_quiet),
        )
        return Verdict(
            Kind.PER_ADDRESS,
            Confidence.NOT_SURE,
            seen.held,
            at_least=True,
            because=reasons,
            refusal=Refusal.WORDLESS,
            tries=len(seen.refused),
            tries_of=len(seen.refused) + len(seen.got_in_anyway),
        )
    return no_clear_result(seen, "freed-place-not-given-back", seen.not_refilled)


def _waiting_helped(seen: Observation, waited: tuple[int, ...], *, courier: bool) -> Verdict:
    """Freeing did not help and waiting did: a rate, unless something else explains it as well."""
    # Colleagues leave in the meantime, and a held session that was lost left a place, too.
    if courier or seen.lost or not seen.case.plan.mail_closed:
        return no_clear_result(seen, "waiting-helped", waited)
    if not _outcomes(seen, seen.not_refilled) <= _outcomes(seen, seen.refused):
        return _mixed(seen)
    refused = seen.not_refilled or seen.refused
    seconds = seen.event(waited[0]).at - seen.event(refused[-1]).at
    reasons = because(("freed-place-not-given-back", seen.not_refilled), ("waiting-helped", waited))
    before = sum(1 for i in seen.with_outcome(Outcome.OPEN) if i < seen.refused[0])
    return Verdict(
        Kind.RATE,
        Confidence.FAIRLY_SURE,
        because=reasons,
        refusal=_manner_of(seen),
        rate=Rate(before, round(seconds, 1)),
    )


def _outcomes(seen: Observation, events: tuple[int, ...]) -> set[Outcome]:
    return {seen.event(i).outcome for i in events}


def _manner_of(seen: Observation) -> Refusal:
    at_connect = seen.event(seen.refused[0]).outcome in CONNECT_LEVEL
    return Refusal.PACKET_FILTER if at_connect else Refusal.WORDLESS


# -- Refused in words ----------------------------------------------------------------------------


def _in_words(seen: Observation) -> Verdict:
    """Words keep their kind whatever the freed place does; only the confidence falls."""
    spoken = tuple(i for i in seen.refused if seen.event(i).outcome in IN_WORDS)
    limits = {read_limit(seen.event(i).said) for i in spoken}
    scopes = {limit.scope for limit in limits}
    if len(scopes) != 1 or len(spoken) < len(seen.refused) - 1:
        return _mixed(seen)
    limit = next(iter(limits))
    if limit.scope is Scope.RATE and seen.where(Step.QUIET):
        waited = seen.where(Step.QUIET)
        if seen.event(waited[0]).outcome is Outcome.OPEN:
            return _waiting_helped(seen, waited, courier=False)
    if limit.scope not in _KIND_OF_WORDS:
        return no_clear_result(seen, "words-unclear", spoken)
    return _by_words(seen, limit, spoken, alike=len(spoken) == len(seen.refused))


def _by_words(seen: Observation, limit: Limit, spoken: tuple[int, ...], *, alike: bool) -> Verdict:
    kind, code = _KIND_OF_WORDS[limit.scope]
    if kind is Kind.SERVER_FULL:
        steady = seen.proven and not seen.unsteady
        return server_full(seen, sureness(seen, steady=steady), code, Refusal.IN_WORDS, spoken)
    sure = sureness(seen, steady=True)
    if not alike or seen.unsteady or not seen.proven:
        sure = at_most(Confidence.FAIRLY_SURE if seen.proven else Confidence.NOT_SURE, sure)
    closed = seen.case.plan.mail_closed
    others = sum(count for _, count in seen.case.others) if kind is Kind.PER_ADDRESS else 0
    count = seen.held + others
    named = limit.number
    exact = count == named or (closed and seen.proven and not seen.unsteady)
    return Verdict(
        kind,
        sure,
        count,
        limit_named=named,
        at_least=not exact,
        because=(
            *because(
                (code, spoken),
                ("freed-places-taken", (*seen.refilled, *seen.one_more) if seen.proven else ()),
                ("freed-place-not-given-back", seen.not_refilled),
                ("unsteady", seen.unsteady),
            ),
            *(() if closed else (Because("others-may-use-mail"),)),
        ),
        refusal=Refusal.IN_WORDS,
        tries=len(seen.refused),
        tries_of=len(seen.refused) + len(seen.got_in_anyway),
    )


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
        return _filter_not_proven(seen)
    if seen.waited_in:
        # Filters count per second more often than at once; only what stays shut is a count.
        return no_clear_result(seen, "waiting-helped", seen.waited_in)
    # The filter may count everybody, or stand in the office itself and count per destination.
    sure = at_most(Confidence.FAIRLY_SURE, sureness(seen, steady=True))
    extra = because(("control-answered", control))
    return _per_address(seen, sure, Refusal.PACKET_FILTER, extra)


def control_answered(seen: Observation) -> tuple[int, ...]:
    """The answers of the control host at a refusal; none where it lost its first packet as well.

    A router of the office that drops by rate lets it through a second later.
    """
    answered = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    quickest = min((seen.event(i).milliseconds for i in answered), default=0.0)
    at_refusal = tuple(i for i in answered if seen.event(i).step is Step.CHECK)
    slowest = max((seen.event(i).milliseconds for i in at_refusal), default=0.0)
    return at_refusal if slowest <= FIRST_SYN_LOST_MS + 2 * quickest else ()


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


def _filter_not_proven(seen: Observation) -> Verdict:
    waited = seen.where(Step.QUIET)
    if waited and seen.event(waited[0]).outcome is Outcome.OPEN:
        return _waiting_helped(seen, waited, courier=False)
    return no_clear_result(seen, "freed-place-not-given-back", seen.not_refilled or seen.refused)
