"""The verdict on a full server: late closes, queues, cut sign-ins, words of a busy server."""

from __future__ import annotations

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.model import Outcome, Phase, Step, Via
from wizard.core.observe import Observation
from wizard.core.reasons import at_most, because, mixed, no_clear_result, sureness


def closed_late(seen: Observation, software: str) -> Verdict:
    """One late close decides: Dovecot's process limit closes after 10 s and after 20 ms in turn.

    Of nobody else is that known: there a quick one beside it says that the late one was held up,
    as a bad line does with a Courier's close.
    """
    if software != "dovecot" and Outcome.CLOSED_AT_ONCE in seen.outcomes(seen.refused):
        return mixed(seen)
    if not seen.proven:
        return no_clear_result(seen, "closed-late", seen.refused)
    sure = sureness(seen, steady=not seen.unsteady)
    if software != "dovecot":
        sure = at_most(Confidence.FAIRLY_SURE, sure)
    return server_full(seen, sure, "closed-late", Refusal.SILENT)


def cut_while_signing_in(seen: Observation, software: str) -> Verdict:
    """On Dovecot the limit of its mail processes; elsewhere it could be anything."""
    another = because(("second-mailbox-gets-in", seen.got_in(Via.SECOND_MAILBOX)))
    if not seen.proven or software != "dovecot" or another:
        # A full server has no room for anybody's mailbox.
        return no_clear_result(seen, "sign-in-cut", seen.refused, *another)
    return server_full(seen, sureness(seen, steady=not seen.unsteady), "sign-in-cut", Refusal.CUT)


def silent(seen: Observation) -> Verdict:
    """A queue moves on as soon as a place is freed; silence alone proves nothing."""
    freed = tuple(i for i in seen.with_outcome(Outcome.LET_GO) if seen.event(i).step is Step.FREE)
    waited = seen.where(Step.QUEUE)[:1]
    greeted = tuple(i for i in waited if seen.event(i).outcome is Outcome.OPEN)
    at_sign_in = any(seen.event(i).phase is Phase.SIGN_IN for i in seen.refused)
    if at_sign_in or not (freed and greeted and greeted[0] > freed[0]):
        return no_clear_result(seen, "silent-at-the-limit", seen.refused)
    return server_full(
        seen,
        sureness(seen, steady=not seen.unsteady),
        "queue-moved-on",
        Refusal.SILENT,
        (*freed, *greeted),
    )


def server_full(
    seen: Observation,
    sure: Confidence,
    code: str,
    refusal: Refusal,
    events: tuple[int, ...] | None = None,
    *more: Because,
) -> Verdict:
    """The verdict itself, because of `code` at `events` (the refusals), and of `more`."""
    reasons = because(
        (code, seen.refused if events is None else events),
        ("freed-places-taken", (*seen.refilled, *seen.one_more)),
        ("unsteady", seen.unsteady),
    )
    return Verdict(
        Kind.SERVER_FULL,
        sure,
        because=(*reasons, *more),
        refusal=refusal,
        tries=seen.tries,
        tries_of=seen.tries_of,
    )
