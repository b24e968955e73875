"""From events to what they show: rounds, proofs, and which events spoil them."""

from __future__ import annotations

from tests.core.simulated_lives import Death, Deaths
from tests.core.simulated_rules import WORDLESS, Attempts, Places
from tests.core.simulated_server import Rule, Try
from tests.core.simulated_verdict import QUIET_OFFICE, conclude
from wizard.core.model import Step
from wizard.core.observe import Observation, observe


def observed(*rules: Rule, software: str = "courier") -> Observation:
    return observe(conclude(*rules, software=software, doors=(), **QUIET_OFFICE).case)


def told(seen: Observation, events: tuple[int, ...]) -> list[str]:
    return [f"{seen.event(i).attempt} {seen.event(i).step}" for i in events]


def test_a_clean_round() -> None:
    seen = observed(Places(3))
    assert (seen.peak, seen.held, seen.opened) == (3, 3, 5)
    assert told(seen, seen.refused) == [
        *["4 climb", "5 confirm", "6 confirm", "9 one-more", "10 again", "11 again"]
    ]
    assert told(seen, seen.refilled) == ["7 refill", "8 refill"]
    assert told(seen, seen.one_more) == ["9 one-more"]
    assert seen.proven
    assert not seen.unsteady
    assert told(seen, seen.where(Step.REACH)) == ["1 reach"]


def test_only_the_last_round_counts_and_the_earlier_one_is_remembered() -> None:
    seen = observed(Attempts(dict.fromkeys((3, 5, 6, 7, 10, 11), WORDLESS)))
    assert told(seen, seen.refused) == [
        *["5 climb", "6 confirm", "7 confirm", "10 one-more", "11 again"]
    ]
    assert told(seen, seen.unsteady) == ["3 climb"]
    assert seen.waited_in == seen.unsteady
    assert seen.proven


def test_one_place_has_to_be_proven_twice() -> None:
    seen = observed(Places(1))
    assert told(seen, seen.one_more) == ["6 one-more", "8 one-more"]
    assert seen.proven
    once = observed(Attempts(dict.fromkeys((2, 3, 4, 6, 7, 8), WORDLESS)))
    assert not once.proven


def test_a_freed_place_that_did_not_come_back() -> None:
    seen = observed(Attempts(dict.fromkeys(range(4, 20), WORDLESS)))
    assert told(seen, seen.not_refilled) == ["7 refill", "8 refill"]
    assert not seen.proven


def test_a_freed_place_that_came_at_the_second_try_is_given_back() -> None:
    seen = observed(Attempts(dict.fromkeys((4, 5, 6, 7, 10, 11, 12), WORDLESS)))
    assert seen.not_refilled == ()
    assert told(seen, seen.unsteady) == ["7 refill"]
    assert seen.proven


def test_a_freed_place_with_a_lost_first_packet_is_no_proof() -> None:
    class Late(Rule):
        def meet(self, one: Try) -> None:
            one.connect_ms = 1020.0 if one.number == 8 else 20.0

    seen = observed(Late(), Places(3))
    assert told(seen, seen.lost_first_syn) == ["8 refill"]
    assert not seen.proven


def test_a_lost_session_is_unsteady_and_no_attempt() -> None:
    seen = observed(Deaths((Death(2.0, 0),)), Places(4))
    assert told(seen, seen.lost) == ["1 check"]
    assert seen.lost == seen.unsteady
    assert seen.opened == 7
