"""Verdicts that are no limit: how it began, our own network, a ban, a rate, an eviction, a stop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.simulated import Answer, Server, Simulation
from tests.core.simulated_lives import Death, Deaths
from tests.core.simulated_rules import (
    LATE,
    REFUSED,
    SILENT,
    UNANSWERED,
    WORDLESS,
    WRONG_PASSWORD,
    Always,
    Attempts,
    BadCertificate,
    Ban,
    Evictor,
    NoControl,
    Places,
    Router,
    SlowSignIn,
    TokenBucket,
    Window,
    dovecot,
    in_words,
)
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
    got = conclude(Always(WORDLESS))
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_PLACE_FREE, NOT)
    assert got.verdict.refusal is Refusal.WORDLESS
    assert got.shows("nothing-ever-opened")[-1] == "no-place closed-at-once"
    assert (got.verdict.tries, got.verdict.tries_of) == (4, 4)


def test_nothing_ever_opens_and_words_say_why() -> None:
    got = conclude(Always(dovecot(4)))
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.NO_PLACE_FREE, FAIRLY)
    assert (got.verdict.limit_named, got.verdict.refusal) == (4, Refusal.IN_WORDS)


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


# -- Our own network ------------------------------------


def test_a_full_router_is_the_offices_network() -> None:
    got = conclude(Router(4), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.OFFICE_NETWORK,
        FAIRLY,
        (None, False),
    )
    assert got.shows("control-answered") == ["reach control-answered"]
    assert got.shows("control-silent") == ["check control-unanswered"]


def test_a_control_that_never_answered_proves_nothing() -> None:
    got = conclude(Router(4), NoControl(), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


# -- A ban ------------------------------------


@pytest.mark.parametrize("manner", [UNANSWERED, REFUSED])
def test_frozen_sessions_and_a_control_that_answers_are_a_ban(manner: Answer) -> None:
    got = conclude(Ban(4, "frozen", manner), control=("control", 443))
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.LOCKED_OUT,
        FAIRLY,
        (None, False),
    )
    assert got.shows("held-frozen") == ["check held-asked"] * 2
    assert got.verdict.refusal is Refusal.PACKET_FILTER


def test_frozen_sessions_and_a_close_at_once_are_a_ban_by_the_server() -> None:
    got = conclude(Ban(4, "frozen", WORDLESS), control=("control", 443))
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.LOCKED_OUT, Refusal.WORDLESS)


@pytest.mark.parametrize("held", ["reset", "dropped"])
def test_sessions_reset_together_are_a_ban_when_it_lasts_a_minute(held: str) -> None:
    got = conclude(Ban(4, held, REFUSED), control=("control", 443))
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.LOCKED_OUT, FAIRLY)
    assert got.shows("held-reset") == ["check lost"] * 4
    waited = got.case.events[-2].at - got.case.events[-3].at
    assert waited >= 60.0


@pytest.mark.parametrize("held", ["reset", "dropped"])
def test_a_restarted_server_is_back_within_the_minute(held: str) -> None:
    got = conclude(Ban(4, held, REFUSED, seconds=40.0), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_freeze_that_thaws_at_once_is_no_ban() -> None:
    got = conclude(Ban(4, "frozen", UNANSWERED, seconds=9.0), **QUIET_OFFICE)
    assert got.verdict.kind is not Kind.LOCKED_OUT


def test_dead_sessions_without_a_control_are_no_clear_result() -> None:
    got = conclude(Ban(4, "frozen"), mail_closed=True)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


def test_a_ban_for_new_connections_only_is_not_sure() -> None:
    got = conclude(Ban(4, "alive", REFUSED), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.LOCKED_OUT, NOT)
    assert got.shows("refused-after-quiet") == ["afterwards connect-refused"]


def test_it_is_no_ban_while_others_may_hold_the_places() -> None:
    got = conclude(Ban(4, "alive", REFUSED), control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["others-may-use-mail"])


def test_it_is_no_ban_where_the_mail_server_itself_refuses() -> None:
    """Other customers of a full server may have taken every place."""
    got = conclude(Attempts(dict.fromkeys(range(5, 40), WORDLESS)), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["freed-place-not-given-back"])


def test_it_is_no_ban_where_the_carrier_may_have_no_port_left() -> None:
    got = conclude(Ban(4, "alive", UNANSWERED), doors=(), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


def test_a_control_that_is_silent_afterwards_is_no_ban() -> None:
    got = conclude(Ban(4, "alive", REFUSED), mail_closed=True)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["control-silent"])


def test_two_sessions_lost_one_by_one_are_not_reset_together() -> None:
    """The others were alive when they were let go: somebody else may have the places."""
    early = Deaths((Death(1.5, 0), Death(2.5, 0)))
    refused = Attempts(dict.fromkeys(range(7, 40), REFUSED))
    got = conclude(early, refused, control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["others-may-use-mail"])


# -- A rate ------------------------------------


def test_a_sliding_window_is_a_rate() -> None:
    got = conclude(Window(4, 20.0), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.RATE,
        FAIRLY,
        (None, False),
    )
    assert got.shows("freed-place-not-given-back") == ["refill connect-refused"]
    assert got.shows("waiting-helped") == ["quiet open"]
    assert got.verdict.rate is not None
    assert got.verdict.rate.count == 4


def test_a_rate_while_others_may_use_mail_is_no_clear_result() -> None:
    got = conclude(Window(4, 20.0))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_wordless_rate_is_told_by_waiting() -> None:
    got = conclude(Window(4, 30.0, WORDLESS), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.RATE, Refusal.WORDLESS)


def test_a_rate_in_words() -> None:
    said = in_words("a1 NO [LIMIT] CAPABILITY Rate limit hit.")
    got = conclude(Window(4, 20.0, said), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.RATE
    for rule in (Places(4, said), Window(4, 600.0, said)):
        other = conclude(rule, **QUIET_OFFICE)
        assert (other.verdict.kind, other.codes) == (Kind.NO_CLEAR_RESULT, ["words-unclear"])


def test_three_lost_first_packets_are_a_rate() -> None:
    got = conclude(TokenBucket(4, 0.2, UNANSWERED), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.RATE, Refusal.PACKET_FILTER)
    assert got.shows("first-packets-lost") == ["climb open"] * 3
    assert got.verdict.rate is not None
    assert got.verdict.rate.count == 4


def test_waiting_helps_nothing_that_a_lost_session_explains() -> None:
    ends = dict.fromkeys(range(5, 10), REFUSED)
    got = conclude(Attempts(ends), Deaths((Death(40.0, 0),)), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_refill_that_fails_otherwise_is_no_rate() -> None:
    ends = {**dict.fromkeys(range(5, 9), REFUSED), 9: Answer(Outcome.SIGN_IN_CUT, Phase.SIGN_IN)}
    got = conclude(Attempts(ends), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["mixed-refusals"])


# -- The oldest has to go ------------------------------------


@pytest.mark.parametrize(("closed", "sure"), [(True, VERY), (False, FAIRLY)])
def test_the_oldest_has_to_go(closed: bool, sure: Confidence) -> None:
    got = conclude(Evictor(4), mail_closed=closed)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.EVICTS_OLDEST,
        sure,
        (4, not closed),
    )
    assert got.shows("held-pushed-out") == ["check lost"] * 3


def test_sessions_that_die_at_different_counts_are_a_bad_line() -> None:
    deaths = Deaths(tuple(Death(1.5 + 2.2 * n, 0) for n in range(12)))
    got = conclude(deaths, need=30)
    assert got.verdict.kind in {Kind.NO_CLEAR_RESULT, Kind.NO_LIMIT_FOUND}
