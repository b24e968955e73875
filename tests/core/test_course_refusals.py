"""The course of a test, told as stories: what is done at a refusal, with which waits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.simulated_course import (
    LOST,
    OUR_FAULT,
    WITH_CONTROL,
    climb,
    course,
    end,
    reach,
)
from tests.core.simulated_lives import Death, Deaths, Life, Others
from tests.core.simulated_rules import (
    REFUSED,
    SILENT,
    UNANSWERED,
    WORDLESS,
    WRONG_PASSWORD,
    Attempts,
    Places,
    Queue,
    dovecot,
)
from tests.core.simulated_server import Answer, Rule, Try
from wizard.core.model import Outcome, Phase, Step, Via

# -- Confirm, free two, open two ----------------------------------------


def test_courier_at_its_limit() -> None:
    """Wordless: confirmed after 1 s and 1 s, no silence; two freed, two opened, one refused."""
    assert course(Places(4), software="courier", doors=()) == [
        *reach(),
        *climb(4),
        "ask 4",
        *["wait 1 confirm", "open confirm"] * 2,
        "let go 2 free",
        "wait 1 free",
        *["open refill"] * 2,
        "open one-more",
        "count others",
        *["wait 1 again", "open again"] * 2,
        *end(4, "understood"),
    ]


def test_any_other_server_at_its_limit() -> None:
    """Confirmed after 1 s and 3 s more; 6 s of silence and a try; then the same proof."""
    assert course(Places(4, dovecot(4)), software="dovecot") == [
        *reach(),
        *climb(4),
        "ask 4",
        *["wait 1 confirm", "open confirm", "wait 3 confirm", "open confirm"],
        *["wait 6 silence", "open silence"],
        *["let go 2 free", "wait 1 free", "open refill", "open refill"],
        *["open one-more", "count others"],
        *["open other-service", "open other-family"],
        *end(4, "understood"),
    ]


def test_a_single_place_is_freed_and_taken_twice() -> None:
    once = ["let go 1 free", "wait 1 free", "open refill", "open one-more", "count others"]
    got = course(Places(1), software="courier", doors=())
    at = got.index("let go 1 free")
    again = ["wait 1 again", "open again"]  # one try is kept for a neighbour
    assert got[at:] == [*once, *once, *again, *end(1, "understood")]


def test_a_confirm_that_gets_in_lets_the_climb_go_on() -> None:
    got = course(Attempts({3: WORDLESS}), need=3)
    steps = ["ask 2", "wait 1 confirm", "open confirm"]
    assert got == [*reach(), *climb(2), *steps, *climb(2), *end(5, "top")]


def test_from_the_third_new_count_on_confirm_is_left_out() -> None:
    """Colleagues leave one by one, each just after a refusal."""
    ends = {3: WORDLESS, 6: WORDLESS, 9: WORDLESS}
    got = course(Attempts(ends), software="courier", doors=(), need=20)
    third = [i for i, one in enumerate(got) if one.startswith("ask")][2]
    assert got[third + 1].startswith("let go 2 free")


def test_one_more_that_gets_in_lets_the_climb_go_on() -> None:
    ends = dict.fromkeys((3, 4, 5), WORDLESS)
    got = course(Attempts(ends), software="courier", doors=(), need=4)
    assert got[-3:] == end(6, "top")


def test_a_place_found_in_the_silence_at_the_ceiling_ends_the_climb() -> None:
    """One below the ceiling: after it got in there is no room for the refusal of one more."""
    got = course(Attempts(dict.fromkeys((3, 4, 5), REFUSED)), doors=(), most=3)
    assert got[-5:] == ["wait 6 silence", "open silence", *end(3, "top")]


def test_behind_a_balancer_a_freed_place_is_asked_for_twice() -> None:
    ends = dict.fromkeys((4, 5, 6, 7, 8, 11), dovecot(3))
    got = course(Attempts(ends), doors=())
    at = got.index("let go 2 free")
    again = ["open refill", "wait 1 refill", "open refill", "open refill", "open one-more"]
    assert got[at + 2 : at + 7] == again


@pytest.mark.parametrize("at", [3, 4, 7, 9])
def test_a_fault_of_the_line_is_no_refusal(at: int) -> None:
    """Once is forgiven in the climb; between the steps of a proof nothing is proven any more."""
    ends = {**dict.fromkeys((3, 4, 5, 6), WORDLESS), at: LOST}
    got = course(Attempts({**ends, 9: LOST}), doors=())
    assert got[-1] == "done network-fault"


def test_a_fault_that_stays_ends_the_test() -> None:
    got = course(Attempts({3: LOST, 4: LOST}))
    assert got[-4:] == ["wait 1 confirm", "open confirm", *end(2, "network-fault")]


def test_a_fault_that_goes_away_is_forgiven() -> None:
    assert course(Attempts({3: LOST}), need=2)[-1] == "done top"


def test_a_fault_of_this_computer_ends_the_test() -> None:
    assert course(Attempts({3: OUR_FAULT}))[-2:] == end(2, "our-fault")


def test_a_refused_password_after_good_ones_ends_the_test() -> None:
    assert course(Attempts({3: WRONG_PASSWORD}))[-2:] == end(2, "sign-in-refused")


def test_the_budget_ends_the_test() -> None:
    """Colleagues leave just after each refusal: eight refusals are all there is."""
    ends = dict.fromkeys((3, 5, 7, 11, 15, 19, 23, 27), WORDLESS)
    got = course(Attempts(ends), software="courier", need=40, doors=())
    assert got[-1] == "done budget-spent"


# -- A freed place that does not come back ----------------------------------------


def not_given_back(**options: Any) -> list[str]:  # noqa: ANN401
    refused = dict.fromkeys(range(4, 40), options.pop("manner", WORDLESS))
    got = course(Attempts(refused), doors=(), **WITH_CONTROL, **options)
    return got[got.index("let go 2 free") :]


def test_a_place_that_is_not_given_back_is_asked_for_once_more_with_nothing_held() -> None:
    """Somebody else may have taken it; nobody takes all of them at once."""
    assert not_given_back(software="courier")[:5] == [
        *["let go 2 free", "wait 1 free", "open refill", "wait 1 refill", "open refill"],
    ]
    assert not_given_back(manner=REFUSED)[2:] == [
        *["open refill", "ask 1", "let go 1 emptied", "wait 1 emptied", "open emptied"],
        *["wait 60 afterwards", "open afterwards", "control afterwards"],
        "done understood",
    ]


def test_a_place_that_is_there_once_all_are_free_is_the_end_of_the_questions() -> None:
    got = course(Attempts(dict.fromkeys(range(4, 10), WORDLESS)), doors=())
    assert got[-3:] == ["open emptied", *end(1, "understood")]


# -- Silence ----------------------------------------


def test_a_queue_moves_on_when_a_place_is_freed() -> None:
    got = course(Queue(3), software="cyrus")
    assert got == [
        *[*reach(), *climb(3), "ask 3", "open queue", "wait 3 queue", "let go 1 free"],
        *end(3, "understood"),
    ]


def test_silence_that_is_no_queue_is_not_asked_again() -> None:
    """Who comes after it may have the freed place; only who waited shows a queue."""
    got = course(Attempts(dict.fromkeys((4, 5), SILENT)))
    at = got.index("open queue")
    after = ["open queue", "wait 3 queue", "let go 1 free"]
    assert got[at:] == [*after, *end(2, "understood")]


def test_a_session_that_is_lost_while_one_waits_disturbs_nothing() -> None:
    got = course(Deaths((Death(20.0, 1),)), Attempts(dict.fromkeys((4, 5, 6), SILENT)))
    assert got[-1] == "done understood"


@pytest.mark.parametrize(("second", "ending"), [(None, "top"), (WORDLESS, "understood")])
def test_silence_that_is_over_needs_no_freeing(second: Answer | None, ending: str) -> None:
    got = course(Attempts({4: SILENT, **({5: second} if second else {})}), need=3)
    assert "let go 1 free" not in got
    assert got[-1] == f"done {ending}"


def test_silence_while_signing_in_is_a_fault() -> None:
    slow = Answer(Outcome.SILENT, Phase.SIGN_IN, 30.0)
    assert course(Attempts({3: slow}))[-3:] == ["ask 2", *end(2, "network-fault")]


class DeafFromTheRefillOn(Rule):
    """What was held falls silent just when the freed places are asked for."""

    def meet(self, one: Try) -> Answer | None:
        if one.command.step is not Step.REFILL:
            return None
        self.server.deaf |= self.server.held
        return WORDLESS


def test_no_quiet_is_kept_when_the_held_ones_are_dead_it_may_be_a_lock_out() -> None:
    got = course(DeafFromTheRefillOn(), Places(4, WORDLESS), **WITH_CONTROL)
    at = got.index("open refill")
    assert got[at:] == [
        *["open refill", "wait 1 refill", "open refill", "ask 2"],
        *["wait 3 check", "ask 2", "control check"],
        *["let go 2 afterwards", "wait 10 afterwards", "open afterwards"],
        *end(1, "understood"),
    ]


# -- Packets ----------------------------------------


def test_refused_packets_ask_the_control_and_the_other_service_at_once() -> None:
    got = course(Places(3, UNANSWERED), **WITH_CONTROL)
    at = got.index("ask 3")
    assert got[at + 1 : at + 3] == ["control check", "open other-service"]


def test_an_other_service_that_answers_is_closed_again_at_once() -> None:
    got = course(Places(3, UNANSWERED, doors=frozenset({Via.MAIN})), **WITH_CONTROL)
    at = got.index("open other-service")
    assert got[at + 1] == "let go 1 neighbours"


def test_three_lost_first_packets_end_the_climb() -> None:
    class Slow(Rule):
        def meet(self, one: Try) -> None:
            one.connect_ms = 1020.0 if one.number > 3 else 20.0

    assert course(Slow(), **WITH_CONTROL)[-5:] == [
        *["control check"] * 3,
        *end(6, "first-packets-lost"),
    ]
    assert course(Slow())[-2:] == end(6, "network-fault")


# -- Colleagues ----------------------------------------


def test_hungry_colleagues_end_in_no_proof() -> None:
    """Each freed place is taken by a colleague within half a second."""
    places = Places(4)
    lives = tuple(Life(3.0, 200.0, hungry=True) for _ in range(6))
    got = course(places, Others(places, lives, ()), software="courier", doors=())
    assert "open emptied" in got
