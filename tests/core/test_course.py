"""The course of a test, told as stories: how it begins, climbs and stops."""

from __future__ import annotations

import pytest

from tests.core.simulated import Simulation
from tests.core.simulated_course import (
    WITH_CONTROL,
    climb,
    course,
    end,
    reach,
    told,
)
from tests.core.simulated_lives import Others
from tests.core.simulated_rules import (
    MAIN_ONLY,
    SILENT,
    WORDLESS,
    WRONG_PASSWORD,
    Always,
    Attempts,
    BadCertificate,
    Places,
    Queue,
    dovecot,
    in_words,
)
from tests.core.simulated_server import Answer, Server
from wizard.core import manners
from wizard.core.model import Outcome, Via

# -- Reach ----------------------------------------


def test_the_first_session_is_kept_as_number_one_and_the_climb_ends_two_above_the_need() -> None:
    assert course(need=3) == [*reach(), *climb(4), *end(5, "top")]


def test_the_climb_never_goes_above_the_ceiling() -> None:
    assert course(need=60, most=4) == [*reach(), *climb(3), *end(4, "top")]


def test_the_control_is_asked_at_the_start() -> None:
    assert course(need=1, **WITH_CONTROL)[3] == "control reach"


def test_a_name_that_is_not_found_ends_the_test() -> None:
    simulation = Simulation(Server([], found=False))
    assert simulation.run().ending == "not-reached"
    assert [told(command) for _, command in simulation.commands] == ["resolve", "done not-reached"]


def test_a_wrong_password_is_never_tried_again() -> None:
    assert course(Always(WRONG_PASSWORD)) == [*reach(), "done not-reached"]


def test_a_certificate_fault_stops_a_test_with_a_password() -> None:
    assert course(BadCertificate()) == [*reach(), "done not-reached"]


def test_without_a_password_a_certificate_fault_is_noted_and_the_test_goes_on() -> None:
    got = course(BadCertificate(), software="courier", signs_in=False, need=1)
    assert got == [*reach(), "wait 1 reach", "open reach", *climb(2), *end(3, "top")]


@pytest.mark.parametrize("first", [WORDLESS, dovecot(4), in_words("* BYE too many connections")])
def test_no_place_free_tries_again_after_10_30_and_60_seconds(first: Answer) -> None:
    waits = [f"wait {s} no-place" for s in (10, 30, 60)]
    tries = [one for wait in waits for one in (wait, "open no-place")]
    assert course(Always(first), doors=()) == [*reach(), *tries, "done not-reached"]


def test_a_first_close_without_a_word_has_the_other_service_asked_at_once() -> None:
    """Whose places are taken still greets at its other door, and then goes on being asked."""
    got = course(Always(WORDLESS, MAIN_ONLY))
    tries = [one for s in (10, 30, 60) for one in (f"wait {s} no-place", "open no-place")]
    asked = ["open other-service", "let go 1 no-place"]
    assert got == [*reach(), *asked, *tries, "done not-reached"]


def test_the_other_service_costs_a_try_where_it_closes_as_well() -> None:
    tries = [one for s in (10, 30) for one in (f"wait {s} no-place", "open no-place")]
    asked = ["open other-service"]
    assert course(Always(WORDLESS)) == [*reach(), *asked, *tries, "done not-reached"]


def test_a_place_that_comes_free_is_number_one() -> None:
    """All places are taken; a colleague leaves after a quarter of a minute."""
    places = Places(1, others=1)
    got = course(places, Others(places, (), (15.0,)), need=1, most=1, doors=())
    tries = ["wait 10 no-place", "open no-place", "wait 30 no-place", "open no-place"]
    assert got == [*reach(), *tries, *end(1, "top")]


def test_another_end_than_a_refusal_ends_the_waiting() -> None:
    got = course(Attempts({1: WORDLESS, 2: WRONG_PASSWORD}), doors=())
    assert got == [*reach(), "wait 10 no-place", "open no-place", "done not-reached"]


@pytest.mark.parametrize(
    "first",
    [SILENT, in_words("* BYE service busy", Outcome.REFUSED_IN_WORDS)],
)
def test_silence_and_a_busy_server_are_tried_once_more_after_ten_seconds(first: Answer) -> None:
    got = course(Always(first))
    assert got == [*reach(), "wait 10 no-place", "open no-place", "done not-reached"]


@pytest.mark.parametrize(
    ("said", "tries"),
    [
        ("* BYE Too many connections (4) from this IP", 4),
        ("* BYE you are not welcome", 1),
        ("* BYE Too many invalid logon attempts", 1),
    ],
)
def test_words_at_the_first_session_decide_how_often_it_is_tried(said: str, tries: int) -> None:
    got = course(Always(in_words(said, Outcome.REFUSED_IN_WORDS)))
    assert sum(one.startswith("open") for one in got) == tries


# -- Without a password ----------------------------------------


def test_without_a_password_courier_is_climbed_whole_and_fast() -> None:
    """Sixty seconds are all that Courier gives: forty sessions at half a second are too slow."""
    got = course(software="courier", signs_in=False, need=98, most=100)
    assert got == [*reach(), *climb(99, 0.225), *end(100, "top")]
    assert course(software="courier", signs_in=False, need=3)[3] == "wait 1 climb"


def test_without_a_password_dovecot_is_left_alone() -> None:
    assert course(software="dovecot", signs_in=False) == [*reach(), *end(1, "sign-in-needed")]


def test_without_a_password_any_other_server_gets_six_sessions() -> None:
    got = course(signs_in=False)
    assert got == [*reach(), *climb(5), "wait 1 climb", *end(6, "sign-in-needed")]


def test_the_six_sessions_include_those_at_other_doors_and_freed_places() -> None:
    """Four held, two freed places taken: a seventh might get in, so it is not tried."""
    got = course(Places(4, doors=frozenset({Via.MAIN})), signs_in=False)
    assert got[-4:] == ["open refill", "open refill", *end(4, "sign-in-needed")]


def test_a_second_test_without_a_password_comes_too_soon() -> None:
    assert course(signs_in=False, recently_unsigned=True) == [*reach(), *end(1, "too-soon")]


def test_courier_is_left_before_it_ends_sessions_that_never_sign_in() -> None:
    got = course(software="courier", signs_in=False, need=30, pace=4.0)
    assert got[-1] == "done time-used-up"
    assert sum(one == "open climb" for one in got) == 12


# -- Pace ----------------------------------------


def test_the_pace_is_a_second_or_what_the_user_says() -> None:
    assert course(need=1)[3] == "wait 1 climb"
    assert course(need=1, pace=3.0)[3] == "wait 3 climb"
    assert course(need=1, pace=0.0)[3:5] == ["open climb", "open climb"]
    assert manners.PACE_FLOOR == 0.2


# -- Stop ----------------------------------------


def test_a_stop_at_any_moment_lets_go_and_opens_nothing_more() -> None:
    """Every tenth of a second of a whole test, from the look-up to the last let-go."""
    for tenth in range(300):
        got = course(
            Places(3, dovecot(3)), software="dovecot", stop_at=tenth / 10 + 0.005, **WITH_CONTROL
        )
        assert got[-1] in {"done stopped", "done understood"}
        if "cut" in got:
            assert not any(one.startswith(("open", "wait")) for one in got[got.index("cut") :])


def test_a_stop_while_an_attempt_is_in_flight_cuts_it() -> None:
    got = course(Queue(2), stop_at=6.0)
    assert got[-3:] == ["cut", *end(2, "stopped")]
