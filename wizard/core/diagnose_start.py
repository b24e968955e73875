"""The verdict where no session was ever open: what the very first attempts ended in."""

from __future__ import annotations

from dataclasses import replace

from wizard.core.advice import Because, Confidence, Kind, Refusal, Verdict
from wizard.core.commands import Ending
from wizard.core.diagnose_certificate import certificate_code
from wizard.core.known import Password
from wizard.core.model import Event, Outcome, Step, Via
from wizard.core.observe import Observation
from wizard.core.reasons import because, no_clear_result
from wizard.core.refused_text import Wants, read_refused
from wizard.core.server_text import Scope, read_first_limit
from wizard.core.sign_in import Barred

# The detail of an attempt whose server speaks no version of TLS that is safe.
OLD_ENCRYPTION = "old-encryption"
_CODES = {
    Outcome.NOT_A_MAIL_SERVER: "not-a-mail-server",
    Outcome.NO_ENCRYPTION: "no-encryption",
    Outcome.CONNECT_REFUSED: "address-refused",
    Outcome.CONNECT_UNANSWERED: "address-unanswered",
    Outcome.CLOSED_LATE: "closed-late",
    Outcome.LOST: "broken-off",
    Outcome.REFUSED_IN_WORDS: "refused-in-words",
    Outcome.LIMIT_IN_WORDS: "refused-in-words",
}
_CODE_OF_WORDS = {
    Scope.ADDRESS: "words-name-the-address",
    Scope.MAILBOX: "words-name-the-mailbox",
    Scope.MAILBOX_AND_ADDRESS: "words-name-the-mailbox",
}


def before_the_climb(seen: Observation) -> Verdict:
    """What the first attempts say, the last of them first."""
    events = seen.case.events
    tried = seen.where(*Step)
    if not tried and seen.case.ending == Ending.TOO_SOON:
        return no_clear_result(seen, "rest-first")
    if not tried:
        unknown = seen.with_outcome(Outcome.NOT_FOUND)
        code = events[unknown[0]].detail if unknown else "unknown-name"
        return Verdict(Kind.NOT_FOUND, Confidence.VERY_SURE, because=(Because(code, unknown),))
    last = events[tried[-1]]
    match last.outcome:
        case Outcome.SIGN_IN_REFUSED:
            return _sign_in_refused(seen, tried)
        case Outcome.NEEDS_BROWSER_SIGN_IN:
            other = last.detail == Barred.OTHER_ONLY
            code = Barred.OTHER_ONLY if other else Wants.BROWSER
            return _plain(Kind.NEEDS_BROWSER_SIGN_IN, str(code), tried)
        case Outcome.CERTIFICATE_PROBLEM:
            return _plain(Kind.CERTIFICATE_PROBLEM, certificate_code(seen.case, last), tried)
        case Outcome.SIGN_IN_CUT:
            return no_clear_result(seen, "sign-in-cut", tried)
        case _:
            return _turned_away(seen, tried)


def _sign_in_refused(seen: Observation, tried: tuple[int, ...]) -> Verdict:
    """A password was refused; the words, or what is known of the provider, may say what for."""
    wants = read_refused(seen.event(tried[-1]).said)
    if wants is Wants.BROWSER:
        return _plain(Kind.NEEDS_BROWSER_SIGN_IN, str(wants), tried)
    known = seen.case.known
    if wants is Wants.NOTHING and known is not None and known.password is Password.APP:
        wants = Wants.APP_PASSWORD
    refused = _plain(Kind.SIGN_IN_REFUSED, "sign-in-refused", tried)
    if wants is Wants.NOTHING:
        return refused
    return replace(refused, because=(*refused.because, Because(str(wants), tried[-1:])))


def _turned_away(seen: Observation, tried: tuple[int, ...]) -> Verdict:
    """Nothing about us was wrong: no place, a full server, or none that could be reached."""
    events = seen.case.events
    last = events[tried[-1]]
    if all(_no_place(events[i]) for i in tried[-2:]) and len(tried) > 1:
        dead = _closed_everywhere(seen)
        if dead and seen.case.plan.mail_closed and not seen.case.others:
            # Nobody is there to hold a place, least of all at both doors.
            return _plain(Kind.CANNOT_REACH, "nothing-ever-opened", (*tried, *dead))
        return _no_place_free(seen, tried)
    if all(_full(events[i]) for i in tried[-2:]) and len(tried) > 1:
        return _full_from_the_start(seen, tried)
    silent = _only_this_server(seen, tried)
    if silent is not None:
        return silent
    code = _CODES.get(last.outcome, "nothing-ever-opened")
    if last.outcome is Outcome.NOT_A_MAIL_SERVER and last.detail:
        code = last.detail
    if last.outcome is Outcome.NO_ENCRYPTION and last.detail in {
        Barred.PROTECTED_ONLY,
        OLD_ENCRYPTION,
    }:
        code = last.detail
    if last.outcome is Outcome.LIMIT_IN_WORDS and read_refused(last.said) is Wants.TO_WAIT:
        code = Wants.TO_WAIT
    return _plain(Kind.CANNOT_REACH, code, tried)


def _only_this_server(seen: Observation, tried: tuple[int, ...]) -> Verdict | None:
    """No answer at the tested door, while another server on the internet answers.

    Where the web service of the very same address answers and no mail service does, it is mail
    that is held back. By whom cannot be seen from here: a network may do it, a ban may as well.
    """
    works = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    if not works or seen.event(tried[-1]).outcome is not Outcome.CONNECT_UNANSWERED:
        return None
    other = seen.where(Step.NO_PLACE, via=Via.OTHER_SERVICE)
    web = seen.with_outcome(Outcome.WEB_ANSWERED)
    if web and seen.outcomes(other) == {Outcome.CONNECT_UNANSWERED}:
        reasons = because(
            ("mail-blocked", (*tried[-1:], *other, *web)), ("control-answered", works)
        )
        return Verdict(Kind.CANNOT_REACH, Confidence.FAIRLY_SURE, because=reasons)
    answers = tuple(i for i in other if seen.event(i).outcome is Outcome.OPEN)
    reasons = because(
        ("address-unanswered", tried[-1:]),
        ("control-answered", works),
        ("other-service-answers", answers),
    )
    return Verdict(Kind.CANNOT_REACH, Confidence.VERY_SURE, because=reasons)


def _plain(kind: Kind, code: str, tried: tuple[int, ...]) -> Verdict:
    return Verdict(kind, Confidence.VERY_SURE, because=(Because(code, tried[-1:]),))


def _no_place(event: Event) -> bool:
    """Turned away as one too many would be."""
    if event.outcome in {Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS}:
        nothing_of_a_place = {Scope.NONE, Scope.SERVER, Scope.RATE, Scope.BAN}
        return read_first_limit(event.said).scope not in nothing_of_a_place
    return event.outcome is Outcome.CLOSED_AT_ONCE


def _full(event: Event) -> bool:
    """Met with silence, or with words of a busy server."""
    if event.outcome in {Outcome.REFUSED_IN_WORDS, Outcome.LIMIT_IN_WORDS}:
        return read_first_limit(event.said).scope is Scope.SERVER
    return event.outcome is Outcome.SILENT


def _closed_everywhere(seen: Observation) -> tuple[int, ...]:
    """The other service, where it closed without a word, too: a dead server behind a proxy does."""
    other = seen.where(Step.NO_PLACE, via=Via.OTHER_SERVICE)
    wordless = {Outcome.CLOSED_AT_ONCE, Outcome.CLOSED_LATE}
    return tuple(i for i in other if seen.event(i).outcome in wordless)


def _no_place_free(seen: Observation, tried: tuple[int, ...]) -> Verdict:
    """It is not a ban: the connection stands, or the words speak of a limit."""
    limits = [read_first_limit(seen.event(i).said) for i in tried]
    in_words = any(limit.scope is not Scope.NONE for limit in limits)
    named = next((limit.number for limit in limits if limit.number), None)
    codes = {_CODE_OF_WORDS[limit.scope] for limit in limits if limit.scope in _CODE_OF_WORDS}
    # Words of two kinds, or of none that we know, name nobody's limit.
    whose = codes.pop() if len(codes) == 1 else ""
    other = seen.where(Step.NO_PLACE, via=Via.OTHER_SERVICE)
    answers = tuple(i for i in other if seen.event(i).outcome is Outcome.OPEN)
    return Verdict(
        Kind.NO_PLACE_FREE,
        Confidence.FAIRLY_SURE if in_words else Confidence.NOT_SURE,
        limit_named=named,
        because=because(
            ("nothing-ever-opened", tried),
            (whose, tried if whose else ()),
            ("other-service-answers", answers),
        ),
        refusal=Refusal.IN_WORDS if in_words else Refusal.WORDLESS,
        tries=len(tried),
        tries_of=len(tried),
    )


def _full_from_the_start(seen: Observation, tried: tuple[int, ...]) -> Verdict:
    """Never very sure: what never answers may also be out of order."""
    control = seen.with_outcome(Outcome.CONTROL_ANSWERED)
    in_words = any(seen.event(i).said for i in tried)
    sure = Confidence.FAIRLY_SURE if control or in_words else Confidence.NOT_SURE
    code = "words-name-a-full-server" if in_words else "silent-at-the-limit"
    return Verdict(
        Kind.SERVER_FULL,
        sure,
        because=because((code, tried), ("control-answered", control)),
        refusal=Refusal.IN_WORDS if in_words else Refusal.SILENT,
        tries=len(tried),
        tries_of=len(tried),
    )
