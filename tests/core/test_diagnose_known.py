"""Large providers: no test, or one that ends after its first session; the table decides."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.core.simulated import LARGE_PROVIDERS, plan_for
from tests.core.simulated_course import WITH_CONTROL, climb, course, end, reach, simulate
from tests.core.simulated_rules import WORDLESS, Places, gmail, in_words
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from tests.core.tables import NEEDS, PROVIDERS, REMEDIES
from wizard.core import archive, providers
from wizard.core.advice import Because, Confidence, Kind, Refusal
from wizard.core.commands import Done, Ending, Open, ServerNamed
from wizard.core.diagnose import diagnose
from wizard.core.known import About, Basis, Fact, FoundBy, Known
from wizard.core.model import (
    Case,
    Event,
    Outcome,
    Phase,
    Security,
    ServerWords,
    Step,
    Target,
)
from wizard.core.ramp import Ramp
from wizard.core.recommend import advise, count_need, exit_status

NOW = datetime(2026, 8, 24, tzinfo=UTC)
FAIRLY, NOT = Confidence.FAIRLY_SURE, Confidence.NOT_SURE


def case_of(host: str, mailbox: int = 7, user: str | None = None) -> Case:
    """What the service makes of a name in the table: nothing was connected."""
    plan = plan_for(need=25)
    return Case(
        program="simulated",
        version="0",
        started_at=NOW,
        finished_at=NOW,
        target=Target(host, 993, Security.TLS, user),
        plan=replace(plan, need=replace(plan.need, mailbox=mailbox)),
        ending=Ending.KNOWN_PROVIDER,
        known=providers.look_up(PROVIDERS, host, user),
    )


# -- Without a test -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "limit", "at_least", "sure", "codes"),
    [
        ("imap.gmail.com", 15, False, FAIRLY, ["known-provider", "known-from-provider"]),
        ("outlook.office365.com", 20, False, NOT, ["known-provider", "known-from-reports"]),
        ("imap.mail.yahoo.com", 5, True, NOT, ["known-provider", "known-from-reports"]),
        ("imap.aol.com", 5, True, NOT, ["known-provider", "known-from-reports"]),
        ("imap.mail.me.com", 5, False, NOT, ["known-provider", "known-from-reports"]),
        ("imap.zoho.com", 3, False, NOT, ["known-provider", "known-from-reports"]),
    ],
)
def test_the_verdict_is_what_the_table_says(
    host: str, limit: int, at_least: bool, sure: Confidence, codes: list[str]
) -> None:
    verdict = diagnose(case_of(host))
    assert (verdict.kind, verdict.limit, verdict.at_least) == (Kind.PER_MAILBOX, limit, at_least)
    assert verdict.confidence is sure
    assert [reason.code for reason in verdict.because] == codes
    assert all(reason.events == () for reason in verdict.because)
    assert (verdict.limit_named, verdict.refusal, verdict.tries) == (None, Refusal.NONE, 0)


@pytest.mark.parametrize(
    ("host", "mailbox", "enough", "status"),
    [
        ("imap.gmail.com", 15, True, 0),
        ("imap.gmail.com", 16, False, 11),
        ("imap.zoho.com", 7, False, 11),
    ],
)
def test_it_is_judged_against_the_devices_of_the_mailbox_and_nothing_is_asked_for(
    host: str, mailbox: int, enough: bool, status: int
) -> None:
    case = case_of(host, mailbox)
    advice = advise(case.server, diagnose(case), case.plan.need, REMEDIES)
    assert (advice.enough, exit_status(advice)) == (enough, status)
    assert (advice.suggestion, advice.remedy) == (None, None)


@pytest.mark.parametrize(
    "facts", [(), (Fact(About.PER_MAILBOX, Basis.DOCUMENTED),)], ids=["no-fact", "no-number"]
)
def test_where_no_number_is_known_none_is_said_and_it_is_never_enough(
    facts: tuple[Fact, ...],
) -> None:
    known = Known("large", "Large", False, FoundBy.HOST, facts)
    case = replace(case_of("imap.gmail.com", mailbox=0), known=known)
    verdict = diagnose(case)
    assert (verdict.kind, verdict.limit, verdict.confidence) == (Kind.PER_MAILBOX, None, NOT)
    assert [reason.code for reason in verdict.because] == ["known-provider", "known-number-unknown"]
    assert exit_status(advise(case.server, verdict, case.plan.need, REMEDIES)) == 11


def test_the_weakest_fact_says_how_well_a_number_is_known() -> None:
    facts = (
        Fact(About.PER_MAILBOX, Basis.DOCUMENTED, 10),
        Fact(About.PER_MAILBOX, Basis.REPORT, 8),
        Fact(About.RATE, Basis.WEAK, 1, 1),
    )
    known = Known("large", "Large", False, FoundBy.HOST, facts)
    assert (known.numbers, known.basis) == ((8, 10), Basis.REPORT)
    verdict = diagnose(replace(case_of("imap.gmail.com"), known=known))
    assert (verdict.limit, verdict.at_least, verdict.confidence) == (8, True, NOT)


# -- The archive ----------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["imap.gmail.com", "imap.mail.yahoo.com", "mail.qboxmail.com"])
def test_a_case_is_read_again_with_the_same_verdict_and_without_the_table(host: str) -> None:
    case = case_of(host)
    again = archive.from_json(json.loads(json.dumps(archive.to_json(case))))
    assert again == case
    assert diagnose(again) == diagnose(case)


def written(case: Case) -> Any:  # noqa: ANN401  JSON
    return json.loads(json.dumps(archive.to_json(case)))


def test_a_case_from_before_the_table_is_read_as_it_was() -> None:
    case = conclude(Places(4, WORDLESS), software="courier").case
    old = written(case)
    del old["case"]["known"]
    del old["case"]["plan"]["test_anyway"]
    assert archive.from_json(old) == case
    assert (case.known, case.plan.test_anyway) == (None, False)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("provider",), 7),
        (("found_by",), "chance"),
        (("tested",), "no"),
        (("password",), "secret"),
        (("instead",), ["pay"]),
        (("facts",), [{"about": "\x1b[2J", "basis": "weak", "count": 5, "seconds": None}]),
        (("facts",), [{"about": "per-mailbox", "basis": "weak", "count": "5", "seconds": None}]),
        (("facts",), [{"about": "per-mailbox", "basis": "weak"}]),
    ],
)
def test_whatever_else_is_read_is_refused(path: tuple[str, ...], value: object) -> None:
    data = written(case_of("imap.gmail.com"))
    data["case"]["known"][path[-1]] = value
    with pytest.raises(archive.ArchiveError, match=rf"known\.{path[0]}"):
        archive.from_json(data)


# -- In the middle of a test ----------------------------------------------------------------------


@pytest.mark.parametrize("provider", LARGE_PROVIDERS)
@pytest.mark.parametrize("signs_in", [True, False])
def test_a_server_that_shows_whose_it_is_gets_no_second_session(
    provider: str, signs_in: bool
) -> None:
    got = course(software=provider, signs_in=signs_in, **WITH_CONTROL)
    assert got == [*reach(), *end(1, "known-provider")]


def test_an_exchange_of_the_company_s_own_is_tested_on() -> None:
    assert course(software="exchange", need=3) == [*reach(), *climb(4), *end(5, "top")]


def test_whoever_insists_gets_a_test_with_all_its_manners() -> None:
    got = course(software="google", need=3, test_anyway=True)
    assert got == [*reach(), *climb(4), *end(5, "top")]
    got = course(software="google", signs_in=False, test_anyway=True)
    assert got == [*reach(), *climb(5), "wait 1 climb", *end(6, "sign-in-needed")]


@pytest.mark.parametrize("provider", LARGE_PROVIDERS)
def test_the_verdict_after_the_first_session_names_the_session(provider: str) -> None:
    case = simulate(software=provider).run()
    known = providers.by_greeting(PROVIDERS, case.server)
    verdict = diagnose(replace(case, known=known))
    assert verdict.kind is Kind.PER_MAILBOX
    assert known is not None
    assert verdict.limit == known.numbers[0]
    opened = [i for i, event in enumerate(case.events) if event.outcome is Outcome.OPEN]
    assert verdict.because[:2] == (
        Because("known-provider"),
        Because("provider-named-itself", tuple(opened)),
    )


def test_a_case_whose_table_is_lost_claims_no_number() -> None:
    got = conclude(software="google")
    assert (got.verdict.kind, got.verdict.limit) == (Kind.PER_MAILBOX, None)
    assert got.verdict.confidence is NOT
    assert got.codes == ["known-provider", "provider-named-itself", "known-number-unknown"]


@pytest.mark.parametrize(
    "outcome",
    [Outcome.SIGN_IN_REFUSED, Outcome.NEEDS_BROWSER_SIGN_IN, Outcome.LIMIT_IN_WORDS,
     Outcome.SIGN_IN_CUT, Outcome.REFUSED_IN_WORDS, Outcome.LOST],
)  # fmt: skip
def test_what_became_of_the_first_session_does_not_matter(outcome: Outcome) -> None:
    """A normal password is refused there: the answer is not "wrong password"."""
    ramp = Ramp(plan_for(), signs_in=True)
    ramp.start()
    resolved = Event(0.1, Step.REACH, Outcome.RESOLVED, Phase.RESOLVE)
    [opening, _] = ramp.handle(resolved)
    assert isinstance(opening, Open)
    ramp.handle(ServerNamed(0.2, ServerWords(LARGE_PROVIDERS["google"])))
    ended = Event(0.3, Step.REACH, outcome, Phase.SIGN_IN, opening.attempt)
    assert ramp.handle(ended) == []
    counted = Event(0.4, Step.REACH, Outcome.OTHERS_COUNTED)
    assert ramp.handle(counted) == [Done(Ending.KNOWN_PROVIDER)]
    case = replace(case_of("mail.example.com"), events=(resolved, ended, counted))
    known = providers.by_greeting(PROVIDERS, ServerWords(LARGE_PROVIDERS["google"]))
    verdict = diagnose(replace(case, known=known))
    assert (verdict.kind, verdict.limit) == (Kind.PER_MAILBOX, 15)
    assert verdict.because[1] == Because("provider-named-itself", (1,))


def test_a_stop_stays_a_stop() -> None:
    simulation = simulate(software="google", stop_at=0.05)
    verdict = diagnose(replace(simulation.run(), known=case_of("imap.gmail.com").known))
    assert verdict.kind is Kind.STOPPED


# -- Beside a test --------------------------------------------------------------------------------


def test_what_is_known_of_a_hoster_stands_beside_what_was_found() -> None:
    case = conclude(Places(4, WORDLESS), software="courier", **QUIET_OFFICE).case
    known = providers.look_up(PROVIDERS, "imap.qboxmail.com", None)
    bare, beside = diagnose(case), diagnose(replace(case, known=known))
    more = (
        Because("known-per-mailbox-and-address"), Because("known-looks-like-a-wrong-password"),
    )  # fmt: skip
    assert beside == replace(bare, because=(*bare.because, *more))
    need = count_need(NEEDS, 4, "thunderbird", 1)
    asked = advise(case.server, beside, need, REMEDIES)
    assert asked.suggestion == advise(case.server, bare, need, REMEDIES).suggestion is not None


def test_a_large_provider_that_was_tested_all_the_same_is_asked_for_nothing() -> None:
    """Its words give the kind; there is still nobody who would raise the limit."""
    case = conclude(Places(3, gmail(3)), software="microsoft", test_anyway=True).case
    known = providers.look_up(PROVIDERS, "outlook.office365.com", None)
    bare, verdict = diagnose(case), diagnose(replace(case, known=known))
    assert (verdict.kind, verdict.limit) == (Kind.PER_MAILBOX, 3) == (bare.kind, bare.limit)
    assert verdict.because[-1] == Because("known-provider-tested")
    advice = advise(case.server, verdict, case.plan.need, REMEDIES)
    assert (advice.suggestion, advice.remedy) == (None, None)


def test_what_a_test_shows_of_an_office_there_is_asked_for_as_anywhere() -> None:
    case = conclude(Places(4, WORDLESS), software="courier", test_anyway=True).case
    known = providers.look_up(PROVIDERS, "imap.gmail.com", None)
    verdict = diagnose(replace(case, known=known))
    advice = advise(case.server, verdict, case.plan.need, REMEDIES)
    assert (verdict.kind, verdict.because[-1].code) == (Kind.PER_ADDRESS, "known-provider-tested")
    assert advice.suggestion is not None


# -- Words of large providers in the middle of a test ---------------------------------------------

THROTTLED = "a4 NO Request is throttled. Suggested Backoff Time: 299961 milliseconds"
HIDDEN = "\\u202e\\x1b[2J"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("a1 NO [ALERT] Too many simultaneous connections. (Failure)", Kind.PER_MAILBOX),
        ("a2 BAD User is authenticated but not connected.", Kind.PER_MAILBOX),
        ("a2 BAD User is authenticated but not connected. * BYE Connection closed. 14",
         Kind.PER_MAILBOX),
        (f"a1 NO [ALERT] Too many simultaneous connections. (Failure){HIDDEN}", Kind.PER_MAILBOX),
        (THROTTLED, Kind.NO_CLEAR_RESULT),
        ("* BYE IMAP4rev1 Server logging out a1 NO [LIMIT] CAPABILITY Rate limit hit.",
         Kind.NO_CLEAR_RESULT),
        # Letters that only look alike are no words of a limit, and a number in them is none.
        ("a1 NO [ALERT] Тoo mаny simultаneous cоnnections (3)", Kind.NO_CLEAR_RESULT),
    ],
)  # fmt: skip
def test_a_limit_in_their_words_is_understood(said: str, kind: Kind) -> None:
    got = conclude(Places(3, in_words(said)), **QUIET_OFFICE)
    assert got.verdict.kind is kind
    assert got.verdict.limit_named is None
    assert got.verdict.limit == 3
