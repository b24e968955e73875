"""Verdicts of a test that found no limit: how it began, enough places, a stop, bad manners."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.simulated import Simulation
from tests.core.simulated_lives import Death, Deaths
from tests.core.simulated_rules import (
    LATE,
    MAIN_ONLY,
    REFUSED,
    SILENT,
    UNANSWERED,
    WORDLESS,
    WRONG_PASSWORD,
    Always,
    Attempts,
    BadCertificate,
    Places,
    SlowSignIn,
    dovecot,
    in_words,
)
from tests.core.simulated_server import Answer, Rule, Server, Try
from tests.core.simulated_verdict import QUIET_OFFICE, Concluded, conclude
from wizard.core.advice import Confidence, Kind, Refusal
from wizard.core.model import Outcome, Phase

VERY, FAIRLY, NOT = Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE
LOST = Answer(Outcome.LOST, Phase.GREETING, 0.1)


# -- Before anything was open ------------------------------------


def test_a_name_that_is_not_found() -> None:
    got = Concluded(Simulation(Server([], found=False)).run())
    assert (got.verdict.kind, got.verdict.confidence, got.codes) == (
        Kind.NOT_FOUND,
        VERY,
        ["no-such-name"],
    )
    nothing = Concluded(replace(got.case, events=()))
    assert (nothing.verdict.kind, nothing.codes) == (Kind.NOT_FOUND, ["unknown-name"])


@pytest.mark.parametrize(
    ("first", "kind", "code"),
    [
        (WRONG_PASSWORD, Kind.SIGN_IN_REFUSED, "sign-in-refused"),
        (
            Answer(Outcome.NEEDS_BROWSER_SIGN_IN, Phase.SIGN_IN),
            Kind.NEEDS_BROWSER_SIGN_IN,
            "needs-browser-sign-in",
        ),
        (REFUSED, Kind.CANNOT_REACH, "address-refused"),
        (UNANSWERED, Kind.CANNOT_REACH, "address-unanswered"),
        (LATE, Kind.CANNOT_REACH, "closed-late"),
        (LOST, Kind.CANNOT_REACH, "broken-off"),
        (Answer(Outcome.NO_ENCRYPTION, Phase.TLS), Kind.CANNOT_REACH, "no-encryption"),
        (Answer(Outcome.NOT_A_MAIL_SERVER), Kind.CANNOT_REACH, "not-a-mail-server"),
        (
            Answer(Outcome.NOT_A_MAIL_SERVER, detail="plain-on-encrypted"),
            Kind.CANNOT_REACH,
            "plain-on-encrypted",
        ),
        (
            in_words("* BYE go away", Outcome.REFUSED_IN_WORDS),
            Kind.CANNOT_REACH,
            "refused-in-words",
        ),
        (Answer(Outcome.SIGN_IN_CUT, Phase.SIGN_IN), Kind.NO_CLEAR_RESULT, "sign-in-cut"),
    ],
)
def test_the_first_session_says_it_all(first: Answer, kind: Kind, code: str) -> None:
    got = conclude(Always(first))
    assert (got.verdict.kind, got.codes, got.verdict.limit) == (kind, [code], None)


def test_a_certificate_problem() -> None:
    got = conclude(BadCertificate())
    assert (got.verdict.kind, got.codes) == (Kind.CERTIFICATE_PROBLEM, ["certificate-issuer"])


def test_nothing_ever_opens_without_a_word() -> None:
    """Colleagues on all places, or a block, or out of order: it is not called a ban."""
    got = conclude(Always(WORDLESS), doors=())
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_PLACE_FREE, NOT)
    assert got.verdict.refusal is Refusal.WORDLESS
    assert got.shows("nothing-ever-opened")[-1] == "no-place closed-at-once"
    assert (got.verdict.tries, got.verdict.tries_of) == (4, 4)


def test_a_dead_server_behind_a_proxy_cannot_be_reached() -> None:
    """It accepts and closes at both doors, and nobody else uses mail: not a question of places."""
    got = conclude(Always(WORDLESS), mail_closed=True)
    assert (got.verdict.kind, got.codes) == (Kind.CANNOT_REACH, ["nothing-ever-opened"])
    assert got.shows("nothing-ever-opened")[-1] == "no-place closed-at-once"


@pytest.mark.parametrize(
    "office", [{"mail_closed": False}, {"mail_closed": True, "programs": (("thunderbird", 4),)}]
)
def test_colleagues_or_programs_here_may_hold_every_place_at_both_doors(
    office: dict[str, Any],
) -> None:
    got = conclude(Always(WORDLESS), **office)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_PLACE_FREE, NOT)
    assert got.codes == ["nothing-ever-opened"]


@pytest.mark.parametrize("closed", [True, False])
def test_a_server_that_greets_at_its_other_door_has_no_place_free(closed: bool) -> None:
    got = conclude(Always(WORDLESS, MAIN_ONLY), software="courier", mail_closed=closed)
    assert got.verdict.kind is Kind.NO_PLACE_FREE
    assert got.shows("other-service-answers") == ["no-place open"]


def test_nothing_ever_opens_and_words_say_why() -> None:
    got = conclude(Always(dovecot(4)))
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_PLACE_FREE, FAIRLY)
    assert (got.verdict.limit_named, got.verdict.refusal) == (4, Refusal.IN_WORDS)
    assert got.codes == ["nothing-ever-opened", "words-name-the-mailbox"]


def test_words_that_are_said_without_a_limit_as_well_name_none_at_first() -> None:
    """A mailbox that may not be used this way at all is no mailbox without a free place."""
    said = in_words("a2 BAD User is authenticated but not connected.")
    got = conclude(Always(said))
    assert (got.verdict.kind, got.codes) == (Kind.CANNOT_REACH, ["refused-in-words"])
    assert [event.attempt for event in got.case.events if event.attempt] == [1]


def test_words_of_two_kinds_name_nobodys_limit() -> None:
    per_address = in_words("NO Too many connections from this IP", Outcome.LIMIT_IN_WORDS)
    got = conclude(Attempts({1: dovecot(4), 2: per_address, 3: dovecot(4), 4: per_address}))
    assert (got.verdict.kind, got.codes) == (Kind.NO_PLACE_FREE, ["nothing-ever-opened"])


@pytest.mark.parametrize(
    ("control", "sure"), [(("control", 443), FAIRLY), (None, NOT)], ids=["control", "none"]
)
def test_silence_from_the_start_is_never_very_sure(
    control: tuple[str, int] | None, sure: Confidence
) -> None:
    got = conclude(Always(SILENT), control=control)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.SERVER_FULL, sure)
    assert got.shows("silent-at-the-limit") == ["reach silent", "no-place silent"]


def test_a_busy_server_from_the_start() -> None:
    got = conclude(Always(in_words("* BYE service busy", Outcome.REFUSED_IN_WORDS)))
    assert (got.verdict.kind, got.codes) == (Kind.SERVER_FULL, ["words-name-a-full-server"])


def test_refusals_at_the_start_that_differ_mean_that_it_cannot_be_reached() -> None:
    got = conclude(Attempts({1: WORDLESS, 2: UNANSWERED, 3: WORDLESS, 4: UNANSWERED}))
    assert (got.verdict.kind, got.codes) == (Kind.CANNOT_REACH, ["address-unanswered"])
    got = conclude(Attempts({1: SILENT, 2: WORDLESS}))
    assert (got.verdict.kind, got.codes) == (Kind.CANNOT_REACH, ["nothing-ever-opened"])


# -- Enough, stopped, broken off ------------------------------------


def test_enough_places_are_no_limit_found() -> None:
    got = conclude(need=8)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.NO_LIMIT_FOUND,
        VERY,
        (10, True),
    )
    assert got.shows("all-opened") == ["climb open"]


def test_the_ceiling_below_the_need_is_said() -> None:
    got = conclude(need=60, most=50)
    assert (got.number, got.codes) == ((50, True), ["all-opened", "ceiling"])


def test_a_slow_sign_in_changes_nothing() -> None:
    assert conclude(SlowSignIn(), need=3).verdict.kind is Kind.NO_LIMIT_FOUND


def test_enough_places_in_spite_of_a_refusal_are_fairly_sure() -> None:
    got = conclude(Attempts({3: WORDLESS}), need=3, software="courier")
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_LIMIT_FOUND, FAIRLY)
    assert got.shows("unsteady") == ["confirm open"]


def test_a_stopped_test_says_how_far_it_came() -> None:
    got = conclude(Places(9), stop_at=3.5)
    assert (got.verdict.kind, got.number, got.codes) == (Kind.STOPPED, (4, True), ["stopped"])
    assert conclude(stop_at=0.0).number == (None, True)


def test_a_fault_of_this_computer_says_nothing_about_the_server() -> None:
    got = conclude(Attempts({4: Answer(Outcome.OUR_FAULT, Phase.CONNECT, detail="emfile")}))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["our-fault"])
    assert got.shows("our-fault") == ["climb our-fault"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"software": "dovecot", "signs_in": False}, "sign-in-needed"),
        ({"signs_in": False, "recently_unsigned": True}, "too-soon"),
        ({"software": "courier", "signs_in": False, "need": 30, "pace": 4.0}, "time-used-up"),
    ],
)
def test_what_manners_forbid_is_no_clear_result(options: dict[str, object], code: str) -> None:
    got = conclude(**options)  # type: ignore[arg-type]
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, [code])


def test_a_spent_budget_is_no_clear_result() -> None:
    ends = dict.fromkeys((3, 5, 7, 11, 15, 19, 23, 27), WORDLESS)
    got = conclude(Attempts(ends), software="courier", need=40, doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.case.ending) == (Kind.NO_CLEAR_RESULT, "budget-spent")
    assert got.verdict.limit == got.case.events[-2].held or got.verdict.at_least


def test_a_line_that_breaks_off_is_no_clear_result() -> None:
    got = conclude(Attempts({3: LOST, 4: LOST}))
    assert (got.verdict.kind, got.codes, got.number) == (
        Kind.NO_CLEAR_RESULT,
        ["network-fault"],
        (2, True),
    )


# -- What is noticed besides ------------------------------------


def test_a_slow_sign_in_is_written_down() -> None:
    """Dovecot lets even the right password wait after wrong ones from the same office."""
    got = conclude(SlowSignIn(), need=1)
    assert got.verdict.kind is Kind.NO_LIMIT_FOUND
    assert got.codes == ["all-opened", "slow-sign-in"]
    assert got.shows("slow-sign-in")[0] == "reach open"


def test_without_a_password_a_certificates_fault_is_noted_and_the_test_goes_on() -> None:
    got = conclude(BadCertificate(), software="courier", signs_in=False, need=2)
    assert got.verdict.kind is Kind.NO_LIMIT_FOUND
    assert got.codes == ["all-opened", "certificate-issuer"]
    assert got.shows("certificate-issuer") == ["reach certificate-problem"]


@pytest.mark.parametrize(
    ("others", "noted"), [((), False), (("2001:db8::9",), False), (("198.51.100.9",), True)]
)
def test_a_name_with_several_addresses_of_one_family_is_noted(
    others: tuple[str, ...], noted: bool
) -> None:
    case = conclude(need=1).case
    got = Concluded(replace(case, address="198.51.100.8", other_addresses=others))
    assert ("several-servers" in got.codes) == noted


# -- At the top, only living sessions count ------------------------------------


def test_a_session_that_died_unnoticed_is_not_counted_at_the_top() -> None:
    """A router forgot one of them: what does not answer proves no place."""
    got = conclude(Deaths((Death(3.5, 1, seen=False),)), need=4)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT
    assert got.codes == ["network-fault"]


class DiesWhenAsked(Rule):
    """The last session needed dies in the very moment in which all are asked."""

    died = False

    def let_in(self, one: Try) -> None:
        if one.number == 6 and not self.died:
            self.died = True
            self.server.world.later(0.001, lambda: self.server.end_session(2))


def test_a_session_that_dies_at_the_top_is_opened_again() -> None:
    got = conclude(DiesWhenAsked(), need=4)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_LIMIT_FOUND, FAIRLY)
    assert got.codes == ["all-opened", "unsteady"]
    assert len([e for e in got.case.events if e.outcome is Outcome.OPEN]) == 7
