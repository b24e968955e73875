"""The verdict where the server itself says what limit it is, as far as its words say it."""

from __future__ import annotations

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.diagnose_full import server_full
from wizard.core.diagnose_rate import waiting_helped
from wizard.core.model import Step, Via
from wizard.core.observe import Observation
from wizard.core.reasons import at_most, because, mixed, no_clear_result, sureness
from wizard.core.server_text import Limit, Scope, read_limit
from wizard.core.understand import IN_WORDS

_KIND_OF_WORDS = {
    Scope.ADDRESS: (Kind.PER_ADDRESS, "words-name-the-address"),
    Scope.MAILBOX_AND_ADDRESS: (Kind.PER_MAILBOX_AND_ADDRESS, "words-name-the-mailbox"),
    Scope.MAILBOX: (Kind.PER_MAILBOX, "words-name-the-mailbox"),
    Scope.SERVER: (Kind.SERVER_FULL, "words-name-a-full-server"),
}


def in_words(seen: Observation) -> Verdict:
    """Words keep their kind whatever the freed place does; only the confidence falls."""
    spoken = tuple(i for i in seen.refused if seen.event(i).outcome in IN_WORDS)
    limits = {read_limit(seen.event(i).said) for i in spoken}
    scopes = {limit.scope for limit in limits}
    if len(scopes) != 1 or len(spoken) < len(seen.refused) - 1:
        return mixed(seen)
    limit = next(iter(limits))
    if limit.scope is Scope.RATE and (rate := waiting_helped(seen)):
        return rate
    if limit.scope not in _KIND_OF_WORDS:
        return no_clear_result(seen, "words-unclear", spoken, *because(*_second_mailbox(seen)))
    return _by_words(seen, limit, spoken, alike=len(spoken) == len(seen.refused))


def _second_mailbox(seen: Observation) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Whether another mailbox got in while this one did not: a reason, never a kind.

    It cannot tell a limit per mailbox from one per mailbox and address, and a second mailbox may
    be full by itself.
    """
    visits = seen.where(Step.NEIGHBOURS, via=Via.SECOND_MAILBOX)
    refused = tuple(i for i in visits if seen.event(i).outcome in IN_WORDS)
    return (
        ("second-mailbox-gets-in", seen.got_in(Via.SECOND_MAILBOX)),
        ("second-mailbox-refused-too", refused),
    )


def _by_words(seen: Observation, limit: Limit, spoken: tuple[int, ...], *, alike: bool) -> Verdict:
    kind, code = _KIND_OF_WORDS[limit.scope]
    # Words that name address or server, and another mailbox that gets in all the same.
    contradicted = kind in {Kind.SERVER_FULL, Kind.PER_ADDRESS} and seen.got_in(Via.SECOND_MAILBOX)
    if kind is Kind.SERVER_FULL:
        sure = sureness(seen, steady=seen.proven and not (seen.unsteady or contradicted))
        more = because(*_second_mailbox(seen))
        return server_full(seen, sure, code, Refusal.IN_WORDS, spoken, *more)
    sure = sureness(seen, steady=not contradicted)
    if not alike or seen.unsteady or not seen.proven:
        sure = at_most(Confidence.FAIRLY_SURE if seen.proven else Confidence.NOT_SURE, sure)
    closed, named = seen.case.plan.mail_closed, limit.number
    others = sum(count for _, count in seen.case.others) if kind is Kind.PER_ADDRESS else 0
    count = seen.held + others
    # Somebody else holds the rest. (Cyrus counts the session that it refuses: one less than its
    # number works for a host.)
    held_elsewhere = named is not None and named > count + (kind is Kind.PER_ADDRESS)
    if held_elsewhere:
        sure = at_most(Confidence.FAIRLY_SURE, sure)
    exact = count == named or (closed and seen.proven and not seen.unsteady and not held_elsewhere)
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
                *_second_mailbox(seen),
                ("unsteady", seen.unsteady),
            ),
            *(() if closed else (Because("others-may-use-mail"),)),
        ),
        refusal=Refusal.IN_WORDS,
        tries=seen.tries,
        tries_of=seen.tries_of,
    )
