"""Verdicts that are no limit: our own network, a ban, a rate, an eviction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.simulated_lives import Death, Deaths, Life, Others
from tests.core.simulated_rules import (
    CUT,
    REFUSED,
    UNANSWERED,
    WORDLESS,
    Attempts,
    Ban,
    Evictor,
    LateEvictor,
    NoControl,
    Places,
    Router,
    TokenBucket,
    Window,
    in_words,
)
from tests.core.simulated_server import Answer, Rule
from tests.core.simulated_verdict import QUIET_OFFICE, Concluded, conclude
from wizard.core.advice import Confidence, Kind, Refusal
from wizard.core.model import Outcome, Phase

VERY, FAIRLY, NOT = Confidence.VERY_SURE, Confidence.FAIRLY_SURE, Confidence.NOT_SURE
LOST = Answer(Outcome.LOST, Phase.GREETING, 0.1)


# -- Our own network ------------------------------------


def test_a_full_router_is_the_offices_network() -> None:
    got = conclude(Router(4), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.OFFICE_NETWORK,
        FAIRLY,
        (None, False),
    )
    assert got.shows("control-answered") == ["reach control-answered"]
    assert got.shows("control-silent") == ["check control-unanswered"] * 2


class Dropped(Ban):
    """The whole line is gone: what is held, what is new, and the control host."""

    def control_answers(self) -> bool:
        return self.until is None


def test_a_line_that_is_gone_freezes_what_is_open_and_a_full_router_does_not() -> None:
    gone = conclude(Dropped(4, "frozen"), **QUIET_OFFICE)
    assert gone.verdict.kind is Kind.OFFICE_NETWORK
    assert gone.shows("held-frozen") == ["check held-asked"]
    full = conclude(Router(4), **QUIET_OFFICE)
    assert "held-frozen" not in {reason.code for reason in full.verdict.because}


class OnePacketLost(Rule):
    """The second connect to the control host is the one that is lost."""

    asked = 0

    def control_answers(self) -> bool:
        self.asked += 1
        return self.asked != 2


def test_one_lost_packet_to_the_control_host_is_not_the_offices_network() -> None:
    got = conclude(OnePacketLost(), Places(4, REFUSED), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.PER_ADDRESS
    unanswered = [e for e in got.case.events if e.outcome is Outcome.CONTROL_UNANSWERED]
    assert len(unanswered) == 1


def test_a_control_that_never_answered_proves_nothing() -> None:
    got = conclude(Router(4), NoControl(), **QUIET_OFFICE)
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


# -- A ban ------------------------------------


@pytest.mark.parametrize("manner", [UNANSWERED, REFUSED])
def test_frozen_sessions_and_a_control_that_answers_are_a_ban(manner: Answer) -> None:
    got = conclude(Ban(4, "frozen", manner), control=("control", 443))
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.LOCKED_OUT,
        NOT,
        (None, False),
    )
    assert got.shows("held-frozen") == ["check held-asked"] * 2
    assert got.verdict.refusal is Refusal.PACKET_FILTER


@pytest.mark.parametrize("held", ["frozen", "reset"])
def test_who_comes_as_far_as_the_server_is_not_locked_out(held: str) -> None:
    """A line that fails looks so, beside a server that is full of its other customers."""
    got = conclude(Ban(4, held, WORDLESS), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (
        Kind.NO_CLEAR_RESULT,
        ["freed-place-not-given-back"],
    )


def test_sessions_that_end_unasked_are_a_server_that_was_stopped() -> None:
    """It stays down for a while, and its computer refuses: to be told from a ban only so."""
    got = conclude(Ban(4, "dropped", REFUSED), control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["held-ended"])


def test_sessions_reset_when_asked_are_a_ban_when_it_lasts_a_minute() -> None:
    got = conclude(Ban(4, "reset", REFUSED), control=("control", 443))
    assert (got.verdict.kind, got.verdict.confidence) == (Kind.LOCKED_OUT, NOT)
    assert got.codes[-1] == "server-may-be-down"
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
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["no-control"])


def test_two_sessions_lost_one_by_one_are_not_reset_together() -> None:
    """The others were alive when they were let go: somebody else may have the places."""
    early = Deaths((Death(1.5, 0), Death(2.5, 0)))
    refused = Attempts(dict.fromkeys(range(7, 40), REFUSED))
    got = conclude(early, refused, control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["others-may-use-mail"])


def test_all_sessions_lost_one_by_one_are_not_reset_together() -> None:
    """A bad line took the first and, much later, the second; then nothing gets in."""
    early = Deaths((Death(3.5, 0), Death(10.5, 0)))
    refused = Attempts(dict.fromkeys(range(3, 40), REFUSED))
    got = conclude(early, refused, pace=10.0, doors=(), control=("control", 443))
    assert got.verdict.kind is Kind.NO_CLEAR_RESULT


def test_a_line_that_fails_at_the_last_try_is_no_lock_out() -> None:
    """A rate refuses, and by chance the try after the minute is not answered at all."""
    got = conclude(Attempts({11: UNANSWERED}), Window(4, 30.0), doors=(), **QUIET_OFFICE)
    assert [event.outcome for event in got.case.events if event.attempt == 11] == [
        Outcome.CONNECT_UNANSWERED
    ]
    assert (got.verdict.kind, got.codes) == (
        Kind.NO_CLEAR_RESULT,
        ["freed-place-not-given-back"],
    )


# -- A rate ------------------------------------


def test_a_sliding_window_is_a_rate() -> None:
    got = conclude(Window(4, 20.0), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.confidence, got.number) == (
        Kind.RATE,
        FAIRLY,
        (None, False),
    )
    assert got.shows("refused-with-none-open") == [
        "refill connect-refused",
        "emptied connect-refused",
    ]
    assert got.shows("waiting-helped") == ["afterwards open"]
    assert got.verdict.rate is not None
    assert got.verdict.rate.count == 4


def test_a_rate_while_others_may_use_mail_is_no_clear_result() -> None:
    got = conclude(Window(4, 20.0), control=("control", 443))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_place_that_somebody_took_is_no_rate() -> None:
    """A phone that nobody thought of takes the freed place; with nothing held one gets in."""
    places = Places(4, REFUSED)
    thief = Others(places, (Life(comes=8.0, stays=20.0, hungry=True),), ())
    got = conclude(places, thief, doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (
        Kind.NO_CLEAR_RESULT,
        ["freed-place-not-given-back"],
    )


def test_a_rate_without_a_control_may_be_the_offices_router() -> None:
    got = conclude(Window(4, 20.0), mail_closed=True)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["no-control"])


@pytest.mark.parametrize("seconds", [11.5, 12.0, 12.5, 13.0])
@pytest.mark.parametrize("pace", [0.2, 0.3, 0.4, 0.5, 0.7])
@pytest.mark.parametrize("manner", [REFUSED, WORDLESS])
def test_a_window_that_ends_while_places_are_freed_is_no_count(
    manner: Answer, pace: float, seconds: float
) -> None:
    """iptables recent --rcheck --seconds 12 --hitcount 4, met at a pace of 0.4 s: it gave two
    places back in the very second in which two were freed, and then refused one more.
    """
    got = conclude(Window(4, seconds, manner, update=False), pace=pace, **QUIET_OFFICE)
    assert got.verdict.kind in {Kind.RATE, Kind.NO_CLEAR_RESULT}


def test_a_top_that_was_reached_in_spite_of_refusals_is_no_clear_result() -> None:
    """iptables hashlimit 60/min, burst 4: refused five times, and in the end all are open."""
    got = conclude(TokenBucket(4, 1.0, REFUSED), need=6, pace=0.2, **QUIET_OFFICE)
    assert (got.verdict.kind, got.number) == (Kind.NO_CLEAR_RESULT, (8, True))
    assert got.codes == ["waiting-helped"]


def test_a_close_without_a_word_is_never_called_a_rate() -> None:
    """A full server of any make looks the same while its other customers come and go."""
    got = conclude(Window(4, 30.0, WORDLESS), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_rate_in_words() -> None:
    said = in_words("a1 NO [LIMIT] CAPABILITY Rate limit hit.")
    got = conclude(Window(4, 20.0, said), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.RATE, Refusal.IN_WORDS)
    for rule in (Places(4, said), Window(4, 600.0, said)):
        other = conclude(rule, **QUIET_OFFICE)
        assert (other.verdict.kind, other.codes) == (Kind.NO_CLEAR_RESULT, ["words-unclear"])


def test_a_line_that_loses_packets_now_and_then_is_no_rate() -> None:
    """One in ten lost, at random, on a router of Linux: three in a row in two of five tests."""
    case = conclude(TokenBucket(4, 0.2, UNANSWERED), **QUIET_OFFICE).case
    told = [
        replace(event, connect_milliseconds=1035.0) if event.attempt == 2 else event
        for event in case.events
    ]
    got = Concluded(replace(case, events=tuple(told)))
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["network-fault"])


def test_three_lost_first_packets_are_a_rate() -> None:
    got = conclude(TokenBucket(4, 0.2, UNANSWERED), **QUIET_OFFICE)
    assert (got.verdict.kind, got.verdict.refusal) == (Kind.RATE, Refusal.PACKET_FILTER)
    assert got.shows("first-packets-lost") == ["climb open"] * 3
    assert got.verdict.rate is not None
    assert got.verdict.rate.count == 4


def test_waiting_helps_nothing_that_a_lost_session_explains() -> None:
    ends = dict.fromkeys(range(5, 11), REFUSED)
    got = conclude(Attempts(ends), Deaths((Death(15.0, 0),)), doors=(), **QUIET_OFFICE)
    assert (got.verdict.kind, got.codes) == (Kind.NO_CLEAR_RESULT, ["waiting-helped"])


def test_a_refill_that_fails_otherwise_is_no_rate() -> None:
    ends = {**dict.fromkeys(range(5, 9), REFUSED), 9: CUT, 10: REFUSED}
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


@pytest.mark.parametrize("seconds", [0.15, 0.5, 0.9])
def test_who_takes_a_moment_to_go_is_not_counted(seconds: float) -> None:
    """For this moment there is one more than the server keeps."""
    got = conclude(LateEvictor(3, seconds), mail_closed=True)
    assert (got.verdict.kind, got.number) == (Kind.EVICTS_OLDEST, (3, False))


def test_sessions_that_die_at_different_counts_are_a_bad_line() -> None:
    deaths = Deaths(tuple(Death(1.5 + 2.2 * n, 0) for n in range(12)))
    got = conclude(deaths, need=30)
    assert got.verdict.kind in {Kind.NO_CLEAR_RESULT, Kind.NO_LIMIT_FOUND}
